"""CP-SAT over a handful of places for each job: which of them together cost least and leave nobody over."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from mlplanner.engine.levelling.search.bounding import place_cells
from mlplanner.engine.levelling.search.grid import Grid, Ints, Place
from mlplanner.engine.levelling.search.solving import solve
from mlplanner.engine.levelling.search.work import Work


def choose(
    grid: Grid,
    free: Ints,
    choices: Mapping[int, Sequence[Place]],
    now: Mapping[int, Place],
    work: Work,
    *,
    units: float,
    seed: int,
    label: str,
) -> dict[int, Place]:
    """The best choice found among `choices` within `free`, never worse than `now`, which is one of them.

    `free` is what the jobs that are not in `choices` leave.
    """
    model = cp_model.CpModel()
    places = [place for item in choices for place in choices[item]]
    literals = [model.new_bool_var("") for _ in places]
    place_of = 0
    for item, options in choices.items():
        own = literals[place_of : place_of + len(options)]
        model.add_exactly_one(own)
        for literal, place in zip(own, options, strict=True):
            model.add_hint(literal, place == now[item])
        place_of += len(options)
    _limit(model, grid, free, places, literals)
    model.minimize(cp_model.LinearExpr.weighted_sum(literals, [place.cost for place in places]))
    answer = solve(model, work, units, seed=seed, label=label)
    if not answer.found:
        return dict(now)
    chosen = {
        place.item: place
        for place, literal in zip(places, literals, strict=True)
        if answer.solver.boolean_value(literal)
    }
    return chosen if sum(p.cost for p in chosen.values()) <= sum(p.cost for p in now.values()) else dict(now)


def _limit(
    model: cp_model.CpModel, grid: Grid, free: Ints, places: Sequence[Place], literals: Sequence[cp_model.IntVar]
) -> None:
    """No role in no week above what is free; cells that can't be exceeded need no row."""
    room = free[:, : grid.weeks].ravel()
    found = [place_cells(grid, place) for place in places]
    cells = np.concatenate([each[0] for each in found])
    units = np.concatenate([each[1] for each in found])
    owner = np.repeat(np.arange(len(places)), [len(each[0]) for each in found])
    item = np.array([place.item for place in places])[owner]
    order = np.lexsort((item, cells))
    cells, units, owner, item = cells[order], units[order], owner[order], item[order]
    edges = np.flatnonzero(np.diff(cells, prepend=-1, append=-1))
    for first, last in pairwise(edges):
        starts = np.flatnonzero(np.diff(item[first:last], prepend=-1))
        if np.maximum.reduceat(units[first:last], starts).sum() > room[cells[first]]:
            terms = [literals[number] for number in owner[first:last]]
            model.add(cp_model.LinearExpr.weighted_sum(terms, units[first:last].tolist()) <= int(room[cells[first]]))
