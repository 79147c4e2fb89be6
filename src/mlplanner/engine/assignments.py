"""What a person or a role is booked on: the lines of all projects, and the weeks in which they are too much (P4.9)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.engine.demands import NO_FTE
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.results import Load
from mlplanner.engine.upkeep import operation_start, upkeep_work
from mlplanner.playbook.loading import load_playbook


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
    mine = _assignments(_live(portfolio), lambda line: line.person_id == person_id, load, first)
    return [item for item in mine if item.last >= first]


def assignments_of_role(portfolio: Portfolio, role: str, load: Load | None, first: date) -> list[Assignment]:
    """The lines that ask for a role, whoever fills them, and the years of operation; without what is over on `first`."""
    plans = _live(portfolio)
    found = list(_assignments(plans, lambda line: line.role == role, load, first))
    found += [item for plan in plans if (item := _operation(portfolio, plan, role, load, first)) is not None]
    order = {project_id: place for place, project_id in enumerate(portfolio.plans)}
    ahead = (item for item in found if item.last >= first)
    return sorted(ahead, key=lambda item: (order[item.project_id], item.first))


def _live(portfolio: Portfolio) -> list[ProjectPlan]:
    """The projects that ask for people: all but those that were withdrawn (P3.4)."""
    return [plan for plan in portfolio.plans.values() if not plan.is_withdrawn]


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


def _operation(portfolio: Portfolio, plan: ProjectPlan, role: str, load: Load | None, first: date) -> Assignment | None:
    """The year after hand-over, in which the role runs the model, retrains it or drills; None without such work."""
    start = operation_start(plan, plan_calendar(portfolio, plan))
    weekly: dict[date, Decimal] = {}
    for work in upkeep_work(plan, load_playbook(portfolio.overrides), start):
        for week, fte in work.weekly if work.role == role else ():
            monday = start + timedelta(days=DAYS_IN_WEEK * week)
            weekly[monday] = weekly.get(monday, NO_FTE) + fte
    if not weekly:
        return None
    return Assignment(
        project_id=plan.id,
        line_id=None,
        role=role,
        person_id=None,
        first=min(weekly),
        last=max(weekly),
        peak=max(weekly.values()),
        fte_weeks=sum(weekly.values(), NO_FTE),
        weeks_over=_weeks_over(weekly, load, first),
    )


def _weeks_over(mondays: Iterable[date], load: Load | None, first: date) -> int:
    if load is None:
        return 0
    places = {(monday - first).days // DAYS_IN_WEEK for monday in mondays}
    return sum(over for place, over in enumerate(load.over) if place in places)
