"""Random numbers that are the same to the last bit on every machine, and the distributions drawn from them.

Uniform numbers are the upper 53 bits of PCG64's raw output, which NumPy keeps stable; the distributions are inverse
transforms of them made of additions, products, quotients and square roots alone: IEEE 754 defines each of these to the
last bit, while exponentials, logarithms and rejection methods differ between machines and releases.

Each input has a stream of its own, named by the seed and by the row that it belongs to: what is added to a plan does
not change what is drawn for the rest of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mlplanner.engine.simulation.inputs import ThreePoints

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_UNIT = 2.0**-53
_CELLS = 1024
"""Cells of the table of a beta distribution; measured, its mean is off by less than a millionth of the range."""
_BITS = 40
"""Binary places of an exponent."""
_SHAPES = 4
"""λ of PERT: the weight of the likely value against each of the bounds."""


class Stream(NamedTuple):
    """Which random numbers: those of a seed, a project, and one input of it."""

    seed: int
    project_id: int
    kind: int
    row_id: int
    part: int = 0


def uniforms(stream: Stream, draws: int) -> Floats:
    """Numbers from 0 up to, not including, 1."""
    import numpy as np

    raw = np.random.PCG64(np.random.SeedSequence(list(stream))).random_raw(draws)
    return (raw >> np.uint64(11)).astype(np.float64) * _UNIT


def triangular(points: ThreePoints, uniform: Floats) -> Floats:
    """The triangular distribution over least, likely and most; its mean is (a+m+b)/3."""
    import numpy as np

    low, likely, high = (float(point) for point in (points.low, points.likely, points.high))
    if points.is_certain:
        return np.full(len(uniform), likely)
    span = high - low
    rising = low + np.sqrt(uniform * (span * (likely - low)))
    falling = high - np.sqrt((1.0 - uniform) * (span * (high - likely)))
    return np.where(uniform < (likely - low) / span, rising, falling)


def pert(points: ThreePoints, uniform: Floats) -> Floats:
    """The beta distribution of PERT with λ = 4: mean μ = (a+4m+b)/6, variance (μ−a)(b−μ)/7."""
    import numpy as np

    low, likely, high = (float(point) for point in (points.low, points.likely, points.high))
    if points.is_certain:
        return np.full(len(uniform), likely)
    span = high - low
    table = _distribution(_SHAPES * (likely - low) / span)
    cell = np.minimum(np.searchsorted(table, uniform, side="right") - 1, _CELLS - 1)
    below = table[cell]
    inside = (uniform - below) / (table[cell + 1] - below)
    drawn: Floats = low + ((cell + inside) / _CELLS) * span
    return drawn


@lru_cache(maxsize=256)
def _distribution(rise: float) -> Floats:
    """The distribution function of the density x^rise · (1−x)^(4−rise) at the borders of the cells.

    By Simpson's rule, and in the outermost cells, where the density may begin like a root, by the middle alone.
    """
    import numpy as np

    density = _powers(rise) * _powers(_SHAPES - rise)[::-1]
    mass = density[:-2:2] + 4.0 * density[1:-1:2] + density[2::2]
    mass[[0, -1]] = 6.0 * density[[1, -2]]
    total = np.concatenate((np.zeros(1), np.cumsum(mass)))
    shares: Floats = total / total[-1]
    return shares


def _powers(exponent: float) -> Floats:
    """x^exponent at the borders and in the middle of all cells, by roots and products: an exponent is a sum of 2^−k."""
    import numpy as np

    whole = int(exponent)
    rest = round((exponent - whole) * 2**_BITS)
    result = np.ones(2 * _CELLS + 1)
    for _ in range(whole):
        result = result * _roots()[0]
    for place in range(1, _BITS + 1):
        if rest >> (_BITS - place) & 1:
            result = result * _roots()[place]
    return result if rest < 2**_BITS else result * _roots()[0]


@lru_cache(maxsize=1)
def _roots() -> tuple[Floats, ...]:
    """x, √x, ⁴√x … at the borders and in the middle of all cells."""
    import numpy as np

    roots = [np.arange(2 * _CELLS + 1, dtype=np.float64) / (2 * _CELLS)]
    for _ in range(_BITS):
        roots.append(np.sqrt(roots[-1]))
    return tuple(roots)
