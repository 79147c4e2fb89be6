"""How ready a project is to be run: who is on call, drills by quarter, service levels, the year's upkeep (P6)."""

from collections.abc import Iterable
from datetime import date, timedelta

from mlplanner.domain.governance import ItemState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import Drill, RotaShift, Slo, SloKind
from mlplanner.domain.weeks import DAYS_IN_WEEK, LAST_WEEK, monday_of, week_number, week_start
from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.engine.maintenance import first_monday_after
from mlplanner.engine.operating_results import (
    DrillQuarter,
    Operating,
    QuarterState,
    RotaWeek,
    SloCover,
    UpkeepBudget,
)
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.engine.results import MaintenanceCost, Timeline
from mlplanner.engine.upkeep import planned_weeks
from mlplanner.playbook.entries import Playbook

QUARTERS = 4
QUARTER_WEEKS = WEEKS_IN_YEAR // QUARTERS
ONE_DAY = timedelta(days=1)
SLO_NEEDS = ("target", "window_days", "owner_id")
"""What makes a service level objective complete (P6.3)."""


def compute_operating(
    plan: ProjectPlan, timeline: Timeline, cost: MaintenanceCost, playbook: Playbook, today: date
) -> Operating:
    """Everything that the Operations tab, its checks and the pack say of running the model."""
    start = first_monday_after(timeline.handed_over)
    items = [item for item in plan.checklist if item.state != ItemState.NOT_APPLICABLE]
    return Operating(
        rota=rota_weeks(plan, playbook),
        quarters=drill_quarters(plan.drills, start, playbook, today),
        overdue_ids=tuple(drill.id or 0 for drill in plan.drills if is_overdue(drill, today)),
        slos=slo_covers(plan),
        budget=_budget(plan, cost, start),
        ready=sum(item.state == ItemState.DONE for item in items),
        to_be_ready=len(items),
    )


def rota_weeks(plan: ProjectPlan, playbook: Playbook) -> tuple[RotaWeek, ...]:
    """Week by week from the first week on call, for the weeks that a rota must reach over, or as long as there are shifts.

    Weekdays count: who has the week has its weekend too.
    """
    first = _rota_start(plan)
    if first is None:
        return ()
    shifts = sorted(plan.rota, key=lambda shift: shift.first)
    last = max((monday_of(shift.last) for shift in shifts), default=first)
    count = max(int(playbook.figure("rota_weeks")), (last - first).days // DAYS_IN_WEEK + 1)
    mondays = (first + timedelta(days=DAYS_IN_WEEK * number) for number in range(min(count, LAST_WEEK)))
    return tuple(_rota_week(week_number(plan.project.start, monday), monday, shifts) for monday in mondays)


def _rota_start(plan: ProjectPlan) -> date | None:
    if plan.maintenance.on_call_from_week is not None:
        return week_start(plan.project.start, plan.maintenance.on_call_from_week)
    return min((monday_of(shift.first) for shift in plan.rota), default=None)


def _rota_week(week: int, monday: date, shifts: Iterable[RotaShift]) -> RotaWeek:
    days = [monday + ONE_DAY * number for number in range(DAYS_IN_WEEK)]
    within = [shift for shift in shifts if shift.first <= days[-1] and shift.last >= monday]
    uncovered = [day for day in days[:WORK_WEEK] if not any(shift.first <= day <= shift.last for shift in within)]
    return RotaWeek(
        week=week,
        monday=monday,
        people=tuple(dict.fromkeys(shift.person_id for shift in within)),
        backups=tuple(dict.fromkeys(shift.backup_id for shift in within if shift.backup_id is not None)),
        uncovered=tuple(uncovered),
    )


def is_overdue(drill: Drill, today: date) -> bool:
    """True when the drill's day has passed and nobody recorded that it was held."""
    return drill.done_on is None and drill.planned_on < today


def drill_quarters(drills: Iterable[Drill], start: date, playbook: Playbook, today: date) -> tuple[DrillQuarter, ...]:
    """The four quarters of the year after hand-over, and as many more as have begun or hold drills (P6.5).

    Rehearsals before hand-over are in none of them.
    """
    listed = list(drills)
    latest = max([today, *(drill.done_on or drill.planned_on for drill in listed)])
    reached = (latest - start).days // (DAYS_IN_WEEK * QUARTER_WEEKS) + 1
    count = min(max(reached, QUARTERS), LAST_WEEK // QUARTER_WEEKS)
    least = int(playbook.figure("drills_quarter_min"))
    return tuple(_quarter(number, listed, start, least, today) for number in range(1, count + 1))


def _quarter(number: int, drills: list[Drill], start: date, least: int, today: date) -> DrillQuarter:
    first = start + timedelta(days=DAYS_IN_WEEK * QUARTER_WEEKS * (number - 1))
    last = first + timedelta(days=DAYS_IN_WEEK * QUARTER_WEEKS) - ONE_DAY
    within = [drill for drill in drills if first <= (drill.done_on or drill.planned_on) <= last]
    held = sum(drill.done_on is not None for drill in within)
    overdue = sum(is_overdue(drill, today) for drill in within)
    planned = len(within) - held - overdue
    if held >= least:
        state = QuarterState.HELD
    elif overdue:
        state = QuarterState.OVERDUE
    elif held + planned >= least:
        state = QuarterState.PLANNED
    else:
        state = QuarterState.MISSED if last < today else QuarterState.UNPLANNED
    return DrillQuarter(number, first, last, planned, held, overdue, state)


def slo_covers(plan: ProjectPlan) -> tuple[SloCover, ...]:
    """Cost, latency and business impact, each with how complete its best objective is (P6.3)."""
    return tuple(_cover(kind, plan.slos) for kind in SloKind)


def _cover(kind: SloKind, slos: Iterable[Slo]) -> SloCover:
    """How the objective that is nearest to complete stands."""
    found = [(tuple(name for name in SLO_NEEDS if getattr(slo, name) is None), slo) for slo in slos if slo.kind == kind]
    if not found:
        return SloCover(kind, None, SLO_NEEDS)
    lacks, slo = min(found, key=lambda pair: len(pair[0]))
    return SloCover(kind, slo.id, lacks)


def _budget(plan: ProjectPlan, cost: MaintenanceCost, start: date) -> UpkeepBudget:
    planned = len(planned_weeks(plan.drills, start))
    return UpkeepBudget(
        retrains=cost.retrains,
        retraining=cost.retraining,
        retrain_fte_weeks=cost.retrains * plan.retraining.retrain_fte_weeks,
        drills=cost.drills,
        drilling=cost.drilling,
        drill_fte_weeks=max(cost.drills, planned) * plan.retraining.drill_fte_weeks,
        planned_drills=planned,
    )
