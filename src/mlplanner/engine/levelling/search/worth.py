"""What one more person of a role would save: by the programme's prices for every role, by levelling again for the best."""

from collections.abc import Sequence
from dataclasses import replace

from mlplanner.engine.levelling.problem import Problem
from mlplanner.engine.levelling.results import Worth
from mlplanner.engine.levelling.search.greedy import cost, reinsert
from mlplanner.engine.levelling.search.grid import Grid
from mlplanner.engine.levelling.search.guiding import Guide
from mlplanner.engine.levelling.search.pipeline import Search
from mlplanner.engine.levelling.search.ruining import Walk
from mlplanner.engine.levelling.search.work import Work

CONFIRMED = 2
"""Roles for which the portfolio is levelled again."""
SHARE = 0.1
"""Part of the work that each of them may take."""


def worth_of_one_more(search: Search, units_of_one: Sequence[int], work: Work) -> tuple[Worth, ...]:
    """By role, the most valuable first, without those of which more would save nothing.

    `units_of_one` is one person in the role's units. Prices say what the first part of a person is worth, so they may
    promise more than a whole one saves; each of the first two is confirmed with a part of the work the search was given.
    """
    if search.prices is None:
        return ()
    values = search.prices.sum(axis=1)
    rows = [Worth(role, round(float(values[role]) * units_of_one[role])) for role in range(len(units_of_one))]
    rows = sorted((row for row in rows if row.by_prices > 0), key=lambda row: (-row.by_prices, row.role))
    return tuple(
        replace(row, by_solving=_again(search, row.role, units_of_one[row.role], work, SHARE * work.units))
        if number < CONFIRMED and not work.interrupted
        else row
        for number, row in enumerate(rows)
    )


def _again(search: Search, role: int, more: int, work: Work, units: float) -> int:
    """What the best schedule found with one more person costs less than the one found without."""
    problem = search.problem
    capacity = list(problem.capacity)
    capacity[role] = tuple(there + more for there in capacity[role])
    grid = Grid(Problem(problem.roles, tuple(capacity), problem.jobs), search.grid.frozen)
    begun = reinsert(grid, search.places)
    assert search.prices is not None
    guides = [Guide(grid, search.prices, strength) for strength in (0.3, 0.6)]
    own = Work(units, work.seconds_left, lambda: work.interrupted is not None)
    walk = Walk(grid, begun, search.random(), guides=guides)
    better = walk.run(units, own, "Trying one more person", 0.02, 0.0005) if cost(begun) else begun
    work.spend(own.spent, "Trying one more person")
    return max(0, cost(search.places) - cost(better))
