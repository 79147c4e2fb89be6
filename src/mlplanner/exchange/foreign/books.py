"""A workbook that other people made, as it was read in a process of its own: cells, merged cells, what is hidden."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.excel.foreign_books import open_foreign
from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.excel.preflight import check_table
from mlplanner.exchange.excel.sheets import PlainSheet


class ForeignBook:
    """Values of all cells; nothing of the file is run, and the file is not kept open."""

    def __init__(self, source: str, sheets: Mapping[str, PlainSheet], notes: tuple[str, ...] = ()) -> None:
        self.source, self.notes, self._sheets = source, notes, {t: s for t, s in sheets.items() if s.values}
        self._rows: dict[str, dict[int, dict[int, Any]]] = {}
        for title, sheet in self._sheets.items():
            rows = self._rows[title] = {}
            for (row, column), value in sheet.values.items():
                if not isinstance(value, str) or value.strip():
                    rows.setdefault(row, {})[column] = value

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sheets with cells."""
        return tuple(self._sheets)

    def is_hidden(self, sheet: str) -> bool:
        """True for a sheet that its author put out of sight."""
        return self._sheets[sheet].is_hidden

    def size(self, sheet: str) -> tuple[int, int]:
        """(last row, last column) that holds anything."""
        return self._sheets[sheet].size

    def row(self, sheet: str, row: int) -> Mapping[int, Any]:
        """Column → value of the filled cells of a row."""
        return self._rows[sheet].get(row, {})

    def value(self, spot: Spot) -> Any:
        """A cell's value; None when it is empty."""
        return self._sheets[spot.sheet].value((spot.row, spot.column))

    def is_error(self, spot: Spot) -> bool:
        """True for #REF!, #DIV/0!, and for a formula that was never computed."""
        return self._sheets[spot.sheet].is_error((spot.row, spot.column))

    def text(self, spot: Spot) -> str:
        """A cell's text, decoded; empty for an empty cell."""
        value = self.value(spot)
        return "" if value is None else from_cell_text(str(value))

    def shown(self, spot: Spot) -> Any:
        """What is seen at a cell: of merged cells, what stands over all of them."""
        sheet = self._sheets[spot.sheet]
        place = (spot.row, spot.column)
        return sheet.value(sheet.merged.get(place, place))

    def is_covered(self, spot: Spot) -> bool:
        """True for a cell that a merged one lies over."""
        place = (spot.row, spot.column)
        return self._sheets[spot.sheet].merged.get(place, place) != place


def open_book(path: Path) -> ForeignBook:
    """Check the file and read it apart, within limits of time and memory. BadWorkbook in one sentence."""
    checked = check_table(path)
    return ForeignBook(path.name, open_foreign(path)[0], checked.notes)
