"""Money month by month: stacked bars, and the running total as a line."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from mlplanner.charts import palette
from mlplanner.charts.axes import tick_label, ticks, unit_for
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word, dot
from mlplanner.domain.money import format_amount

SIZE, HEIGHT, TOP, BOTTOM = 6.9, 150.0, 18.0, 16.0
FILLS = (palette.NAVY, palette.STEEL, palette.GREY, palette.TINT)


@dataclass(frozen=True, slots=True)
class CashPeriod:
    """A month: its label and the amounts in the chart's order of series."""

    label: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Series by name, periods in order, `total` of them all, in the currency `unit`; amounts may be negative."""

    series: tuple[str, ...]
    periods: tuple[CashPeriod, ...]
    total: Decimal
    unit: str


def draw_cash_flow(flow: CashFlow, width: float, measure: Measure) -> Scene:
    """Bars on the left axis; the line of the running total is scaled to end at the height of its label."""
    highs = [sum((a for a in p.amounts if a > 0), Decimal(0)) for p in flow.periods]
    lows = [sum((a for a in p.amounts if a < 0), Decimal(0)) for p in flow.periods]
    size, name = unit_for(max([*highs, *(-low for low in lows)], default=Decimal(0)))
    marks = ticks(float(min(lows) / size), float(max(highs) / size) or 1.0, 4)
    left = max(measure(tick_label(mark), SIZE, False) for mark in marks) + 6
    right_label = format_amount(flow.total)
    right = width - measure(right_label, SIZE, True) - 8
    frame = _Frame(left, right, marks[0], marks[-1], (right - left) / len(flow.periods))
    shapes: list[Shape] = [*_axis(marks, frame), *_legend(flow, f"{flow.unit} {name}".strip(), measure)]
    for place, period in enumerate(flow.periods):
        shapes += _bars(period, place, frame, size)
    shapes += _labels(flow, frame, measure)
    shapes += _running_total(flow, frame, right_label)
    return Scene(width, HEIGHT, tuple(shapes), f"{right_label} {flow.unit} over {len(flow.periods)} months")


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    low: float
    high: float
    step: float

    def y(self, value: float) -> float:
        """Points from the top for a value of the left axis."""
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value - self.low) / (self.high - self.low)


def _axis(marks: tuple[float, ...], frame: _Frame) -> list[Shape]:
    shapes: list[Shape] = []
    for mark in marks:
        y = frame.y(mark)
        shapes.append(
            Path(((frame.left, y), (frame.right, y)), stroke=palette.GREY if mark == 0 else palette.RULE, thickness=0.4)
        )
        shapes.append(Word(frame.left - 4, y + 2.3, tick_label(mark), SIZE, palette.GREY, anchor=Anchor.END))
    return shapes


def _legend(flow: CashFlow, unit: str, measure: Measure) -> list[Shape]:
    shapes: list[Shape] = [Word(0, 6, unit, SIZE, palette.GREY)]
    x = measure(unit, SIZE, False) + 14
    for name, fill in zip(flow.series, FILLS, strict=False):
        shapes += [Box(x, 1, 5, 5, fill, palette.GREY, 0.4), Word(x + 8, 6, name, SIZE, palette.INK)]
        x += 8 + measure(name, SIZE, False) + 11
    line = Path(((x, 3.6), (x + 9, 3.6)), stroke=palette.WARN, thickness=1.2)
    return [*shapes, line, Word(x + 12, 6, "running total", SIZE, palette.INK)]


def _bars(period: CashPeriod, place: int, frame: _Frame, size: int) -> list[Shape]:
    shapes: list[Shape] = []
    up = down = 0.0
    wide = frame.step * 0.66
    x = frame.left + frame.step * place + (frame.step - wide) / 2
    for amount, fill in zip(period.amounts, FILLS, strict=False):
        value = float(amount / size)
        start = up if value >= 0 else down
        top, bottom = frame.y(max(start, start + value)), frame.y(min(start, start + value))
        if bottom - top > 0.05:
            shapes.append(Box(x, top, wide, bottom - top, fill, palette.GREY if fill == palette.TINT else None, 0.4))
        up, down = (up + value, down) if value >= 0 else (up, down + value)
    return shapes


def _labels(flow: CashFlow, frame: _Frame, measure: Measure) -> list[Shape]:
    """The months' names, as many as fit side by side."""
    widest = max(measure(period.label, SIZE, False) for period in flow.periods) + 9
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 1000) if step * frame.step >= widest)
    return [
        Word(
            frame.left + frame.step * (place + 0.5), HEIGHT - 4, period.label, SIZE, palette.GREY, anchor=Anchor.MIDDLE
        )
        for place, period in enumerate(flow.periods)
        if place % every == 0
    ]


def _running_total(flow: CashFlow, frame: _Frame, label: str) -> list[Shape]:
    """The running total on a scale of its own, from the axis' zero to its top."""
    if not flow.total:
        return []
    base, top = frame.y(0), frame.y(frame.high)
    sums = accumulate(sum(period.amounts, Decimal(0)) for period in flow.periods)
    points = tuple(
        (frame.left + frame.step * (place + 0.5), base - (base - top) * float(value / flow.total))
        for place, value in enumerate(sums)
    )
    x, y = points[-1]
    word = Word(frame.right + 4, y + 2.3, label, SIZE, palette.WARN, True)
    return [Path(points, stroke=palette.WARN, thickness=1.2), dot(x, y, 1.8, palette.WARN), word]
