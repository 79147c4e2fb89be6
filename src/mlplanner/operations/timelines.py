"""The timeline: phase lengths, inserted work, headroom, baseline, actual dates. Staffing and costs move along (P3.1)."""

from datetime import date, timedelta

from mlplanner.domain.costs import CostLine, Maintenance
from mlplanner.domain.errors import BadInput
from mlplanner.domain.lifecycle import Gate, InsertedWork, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import Stage
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import LAST_WEEK, week_start
from mlplanner.engine.moving import moved_plan
from mlplanner.engine.pausing import first_week, mover, place_of, shift_weeks
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import follow_days, with_days_of_now


def set_phase_weeks(plan: ProjectPlan, phase: Phase, weeks: int) -> Operation[None]:
    """Make a phase longer or shorter; what follows moves, and a line staffed to the phase's end grows with it."""

    def apply(do: Context) -> None:
        do.unit.change(Phase, phase.id or 0, weeks=weeks)
        end = first_week(plan, phase) + plan.phase_weeks(phase)
        _shift(do, plan, end, weeks - phase.weeks)

    return Operation(f"Change length of {phase.name}", apply)


def insert_work(plan: ProjectPlan, work: InsertedWork) -> Operation[InsertedWork]:
    """Put work into a phase; it moves what follows. Nobody is staffed in a pause."""

    def apply(do: Context) -> InsertedWork:
        stored = do.unit.add(work)
        _shift(do, plan, place_of(plan, work), work.weeks, is_staffed=not work.is_pause)
        return stored

    return Operation(f"Insert {work.name}", apply)


def change_inserted(plan: ProjectPlan, work: InsertedWork, **fields: object) -> Operation[InsertedWork]:
    """Change inserted work; a new length moves what follows."""

    def apply(do: Context) -> InsertedWork:
        after = do.unit.change(InsertedWork, work.id or 0, **fields)
        _shift(do, plan, place_of(plan, work) + work.weeks, after.weeks - work.weeks)
        return after

    return Operation(f"Change {work.name}", apply)


def remove_inserted(plan: ProjectPlan, *works: InsertedWork) -> Operation[None]:
    """Take inserted work out again; what follows moves back."""

    def apply(do: Context) -> None:
        # The last first: the places of those before it stay as they are.
        for work in sorted(works, key=lambda work: place_of(plan, work), reverse=True):
            do.unit.remove(InsertedWork, work.id or 0)
            _shift(do, plan, place_of(plan, work) + work.weeks, -work.weeks)

    return Operation(f"Remove {', '.join(work.name for work in works)}", apply)


def _shift(do: Context, plan: ProjectPlan, at: int, by: int, *, is_staffed: bool = True) -> None:
    """Move what lies at or after week `at` by that many weeks: staffing, dated costs, stages, drills, on-call shifts."""
    if not by:
        return
    unit = do.unit
    if plan.total_weeks + by > LAST_WEEK:
        raise BadInput(f"The plan would be longer than {LAST_WEEK} weeks.")
    for line in unit.all(StaffingLine, project_id=plan.id):
        unit.change(StaffingLine, line.id or 0, weekly=shift_weeks(line.weekly, at, by, is_staffed=is_staffed))
    move = mover(at, by)
    for cost in unit.all(CostLine, project_id=plan.id):
        unit.change(CostLine, cost.id or 0, from_week=move(cost.from_week), to_week=move(cost.to_week))
    for stage in unit.all(Stage, project_id=plan.id):
        weeks = {name: min(move(getattr(stage, name)), LAST_WEEK) for name in ("from_week", "to_week")}
        unit.change(Stage, stage.id or 0, **weeks)
    for upkeep in unit.all(Maintenance, project_id=plan.id):
        if upkeep.on_call_from_week is not None:
            unit.change(Maintenance, upkeep.id or 0, on_call_from_week=move(upkeep.on_call_from_week))
    _shift_days(do, plan, at, by)


def _shift_days(do: Context, plan: ProjectPlan, at: int, by: int) -> None:
    """Drills to come and on-call shifts follow; read anew, since one step may shift more than once (P6.4, P6.5)."""
    now = with_days_of_now(do, plan)
    gone = at + min(by, 0)
    # A shift that begins in weeks that are taken out begins in the week after them.
    after = moved_plan(
        now, plan.project.start, lambda week: week + by if week >= at else min(week, gone), mover(at, by)
    )
    follow_days(do, now, after)


def set_headroom(plan: ProjectPlan, weeks: int) -> Operation[None]:
    """Weeks of headroom for handover (P4.6); staffing that no longer fits falls away."""

    def apply(do: Context) -> None:
        do.unit.change(Project, plan.id, headroom_weeks=weeks)
        _shift(do, plan, plan.total_weeks + 1, weeks - plan.project.headroom_weeks)

    return Operation("Change handover headroom", apply)


def set_baseline(plan: ProjectPlan, gate_dates: dict[int, date]) -> Operation[None]:
    """Freeze today's dates of phases and gates as the baseline (P3.7)."""

    def apply(do: Context) -> None:
        start = plan.project.start
        for phase in plan.phases:
            first = first_week(plan, phase)
            last = first + plan.phase_weeks(phase)
            do.unit.change(
                Phase,
                phase.id or 0,
                baseline_start=week_start(start, first),
                baseline_end=week_start(start, last) - timedelta(days=1),
            )
        for gate in plan.gates:
            do.unit.change(Gate, gate.id or 0, baseline=gate_dates[gate.id or 0])

    return Operation("Set baseline", apply)
