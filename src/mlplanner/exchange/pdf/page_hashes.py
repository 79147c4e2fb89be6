"""What a page shows, as a hash that survives filling in, signing and saving anew by other programs.

Hashed are the decoded drawing commands of each page, its size, and the outlines of its fonts; not fields, notes or the way
in which the file is packed. Printing to a PDF or a scan gives other hashes.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

MOST_PAGES = 2000
PLAN_JSON, PLAN_XLSX = "plan.json", "plan.xlsx"
"""Names of the attached files."""


def content_hash(pdf: Any) -> str:
    """SHA-256, 64 hex digits, over the pages of an open pikepdf document in their order."""
    return sha256("".join(page_hashes(pdf)).encode()).hexdigest()


def page_hashes(pdf: Any) -> list[str]:
    """One SHA-256 to a page."""
    known: dict[tuple[int, int], bytes] = {}
    return [_page_hash(page, known) for _, page in zip(range(MOST_PAGES), pdf.pages, strict=False)]


def sealed(content: str, plan_sha256: str) -> str:
    """What is recorded of a pack that is sent: its pages and its attached plan, as one hash."""
    return sha256(f"{content}{plan_sha256}".encode()).hexdigest()


def hashes_of_file(path: Path) -> tuple[str, str]:
    """Hash of pages and attached plan, and SHA-256 of the whole file that was just written."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        plan = pdf.attachments.get(PLAN_JSON)
        attached = sha256(plan.get_file().read_bytes()).hexdigest() if plan is not None else ""
        return sealed(content_hash(pdf), attached), sha256(path.read_bytes()).hexdigest()


def _page_hash(page: Any, known: dict[tuple[int, int], bytes]) -> str:
    digest = sha256()
    for box in (page.mediabox, page.cropbox):
        digest.update(" ".join(f"{float(side):.1f}" for side in box).encode())
    digest.update(str(int(page.obj.get("/Rotate", 0))).encode())
    for stream in _streams(page.obj.get("/Contents")):
        digest.update(stream.read_bytes().rstrip() + b"\n")
    for name, font in sorted(page.resources.get("/Font", {}).items()):
        if font.objgen not in known:
            known[font.objgen] = _outlines(font)
        digest.update(name.encode() + known[font.objgen])
    return digest.hexdigest()


def _streams(contents: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(contents, pikepdf.Array):
        yield from contents
    elif contents is not None:
        yield contents


def _outlines(font: Any) -> bytes:
    descriptor = font.get("/FontDescriptor")
    program = descriptor.get("/FontFile2") if descriptor is not None else None
    return sha256(program.read_bytes()).digest() if program is not None else b"none"
