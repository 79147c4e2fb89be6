"""Ways out of too much work, each with the effect that trying it out has (P4.9; screens: Capacity).

A way is tried on the snapshot: the changed portfolio is shown to a book of loads, read, and taken back. What is said of
a way is therefore what happens when it is taken; `operations.relief` makes the same change to the plan.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.engine.behind import Key
from mlplanner.engine.load_book import LoadBook, LoadRow, View
from mlplanner.engine.pausing import first_week
from mlplanner.engine.rates import rate_card
from mlplanner.engine.sourcing import after_lead_time
from mlplanner.engine.way_effects import Effects, effects_of
from mlplanner.engine.ways_out import ONE_FTE, Way, WayKind, changed
from mlplanner.engine.work_units import is_over
from mlplanner.playbook.entries import Playbook

_TRIED = 8
"""Projects and lines that are tried, the last in rank first: each costs a pass over the book."""
_FAR = 10_000
"""Weeks: as late as one likes."""
Report = Callable[[float], None]
"""Told the share that is done; raises to stop."""


def _unheard(_share: float) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Weeks with too much work, and the units of FTE missing in them: of one role or person, and of all roles and people."""

    weeks: int
    units: int
    all_weeks: int
    all_units: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A way, and what it changes."""

    way: Way
    before: Shortage
    after: Shortage
    effects: Effects = field(default_factory=Effects)
    """Money and dates."""
    missed: int = 0
    """Weeks that are short before somebody hired is there."""

    @property
    def is_help(self) -> bool:
        """True when less is missing where it was looked for, and in all: not only shifted to somebody else."""
        return self.after.units < self.before.units and self.after.all_units < self.before.all_units


class Trial:
    """Tries ways on one snapshot. `show` brings the book to a portfolio (see `CapacityCache.show`)."""

    def __init__(
        self, portfolio: Portfolio, show: Callable[[Portfolio], LoadBook], view: View, today: date, playbook: Playbook
    ) -> None:
        self.portfolio, self.view, self.today = portfolio, view, today
        self._show, self._playbook = show, playbook
        self._most = int(playbook.figure("move_weeks_most"))

    def shortage(self, book: LoadBook, key: Key) -> Shortage:
        """What is missing now."""
        own = book.shortage(key, self.view)
        keys: tuple[Key, ...] = (*book.roles, *book.people)
        of_all = [book.shortage(each, self.view) for each in keys]
        return Shortage(*own, sum(weeks for weeks, _ in of_all), sum(units for _, units in of_all))

    def effect(self, key: Key, way: Way) -> Tried:
        """Try one way, with what it does to money and dates; the book is as before afterwards."""
        return self._told(key, self._try(key, way))

    def ways_out(self, key: Key, first: int, end: int, report: Report = _unheard) -> list[Tried]:
        """What would help a role or person in the weeks at places `first` to `end` - 1, the most helpful first.

        Projects that have begun, are pinned or must be had are left where they are; so are those behind a deadline.
        """
        ways = list(self._ways(key, first, end))
        best: dict[tuple[WayKind, int, int], Tried] = {}
        for number, way in enumerate(ways):
            report(number / len(ways))
            tried = self._try(key, way)
            what = (tried.way.kind, tried.way.project_id, tried.way.line_id)
            if tried.is_help and (what not in best or _helps(tried) < _helps(best[what])):
                best[what] = tried
        return [self._told(key, tried) for tried in sorted(best.values(), key=_helps)]

    def _try(self, key: Key, way: Way) -> Tried:
        before = self.shortage(self._show(self.portfolio), key)
        try:
            after = self.shortage(self._show(changed(self.portfolio, way)), key)
        finally:
            self._show(self.portfolio)
        return Tried(way, before, after)

    def _told(self, key: Key, tried: Tried) -> Tried:
        """The same with money, dates and the weeks for which a hire comes too late."""
        book, way = self._show(self.portfolio), tried.way
        end = book.first + timedelta(days=DAYS_IN_WEEK * book.weeks)
        missed = 0
        if way.kind is WayKind.HIRE and way.first:
            row = book.row(key, self.view)
            missed = sum(row.is_over(week) for week, monday in enumerate(book.mondays) if monday < way.first)
        return replace(tried, effects=effects_of(self.portfolio, way, end), missed=missed)

    def _ways(self, key: Key, first: int, end: int) -> Iterator[Way]:
        book = self._show(self.portfolio)
        shares = book.shares(key, self.view, first, end)
        monday = book.first + timedelta(days=DAYS_IN_WEEK * first)
        last = book.first + timedelta(days=DAYS_IN_WEEK * end)
        role = key if isinstance(key, str) else self.portfolio.people[key].role
        plans = [self.portfolio.plans[key] for key in reversed(shares)]
        yield from self._moves(role, [plan for plan in plans if self.weeks_movable(plan)][:_TRIED], book)
        for plan in [plan for plan in plans if self._is_under_way(plan)][:_TRIED]:
            yield from self._pauses(role, plan)
        lines = [line for project_id in shares for line in self._lines(project_id, key, monday, last)][-_TRIED:]
        if isinstance(key, int):
            for line in lines:
                yield from self._swaps(line, key)
        if role:
            yield self._hire(role)
        for line in lines:
            if not line.sourcing.is_external:
                yield self._contract(line)

    def _moves(self, role: str, plans: list[ProjectPlan], book: LoadBook) -> Iterator[Way]:
        for plan in plans:
            for weeks in range(1, self.weeks_movable(plan) + 1):
                yield Way(WayKind.MOVE, role, plan.id, weeks=weeks)
        for plan in plans:
            weeks = self._weeks_until_room(plan, book)
            if weeks > self._most:  # else a move does it
                yield Way(WayKind.DEFER, role, plan.id, weeks=weeks)

    def weeks_movable(self, plan: ProjectPlan) -> int:
        """By how many weeks a project may be moved."""
        return min(self._weeks_free(plan), self._most)

    def _weeks_free(self, plan: ProjectPlan) -> int:
        """By how many weeks a project may start later, however far that is."""
        project = plan.project
        if project.start <= self.today or project.is_pinned or project.is_must_have:
            return 0
        return self._weeks_to_deadline(plan)

    def _weeks_to_deadline(self, plan: ProjectPlan) -> int:
        project = plan.project
        if project.deadline is None:
            return _FAR
        end = week_start(project.start, plan.delivery_weeks + 1)
        return max((project.deadline - end).days // DAYS_IN_WEEK + 1, 0)

    def _weeks_until_room(self, plan: ProjectPlan, book: LoadBook) -> int:
        """After how many weeks all that the project asks for is there; 0 when that lies outside the weeks looked at."""
        asked = book.asked(plan.id)
        rows = {role: book.row(role, self.view) for role in asked}
        last = min(self._weeks_free(plan), book.weeks)
        for weeks in range(1, last + 1):
            if all(self._has_room(rows[role], weekly, weeks, book.weeks) for role, weekly in asked.items()):
                return weeks
        return 0

    @staticmethod
    def _has_room(row: LoadRow, weekly: Mapping[int, int], by: int, weeks: int) -> bool:
        """True when a role has room for what is asked for `by` weeks later; what lies beyond the weeks can't be told."""
        for week, units in weekly.items():
            place = week + by
            if place >= weeks:
                return False
            if is_over(row.demand[place] - weekly.get(place, 0) + units, row.supply[place]):
                return False
        return True

    def _is_under_way(self, plan: ProjectPlan) -> bool:
        """True when the project has begun and may wait between its phases."""
        project = plan.project
        is_free = not (project.is_pinned or project.is_must_have)
        return is_free and project.start <= self.today and project.pause_weeks_most > 0

    def _pauses(self, role: str, plan: ProjectPlan) -> Iterator[Way]:
        """Waiting before the next phase, no longer than the project may and its deadline allows."""
        starts = ((phase, week_start(plan.project.start, first_week(plan, phase))) for phase in plan.phases)
        phase = next((phase for phase, start in starts if start > self.today), None)
        if phase is not None:
            for weeks in range(1, min(plan.project.pause_weeks_most, self._weeks_to_deadline(plan)) + 1):
                yield Way(WayKind.DEFER, role, plan.id, phase_id=phase.id or 0, weeks=weeks)

    def _lines(self, project_id: int, key: Key, monday: date, last: date) -> Iterator[StaffingLine]:
        plan = self.portfolio.plans[project_id]
        for line in plan.lines:
            weeks = [week_start(plan.project.start, week) for week in line.weekly]
            if key in (line.role, line.person_id) and any(monday <= week < last for week in weeks):
                yield line

    def _swaps(self, line: StaffingLine, person_id: int) -> Iterator[Way]:
        for key, person in self.portfolio.people.items():
            if person.role == line.role and key != person_id:
                yield Way(WayKind.SWAP, line.role, line.project_id, line.id or 0, person_id=key)

    def _hire(self, role: str) -> Way:
        lead = self._lead_weeks(role, Sourcing.HIRE)
        there = after_lead_time(self.today, lead)
        return Way(WayKind.HIRE, role, first=there, lead_weeks=lead, ramp_weeks=self._ramp_weeks(Sourcing.HIRE))

    def _contract(self, line: StaffingLine) -> Way:
        start = self.portfolio.plans[line.project_id].project.start
        begin, end = week_start(start, min(line.weekly)), week_start(start, max(line.weekly) + 1)
        lead = self._lead_weeks(line.role, Sourcing.CONTRACTOR)
        there = max(begin, after_lead_time(self.today, lead))
        return Way(
            WayKind.CONTRACT,
            line.role,
            line.project_id,
            line.id or 0,
            fte=min(max(line.weekly.values()), ONE_FTE),
            first=there,
            last=max(end - timedelta(days=3), there),
            lead_weeks=lead,
            ramp_weeks=self._ramp_weeks(Sourcing.CONTRACTOR),
        )

    def _lead_weeks(self, role: str, sourcing: Sourcing) -> int:
        """From the decision to the first day; none where the rate card has no rate."""
        rate = rate_card(self.portfolio).on(role, sourcing, self.today)
        return rate.lead_weeks if rate else 0

    def _ramp_weeks(self, who: Sourcing) -> int:
        return int(self._playbook.figure(f"ramp_{who.value}"))


