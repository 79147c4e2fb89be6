"""In how many draws a role is asked for more than there is, week by week over the portfolio.

Work moves with the phases: in each calendar week a project does what its plan has at the same place of the same phase.
Whole units of FTE throughout, block by block, so that memory stays small.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mlplanner.domain.enums import Commitment
from mlplanner.domain.money import to_places
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.demands import asks_of, week_of
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.results import Loads
from mlplanner.engine.simulation.draws import MICRO, BuildDraws, Kind
from mlplanner.engine.simulation.inputs import SimulationInput
from mlplanner.engine.simulation.variates import Stream, uniforms
from mlplanner.engine.work_units import TOLERANCE, UNITS, to_units
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wholes = NDArray[np.int64]

COUNTED = 1_000
"""Draws over which weeks are counted: a share of them has a standard error of 0.016 at most."""


@dataclass(frozen=True)
class MovingDemand:
    """A project whose demand is not the same in every draw."""

    start: int
    """The number of its first week, as `week_of` counts."""
    planned: tuple[int, ...]
    """Weeks of each phase in the plan."""
    lengths: tuple[Wholes, ...]
    """Millionths of a week of each phase, draw by draw."""
    profile: dict[str, list[int]]
    """Role → units of FTE in each week from the first on, as planned."""
    comes: Wholes | None
    """1 in the draws in which an unconfirmed project comes; None: it comes in all."""
    is_still: bool
    """True when no draw differs from the plan."""


def moving_demand(
    portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, given: SimulationInput, drawn: BuildDraws
) -> MovingDemand:
    """What the project asks for."""
    project = plan.project
    is_sure = project.commitment is Commitment.CONFIRMED or project.probability == 1
    is_still = is_sure and all((length == length[0]).all() for length in drawn.lengths)
    asks, start = asks_of(plan, playbook, plan_calendar(portfolio, plan)), week_of(project.start)
    end = max((run[3] for run in asks.runs), default=start)
    profile: dict[str, list[int]] = {}
    for role, _, first, last, units in asks.runs:
        row = profile.setdefault(role, [0] * (end - start + 1))
        for week in range(max(first, start), last):
            row[week - start] += units
    comes = None
    if not is_sure:
        stream = Stream(given.build.seed, plan.id, Kind.PROJECT, 0)
        comes = (uniforms(stream, given.build.draws) < float(project.probability)).astype("int64")
    planned = tuple(int(phase.planned) for phase in given.build.phases)
    return MovingDemand(start, planned, drawn.lengths, profile, comes, is_still)


class Shortages:
    """Begins with the plan's demand and supply; each project that moves takes its plan out and its draws in."""

    def __init__(self, loads: Loads, draws: int) -> None:
        """`loads` are those of all projects as planned."""
        import numpy as np

        self._draws = draws
        self._first = week_of(loads.mondays[0])
        self._weeks = len(loads.mondays)
        self._supply = {str(key): np.array([to_units(fte) for fte in load.supply]) for key, load in loads.roles.items()}
        self._demand = {
            str(key): np.tile(np.array([to_units(fte) for fte in load.demand], dtype=np.int64), (draws, 1))
            for key, load in loads.roles.items()
        }
        self._asked: dict[str, dict[int, Wholes]] = {role: {} for role in self._demand}
        """Role → project → units in each week, added up over all draws."""

    def count(self, project_id: int, moving: MovingDemand) -> None:
        """Put a project's draws in place of its plan."""
        import numpy as np

        longest_run = sum(int(length.max()) for length in moving.lengths) // MICRO + 1
        late = max(longest_run - sum(moving.planned), 0)
        before = moving.start - self._first
        longest = max(map(len, moving.profile.values()), default=0)
        first, end = min(max(before, 0), self._weeks), max(min(before + longest + late, self._weeks), 0)
        if first >= end:
            return
        weeks = np.arange(first - before, end - before)
        drawn, planned = weeks[None, :] if moving.is_still else self._places(moving, weeks), weeks
        for role, row in moving.profile.items():
            if role not in self._demand:
                continue
            units = np.array([*row, 0], dtype=np.int64)
            last = len(row)
            moved = units[np.minimum(drawn, last)]
            if moving.comes is not None:
                moved = moved * moving.comes[: self._draws, None].astype(np.int64)
            asked = self._asked[role][project_id] = np.zeros(self._weeks, dtype=np.int64)
            asked[first:end] = moved.sum(axis=0) * (self._draws if moving.is_still else 1)
            if not moving.is_still:
                self._demand[role][:, first:end] += moved - units[np.minimum(planned, last)]

    def chances(self) -> dict[str, tuple[Decimal, ...]]:
        """Role → share of the draws in which it is short, week by week."""
        return {
            role: tuple(
                to_places(Fraction(int(count), self._draws), 4)
                for count in (demand > self._supply[role] + TOLERANCE).sum(axis=0)
            )
            for role, demand in self._demand.items()
        }

    def behind(self, role: str, place: int) -> list[tuple[int, Decimal]]:
        """The projects that ask for a role in a week, and for how much on average, in the order in which they came."""
        found = ((project_id, int(asked[place])) for project_id, asked in self._asked[role].items())
        return [(project_id, to_places(Fraction(sum_, self._draws * UNITS), 2)) for project_id, sum_ in found if sum_]

    def _places(self, moving: MovingDemand, weeks: Wholes) -> Wholes:
        """Which week of the plan is worked on in the middle of each calendar week from the start on."""
        import numpy as np

        middle = weeks[None, :] * MICRO + MICRO // 2
        lengths = [length[: self._draws, None] for length in moving.lengths]
        ends = np.zeros((self._draws, 1), dtype=np.int64)
        starts = []
        for length in lengths:
            starts.append(ends)
            ends = ends + length
        before = sum(moving.planned)
        places = before + np.floor((middle - ends) / MICRO)
        for start, length, planned in reversed(list(zip(starts, lengths, moving.planned, strict=True))):
            before -= planned
            inside = before + np.floor((middle - start) * planned / length)
            places = np.where(middle < start + length, inside, places)
        found: Wholes = places.astype(np.int64)
        return found
