"""Handover as a share of the build cost, against the band of the method."""

from dataclasses import dataclass
from decimal import Decimal

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word, diamond

SIZE, BAR, TOP = 6.9, 12.0, 12.0
HEIGHT = TOP + BAR + 24


@dataclass(frozen=True, slots=True)
class HandoverBand:
    """Shares of the build cost, 0 to 1: budget, what the plan spends (None without a build cost), and the band."""

    budget: Decimal
    planned: Decimal | None
    low: Decimal
    high: Decimal


def draw_handover_band(band: HandoverBand, width: float, measure: Measure) -> Scene:
    """The band tinted, the budget as a diamond above the bar's middle, the plan's spending as a dark bar."""
    most = float(max(band.high, band.budget, band.planned or Decimal(0))) * 1.25 or 1.0

    def at(share: Decimal) -> float:
        return min(float(share) / most, 1.0) * width

    low, high = at(band.low), at(band.high)
    middle = TOP + BAR / 2
    shapes: list[Shape] = [
        Box(0, TOP, width, BAR, palette.PALE),
        Box(low, TOP, high - low, BAR, palette.STEEL),
        Word(
            (low + high) / 2,
            TOP - 3,
            f"usual: {percent(band.low)} to {percent(band.high)}",
            SIZE,
            palette.GREY,
            anchor=Anchor.MIDDLE,
        ),
    ]
    if band.planned is not None:
        shapes.append(Box(0, middle - 2.2, at(band.planned), 4.4, palette.NAVY))
    shapes.append(diamond(at(band.budget), middle, 5, palette.WHITE, palette.NAVY))
    shapes.append(Path(((at(band.budget), middle + 5), (at(band.budget), TOP + BAR + 4)), stroke=palette.NAVY))
    label = f"budget {percent(band.budget)}"
    half = measure(label, SIZE, True) / 2
    shapes.append(Word(max(at(band.budget), half), TOP + BAR + 11, label, SIZE, palette.INK, True, Anchor.MIDDLE))
    if band.planned is not None:
        shapes.append(
            Word(
                0,
                TOP + BAR + 21,
                f"bar: what the plan spends on handover, {percent(band.planned)} of build",
                SIZE,
                palette.GREY,
            )
        )
    return Scene(width, HEIGHT, tuple(shapes), f"handover budget {percent(band.budget)} of build")


def percent(share: Decimal) -> str:
    """`0.2` → `20 %`, with one decimal where it needs one."""
    return f"{(100 * share).quantize(Decimal('0.1')).normalize():f}\N{NO-BREAK SPACE}%"
