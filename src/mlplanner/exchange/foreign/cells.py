"""Cells of one foreign table by what they mean, and which of its rows count; what can't be read is told with its cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice
from statistics import median
from typing import Any

from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.books import ForeignBook
from mlplanner.exchange.foreign.inference import style_of
from mlplanner.exchange.foreign.tables import ForeignTable
from mlplanner.exchange.foreign.units import DAYS_A_WEEK, UNITS_OF, guessed_unit, unit_in
from mlplanner.exchange.foreign.values import Style, day, number
from mlplanner.exchange.foreign.words import folded, words

_ROWS_ABOVE = 4
_WEEK_AT_MOST = 8
_NO_CONTENT = {"number", "outline", "score", "project", "category"}
"""A row that holds nothing else is an empty line of a form."""
_BELOW = "a note below the table"


@dataclass(frozen=True)
class Told:
    """One thing that was read and not taken as it stands. `is_error`: the cell can't be read; else a row was skipped."""

    where: str
    what: str
    is_error: bool = False

    @property
    def sentence(self) -> str:
        """`Plan!D9: 'soon' is no date; left out.`, as people read it."""
        return f"{self.where}: {self.what}." if self.is_error else f"{self.where}: skipped: {self.what}."


def is_weekday(on: date) -> bool:
    """Where no calendar is known, work is done from Monday to Friday."""
    return on.weekday() < DAYS_A_WEEK


