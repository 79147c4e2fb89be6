"""Tables: headings small and grey, thin rules between rows, none vertical; numbers right, marks with their word."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlplanner.charts import palette
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.pens import THICK, THIN, Pen
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.wrapping import Line, wrap_text
from mlplanner.reports.blocks import Align, Cell, Column, Mark, Row, RowKind

GAP = 7.0
"""Points between two columns."""
_STEPS = 24
"""Halvings until the level is exact to less than a thousandth of a point; moves of room from column to column."""
_MOVE, _WASTE, _BROKEN, _LOOKED_AT = 8.0, 1.06, 1.0, 30
"""Points that are moved at once; what a line's end wastes; what a broken text weighs in lines; rows that are looked at."""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Sizes in points: text, headings, leading, and the space above and below a row's text."""

    size: float = 7.8
    head: float = 6.9
    leading: float = 9.8
    padding: float = 2.9


NORMAL = TableStyle()
COMPACT = TableStyle(size=6.9, head=6.4, leading=8.4, padding=2.2)


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell broken into lines, or a mark."""

    lines: tuple[Line, ...]
    mark: Mark | None
    align: Align


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row ready to be drawn; `height` in points."""

    cells: tuple[LaidCell, ...]
    kind: RowKind
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Where columns lie: left edges and widths in points."""

    edges: tuple[float, ...]
    widths: tuple[float, ...]
    style: TableStyle

    @property
    def width(self) -> float:
        """From the first left edge to the last right one."""
        return self.edges[-1] + self.widths[-1]


def make_grid(columns: Sequence[Column], rows: Sequence[Row], width: float, style: TableStyle = NORMAL) -> Grid:
    """Columns by their shares, then as their content needs: marks are never cut, numbers and words only at the very last."""
    room = width - GAP * (len(columns) - 1)
    needs = [_need(place, column, rows, style, room) for place, column in enumerate(columns)]
    whole, least = [whole for whole, _ in needs], [least for _, least in needs]
    if sum(whole) <= room:
        shares = sum(column.share for column in columns)
        widths = _raised([room * column.share / shares for column in columns], whole)
    elif sum(least) <= room:
        widths = _levelled(whole, least, room)
        widths = _balanced(widths, least, _texts(columns, rows, style))
    else:
        tight = [_tightest(place, column, rows, style, least[place]) for place, column in enumerate(columns)]
        widths = _levelled(whole, tight, room) if sum(tight) <= room else _squeezed(tight, rows, room)
    edges = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
    return Grid(tuple(edges), tuple(widths), style)


def _need(place: int, column: Column, rows: Sequence[Row], style: TableStyle, room: float) -> tuple[float, float]:
    """The width at which nothing in the column breaks, and the one at which no word does."""
    whole = least = max((text_width(word, style.head) for word in column.title.split()), default=0.0)
    for row in rows:
        if row.kind == RowKind.GROUP or place >= len(row.cells):
            continue
        cell = row.cells[place]
        if isinstance(cell, Mark):
            whole = max(whole, 1.15 * style.size + text_width(cell.word, style.size, is_bold=True) + 0.5)
            least = whole
        else:
            is_bold = _is_bold(row.kind, place, column.align)
            whole = max(whole, text_width(cell[:400], style.size, is_bold) + 0.5)
            longest = max(cell[:400].split(" "), key=len)
            least = whole if column.align == Align.RIGHT else max(least, text_width(longest, style.size, is_bold) + 0.5)
    return min(whole, room), min(least, room * 0.4)


def _tightest(place: int, column: Column, rows: Sequence[Row], style: TableStyle, least: float) -> float:
    """Numbers with long units wrap between words (`≤ 42 EUR` / `thousand a year`) before any word is cut apart."""
    if column.align != Align.RIGHT:
        return least
    words = [text_width(word, style.head) for word in column.title.split()]
    for row in rows:
        cell = row.cells[place] if place < len(row.cells) and row.kind != RowKind.GROUP else ""
        if isinstance(cell, str):
            is_bold = _is_bold(row.kind, place, column.align)
            words += [text_width(word, style.size, is_bold) + 0.5 for word in cell[:400].split(" ")]
    return min(max(words, default=0.0), least)


