"""The whole search: plain rules, a proven bound, guided lists, ruin and recreate, CP-SAT around what was found.

Measured on generated portfolios (`tests/benchmarks/test_levelling.py`): each step alone gains, in this order the most.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from mlplanner.domain.errors import BadInput
from mlplanner.engine.levelling.problem import Problem, Schedule, Spot, planned_spots
from mlplanner.engine.levelling.results import Levelled, Stays, Step, Stop
from mlplanner.engine.levelling.search.bounding import Bound, find_bound
from mlplanner.engine.levelling.search.greedy import cost, place_in_order, priority_orders, reinsert
from mlplanner.engine.levelling.search.grid import Grid, Place
from mlplanner.engine.levelling.search.guiding import Guide, guided_lists
from mlplanner.engine.levelling.search.intervals import solve_whole
from mlplanner.engine.levelling.search.neighbourhoods import improve
from mlplanner.engine.levelling.search.ruining import Walk
from mlplanner.engine.levelling.search.work import Work
from mlplanner.engine.levelling.verifying import broken_rules, overload

FEW = 40
"""Up to so many jobs CP-SAT is given the whole problem."""
_LISTS = 18
_SHARE_OF_BOUND, _SHARE_OF_WALK, _SHARE_OF_WALK_FEW = 0.4, 0.95, 0.5
_GUIDES_FEW, _GUIDES, _GUIDES_MANY = (0.3, 0.6, 0.9), (0.6, 0.9, 1.2, 1.4), (0.8, 1.0, 1.2, 1.4)
"""How strongly prices count where jobs are put back: the more jobs, the better the prices know who has to wait."""
_MANY = 200
_GUIDED_FEW, _GUIDED = 0.5, 0.93
"""Share of the turns of a walk in which jobs are put back at cost and price."""
_WALKS_FEW = ((6, 0.02, 0.0005), (10, 0.02, 0.0005), (6, 0.02, 0.0005))
_WALKS = ((5, 0.1, 0.002),)
_WALKS_MANY = ((6, 0.1, 0.001),)
"""Jobs taken out at a time at most, and the first and last temperature."""


@dataclass
class Search:
    """One run, with the best so far."""

    problem: Problem
    work: Work
    seed: int
    grid: Grid = field(init=False)
    places: list[Place] = field(default_factory=list)
    bound: int = 0
    greedy: int = 0
    prices: np.ndarray | None = None
    stays: dict[int, Stays] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    stop: Stop = Stop.EXHAUSTED

    def keep(self, places: Sequence[Place], name: str) -> None:
        """Keep a schedule if it is better."""
        if not self.steps or cost(places) < cost(self.places):
            self.places = list(places)
        self.steps.append(Step(name, cost(self.places), round(self.work.spent, 3)))

    def random(self) -> Random:
        """Numbers that are the same in each run with the seed."""
        return Random(self.seed)  # noqa: S311  (a search, no secret)

    def looks_over(self) -> bool:
        """Whether nothing more is to be done; says why in `stop`."""
        stop = Stop.PROVEN if cost(self.places) <= self.bound else self.work.stop
        if stop is not None:
            self.stop = stop
        return stop is not None


def level(problem: Problem, work: Work, seed: int) -> tuple[Levelled, "Search"]:
    """The best schedule the work allows. BadInput when a job that is not planned yet fits nowhere."""
    search = Search(problem, work, seed)
    lists = _begin(search)
    if search.grid.items:
        _improve(search, lists)
    else:
        search.stop = Stop.PROVEN
    return _result(search), search


def _improve(search: Search, lists: list[list[Place]]) -> None:
    grid, work = search.grid, search.work
    is_chained = any(job.after for job in search.problem.jobs)
    bound: Bound | None = None
    if not is_chained and not search.looks_over():
        bound = find_bound(grid, [place for places in lists for place in places], work, work.units * _SHARE_OF_BOUND)
        search.bound, search.prices = bound.value, bound.prices
        search.steps.append(Step("bound", cost(search.places), round(work.spent, 3)))
        for places in guided_lists(grid, bound, work, search.seed, _LISTS)[:1]:
            search.keep(places, "guided lists")
    if search.looks_over():
        return
    if bound is not None:
        _walk(search, bound)
    if search.looks_over():
        return
    if bound is None or len(grid.items) <= FEW:
        places, proven, stop = solve_whole(grid, search.places, work, search.seed)
        search.bound = max(search.bound, proven)
        search.keep(places, "whole model")
        search.stop = stop or (Stop.PROVEN if cost(search.places) <= search.bound else work.stop or Stop.EXHAUSTED)
    else:
        places, search.stop = improve(grid, search.places, bound, work, search.seed)
        search.keep(places, "neighbourhoods")


def _walk(search: Search, bound: Bound) -> None:
    """Few jobs: several short walks, each from the best so far; many: one, which cools down slowly."""
    count = len(search.grid.items)
    strengths = _GUIDES_FEW if count <= FEW else _GUIDES if count <= _MANY else _GUIDES_MANY
    guides = [Guide(search.grid, bound.prices, strength) for strength in strengths]
    random, units = search.random(), search.work.rest * (_SHARE_OF_WALK_FEW if count <= FEW else _SHARE_OF_WALK)
    walks = _WALKS_FEW if count <= FEW else _WALKS if count <= _MANY else _WALKS_MANY
    for most, hot, cold in walks:
        if search.looks_over():
            break
        guided = _GUIDED_FEW if count <= FEW else _GUIDED
        walk = Walk(search.grid, list(search.places), random, most, guides, guided)
        places = walk.run(units / len(walks), search.work, "Placing projects anew", hot, cold)
        search.keep(places, "ruin and recreate")


def _begin(search: Search) -> list[list[Place]]:
    """Decide which jobs stay where they are, and place the others by plain rules."""
    problem = search.problem
    search.stays = {place: Stays.FIXED for place, job in enumerate(problem.jobs) if job.is_fixed}
    _refuse_unplanned(problem, search.stays)
    while True:
        search.grid = grid = Grid(problem, search.stays)
        stuck = [item for item in range(len(grid.items)) if grid.best(item, grid.room) is None]
        lists = [] if stuck else [place_in_order(grid, order) for order in priority_orders(grid)]
        found = [places for places in lists if isinstance(places, list)]
        stuck = stuck or ([places for places in lists if isinstance(places, int)] if not found else [])
        if not stuck:
            break
        _refuse_unplanned(problem, [grid.items[item] for item in stuck])
        search.stays |= {grid.items[item]: Stays.NO_ROOM for item in stuck}
    best = min(found, key=cost)
    search.greedy = cost(best) + _cost_of_stays(search)
    search.keep(best, "plain rules")
    planned = _as_planned(search)
    if planned is not None:
        search.keep(planned, "the plan")
    if not any(job.after for job in problem.jobs):
        search.keep(reinsert(grid, search.places), "reinsertion")
    return found


def _refuse_unplanned(problem: Problem, places: Sequence[int] | dict[int, Stays]) -> None:
    for place in places:
        if problem.jobs[place].planned is None:
            raise BadInput(f"{problem.jobs[place].name} fits nowhere, and has no place in the plan to stay at.")


def _as_planned(search: Search) -> list[Place] | None:
    """The plan, when every job has a place in it and nobody is over but for jobs that stay."""
    grid, planned = search.grid, planned_spots(search.problem)
    if any(place not in planned for place in grid.items):
        return None
    schedule = tuple(planned[place] for place in range(len(search.problem.jobs)))
    places = [grid.place_of(item, planned[place]) for item, place in enumerate(grid.items)]
    allowed = all(grid.possible(p.item, p.form, grid.room)[-1][p.parts[-1]] for p in places)
    return places if allowed and (grid.free(places) >= 0).all() and _keeps_order(search.problem, schedule) else None


def _keeps_order(problem: Problem, schedule: Schedule) -> bool:
    return all(
        spot.starts[0] >= job.earliest
        and all(spot.starts[0] >= problem.jobs[before].end(schedule[before].starts) for before in job.after)
        for job, spot in zip(problem.jobs, schedule, strict=True)
        if not job.is_fixed
    )


def _cost_of_stays(search: Search) -> int:
    jobs = search.problem.jobs
    return sum(jobs[place].cost(Spot(jobs[place].planned or ())) for place in search.stays)


def _result(search: Search) -> Levelled:
    problem = search.problem
    schedule = search.grid.schedule(search.places)
    broken = broken_rules(problem, schedule)
    stayed, planned = _cost_of_stays(search), planned_spots(problem)
    objective = problem.cost(schedule)
    if broken or objective < search.bound + stayed:
        raise AssertionError(f"levelling made a wrong schedule: {'; '.join(broken[:3]) or 'below its bound'}")
    plan = tuple(planned[place] for place in range(len(problem.jobs))) if len(planned) == len(problem.jobs) else None
    return Levelled(
        schedule=schedule,
        objective=objective,
        bound=min(objective, search.bound + stayed),
        greedy=search.greedy,
        planned=problem.cost(plan) if plan is not None else None,
        planned_over=overload(problem, plan) if plan is not None else 0,
        over=overload(problem, schedule),
        stays=search.stays,
        stop=search.stop,
        steps=tuple(search.steps),
    )
