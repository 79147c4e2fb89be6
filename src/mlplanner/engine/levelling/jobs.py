"""A project as jobs of the levelling problem: what of it may move, from when on, what that costs, who may staff it (P4.9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.problem import Block, Job, Sourcing
from mlplanner.engine.levelling.ways import Way, cost_of, earliest_start, ways_of
from mlplanner.engine.rates import RateCard
from mlplanner.engine.values import week_of_delay
from mlplanner.engine.work_units import to_units
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class Asked:
    """A project's runs, in weeks from its own start; role, first, end, billionths of an FTE."""

    plan: ProjectPlan
    start: int
    runs: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides how a project may move and what that costs."""

    portfolio: Portfolio
    playbook: Playbook
    options: LevelOptions
    first: date
    card: RateCard
    place: Mapping[str, int]
    """Role → its number in the problem."""
    units: tuple[int, ...]
    """By role, billionths of an FTE in a unit."""
    short: frozenset[str]
    """Roles that are asked for more than there is in some week of the plan."""
    calendar: WorkCalendar

    def weight(self, plan: ProjectPlan) -> int:
        """Whole money a week of delay costs; at least 1, so that no project is put off for nothing."""
        return max(1, round(week_of_delay(plan)))

    def factor(self, plan: ProjectPlan) -> int:
        """How many weeks of delay a week past the deadline counts for, beside itself."""
        key = "must_have_late_factor" if plan.project.is_must_have else "late_factor"
        return int(self.playbook.figures[key].value)

    def earliest(self, each: Asked) -> int:
        """The first week in which the project may begin; next week is the soonest."""
        day = each.plan.project.earliest_start
        if day is not None:
            return max(1, -(-(day - self.first).days // DAYS_IN_WEEK))
        return 1 if self.options.is_earlier_allowed else max(1, each.start)

    def deadline(self, plan: ProjectPlan) -> int | None:
        """The week after the last in which the project may end; delivery is that week's last working day."""
        day = plan.project.deadline
        if day is None:
            return None
        week = (monday_of(day) - self.first).days // DAYS_IN_WEEK
        return week + 1 if self.calendar.last_working_day(monday_of(day)) <= day else week


@dataclass(frozen=True, slots=True)
class Read:
    """A job, from which of the project's phases on it is that, and what its ways to be staffed change."""

    job: Job
    phase: int = 0
    ways: tuple[Way, ...] = ((),)


def jobs_of(each: Asked, terms: Terms) -> tuple[Read, ...]:
    """The project as one job; one that is under way as what has begun, which stays, and the rest, if that may wait."""
    begun = phases_begun(each)
    if begun == 0 and each.plan.phases:
        return (_whole(each, terms),)
    rest = _rest_of(each, terms, begun)
    if rest is None:
        return (Read(_staying(each, terms, each.plan.delivery_weeks, None)),)
    end = (rest.job.planned or (0,))[0] - each.start
    return Read(_staying(each, terms, end, end)), rest


def phases_begun(each: Asked) -> int:
    """How many phases have begun by this week, or did according to their actual dates; all when there are none."""
    begun, week = 0, each.start
    for number, phase in enumerate(each.plan.phases, start=1):
        if week < 1 or phase.actual_start is not None or phase.actual_end is not None:
            begun = number
        week += each.plan.phase_weeks(phase)
    return begun


def _whole(each: Asked, terms: Terms) -> Read:
    """A project that has not begun."""
    project = each.plan.project
    job, most = _movable(each, terms, 0)
    may_pause = terms.options.has_pauses or removable_pauses(each.plan)
    job = replace(
        job,
        earliest=terms.earliest(each),
        is_fixed=project.is_pinned,
        is_must_have=project.is_must_have,
        pause_most=most if may_pause else 0,
    )
    if not terms.options.may_source or project.is_pinned:
        return Read(job)
    ways: list[Way] = [(), *ways_of(each.plan, terms.playbook, terms.calendar, terms.card, terms.short)]
    options = (job.options[0], *(_sourced(each, terms, job, way) for way in ways[1:]))
    return Read(replace(job, options=options), ways=tuple(ways))