def _squeezed(tight: list[float], rows: Sequence[Row], room: float) -> list[float]:
    """The very last: words are cut, marks are not."""
    marked = [any(isinstance(row.cells[i], Mark) for row in rows if i < len(row.cells)) for i in range(len(tight))]
    fixed = sum(low for low, is_fixed in zip(tight, marked, strict=True) if is_fixed)
    ratio = (room - fixed) / (sum(tight) - fixed)
    return [low if is_fixed else low * ratio for low, is_fixed in zip(tight, marked, strict=True)]


def _raised(widths: list[float], least: list[float]) -> list[float]:
    """Widths raised to what is needed, at the cost of those that have more than they need."""
    lacking = sum(max(low - wide, 0.0) for low, wide in zip(least, widths, strict=True))
    spare = sum(max(wide - low, 0.0) for low, wide in zip(least, widths, strict=True))
    ratio = min(lacking / spare, 1.0) if spare else 0.0
    return [low if wide < low else wide - (wide - low) * ratio for low, wide in zip(least, widths, strict=True)]


def _levelled(whole: list[float], least: list[float], room: float) -> list[float]:
    """Columns as wide as they need up to a common level, so that names stay whole and long sentences wrap."""
    low, high = 0.0, room
    for _ in range(_STEPS):
        level = (low + high) / 2
        total = sum(min(max(level, least[i]), whole[i]) for i in range(len(whole)))
        low, high = (level, high) if total <= room else (low, level)
    return [min(max(low, least[i]), whole[i]) for i in range(len(whole))]


def _texts(columns: Sequence[Column], rows: Sequence[Row], style: TableStyle) -> list[list[float]]:
    """How wide the texts of each row are on one line, for the first rows; 0 for marks."""
    return [
        [
            text_width(cell[:400], style.size, _is_bold(row.kind, place, columns[place].align))
            if isinstance(cell, str)
            else 0.0
            for place, cell in enumerate(row.cells)
        ]
        for row in rows[:_LOOKED_AT]
        if row.kind != RowKind.GROUP and len(row.cells) == len(columns)
    ]


def _balanced(widths: list[float], least: list[float], texts: list[list[float]]) -> list[float]:
    """Room moved to the columns whose texts make rows tall, from those that lose nothing by it, until no move helps."""
    now = _lines(widths, texts)
    for _ in range(_STEPS):
        tallest = {max(range(len(row)), key=lambda i: row[i] / widths[i]) for row in texts}
        moves = [
            _moved(widths, giver, taker)
            for taker in sorted(tallest)
            for giver in range(len(widths))
            if giver != taker and widths[giver] - _MOVE >= least[giver]
        ]
        best = min(moves, key=lambda moved: _lines(moved, texts), default=widths)
        after = _lines(best, texts)
        if after >= now:
            break
        widths, now = best, after
    return widths


def _moved(widths: list[float], giver: int, taker: int) -> list[float]:
    step = {giver: -_MOVE, taker: _MOVE}
    return [wide + step.get(place, 0.0) for place, wide in enumerate(widths)]


def _lines(widths: list[float], texts: list[list[float]]) -> float:
    """About how many lines the rows take together; where they are as many, names on one line are better than on two."""
    total = 0.0
    for row in texts:
        lines = [1.0 if text <= wide else _WASTE * text / wide + 0.5 for text, wide in zip(row, widths, strict=True)]
        total += max(lines) + _BROKEN * sum(count > 1 for count in lines)
    return total


def _is_bold(kind: RowKind, place: int, align: Align) -> bool:
    """In a total, the name and the numbers stand out, not the words beside them."""
    return kind == RowKind.GROUP or (kind != RowKind.PLAIN and (place == 0 or align == Align.RIGHT))


def lay_head(columns: Sequence[Column], grid: Grid) -> LaidRow:
    """The heading row."""
    style = grid.style
    cells = tuple(
        LaidCell(tuple(wrap_text(column.title, style.head, width)), None, column.align)
        for column, width in zip(columns, grid.widths, strict=True)
    )
    return LaidRow(cells, RowKind.PLAIN, _height(cells, style))


