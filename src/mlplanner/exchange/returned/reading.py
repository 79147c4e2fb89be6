"""What a PDF that came back holds: its mark, the hash of its pages, the attached plan, fields and signatures.

Only what the file itself says; `verdicts` holds it against what was sent. Nothing is unpacked without a limit.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.exchange.pdf.pack_marks import PackMark, read_mark
from mlplanner.exchange.pdf.page_hashes import PLAN_JSON, content_hash, sealed
from mlplanner.exchange.returned.signatures import Signature, read_signatures

MOST_BYTES, MOST_UNPACKED, MOST_REVISIONS = 50_000_000, 50_000_000, 40
_PRINTED = re.compile(r"fingerprint\s+((?:[0-9A-F]{4}\s*){4})")
_END = b"%%EOF"
_PICTURES, _RARE, _WORST = ("DCT", "JPX", "CCITT", "JBIG2"), ("LZW", "RunLength"), 1400
Filled = dict[str, str]


@dataclass(frozen=True)
class PackReading:
    """A PDF as it came. Hashes are SHA-256 in hex; `plan` is the attached plan.json."""

    name: str
    file_sha256: str
    revisions: tuple[str, ...]
    """Hashes of the file up to each of its ends: the first may be the file as it was sent."""
    pages: int
    content: str
    mark: PackMark | None
    plan: bytes | None
    filled: Filled
    signed: Filled | None
    """The fields as the last signature that is intact covers them; None where nothing is signed."""
    signatures: tuple[Signature, ...]
    notes: tuple[int, ...]
    """Pages, from 1, on which something was laid over what was printed: notes, stamps, drawings."""
    printed: str
    """The sixteen digits of a fingerprint found in the words of page 1, lower case; empty without."""
    has_words: bool

    @property
    def plan_sha256(self) -> str:
        """Hash of the attached plan; empty without one."""
        return sha256(self.plan).hexdigest() if self.plan is not None else ""

    @property
    def sealed(self) -> str:
        """Pages and attached plan, as they are recorded when a pack is sent."""
        return sealed(self.content, self.plan_sha256)


def read_pack(path: Path, trust: Path | None = None) -> PackReading:
    """Read the file in this very process; `pack_worker` does it in another. `trust`: certificates that are trusted.

    Raises:
        BadInput: it is no PDF that can be read (one sentence).
        WorldFault: the system does not give it.
    """
    import pikepdf

    data = read_bytes(path)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _refuse_bombs(pdf, path.name)
            words = _words(data)
            signatures = read_signatures(data, trust)
            return PackReading(
                name=path.name,
                file_sha256=sha256(data).hexdigest(),
                revisions=tuple(_revisions(data)),
                pages=len(pdf.pages),
                content=content_hash(pdf),
                mark=_mark(pdf),
                plan=_plan(pdf, path.name),
                filled=_fields(pdf),
                signed=_signed(data, signatures),
                signatures=signatures,
                notes=tuple(_notes(pdf)),
                printed=_printed(words),
                has_words=bool(words.strip()),
            )
    except pikepdf.PasswordError:
        raise BadInput(f"{path.name} is protected by a password; save it without one and try again.") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError):
        raise BadInput(f"{path.name} is not a complete PDF; ask for the file again.") from None


def read_bytes(path: Path) -> bytes:
    """The bytes of a PDF that is not too large. BadInput or WorldFault in one sentence."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB; a pack is far smaller.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}; check the name.") from None
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror or error}.") from None
    if b"%PDF" not in data[:1024]:
        raise BadInput(f"{path.name} is no PDF; give the pack as it came back.")
    return data