def _rest_of(each: Asked, terms: Terms, begun: int) -> Read | None:
    """The phases of a project under way that have not begun: later only, by no longer a pause than the project allows."""
    project = each.plan.project
    if begun >= len(each.plan.phases) or project.is_pinned or project.is_must_have or not terms.options.has_pauses:
        return None
    job, most = _movable(each, terms, begun)
    first = (job.planned or (0,))[0]
    had = sum(work.weeks for work in removable_pauses(each.plan).get(each.plan.phases[begun].id or 0, ()))
    if not most:
        return None
    job = replace(job, name=f"The rest of {project.name}", earliest=first, latest=first + most - had, pause_most=most)
    return Read(job, begun)


def _movable(each: Asked, terms: Terms, begun: int) -> tuple[Job, int]:
    """The phases from number `begun` on as a job, and the longest pause that the project may make."""
    plan = each.plan
    pauses = removable_pauses(plan)
    starts, blocks = list[int](), list[Block]()
    week = 0
    for number, phase in enumerate(plan.phases):
        waits = sum(work.weeks for work in pauses.get(phase.id or 0, ()))
        weeks = plan.phase_weeks(phase) - waits
        begin = week + waits
        week = begin + weeks
        if number >= begun:
            end = None if number == len(plan.phases) - 1 else week
            blocks.append(Block(weeks, _profiles(each, terms, (begin, end))))
            starts.append(each.start + begin)
    weight = terms.weight(plan)
    job = Job(
        name=plan.project.name,
        options=(Sourcing("plan", tuple(blocks)),),
        deadline=terms.deadline(plan),
        weight=weight,
        late_weight=weight * terms.factor(plan),
        planned=tuple(starts),
    )
    most = max([plan.project.pause_weeks_most, *(sum(work.weeks for work in works) for works in pauses.values())])
    return job, most


def _sourced(each: Asked, terms: Terms, job: Job, way: Way) -> Sourcing:
    """The job with some lines done by people found for them; what is dearer is paid, what is cheaper is not counted."""
    lines = {line.line_id for line in way}
    runs = [
        (line.role, week - 1, week, to_units(fte))
        for line in each.plan.lines
        if line.id in lines
        for week, fte in line.weekly.items()
    ]
    bought = replace(each, runs=tuple(runs))
    blocks = []
    for number, (block, start) in enumerate(zip(job.options[0].blocks, job.planned or (), strict=True)):
        begin = start - each.start
        is_last = number == len(job.options[0].blocks) - 1
        eased = _profiles(bought, terms, (begin, None if is_last else begin + block.weeks))
        blocks.append(Block(block.weeks, _less(block.demand, eased), eased))
    earliest = (earliest_start(way, terms.first) - terms.first).days // DAYS_IN_WEEK
    name = ", ".join(dict.fromkeys(f"{line.role} {line.after}" for line in way))
    return Sourcing(name, tuple(blocks), max(0, round(cost_of(way))), earliest)


def _less(demand: Mapping[int, tuple[int, ...]], eased: Mapping[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """What is left to ask for; roles that are not asked for any more are left out."""
    found = {}
    for role, row in demand.items():
        others = eased.get(role, ())
        left = tuple(units - (others[week] if week < len(others) else 0) for week, units in enumerate(row))
        if any(left):
            found[role] = left
    return found


def _staying(each: Asked, terms: Terms, weeks: int, end: int | None) -> Job:
    """What stays of a project: from this week on, before week `end` of the project (None: all)."""
    demand = _profiles(each, terms, (-each.start, end))
    options = (Sourcing("plan", (Block(max(1, each.start + weeks), demand),)),)
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


def _profiles(each: Asked, terms: Terms, span: tuple[int, int | None]) -> dict[int, tuple[int, ...]]:
    """What is asked for by role from one week of the project on, before another, in the role's units."""
    found: dict[int, list[int]] = {}
    for role, begin, end, asked in each.runs:
        number = terms.place.get(role)
        low, high = max(begin, span[0]), end if span[1] is None else min(end, span[1])
        if number is None or low >= high:
            continue
        row = found.setdefault(number, [])
        row += [0] * (high - span[0] - len(row))
        for week in range(low - span[0], high - span[0]):
            row[week] += asked // terms.units[number]
    return {number: tuple(row) for number, row in sorted(found.items())}
