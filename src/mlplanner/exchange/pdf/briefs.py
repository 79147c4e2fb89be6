"""The brief as a file: one page, whatever the lengths of its texts."""

from collections.abc import Sequence
from pathlib import Path

from mlplanner.charts import palette
from mlplanner.charts.money_bars import draw_money_bar
from mlplanner.charts.time_bars import draw_time_bar
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.panels import (
    HEADING_HEIGHT,
    LEADING,
    LEFT_WIDTH,
    RIGHT_WIDTH,
    RIGHT_X,
    SECTION_GAP,
    TEXT,
    Banner,
    draw_banner,
    draw_heading,
    draw_key_numbers,
    draw_note,
    draw_plain_rows,
    draw_small_table,
    draw_title,
    draw_warnings,
    small_table_height,
)
from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import BOTTOM, MARGIN, TOP, WIDTH, Page, write_document
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.wrapping import Line, fit, wrap_text
from mlplanner.reports.blocks import Table
from mlplanner.reports.briefs import BriefReport

BARS, ROW, NAMES = 78.0, 15.7, 82.0
"""Heights of the row with the bars and of a table row; width of the names of the roles, in points."""
TEXT_LINES = (6, 4)
"""Most lines of what changes, and of what people do differently."""


def write_brief_pdf(report: BriefReport, path: Path) -> None:
    """Write the brief to `path`, whole or not at all; the same report gives the same bytes.

    Raises:
        WorldFault: the file cannot be written there.
    """
    page = Page(lambda pen: _draw(pen, report), ((0, "Brief", TOP),))
    write_document(path, report.title, report.author, report.head, [page])


def _draw(pen: Pen, report: BriefReport) -> None:
    y = draw_title(pen, 46, report.name, report.people)
    y = draw_banner(
        pen, y + 4, Banner("Business objective", report.objective, "Brief", report.verdict, size=10.5, most=4)
    )
    y = draw_key_numbers(pen, y, report.key_numbers)
    y = draw_warnings(pen, y, report.warnings) + SECTION_GAP
    y = max(_changes(pen, y, report), _roles(pen, y, report)) + SECTION_GAP
    foot = BOTTOM - HEADING_HEIGHT - ROW * len(report.ask.rows)
    room = foot - SECTION_GAP - BARS - SECTION_GAP - y
    triggers = _height(report.triggers, 0)
    y = _listed(pen, y, report.kpis, room - SECTION_GAP - triggers) + SECTION_GAP
    y = _listed(pen, y, report.triggers, foot - SECTION_GAP - BARS - SECTION_GAP - y) + SECTION_GAP
    y = _bars(pen, y, report) + SECTION_GAP
    below = draw_heading(pen, MARGIN, y, report.value.title, LEFT_WIDTH)
    draw_plain_rows(pen, MARGIN, below, LEFT_WIDTH, report.value)
    below = draw_heading(pen, RIGHT_X, y, report.ask.title, RIGHT_WIDTH)
    draw_plain_rows(pen, RIGHT_X, below, RIGHT_WIDTH, report.ask)


def _changes(pen: Pen, y: float, report: BriefReport) -> float:
    """Which decision changes, and who does what differently."""
    below = draw_heading(pen, MARGIN, y, "What changes", LEFT_WIDTH)
    lines = wrap_text(report.decision_change, TEXT, LEFT_WIDTH, most=TEXT_LINES[0])
    below = _text(pen, below, lines) + SECTION_GAP - 3
    below = draw_heading(pen, MARGIN, below, f"Action plan: {report.action_owner}", LEFT_WIDTH)
    return _text(pen, below, wrap_text(report.action_change, TEXT, LEFT_WIDTH, most=TEXT_LINES[1]))


def _text(pen: Pen, y: float, lines: Sequence[Line]) -> float:
    """A paragraph on the left; gives the y below."""
    with pen.part(Role.PARAGRAPH):
        return pen.lines(MARGIN, y + 9.4, lines, TEXT, LEADING) - 9.4


def _roles(pen: Pen, y: float, report: BriefReport) -> float:
    """Who answers for what; the last pair, the stakeholders, may take more lines."""
    below = draw_heading(pen, RIGHT_X, y, "Who answers for it", RIGHT_WIDTH)
    for place, (role, name) in enumerate(report.roles):
        is_last = place == len(report.roles) - 1
        lines = wrap_text(name, TEXT, RIGHT_WIDTH - NAMES, most=4 if is_last else 1)
        with pen.part(Role.LIST, _roles), pen.part(Role.ITEM, place):
            with pen.part(Role.LABEL):
                pen.text(RIGHT_X, below + 10.6, fit(role, 7.8, NAMES - 6), 7.8, palette.GREY)
            with pen.part(Role.BODY):
                pen.lines(RIGHT_X + NAMES, below + 10.6, lines, TEXT, LEADING)
        below += 4.6 + LEADING * len(lines)
        pen.rule(RIGHT_X, below, RIGHT_WIDTH)
    return below


def _listed(pen: Pen, y: float, table: Table, room: float) -> float:
    """A table over the whole width, or one sentence where it has no row."""
    below = draw_heading(pen, MARGIN, y, table.title, WIDTH)
    if not table.rows:
        return draw_note(pen, MARGIN, below + 2, table.note, WIDTH, most=1)
    return draw_small_table(pen, MARGIN, below, WIDTH, (table.columns, table.rows), room=room - HEADING_HEIGHT)


def _height(table: Table, room: float) -> float:
    if not table.rows:
        return HEADING_HEIGHT + 12
    return HEADING_HEIGHT + small_table_height((table.columns, table.rows), WIDTH, room)


def _bars(pen: Pen, y: float, report: BriefReport) -> float:
    """Time on the left, money on the right."""
    left = draw_heading(pen, MARGIN, y, report.time_title, LEFT_WIDTH) + 6
    scene = draw_time_bar(report.time_bar, LEFT_WIDTH, text_width)
    pen.scene(MARGIN, left, scene)
    left = draw_note(pen, MARGIN, left + scene.height, report.time_note, LEFT_WIDTH, most=2)
    right = draw_heading(pen, RIGHT_X, y, report.money_title, RIGHT_WIDTH) + 6
    scene = draw_money_bar(report.money_bar, RIGHT_WIDTH, text_width)
    pen.scene(RIGHT_X, right, scene)
    right = draw_note(pen, RIGHT_X, right + scene.height + 1, report.money_note, RIGHT_WIDTH, most=2)
    return max(left, right)
