"""What an outcome depends on: bars to the right and left of zero, the longest on top."""

from dataclasses import dataclass
from decimal import Decimal

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word, fitted

SIZE, BAR, STEP, BOTTOM = 6.9, 9.0, 14.0, 14.0
NAMES = 0.36
"""The part of the width that names take."""


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """A driver with its rank correlation, −1 to 1, and what it does in words."""

    name: str
    correlation: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Tornado:
    """The drivers of one outcome, the strongest first."""

    outcome: str
    bars: tuple[TornadoBar, ...]


def draw_tornado(tornado: Tornado, width: float, measure: Measure) -> Scene:
    """Names on the left, bars around a line at zero, the swing at a bar's end."""
    left = width * NAMES
    labels = max((measure(bar.label, SIZE, True) for bar in tornado.bars), default=0.0) + 6
    low = min([0.0, *(float(bar.correlation) for bar in tornado.bars)])
    high = max([0.0, *(float(bar.correlation) for bar in tornado.bars)])
    room = width - left - labels * ((low < 0) + (high > 0))
    unit = room / ((high - low) or 1.0)
    zero = left + (labels if low < 0 else 0) - low * unit
    height = len(tornado.bars) * STEP + BOTTOM
    shapes: list[Shape] = []
    for place, bar in enumerate(tornado.bars):
        shapes.append(Word(0, place * STEP + 9, fitted(bar.name, left - 8, SIZE, False, measure), SIZE, palette.INK))
        shapes += _bar(bar, zero, place * STEP + 2, unit)
    end = height - BOTTOM + 1
    shapes.append(Path(((zero, 0), (zero, end)), stroke=palette.GREY, thickness=0.7))
    legend = f"bar: rank correlation with {tornado.outcome}; number: how much it moves from the lowest to the highest"
    shapes.append(Word(width, height - 3, legend, SIZE, palette.GREY, anchor=Anchor.END))
    return Scene(width, height, tuple(shapes), _said(tornado))


def _bar(bar: TornadoBar, zero: float, y: float, unit: float) -> list[Shape]:
    wide = abs(float(bar.correlation)) * unit
    is_up = bar.correlation >= 0
    x = zero if is_up else zero - wide
    at = (x + wide + 4, Anchor.START) if is_up else (x - 4, Anchor.END)
    return [
        Box(x, y, wide, BAR, palette.NAVY if is_up else palette.STEEL),
        Word(at[0], y + 7, bar.label, SIZE, palette.INK, True, at[1]),
    ]


def _said(tornado: Tornado) -> str:
    said = "; ".join(f"{bar.name} {bar.correlation} ({bar.label})" for bar in tornado.bars)
    return f"Drivers of {tornado.outcome}: {said}" if said else f"Nothing moves {tornado.outcome}"
