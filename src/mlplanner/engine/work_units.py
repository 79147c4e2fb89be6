"""FTE as whole numbers of billionths, so that sums of thousands of lines are exact, quick, and equal in any order.

A billionth is also the tolerance of `arithmetic.md`: what is over by no more than that is not over. A figure of nine
decimal places or fewer is held exactly; a share such as a third is rounded to the nearest billionth once.
"""

from decimal import Decimal
from functools import lru_cache

UNITS = 10**9
"""Units to one FTE."""
TOLERANCE = 1
"""Demand may exceed supply by this many units before it counts as too much."""


@lru_cache(maxsize=65_536)
def to_units(fte: Decimal) -> int:
    """FTE in units, rounded to the nearest (half to even); few values come up again and again, so they are kept."""
    return int((fte * UNITS).to_integral_value())


@lru_cache(maxsize=65_536)
def to_fte(units: int) -> Decimal:
    """Units in FTE, exactly; few values come up again and again, so they are kept."""
    return Decimal(units) / UNITS


def is_over(demand: int, supply: int) -> bool:
    """True when more is asked for than there is; also for any demand where there is no supply at all."""
    return demand > supply + TOLERANCE
