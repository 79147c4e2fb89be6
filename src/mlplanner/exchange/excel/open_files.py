"""A workbook that came back, opened: cells with values and formulas, names, and the exported state."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.excel.cells import column_letter
from mlplanner.exchange.excel.excel_books import open_excel
from mlplanner.exchange.excel.foreign_books import open_foreign
from mlplanner.exchange.excel.preflight import Format, check_file
from mlplanner.exchange.excel.states import FORMAT, SHEET, VERSION, DamagedState, State, unpack_state
from mlplanner.exchange.problems import refuse

STATE_ROW = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: its sheet's title, row and column."""

    sheet: str
    row: int
    column: int

    @property
    def text(self) -> str:
        """`Staffing!F12`, as people quote it."""
        return f"{self.sheet}!{column_letter(self.column)}{self.row}"


class OpenFile:
    """Values as the sender's program computed them, and the formulas beside them, of .xlsx, .xls and .ods."""

    def __init__(self, path: Path) -> None:
        """Check and open the file; BadWorkbook when it is none that can be read."""
        found = check_file(path)
        self.source, self.notes = path.name, found.notes
        self._sheets, self._named = open_excel(path) if found.format is Format.XLSX else open_foreign(path)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sheets with cells."""
        return tuple(self._sheets)

    def title_like(self, title: str) -> str | None:
        """The sheet of that title in any case."""
        wanted = title.strip().casefold()
        return next((name for name in self.titles if name.strip().casefold() == wanted), None)

    def size(self, sheet: str) -> tuple[int, int]:
        """(last row, last column) that holds anything."""
        return self._sheets[sheet].size

    def value(self, spot: Spot) -> Any:
        """A cell's value; None when it is empty or does not exist."""
        return self._sheets[spot.sheet].value((spot.row, spot.column))

    def is_error(self, spot: Spot) -> bool:
        """True for #REF!, #DIV/0! and their like."""
        return self._sheets[spot.sheet].is_error((spot.row, spot.column))

    def is_formula(self, spot: Spot) -> bool:
        """True when the cell is calculated."""
        return self._sheets[spot.sheet].is_formula((spot.row, spot.column))

    def text(self, spot: Spot) -> str:
        """A cell's text, decoded; empty for an empty cell."""
        value = self.value(spot)
        return "" if value is None else from_cell_text(str(value))

    @cached_property
    def names(self) -> Mapping[str, Spot | None]:
        """Named cells; None for a name whose cell was deleted."""
        known = {name: cell for name, cell in self._named.items() if cell is None or cell[0] in self._sheets}
        return {name: Spot(*cell) if cell else None for name, cell in known.items()}

    def state(self) -> State | None:
        """The exported state; None when its sheet was deleted or damaged. BadWorkbook when it is of a newer version."""
        if SHEET not in self.titles:
            return None
        marks = [self.text(Spot(SHEET, row, 2)) for row in range(1, STATE_ROW)]
        if marks[0] != FORMAT:
            return None
        with contextlib.suppress(ValueError):
            if int(marks[1]) > VERSION:
                raise_newer(self.source)
        last = self.size(SHEET)[1]
        cells = tuple(self.text(Spot(SHEET, STATE_ROW, column)) for column in range(2, last + 1))
        with contextlib.suppress(DamagedState):
            return unpack_state(marks[6], cells)
        return None


def raise_newer(source: str) -> None:
    """Refuse a workbook of a later format."""
    raise refuse(source, "was written by a newer mlplanner; update this one and try again.")
