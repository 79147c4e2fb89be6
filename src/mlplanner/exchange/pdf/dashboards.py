"""The sponsor's dashboard as a file: one page, whatever the number of its lines (P7.7)."""

from pathlib import Path

from mlplanner.charts import palette
from mlplanner.exchange.pdf.panels import (
    HEADING_HEIGHT,
    LEADING,
    SECTION_GAP,
    TEXT,
    draw_heading,
    draw_note,
    draw_small_table,
    draw_title,
    small_table_height,
)
from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import BOTTOM, MARGIN, TOP, WIDTH, Page, write_document
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.wrapping import fit, wrap_text
from mlplanner.reports.blocks import Table
from mlplanner.reports.dashboards import DashboardReport

VERDICT, LABEL, FIGURE = 16.0, 7.2, 13.0
"""Sizes in points: the verdict, what a figure is, the figure."""
FIGURES = 46.0
NOTE = 14.0


def write_dashboard_pdf(report: DashboardReport, path: Path) -> None:
    """Write the page to `path`, whole or not at all; the same report gives the same bytes.

    Raises:
        WorldFault: the file cannot be written there.
    """
    page = Page(lambda pen: _draw(pen, report), ((0, "Dashboard", TOP),))
    write_document(path, report.title, report.author, report.head, [page])


def _draw(pen: Pen, report: DashboardReport) -> None:
    y = draw_title(pen, 46, report.name, report.people) + 8
    with pen.part(Role.PARAGRAPH):
        pen.text(MARGIN, y + 14, fit(report.verdict, VERDICT, WIDTH), VERDICT, palette.NAVY, is_bold=True)
    lines = wrap_text(report.reason, TEXT, WIDTH, most=2)
    with pen.part(Role.PARAGRAPH):
        y = pen.lines(MARGIN, y + 30, lines, TEXT, LEADING)
    y = _figures(pen, y + 2, report) + SECTION_GAP
    for place, panel in enumerate(report.panels):
        left = len(report.panels) - place
        y = _panel(pen, y, panel, (BOTTOM - y) / left) + SECTION_GAP


def _figures(pen: Pen, y: float, report: DashboardReport) -> float:
    step = WIDTH / len(report.numbers)
    for place, (title, figure) in enumerate(report.numbers):
        x = MARGIN + place * step
        with pen.part(Role.LIST, _figures), pen.part(Role.ITEM, place):
            with pen.part(Role.LABEL):
                pen.text(x, y + 12, fit(title, LABEL, step - 10), LABEL, palette.GREY)
            with pen.part(Role.BODY):
                pen.text(x, y + 29, fit(figure, FIGURE, step - 10), FIGURE, palette.NAVY, is_bold=True)
    return y + FIGURES


def _panel(pen: Pen, y: float, panel: Table, room: float) -> float:
    """A part with as many of its lines as have room; a note tells how many more there are."""
    below = draw_heading(pen, MARGIN, y, panel.title, WIDTH)
    if not panel.rows:
        return draw_note(pen, MARGIN, below + 2, panel.note, WIDTH, most=1)
    inside = room - HEADING_HEIGHT - NOTE
    shown = len(panel.rows)
    while shown > 1 and small_table_height((panel.columns, panel.rows[:shown]), WIDTH) > inside:
        shown -= 1
    below = draw_small_table(pen, MARGIN, below, WIDTH, (panel.columns, panel.rows[:shown]), room=inside)
    hidden = len(panel.rows) - shown
    return draw_note(pen, MARGIN, below, f"and {hidden} more", WIDTH, most=1) if hidden else below
