"""The problem as arrays: where a job fits, what a place costs, and what it would cost at given prices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mlplanner.engine.levelling.problem import DAYS, Job, Problem, Schedule, Spot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
PLENTY = 1 << 52
"""Capacity of the weeks beyond the horizon, which are not looked at."""
STRETCH = 24
"""Starts that are looked at together."""
NEVER = 1 << 60
"""The cost of a place that is not allowed."""


@dataclass(frozen=True)
class Part:
    """Phases that are placed as one, because no pause lies between them: demand by role and week."""

    weeks: int
    rows: Ints
    demand: Ints
    """One row for each of `rows`."""
    cells: Ints
    """For the first starts of a stretch, the places in the flat grid of all that is asked for."""
    units: Ints
    """What is asked for there."""
    eased: Ints
    """As `demand`, what people found for the job do."""
    away: Ints
    """Of five days of each week, those on which they don't."""

    @cached_property
    def is_eased(self) -> bool:
        """Whether anything depends on the week in which it starts."""
        return bool(self.eased.any() and self.away.any())

    @cached_property
    def _extras(self) -> tuple[Ints, Ints]:
        """For each of the cells, its week and what is eased there."""
        row, week = np.nonzero(self.demand + self.eased)
        return week, self.eased[row, week]

    def asked(self, start: int) -> Ints:
        """What is asked for by role and week when it starts in this week."""
        if not self.is_eased:
            return self.demand
        away = self.away[start : start + self.demand.shape[1]]
        asked = self.demand.copy()
        asked[:, : len(away)] += -(-self.eased[:, : len(away)] * away // DAYS)
        return asked

    def wanted(self, starts: Ints) -> Ints:
        """`units` at these starts, one row each."""
        if not self.is_eased:
            return self.units
        week, eased = self._extras
        away = self.away[np.minimum(starts[:, None] + week, len(self.away) - 1)]
        wanted: Ints = self.units - (-eased * away // DAYS)
        return wanted

    def first_fit(self, flat: Ints, low: int, high: int) -> int | None:
        """The first start from `low` to before `high` at which `flat`, the grid in one row, has room."""
        if not len(self.units):
            return low if low < high else None
        while low < high:
            cells = self.cells[: high - low]
            ok = np.all(flat[low:].take(cells) >= self.wanted(np.arange(low, low + len(cells))), axis=1)
            first = int(ok.argmax())
            if ok[first]:
                return low + first
            low += STRETCH
        return None

    def fits(self, free: Ints) -> Bools:
        """For each start week, whether `free` has room."""
        if not len(self.rows):
            return np.ones(free.shape[1], dtype=bool)
        length = self.demand.shape[1]
        windows = sliding_window_view(free[self.rows], length, axis=1)
        ok: Bools = np.all(windows >= self._windows(length), axis=(0, 2))
        return ok

    def _windows(self, length: int) -> Ints:
        """What is asked for by role, start and week; starts are one where they make no difference."""
        if not self.is_eased:
            return self.demand[:, None, :]
        away = sliding_window_view(self.away, length)
        asked: Ints = self.demand[:, None, :] - (-self.eased[:, None, :] * away[None] // DAYS)
        return asked

    def priced(self, prices: Floats) -> Floats:
        """For each start week, what the people cost at `prices` by role and week."""
        if not len(self.rows):
            return np.zeros(prices.shape[1])
        windows = sliding_window_view(prices[self.rows], self.demand.shape[1], axis=1)
        if self.is_eased:
            eased: Floats = np.einsum("rsw,rsw->s", windows, self._windows(self.demand.shape[1]))
            return eased
        priced: Floats = np.einsum("rsw,rw->s", windows, self.demand)
        return priced


@dataclass(frozen=True)
class Form:
    """One way to staff a job, ready for arrays."""

    option: int
    parts: tuple[Part, ...]
    offsets: tuple[tuple[int, ...], ...]
    """For each part, where its phases start within it."""
    earliest: int
    latest: int
    """The last week in which it may start."""
    cost: Ints
    """By start week of the last part; NEVER where the job may not lie."""
    pause: int

    def starts(self, parts: Sequence[int]) -> tuple[int, ...]:
        """Start weeks of the phases from those of the parts."""
        return tuple(start + off for start, offs in zip(parts, self.offsets, strict=True) for off in offs)


@dataclass(frozen=True)
class Place:
    """A spot as the arrays see it."""

    item: int
    form: int
    parts: tuple[int, ...]
    cost: int


class Grid:
    """Arrays for a problem. `frozen` jobs stay in the plan and only take capacity; the others are the items."""

    def __init__(self, problem: Problem, frozen: Iterable[int] = ()) -> None:
        self.problem = problem
        self.frozen = frozenset(frozen)
        self.weeks = problem.weeks
        tails = [
            sum(block.weeks for block in option.blocks) + max(map(_reach, option.blocks), default=0)
            for job in problem.jobs
            for option in job.options
        ]
        self.width = self.weeks + max(tails, default=0) + 1
        self.away = np.zeros(self.width, dtype=np.int64)
        self.away[: len(problem.away)] = problem.away
        self.items = tuple(place for place in range(len(problem.jobs)) if place not in self.frozen)
        self.forms = tuple(tuple(self._forms(problem.jobs[place])) for place in self.items)
        self.room = self._room()

    def _room(self) -> Ints:
        """Capacity that is left beside the frozen jobs; at least 0."""
        room = np.full((len(self.problem.roles), self.width), PLENTY, dtype=np.int64)
        room[:, : self.weeks] = np.array(self.problem.capacity, dtype=np.int64).reshape(
            len(self.problem.roles), self.weeks
        )
        for place in self.frozen:
            job = self.problem.jobs[place]
            for form in self._forms(job):
                if form.option == 0:
                    self._take(room, form, _part_starts(form, job.planned or ()))
        return np.maximum(room, 0)

    def _forms(self, job: Job) -> Iterator[Form]:
        pause = self.weeks if job.pause_most is None else job.pause_most
        if job.is_fixed:
            pause = self.weeks  # its own pauses are part of where it lies
        for number, option in enumerate(job.options):
            groups = [[block] for block in option.blocks] if pause else [list(option.blocks)]
            parts, offsets = [], []
            for group in groups:
                starts = tuple(int(x) for x in np.cumsum([0, *(block.weeks for block in group)]))
                profiles: dict[int, Ints] = {}
                for block, off in zip(group, starts, strict=False):
                    for kind, asked in enumerate((block.demand, block.eased)):
                        for role, units in asked.items():
                            row = profiles.setdefault(role, np.zeros((2, self.width), dtype=np.int64))
                            row[kind, off : off + len(units)] += np.array(units, dtype=np.int64)
                parts.append(self._part(starts[-1], profiles))
                offsets.append(starts[:-1])
            earliest = max(job.earliest, option.earliest)
            latest = self.weeks if job.latest is None else job.latest
            cost = self._costs(job, number, (earliest, latest), parts)
            yield Form(number, tuple(parts), tuple(offsets), earliest, latest, cost, pause)

    def _part(self, weeks: int, profiles: dict[int, Ints]) -> Part:
        """`profiles`: for each role, what is asked for and what is eased by week."""
        roles = sorted(role for role, row in profiles.items() if row.any())
        length = max((int(np.flatnonzero(profiles[role].any(axis=0))[-1]) + 1 for role in roles), default=1)
        both = np.array([profiles[role][:, :length] for role in roles], dtype=np.int64).reshape(len(roles), 2, length)
        rows, demand, eased = np.array(roles, dtype=np.int64), both[:, 0], both[:, 1]
        row, week = np.nonzero(demand + eased)
        cells = rows[row] * self.width + week if len(rows) else row
        firsts = np.arange(STRETCH)[:, None]
        return Part(weeks, rows, demand, firsts + cells, demand[row, week], eased, self.away)

    def _costs(self, job: Job, option: int, span: tuple[int, int], parts: Sequence[Part]) -> Ints:
        end = np.arange(self.width, dtype=np.int64) + parts[-1].weeks
        cost = job.weight * np.maximum(0, end - job.earliest - job.weeks) + job.options[option].cost
        if job.deadline is not None:
            cost += job.late_weight * np.maximum(0, end - job.deadline)
        soonest = span[0] + sum(part.weeks for part in parts[:-1])
        cost[:soonest] = NEVER
        if len(parts) == 1:
            cost[span[1] + 1 :] = NEVER
        cost[end > self.weeks] = NEVER
        return cost

    @cached_property
    def cost_scale(self) -> float:
        """Divides costs so that the largest weight of a week is about 1."""
        return float(
            max((self.problem.jobs[p].weight + self.problem.jobs[p].late_weight for p in self.items), default=1) or 1
        )

    def _take(self, free: Ints, form: Form, parts: Sequence[int], sign: int = 1) -> None:
        for part, start in zip(form.parts, parts, strict=True):
            if len(part.rows):
                end = min(start + part.demand.shape[1], self.width)
                free[part.rows, start:end] -= sign * part.asked(start)[:, : end - start]

    def take(self, free: Ints, place: Place) -> None:
        """Take the place's people out of `free`."""
        self._take(free, self.forms[place.item][place.form], place.parts)

    def give(self, free: Ints, place: Place) -> None:
        """Put them back."""
        self._take(free, self.forms[place.item][place.form], place.parts, -1)

    def free(self, places: Iterable[Place]) -> Ints:
        """Capacity left beside the frozen jobs and these."""
        free = self.room.copy()
        for place in places:
            self.take(free, place)
        return free

    def possible(self, item: int, form: int, free: Ints, not_before: int = 0) -> list[Bools]:
        """For each part, the starts at which it fits and can be reached from the parts before it."""
        shape = self.forms[item][form]
        reach: list[Bools] = []
        for number, part in enumerate(shape.parts):
            ok = np.zeros(self.width, dtype=bool)
            fits = part.fits(free)
            ok[: len(fits)] = fits
            if number == 0:
                ok[: max(shape.earliest, not_before)] = False
                ok[shape.latest + 1 :] = False
            else:
                ok &= _spread(reach[-1], shape.parts[number - 1].weeks, shape.pause)
            reach.append(ok)
        return reach

    def best(self, item: int, free: Ints, not_before: int = 0) -> Place | None:
        """The cheapest place with room, the earliest of equals; None when there is none."""
        found: Place | None = None
        for number, form in enumerate(self.forms[item]):
            if len(form.parts) == 1:
                # Later never costs less: the first start with room is the best.
                high = min(self.weeks, form.latest + 1)
                start = form.parts[0].first_fit(free.ravel(), max(form.earliest, not_before), high)
                if start is not None and form.cost[start] < (NEVER if found is None else found.cost):
                    found = Place(item, number, (start,), int(form.cost[start]))
                continue
            reach = self.possible(item, number, free, not_before)
            cost = np.where(reach[-1], form.cost, NEVER)
            last = int(cost.argmin())
            if cost[last] < (NEVER if found is None else found.cost):
                found = Place(item, number, back(form, reach, last), int(cost[last]))
        return found

    def place_of(self, item: int, spot: Spot) -> Place:
        """A spot of the item as a place."""
        number = next(n for n, form in enumerate(self.forms[item]) if form.option == spot.option)
        form = self.forms[item][number]
        return Place(item, number, _part_starts(form, spot.starts), self.problem.jobs[self.items[item]].cost(spot))

    def schedule(self, places: Iterable[Place]) -> Schedule:
        """The whole schedule, with the frozen jobs where they are planned."""
        spots = {place: Spot(self.problem.jobs[place].planned or ()) for place in self.frozen}
        for place in places:
            form = self.forms[place.item][place.form]
            spots[self.items[place.item]] = Spot(form.starts(place.parts), form.option)
        return tuple(spots[place] for place in range(len(self.problem.jobs)))

    def end(self, place: Place) -> int:
        """The week after the place's last phase."""
        return place.parts[-1] + self.forms[place.item][place.form].parts[-1].weeks


def back(form: Form, reach: Sequence[Bools], last: int) -> tuple[int, ...]:
    """Starts of all parts that end with `last`, each as late as it can be, so that it waits least."""
    starts = [last]
    for number in range(len(reach) - 2, -1, -1):
        high = starts[0] - form.parts[number].weeks
        window = reach[number][max(0, high - form.pause) : high + 1]
        starts.insert(0, max(0, high - form.pause) + int(np.flatnonzero(window)[-1]))
    return tuple(starts)


def _spread(reach: Bools, weeks: int, pause: int) -> Bools:
    """Where the next part can start: `weeks` after a start that was reached, or up to `pause` later."""
    count = np.concatenate(([0], np.cumsum(reach)))
    at = np.arange(len(reach))
    high, low = np.clip(at - weeks + 1, 0, None), np.clip(at - weeks - pause, 0, None)
    spread: Bools = count[high] > count[np.minimum(low, high)]
    return spread


def _reach(block: Any) -> int:
    return max((len(units) for units in (*block.demand.values(), *block.eased.values())), default=0)


def _part_starts(form: Form, starts: Sequence[int]) -> tuple[int, ...]:
    found, place = [], 0
    for offsets in form.offsets:
        found.append(starts[place])
        place += len(offsets)
    return tuple(found)
