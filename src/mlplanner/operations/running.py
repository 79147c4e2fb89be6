"""Readiness for operation: the usual rows of a project, drills and on-call weeks planned at once, and what is refused (P6)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from mlplanner.domain.errors import BadValue, Refused
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import ChecklistItem, Drill, DrillKind, ModelTest, RotaShift, Slo, SloKind
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.operating_results import DrillQuarter, QuarterState, RotaWeek
from mlplanner.operations.operation import Context, Operation
from mlplanner.playbook.entries import Playbook
from mlplanner.storage.unit import RowChange


def begin_readiness(do: Context, project_id: int) -> None:
    """Give a new project the playbook's checklist, service levels and test plan (P6.1, P6.3, P6.7)."""
    _add_usual_rows(do, project_id)


def add_usual_readiness(project_id: int) -> Operation[int]:
    """Add what a project lacks of the playbook's checklist, kinds of service level and tests; returns how many rows."""
    return Operation("Add the usual readiness rows", lambda do: _add_usual_rows(do, project_id))


def lacks_usual_rows(plan: ProjectPlan, playbook: Playbook) -> bool:
    """True when `add_usual_readiness` would add something."""
    items = {item.key for item in plan.checklist}
    return not (
        items.issuperset(playbook.readiness_items)
        and {slo.kind for slo in plan.slos}.issuperset(entry.kind for entry in playbook.service_levels.values())
        and {test.kind for test in plan.model_tests}.issuperset(entry.kind for entry in playbook.model_tests.values())
    )


def _add_usual_rows(do: Context, project_id: int) -> int:
    added = 0
    for noun, rows in (
        (ChecklistItem, _missing_items(do, project_id)),
        (Slo, _missing_slos(do, project_id)),
        (ModelTest, _missing_tests(do, project_id)),
    ):
        last = max((dict(row)["position"] for row in do.unit.all(noun, project_id=project_id)), default=0)
        for place, fields in enumerate(rows, start=last + 1):
            do.unit.add(validated(noun, {"project_id": project_id, "position": place, **fields}))
            added += 1
    return added


def _missing_items(do: Context, project_id: int) -> list[dict[str, object]]:
    listed = {item.key for item in do.unit.all(ChecklistItem, project_id=project_id)}
    entries = do.playbook.readiness_items.items()
    return [{"key": key, "name": entry.title} for key, entry in entries if key not in listed]


def _missing_slos(do: Context, project_id: int) -> list[dict[str, object]]:
    listed = {slo.kind for slo in do.unit.all(Slo, project_id=project_id)}
    return [
        {
            "kind": entry.kind,
            "name": entry.title,
            "comparison": entry.comparison,
            "unit": entry.unit or (do.portfolio.settings.currency if entry.kind == SloKind.COST else ""),
            "window_days": entry.window_days,
        }
        for entry in do.playbook.service_levels.values()
        if entry.kind not in listed
    ]


def _missing_tests(do: Context, project_id: int) -> list[dict[str, object]]:
    listed = {test.kind for test in do.unit.all(ModelTest, project_id=project_id)}
    entries = do.playbook.model_tests.values()
    return [{"kind": e.kind, "name": e.title, "window": e.window} for e in entries if e.kind not in listed]


def plan_drills(plan: ProjectPlan, quarters: Sequence[DrillQuarter]) -> Operation[int]:
    """Plan a drill in the middle of each quarter that has none, rollback and retraining in turn (P6.5).

    The operational owner holds them. Refused when no quarter is without a drill.
    """
    bare = [quarter for quarter in quarters if quarter.state is QuarterState.UNPLANNED]

    def apply(do: Context) -> int:
        days = [(quarter, max(_middle(quarter), do.today)) for quarter in bare]
        if not days:
            raise Refused("Each quarter to come has its drill already.")
        for quarter, day in days:
            kind = DrillKind.ROLLBACK if quarter.number % 2 else DrillKind.RETRAINING
            fields = {"project_id": plan.id, "kind": kind, "planned_on": day, "owner_id": plan.maintenance.owner_id}
            do.unit.add(validated(Drill, fields))
        return len(days)

    return Operation("Plan a drill each quarter", apply)


