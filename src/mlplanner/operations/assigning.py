"""Who does a staffing line: the whole of it, what they have left, from a week on, or a successor beside it (P4.5)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.people import Person
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.staffing import add_below, split_weeks


def assign_line(line: StaffingLine, person_id: int) -> Operation[StaffingLine]:
    """The person takes the whole line, whatever else they do; too much of it is seen in capacity."""

    def apply(do: Context) -> StaffingLine:
        return do.unit.change(StaffingLine, line.id or 0, **_taken_by(do, person_id))

    return Operation("Assign person", apply)


def assign_part(line: StaffingLine, person_id: int, part: Mapping[int, Decimal]) -> Operation[StaffingLine]:
    """The person takes `part` (plan week → FTE); the rest stays open in a new line below. Gives that line.

    Refused when nothing would be taken. When all is taken there is no second line.
    """

    def apply(do: Context) -> StaffingLine:
        weekly = do.unit.get(StaffingLine, line.id or 0).weekly
        taken = {week: min(fte, weekly[week]) for week, fte in part.items() if week in weekly and fte > 0}
        if not taken:
            raise BadInput("There is nothing left of this person in the weeks of the line; choose somebody else.")
        rest = {week: fte - taken.get(week, 0) for week, fte in weekly.items() if fte > taken.get(week, 0)}
        now = do.unit.change(StaffingLine, line.id or 0, weekly=taken, **_taken_by(do, person_id))
        return add_below(do, line, {**_open(line), "weekly": rest}) if rest else now

    return Operation("Assign person to what is free", apply)


def replace_from(line: StaffingLine, week: int, person_id: int) -> Operation[StaffingLine]:
    """Somebody else takes the line over from `week` on, in a line of their own; the sum stays. Gives the new line."""
    splitting = split_weeks(line, week)

    def apply(do: Context) -> StaffingLine:
        later = splitting.apply(do)
        return do.unit.change(StaffingLine, later.id or 0, **_taken_by(do, person_id))

    return Operation(f"Replace person from W{week}", apply)


def add_successor(line: StaffingLine, weeks: int, fte: Decimal, person_id: int | None) -> Operation[StaffingLine]:
    """An internal line beside the last `weeks` weeks of an external one, named as its successor (P4.5).

    Refused for a line that is internal, not staffed, or has a successor.
    """

    def apply(do: Context) -> StaffingLine:
        now = do.unit.get(StaffingLine, line.id or 0)
        if not Sourcing(now.sourcing).is_external or not now.weekly:
            raise BadInput("Only a staffed line of a contractor or partner needs a successor.")
        if now.successor_id is not None:
            raise BadInput("This line has a successor already; change that line instead.")
        if weeks < 1:
            raise BadInput(f"A successor overlaps by at least one week; got {weeks}.")
        last = sorted(now.weekly)[-weeks:]
        fields = {
            "person_id": person_id,
            "placeholder": "",
            "sourcing": Sourcing.INTERNAL,
            "weekly": dict.fromkeys(last, fte),
            "successor_id": None,
            "fixed_fee": None,
            **dict.fromkeys(("exit_criteria", "sla", "portability", "note"), ""),
        }
        made = add_below(do, line, fields)
        do.unit.change(StaffingLine, line.id or 0, successor_id=made.id)
        return made

    return Operation("Add successor", apply)


def source_lines(lines: Iterable[StaffingLine], sourcing: Sourcing, title: str) -> Operation[int]:
    """Source these lines in another way, in one step; an agreed fee goes with the way it was agreed for (P4.4).

    `title` is what the way is called. Returns how many lines changed.
    """
    changed = [line for line in lines if line.sourcing != sourcing]

    def apply(do: Context) -> int:
        for line in changed:
            do.unit.change(StaffingLine, line.id or 0, sourcing=sourcing, fixed_fee=None)
        return len(changed)

    return Operation(f"Source by {title.lower()}", apply)


def blend_lines(split: Mapping[int, Sequence[StaffingLine]]) -> Operation[int]:
    """Contractors until hires are there, in one step: line id → its parts (`engine.sourcing.blended_parts`).

    The first part stays the line; a second one is a new line below it and its successor. Returns the lines there are then.
    """

    def apply(do: Context) -> int:
        for line_id, parts in split.items():
            first, *others = parts
            known = do.unit.get(StaffingLine, line_id)
            kept = {"sourcing": first.sourcing, "weekly": first.weekly, "fixed_fee": None}
            do.unit.change(StaffingLine, line_id, **kept)
            for other in others:
                terms = dict.fromkeys(("exit_criteria", "sla", "portability"), "")
                fields = {"sourcing": other.sourcing, "weekly": other.weekly, "successor_id": None, "fixed_fee": None}
                made = add_below(do, known, {**_open(known), **terms, **fields})
                do.unit.change(StaffingLine, line_id, successor_id=made.id)
        return sum(map(len, split.values()))

    return Operation("Source by contractor, then hire", apply)


def _taken_by(do: Context, person_id: int) -> dict[str, object]:
    """The line's fields when this person does it; NotFound when they are gone."""
    do.unit.get(Person, person_id)
    return {"person_id": person_id, "placeholder": ""}


def _open(line: StaffingLine) -> dict[str, object]:
    """The rest of a line is as open as it was before: the placeholder stays with it."""
    return {"person_id": None, "placeholder": line.placeholder}
