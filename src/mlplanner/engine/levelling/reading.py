"""A portfolio as a levelling problem (P4.9): which projects may move, what they ask for, who is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import gcd

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import FTE_STEP
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar, work_calendar
from mlplanner.engine.demands import Run, asks_of, week_of
from mlplanner.engine.levelling.jobs import Asked, Read, Terms, jobs_of, phases_begun
from mlplanner.engine.levelling.marking import Marks, mark
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.problem import Block, Job, Problem, Sourcing
from mlplanner.engine.levelling.ways import Way
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.rates import WEEKS_IN_YEAR, rate_card
from mlplanner.engine.work_units import UNITS, to_units
from mlplanner.playbook.entries import Playbook

TRAINING = "people in training"
_SLACK = 2 * WEEKS_IN_YEAR
"""Weeks after the last project in which projects may still be put, beside those they take one after the other."""
_LONGEST = 6 * WEEKS_IN_YEAR
"""Weeks from now that are looked at, unless a project lies later."""


@dataclass(frozen=True, slots=True)
class Unsupplied:
    """Projects that ask for a role which nobody has in any week; from when to when, and for how many FTE at most."""

    projects: tuple[int, ...]
    first: int
    last: int
    """Weeks of the reading."""
    fte: Fraction


@dataclass(frozen=True)
class Reading:
    """The problem, and what its places stand for. Job `k` is project `projects[k]`; None: work that nobody moves."""

    problem: Problem
    first: date
    """The Monday of week 0."""
    projects: tuple[int | None, ...]
    units: tuple[int, ...]
    """By role, how many billionths of an FTE one unit of the problem is."""
    unsupplied: Mapping[str, Unsupplied]
    """Roles nobody has in any week, though projects ask for them; levelling leaves these roles out of account."""
    untimed: tuple[int, ...] = ()
    """Projects without phases: there is nothing to move."""
    phases: tuple[int, ...] = ()
    """By job, how many of the project's phases lie before it."""
    ways: tuple[tuple[Way, ...], ...] = ()
    """By job and option, the lines that others do."""
    under_way: tuple[int, ...] = ()
    """Projects that have begun, with something ahead."""
    marks: Marks = field(default_factory=Marks)

    def monday(self, week: int) -> date:
        """The Monday of a week."""
        return self.first + timedelta(days=DAYS_IN_WEEK * week)

    def fte(self, role: int, units: int) -> Fraction:
        """Units of a role in FTE."""
        return Fraction(units * self.units[role], UNITS)


