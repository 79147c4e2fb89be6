"""Supply against demand per role, person and week, kept from one snapshot to the next (P4.9; `arithmetic.md`, Capacity).

One book holds the projects' runs, the sums, and what people can work; `show` brings it to a snapshot and does again only
what that snapshot changed. All figures are whole units of FTE (`work_units`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from mlplanner.domain.capacity import WorkPattern
from mlplanner.domain.enums import Commitment
from mlplanner.domain.people import TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.behind import Behind, Key
from mlplanner.engine.calendars import WorkCalendar, local_calendar
from mlplanner.engine.demands import week_of
from mlplanner.engine.load_sums import Layer, LoadSums, layers
from mlplanner.engine.results import Load
from mlplanner.engine.supplies import WorkTime, supply, time_of_person, time_of_pool
from mlplanner.engine.trainings import training_demand
from mlplanner.engine.work_units import TOLERANCE, is_over, to_units
from mlplanner.playbook.entries import Playbook

OwnedT = TypeVar("OwnedT", WorkPattern, TimeOff)


@dataclass(frozen=True, slots=True)
class View:
    """Which projects count, and whether those that are not confirmed count with their probability only."""

    counted: frozenset[Commitment] = frozenset(Commitment)
    is_weighted: bool = False

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The sums that are added up."""
        return layers(self.counted, is_weighted=self.is_weighted)


@dataclass(frozen=True, slots=True)
class LoadRow:
    """Units of FTE by week of one role or person; `sure` is the part of `demand` that confirmed projects ask for."""

    supply: Sequence[int]
    demand: Sequence[int]
    sure: Sequence[int]

    def is_over(self, week: int) -> bool:
        """True when more is asked for than there is in the week at place `week`."""
        return is_over(self.demand[week], self.supply[week])


