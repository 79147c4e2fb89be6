"""The approval pack as a file: page 1, then the sections."""

from collections.abc import Callable
from pathlib import Path

from mlplanner.exchange.pdf.page_one import PointsTo, page_one
from mlplanner.exchange.pdf.sections import section_strips
from mlplanner.exchange.pdf.sheets import write_document
from mlplanner.exchange.pdf.strips import paginate
from mlplanner.reports.packs import PackReport


def write_pack_pdf(report: PackReport, path: Path, *, progress: Callable[[float], None] | None = None) -> None:
    """Write the pack to `path`, whole or not at all; the same report gives the same bytes.

    Raises:
        WorldFault: the file cannot be written there.
    """
    tell = progress or (lambda _: None)
    chapters = []
    for number, section in enumerate(report.sections, start=1):
        tell(0.4 * number / len(report.sections))
        chapters.append(section_strips(section, number))
    pages = [page_one(report.page_one, _points_to(report)), *paginate(chapters)]
    write_document(
        path, report.title, report.author, report.head, pages, progress=lambda share: tell(0.5 + 0.5 * share)
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