def _refuse_bombs(pdf: Any, name: str) -> None:
    """Refuse streams that unpack to more than the limit, before anything reads them whole."""
    import pikepdf

    total = 0
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream):
            total += _unpacked(held, MOST_UNPACKED - total + 1)
            if total > MOST_UNPACKED:
                raise BadInput(f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB; no pack does.")


def _unpacked(stream: Any, most: int) -> int:
    """Bytes that a stream unpacks to, counted up to `most`; what is packed in rare ways is taken at its worst."""
    raw, packing = stream.read_raw_bytes(), str(stream.get("/Filter", ""))
    if any(picture in packing for picture in _PICTURES):
        return len(raw)  # pictures are never unpacked here
    try:
        if "ASCII85" in packing:
            raw = b85_decoded(raw)
        if packing.count("Flate") == 1 and not any(rare in packing for rare in _RARE):
            return len(zlib.decompressobj().decompress(raw, most))
    except (zlib.error, ValueError):
        return len(raw)
    return len(raw) * (_WORST if "Flate" in packing or any(rare in packing for rare in _RARE) else 1)


def b85_decoded(raw: bytes) -> bytes:
    """The bytes behind PDF's ASCII85."""
    from base64 import a85decode

    return a85decode(b"".join(raw.split()).removesuffix(b"~>"))


def _mark(pdf: Any) -> PackMark | None:
    packet = pdf.Root.get("/Metadata")
    return read_mark(packet.read_bytes()) if packet is not None else None


def _plan(pdf: Any, name: str) -> bytes | None:
    """The attached plan; two of that name are refused."""
    names = [key for key in pdf.attachments if key == PLAN_JSON]
    if not names:
        return None
    try:
        return bytes(pdf.attachments[PLAN_JSON].get_file().read_bytes())
    except (RuntimeError, ValueError):
        raise BadInput(f"{name}: the attached {PLAN_JSON} is damaged.") from None


def _fields(pdf: Any) -> Filled:
    """What is filled in: the name of a field and its text, without empty ones and without signatures."""
    form = pdf.Root.get("/AcroForm")
    found: Filled = {}
    for field in form.get("/Fields", []) if form is not None else []:
        value = field.get("/V")
        if value is None or field.get("/FT") == "/Sig" or "/T" not in field:
            continue
        text = str(value).removeprefix("/") if field.get("/FT") == "/Btn" else str(value)
        if text.strip() and text != "Off":
            found[str(field.T)] = text.strip()
    return found


def signature_fields(data: bytes, name: str) -> dict[str, bool]:
    """The names of the fields for signatures, and whether each one is signed. BadInput for no complete PDF."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            form = pdf.Root.get("/AcroForm")
            fields: Any = form.get("/Fields", []) if form is not None else []
            return {str(field.get("/T", "")): "/V" in field for field in fields if field.get("/FT") == "/Sig"}
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        raise BadInput(f"{name} is not a complete PDF; ask for the file again.") from None


def _signed(data: bytes, signatures: tuple[Signature, ...]) -> Filled | None:
    """The fields in the bytes that the last intact signature covers."""
    import pikepdf

    ends = [one.end for one in signatures if one.is_intact and 0 < one.end <= len(data)]
    if not ends:
        return None
    with pikepdf.open(BytesIO(data[: max(ends)])) as pdf:
        return _fields(pdf)


def _notes(pdf: Any) -> Iterator[int]:
    """Pages with anything but fields and links on top."""
    for number, page in enumerate(pdf.pages, start=1):
        kinds = {str(note.get("/Subtype")) for note in page.obj.get("/Annots", [])}
        if kinds - {"/Widget", "/Link", "/Popup"}:
            yield number


def _revisions(data: bytes) -> Iterator[str]:
    """Hashes of the file up to each of its ends; an end may have a line break after it or none."""
    place = data.find(_END)
    for _ in range(MOST_REVISIONS):
        if place < 0:
            return
        end = place + len(_END)
        end += 2 if data[end : end + 2] == b"\r\n" else int(data[end : end + 1] in (b"\n", b"\r"))
        yield sha256(data[:end]).hexdigest()
        place = data.find(_END, end)


def _words(data: bytes) -> str:
    """The words of page 1."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        text: str = document[0].get_textpage().get_text_bounded() if len(document) else ""
    finally:
        document.close()
    return text


def _printed(words: str) -> str:
    found = _PRINTED.search(" ".join(words.split()))
    return "".join(found[1].split()).lower() if found else ""
