"""How much work the year after hand-over is, week by week: running the model, retrains and drills (P8.5).

Three amounts of work that do not overlap: `Maintenance.fte` is the steady watch over the model; a retrain takes
`RetrainPolicy.retrain_fte_weeks` and a drill `drill_fte_weeks` on top of it. They are demand for people, not money:
what retrains and drills cost in money, their labour included, is `Maintenance.retrain_cost` and `drill_cost`.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.models import ModelState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import Drill
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, week_start
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.maintenance import first_monday_after, upkeep_counts
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.playbook.entries import Playbook

Weekly = list[tuple[int, Decimal]]
"""(week of the year of operation, from 0; FTE); the same week may come several times and adds up."""


class UpkeepWork(NamedTuple):
    """What a year of operation asks of one role."""

    role: str
    weekly: Weekly


def operation_start(plan: ProjectPlan, calendar: WorkCalendar) -> date:
    """The Monday on which the year of operation begins: that of the week after hand-over."""
    return first_monday_after(calendar.last_working_day(week_start(plan.project.start, plan.total_weeks)))


def upkeep_work(plan: ProjectPlan, playbook: Playbook, start: date) -> Iterator[UpkeepWork]:
    """What the 52 weeks from the Monday `start` on ask for, role by role; nothing for roles without work.

    Retrains fall at even distances, the last in the last week. Drills fall in the weeks for which they are planned (or
    in which they were done); those that are budgeted but not yet planned, at even distances. Drills before hand-over
    are work of the team that is staffed then. Once all models are retired nothing runs (P8.1). A retrain takes one person as many weeks as it has FTE-weeks.
    """
    maintenance, policy, weeks = plan.maintenance, plan.retraining, _weeks_in_service(plan, start)
    if maintenance.role and maintenance.fte and weeks:
        yield UpkeepWork(maintenance.role, [(week, maintenance.fte) for week in range(weeks)])
    role = upkeep_role(plan)
    if role and weeks and (policy.retrain_fte_weeks or policy.drill_fte_weeks):
        bursts = _bursts(plan, maintenance, playbook, start)
        yield UpkeepWork(role, [(week, fte) for week, fte in bursts if week < weeks])


def _weeks_in_service(plan: ProjectPlan, start: date) -> int:
    """The weeks of the year in which a model runs: all of them, or up to the day on which the last one was retired."""
    if not plan.models or any(model.state != ModelState.RETIRED for model in plan.models):
        return WEEKS_IN_YEAR
    last = max(model.retired_on or date.min for model in plan.models)
    return min(max((last - start).days // DAYS_IN_WEEK + 1, 0), WEEKS_IN_YEAR)


def upkeep_role(plan: ProjectPlan) -> str:
    """Who retrains and drills: the role of the retrain policy, else the one that runs the model; may be empty."""
    return plan.retraining.role or plan.maintenance.role


def _bursts(plan: ProjectPlan, maintenance: Maintenance, playbook: Playbook, start: date) -> Weekly:
    counts = upkeep_counts(maintenance, playbook)
    retraining = plan.retraining.retrain_fte_weeks
    weekly = [part for week in _even(counts.retrains) for part in _until(week, retraining)] if retraining else []
    drilling = plan.retraining.drill_fte_weeks
    if drilling:
        planned = planned_weeks(plan.drills, start)
        unplanned = max(counts.drills - len(planned), 0)
        weekly += [part for week in (*planned, *_even(unplanned)) for part in _until(week, drilling)]
    return weekly


def planned_weeks(drills: tuple[Drill, ...], start: date) -> list[int]:
    """The weeks of the year of operation for which drills are planned, or in which they were done."""
    weeks = ((monday_of(drill.done_on or drill.planned_on) - start).days // DAYS_IN_WEEK for drill in drills)
    return sorted(week for week in weeks if 0 <= week < WEEKS_IN_YEAR)


def _even(count: int) -> list[int]:
    """Weeks at even distances, the last of them the last of the year."""
    return [(WEEKS_IN_YEAR * number - 1) // count for number in range(1, count + 1)]


def _until(week: int, fte_weeks: Decimal) -> Weekly:
    """The work in whole weeks of one person up to `week`, the rest in the last; more people where a year is too short."""
    people = max((fte_weeks / WEEKS_IN_YEAR).to_integral_value(ROUND_CEILING), Decimal(1))
    whole, rest = divmod(fte_weeks, people)
    shares = [people] * int(whole) + ([rest] if rest else [])
    first = max(week + 1 - len(shares), 0)
    return list(enumerate(shares, start=first))
