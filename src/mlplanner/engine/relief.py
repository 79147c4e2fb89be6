"""Ways out of too much work, each with the effect that trying it out has (P4.9; screens: Capacity).

A way is tried on the snapshot: the changed portfolio is shown to a book of loads, read, and taken back. What is said of
a way is therefore what happens when it is taken; `operations.relief` makes the same change to the plan.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, week_start
from mlplanner.engine.behind import Key
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.moving import moved_plan
from mlplanner.engine.rates import rate_card

ONE_FTE = Decimal(1)
_TRIED = 8
"""Projects and lines that are tried, the last in rank first: each costs a pass over the book."""


class WayKind(StrEnum):
    """What is changed."""

    MOVE = "move"
    SWAP = "swap"
    HIRE = "hire"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Way:
    """One change that could help."""

    kind: WayKind
    role: str = ""
    project_id: int = 0
    line_id: int = 0
    person_id: int = 0
    """Who takes the line over (swap)."""
    weeks: int = 0
    """By how many weeks the project starts later (move)."""
    fte: Decimal = ONE_FTE
    first: date | None = None
    last: date | None = None
    """When the person to be found is there (hire, contract)."""


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

    @property
    def is_help(self) -> bool:
        """True when less is missing where it was looked for, and in all: not only shifted to somebody else."""
        return self.after.units < self.before.units and self.after.all_units < self.before.all_units


class Trial:
    """Tries ways on one snapshot. `show` brings the book to a portfolio (see `CapacityCache.show`)."""

    def __init__(
        self, portfolio: Portfolio, show: Callable[[Portfolio], LoadBook], view: View, today: date, weeks_most: int
    ) -> None:
        self.portfolio, self.view, self.today = portfolio, view, today
        self._show, self._most = show, weeks_most

    def shortage(self, book: LoadBook, key: Key) -> Shortage:
        """What is missing now."""
        own = book.shortage(key, self.view)
        keys: tuple[Key, ...] = (*book.roles, *book.people)
        of_all = [book.shortage(each, self.view) for each in keys]
        return Shortage(*own, sum(weeks for weeks, _ in of_all), sum(units for _, units in of_all))

    def effect(self, key: Key, way: Way) -> Tried:
        """Try one way; the book is as before afterwards."""
        before = self.shortage(self._show(self.portfolio), key)
        try:
            after = self.shortage(self._show(changed(self.portfolio, way)), key)
        finally:
            self._show(self.portfolio)
        return Tried(way, before, after)

    def ways_out(self, key: Key, first: int, end: int) -> list[Tried]:
        """What would help a role or person in the weeks at places `first` to `end` - 1, the most helpful first.

        Projects that have begun, are pinned or must be had are left where they are; so are those behind a deadline.
        """
        found = [self.effect(key, way) for way in self._ways(key, first, end)]
        best: dict[tuple[WayKind, int, int], Tried] = {}
        for tried in found:
            what = (tried.way.kind, tried.way.project_id, tried.way.line_id)
            if tried.is_help and (what not in best or _helps(tried) < _helps(best[what])):
                best[what] = tried
        return sorted(best.values(), key=_helps)

    def _ways(self, key: Key, first: int, end: int) -> Iterator[Way]:
        book = self._show(self.portfolio)
        shares = book.shares(key, self.view, first, end)
        monday = book.first + timedelta(days=DAYS_IN_WEEK * first)
        last = book.first + timedelta(days=DAYS_IN_WEEK * end)
        role = key if isinstance(key, str) else self.portfolio.people[key].role
        movable = [key for key in reversed(shares) if self.weeks_movable(self.portfolio.plans[key])]
        for project_id in movable[:_TRIED]:
            for weeks in range(1, self.weeks_movable(self.portfolio.plans[project_id]) + 1):
                yield Way(WayKind.MOVE, role, project_id, weeks=weeks)
        lines = [line for project_id in shares for line in self._lines(project_id, key, monday, last)][-_TRIED:]
        if isinstance(key, int):
            for line in lines:
                yield from self._swaps(line, key)
        if role:
            yield Way(WayKind.HIRE, role, first=self._there(role, Sourcing.HIRE, self.today))
        for line in lines:
            if not line.sourcing.is_external:
                yield self._contract(line)

    def weeks_movable(self, plan: ProjectPlan) -> int:
        """By how many weeks a project may start later."""
        project = plan.project
        if project.start <= self.today or project.is_pinned or project.is_must_have:
            return 0
        if project.deadline is None:
            return self._most
        end = week_start(project.start, plan.delivery_weeks + 1)
        return min(max((project.deadline - end).days // DAYS_IN_WEEK + 1, 0), self._most)

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

    def _contract(self, line: StaffingLine) -> Way:
        start = self.portfolio.plans[line.project_id].project.start
        begin, end = week_start(start, min(line.weekly)), week_start(start, max(line.weekly) + 1)
        there = max(begin, self._there(line.role, Sourcing.CONTRACTOR, self.today))
        fte = min(max(line.weekly.values()), ONE_FTE)
        last = max(end - timedelta(days=3), there)
        return Way(WayKind.CONTRACT, line.role, line.project_id, line.id or 0, fte=fte, first=there, last=last)

    def _there(self, role: str, sourcing: Sourcing, today: date) -> date:
        """The first Monday on which somebody could be there: after the lead time of the rate card."""
        rate = rate_card(self.portfolio).on(role, sourcing, today)
        return monday_of(today + timedelta(days=DAYS_IN_WEEK * ((rate.lead_weeks if rate else 0) + 1)))


def changed(portfolio: Portfolio, way: Way) -> Portfolio:
    """The portfolio as it would be."""
    people = dict(portfolio.people)
    if way.kind in (WayKind.HIRE, WayKind.CONTRACT):
        newcomer = person_of(way, "?").model_copy(update={"id": max(people, default=0) + 1})
        people[newcomer.id or 0] = newcomer
    if way.kind is WayKind.HIRE:
        return replace(portfolio, people=people)
    plan = portfolio.plans[way.project_id]
    if way.kind is WayKind.MOVE:
        start = plan.project.start + timedelta(days=DAYS_IN_WEEK * way.weeks)
        moved = moved_plan(plan, start)
        project = plan.project.model_copy(update={"start": start})
        plan = replace(plan, project=project, drills=moved.drills, rota=moved.rota)
    else:
        fields = line_fields(way, max(people))
        lines = [line.model_copy(update=fields) if line.id == way.line_id else line for line in plan.lines]
        plan = replace(plan, lines=tuple(lines))
    return replace(portfolio, people=people, plans={**portfolio.plans, plan.id: plan})


def person_of(way: Way, name: str) -> Person:
    """The person still to be found of a hire or contract."""
    return Person(
        name=name,
        role=way.role,
        fte=way.fte,
        employed_from=way.first,
        employed_to=way.last,
        sourcing=Sourcing.HIRE if way.kind is WayKind.HIRE else Sourcing.CONTRACTOR,
        is_placeholder=True,
    )


def line_fields(way: Way, newcomer_id: int) -> dict[str, object]:
    """What a swap or contract changes of the line."""
    if way.kind is WayKind.SWAP:
        return {"person_id": way.person_id, "placeholder": ""}
    return {"person_id": newcomer_id, "placeholder": "", "sourcing": Sourcing.CONTRACTOR}


def _helps(tried: Tried) -> tuple[int, int, int]:
    """Order of ways: what is still missing there, what is missing in all, how far a project is moved."""
    return tried.after.units, tried.after.all_units, tried.way.weeks


def advice(trial: Trial, book: LoadBook, count: int) -> list[Tried]:
    """The changes that would help all roles and people most, each tried; none when nothing is short or nothing helps."""
    tried: dict[Way, Tried] = {}
    for key in sorted(book.roles, key=lambda role: -book.shortage(role, trial.view)[1])[:count]:
        row = book.row(key, trial.view)
        over = [week for week in range(book.weeks) if row.is_over(week)]
        if over:
            tried |= {each.way: each for each in trial.ways_out(key, over[0], over[-1] + 1)}
    chosen: list[Tried] = []
    for each in sorted(tried.values(), key=lambda item: item.after.all_units):
        is_new = (each.way.kind, each.way.role) not in {(one.way.kind, one.way.role) for one in chosen}
        if is_new and each.after.all_units < each.before.all_units:
            chosen.append(each)
    return chosen[:count]
