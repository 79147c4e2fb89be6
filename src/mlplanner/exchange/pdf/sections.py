"""Sections as strips: heading, finding, and the blocks below."""

from collections.abc import Iterator
from itertools import zip_longest

from mlplanner.charts import palette
from mlplanner.charts.cash_flows import CashFlow, draw_cash_flow
from mlplanner.charts.certainty_curves import CertaintyCurve, draw_certainty_curve
from mlplanner.charts.gantts import Gantt, draw_gantt
from mlplanner.charts.handover_bands import HandoverBand, draw_handover_band
from mlplanner.charts.mix_bars import draw_mix_bar
from mlplanner.charts.scenes import Scene
from mlplanner.charts.tornados import Tornado, draw_tornado
from mlplanner.charts.value_lines import ValueLine, draw_value_line
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.pens import THICK, Pen
from mlplanner.exchange.pdf.sheets import LETTER, TOP, WIDTH
from mlplanner.exchange.pdf.strips import Draw, Strip
from mlplanner.exchange.pdf.structure import HEADINGS, Role
from mlplanner.exchange.pdf.tables import (
    COMPACT,
    NORMAL,
    Grid,
    LaidRow,
    draw_head,
    draw_row,
    lay_head,
    lay_row,
    make_grid,
    split_row,
)
from mlplanner.exchange.pdf.wrapping import Line, wrap_text
from mlplanner.reports.blocks import Block, Chart, Facts, Paragraph, Picture, RowKind, Section, Table

TEXT, LEADING, SMALL, SMALL_LEADING = 8.3, 11.4, 6.9, 9.2
HEADING, FINDING, FINDING_LEADING = 13.0, 9.6, 13.0
FACT_NAMES, FACT_SIZE = 118.0, 7.8
SPACE = 13.0
WHOLE = 150.0
"""Tables up to this height, in points, are not cut apart; of longer ones no row is left alone on a page."""


def section_strips(section: Section, number: int, level: int = 1) -> list[Strip]:
    """A chapter of the document; `level` of its heading for those who hear it: 2 below a title on page 1."""
    title = f"{number}  {section.title}"
    strips = [_heading(title, HEADINGS[level - 1]), *_finding(section.finding)]
    for block in section.blocks:
        strips += block_strips(block, HEADINGS[level])
    return strips


def block_strips(block: Block, heading: Role) -> list[Strip]:
    """One part of a section."""
    match block:
        case Table():
            return list(_table(block, heading))
        case Paragraph():
            return [*_title(block.title, heading), *_lines(block.text, SPACE if not block.title else 4)]
        case Facts():
            return list(_facts(block, heading))
        case Picture():
            return list(_picture(block, heading))


def _heading(title: str, role: Role) -> Strip:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(role):
            pen.text(x, y + 12, title, HEADING, palette.NAVY, is_bold=True)
        pen.rule(x, y + 18, WIDTH, THICK, palette.NAVY)

    return Strip(22, draw, space=26, holds_next=True, bookmark=(0, title.split("  ", 1)[1]))


def _finding(text: str) -> list[Strip]:
    """The finding, larger than the text, kept together with what follows."""
    lines = wrap_text(text, FINDING, WIDTH)

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(Role.PARAGRAPH):
            pen.lines(x, y + 9.6, lines, FINDING, FINDING_LEADING)

    return [Strip(len(lines) * FINDING_LEADING, draw, space=3, holds_next=True)] if text else []


def _title(title: str, role: Role) -> list[Strip]:
    """A block's heading over a thin navy rule; it stays with what follows."""

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(role):
            pen.fitted(x, y + 8, title, 8.2, WIDTH, colour=palette.NAVY, is_bold=True)
        pen.rule(x, y + 12.4, WIDTH, THICK, palette.NAVY)

    return [Strip(12.8, draw, space=SPACE, holds_next=True)] if title else []


def _lines(
    text: str, space: float, size: float = TEXT, leading: float = LEADING, colour: str = palette.INK
) -> Iterator[Strip]:
    """Running text, a strip to a line, so that it can go over to the next page; two lines stay together at the start."""
    key = object()
    lines = wrap_text(text, size, WIDTH)
    for place, line in enumerate(lines):
        holds = not place and len(lines) > 1
        yield Strip(leading, _drawn_line(line, size, colour, key), space if not place else 0, holds_next=holds)


