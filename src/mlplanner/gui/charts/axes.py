"""Scales of painted charts: round steps, short numbers."""

import math
from collections.abc import Sequence


def round_steps(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round values from at or below `low` to at or above `high`, about `wanted` of them."""
    if high <= low:
        high = low + 1
    raw = (high - low) / max(wanted - 1, 1)
    size = 10 ** math.floor(math.log10(raw))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= raw * (1 - 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [index * step for index in range(first, last + 1)]


def short(value: float) -> str:
    """`1250000` → `1.25 M`, `42000` → `42 k`; a real minus sign."""
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    size = abs(value)
    for limit, unit in ((1e9, " bn"), (1e6, " M"), (1e3, " k")):
        if size >= limit:
            return f"{sign}{size / limit:.4g}{unit}"
    return f"{sign}{size:.4g}"


def place(value: float, values: Sequence[float], start: float, end: float) -> float:
    """Where `value` lies between `start` and `end` pixels on the scale of `values`."""
    low, high = values[0], values[-1]
    return start + (value - low) / (high - low) * (end - start)
