"""Places chosen by what they cost and what they take from others, at the prices of the linear programme.

A job placed as early as it fits takes the scarcest people; one that is placed at cost + `strength` × price leaves them
to those to whom they are worth more. Measured: lists made so start 15 to 20 % below lists without.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from mlplanner.engine.levelling.search.bounding import Bound, priced_places
from mlplanner.engine.levelling.search.greedy import cost, reinsert, shaken
from mlplanner.engine.levelling.search.grid import NEVER, STRETCH, Floats, Grid, Ints, Place
from mlplanner.engine.levelling.search.work import Work

STRENGTHS = (0.8, 1.0, 0.6)
_WORK_OF_LIST = 1e-4
"""Units for each job of a list, with its reinsertion."""


class Guide:
    """Starts of each job in the order in which it would like them."""

    def __init__(self, grid: Grid, prices: Floats, strength: float) -> None:
        self.grid = grid
        self.prices = np.zeros((len(grid.problem.roles), grid.width))
        self.prices[:, : grid.weeks] = prices * strength
        self.wishes = [self._wishes(item) for item in range(len(grid.items))]

    def _wishes(self, item: int) -> list[tuple[Ints, Floats]]:
        found = []
        for form in self.grid.forms[item]:
            if len(form.parts) > 1:
                continue
            priced = form.parts[0].priced(self.prices)
            total = np.where(form.cost[: len(priced)] >= NEVER, np.inf, priced + form.cost[: len(priced)])
            order = np.argsort(total, kind="stable")[: int(np.isfinite(total).sum())]
            found.append((order, total[order]))
        return found

    def best(self, item: int, free: Ints) -> Place | None:
        """The place with room that it likes best; None when there is none."""
        forms = self.grid.forms[item]
        if any(len(form.parts) > 1 for form in forms):
            _, places = priced_places(self.grid, item, self.prices, 1, free)
            return min(places, key=lambda pair: pair[0])[1] if places else None
        least, found, flat = float("inf"), None, free.ravel()
        for number, (order, total) in enumerate(self.wishes[item]):
            part = forms[number].parts[0]
            base = part.cells[0]
            for first in range(0, len(order), STRETCH):
                if total[first] >= least:
                    break
                starts = order[first : first + STRETCH]
                ok = np.all(flat.take(starts[:, None] + base) >= part.wanted(starts), axis=1)
                place = int(ok.argmax())
                if ok[place]:
                    if total[first + place] < least:
                        start, least = int(starts[place]), float(total[first + place])
                        found = Place(item, number, (start,), int(forms[number].cost[start]))
                    break
        return found

    def list(self, order: Sequence[int]) -> list[Place] | None:
        """Places for all jobs in this order; None when one found no room."""
        free, found = self.grid.room.copy(), dict[int, Place]()
        for item in order:
            place = self.best(item, free)
            if place is None:
                return None
            self.grid.take(free, place)
            found[item] = place
        return [found[item] for item in range(len(found))]


def guided_lists(grid: Grid, bound: Bound, work: Work, seed: int, most: int) -> list[list[Place]]:
    """Schedules in the order of the programme's starts, the order shaken more and more; the best first."""
    random = Random(seed)  # noqa: S311  (a search, no secret)
    mean = [sum(share * place.parts[0] for share, place in mix) for mix in bound.mix]
    order = sorted(range(len(mean)), key=lambda item: (mean[item], item))
    guides = [Guide(grid, bound.prices, strength) for strength in STRENGTHS]
    found: list[list[Place]] = []
    for number in range(most):
        if work.stop:
            break
        guide = guides[number % len(guides)]
        turn = number // len(guides)
        listed = guide.list(order if turn == 0 else shaken(order, random, len(order) * 0.01 * turn))
        if listed is not None:
            found.append(reinsert(grid, listed))
        work.spend(_WORK_OF_LIST * len(order), "Trying orders")
    return sorted(found, key=cost)