def _middle(quarter: DrillQuarter) -> date:
    """The Wednesday nearest to the middle: far from the week's ends, on which nobody wants an incident."""
    weeks = (quarter.last - quarter.first).days // DAYS_IN_WEEK // 2
    return quarter.first + timedelta(days=DAYS_IN_WEEK * weeks + 2)


def fill_rota(plan: ProjectPlan, weeks: Sequence[RotaWeek]) -> Operation[int]:
    """Put the person on call into the rota wherever nobody is (P6.4); returns how many shifts were added.

    Refused when no person on call is named, or when there is no gap.
    """
    person_id = plan.maintenance.on_call_id

    def apply(do: Context) -> int:
        runs = list(_uncovered_runs(weeks))
        if person_id is None:
            raise Refused("Nobody is named on call; choose the person first.")
        if not runs:
            raise Refused("The rota has no gap.")
        for first, last in runs:
            do.unit.add(RotaShift(project_id=plan.id, first=first, last=last, person_id=person_id))
        return len(runs)

    return Operation("Fill the gaps of the rota", apply)


def _uncovered_runs(weeks: Sequence[RotaWeek]) -> Iterator[tuple[date, date]]:
    """First and last day of each run of uncovered weekdays; a weekend does not end a run, and belongs to the week before."""
    days = [day for week in weeks for day in week.uncovered]
    first = last = None
    for day in days:
        if first is None or last is None:
            first = day
        elif (day - last).days > 1 and not (last.weekday() == 4 and (day - last).days == 3):
            yield first, _with_weekend(last)
            first = day
        last = day
    if first is not None and last is not None:
        yield first, _with_weekend(last)


def _with_weekend(day: date) -> date:
    return day + timedelta(days=2) if day.weekday() == 4 else day


def refuse_overlapping_shifts(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue when two shifts of a project overlap: exactly one person has the pager (P6.4)."""
    for project_id in _touched(changes, "rota"):
        shifts = sorted(do.unit.all(RotaShift, project_id=project_id), key=lambda shift: shift.first)
        for earlier, later in pairwise(shifts):
            if later.first <= earlier.last:
                raise BadValue(
                    f"On call: the shift from {later.first} to {later.last} begins before the one from "
                    f"{earlier.first} to {earlier.last} ends; only one person is on call on a day.",
                    "first",
                )


def refuse_impossible_drills(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue for a drill held in the future, and for one newly planned in the past that was not held (P6.5).

    A project that arrives as a whole (a file, a copy) brings its overdue drills along; and where the project or a phase
    moves, its drills follow, wherever that is: the check says that one is overdue then.
    """
    moved = {change.project_id for change in changes if _moves_days(change)}
    for change in changes:
        if change.kind.key != "drills" or change.after is None:
            continue
        drill = do.unit.get(Drill, change.row_id)
        if drill.done_on is not None and drill.done_on > do.today:
            raise BadValue(
                f"Done on: {drill.done_on} lies in the future; a drill is recorded once it was held.", "done_on"
            )
        is_new = change.before is None or change.before["planned_on"] != change.after["planned_on"]
        if is_new and drill.done_on is None and drill.planned_on < do.today and drill.project_id not in moved:
            raise BadValue(
                f"Planned on: {drill.planned_on} has passed; give the day on which the drill was held, or plan it for a "
                "day to come.",
                "planned_on",
            )


def _moves_days(change: RowChange) -> bool:
    """True where the plan's days come, or come to lie elsewhere: a new project, another start or length."""
    fields = {"projects": ("start", "headroom_weeks"), "phases": ("weeks",), "inserted": ("weeks", "after_week")}
    if change.kind.key not in fields:
        return False
    before, after = change.before, change.after
    return before is None or after is None or any(before[name] != after[name] for name in fields[change.kind.key])


def _touched(changes: Sequence[RowChange], kind: str) -> set[int]:
    """The projects of which rows of this kind were added or changed."""
    return {
        change.project_id
        for change in changes
        if change.kind.key == kind and change.after is not None and change.project_id is not None
    }
