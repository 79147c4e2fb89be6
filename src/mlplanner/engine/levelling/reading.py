"""A portfolio as a levelling problem (P4.9): which projects may move, what they ask for, who is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import gcd

from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.demands import Run, asks_of, week_of
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.problem import Block, Job, Problem, Sourcing
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.engine.values import week_of_delay
from mlplanner.engine.work_units import UNITS
from mlplanner.playbook.entries import Playbook

TRAINING = "people in training"
_SLACK = 2 * WEEKS_IN_YEAR
"""Weeks after the last project in which projects may still be put, beside those they take one after the other."""
_LONGEST = 6 * WEEKS_IN_YEAR
"""Weeks from now that are looked at, unless a project lies later."""


@dataclass(frozen=True)
class Reading:
    """The problem, and what its places stand for. Job `k` is project `projects[k]`; None: work that nobody moves."""

    problem: Problem
    first: date
    """The Monday of week 0."""
    projects: tuple[int | None, ...]
    units: tuple[int, ...]
    """By role, how many billionths of an FTE one unit of the problem is."""
    unsupplied: Mapping[str, tuple[int, ...]]
    """Roles nobody has in any week → the projects that ask for them; levelling leaves these roles out of account."""
    untimed: tuple[int, ...] = ()
    """Projects without phases: there is nothing to move."""

    def monday(self, week: int) -> date:
        """The Monday of a week."""
        return self.first + timedelta(days=DAYS_IN_WEEK * week)

    def fte(self, role: int, units: int) -> Fraction:
        """Units of a role in FTE."""
        return Fraction(units * self.units[role], UNITS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A project's runs, in weeks from its own start; role, first, end, billionths of an FTE."""

    plan: ProjectPlan
    start: int
    runs: tuple[tuple[str, int, int, int], ...]


