"""Sheets that hold several small nouns: a record at the top, if there is one, and tables below each other.

To show a noun in Excel, add it to a page in `plan_pages` or `portfolio_pages`; its columns are made from its fields.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.grids import Grid, draw_table, input_slot
from mlplanner.exchange.excel.noun_columns import columns_of
from mlplanner.exchange.excel.plain_tables import fit_rows
from mlplanner.exchange.excel.record_sheets import draw_lines
from mlplanner.exchange.excel.vocabularies import Vocabulary

TOP = 4
"""The row of the first title."""
REF_WIDTH, LABEL_WIDTH, VALUE_WIDTH = 10, 34, 44
"""Columns A to C, which a record needs to be readable."""
PAPER = 190
"""Characters that a sheet of paper shows side by side and readable."""
SPARE = 4
"""Empty rows that stand ready in each table; more come by inserting rows."""


@dataclass(frozen=True)
class Page:
    """One sheet. `parts` are drawn in order; a record can only be the first."""

    sheet: str
    about: str
    """What is on it, in the list of sheets."""
    note: str
    parts: tuple[Table | Record, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def records(self) -> tuple[Record, ...]:
        """Its record, if it has one."""
        return tuple(part for part in self.parts if isinstance(part, Record))

    @property
    def heading(self) -> int:
        """The row to repeat in print: of a page that is one table, whose title is that of the page."""
        return TOP if self.is_one_table else 0

    @property
    def across(self) -> int:
        """Pages side by side that it needs to be readable in print."""
        return max(1, round(sum(_widths(self).values()) / PAPER))

    @property
    def is_one_table(self) -> bool:
        """True when nothing else stands on it."""
        return len(self.parts) == 1 and bool(self.tables)


def page(sheet: str, about: str, note: str, *parts: Callable[[str], Table | Record]) -> Page:
    """A page with its parts."""
    return Page(sheet, about, note, tuple(part(sheet) for part in parts))


def table(
    kind: str,
    title: str,
    first: Collection[str] = (),
    *,
    widths: Mapping[str, float] = MappingProxyType({}),
    reading: Collection[str] = (),
    without: Collection[str] = (),
    is_input: bool = True,
    keeps_rows: bool = False,
    is_fixed: bool = False,
) -> Callable[[str], Table]:
    """A table with a column for each field of the kind, those of `first` before the others."""

    def on(sheet: str) -> Table:
        columns = columns_of(kind, first, widths=widths, reading=reading, without=without)
        return Table(kind, sheet, title, columns, is_fixed=is_fixed, is_input=is_input, keeps_rows=keeps_rows)

    return on


def record(
    kind: str,
    title: str,
    first: Collection[str] = (),
    *,
    reading: Collection[str] = (),
    without: Collection[str] = (),
) -> Callable[[str], Record]:
    """A line for each field of a kind of which there is exactly one."""
    return lambda sheet: Record(kind, sheet, title, columns_of(kind, first, reading=reading, without=without))


def draw_page(book: Book, vocabulary: Vocabulary, drawn: Page, nouns: Callable[[str], Sequence[Noun]]) -> None:
    """Write the sheet; `nouns` gives the rows of a kind."""
    sheet = book.sheet(drawn.sheet)
    sheet.head(drawn.sheet, drawn.note)
    row = TOP - drawn.is_one_table
    for part in drawn.parts:
        if not drawn.is_one_table:
            sheet.put(row, 1, part.title, styles.SECTION)
        rows = nouns(part.kind)
        if isinstance(part, Record):
            draw_lines(book, sheet, part, rows[0], vocabulary, top=row + 1)
            row += len(part.columns) + 3
        else:
            row = _draw_table(book, vocabulary, part, rows, row + 1) + 2
    sheet.widths(_widths(drawn))
    sheet.page.freeze_panes = f"C{drawn.heading + 1}" if drawn.heading else "C1"


def _draw_table(book: Book, vocabulary: Vocabulary, part: Table, rows: Sequence[Noun], heading: int) -> int:
    """Write one table; returns the row below it."""
    noun = KIND_BY_KEY[part.kind].noun
    slots = [input_slot(noun, column, vocabulary, part.is_input) for column in part.columns]
    spare = SPARE if part.is_input and not part.is_fixed else 0
    grid = Grid(book.sheet(part.sheet), heading, slots, len(rows), len(rows) + spare)
    draw_table(book, grid, part, rows, spare)
    fit_rows(grid, rows)
    return max(grid.last, grid.first) + 1


def _widths(drawn: Page) -> dict[int, float]:
    """Wide enough for every part."""
    widths: dict[int, float] = {1: REF_WIDTH}
    if drawn.records:
        widths |= {2: LABEL_WIDTH, 3: VALUE_WIDTH}
    for part in drawn.tables:
        for number, column in enumerate(part.columns, start=2):
            widths[number] = max(widths.get(number, 0), column.width)
    return widths
