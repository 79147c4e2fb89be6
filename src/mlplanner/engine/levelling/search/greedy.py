"""Places jobs one after the other in some order, each where it costs least; and improves a schedule by moving single jobs."""

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np

from mlplanner.engine.levelling.problem import Job
from mlplanner.engine.levelling.search.grid import Grid, Ints, Place


def priority_orders(grid: Grid) -> list[list[int]]:
    """Orders of the items by rank, by weight against work, by weight, and by earliest start; must-haves first."""
    jobs = [grid.problem.jobs[place] for place in grid.items]
    if any(job.after for job in jobs):
        return [_by_latest_finish(grid)]
    keys = (
        lambda _: (0.0, 0),
        lambda item: (-jobs[item].weight / _work(jobs[item]), jobs[item].earliest),
        lambda item: (-jobs[item].weight, jobs[item].earliest),
        lambda item: (jobs[item].earliest, -jobs[item].weight),
    )
    return [sorted(range(len(jobs)), key=lambda item: (not jobs[item].is_must_have, *key(item))) for key in keys]


def _work(job: Job) -> int:
    return sum(sum(units) for block in job.options[0].blocks for units in block.demand.values()) or 1


def _by_latest_finish(grid: Grid) -> list[int]:
    """Jobs that others wait for, in the order in which they would have to end at the latest."""
    jobs = [grid.problem.jobs[place] for place in grid.items]
    item_of = {place: item for item, place in enumerate(grid.items)}
    latest = [grid.weeks] * len(jobs)
    order, seen = list[int](), [False] * len(jobs)
    stack = [(item, False) for item in range(len(jobs))]
    while stack:
        item, is_done = stack.pop()
        if is_done:
            order.append(item)
        elif not seen[item]:
            seen[item] = True
            stack.append((item, True))
            stack += [(item_of[before], False) for before in jobs[item].after if before in item_of]
    for item in reversed(order):
        for before in jobs[item].after:
            if before in item_of:
                latest[item_of[before]] = min(latest[item_of[before]], latest[item] - jobs[item].weeks)
    depth = {item: place for place, item in enumerate(order)}
    return sorted(range(len(jobs)), key=lambda item: (latest[item], depth[item]))


def place_in_order(grid: Grid, order: Sequence[int]) -> list[Place] | int:
    """A place for every item, or the first item for which there was no room."""
    free = grid.room.copy()
    found: dict[int, Place] = {}
    item_of = {place: item for item, place in enumerate(grid.items)}
    for item in order:
        place = grid.best(item, free, _ready(grid, item, item_of, found))
        if place is None:
            return item
        grid.take(free, place)
        found[item] = place
    return [found[item] for item in range(len(grid.items))]


def _ready(grid: Grid, item: int, item_of: dict[int, int], found: dict[int, Place]) -> int:
    """The week from which on all that the item waits for has ended."""
    jobs = grid.problem.jobs
    return max(
        (
            grid.end(found[item_of[before]]) if before in item_of else jobs[before].end(jobs[before].planned or ())
            for before in jobs[grid.items[item]].after
        ),
        default=0,
    )


def cost(places: Iterable[Place]) -> int:
    """What the places cost together."""
    return sum(place.cost for place in places)


def reinsert(grid: Grid, places: list[Place], rounds: int = 20) -> list[Place]:
    """Take each job out and put it where it costs least, the dearest first, until nothing moves any more."""
    places, free = list(places), grid.free(places)
    for _ in range(rounds):
        before = cost(places)
        for item in sorted(range(len(places)), key=lambda item: -places[item].cost):
            _move(grid, places, free, item)
        if cost(places) >= before:
            break
    return places


def _move(grid: Grid, places: list[Place], free: Ints, item: int) -> None:
    if places[item].cost <= 0:
        return
    grid.give(free, places[item])
    better = grid.best(item, free)
    if better is not None and better.cost < places[item].cost:
        places[item] = better
    grid.take(free, places[item])


def shaken(order: Sequence[int], random: Random, strength: float) -> list[int]:
    """The order with every item moved a little at random."""
    keys = [place + random.gauss(0.0, strength) for place in range(len(order))]
    return [order[place] for place in np.argsort(keys, kind="stable")]
