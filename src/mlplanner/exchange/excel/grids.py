"""A table on a sheet: headings with names, rows by reference, drop-downs, room for new rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mlplanner.domain.noun import Noun
from mlplanner.domain.validation import field_title
from mlplanner.domain.weeks import LAST_WEEK
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book, Sheet
from mlplanner.exchange.excel.canonical import canonical
from mlplanner.exchange.excel.cells import Content, column_letter
from mlplanner.exchange.excel.choices import restrict
from mlplanner.exchange.excel.columns import Column, Shape, Table
from mlplanner.exchange.excel.marks import shown_marks
from mlplanner.exchange.excel.vocabularies import Vocabulary

HEADING_HEIGHT = 30
"""Points: two lines."""
ROOM = 500
"""Rows that totals and drop-downs reach over, so that added rows count."""
SPARE = 8
"""Empty rows that stand ready for new entries."""


@dataclass(frozen=True)
class Slot:
    """One column of a drawn table. `content` gives the cell of a noun (None: a spare row) in a sheet's row."""

    name: str
    title: str
    width: float
    shape: str
    content: Callable[[Any, int], Content]
    is_input: bool = True
    options: str = ""
    is_named: bool = True
    """True: the heading gets a name by which it is found again."""


@dataclass
class Grid:
    """Where a table lies: heading row, and a column for each slot."""

    sheet: Sheet
    heading: int
    slots: Sequence[Slot]
    count: int
    room: int
    columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the columns; the reference stands in the first."""
        self.columns = {"ref": 1, **{slot.name: number for number, slot in enumerate(self.slots, start=2)}}

    @property
    def first(self) -> int:
        """The first row below the heading."""
        return self.heading + 1

    @property
    def last(self) -> int:
        """The last row that formulas reach over."""
        return self.heading + max(self.room, 1)

    def at(self, name: str, row: int) -> str:
        """A cell of this sheet with its column fixed: `$C12`."""
        return f"${column_letter(self.columns[name])}{row}"

    def span(self, name: str) -> str:
        """A whole column with room for more: `Staffing!$C$7:$C$506`."""
        number = self.columns[name]
        return self.sheet.block(self.first, number, self.last, number)


def input_slot(noun: type[Noun], column: Column, vocabulary: Vocabulary, is_input: bool = True) -> Slot:
    """The slot of a noun's field."""

    def content(row: Noun | None, _: int) -> Content:
        return None if row is None else cell_content(column, getattr(row, column.field), vocabulary)

    title = column.title or field_title(noun, column.field)
    options = "people" if column.shape == Shape.PERSON else column.options
    return Slot(column.field, title, column.width, column.shape, content, is_input and column.is_input, options)


def week_slot(week: int) -> Slot:
    """The FTE of a staffing line in one week."""
    return Slot(f"w{week}", f"W{week}", 6.5, Shape.FTE, lambda line, _: line.weekly.get(week) if line else None)


def cell_content(column: Column, value: Any, vocabulary: Vocabulary) -> Content:
    """What a cell shows of a field's value."""
    if value is None or value == "":
        return None
    if column.shape in (Shape.LIST, Shape.PERSON):
        return vocabulary.label(column.options or "people", canonical(value))
    if column.shape == Shape.MARKS:
        return shown_marks(value, vocabulary)
    return Decimal(value) if column.shape == Shape.MONEY else value


def draw_table(book: Book, grid: Grid, table: Table, nouns: Sequence[Noun], spare: int = SPARE) -> None:
    """Write headings and rows, name the headings, and offer the lists; `spare` empty rows where rows can be added."""
    _draw_headings(book, grid, table)
    spare = 0 if table.is_fixed or not table.is_input else spare
    roles = {True: styles.INPUT, False: styles.DERIVED}
    looks = {n: styles.style_name(roles[slot.is_input], slot.shape) for n, slot in enumerate(grid.slots, start=2)}
    for place in range(len(nouns) + spare):
        noun = nouns[place] if place < len(nouns) else None
        row = grid.first + place
        grid.sheet.fill(row, 1, noun.ref if noun else None, styles.REF)
        for number, slot in enumerate(grid.slots, start=2):
            grid.sheet.fill(row, number, slot.content(noun, row), looks[number])
    for number, slot in enumerate(grid.slots, start=2):
        if slot.is_input:
            letter = column_letter(number)
            restrict(grid.sheet, slot.shape, slot.options, f"{letter}{grid.first}:{letter}{grid.last}")
    if table.is_input and not table.is_fixed:
        _make_table(grid, table, grid.heading + max(len(nouns) + spare, 1))


def _draw_headings(book: Book, grid: Grid, table: Table) -> None:
    grid.sheet.heights[grid.heading] = HEADING_HEIGHT
    book.name(heading_name(table.kind, "ref"), grid.sheet.put(grid.heading, 1, "Ref", styles.HEADING))
    for number, slot in enumerate(grid.slots, start=2):
        style = styles.heading_style(slot.is_input, slot.shape)
        address = grid.sheet.put(grid.heading, number, slot.title, style)
        if slot.is_named:
            book.name(heading_name(table.kind, slot.name), address)


def _make_table(grid: Grid, table: Table, last: int) -> None:
    """A spreadsheet table from the heading down, so that sorting takes whole rows along."""
    from openpyxl.worksheet.table import Table as SheetTable
    from openpyxl.worksheet.table import TableStyleInfo

    area = f"A{grid.heading}:{column_letter(len(grid.slots) + 1)}{last}"
    made = SheetTable(displayName=f"tbl_{table.kind}", ref=area)
    # openpyxl would take the names of the columns from cells, which it does not have.
    made._initialise_columns()  # noqa: SLF001
    for column, title in zip(made.tableColumns, ("Ref", *(slot.title for slot in grid.slots)), strict=True):
        column.name = title
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    grid.sheet.page.add_table(made)


def heading_name(kind: str, name: str) -> str:
    """The name of a heading's cell: `col_lines_role`."""
    return f"col_{kind}_{name}"


def line_name(kind: str, name: str) -> str:
    """The name of a record's cell: `in_projects_start`."""
    return f"in_{kind}_{name}"


def week_count(total_weeks: int, staffed: Sequence[int]) -> int:
    """So many week columns are shown: the whole plan, and what is staffed beyond it."""
    return min(max([total_weeks, *staffed, 1]), LAST_WEEK)
