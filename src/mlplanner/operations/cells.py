"""Edits of a spreadsheet-like grid: many cells become one step, or nothing happens and the sentence names the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import BadValue, PlannerError
from mlplanner.domain.noun import Noun
from mlplanner.domain.staffing import StaffingLine, check_fte
from mlplanner.domain.validation import validated
from mlplanner.operations.fields import add_row
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.people import find_or_add


@dataclass(frozen=True)
class Named:
    """A person typed by name: found, or added when the edit is applied."""

    name: str


@dataclass(frozen=True)
class RowFields:
    """New values of some fields of one row; a `Named` value becomes that person's id."""

    noun: type[Noun]
    row_id: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class NewRow:
    """A row to be added; `fields` may hold `Named` people."""

    noun: type[Noun]
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class WeekFte:
    """The FTE of a staffing line in one plan week; None takes the line off that week."""

    line_id: int
    week: int
    fte: Decimal | None


Edit = Operation[Any] | RowFields | NewRow | WeekFte
"""What editing a cell means."""


@dataclass(frozen=True)
class CellEdit:
    """One cell's edit; `where` names the cell in a sentence ("Data engineer, W3")."""

    where: str
    edit: Edit


def apply_cells(label: str, cells: Sequence[CellEdit]) -> Operation[list[Any]]:
    """All cells in one step (type, fill, paste, clear); gives what each row's edit returned.

    Fields of one row are changed together, so a paste may pass through values that fit only as a whole. A refused cell
    leaves all unchanged; the error names the cell.
    """

    def apply(do: Context) -> list[Any]:
        return [_apply(do, group) for group in _by_row(cells)]

    return Operation(label, apply)


def change_cell(label: str, cell: CellEdit) -> Operation[Any]:
    """One cell as a step of its own; gives the row after, or what the cell's operation returns."""
    return Operation(label, lambda do: _apply(do, [cell]))


def _by_row(cells: Sequence[CellEdit]) -> list[list[CellEdit]]:
    """Cells that change the same row, together; all others alone."""
    groups: dict[object, list[CellEdit]] = {}
    for place, cell in enumerate(cells):
        match cell.edit:
            case RowFields(noun, row_id):
                key: object = (noun, row_id)
            case WeekFte(line_id):
                key = (WeekFte, line_id)
            case _:
                key = place
        groups.setdefault(key, []).append(cell)
    return list(groups.values())


def _apply(do: Context, group: Sequence[CellEdit]) -> Any:
    try:
        match group[0].edit:
            case Operation() as operation:
                return operation.apply(do)
            case NewRow() as new:
                return _add(do, new)
            case WeekFte(line_id):
                return _set_weeks(do, line_id, group)
            case RowFields(noun, row_id):
                merged = {name: value for cell in group for name, value in _fields(cell.edit).items()}
                return do.unit.change(noun, row_id, **_people(do, merged))
    except PlannerError as error:
        raise _placed(error, _culprit(group, error), is_cell=not isinstance(group[0].edit, NewRow)) from None


def _set_weeks(do: Context, line_id: int, group: Sequence[CellEdit]) -> StaffingLine:
    weekly = dict(do.unit.get(StaffingLine, line_id).weekly)
    for cell in group:
        if isinstance(cell.edit, WeekFte):
            weekly.pop(cell.edit.week, None)
            if cell.edit.fte is not None:
                weekly[cell.edit.week] = cell.edit.fte
    return do.unit.change(StaffingLine, line_id, weekly=weekly)


def _add(do: Context, new: NewRow) -> Noun:
    return add_row(validated(new.noun, _people(do, new.fields))).apply(do)


def _fields(edit: Edit) -> Mapping[str, Any]:
    return edit.fields if isinstance(edit, RowFields) else {}


def _people(do: Context, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: find_or_add(do, v.name).id if isinstance(v, Named) else v for name, v in fields.items()}


def _culprit(group: Sequence[CellEdit], error: PlannerError) -> str:
    """The cell that does not fit; the row's first one when no single cell is at fault."""
    field = error.field if isinstance(error, BadValue) else ""
    return next((cell.where for cell in group if _is_at_fault(cell.edit, field)), group[0].where)


def _is_at_fault(edit: Edit, field: str) -> bool:
    if isinstance(edit, WeekFte) and edit.fte is not None:
        try:
            check_fte(edit.fte)
        except ValueError:
            return True
    return field in _fields(edit)


def _placed(error: PlannerError, where: str, *, is_cell: bool) -> PlannerError:
    """The same error with its place; a cell's place says already which field it is."""
    reason = str(error)
    if is_cell and isinstance(error, BadValue) and error.field:
        reason = reason.partition(": ")[2]
    placed = type(error).__new__(type(error))
    placed.__dict__.update(error.__dict__)
    placed.args = (f"{where}: {reason}" if where else reason,)
    return placed
