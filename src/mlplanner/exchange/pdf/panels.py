"""Panels shared by page 1 and the brief: banner, key numbers, warnings, headings, small tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlplanner.charts import palette
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.pens import THICK, Pen
from mlplanner.exchange.pdf.sheets import MARGIN, PAGE_WIDTH, WIDTH
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.tables import NORMAL, Grid, LaidRow, draw_head, draw_row, lay_head, lay_row, make_grid
from mlplanner.exchange.pdf.wrapping import Line, fit, wrap, wrap_text
from mlplanner.reports.blocks import Align, Column, Row, Sentence, Span, Table
from mlplanner.reports.page_ones import KeyNumber
from mlplanner.reports.recommendations import Recommendation

TEXT, LEADING, LABEL, NOTE_LEADING = 8.3, 11.2, 6.9, 9.0
Tabled = tuple[tuple[Column, ...], tuple[Row, ...]]
COLUMN_GAP = 14.0
LEFT_WIDTH = (WIDTH - COLUMN_GAP) * 0.56
RIGHT_WIDTH = WIDTH - COLUMN_GAP - LEFT_WIDTH
RIGHT_X = MARGIN + LEFT_WIDTH + COLUMN_GAP
HEADING_HEIGHT = 13.0
SECTION_GAP = 11.0
INSET = 10.0
NUMBERS_HEIGHT = 45.0


def draw_title(pen: Pen, y: float, title: str, people: Sequence[str]) -> float:
    """The project's name, large, and the people beside it; gives the y below."""
    room = WIDTH * 0.5
    widest = max((text_width(line, TEXT) for line in people), default=0.0)
    room = max(room, WIDTH - widest - 18)
    size = 19.0 if text_width(title, 19, is_bold=True) <= room else 13.0
    lines = wrap_text(title, size, room, is_bold=True, most=1 if size == 19.0 else 2)
    with pen.part(Role.H1):
        pen.lines(MARGIN, y + (20 if len(lines) == 1 else 12), lines, size, 15.5)
    for place, line in enumerate(people):
        text = fit(line, TEXT, WIDTH - room - 8)
        with pen.part(Role.PARAGRAPH):
            pen.text(PAGE_WIDTH - MARGIN, y + 11 + 11.2 * place, text, TEXT, palette.GREY, align=Align.RIGHT)
    return y + 33


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands on navy: a label and a sentence, and beside them a verdict with its own label."""

    label: str
    sentence: Sentence
    side: str
    verdict: Recommendation
    size: float = 14.0
    most: int = 2


def draw_banner(pen: Pen, y: float, banner: Banner) -> float:
    """The banner, as high as its texts; gives the y below."""
    right = WIDTH * 0.30
    left = WIDTH - right - 2 * INSET
    size, leading = banner.size, banner.size * 1.28
    lines = wrap(banner.sentence, size, left - INSET, banner.most)
    notes = wrap_text(banner.verdict.note, 7.8, right - 1.4 * INSET, most=2)
    verdicts = wrap_text(banner.verdict.verdict, 11, right - 1.4 * INSET, is_bold=True, most=2)
    height = max(66.0, 26 + leading * len(lines), 27 + 13.5 * len(verdicts) + 10.5 * len(notes))
    pen.box(MARGIN, y, WIDTH, height, fill=palette.NAVY)
    with pen.part(Role.H2):
        pen.text(MARGIN + INSET, y + 13.5, banner.label.upper(), LABEL, palette.STEEL, is_bold=True)
    with pen.part(Role.PARAGRAPH):
        pen.lines(MARGIN + INSET, y + 18 + size, lines, size, leading, colour=palette.WHITE)
    x = MARGIN + WIDTH - right
    pen.box(x, y + 9, 0.5, height - 18, fill=palette.GREY)
    with pen.part(Role.H2):
        pen.text(x + INSET, y + 13.5, banner.side.upper(), LABEL, palette.STEEL, is_bold=True)
    with pen.part(Role.PARAGRAPH):
        below = pen.lines(x + INSET, y + 29, verdicts, 11, 13.5, colour=palette.WHITE)
    with pen.part(Role.PARAGRAPH):
        pen.lines(x + INSET, below + 0.5, notes, 7.8, 10.5, colour=palette.WHITE)
    return y + height


def draw_key_numbers(pen: Pen, y: float, numbers: Sequence[KeyNumber]) -> float:
    """Four figures on a pale ground; gives the y below."""
    pen.box(MARGIN, y, WIDTH, NUMBERS_HEIGHT, fill=palette.PALE)
    step = WIDTH / len(numbers)
    for place, number in enumerate(numbers):
        x = MARGIN + step * place + INSET
        room = step - INSET - 5
        if place:
            pen.box(x - INSET, y + 8, 0.5, NUMBERS_HEIGHT - 16, fill=palette.RULE)
        with pen.part(Role.LIST, numbers), pen.part(Role.ITEM, number), pen.part(Role.LABEL):
            pen.fitted(x, y + 11.5, number.label, LABEL, room, colour=palette.GREY)
        size = next((size for size in (15.0, 13.0, 11.0) if text_width(number.figure, size, is_bold=True) <= room), 9.0)
        small = LABEL if text_width(number.note, LABEL) <= room else 6.4
        with pen.part(Role.LIST, numbers), pen.part(Role.ITEM, number), pen.part(Role.BODY):
            pen.text(x, y + 27, f"{fit(number.figure, size, room, is_bold=True)} ", size, is_bold=True)
            pen.fitted(x, y + 38.5, number.note, small, room, colour=palette.GREY)
    return y + NUMBERS_HEIGHT


def draw_warnings(pen: Pen, y: float, warnings: Sequence[str]) -> float:
    """What must not be overlooked, on a red ground, one line each; gives the y below."""
    if not warnings:
        return y
    height = 11.0 * len(warnings) + 5
    pen.box(MARGIN, y, WIDTH, height, fill=palette.BAD_PALE)
    pen.box(MARGIN, y, 3, height, fill=palette.BAD)
    for place, warning in enumerate(warnings):
        x, below, room = MARGIN + INSET, y + 10.5 + 11 * place, WIDTH - 1.5 * INSET
        with pen.part(Role.PARAGRAPH):
            pen.fitted(x, below, warning, 7.8, room, colour=palette.BAD, is_bold=True)
    return y + height


def draw_heading(pen: Pen, x: float, y: float, title: str, width: float) -> float:
    """A block's heading over a navy rule; gives the y below."""
    with pen.part(Role.H2):
        pen.fitted(x, y + 8, title, 8.2, width, colour=palette.NAVY, is_bold=True)
    pen.rule(x, y + 12, width, THICK, palette.NAVY)
    return y + HEADING_HEIGHT


