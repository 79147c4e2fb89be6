"""What comes back: the cumulative net value after hand-over, with the break-even marked."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from mlplanner.charts import palette
from mlplanner.charts.axes import tick_label, ticks, unit_for
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Point, Scene, Shape, Word, dot

SIZE, BOTTOM, TOP = 6.9, 13.0, 5.0
MONTHS = 12
Place = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class ValueLine:
    """Cumulative net value (not discounted) at hand-over and after each month; `unit` is the currency's code."""

    totals: tuple[Decimal, ...]
    payback_months: Decimal | None
    unit: str
    band: tuple[tuple[Decimal, ...], tuple[Decimal, ...]] | None = None
    """P10 and P90 of the totals; None where nothing is known of them."""

    @property
    def scale(self) -> tuple[int, str]:
        """The unit the axis counts in."""
        edges = self.band or ()
        return unit_for(max((abs(total) for line in (self.totals, *edges) for total in line), default=Decimal(0)))

    @property
    def unit_label(self) -> str:
        """`EUR thousand`: said once, in the heading."""
        return f"{self.unit} {self.scale[1]}".strip()


def draw_value_line(line: ValueLine, width: float, height: float, measure: Measure) -> Scene:
    """The line over months, with its last value written at its end."""
    size = line.scale[0]
    values = [float(total / size) for total in line.totals]
    low, high = ([float(total / size) for total in edge] for edge in line.band or (line.totals, line.totals))
    marks = ticks(min(*low, *values, 0.0), max(*high, *values, 0.0), 4)
    left = max(measure(tick_label(mark), SIZE, False) for mark in marks) + 5
    names = _ends(line, (low[-1], values[-1], high[-1]))
    right = width - max(measure(text, SIZE, True) for text, _ in names) - 8
    months = len(values) - 1
    bottom = height - BOTTOM

    def at(month: float, value: float) -> tuple[float, float]:
        share = (value - marks[0]) / (marks[-1] - marks[0])
        return left + (right - left) * month / months, bottom - (bottom - TOP) * share

    shapes: list[Shape] = []
    if line.band:
        there, back = [at(m, v) for m, v in enumerate(high)], [at(m, v) for m, v in enumerate(low)]
        shapes.append(Path((*there, *reversed(back)), fill=palette.TINT, is_closed=True))
    for mark in marks:
        y = at(0, mark)[1]
        colour = palette.GREY if mark == 0 else palette.RULE
        shapes.append(Path(((left, y), (right, y)), stroke=colour, thickness=0.7 if mark == 0 else 0.4))
        shapes.append(Word(left - 4, y + 2.3, tick_label(mark), SIZE, palette.GREY, anchor=Anchor.END))
    shapes += _months(months, at, height, width, measure)
    shapes.append(Path(tuple(at(m, v) for m, v in enumerate(values)), stroke=palette.NAVY, thickness=1.6))
    shapes += _named(names, [at(months, value) for _, value in names])
    shapes += _break_even(line, at, right, measure)
    return Scene(width, height, tuple(shapes), _said(line, values[-1], names))


def _ends(line: ValueLine, last: tuple[float, float, float]) -> list[tuple[str, float]]:
    """What stands at the right end of the lines, the highest first; the plan's own value alone where there is no band."""
    low, plan, high = last
    if not line.band:
        return [(tick_label(round(plan)), plan)]
    words = (("P90", high), ("Plan", plan), ("P10", low))
    return [(f"{name} {tick_label(round(value))}", value) for name, value in words]


def _named(names: list[tuple[str, float]], ends: list[Point]) -> list[Shape]:
    """The words beside the ends, never on top of each other; the plan's is bold."""
    middle = len(names) // 2
    heights = [end[1] for end in ends]
    if len(names) > 1:
        heights[0] = min(heights[0], heights[middle] - SIZE - 1)
        heights[-1] = max(heights[-1], heights[middle] + SIZE + 1)
    return [
        Word(end[0] + 4, y + 2.3, text, SIZE, palette.INK if place == middle else palette.GREY, place == middle)
        for place, ((text, _), end, y) in enumerate(zip(names, ends, heights, strict=True))
    ]


def _months(months: int, at: Place, height: float, width: float, measure: Measure) -> list[Shape]:
    step = 6 if months <= 4 * MONTHS else MONTHS
    y = height - 2
    shapes: list[Shape] = [Word(at(0, 0)[0], y, "hand-over", SIZE, palette.GREY, anchor=Anchor.MIDDLE)]
    room = step * (at(1, 0)[0] - at(0, 0)[0])
    last_width = measure(f"{months} months", SIZE, False)
    for month in range(step, months + 1, step):
        if month + step == months and room < last_width:
            continue
        is_last = month + step > months
        text = f"{month} months" if is_last else str(month)
        anchor = Anchor.MIDDLE
        x = at(month, 0)[0]
        if is_last and x + measure(text, SIZE, False) / 2 > width:
            x, anchor = width, Anchor.END
        shapes.append(Word(x, y, text, SIZE, palette.GREY, anchor=anchor))
    return shapes


def _break_even(line: ValueLine, at: Place, right: float, measure: Measure) -> list[Shape]:
    """A dot where the line crosses zero, and a sentence beside it on white."""
    if line.payback_months is None:
        return []
    x, y = at(float(line.payback_months), 0)
    text = f"pays back at {line.payback_months} months"
    wide = measure(text, SIZE, True)
    start = min(x + 5, right - wide)
    back = Box(start - 1.5, y + 3.2, wide + 3, 8.6, palette.WHITE)
    return [back, dot(x, y, 2.6, palette.NAVY), Word(start, y + 10, text, SIZE, palette.INK, True)]


def _said(line: ValueLine, last: float, names: list[tuple[str, float]]) -> str:
    when = f"pays back at {line.payback_months} months" if line.payback_months is not None else "does not pay back"
    told = f"{when}; {tick_label(round(last))} {line.unit_label} after {len(line.totals) - 1} months"
    return f"{told}; {'; '.join(text for text, _ in names)}" if line.band else told
