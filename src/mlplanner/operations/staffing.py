"""The staffing grid: FTE by week, fill, paste blocks, overlap with a successor (P4.2, P4.5)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import plain
from mlplanner.operations.operation import Context, Operation


def staff_weeks(line_id: int, weeks: Iterable[int], fte: Decimal) -> Operation[StaffingLine]:
    """Staff a line with the same FTE in the given weeks (by phase, or from–to), replacing what it had."""
    weekly = dict.fromkeys(weeks, fte)
    return Operation("Staff weeks", lambda do: do.unit.change(StaffingLine, line_id, weekly=weekly))


def staff_lines(line_ids: Iterable[int], weeks: Iterable[int], fte: Decimal) -> Operation[int]:
    """Staff several lines with the same FTE in the given weeks, replacing what they had; returns how many."""
    weekly, chosen = dict.fromkeys(weeks, fte), tuple(line_ids)

    def apply(do: Context) -> int:
        for line_id in chosen:
            do.unit.change(StaffingLine, line_id, weekly=weekly)
        return len(chosen)

    return Operation("Staff weeks", apply)


def duplicate_line(line: StaffingLine) -> Operation[StaffingLine]:
    """The same line once more, below it, for nobody in particular."""
    fields = {"person_id": None, "placeholder": ""}
    return Operation("Duplicate staffing line", lambda do: add_below(do, line, fields))


def split_fte(line: StaffingLine, kept: Decimal) -> Operation[StaffingLine]:
    """Share a line's FTE with a new line below it: `kept` stays, the rest goes there; their sum is as before."""

    def apply(do: Context) -> StaffingLine:
        weekly = do.unit.get(StaffingLine, line.id or 0).weekly
        if not 0 < kept < max(weekly.values(), default=Decimal(0)):
            raise BadInput(f"Only a part of the line's FTE can stay; {plain(kept)} is none or all of it.")
        do.unit.change(StaffingLine, line.id or 0, weekly={week: min(fte, kept) for week, fte in weekly.items()})
        rest = {week: fte - kept for week, fte in weekly.items() if fte > kept}
        return add_below(do, line, {"person_id": None, "placeholder": "", "weekly": rest})

    return Operation("Split staffing line", apply)


def split_weeks(line: StaffingLine, week: int) -> Operation[StaffingLine]:
    """Let a new line below take over from `week` on; the sum is as before."""

    def apply(do: Context) -> StaffingLine:
        weekly = do.unit.get(StaffingLine, line.id or 0).weekly
        first, rest = {w: f for w, f in weekly.items() if w < week}, {w: f for w, f in weekly.items() if w >= week}
        if not first or not rest:
            raise BadInput(f"The line is not staffed on both sides of W{week}; choose a week inside of it.")
        do.unit.change(StaffingLine, line.id or 0, weekly=first)
        return add_below(do, line, {"person_id": None, "placeholder": "", "weekly": rest})

    return Operation("Split staffing line", apply)


def add_below(do: Context, line: StaffingLine, fields: Mapping[str, Any]) -> StaffingLine:
    """A new line like `line` with other `fields`, directly below it."""
    for other in do.unit.all(StaffingLine, project_id=line.project_id):
        if other.position > line.position:
            do.unit.change(StaffingLine, other.id or 0, position=other.position + 1)
    known = dict(do.unit.get(StaffingLine, line.id or 0))
    return do.unit.add(validated(StaffingLine, {**known, **fields, "id": None, "position": line.position + 1}))
