"""Round numbers for an axis."""

from decimal import Decimal
from math import ceil, floor, log10

UNITS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (1, ""))


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """At most `most` + 1 round values that span `low` to `high`; steps of 1, 2, 2.5 or 5 times a power of ten."""
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** floor(log10(span / most))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if _count(low, high, power * factor) <= most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def unit_for(largest: Decimal) -> tuple[int, str]:
    """The unit in which an axis that reaches `largest` is readable: (1000, "thousand")."""
    return next((size, name) for size, name in UNITS if abs(largest) >= 10 * size or size == 1)


def tick_label(value: float) -> str:
    """A tick as short as it can be, with a real minus sign and thousands separated."""
    text = f"{abs(value):,.10g}" if value % 1 else f"{abs(value):,.0f}"
    return f"\N{MINUS SIGN}{text}" if value < 0 and text != "0" else text


def _count(low: float, high: float, step: float) -> int:
    return ceil(high / step - 1e-9) - floor(low / step + 1e-9)
