"""The whole problem as one CP-SAT model of intervals: best for few jobs, and where jobs wait for each other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from mlplanner.engine.levelling.problem import DAYS, Block, Job, Spot
from mlplanner.engine.levelling.results import Stop
from mlplanner.engine.levelling.search.greedy import cost
from mlplanner.engine.levelling.search.grid import Grid, Place
from mlplanner.engine.levelling.search.solving import solve
from mlplanner.engine.levelling.search.work import Work

PACE = 0.1
"""Its clock goes slower on models of intervals (measured: 0.07 to 0.2 a second)."""


class _Vars(NamedTuple):
    starts: list[cp_model.IntVar]
    uses: list[cp_model.IntVar]
    late: cp_model.IntVar | None


class _Model:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.model = cp_model.CpModel()
        roles = range(len(grid.problem.roles))
        self.intervals: list[list[cp_model.IntervalVar]] = [[] for _ in roles]
        self.units: list[list[int]] = [[] for _ in roles]
        self.jobs = [self._job(grid.problem.jobs[place]) for place in grid.items]
        self._order()
        for role in roles:
            self._limit(role)

    def _job(self, job: Job) -> _Vars:
        model, first = self.model, job.options[0]
        starts = [model.new_int_var(job.earliest, self.grid.weeks - block.weeks, "") for block in first.blocks]
        if job.latest is not None:
            model.add(starts[0] <= job.latest)
        for block, (start, following) in zip(first.blocks, pairwise(starts), strict=False):
            model.add(following >= start + block.weeks)
            if job.pause_most is not None:
                model.add(following <= start + (block.weeks + job.pause_most))
        uses = [model.new_bool_var("") for _ in job.options] if len(job.options) > 1 else []
        if uses:
            model.add_exactly_one(uses)
        self._staff(job, starts, uses)
        late = None
        if job.deadline is not None and job.late_weight:
            late = model.new_int_var(0, self.grid.weeks, "")
            model.add(late >= starts[-1] + (first.blocks[-1].weeks - job.deadline))
        return _Vars(starts, uses, late)

    def _staff(self, job: Job, starts: Sequence[cp_model.IntVar], uses: Sequence[cp_model.IntVar]) -> None:
        """Each way to staff the job asks for its people while it is the one in use."""
        for number, option in enumerate(job.options):
            use = uses[number] if uses else None
            if option.earliest > job.earliest:
                row = self.model.add(starts[0] >= option.earliest)
                if use is not None:
                    row.only_enforce_if(use)
            for block, start in zip(option.blocks, starts, strict=True):
                for role, profile in self._profiles(block):
                    for offset, weeks, units in _runs(profile):
                        self._ask(role, start + offset, (weeks, units), use)

    def _profiles(self, block: Block) -> Iterator[tuple[int, tuple[int, ...]]]:
        """What is asked for by role; people found for a job count as if every week had the fewest days of all."""
        yield from block.demand.items()
        most = int(self.grid.away.max())
        if most:
            yield from ((role, tuple(-(-units * most // DAYS) for units in row)) for role, row in block.eased.items())

    def _ask(self, role: int, start: cp_model.LinearExprT, run: tuple[int, int], use: cp_model.IntVar | None) -> None:
        weeks, units = run
        interval = (
            self.model.new_fixed_size_interval_var(start, weeks, "")
            if use is None
            else self.model.new_optional_fixed_size_interval_var(start, weeks, use, "")
        )
        self.intervals[role].append(interval)
        self.units[role].append(units)

    def _order(self) -> None:
        jobs, item_of = self.grid.problem.jobs, {place: item for item, place in enumerate(self.grid.items)}
        for item, place in enumerate(self.grid.items):
            for before in jobs[place].after:
                start = self.jobs[item].starts[0]
                if before in item_of:
                    self.model.add(
                        start >= self.jobs[item_of[before]].starts[-1] + jobs[before].options[0].blocks[-1].weeks
                    )
                else:
                    self.model.add(start >= jobs[before].end(jobs[before].planned or ()))

    def _limit(self, role: int) -> None:
        """What is there, as the most there ever is less blocks in the weeks with less."""
        if not self.intervals[role]:
            return
        room = self.grid.room[role, : self.grid.weeks]
        most = int(room.max())
        blocks, taken = list(self.intervals[role]), list(self.units[role])
        for first, weeks, units in _runs([most - int(there) for there in room]):
            blocks.append(self.model.new_fixed_size_interval_var(first, weeks, ""))
            taken.append(units)
        self.model.add_cumulative(blocks, taken, most)

    def aim(self) -> None:
        """Minimise what delay, lateness and sourcing cost."""
        terms, fixed = [], 0
        for item, place in enumerate(self.grid.items):
            job, own = self.grid.problem.jobs[place], self.jobs[item]
            terms.append(job.weight * own.starts[-1])
            fixed += job.weight * (job.options[0].blocks[-1].weeks - job.earliest - job.weeks)
            if own.late is not None:
                terms.append(job.late_weight * own.late)
            terms += [option.cost * use for option, use in zip(job.options, own.uses, strict=False)]
            fixed += 0 if own.uses else job.options[0].cost
        self.model.minimize(sum(terms) + fixed)

    def hint(self, places: Sequence[Place]) -> None:
        """Begin with this schedule."""
        for item, (own, place) in enumerate(zip(self.jobs, places, strict=True)):
            form = self.grid.forms[item][place.form]
            for start, week in zip(own.starts, form.starts(place.parts), strict=True):
                self.model.add_hint(start, week)
            for number, use in enumerate(own.uses):
                self.model.add_hint(use, number == form.option)


def solve_whole(grid: Grid, places: Sequence[Place], work: Work, seed: int) -> tuple[list[Place], int, Stop | None]:
    """(the best found, never worse than `places`; a proven bound, 0 for none; PROVEN when it is the best there is)."""
    made = _Model(grid)
    made.aim()
    made.hint(places)
    answer = solve(made.model, work, work.rest, seed=seed, label="Solving the whole portfolio", pace=PACE)
    bound = max(0, int(np.ceil(answer.bound - 1e-6))) if not _is_stricter(grid) and np.isfinite(answer.bound) else 0
    if not answer.found:
        return list(places), bound, None
    found = []
    for item, own in enumerate(made.jobs):
        option = next((n for n, use in enumerate(own.uses) if answer.solver.boolean_value(use)), 0)
        found.append(grid.place_of(item, Spot(tuple(answer.solver.value(start) for start in own.starts), option)))
    best = found if cost(found) <= cost(places) else list(places)
    return best, bound, Stop.PROVEN if answer.is_proven and not _is_stricter(grid) else None


def _is_stricter(grid: Grid) -> bool:
    """Whether the model asks for more than the problem, so that it proves nothing.

    A job may ask for people after its end, perhaps after the horizon; or have people who are away now and then.
    """
    parts = (part for forms in grid.forms for form in forms for part in form.parts)
    return any(part.is_eased or part.demand.shape[1] > part.weeks for part in parts)


def _runs(profile: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first, length, value) of the stretches of equal values above 0."""
    found: list[tuple[int, int, int]] = []
    for place, value in enumerate(profile):
        if value > 0 and found and found[-1][0] + found[-1][1] == place and found[-1][2] == value:
            found[-1] = (found[-1][0], found[-1][1] + 1, value)
        elif value > 0:
            found.append((place, 1, value))
    return found
