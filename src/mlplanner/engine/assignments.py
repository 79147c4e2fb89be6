"""What a person or a role is booked on: the lines of all projects, and the weeks in which they are too much (P4.9)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.engine.demands import NO_FTE, operated_places
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.results import Load


@dataclass(frozen=True, slots=True)
class Assignment:
    """The weeks for which one staffing line books somebody; `first` and `last` are Mondays."""

    project_id: int
    line_id: int | None
    """None: the year of operation after hand-over (P8.5)."""
    role: str
    person_id: int | None
    first: date
    last: date
    peak: Decimal
    """The most FTE in one week."""
    fte_weeks: Decimal
    weeks_over: int
    """Weeks, of those the load covers, in which the line takes part in too much demand."""


def assignments_of_person(portfolio: Portfolio, person_id: int, load: Load | None, first: date) -> list[Assignment]:
    """The person's lines that are not over on the Monday `first`, on which `load` begins; in the projects' order."""
    mine = _assignments(portfolio.plans.values(), lambda line: line.person_id == person_id, load, first)
    return [item for item in mine if item.last >= first]


def assignments_of_role(portfolio: Portfolio, role: str, load: Load | None, first: date) -> list[Assignment]:
    """The lines that ask for a role, whoever fills them, and the years of operation; without what is over on `first`."""
    plans = portfolio.plans.values()
    found = list(_assignments(plans, lambda line: line.role == role, load, first))
    operated = [plan for plan in plans if plan.maintenance.role == role and plan.maintenance.fte]
    found += [_operation(portfolio, plan, load, first) for plan in operated]
    order = {project_id: place for place, project_id in enumerate(portfolio.plans)}
    ahead = (item for item in found if item.last >= first)
    return sorted(ahead, key=lambda item: (order[item.project_id], item.first))


def _assignments(
    plans: Iterable[ProjectPlan], is_meant: Callable[[StaffingLine], bool], load: Load | None, first: date
) -> Iterator[Assignment]:
    for plan in plans:
        for line in plan.lines:
            if line.weekly and is_meant(line):
                start = plan.project.start
                mondays = {week_start(start, week): fte for week, fte in line.weekly.items()}
                yield Assignment(
                    project_id=plan.id,
                    line_id=line.id,
                    role=line.role,
                    person_id=line.person_id,
                    first=min(mondays),
                    last=max(mondays),
                    peak=max(mondays.values()),
                    fte_weeks=sum(mondays.values(), NO_FTE),
                    weeks_over=_weeks_over(mondays, load, first),
                )


def _operation(portfolio: Portfolio, plan: ProjectPlan, load: Load | None, first: date) -> Assignment:
    """The year after hand-over, in which the role runs the model."""
    places = operated_places(plan, plan_calendar(portfolio, plan), first)
    mondays = [first + timedelta(days=DAYS_IN_WEEK * place) for place in places]
    fte = plan.maintenance.fte
    return Assignment(
        project_id=plan.id,
        line_id=None,
        role=plan.maintenance.role,
        person_id=None,
        first=mondays[0],
        last=mondays[-1],
        peak=fte,
        fte_weeks=fte * len(mondays),
        weeks_over=_weeks_over(mondays, load, first),
    )


def _weeks_over(mondays: Iterable[date], load: Load | None, first: date) -> int:
    if load is None:
        return 0
    places = {(monday - first).days // DAYS_IN_WEEK for monday in mondays}
    return sum(over for place, over in enumerate(load.over) if place in places)
