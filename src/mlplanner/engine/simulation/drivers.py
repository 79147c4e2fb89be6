"""What dates and money depend on: rank correlation of each input with the outcome, and how far it moves it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from mlplanner.domain.money import to_places
from mlplanner.engine.simulation.draws import MICRO, BuildDraws, wholes
from mlplanner.engine.simulation.inputs import BuildInput
from mlplanner.engine.simulation.simulations import Driver, Outcome, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mlplanner.engine.simulation.draws import Floats, Wholes

    Flags = NDArray[np.bool_]

_CENTS = 100
_FIFTH = 5
_PLACES = 3
_BITS = 62
"""Of a whole number of eight bytes, without its sign."""
_STEPS = 10**9
"""Factors are compared as whole numbers of this fineness."""


class Varied(NamedTuple):
    """An input that varies: what it adds to the delivery, and to the money, in each draw."""

    source: Source
    row_id: int
    name: str
    weeks: Wholes | None
    cents: Wholes | None


class Ordered(NamedTuple):
    """The ranks of an input, and the draws in which it is high and low."""

    ranks: Wholes
    high: Flags
    low: Flags


class Known:
    """Inputs that were ordered already: a phase's weeks move dates and money alike."""

    def __init__(self) -> None:
        self._last: tuple[Wholes, Ordered] | None = None

    def of(self, source: Source, moves: Wholes) -> Ordered:
        """High and low: the fifths with the highest and lowest values; for a risk, whether it happens."""
        if self._last is None or self._last[0] is not moves:
            self._last = (moves, _ordered(source, moves))
        return self._last[1]


def _ordered(source: Source, moves: Wholes) -> Ordered:
    import numpy as np

    ranks = doubled_ranks(moves)
    if source is Source.RISK:
        return Ordered(ranks, moves > 0, moves == 0)
    fifth = max(len(ranks) // _FIFTH, 1)
    parted = np.partition(ranks, (fifth - 1, len(ranks) - fifth))
    return Ordered(ranks, ranks >= parted[-fifth], ranks <= parted[fifth - 1])


def find_drivers(given: BuildInput, drawn: BuildDraws, npv: Wholes, value: Floats) -> tuple[Driver, ...]:
    """All drivers of the delivery, the build cost and the net present value; what never varies is none."""
    outcomes = {Outcome.DELIVERY: drawn.delivery, Outcome.BUILD: drawn.build, Outcome.NPV: npv}
    ranks = {outcome: doubled_ranks(values) for outcome, values in outcomes.items()}
    found = []
    known = Known()
    for varied in _inputs(given, drawn, value):
        for outcome, values in outcomes.items():
            moves = varied.weeks if outcome is Outcome.DELIVERY else varied.cents
            if moves is None or (outcome is Outcome.BUILD and varied.source is Source.VALUE):
                continue
            ordered = known.of(varied.source, moves)
            correlation = _correlation(ordered.ranks, ranks[outcome])
            if correlation is not None:
                swing = _difference(values, ordered.high, ordered.low)
                found.append(_driver(outcome, varied, correlation, swing))
    order = list(Outcome)
    return tuple(sorted(found, key=lambda driver: (order.index(driver.outcome), -abs(driver.correlation))))


def _inputs(given: BuildInput, drawn: BuildDraws, value: Floats) -> Iterator[Varied]:
    for phase, own in zip(given.phases, drawn.own, strict=True):
        yield Varied(Source.PHASE, phase.phase_id, phase.name, own, own)
    for risk, delay, cost in zip(given.risks, drawn.delays, drawn.costs, strict=True):
        follows = delay
        if risk.place is not None:
            phase = given.phases[risk.place]
            follows = wholes(delay * ((phase.labour + phase.monthly) / (float(phase.planned) * MICRO)))
        yield Varied(Source.RISK, risk.risk_id, risk.title, delay, cost + follows)
    yield Varied(Source.RATES, 0, "Rates", None, wholes(drawn.rates * _STEPS))
    yield Varied(Source.VALUE, 0, "Value a year", None, wholes(value * _STEPS))


def _driver(outcome: Outcome, varied: Varied, correlation: Decimal, swing: Fraction) -> Driver:
    unit, places = (MICRO, 1) if outcome is Outcome.DELIVERY else (_CENTS, 2)
    return Driver(outcome, varied.source, varied.row_id, varied.name, correlation, to_places(swing / unit, places))


def doubled_ranks(values: Wholes) -> Wholes:
    """Twice the mean rank of each value, less the mean of all: whole numbers, that add up to 0."""
    import numpy as np

    count = len(values)
    places, ordered = _in_order(values)
    is_new = np.concatenate((np.ones(1, dtype=bool), ordered[1:] != ordered[:-1]))
    first = np.flatnonzero(is_new)
    last = np.append(first[1:], count)
    doubled: Wholes = np.empty(count, dtype=np.int64)
    doubled[places] = (first + last - count)[np.cumsum(is_new) - 1]
    return doubled


def _in_order(values: Wholes) -> tuple[Wholes, Wholes]:
    """Where each value stood, and the values less some constant, in order.

    Value and place together in one number are sorted in a third of the time that sorting places by value takes.
    """
    import numpy as np

    bits, low = len(values).bit_length(), int(values.min())
    if (int(values.max()) - low).bit_length() + bits > _BITS:
        places = np.argsort(values, kind="stable")
        return places, values[places]
    both = np.sort((values - low) << bits | np.arange(len(values)))
    return both & ((1 << bits) - 1), both >> bits


def _correlation(one: Wholes, other: Wholes) -> Decimal | None:
    """Spearman's rank correlation; None where one of the two never changes. Ranks are small enough for exact sums."""
    squares = int((one * one).sum()) * int((other * other).sum())
    if not squares:
        return None
    product = int((one * other).sum())
    scale = 10 ** (2 * _PLACES + 2)
    size = isqrt(product * product * scale // squares)
    return to_places(Fraction(size if product >= 0 else -size, 10 ** (_PLACES + 1)), _PLACES)


def _difference(outcome: Wholes, high: Flags, low: Flags) -> Fraction:
    return _mean(outcome[high]) - _mean(outcome[low]) if high.any() and low.any() else Fraction(0)


def _mean(values: Wholes) -> Fraction:
    return Fraction(int(values.sum()), len(values))
