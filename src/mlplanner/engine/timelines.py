"""A plan on the calendar: phases, inserted work, gates, hand-over (P3.1, P3.2, P3.7)."""

from datetime import date, timedelta

from mlplanner.domain.enums import GateState
from mlplanner.domain.lifecycle import Gate, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, week_start
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.results import GateDates, InsertedDates, PhaseDates, Timeline

UNDECIDED = (GateState.OPEN, GateState.HOLD, GateState.DEFER)
"""A gate on hold or deferred has been looked at but not left behind: its planned date still counts."""


def plan_timeline(plan: ProjectPlan, calendar: WorkCalendar) -> Timeline:
    """Dates and plan weeks of everything in the plan; phases follow each other without a gap."""
    start = plan.project.start
    phases: list[PhaseDates] = []
    gates: list[GateDates] = []
    week = 1
    for phase in plan.phases:
        dates = _phase_dates(plan, phase, week)
        phases.append(dates)
        ends_with = [gate for gate in plan.gates if gate.phase_id == phase.id]
        gates += [_gate_dates(plan, gate, dates.last_week, calendar) for gate in ends_with]
        week = dates.last_week + 1
    delivery_weeks = week - 1
    total = delivery_weeks + plan.project.headroom_weeks
    return Timeline(
        start=start,
        delivery_weeks=delivery_weeks,
        headroom_weeks=plan.project.headroom_weeks,
        phases=tuple(phases),
        gates=tuple(gates),
        working_days=tuple(calendar.working_days(week_start(start, k)) for k in range(1, total + 1)),
        delivery=calendar.last_working_day(week_start(start, delivery_weeks)),
        handed_over=calendar.last_working_day(week_start(start, total)),
    )


def slip(baseline: date | None, current: date) -> int | None:
    """Whole weeks from the week of the baseline to the week of `current`; None without a baseline.

    Weeks are compared, not days: a gate that a holiday moves from Friday to Thursday has not slipped.
    """
    return None if baseline is None else (monday_of(current) - monday_of(baseline)).days // DAYS_IN_WEEK


def _phase_dates(plan: ProjectPlan, phase: Phase, first_week: int) -> PhaseDates:
    last_week = first_week + plan.phase_weeks(phase) - 1
    end = week_start(plan.project.start, last_week) + timedelta(days=DAYS_IN_WEEK - 1)
    return PhaseDates(
        phase_id=phase.id or 0,
        key=phase.key,
        name=phase.name,
        first_week=first_week,
        last_week=last_week,
        start=week_start(plan.project.start, first_week),
        end=end,
        inserted=_inserted_dates(plan, phase, first_week),
        slip_weeks=slip(phase.baseline_end, phase.actual_end or end),
    )


def _inserted_dates(plan: ProjectPlan, phase: Phase, first_week: int) -> tuple[InsertedDates, ...]:
    """Each piece lies after `after_week` of the phase's own weeks, behind the pieces inserted before it."""
    dates: list[InsertedDates] = []
    before = 0
    for work in sorted((w for w in plan.inserted if w.phase_id == phase.id), key=lambda w: w.after_week):
        first = first_week + min(work.after_week, phase.weeks) + before
        dates.append(InsertedDates(work.id or 0, work.name, first, first + work.weeks - 1))
        before += work.weeks
    return tuple(dates)


def _gate_dates(plan: ProjectPlan, gate: Gate, week: int, calendar: WorkCalendar) -> GateDates:
    planned = calendar.last_working_day(week_start(plan.project.start, week))
    decisions = plan.decisions_of(gate)
    decided_on = decisions[-1].decided_on if decisions else None
    state = plan.gate_state(gate)
    passed_on = decided_on if state not in UNDECIDED else None
    return GateDates(
        gate_id=gate.id or 0,
        key=gate.key,
        name=gate.name,
        week=week,
        date=planned,
        baseline=gate.baseline,
        decided_on=decided_on,
        slip_weeks=slip(gate.baseline, passed_on or planned),
        state=state,
    )