def lay_row(row: Row, columns: Sequence[Column], grid: Grid, most: int | None = None) -> LaidRow:
    """A row; `most` limits the lines of each cell. A group row has one cell over the whole width."""
    style = grid.style
    widths = (grid.width,) if row.kind == RowKind.GROUP else grid.widths
    cells = tuple(
        _lay_cell(cell, column.align, width, style, is_bold=_is_bold(row.kind, place, column.align), most=most)
        for place, (cell, column, width) in enumerate(zip(row.cells, columns, widths, strict=False))
    )
    return LaidRow(cells, row.kind, _height(cells, style))


def draw_head(pen: Pen, x: float, y: float, grid: Grid, head: LaidRow) -> None:
    """Heading words at the foot of their row, and a line below."""
    style = grid.style
    with pen.part(Role.ROW):
        for cell, edge, width in zip(head.cells, grid.edges, grid.widths, strict=True):
            top = head.height - style.padding - (len(cell.lines) - 1) * style.leading - 1.6
            left = x + edge + (width if cell.align == Align.RIGHT else 0)
            is_named = any(line.pieces for line in cell.lines)
            with pen.part(Role.HEAD_CELL, scope="Column") if is_named else pen.part(Role.CELL):
                for place, line in enumerate(cell.lines):
                    pen.line(left, y + top + place * style.leading, line, style.head, palette.GREY, align=cell.align)
    pen.rule(x, y + head.height, grid.width, THIN)


def draw_row(pen: Pen, x: float, y: float, grid: Grid, row: LaidRow, *, is_headed: bool = False) -> None:
    """A row with the line below it; chosen rows lie on a tint, totals under a darker line.

    `is_headed`: its first cell is the heading of the others, in tables that have no headings on top.
    """
    if row.kind == RowKind.CHOSEN:
        pen.box(x, y, grid.width, row.height, fill=palette.TINT)
    if row.kind == RowKind.TOTAL:
        pen.rule(x, y, grid.width, THICK, palette.NAVY)
    style = grid.style
    first = y + style.padding + 0.78 * style.size + (style.leading - style.size) / 2
    is_group = row.kind == RowKind.GROUP
    with pen.part(Role.ROW):
        for place, (cell, edge, width) in enumerate(zip(row.cells, grid.edges, grid.widths, strict=False)):
            with pen.part(
                Role.HEAD_CELL if (is_group or is_headed) and not place else Role.CELL,
                scope="Row" if (is_group or is_headed) and not place else "",
                span=len(grid.widths) if is_group else 1,
            ):
                _draw_cell(pen, (x + edge, first, width), cell, style, palette.NAVY if is_group else palette.INK)
    pen.rule(x, y + row.height, grid.width, THIN)


def _draw_cell(pen: Pen, place: tuple[float, float, float], cell: LaidCell, style: TableStyle, colour: str) -> None:
    """A mark or lines; `place` is the left edge, the first baseline and the width."""
    x, y, width = place
    if cell.mark:
        pen.mark(x, y, cell.mark, style.size, width)
    left = x + (width if cell.align == Align.RIGHT else 0)
    for number, line in enumerate(cell.lines):
        pen.line(left, y + number * style.leading, line, style.size, colour, align=cell.align)


def split_row(row: LaidRow, style: TableStyle, most: int) -> list[LaidRow]:
    """A row with more than `most` lines, which no page could hold, as several; any other row as it is."""
    longest = max(len(cell.lines) for cell in row.cells)
    parts = []
    for start in range(0, max(longest, 1), most):
        cells = tuple(
            LaidCell(c.lines[start : start + most], c.mark if not start else None, c.align) for c in row.cells
        )
        parts.append(LaidRow(cells, row.kind, _height(cells, style)))
    return parts


def _lay_cell(
    cell: Cell, align: Align, width: float, style: TableStyle, *, is_bold: bool, most: int | None
) -> LaidCell:
    if isinstance(cell, Mark):
        return LaidCell((), cell, align)
    return LaidCell(tuple(wrap_text(cell, style.size, width, is_bold, most)), None, align)


def _height(cells: tuple[LaidCell, ...], style: TableStyle) -> float:
    lines = max((len(cell.lines) for cell in cells), default=1)
    return max(lines, 1) * style.leading + 2 * style.padding