def read_problem(portfolio: Portfolio, playbook: Playbook, today: date, options: LevelOptions) -> Reading:
    """The projects of every commitment that are not withdrawn, as they lie in the plan.

    What has begun by `today`'s week, and projects whose dates are fixed, stay. Raises BadInput when the portfolio's
    country or a person's has no known public holidays.
    """
    first = monday_of(today)
    plans = [plan for plan in portfolio.plans.values() if not plan.is_withdrawn]
    weeks = _horizon(plans, first)
    calendar = work_calendar(portfolio.settings, portfolio.closures, *_covered(plans, first, weeks))
    book = LoadBook(first, weeks)
    book.show(portfolio, playbook, calendar)
    asked = [_asked(plan, playbook, calendar, first) for plan in plans]
    rows = {role: book.row(role, View()) for role in book.roles}
    roles = tuple(role for role in book.roles if any(rows[role].supply))
    units = _common(asked, roles, WORK_WEEK if options.may_source else 1)
    terms = Terms(
        portfolio=portfolio,
        playbook=playbook,
        options=options,
        first=first,
        card=rate_card(portfolio),
        place={role: number for number, role in enumerate(roles)},
        units=units,
        short=frozenset(role for role in roles if any(map(rows[role].is_over, range(weeks)))),
        calendar=calendar,
    )
    reads = [(each.plan.id, jobs_of(each, terms)) for each in asked if each.plan.phases or each.runs]
    rest = _rest(book, asked, roles, units)
    away = [WORK_WEEK - calendar.working_days(monday) for monday in book.mondays]
    jobs = [(key, read) for key, several in reads for read in several]
    supplied = tuple(tuple(there // units[n] for there in rows[role].supply) for n, role in enumerate(roles))
    return Reading(
        problem=Problem(
            roles, supplied, (*(read.job for _, read in jobs), rest), tuple(away) if options.may_source else ()
        ),
        first=first,
        projects=(*(key for key, _ in jobs), None),
        units=units,
        unsupplied=_unsupplied(asked, terms.place),
        untimed=tuple(each.plan.id for each in asked if not each.plan.phases),
        phases=(*(read.phase for _, read in jobs), 0),
        ways=(*(read.ways for _, read in jobs), ((),)),
        under_way=tuple(e.plan.id for e in asked if e.plan.phases and phases_begun(e) and _is_ahead(e)),
        marks=_marks(
            asked, dict(reads), {role: (tuple(rows[role].supply), _left(rest, n)) for n, role in enumerate(roles)}
        ),
    )


def _marks(asked: list[Asked], reads: Mapping[int, tuple[Read, ...]], people: Mapping[str, object]) -> Marks:
    return Marks(
        projects={
            each.plan.id: mark(each.start, each.runs, *map(_terms_of, reads.get(each.plan.id, ()))) for each in asked
        },
        roles={role: mark(row) for role, row in people.items()},
        order=mark([each.plan.id for each in asked]),
    )


def _terms_of(read: Read) -> tuple[object, ...]:
    """All of a job but its name and what it asks for, which is in its units."""
    job = read.job
    when = (
        job.planned,
        job.earliest,
        job.latest,
        job.deadline,
        job.pause_most,
        [b.weeks for b in job.options[0].blocks],
    )
    return (*when, job.weight, job.late_weight, job.is_fixed, job.is_must_have, read.ways)


def _left(rest: Job, role: int) -> tuple[int, ...]:
    return tuple(rest.options[0].blocks[0].demand.get(role, ()))


def _is_ahead(each: Asked) -> bool:
    return each.start + each.plan.delivery_weeks > 0


def _horizon(plans: list[ProjectPlan], first: date) -> int:
    ends = [(plan.project.start - first).days // DAYS_IN_WEEK + plan.total_weeks for plan in plans]
    last = max((0, *ends))
    return max(last, min(last + _SLACK + sum(plan.total_weeks for plan in plans), _LONGEST))


def _covered(plans: list[ProjectPlan], first: date, weeks: int) -> tuple[date, date]:
    starts = [plan.project.start for plan in plans]
    ends = [plan.project.start + timedelta(weeks=plan.total_weeks + WEEKS_IN_YEAR) for plan in plans]
    return min((first, *starts)), max((first + timedelta(weeks=weeks), *ends))


def _asked(plan: ProjectPlan, playbook: Playbook, calendar: WorkCalendar, first: date) -> Asked:
    start = week_of(plan.project.start)
    runs: tuple[Run, ...] = asks_of(plan, playbook, calendar).runs
    own = tuple((role, begin - start, end - start, units) for role, _, begin, end, units in runs)
    return Asked(plan, start - week_of(first), own)


def _common(asked: list[Asked], roles: tuple[str, ...], parts: int) -> tuple[int, ...]:
    """By role, the largest unit up to a step of FTE in which all that is asked for is whole: small numbers are quicker.

    Divided by `parts` where that is possible: a day of a week, when people may be away on single days.
    """
    found = dict.fromkeys(roles, to_units(FTE_STEP))
    for each in asked:
        for role, _, _, units in each.runs:
            if role in found:
                found[role] = gcd(found[role], units)
    return tuple((unit // parts if unit % parts == 0 else unit) for unit in (found[role] for role in roles))


def _rest(book: LoadBook, asked: list[Asked], roles: tuple[str, ...], units: tuple[int, ...]) -> Job:
    """What no project asks for: people in training (P4.8), as one job that stays."""
    rows: dict[int, tuple[int, ...]] = {}
    for number, role in enumerate(roles):
        demand = list(book.row(role, View()).demand)
        for each in asked:
            for asks, begin, end, much in each.runs:
                if asks == role:
                    for week in range(max(0, each.start + begin), min(book.weeks, each.start + end)):
                        demand[week] -= much
        if any(demand):
            rows[number] = tuple(-(-left // units[number]) for left in demand)
    return Job(TRAINING, (Sourcing("plan", (Block(1, rows),)),), weight=0, planned=(0,), is_fixed=True)


def _unsupplied(asked: list[Asked], place: Mapping[str, int]) -> dict[str, Unsupplied]:
    ids: dict[str, dict[int, None]] = {}
    weekly: dict[str, dict[int, int]] = {}
    for each in asked:
        for role, begin, end, much in each.runs:
            ahead = range(max(0, each.start + begin), each.start + end)
            if role in place or not ahead:
                continue
            ids.setdefault(role, {})[each.plan.id] = None
            row = weekly.setdefault(role, {})
            for week in ahead:
                row[week] = row.get(week, 0) + much
    return {
        role: Unsupplied(tuple(own), min(weekly[role]), max(weekly[role]), Fraction(max(weekly[role].values()), UNITS))
        for role, own in sorted(ids.items())
    }
