"""A proven bound on the objective, by column generation: the linear programme over places, solved by HiGHS.

Prices of a role's people in a week make every place cost what it takes from others; what the jobs cost at these
prices, each at its cheapest place, less the value of all people, is a bound whatever the prices are (Lagrange).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil

import highspy
import numpy as np

from mlplanner.engine.levelling.search.grid import NEVER, Floats, Form, Grid, Ints, Place
from mlplanner.engine.levelling.search.work import Work

ROUNDS = 40
COLUMNS_A_ROUND = 3
_CLOSE = 1e-6
_WORK_OF_ITERATION = 1.2e-7
"""Units for a simplex iteration, for each row of the programme."""
_WORK_OF_PRICING = 2e-4
"""Units for looking at all places of one item."""


@dataclass
class Bound:
    """What the linear programme says."""

    value: int
    """No schedule costs less."""
    prices: Floats
    """Money for a unit of a role in a week, the value of one more."""
    mix: list[list[tuple[float, Place]]] = field(default_factory=list)
    """For each item, the places the programme uses, with their shares."""
    pool: list[list[Place]] = field(default_factory=list)
    """For each item, every place that came up."""


class _Quiet(highspy.Highs):
    """HiGHS without the banner that it prints as soon as callbacks are enabled."""

    def enableCallbacks(self) -> None:  # noqa: N802  (HiGHS's own name)
        """Be silent first."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class _Master:
    """The linear programme over the places known so far."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.scale = grid.cost_scale
        self.unit = float(max(1, int(grid.room[:, : grid.weeks].max(initial=1))))
        self.columns: list[Place] = []
        self.known: set[tuple[int, int, tuple[int, ...]]] = set()
        self.programme = _Quiet()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("solver", "simplex")):
            self.programme.setOptionValue(name, value)
        ones = np.ones(len(grid.items))
        self._add_rows(ones, ones)
        room = grid.room[:, : grid.weeks].ravel() / self.unit
        self._add_rows(np.full(len(room), -highspy.kHighsInf), room)

    def _add_rows(self, low: Floats, high: Floats) -> None:
        nothing = np.array([], dtype=np.int32)
        self.programme.addRows(len(low), low, high, 0, np.zeros(len(low), dtype=np.int32), nothing, np.array([]))

    def add(self, places: Iterable[Place]) -> int:
        """Add the places that are not known yet; how many those were."""
        costs: list[float] = []
        starts, rows, values = [0], list[Ints](), list[Floats]()
        for place in places:
            key = (place.item, place.form, place.parts)
            if key in self.known:
                continue
            self.known.add(key)
            self.columns.append(place)
            costs.append(place.cost / self.scale)
            cells, units = place_cells(self.grid, place)
            rows.append(np.concatenate(([place.item], cells + len(self.grid.items))))
            values.append(np.concatenate(([1.0], units / self.unit)))
            starts.append(starts[-1] + len(rows[-1]))
        count = len(costs)
        if count:
            self.programme.addCols(
                count,
                np.array(costs),
                np.zeros(count),
                np.full(count, highspy.kHighsInf),
                starts[-1],
                np.array(starts[:-1], dtype=np.int32),
                np.concatenate(rows).astype(np.int32),
                np.concatenate(values),
            )
        return count

    def solve(self) -> tuple[float, Floats, Floats, int]:
        """(objective, prices of cells, value of each item's row, simplex iterations)."""
        self.programme.run()
        duals = np.array(self.programme.getSolution().row_dual)
        info = self.programme.getInfo()
        count = len(self.grid.items)
        prices = np.maximum(0.0, -duals[count:]) * self.scale / self.unit
        return (
            info.objective_function_value * self.scale,
            prices,
            duals[:count] * self.scale,
            info.simplex_iteration_count,
        )

    def mix(self) -> list[list[tuple[float, Place]]]:
        """The places the last solution uses."""
        shares = np.array(self.programme.getSolution().col_value)
        found: list[list[tuple[float, Place]]] = [[] for _ in self.grid.items]
        for number in np.flatnonzero(shares > _CLOSE):
            found[self.columns[number].item].append((float(shares[number]), self.columns[number]))
        return found


def place_cells(grid: Grid, place: Place) -> tuple[Ints, Ints]:
    """The cells (role × horizon + week) a place takes from, and how much of each."""
    cells, units = [], []
    for part, start in zip(grid.forms[place.item][place.form].parts, place.parts, strict=True):
        length = min(part.demand.shape[1], grid.weeks - start)
        if length > 0 and len(part.rows):
            cells.append((part.rows[:, None] * grid.weeks + start + np.arange(length)).ravel())
            units.append(part.asked(start)[:, :length].ravel())
    if not cells:
        return np.array([], dtype=np.int64), np.array([], dtype=np.int64)
    every, many = np.concatenate(cells), np.concatenate(units)
    used = many > 0
    every, many = every[used], many[used]
    if len(np.unique(every)) < len(every):
        every, inverse = np.unique(every, return_inverse=True)
        many = np.bincount(inverse, weights=many).astype(np.int64)
    return every, many


def priced_places(
    grid: Grid, item: int, prices: Floats, count: int, free: Ints | None = None
) -> tuple[float, list[tuple[float, Place]]]:
    """The least an item costs at `prices`, and its `count` cheapest places for each way to staff it.

    With `free` only the places for which there is room.
    """
    least, found = float("inf"), []
    for number, form in enumerate(grid.forms[item]):
        values, backs = _priced(form, prices, grid.width, free)
        total = np.where(form.cost >= NEVER, np.inf, values + form.cost)
        lasts = np.argpartition(total, min(count, len(total) - 1))[:count]
        for last in sorted((int(x) for x in lasts if np.isfinite(total[x])), key=lambda x: (total[x], x)):
            parts = [last]
            for choice in reversed(backs):
                parts.insert(0, int(choice[parts[0]]))
            found.append((float(total[last]), Place(item, number, tuple(parts), int(form.cost[last]))))
        least = min(least, float(total.min()))
    return least, found


def _priced(form: Form, prices: Floats, width: int, free: Ints | None) -> tuple[Floats, list[Ints]]:
    """Least price of all parts by the start of the last one, and which start of the part before it goes with it."""
    value, backs = np.full(width, np.inf), list[Ints]()
    for number, part in enumerate(form.parts):
        here = np.full(width, np.inf)
        priced = part.priced(prices)
        here[: len(priced)] = priced
        if free is not None:
            fits = part.fits(free)
            here[: len(fits)][~fits] = np.inf
        if number == 0:
            here[: form.earliest] = np.inf
            here[form.latest + 1 :] = np.inf
            value = here
            continue
        best, choice = np.full(width, np.inf), np.zeros(width, dtype=np.int64)
        weeks = form.parts[number - 1].weeks
        for wait in range(weeks, min(weeks + form.pause + 1, width)):
            shifted = np.full(width, np.inf)
            shifted[wait:] = value[: width - wait]
            better = shifted < best
            best[better], choice[better] = shifted[better], np.arange(width)[better] - wait
        value = here + best
        backs.append(choice)
    return value, backs


def find_bound(grid: Grid, known: Sequence[Place], work: Work, units: float, rounds: int = ROUNDS) -> Bound:
    """Solve the programme, or as far as `units` of work go: the bound of any round is proven."""
    most = work.spent + units
    master = _Master(grid)
    master.add(known)
    room = grid.room[:, : grid.weeks].ravel().astype(float)
    best_value, best_prices = float("-inf"), np.zeros(len(room))
    priced_with = np.zeros(len(room))
    for turn in range(rounds):
        objective, prices, duals, iterations = master.solve()
        priced_with = prices if turn == 0 or best_value == float("-inf") else 0.6 * prices + 0.4 * best_prices
        value, fresh = _round(grid, priced_with, duals, prices)
        value -= float(priced_with @ room)
        if value > best_value:
            best_value, best_prices = value, priced_with
        added = master.add(fresh)
        work.spend(
            iterations * (len(room) + len(grid.items)) * _WORK_OF_ITERATION + len(grid.items) * _WORK_OF_PRICING,
            "Proving a bound",
        )
        if objective - best_value <= _CLOSE * max(1.0, abs(objective)) or work.stop or work.spent >= most:
            break
        if not added:
            value, fresh = _round(grid, prices, duals, prices)
            value -= float(prices @ room)
            if value > best_value:
                best_value, best_prices = value, prices
            if not master.add(fresh):
                break
    pool: list[list[Place]] = [[] for _ in grid.items]
    for place in master.columns:
        pool[place.item].append(place)
    proven = ceil(best_value - _CLOSE * max(1.0, abs(best_value)))
    return Bound(max(0, proven), best_prices.reshape(-1, grid.weeks), master.mix(), pool)


def _round(grid: Grid, prices: Floats, duals: Floats, true_prices: Floats) -> tuple[float, list[Place]]:
    """The items' least costs at `prices`, and the places that may better the programme."""
    wide = np.zeros((len(grid.problem.roles), grid.width))
    wide[:, : grid.weeks] = prices.reshape(-1, grid.weeks)
    total, fresh = 0.0, list[Place]()
    for item in range(len(grid.items)):
        least, places = priced_places(grid, item, wide, COLUMNS_A_ROUND)
        total += least
        fresh += [
            place for _, place in places if _reduced(grid, place, true_prices) < duals[item] - _CLOSE * grid.cost_scale
        ]
    return total, fresh


def _reduced(grid: Grid, place: Place, prices: Floats) -> float:
    cells, units = place_cells(grid, place)
    return place.cost + float(prices[cells] @ units)