class LoadBook:
    """Capacity over `weeks` weeks from the Monday of `first` on."""

    def __init__(self, first: date, weeks: int) -> None:
        self.first, self.weeks = monday_of(first), weeks
        self.calendar = WorkCalendar({})
        self.roles: tuple[str, ...] = ()
        """Roles with supply or demand, in alphabetical order."""
        self.people: tuple[int, ...] = ()
        """People with a main role or with work of their own, in the portfolio's order."""
        self.by_role: Mapping[str, tuple[int, ...]] = {}
        """Role → the people whose main role it is."""
        self._sums = LoadSums(week_of(self.first), weeks)
        self._supply_of: dict[Key, tuple[int, ...]] = {}
        self._known: dict[tuple[WorkTime, tuple[str, str]], tuple[int, ...]] = {}
        self._supplied: tuple[str, ...] = ()
        self._trained: dict[Key, list[int]] = {}
        self._trained_for: dict[Key, dict[int, set[int]]] = {}
        self._rows: dict[tuple[Key, View], LoadRow] = {}
        self._short: dict[tuple[Key, View], tuple[int, int]] = {}
        self.loads: dict[tuple[Key, View], Load] = {}
        """Rows in FTE, as far as somebody asked for them; they go when the row does (see `capacity.load_of`)."""
        self._context: tuple[object, ...] = ()

    @property
    def mondays(self) -> tuple[date, ...]:
        """The weeks."""
        return tuple(self.first + timedelta(days=DAYS_IN_WEEK * place) for place in range(self.weeks))

    def show(
        self, portfolio: Portfolio, playbook: Playbook, calendar: WorkCalendar, *, has_trainings: bool = True
    ) -> None:
        """Bring the book to a snapshot; `calendar` is the portfolio's and covers the weeks.

        Raises BadInput when a person's country or region has no known public holidays.
        """
        touched = self._sums.show(portfolio.plans, playbook, calendar)
        if has_trainings and (portfolio.enrolments or self._trained):
            touched |= {*self._trained}
            self._train(portfolio, playbook)
            touched |= {*self._trained}
        self._supply(portfolio, calendar, touched)
        for kept in (self._rows, self._short, self.loads):
            for key in [each for each in kept if each[0] in touched]:
                kept.pop(key)
        asked = {*self._sums.keys, *self._trained}
        self.roles = tuple(sorted({*self.by_role, *self._supplied, *(key for key in asked if isinstance(key, str))}))
        self.people = tuple(key for key, person in portfolio.people.items() if person.role or key in asked)

    def move(self, first: date, weeks: int) -> None:
        """Look at other weeks from the next `show` on; what each project asks for is kept."""
        self.first, self.weeks = monday_of(first), weeks
        self._sums.move(week_of(self.first), weeks)
        self._supply_of, self._known, self._rows, self._short, self._context = {}, {}, {}, {}, ()
        self.loads = {}
        self._trained, self._trained_for = {}, {}

    def row(self, key: Key, view: View) -> LoadRow:
        """Supply and demand of a role or person; nothing at all for one that the book does not know."""
        known = self._rows.get((key, view))
        if known is None:
            # Somebody who is enrolled is trained for sure.
            extra = self._trained.get(key) if Commitment.CONFIRMED in view.counted else None
            demand, sure = self._sums.demand(key, view.layers), self._sums.demand(key, _sure(view))
            if extra is not None:
                demand = [a + b for a, b in zip(demand, extra, strict=True)]
                sure = [a + b for a, b in zip(sure, extra, strict=True)]
            known = LoadRow(self._supply_of.get(key) or (0,) * self.weeks, demand, sure)
            self._rows[key, view] = known
        return known

    def shortage(self, key: Key, view: View) -> tuple[int, int]:
        """In how many weeks more is asked of a role or person than there is, and the units missing in all of them."""
        known = self._short.get((key, view))
        if known is None:
            row = self.row(key, view)
            gaps = [wanted - there for wanted, there in zip(row.demand, row.supply, strict=True)]
            short = [gap for gap in gaps if gap > TOLERANCE]
            known = self._short[key, view] = (len(short), sum(short))
        return known

    def projects(self, key: Key, view: View) -> Behind:
        """The projects behind each week's demand, in rank order; training is behind it for the project that pays."""
        return Behind(self._sums.index, key, view.counted, self._trained_for.get(key, {}))

    def shares(self, key: Key, view: View, first: int, end: int) -> dict[int, list[int]]:
        """Project, in rank order → its units in the weeks at places `first` to `end` - 1; training is not a project's."""
        found: dict[int, list[int]] = {}
        base = self._sums.first
        for asks, runs in self._sums.index.of(key, view.counted):
            weekly = [0] * (end - first)
            for run in asks.weighted(runs) if view.is_weighted else runs:
                for week in range(max(run[2] - base, first), min(run[3] - base, end)):
                    weekly[week - first] += run[4]
            if any(weekly):
                found[asks.project_id] = weekly
        return found

    def asked(self, project_id: int) -> dict[str, dict[int, int]]:
        """What one project asks of each role: the place of the week → units; nothing when it was withdrawn."""
        found: dict[str, dict[int, int]] = {}
        for role, _, first, end, units in self._sums.asks(project_id).runs:
            weekly = found.setdefault(role, {})
            for week in range(max(first - self._sums.first, 0), min(end - self._sums.first, self.weeks)):
                weekly[week] = weekly.get(week, 0) + units
        return found

    def _train(self, portfolio: Portfolio, playbook: Playbook) -> None:
        self._trained, self._trained_for = {}, {}
        for training, monday, fte in training_demand(portfolio, playbook):
            place = week_of(monday) - self._sums.first
            if not 0 <= place < self.weeks:
                continue
            person = training.person
            keys: list[Key] = [person.id or 0, *([person.role] if person.role else [])]
            for key in keys:
                self._trained.setdefault(key, [0] * self.weeks)[place] += to_units(fte)
                if training.charged_to is not None:
                    self._trained_for.setdefault(key, {}).setdefault(place, set()).add(training.charged_to)

    def _supply(self, portfolio: Portfolio, calendar: WorkCalendar, touched: set[Key]) -> None:
        """What people and pools can work; people whose time did not change keep theirs."""
        parts = (portfolio.people, portfolio.patterns, portfolio.time_off, portfolio.pools, portfolio.closures)
        context = (*parts, portfolio.settings, calendar)
        if len(self._context) == len(context) and all(a is b for a, b in zip(self._context, context, strict=True)):
            return
        if self._context[4:] != context[4:]:
            self._known = {}
        self._context, self.calendar = context, calendar
        before, self._supply_of = self._supply_of, {}
        roles: dict[str, list[int]] = {}
        patterns, absences = _owned(portfolio.patterns), _owned(portfolio.time_off)
        for key, person in portfolio.people.items():
            time = time_of_person(person, patterns.get(key, ()), absences.get(key, ()))
            self._supply_of[key] = self._worked(portfolio, time, (person.country, person.region))
            if person.role:
                roles.setdefault(person.role, []).append(key)
        self.by_role = {role: tuple(keys) for role, keys in roles.items()}
        rows = {role: [self._supply_of[key] for key in keys] for role, keys in roles.items()}
        for pool in portfolio.pools:
            rows.setdefault(pool.role, []).append(self._worked(portfolio, time_of_pool(pool), ("", "")))
        self._supplied = tuple(rows)
        self._supply_of.update((role, tuple(map(sum, zip(*each, strict=True)))) for role, each in rows.items())
        touched.update(k for k in {*before, *self._supply_of} if before.get(k) != self._supply_of.get(k))

    def _worked(self, portfolio: Portfolio, time: WorkTime, place: tuple[str, str]) -> tuple[int, ...]:
        known = self._known.get((time, place))
        if known is None:
            calendar = self._calendar_of(portfolio, place)
            known = supply(time, [calendar.worked(monday) for monday in self.mondays], self.first)
            self._known[time, place] = known
        return known

    def _calendar_of(self, portfolio: Portfolio, place: tuple[str, str]) -> WorkCalendar:
        """The portfolio's calendar, unless the person works under the public holidays of another place."""
        if not any(place) or place == (portfolio.settings.country, portfolio.settings.region):
            return self.calendar
        last = self.first + timedelta(days=DAYS_IN_WEEK * self.weeks)
        return local_calendar(portfolio.settings, portfolio.closures, self.first, last, place)


def _sure(view: View) -> tuple[Layer, ...]:
    return layers(view.counted & {Commitment.CONFIRMED}, is_weighted=False)


def _owned(rows: Iterable[OwnedT]) -> dict[int, list[OwnedT]]:
    owned: dict[int, list[OwnedT]] = {}
    for row in rows:
        owned.setdefault(row.person_id, []).append(row)
    return owned
