"""The committee pack as a file."""

from pathlib import Path

from mlplanner.exchange.pdf.sections import section_strips
from mlplanner.exchange.pdf.sheets import write_document
from mlplanner.exchange.pdf.strips import paginate
from mlplanner.reports.committees import CommitteeReport


def write_committee_pdf(report: CommitteeReport, path: Path) -> None:
    """Write the pack to `path`, whole or not at all; the same report gives the same bytes.

    Raises:
        WorldFault: the file cannot be written there.
    """
    chapters = [section_strips(section, number) for number, section in enumerate(report.sections, start=1)]
    write_document(path, report.title, report.author, report.head, paginate(chapters))
