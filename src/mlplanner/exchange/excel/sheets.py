"""Sheets of an opened workbook, whatever format it came in: values, errors, and which cells are calculated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Place = tuple[int, int]
"""Row and column, from 1."""
NamedCells = dict[str, tuple[str, int, int] | None]
"""Name → sheet, row, column; None for a name whose cell was deleted. Names of ranges are left out."""


@dataclass(frozen=True)
class PlainSheet:
    """A sheet that was read whole."""

    values: Mapping[Place, Any]
    errors: frozenset[Place]
    formulas: frozenset[Place]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    """A covered cell → the cell whose content is shown over it."""
    is_hidden: bool = False

    @cached_property
    def _size(self) -> Place:
        return max((row for row, _ in self.values), default=1), max((column for _, column in self.values), default=1)

    @property
    def size(self) -> Place:
        """(last row, last column) that holds anything."""
        return self._size

    def value(self, place: Place) -> Any:
        """What a cell shows; None for an empty one."""
        return self.values.get(place)

    def is_error(self, place: Place) -> bool:
        """True for #REF!, #DIV/0! and their like."""
        return place in self.errors

    def is_formula(self, place: Place) -> bool:
        """True when the cell is calculated."""
        return place in self.formulas


Sheets = Mapping[str, PlainSheet]
"""By title, in the order of the file."""
