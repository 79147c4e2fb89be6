"""What all pages share: the paper, the running head, the foot, and a document that is opened and written in one way."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from mlplanner.charts import palette
from mlplanner.domain.errors import WorldFault
from mlplanner.exchange.pdf.font_programs import slim_fonts
from mlplanner.exchange.pdf.fonts import REGULAR, registered, text_width
from mlplanner.exchange.pdf.pens import THIN, FieldPlace, Pen
from mlplanner.exchange.pdf.structure import Structure
from mlplanner.exchange.pdf.tagging import write_tree
from mlplanner.exchange.pdf.wrapping import fit
from mlplanner.reports.blocks import Align, RunningHead
from mlplanner.reports.formats import spaced

MILLIMETRE = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
MARGIN = 16 * MILLIMETRE
WIDTH = PAGE_WIDTH - 2 * MARGIN
TOP, BOTTOM = 56.0, 798.0
"""Where a page's content begins and ends on A4, in points from the top."""
HEAD_Y, HEAD_RULE, FOOT_RULE, FOOT_Y = 33.0, 43.0, 8.0, 17.0
"""The head from the top of the page, the foot from the end of the content, in points."""
LONGEST_CLASS = 96.0
"""Points for the classification in the running head, so that a long one leaves room for the gate."""
DOT = "  ·  "


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper. The content is as wide on all of them and stands in the middle; `bottom` is where it ends."""

    name: str
    width: float
    height: float
    bottom: float
    lift: float = 0.0
    """Points by which all stands higher than on A4, on paper that is shorter."""

    @property
    def indent(self) -> float:
        """What lies left of where an A4 page would begin, in points."""
        return (self.width - PAGE_WIDTH) / 2


A4 = Paper("a4", PAGE_WIDTH, PAGE_HEIGHT, BOTTOM)
LETTER = Paper("letter", 612.0, 792.0, bottom=766.0, lift=12.0)
PAPERS = {paper.name: paper for paper in (A4, LETTER)}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: how to draw it, and the bookmarks (level, title, y) that lead to it."""

    draw: Callable[[Pen], None]
    bookmarks: Sequence[tuple[int, str, float]] = ()


Complete = Callable[[Any, Sequence[FieldPlace]], Mapping[FieldPlace, Any]]
"""Adds to an open pikepdf document what a pack has beside its pages; gives the annotations of its fields."""


def write_document(
    path: Path,
    title: str,
    author: str,
    head: RunningHead,
    pages: Sequence[Page],
    *,
    paper: Paper = A4,
    progress: Callable[[float], None] | None = None,
    complete: Complete | None = None,
) -> None:
    """Write the pages to `path`; the file appears whole or not at all.

    The same pages give the same bytes: no clock and no chance goes into the file. Screen readers find its parts.

    Raises:
        WorldFault: the file cannot be written there.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".pdf", delete=False) as file:
            temporary = Path(file.name)
    except OSError as error:
        raise _fault(path, error) from None
    try:
        drawn = _render(title, author, head, pages, paper=paper, progress=progress or (lambda _: None))
        _finish(temporary, drawn, complete)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _fault(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The pages as a file, what their parts are, and where something can be filled in."""

    data: bytes
    structure: Structure
    fields: list[FieldPlace]


def _finish(path: Path, drawn: _Drawn, complete: Complete | None) -> None:
    """Complete the document, add the tree of its parts, and write it packed."""
    import pikepdf

    with pikepdf.open(BytesIO(drawn.data)) as pdf:
        slim_fonts(pdf)
        held = complete(pdf, drawn.fields) if complete else {}
        write_tree(pdf, drawn.structure, held)
        pdf.save(
            path,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
        )


def _render(
    title: str,
    author: str,
    head: RunningHead,
    pages: Sequence[Page],
    *,
    paper: Paper,
    progress: Callable[[float], None],
) -> _Drawn:
    from reportlab.pdfgen.canvas import Canvas

    registered(REGULAR)
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=(paper.width, paper.height),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang="en",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(f"{head.document} {head.ref}, version {head.version}")
    canvas.setKeywords([f"plan fingerprint {head.fingerprint}"])
    canvas.setCreator("mlplanner")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    structure, fields = Structure(), list[FieldPlace]()
    height = paper.height + paper.lift
    for number, page in enumerate(pages, start=1):
        progress(number / len(pages))
        pen = Pen(canvas, height, indent=paper.indent, page=number, structure=structure)
        canvas.translate(paper.indent, 0)
        with pen.artifact("Header"):
            _draw_head(pen, head, number, len(pages))
        page.draw(pen)
        with pen.artifact("Footer"):
            _draw_foot(pen, head, paper.bottom, number, len(pages))
        pen.close()
        for place, (level, name, y) in enumerate(page.bookmarks):
            key = destination(number, place)
            canvas.bookmarkHorizontal(key, 0, height - y)
            canvas.addOutlineEntry(name, key, level=level, closed=0)
        fields += pen.fields
        canvas.showPage()
    canvas.save()
    return _Drawn(file.getvalue(), structure, fields)


def destination(number: int, place: int) -> str:
    """The name of a page's bookmark, for links: page from 1, bookmark of the page from 0."""
    return f"page-{number}-{place}"


def _draw_head(pen: Pen, head: RunningHead, number: int, count: int) -> None:
    """Document and gate on the left, project and page on the right; sample data says so."""
    is_said = head.classification.casefold() == "sample data"
    facts = [
        head.ref,
        f"version {head.version}",
        head.day,
        "" if is_said else fit(head.classification, 6.9, LONGEST_CLASS),
        f"page {number} of {count}",
    ]
    if head.is_sample:
        facts.insert(0, "SAMPLE DATA")
    right = DOT.join(fact for fact in facts if fact)
    pen.text(PAGE_WIDTH - MARGIN, HEAD_Y, right, 6.9, palette.GREY, align=Align.RIGHT)
    left = DOT.join((head.document, *head.trail)).upper()
    room = WIDTH - text_width(right, 6.9) - 14
    size = 6.9 if text_width(left, 6.9, is_bold=True) <= room else 6.4
    pen.text(MARGIN, HEAD_Y, fit(left, size, room, is_bold=True), size, palette.NAVY, is_bold=True)
    pen.rule(MARGIN, HEAD_RULE, WIDTH, THIN)


def _draw_foot(pen: Pen, head: RunningHead, bottom: float, number: int, count: int) -> None:
    """Which plan the page shows, so that a sheet of paper can be held against it; a sheet among how many."""
    pen.rule(MARGIN, bottom + FOOT_RULE, WIDTH, THIN)
    said = "The exact plan (JSON and Excel) is attached." if head.revision is not None else ""
    said = said or "Figures on paper, on screen and in Excel agree to the cent."
    sample = " Sample data: names and amounts invented." if head.is_sample else ""
    plan = (
        f"Plan {head.ref}, revision {head.revision}, fingerprint" if head.revision is not None else "Plan fingerprint"
    )
    text = f"{plan} {spaced(head.fingerprint)}. {said}{sample}"
    right = f"page {number} of {count}"
    room = WIDTH - text_width(right, 6.4) - 7
    pen.text(MARGIN, bottom + FOOT_Y, fit(text, 6.4, room), 6.4, palette.GREY)
    pen.text(PAGE_WIDTH - MARGIN, bottom + FOOT_Y, right, 6.4, palette.GREY, align=Align.RIGHT)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _fault(path: Path, error: OSError) -> WorldFault:
    reason = error.strerror or str(error)
    return WorldFault(
        f"{path} can't be written ({reason}); choose another folder or close the program that has it open."
    )
