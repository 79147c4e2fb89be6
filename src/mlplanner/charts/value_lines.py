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

    @property
    def scale(self) -> tuple[int, str]:
        """The unit the axis counts in."""
        return unit_for(max((abs(total) for total in self.totals), default=Decimal(0)))

    @property
    def unit_label(self) -> str:
        """`EUR thousand`: said once, in the heading."""
        return f"{self.unit} {self.scale[1]}".strip()


def draw_value_line(line: ValueLine, width: float, height: float, measure: Measure) -> Scene:
    """The line over months, with its last value written at its end."""
    size = line.scale[0]
    values = [float(total / size) for total in line.totals]
    marks = ticks(min(*values, 0.0), max(*values, 0.0), 4)
    left = max(measure(tick_label(mark), SIZE, False) for mark in marks) + 5
    right = width - measure(tick_label(round(values[-1])), SIZE, True) - 8
    months = len(values) - 1
    bottom = height - BOTTOM

    def at(month: float, value: float) -> tuple[float, float]:
        share = (value - marks[0]) / (marks[-1] - marks[0])
        return left + (right - left) * month / months, bottom - (bottom - TOP) * share

    shapes: list[Shape] = []
    for mark in marks:
        y = at(0, mark)[1]
        colour = palette.GREY if mark == 0 else palette.RULE
        shapes.append(Path(((left, y), (right, y)), stroke=colour, thickness=0.7 if mark == 0 else 0.4))
        shapes.append(Word(left - 4, y + 2.3, tick_label(mark), SIZE, palette.GREY, anchor=Anchor.END))
    shapes += _months(months, at, height, width, measure)
    shapes.append(Path(tuple(at(m, v) for m, v in enumerate(values)), stroke=palette.NAVY, thickness=1.6))
    end = at(months, values[-1])
    shapes.append(Word(end[0] + 4, end[1] + 2.3, tick_label(round(values[-1])), SIZE, palette.INK, True))
    shapes += _break_even(line, at, right, measure)
    return Scene(width, height, tuple(shapes), _said(line, values[-1]))


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


def _said(line: ValueLine, last: float) -> str:
    when = f"pays back at {line.payback_months} months" if line.payback_months is not None else "does not pay back"
    return f"{when}; {tick_label(round(last))} {line.unit_label} after {len(line.totals) - 1} months"
