"""The order of rows by a column: numbers by size, days by date, the rest as it reads; empty cells last."""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.gui.tables.cell import cell_of
from mlplanner.gui.tables.columns import Column, RowT


def sorted_rows(rows: Sequence[RowT], column: Column[RowT], *, is_descending: bool) -> list[RowT]:
    """The rows by what `column` shows; equal ones stay as they are."""
    filled = [row for row in rows if _text(column, row)]
    empty = [row for row in rows if not _text(column, row)]
    return [*sorted(filled, key=lambda row: _key(column, row), reverse=is_descending), *empty]


class Ordering:
    """By which column rows are shown. They keep their places while values change, new ones come last."""

    def __init__(self) -> None:
        self.column_id = ""
        """Empty: the rows' own order."""
        self.is_descending = False
        self._places: dict[Hashable, int] = {}

    def choose(self, column_id: str, *, is_descending: bool) -> None:
        """Another order; it is made when rows are next arranged."""
        self.column_id, self.is_descending = column_id, is_descending
        self._places = {}

    def arrange(
        self, rows: Sequence[RowT], keys: Sequence[Hashable], columns: Sequence[Column[RowT]]
    ) -> tuple[RowT, ...]:
        """The rows as they are to be shown."""
        column = next((column for column in columns if column.id == self.column_id), None)
        if column is None:
            return tuple(rows)
        key_of = {id(row): key for row, key in zip(rows, keys, strict=True)}
        if any(key in self._places for key in keys):
            shown = sorted(rows, key=lambda row: self._places.get(key_of[id(row)], len(self._places)))
        else:
            shown = sorted_rows(rows, column, is_descending=self.is_descending)
        self._places = {key_of[id(row)]: place for place, row in enumerate(shown)}
        return tuple(shown)


def _text(column: Column[Any], row: Any) -> str:
    text = cell_of(column, row).text
    return "" if text == "–" else text


def _key(column: Column[Any], row: Any) -> tuple[int, Any]:
    value = column.read(row)
    if isinstance(value, date):
        return 0, Decimal(value.toordinal())
    if isinstance(value, int | Decimal) and not column.choices(row):
        return 0, Decimal(value)
    return 1, _text(column, row).casefold()
