"""Rectangles of cells: what is selected, how a block is filled, where a jump ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

At = tuple[int, int]
"""(row, column)."""


@dataclass(frozen=True, slots=True)
class Range:
    """Cells from (top, left) to (bottom, right), ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1

    @property
    def size(self) -> int:
        """Cells."""
        return self.height * self.width

    def cells(self) -> Iterator[At]:
        """Row by row."""
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in self.columns)

    @property
    def rows(self) -> range:
        """Row numbers."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Column numbers."""
        return range(self.left, self.right + 1)

    def holds(self, at: At) -> bool:
        """True when the cell is inside."""
        return self.top <= at[0] <= self.bottom and self.left <= at[1] <= self.right


def between(one: At, other: At) -> Range:
    """The range with these two corners."""
    return Range(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def stretched(source: Range, to: At) -> Range:
    """Where a drag of the fill handle from `source` to the cell `to` leads: along the direction of the larger distance."""
    below, above = to[0] - source.bottom, source.top - to[0]
    beyond, before = to[1] - source.right, source.left - to[1]
    down, across = max(below, above, 0), max(beyond, before, 0)
    if not down and not across:
        return source
    if down >= across:
        return Range(min(source.top, to[0]), source.left, max(source.bottom, to[0]), source.right)
    return Range(source.top, min(source.left, to[1]), source.bottom, max(source.right, to[1]))


def fill_sources(source: Range, target: Range) -> dict[At, At]:
    """Target cell → the source cell it repeats, for the cells of `target` outside of `source`."""
    return {
        (row, column): (
            source.top + (row - source.top) % source.height,
            source.left + (column - source.left) % source.width,
        )
        for row, column in target.cells()
        if not source.holds((row, column))
    }


def jump(at: int, step: int, last: int, is_filled: Callable[[int], bool]) -> int:
    """Where Ctrl+arrow leads: the end of the filled cells, or the next filled one, or the edge."""
    place = at + step
    if not 0 <= place <= last:
        return at
    run = is_filled(at) and is_filled(place)
    while 0 <= place + step <= last and (is_filled(place + step) if run else not is_filled(place)):
        place += step
    return place