def draw_small_table(pen: Pen, x: float, y: float, width: float, table: Tabled, *, room: float = 0.0) -> float:
    """A table whose rows have one line each, or two where all of them fit into `room` points; gives the y below."""
    grid, head, rows = _small_table(table, width, room)
    with pen.part(Role.TABLE):
        draw_head(pen, x, y, grid, head)
        y += head.height
        for row in rows:
            draw_row(pen, x, y, grid, row)
            y += row.height
    return y


def small_table_height(table: Tabled, width: float, room: float = 0.0) -> float:
    """The points that `draw_small_table` takes."""
    _, head, rows = _small_table(table, width, room)
    return head.height + sum(row.height for row in rows)


def _small_table(table: Tabled, width: float, room: float) -> tuple[Grid, LaidRow, list[LaidRow]]:
    columns, rows = table
    grid = make_grid(columns, rows, width, NORMAL)
    head = lay_head(columns, grid)
    laid = [lay_row(row, columns, grid, most=2) for row in rows]
    if head.height + sum(row.height for row in laid) > room + 0.01:
        laid = [lay_row(row, columns, grid, most=1) for row in rows]
    return grid, head, laid


def draw_plain_rows(pen: Pen, x: float, y: float, width: float, table: Table) -> float:
    """A table's rows, one line each, without headings; gives the y below."""
    grid = make_grid(table.columns, table.rows, width, NORMAL)
    with pen.part(Role.TABLE):
        for row in table.rows:
            laid = lay_row(row, table.columns, grid, most=1)
            draw_row(pen, x, y, grid, laid, is_headed=True)
            y += laid.height
    return y


def draw_note(pen: Pen, x: float, y: float, text: str, width: float, *, most: int) -> float:
    """A grey note of at most `most` lines; gives the y below."""
    lines = wrap_text(text, LABEL, width, most=most)
    with pen.part(Role.PARAGRAPH):
        return pen.lines(x, y + 7.4, lines, LABEL, NOTE_LEADING, colour=palette.GREY) - 7.4


def pointed(text: str, size: float, width: float, most: int, where: str) -> list[Line]:
    """`text` in at most `most` lines; where it is longer, the last line says in which section it goes on."""
    return wrap((Span(text),), size, width, most, f"… (more in {where})")