def _helps(tried: Tried) -> tuple[int, int, int]:
    """Order of ways: what is still missing there, what is missing in all, how far a project is moved."""
    return tried.after.units, tried.after.all_units, tried.way.weeks


def advice(trial: Trial, book: LoadBook, count: int, report: Report = _unheard) -> list[Tried]:
    """The changes that would help all roles and people most, each tried; none when nothing is short or nothing helps."""
    tried: dict[Way, Tried] = {}
    keys = sorted(book.roles, key=lambda role: -book.shortage(role, trial.view)[1])[:count]
    for number, key in enumerate(keys):
        row = book.row(key, trial.view)
        over = [week for week in range(book.weeks) if row.is_over(week)]

        def part(share: float, number: int = number) -> None:
            report((number + share) / len(keys))

        if over:
            found = trial.ways_out(key, over[0], over[-1] + 1, part)
            tried |= {each.way: each for each in found}
    chosen: list[Tried] = []
    for each in sorted(tried.values(), key=lambda item: item.after.all_units):
        is_new = _what(each.way) not in {_what(one.way) for one in chosen}
        if is_new and each.after.all_units < each.before.all_units:
            chosen.append(each)
    return chosen[:count]


def _what(way: Way) -> tuple[object, ...]:
    """What makes two changes one advice: the same project put elsewhere, or the same kind of help for a role."""
    return ("dates", way.project_id) if way.is_of_dates else (way.kind, way.role)


def weeks_tried(weeks: int, playbook: Playbook) -> int:
    """How many weeks a book for trials holds: beyond those looked at, or work that is moved out of sight would seem done."""
    return weeks + int(playbook.figure("move_weeks_most"))
