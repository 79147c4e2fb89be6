"""The approval pack as a file: page 1, the contents, then the sections; as a review copy or as an archive copy."""

from collections.abc import Callable
from pathlib import Path

from mlplanner.exchange.pdf.contents import Contents
from mlplanner.exchange.pdf.finishing import Finish, finish_pack
from mlplanner.exchange.pdf.page_one import PointsTo, page_one
from mlplanner.exchange.pdf.sections import section_strips
from mlplanner.exchange.pdf.sheets import A4, Paper, write_document
from mlplanner.exchange.pdf.strips import paginate
from mlplanner.reports.packs import PackReport


def write_pack_pdf(
    report: PackReport,
    path: Path,
    *,
    paper: Paper = A4,
    finish: Finish | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the pack to `path`, whole or not at all; the same report gives the same bytes.

    `finish` adds the attached plan and the fields; without it the file holds the pages alone.

    Raises:
        WorldFault: the file cannot be written there.
    """
    tell = progress or (lambda _: None)
    contents = Contents([section.title for section in report.sections])
    chapters = [contents.strips()]
    for number, section in enumerate(report.sections, start=1):
        tell(0.4 * number / len(report.sections))
        chapters.append(section_strips(section, number, level=2))
    first = page_one(report.page_one, _points_to(report), paper.bottom)
    pages = [first, *paginate(chapters, paper.bottom)]
    contents.learn(pages)
    write_document(
        path,
        report.title,
        report.author,
        report.head,
        pages,
        paper=paper,
        progress=lambda share: tell(0.5 + 0.4 * share),
        complete=None if finish is None else lambda pdf, fields: finish_pack(pdf, finish, fields),
    )


def _points_to(report: PackReport) -> PointsTo:
    """Where page 1 sends the reader for the rest, by the sections' titles."""
    numbers = {section.title: f"section {number}" for number, section in enumerate(report.sections, start=1)}
    return PointsTo(
        brief=numbers["Brief"],
        evidence=numbers["Timeline"],
        risks=numbers["Risks and options"],
        conditions=numbers["Decision history"],
    )
