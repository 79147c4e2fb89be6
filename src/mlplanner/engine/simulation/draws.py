"""All draws of one project's dates and build cost: lengths in millionths of a week, money in cents, whole numbers both.

Whole numbers add up to the same sum in any order, so that no machine and no vector unit can change a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from mlplanner.engine.simulation.inputs import BuildInput, PhaseInput
from mlplanner.engine.simulation.variates import Stream, pert, triangular, uniforms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Wholes = NDArray[np.int64]

MICRO = 1_000_000
"""Units of a week."""
SHARES = (Fraction(1, 2), Fraction(4, 5), Fraction(19, 20))
"""P50, P80 and P95."""
P80 = SHARES[1]
_BOUND = 1e18
"""Cents, or millionths of a week."""


class Kind(IntEnum):
    """What an input is; a part of the name of its random numbers, so the numbers must not change."""

    PHASE = 1
    RISK = 2
    RATES = 3
    VALUE = 4
    PROJECT = 5


@dataclass(frozen=True, slots=True)
class BuildDraws:
    """Draws of dates and build cost, and of what they come from."""

    own: tuple[Wholes, ...]
    """Each phase's own weeks."""
    delays: tuple[Wholes, ...]
    """What each risk adds to its phase; 0 where it does not happen."""
    costs: tuple[Wholes, ...]
    """What each risk costs by itself."""
    rates: Floats
    """What the rates are multiplied by."""
    lengths: tuple[Wholes, ...]
    """Of each phase, with inserted work and delays."""
    delivery: Wholes
    """The sum of the lengths."""
    build: Wholes


def draw_build(given: BuildInput, *, is_mitigated: bool = True, known: BuildDraws | None = None) -> BuildDraws:
    """All draws of a project's lengths and build cost, risks after (or before) their mitigation.

    `known` are the draws of the same input the other way round: what does not depend on the risks is taken from them.
    """
    import numpy as np

    own = known.own if known else tuple(_own_weeks(given, phase) for phase in given.phases)
    delays, costs = _happenings(given, is_mitigated=is_mitigated)
    lengths = _lengths(given, own, delays)
    rates = known.rates if known else _rates(given)
    moved = given.labour * (rates - 1.0)
    for phase, length in zip(given.phases, lengths, strict=True):
        stretch = length / micro(phase.planned)
        moved = moved + (phase.labour * (stretch * rates - 1.0) + phase.monthly * (stretch - 1.0))
    return BuildDraws(
        own=own,
        delays=delays,
        costs=costs,
        rates=rates,
        lengths=lengths,
        delivery=sum(lengths, np.zeros(given.draws, dtype=np.int64)),
        build=sum(costs, given.build + wholes(moved)),
    )


@lru_cache(maxsize=2048)
def p80_reserve(given: BuildInput) -> int:
    """Cents: P80 of the build cost less the build cost, not below 0 (`arithmetic.md`, Money: contingency)."""
    if given.is_certain:
        return 0
    return max(quantile(draw_build(given).build, P80) - given.build, 0)


def quantile(values: Wholes, share: Fraction) -> int:
    """The least of the values that at least `share` of them do not exceed: always one of the draws, never between."""
    import numpy as np

    place = max(ceil(share * len(values)) - 1, 0)
    return int(np.partition(values, place)[place])


def quantiles(values: Wholes, shares: Sequence[Fraction]) -> list[int]:
    """`quantile` for several shares, with one sort."""
    return read_off(in_order(values), shares)


def in_order(values: Wholes) -> Wholes:
    """The values sorted: sorting takes most of the time of a quantile."""
    import numpy as np

    return np.sort(values)


def read_off(ordered: Wholes, shares: Sequence[Fraction]) -> list[int]:
    """`quantiles` of values that are in order."""
    return [int(ordered[max(ceil(share * len(ordered)) - 1, 0)]) for share in shares]


def micro(weeks: object) -> int:
    """Weeks in millionths, rounded half up."""
    return round(Fraction(str(weeks)) * MICRO)


def wholes(values: NDArray[np.floating[Any]]) -> Wholes:
    """The nearest whole numbers; beyond all money there is, a bound that sums still hold."""
    import numpy as np

    nearest: Wholes = np.rint(np.clip(values, -_BOUND, _BOUND)).astype(np.int64)
    return nearest


def _own_weeks(given: BuildInput, phase: PhaseInput) -> Wholes:
    import numpy as np

    if phase.is_over or phase.own.is_certain:
        return np.full(given.draws, micro(phase.own.likely), dtype=np.int64)
    return wholes(pert(phase.own, uniforms(_stream(given, Kind.PHASE, phase.phase_id), given.draws)) * MICRO)


def _rates(given: BuildInput) -> Floats:
    return 1.0 + triangular(given.rates, uniforms(_stream(given, Kind.RATES), given.draws))


def _lengths(given: BuildInput, own: tuple[Wholes, ...], delays: tuple[Wholes, ...]) -> tuple[Wholes, ...]:
    lengths = []
    for place, phase in enumerate(given.phases):
        late = (delay for risk, delay in zip(given.risks, delays, strict=True) if risk.place == place)
        lengths.append(sum(late, own[place] + micro(phase.planned - phase.own.likely)))
    return tuple(lengths)


def _happenings(given: BuildInput, *, is_mitigated: bool) -> tuple[tuple[Wholes, ...], tuple[Wholes, ...]]:
    """For each risk the delay and the cost, 0 in the draws in which it does not happen.

    The same random numbers before and after mitigation: the difference is the mitigation's alone.
    """
    import numpy as np

    delays, costs = [], []
    nothing = np.zeros(given.draws, dtype=np.int64)
    for risk in given.risks:
        happens, weeks, money = (
            uniforms(_stream(given, Kind.RISK, risk.risk_id, part), given.draws) for part in range(3)
        )
        does = happens < float(risk.chance(is_mitigated=is_mitigated))
        left = float(risk.left(is_mitigated=is_mitigated))
        delay = wholes(triangular(risk.weeks, weeks) * (left * MICRO))
        delays.append(nothing if risk.place is None else delay * does)
        costs.append(wholes(triangular(risk.money, money) * left) * does)
    return tuple(delays), tuple(costs)


def _stream(given: BuildInput, kind: Kind, row_id: int = 0, part: int = 0) -> Stream:
    return Stream(given.seed, given.project_id, kind, row_id, part)
