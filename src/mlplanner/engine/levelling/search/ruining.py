"""Ruin and recreate: take some jobs out that wait for the same people, put them back in another order, thousands of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from random import Random

import numpy as np

from mlplanner.engine.levelling.search.greedy import cost
from mlplanner.engine.levelling.search.grid import Form, Grid, Place
from mlplanner.engine.levelling.search.guiding import Guide
from mlplanner.engine.levelling.search.work import Work

_WORK_OF_PLACING, _WORK_OF_CELL, _WORK_OF_PART = 2e-5, 4e-7, 5e-4
"""Units for one job that is put back, for each cell it asks for, and for each part where pauses are allowed."""
_TURNS_BETWEEN_LOOKS = 50


@dataclass
class Walk:
    """A walk through schedules. It may go to a worse one now and then (annealing); the best is kept."""

    grid: Grid
    places: list[Place]
    random: Random
    most: int = 10
    guides: Sequence[Guide] = ()
    guided: float = 0.5
    """Share of the turns in which jobs are put back at cost and price, not as early as they fit."""

    def __post_init__(self) -> None:
        self.best = list(self.places)
        self.jobs = [self.grid.problem.jobs[place] for place in self.grid.items]
        self.free = self.grid.free(self.places)
        self.now = self.lowest = cost(self.places)
        self.starts = np.array([place.parts[0] for place in self.places], dtype=np.int64)
        self.ends = np.array([self.grid.end(place) for place in self.places], dtype=np.int64)
        self.costs = np.array([place.cost for place in self.places], dtype=np.float64)
        work = [sum(sum(u) for b in job.options[0].blocks for u in b.demand.values()) or 1 for job in self.jobs]
        self.efforts = [_effort(forms) for forms in self.grid.forms]
        self.density = np.array([(job.weight + 0.01) / w for job, w in zip(self.jobs, work, strict=True)])

    def run(self, units: float, work: Work, label: str, hot: float, cold: float) -> list[Place]:
        """Walk for `units` of work, cooling down; temperatures are shares of the mean cost of a job that waits."""
        begun, spent, turn = self.now, 0.0, 0
        scale = begun / max(1, int((self.costs > 0).sum()))
        share = 0.0
        pending = 0.0
        while share < 1.0 and self.now > 0:
            temperature = scale * exp(log(hot * 10) + share * (log(cold * 10) - log(hot * 10)))
            pending += self._turn(temperature)
            turn += 1
            if turn % _TURNS_BETWEEN_LOOKS == 0:
                work.spend(pending, label)
                spent, pending = spent + pending, 0.0
                share = spent / units
                if work.stop:
                    break
        work.spend(pending, label)
        return self.best

    def _turn(self, temperature: float) -> float:
        freed = self._freed()
        kept = [self.places[item] for item in freed]
        effort = sum(self.efforts[item] for item in freed)
        before = self.free.copy()
        for place in kept:
            self.grid.give(self.free, place)
        fresh: list[Place] = []
        finder: Guide | Grid = self.grid
        if self.guides and self.random.random() < self.guided:
            finder = self.guides[self.random.randrange(len(self.guides))]
        for item in self._order(freed):
            found = finder.best(item, self.free)
            if found is None:
                break
            self.grid.take(self.free, found)
            fresh.append(found)
        change = sum(place.cost for place in fresh) - sum(place.cost for place in kept)
        is_taken = len(fresh) == len(freed) and (change <= 0 or self.random.random() < exp(-change / temperature))
        if not is_taken:
            self.free = before
            return effort
        for place in fresh:
            self._set(place)
        self.now += change
        if self.now < self.lowest:
            self.lowest, self.best = self.now, list(self.places)
        return effort

    def _set(self, place: Place) -> None:
        self.places[place.item] = place
        self.starts[place.item], self.ends[place.item] = place.parts[0], self.grid.end(place)
        self.costs[place.item] = place.cost

    def _freed(self) -> list[int]:
        """A job that waits, and some of those that work while it waits."""
        waiting = np.flatnonzero(self.costs > 0)
        seed = int(waiting[self.random.randrange(len(waiting))])
        first, last = self.jobs[seed].earliest, int(self.ends[seed])
        around = np.flatnonzero((self.starts < last) & (self.ends > first))
        count = min(len(around), self.random.randint(2, self.most))
        picked = {int(around[self.random.randrange(len(around))]) for _ in range(count)}
        return [seed, *sorted(picked - {seed})]

    def _order(self, freed: Sequence[int]) -> list[int]:
        """Mostly the job that waits first, or those that are worth most for their work, or at random."""
        draw = self.random.random()
        if draw < 0.25:
            return list(freed)
        if draw < 0.75:
            noise = {item: self.density[item] * exp(self.random.gauss(0.0, 0.5)) for item in freed}
            return sorted(freed, key=lambda item: -noise[item])
        if draw < 0.85:
            return sorted(freed, key=lambda item: (int(self.starts[item]), item))
        return self.random.sample(list(freed), len(freed))


def _effort(forms: Sequence[Form]) -> float:
    """Units of work to put one job back."""
    return sum(
        _WORK_OF_PLACING
        + sum(len(part.units) * _WORK_OF_CELL for part in form.parts)
        + (_WORK_OF_PART * len(form.parts) if len(form.parts) > 1 else 0.0)
        for form in forms
    )