def read_problem(portfolio: Portfolio, playbook: Playbook, today: date, options: LevelOptions) -> Reading:
    """The projects of every commitment that are not withdrawn, as they lie in the plan.

    A project that has begun by `today`'s week, or whose dates are fixed, stays. Raises BadInput when the portfolio's
    country or a person's has no known public holidays.
    """
    first = monday_of(today)
    plans = [plan for plan in portfolio.plans.values() if not plan.is_withdrawn]
    weeks = _horizon(plans, first)
    calendar = work_calendar(portfolio.settings, portfolio.closures, *_covered(plans, first, weeks))
    book = LoadBook(first, weeks)
    book.show(portfolio, playbook, calendar)
    asked = [_asked(plan, playbook, calendar, first) for plan in plans]
    supply = {role: book.row(role, View()).supply for role in book.roles}
    roles = tuple(role for role in book.roles if any(supply[role]))
    place = {role: number for number, role in enumerate(roles)}
    units = _common(asked, roles)
    jobs, projects = [], list[int | None]()
    for each in asked:
        if each.plan.phases or each.runs:
            jobs.append(_job(each, place, units, calendar, _Terms(portfolio, playbook, options, first)))
            projects.append(each.plan.id)
    jobs.append(_rest(book, asked, roles, units))
    projects.append(None)
    capacity = tuple(tuple(there // units[number] for there in supply[role]) for number, role in enumerate(roles))
    return Reading(
        problem=Problem(roles, capacity, tuple(jobs)),
        first=first,
        projects=tuple(projects),
        units=units,
        unsupplied=_unsupplied(asked, place),
        untimed=tuple(each.plan.id for each in asked if not each.plan.phases),
    )


def _horizon(plans: list[ProjectPlan], first: date) -> int:
    ends = [(plan.project.start - first).days // DAYS_IN_WEEK + plan.total_weeks for plan in plans]
    last = max((0, *ends))
    return max(last, min(last + _SLACK + sum(plan.total_weeks for plan in plans), _LONGEST))


def _covered(plans: list[ProjectPlan], first: date, weeks: int) -> tuple[date, date]:
    starts = [plan.project.start for plan in plans]
    ends = [plan.project.start + timedelta(weeks=plan.total_weeks + WEEKS_IN_YEAR) for plan in plans]
    return min((first, *starts)), max((first + timedelta(weeks=weeks), *ends))


def _asked(plan: ProjectPlan, playbook: Playbook, calendar: WorkCalendar, first: date) -> _Asked:
    start = week_of(plan.project.start)
    runs: tuple[Run, ...] = asks_of(plan, playbook, calendar).runs
    own = tuple((role, begin - start, end - start, units) for role, _, begin, end, units in runs)
    return _Asked(plan, start - week_of(first), own)


def _common(asked: list[_Asked], roles: tuple[str, ...]) -> tuple[int, ...]:
    """By role, the largest unit in which everything that is asked for is whole: small numbers are solved faster."""
    found = dict.fromkeys(roles, 0)
    for each in asked:
        for role, _, _, units in each.runs:
            if role in found:
                found[role] = gcd(found[role], units)
    return tuple(found[role] or UNITS for role in roles)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What decides how a project may move and what that costs."""

    portfolio: Portfolio
    playbook: Playbook
    options: LevelOptions
    first: date

    def weight(self, plan: ProjectPlan) -> int:
        """Whole money a week of delay costs; at least 1, so that no project is put off for nothing."""
        return max(1, round(week_of_delay(plan)))

    def factor(self, plan: ProjectPlan) -> int:
        """How many weeks of delay a week past the deadline counts for, beside itself."""
        key = "must_have_late_factor" if plan.project.is_must_have else "late_factor"
        return int(self.playbook.figures[key].value)

    def earliest(self, each: _Asked) -> int:
        """The first week in which the project may begin; next week is the soonest."""
        day = each.plan.project.earliest_start
        if day is not None:
            return max(1, -(-(day - self.first).days // DAYS_IN_WEEK))
        return 1 if self.options.is_earlier_allowed else max(1, each.start)

    def deadline(self, plan: ProjectPlan, calendar: WorkCalendar) -> int | None:
        """The week after the last in which the project may end; delivery is that week's last working day."""
        day = plan.project.deadline
        if day is None:
            return None
        week = (monday_of(day) - self.first).days // DAYS_IN_WEEK
        return week + 1 if calendar.last_working_day(monday_of(day)) <= day else week


def _job(each: _Asked, place: Mapping[str, int], units: tuple[int, ...], calendar: WorkCalendar, terms: _Terms) -> Job:
    plan, project = each.plan, each.plan.project
    if each.start < 1 or not plan.phases:
        return _under_way(each, place, units)
    pauses = removable_pauses(plan)
    starts, blocks = list[int](), list[Block]()
    week = 0
    for number, phase in enumerate(plan.phases):
        waits = sum(work.weeks for work in pauses.get(phase.id or 0, ()))
        weeks = plan.phase_weeks(phase) - waits
        is_last = number == len(plan.phases) - 1
        begin = week + waits
        blocks.append(Block(weeks, _profiles(each, place, units, (begin, None if is_last else begin + weeks))))
        starts.append(each.start + begin)
        week = begin + weeks
    most = max([project.pause_weeks_most, *(sum(work.weeks for work in works) for works in pauses.values())])
    weight = terms.weight(plan)
    return Job(
        name=project.name,
        options=(Sourcing("plan", tuple(blocks)),),
        earliest=terms.earliest(each),
        deadline=terms.deadline(plan, calendar),
        weight=weight,
        late_weight=weight * terms.factor(plan),
        planned=tuple(starts),
        is_fixed=project.is_pinned,
        is_must_have=project.is_must_have,
        pause_most=most if terms.options.has_pauses else (0 if not pauses else most),
    )


def _under_way(each: _Asked, place: Mapping[str, int], units: tuple[int, ...]) -> Job:
    """A project that has begun: what is left of it, from this week on, stays."""
    demand = _profiles(each, place, units, (-each.start, None))
    weeks = max([1, each.start + each.plan.delivery_weeks])
    options = (Sourcing("plan", (Block(weeks, demand),)),)
    return Job(each.plan.project.name, options, weight=0, planned=(0,), is_fixed=True)


def removable_pauses(plan: ProjectPlan) -> dict[int, tuple[InsertedWork, ...]]:
    """By phase (not the first), the pauses at its start in which nobody is staffed: levelling may change these."""
    found: dict[int, tuple[InsertedWork, ...]] = {}
    week = 1
    for number, phase in enumerate(plan.phases):
        works = _pauses_of(plan, phase)
        weeks = sum(work.weeks for work in works)
        is_idle = not any(w in line.weekly for line in plan.lines for w in range(week, week + weeks))
        if number and works and is_idle:
            found[phase.id or 0] = works
        week += plan.phase_weeks(phase)
    return found


def _pauses_of(plan: ProjectPlan, phase: Phase) -> tuple[InsertedWork, ...]:
    return tuple(w for w in plan.inserted if w.phase_id == phase.id and w.is_pause and not w.after_week)


def _profiles(
    each: _Asked, place: Mapping[str, int], units: tuple[int, ...], span: tuple[int, int | None]
) -> dict[int, tuple[int, ...]]:
    """What is asked for by role from one week of the project on, before another, in the role's units."""
    found: dict[int, list[int]] = {}
    for role, begin, end, asked in each.runs:
        number = place.get(role)
        low, high = max(begin, span[0]), end if span[1] is None else min(end, span[1])
        if number is None or low >= high:
            continue
        row = found.setdefault(number, [])
        row += [0] * (high - span[0] - len(row))
        for week in range(low - span[0], high - span[0]):
            row[week] += asked // units[number]
    return {number: tuple(row) for number, row in sorted(found.items())}


def _rest(book: LoadBook, asked: list[_Asked], roles: tuple[str, ...], units: tuple[int, ...]) -> Job:
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


def _unsupplied(asked: list[_Asked], place: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = {}
    for each in asked:
        for role in _roles_ahead(each):
            if role not in place:
                found.setdefault(role, {})[each.plan.id] = None
    return {role: tuple(ids) for role, ids in sorted(found.items())}


def _roles_ahead(each: _Asked) -> Iterator[str]:
    return (role for role, _, end, _ in each.runs if each.start + end > 0)
