"""The staffing grid: FTE by week, fill, paste blocks, overlap with a successor (P4.2, P4.5)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.operation import Context, Operation

Cells = Mapping[tuple[int, int], Decimal | None]
"""(line id, plan week) → FTE; None clears the week."""


def set_fte(cells: Cells, label: str = "Change FTE") -> Operation[int]:
    """Set the FTE of some cells of the grid in one step (type, fill, paste, delete); returns how many were given."""

    def apply(do: Context) -> int:
        by_line: dict[int, dict[int, Decimal | None]] = {}
        for (line_id, week), fte in cells.items():
            by_line.setdefault(line_id, {})[week] = fte
        for line_id, weeks in by_line.items():
            weekly = {**do.unit.get(StaffingLine, line_id).weekly, **weeks}
            kept = {week: fte for week, fte in weekly.items() if fte is not None}
            do.unit.change(StaffingLine, line_id, weekly=kept)
        return len(cells)

    return Operation(label, apply)


def staff_weeks(line_id: int, weeks: Iterable[int], fte: Decimal) -> Operation[StaffingLine]:
    """Staff a line with the same FTE in the given weeks (by phase, or from–to), replacing what it had."""
    weekly = dict.fromkeys(weeks, fte)
    return Operation("Staff weeks", lambda do: do.unit.change(StaffingLine, line_id, weekly=weekly))