@dataclass
class SheetCells:
    """Cells of one table by meaning, in the style of their column; problems go into `told` with their cell."""

    book: ForeignBook
    table: ForeignTable
    is_working: Callable[[date], bool] = is_weekday
    is_one_project: bool = False
    """True where somebody chose the project that all rows go into."""
    told: list[Told] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences on the table as a whole."""
    why: dict[int, str] = field(default_factory=dict)
    """Row → why nothing is made of it, should nothing be made of it."""
    _styles: dict[tuple[str, int], Style] = field(default_factory=dict)

    def style(self, name: str) -> Style:
        """How the column of a meaning writes; `periods` stands for all columns of weeks or months."""
        column = self.table.timed[0] if name == "periods" else self.table.columns[name]
        if (name, column) not in self._styles:
            self._styles[name, column] = self.table.styles.get(column) or self.inferred(name, column)
        return self._styles[name, column]

    def inferred(self, name: str, column: int) -> Style:
        """What the cells of the column, and the words over it, speak for."""
        values = list(self._values(name, column))
        found = style_of(values)
        if name not in UNITS_OF:
            return found
        over = [self.table.headings.get(column, ""), *self._words_above(column)]
        unit = unit_in(over, UNITS_OF[name]) or (self._unit_of_length(column, found) if name == "duration" else "")
        if not unit:
            numbers = [n for value in values if (n := number(value, found)) is not None]
            unit = guessed_unit(name, numbers, is_of_weeks=self._has_weeks)
        return replace(found, unit=unit)

    def _unit_of_length(self, column: int, style: Style) -> str:
        """The unit in which the lengths agree with begin and end; empty where these are not given."""
        ratios: list[Decimal] = []
        for row in self._lines if {"begin", "end"} <= set(self.table.columns) else ():
            length = number(self.book.value(Spot(self.table.sheet, row, column)), style)
            begin, end = (
                day(self.book.value(spot), self.style(n)) for n in ("begin", "end") if (spot := self.table.spot(n, row))
            )
            if length and length > 0 and begin and end and end > begin:
                ratios.append(((end - begin).days + 1) / length)
        usual = median(ratios) if ratios else 0
        return next((unit for unit, most in (("", 0), ("days", 3), ("weeks", 12), ("months", 40)) if usual <= most), "")

    def raw(self, name: str, row: int) -> Any:
        """The cell's value; None for an error, which is told."""
        spot = self.table.spot(name, row)
        if spot is None:
            return None
        if self.book.is_error(spot):
            self._tell(spot, f"shows {self.book.value(spot)}; left out")
            return None
        return self.book.value(spot)

    def text(self, name: str, row: int) -> str:
        """The cell's text."""
        spot = self.table.spot(name, row)
        return "" if spot is None or self.book.is_error(spot) else self.book.text(spot)

    def project(self, row: int) -> str:
        """The project that the row names; empty where none is named or one was chosen."""
        return "" if self.is_one_project else self.text("project", row)

    def number(self, name: str, row: int) -> Decimal | None:
        """The cell's number; None for an empty cell and for words."""
        raw = self.raw(name, row)
        return None if raw is None else number(raw, self.style(name))

    def day(self, name: str, row: int) -> date | None:
        """The cell's date; what is text and no date is told."""
        raw = self.raw(name, row)
        found = None if raw is None else day(raw, self.style(name), is_end=name == "end")
        if raw is not None and found is None and str(raw).strip(" -–?"):
            spot = self.table.spot(name, row)
            if spot:
                self._tell(spot, f"'{str(raw)[:40]}' is no date; left out")
        return found

    def period(self, column: int, row: int) -> Decimal | None:
        """The number in a column of weeks or months."""
        spot = Spot(self.table.sheet, row, column)
        if self.book.is_error(spot):
            self._tell(spot, f"shows {self.book.value(spot)}; left out")
            return None
        return number(self.book.value(spot), self.style("periods"))

    def where(self, row: int) -> str:
        """The address of the row's first cell of meaning."""
        return Spot(self.table.sheet, row, min(self.table.columns.values(), default=1)).text

    def skip(self, row: int, why: str) -> None:
        """Tell that a row is not taken."""
        self.told.append(Told(self.where(row), why))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows below the heading that belong to the table; what lies between and below is told."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[int]:
        counts, is_below = list[int](), False
        lines = [(row, filled) for row in self._lines if (filled := self._filled(row))]
        fullest = list(accumulate((len(filled) for _, filled in reversed(lines)), max))[::-1]
        for place, (row, filled) in enumerate(lines):
            after_gap = place > 0 and lines[place - 1][0] < row - 1
            is_below = is_below or (after_gap and 2 * fullest[place] < median(counts or [0]))
            counts.append(len(filled))
            if self._is_heading_again(row):
                self.why[row] = "the heading again"
            elif set(filled) <= _NO_CONTENT:
                self.why[row] = "an empty line"
            elif is_below:
                self.skip(row, _BELOW)
            elif self._is_total(row, filled):
                self.skip(row, "a row of totals")
            else:
                yield row

    def _is_total(self, row: int, filled: Mapping[str, int]) -> bool:
        """True for `Total`, `Summe Phase 1` and their like with nothing but numbers beside."""
        names = words("total")
        texts = [
            str(v) for c in sorted(filled.values()) if isinstance(v := self.book.row(self.table.sheet, row)[c], str)
        ]
        first = folded(texts[0]) if texts else ""
        starts = {" ".join(first.split()[:1]), " ".join(first.split()[:2])}
        return first in names or (len(texts) == 1 and bool(starts & names))

    @property
    def _lines(self) -> range:
        return range(self.table.heading + 1, self.table.last + 1)

    def _filled(self, row: int) -> dict[str, int]:
        """Meaning → column of the filled cells; columns of time and of letters go by their number."""
        table, found = self.table, self.book.row(self.table.sheet, row)
        named = {name: column for name, column in table.columns.items() if column in found}
        return named | {str(column): column for column in (*table.timed, *table.marks) if column in found}

    def _is_heading_again(self, row: int) -> bool:
        row_of = self.book.row(self.table.sheet, row)
        found = {column: value for column, value in row_of.items() if column in self.table.headings}
        return len(found) > 1 and all(self.table.headings.get(c) == str(v).strip() for c, v in found.items())

    @property
    def _has_weeks(self) -> bool:
        return bool(self.table.numbered) or any((b - a).days <= _WEEK_AT_MOST for a, b in self.table.periods.values())

    def _values(self, name: str, column: int) -> Iterable[Any]:
        columns = self.table.timed if name == "periods" else (column,)
        spots = (Spot(self.table.sheet, row, each) for row in self._lines for each in columns)
        return (value for spot in spots if (value := self.book.value(spot)) is not None)

    def _words_above(self, column: int) -> Iterator[str]:
        """Of the heading's own upper row, then of the lines above the table."""
        for row in range(self.table.heading, max(self.table.top - _ROWS_ABOVE, 0), -1):
            for each, value in islice(self.book.row(self.table.sheet, row).items(), 20):
                if isinstance(value, str) and (each == column or row < self.table.top):
                    yield value

    def _tell(self, spot: Spot, what: str) -> None:
        if (found := Told(spot.text, what, is_error=True)) not in self.told:
            self.told.append(found)


def examples(book: ForeignBook, table: ForeignTable, column: int, most: int = 3) -> tuple[str, ...]:
    """The first different texts of a column, as they stand in the file."""
    found: dict[str, None] = {}
    for row in range(table.heading + 1, table.last + 1):
        value = book.value(Spot(table.sheet, row, column))
        if value is not None and (text := shown_value(value)):
            found.setdefault(text)
        if len(found) == most:
            break
    return tuple(found)


def shown_value(value: Any) -> str:
    """A cell's value as a person reads it."""
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = f"{value:g}" if isinstance(value, float) else str(value).strip()
    return text if len(text) <= 60 else f"{text[:59]}…"
