"""Portfolios to be levelled: generated ones of any size with the figures of our research, and small ones for Hypothesis."""

import math
import random

from hypothesis import strategies as st

from mlplanner.engine.levelling.problem import Block, Job, Problem, Sourcing
from mlplanner.engine.levelling.results import Levelled
from mlplanner.engine.levelling.search.pipeline import level
from mlplanner.engine.levelling.search.work import Work

ROLES = ("data engineer", "data scientist", "ml engineer", "mlops engineer", "software engineer", "owner", "expert")
_WEEKS = (3, 4, 3, 2)
_TENTHS = ((5, 8, 0, 0, 0, 5, 6), (8, 10, 8, 0, 5, 3, 2), (4, 5, 10, 6, 5, 3, 4), (0, 2, 4, 8, 8, 3, 0))
"""Mean demand in tenths of an FTE by phase and role."""
_SHORT = (1.00, 1.10, 1.15, 0.95, 0.85, 0.70, 0.80)
"""How short each role is."""


def own_job(name: str, *blocks: Block, **fields: object) -> Job:
    """A job with one way to staff it."""
    return Job(name, (Sourcing("own", blocks),), **fields)  # type: ignore[arg-type]


def generated(projects: int, seed: int, pause: int = 0, horizon: int = 156) -> Problem:
    """Projects of four phases that start within half the horizon and ask for as much work as there is then."""
    draw = random.Random(f"{projects}/{seed}")
    span = horizon // 2
    jobs = tuple(_project(draw, number, span, pause) for number in range(projects))
    capacity = []
    for role, short in enumerate(_SHORT):
        rows = [units for job in jobs for block in job.options[0].blocks for units in [block.demand.get(role, ())]]
        widest = max((units[0] for units in rows if units), default=0)
        level_of = max(sum(map(sum, rows)) / (span * short), widest * 1.3, 10)
        capacity.append(tuple(max(widest, int(level_of * _season(week))) for week in range(horizon)))
    return Problem(ROLES, tuple(capacity), jobs)


def _season(week: int) -> float:
    """Half the people over the turn of the year, three quarters in summer, 8 % more from week 40 on."""
    of_year = week % 52
    factor = 0.5 if of_year in {51, 0} else 0.75 if 29 <= of_year <= 32 else 1.0
    return factor * (1.0 if week < 40 else 1.08)


def _project(draw: random.Random, number: int, span: int, pause: int) -> Job:
    size, blocks = draw.choice([0.6, 0.8, 1.0, 1.0, 1.3, 1.8]), []
    for mean_weeks, means in zip(_WEEKS, _TENTHS, strict=True):
        asked = {
            role: max(1, round(mean * size * draw.uniform(0.6, 1.4)))
            for role, mean in enumerate(means)
            if mean and draw.random() < 0.85
        }
        weeks = max(1, mean_weeks + draw.choice([-1, 0, 0, 0, 1, 2]))
        blocks.append(Block(weeks, {role: (units,) * weeks for role, units in asked.items()}))
    length = sum(block.weeks for block in blocks)
    earliest = draw.randrange(0, span - length)
    return own_job(
        f"P{number + 1:04d}",
        *blocks,
        earliest=earliest,
        deadline=earliest + length + draw.randrange(0, 13),
        weight=max(1, round(10 * math.exp(draw.gauss(0.0, 0.8)))),
        late_weight=draw.choice([0, 5, 10, 20]),
        pause_most=pause,
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to six planned jobs on two roles and 24 weeks; some fixed, some that fit nowhere, the plan often over."""
    weeks = 24
    capacity = tuple(tuple(draw(st.lists(st.integers(0, 6), min_size=weeks, max_size=weeks))) for _ in range(2))
    jobs = []
    for number in range(draw(st.integers(1, 6))):
        lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
        tails = [0] * (len(lengths) - 1) + [draw(st.integers(0, 2))]
        blocks = tuple(Block(weeks, _demand(draw, weeks + tail)) for weeks, tail in zip(lengths, tails, strict=True))
        pause, earliest = draw(st.integers(0, 2)), draw(st.integers(0, 6))
        starts = [earliest + draw(st.integers(0, 3))]
        for block in blocks[:-1]:
            starts.append(starts[-1] + block.weeks + draw(st.integers(0, pause)))
        cheaper = tuple(Block(block.weeks, eased=block.demand) for block in blocks)
        bought = (Sourcing("bought", cheaper, cost=draw(st.integers(0, 40)), earliest=draw(st.integers(0, 9))),)
        jobs.append(
            Job(
                f"job {number}",
                (Sourcing("own", blocks), *(bought if draw(st.booleans()) else ())),
                earliest=earliest,
                deadline=draw(st.none() | st.integers(1, 20)),
                weight=draw(st.integers(0, 9)),
                late_weight=draw(st.integers(0, 9)),
                planned=tuple(starts),
                latest=draw(st.none() | st.integers(earliest, 12)),
                is_fixed=draw(st.integers(0, 4)) == 0,
                is_must_have=draw(st.booleans()),
                pause_most=pause,
            )
        )
    away = tuple(draw(st.lists(st.sampled_from((0, 0, 0, 1, 5)), min_size=weeks, max_size=weeks)))
    return Problem(("a", "b"), capacity, tuple(jobs), away)


def _demand(draw: st.DrawFn, weeks: int) -> dict[int, tuple[int, ...]]:
    roles = draw(st.sets(st.integers(0, 1)))
    return {role: tuple(draw(st.lists(st.integers(0, 4), min_size=1, max_size=weeks))) for role in sorted(roles)}


def levelled(problem: Problem, units: float = 0.3, seed: int = 1) -> Levelled:
    """The problem levelled within a little work, whatever the clock says."""
    return level(problem, Work(units), seed)[0]
