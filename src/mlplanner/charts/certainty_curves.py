"""The S-curve: how certain it is that a date or an amount is not exceeded."""

from dataclasses import dataclass

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Measure, Path, Scene, Shape, Word, dot

SIZE, BOTTOM, TOP, LEFT = 6.9, 13.0, 6.0, 30.0
MARKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class CertaintyMark:
    """A point that is named: a percentage, and what it is there."""

    percent: int
    label: str


@dataclass(frozen=True, slots=True)
class CertaintyCurve:
    """`values[p]` is not exceeded in p % of the draws; `plan` is the plan's own value, both as numbers."""

    title: str
    values: tuple[float, ...]
    plan: float
    plan_label: str
    marks: tuple[CertaintyMark, ...]


def draw_certainty_curve(curve: CertaintyCurve, width: float, height: float, measure: Measure) -> Scene:
    """Percent upwards, values to the right; the plan's own value as a dashed line."""
    low, high = min(*curve.values, curve.plan), max(*curve.values, curve.plan)
    span = (high - low) or 1.0
    longest = max((measure(mark.label, SIZE, True) for mark in curve.marks), default=0.0)
    right, bottom = width - longest - 10, height - BOTTOM

    def at(value: float, percent: float) -> tuple[float, float]:
        return LEFT + (right - LEFT) * (value - low) / span, bottom - (bottom - TOP) * percent / 100

    shapes: list[Shape] = []
    for percent in MARKS:
        y = at(low, percent)[1]
        shapes.append(Path(((LEFT, y), (right, y)), stroke=palette.RULE, thickness=0.4))
        shapes.append(Word(LEFT - 4, y + 2.3, f"{percent} %", SIZE, palette.GREY, anchor=Anchor.END))
    x = at(curve.plan, 0)[0]
    shapes.append(Path(((x, TOP), (x, bottom)), stroke=palette.WARN, thickness=0.9, dash=(2.5, 2)))
    half = measure(curve.plan_label, SIZE, False) / 2
    shapes.append(
        Word(min(max(x, half), width - half), height - 2, curve.plan_label, SIZE, palette.WARN, anchor=Anchor.MIDDLE)
    )
    points = tuple(at(value, percent) for percent, value in enumerate(curve.values))
    shapes.append(Path(points, stroke=palette.NAVY, thickness=1.6))
    for mark in curve.marks:
        x, y = at(curve.values[mark.percent], mark.percent)
        shapes.append(dot(x, y, 2.4, palette.NAVY))
        shapes.append(Word(x + 5, y + 7.5, mark.label, SIZE, palette.INK, True))
    said = "; ".join(f"{mark.percent} %: {mark.label}" for mark in curve.marks)
    return Scene(width, height, tuple(shapes), f"{curve.title}: {said}; {curve.plan_label}")