def _drawn_line(line: Line, size: float, colour: str, key: object) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(Role.PARAGRAPH, key):
            pen.line(x, y + size, line, size, colour)

    return draw


def _facts(facts: Facts, heading: Role) -> Iterator[Strip]:
    """Names on the left in grey, what is said of them on the right."""
    yield from _title(facts.title, heading)
    key = object()
    for place, (name, text) in enumerate(facts.pairs):
        said, named = wrap_text(text, TEXT, WIDTH - FACT_NAMES), wrap_text(name, FACT_SIZE, FACT_NAMES - 8)
        for number, (left, line) in enumerate(zip_longest(named, said)):
            is_last = number == max(len(said), len(named)) - 1
            draw = _drawn_fact(left, line, is_last, (key, place))
            space = (3.0 if facts.title or place else SPACE) if not number else 0.0
            yield Strip(LEADING + (3.4 if is_last else 0), draw, space, holds_next=number < 2 and not is_last)


def _drawn_fact(name: Line | None, line: Line | None, is_last: bool, key: tuple[object, int]) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(Role.LIST, key[0]), pen.part(Role.ITEM, key[1]):
            if name:
                with pen.part(Role.LABEL, Role.LABEL):
                    pen.line(x, y + TEXT, name, FACT_SIZE, palette.GREY)
            if line:
                with pen.part(Role.BODY, Role.BODY):
                    pen.line(x + FACT_NAMES, y + TEXT, line, TEXT)
        if is_last:
            pen.rule(x, y + LEADING + 3, WIDTH)

    return draw


def _table(table: Table, heading: Role) -> Iterator[Strip]:
    """Heading words again on each page, no row cut apart unless no page could hold it."""
    yield from _title(table.title, heading)
    key = object()
    grid = make_grid(table.columns, table.rows, WIDTH, COMPACT if table.is_compact else NORMAL)
    head = lay_head(table.columns, grid)

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(Role.TABLE, key):
            draw_head(pen, x, y, grid, head)

    def draw_again(pen: Pen, x: float, y: float) -> None:
        with pen.artifact():  # heard once
            draw_head(pen, x, y, grid, head)

    yield Strip(head.height, draw, 0 if table.title else SPACE, holds_next=True)
    again = Strip(head.height, draw_again)
    most = int((LETTER.bottom - TOP - head.height) / grid.style.leading) - 2
    parts = [
        (part, row.kind == RowKind.GROUP)  # a group's heading stays with its first row
        for row in table.rows
        for part in split_row(lay_row(row, table.columns, grid), grid.style, most)
    ]
    is_short = sum(part.height for part, _ in parts) <= WHOLE
    for place, (part, holds) in enumerate(parts, start=1):
        left = len(parts) - place
        ends = bool(table.note) if not left else is_short or place == 1 or left == 1  # the note stays with the last row
        yield Strip(part.height, _drawn_row(grid, part, key), head=again, holds_next=holds or ends)
    if table.note:
        yield from _lines(table.note, 4, SMALL, SMALL_LEADING, palette.GREY)


def _drawn_row(grid: Grid, part: LaidRow, key: object) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.part(Role.TABLE, key):
            draw_row(pen, x, y, grid, part)

    return draw


def _picture(picture: Picture, heading: Role) -> Iterator[Strip]:
    yield from _title(picture.title, heading)
    scene = draw_chart(picture.chart)
    yield Strip(
        scene.height,
        lambda pen, x, y: pen.scene(x, y, scene),
        7 if picture.title else SPACE,
        holds_next=bool(picture.note),
    )
    if picture.note:
        yield from _lines(picture.note, 3, SMALL, SMALL_LEADING, palette.GREY)


def draw_chart(chart: Chart) -> Scene:
    """The chart over the whole width."""
    match chart:
        case Gantt():
            return draw_gantt(chart, WIDTH, text_width)
        case HandoverBand():
            return draw_handover_band(chart, WIDTH * 0.6, text_width)
        case CashFlow():
            return draw_cash_flow(chart, WIDTH, text_width)
        case Tornado():
            return draw_tornado(chart, WIDTH, text_width)
        case CertaintyCurve():
            return draw_certainty_curve(chart, WIDTH, 130, text_width)
        case ValueLine():
            return draw_value_line(chart, WIDTH, 150, text_width)
        case _:
            return draw_mix_bar(chart, WIDTH, text_width)
