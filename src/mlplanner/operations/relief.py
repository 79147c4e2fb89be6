"""Ways out of too much work, taken: each is one step that undo takes back (P4.9)."""

from datetime import date

from mlplanner.domain.capacity import OverloadAcceptance
from mlplanner.domain.people import Person
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.engine.pausing import pause_before
from mlplanner.engine.ways_out import Way, WayKind, changed, line_fields, person_of, phase_of
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import move_start
from mlplanner.operations.timelines import insert_work

_LABELS = {
    WayKind.MOVE: "Move project",
    WayKind.SWAP: "Give staffing line to somebody else",
    WayKind.HIRE: "Plan a hire",
    WayKind.CONTRACT: "Plan a contractor",
    WayKind.DEFER: "Defer project",
}


def take_way(way: Way) -> Operation[None]:
    """Make the change that was tried: move or defer the project, give the line away, add the hire or the contractor."""

    def apply(do: Context) -> None:
        if way.phase_id:
            plan = do.portfolio.plan(way.project_id)
            insert_work(plan, pause_before(plan, phase_of(plan, way), way.weeks)).apply(do)
            return
        if way.is_of_dates:
            start = changed(do.portfolio, way).plans[way.project_id].project.start
            move_start(do, do.portfolio.plan(way.project_id), start)
            return
        newcomer = 0
        if way.kind is not WayKind.SWAP:
            what = "hire" if way.kind is WayKind.HIRE else "contractor"
            newcomer = do.unit.add(person_of(way, newcomer_name(do, way.role, what))).id or 0
        if way.line_id:
            do.unit.change(StaffingLine, way.line_id, **line_fields(way, newcomer))

    return Operation(_LABELS[way.kind], apply)


def accept_overload(
    key: str | int, first: date, last: date, reason: str, accepted_on: date
) -> Operation[OverloadAcceptance]:
    """Record that too much work for a role (its key) or person (an id) is known and accepted. BadInput without a reason."""
    whose = {"role": key} if isinstance(key, str) else {"person_id": key}
    values = {**whose, "first": first, "last": last, "reason": reason, "accepted_on": accepted_on}
    return Operation("Accept overload", lambda do: do.unit.add(validated(OverloadAcceptance, values)))


def newcomer_name(do: Context, role: str, what: str) -> str:
    """`ML engineer, hire 2`: the first that is free, also of those that this step added."""
    taken = {person.name for person in do.unit.all(Person)}
    names = (f"{do.playbook.role_title(role)}, {what} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
