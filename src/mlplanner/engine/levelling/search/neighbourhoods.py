"""Large neighbourhood search: free some jobs that wait for the same people, place them anew together, keep the better."""

from collections.abc import Sequence
from random import Random

import numpy as np

from mlplanner.engine.levelling.results import Stop
from mlplanner.engine.levelling.search.bounding import Bound, priced_places
from mlplanner.engine.levelling.search.choosing import choose
from mlplanner.engine.levelling.search.greedy import cost
from mlplanner.engine.levelling.search.grid import Floats, Grid, Place
from mlplanner.engine.levelling.search.work import Work

FREED = 20
CHOICES = 60
TURN = 0.3
"""Units of CP-SAT a turn."""
_IN_VAIN = 60
"""Turns in a row without anything better after which nothing more is expected."""


def improve(
    grid: Grid, places: Sequence[Place], bound: Bound, work: Work, seed: int, *, turns: int | None = None
) -> tuple[list[Place], Stop]:
    """Turn after turn until the work is done; never worse than `places`."""
    random = Random(seed)  # noqa: S311  (a search, no secret)
    wide = np.zeros((len(grid.problem.roles), grid.width))
    wide[:, : grid.weeks] = bound.prices
    current, vain, turn = list(places), 0, 0
    while True:
        if cost(current) <= bound.value:
            return current, Stop.PROVEN
        if (stop := work.stop) is not None:
            return current, stop
        if vain >= _IN_VAIN or (turns is not None and turn >= turns) or len(current) == 0:
            return current, Stop.EXHAUSTED
        turn += 1
        better = _turn(grid, current, wide, work, random)
        vain = 0 if cost(better) < cost(current) else vain + 1
        current = better


def _turn(grid: Grid, places: list[Place], prices: Floats, work: Work, random: Random) -> list[Place]:
    freed = _freed(grid, places, random)
    free = grid.free(place for place in places if place.item not in set(freed))
    choices = {}
    for item in freed:
        _, found = priced_places(grid, item, prices, CHOICES, free)
        choices[item] = [places[item], *(place for _, place in found if place != places[item])]
    now = {item: places[item] for item in freed}
    chosen = choose(
        grid, free, choices, now, work, units=TURN, seed=random.randrange(1 << 30), label="Placing projects anew"
    )
    return [chosen.get(place.item, place) for place in places]


def _freed(grid: Grid, places: Sequence[Place], random: Random) -> list[int]:
    """A job that waits, and those that lie in its way; or all that lie around some week."""
    count = min(FREED, len(places))
    if count == len(places):
        return list(range(count))
    weights = [place.cost for place in places]
    if random.random() < 0.3 or not any(weights):
        week = random.randrange(grid.weeks)
        near = sorted(range(len(places)), key=lambda item: (abs(places[item].parts[0] - week), random.random()))
        return sorted(near[:count])
    seed = random.choices(range(len(places)), weights)[0]
    job = grid.problem.jobs[grid.items[seed]]
    first, last = job.earliest, grid.end(places[seed])
    scored = []
    for item, place in enumerate(places):
        inside = min(last, grid.end(place)) - max(first, place.parts[0])
        waits = place.cost > 0
        scored.append((-(inside > 0) * (1.0 + waits + random.random() * 2.5), abs(place.parts[0] - first), item))
    near = [item for *_, item in sorted(scored)]
    return sorted({seed, *near[: count - 1]})
