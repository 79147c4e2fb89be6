"""From what was typed or pasted into cells to the edits of one step; refused as a whole, naming the cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.gui.tables.columns import Column, RowT
from mlplanner.operations.cells import CellEdit, Edit
from mlplanner.operations.operation import Operation


def _id_of(row: object) -> Any:
    return getattr(row, "id", None)


def _label_of(row: object) -> str:
    return str(getattr(row, "label", ""))


@dataclass(frozen=True, kw_only=True)
class Rows(Generic[RowT]):
    """What a grid needs to know of its rows. `key` tells a row through changes (its id).

    `add(values)` makes a row of the last line's cells (column id → value); without it rows can't be added.
    `remove(rows)` likewise. `name(row)` is what a sentence calls the row, `noun` what it is ("staffing line").
    `gather(label, cells)` makes one step of the edits where they are to be checked together.
    """

    key: Callable[[RowT], Any] = _id_of
    name: Callable[[RowT], str] = _label_of
    noun: str = "row"
    add: Callable[[Mapping[str, Any]], Edit] | None = None
    remove: Callable[[Sequence[RowT]], Operation[Any]] | None = None
    gather: Callable[[str, Sequence[CellEdit]], Operation[Any]] | None = None


Target = tuple[RowT | None, int, Column[RowT], Any]
"""The row (None: the line where one is added), its number, the column, and the text or value put there."""


def cell_edits(about: Rows[RowT], targets: Sequence[Target[RowT]], *, is_month_first: bool) -> list[CellEdit]:
    """The edits for these cells, in order; cells that stay as they are and read-only ones are left out.

    Cells below the last row are gathered into new rows. BadInput names the cell that does not fit.
    """
    edits: list[CellEdit] = []
    fresh: dict[int, dict[str, Any]] = {}
    for row, number, column, given in targets:
        where = place(about, row, column)
        if column.edit is None or (row is not None and not column.can_edit(row)):
            continue
        value = _told(where, lambda c=column, r=row, g=given: _value(c, r, g, is_month_first))  # type: ignore[misc]
        if row is None:
            if value not in (None, "", column.empty):
                fresh.setdefault(number, {})[column.id] = value
        elif column.read(row) != value:
            edit = _told(where, lambda c=column, r=row, v=value: c.edit(r, v))  # type: ignore[misc]
            edits += [CellEdit(where, edit)] if edit is not None else []
    return edits + [_new_row(about, values) for values in fresh.values()]


def place(about: Rows[RowT], row: RowT | None, column: Column[RowT]) -> str:
    """What a sentence calls the cell: `Data engineer, W3`."""
    name = about.name(row) if row is not None else f"New {about.noun}"
    title = column.said or column.title
    return f"{name}, {title}" if name else title


def _value(column: Column[RowT], row: RowT | None, given: Any, is_month_first: bool) -> Any:
    return column.parse(row, given, is_month_first=is_month_first) if isinstance(given, str) else given


def _told(where: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except PlannerError as error:
        raise BadInput(f"{where}: {error}") from None


def _new_row(about: Rows[RowT], values: Mapping[str, Any]) -> CellEdit:
    where = f"New {about.noun}"
    if about.add is None:
        raise BadInput(f"There is no room below the last {about.noun} here.")
    add = about.add
    return CellEdit(where, _told(where, lambda: add(values)))
