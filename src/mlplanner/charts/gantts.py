"""The plan on the calendar, week by week: phases, inserted work, gates, headroom, baseline and today."""

from dataclasses import dataclass
from datetime import date, timedelta

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word, diamond, fitted
from mlplanner.charts.time_bars import GateSign, draw_whisker
from mlplanner.domain.weeks import DAYS_IN_WEEK, MONTH_NAMES

SIZE, ROW, BAR, HEAD, NAMES = 6.9, 19.0, 9.0, 27.0, 148.0
MONTH_ROOM = 40.0
"""Points from one month's name to the next, so that they can be read."""


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A phase or the headroom in plan weeks, first to last; inserted work and baseline likewise.

    `gate` is the label of the gate at its end. Baseline weeks may lie before week 1.
    """

    name: str
    first: int
    last: int
    inserted: tuple[tuple[int, int], ...] = ()
    baseline: tuple[int, int] | None = None
    gate: str = ""
    sign: GateSign = GateSign.LATER
    is_headroom: bool = False


@dataclass(frozen=True, slots=True)
class Gantt:
    """Rows from the Monday `start`; `today` in weeks from the start (None: outside the plan)."""

    start: date
    weeks: int
    rows: tuple[GanttRow, ...]
    today: float | None = None
    whisker: tuple[float, float] | None = None
    """Weeks to the planned delivery and to P80 of it; drawn below the last row's bar."""


def gantt_height(gantt: Gantt) -> float:
    """Points from the month names to the last row."""
    return HEAD + ROW * len(gantt.rows) + 6


def draw_gantt(gantt: Gantt, width: float, measure: Measure) -> Scene:
    """Months and weeks on top, a row to a phase."""
    unit = (width - NAMES - 44) / max(gantt.weeks, *(gantt.whisker or (0,)))
    bottom = HEAD + ROW * len(gantt.rows)
    shapes: list[Shape] = [*_months(gantt, unit, bottom), *_weeks(gantt, unit)]
    for place, row in enumerate(gantt.rows):
        shapes += _row(row, HEAD + ROW * place, unit, width, measure)
    if gantt.today is not None:
        x = NAMES + gantt.today * unit
        shapes.append(Path(((x, HEAD - 3), (x, bottom)), stroke=palette.WARN, thickness=1.0))
        shapes.append(Word(x, bottom + 6, "today", SIZE, palette.WARN, True, Anchor.MIDDLE))
    said = "; ".join(f"{row.name} weeks {row.first} to {row.last}" for row in gantt.rows)
    if gantt.whisker is not None:
        shapes += draw_whisker(NAMES + gantt.whisker[0] * unit, NAMES + gantt.whisker[1] * unit, bottom - 1.5)
        said += f"; delivery with a certainty of 80 % after {gantt.whisker[1]:.1f} weeks"
    return Scene(width, gantt_height(gantt), tuple(shapes), said)


def _months(gantt: Gantt, unit: float, bottom: float) -> list[Shape]:
    """A month's name above the first Monday in it, and a thin line down."""
    shapes: list[Shape] = []
    names: list[Word] = []
    for week in range(gantt.weeks):
        monday = gantt.start + timedelta(days=DAYS_IN_WEEK * week)
        if week and monday.day > DAYS_IN_WEEK:
            continue
        x = NAMES + unit * week
        shapes.append(Path(((x, HEAD - 12), (x, bottom)), stroke=palette.RULE, thickness=0.4))
        names.append(Word(x + 1.5, 8, f"{MONTH_NAMES[monday.month - 1]} {monday.year}", SIZE, palette.GREY))
    return [*shapes, *_apart(names)]


def _apart(names: list[Word]) -> list[Word]:
    """Month names that have room: a first month of few weeks gives way to the next, later ones give way to those before."""
    if len(names) > 1 and names[1].x - names[0].x < MONTH_ROOM:
        names = names[1:]
    kept: list[Word] = []
    for name in names:
        if not kept or name.x - kept[-1].x >= MONTH_ROOM:
            kept.append(name)
    return kept


def _weeks(gantt: Gantt, unit: float) -> list[Shape]:
    """Week numbers, as many as there is room for."""
    step = next(step for step in (1, 2, 4, 13, 26, 52, 104, 260) if step * unit >= 17)
    return [
        Word(NAMES + unit * (week - 0.5), 19, f"W{week}", SIZE, palette.GREY, anchor=Anchor.MIDDLE)
        for week in range(1, gantt.weeks + 1, step)
    ]


def _row(row: GanttRow, y: float, unit: float, width: float, measure: Measure) -> list[Shape]:
    top = y + (ROW - BAR) / 2
    x, wide = NAMES + unit * (row.first - 1), unit * (row.last - row.first + 1)
    name = fitted(row.name, NAMES - 6, SIZE + 0.9, False, measure)
    fill = palette.WHITE if row.is_headroom else palette.NAVY
    stroke = palette.NAVY if row.is_headroom else None
    shapes: list[Shape] = [
        Path(((0, y), (width, y)), stroke=palette.RULE, thickness=0.4),
        Word(0, top + BAR / 2 + 2.6, name, SIZE + 0.9, palette.INK),
        Box(x, top, wide, BAR, fill, stroke, 0.8),
    ]
    for first, last in row.inserted:
        left = NAMES + unit * (first - 1)
        shapes.append(Box(left, top, unit * (last - first + 1), BAR, palette.STEEL, palette.NAVY, 0.6))
    if row.baseline:
        first, last = row.baseline
        left = NAMES + unit * max(first - 1, 0)
        shapes.append(Box(left, top + BAR + 1.2, max(NAMES + unit * last - left, 1), 1.8, palette.GREY))
    if row.gate:
        fills = {GateSign.PASSED: palette.NAVY, GateSign.NOW: palette.WARN, GateSign.LATER: palette.WHITE}
        shapes.append(diamond(x + wide, top + BAR / 2, 5.2, fills[row.sign], palette.NAVY))
        shapes.append(Word(x + wide + 8, top + BAR / 2 + 2.4, row.gate, SIZE, palette.INK, row.sign == GateSign.NOW))
    return shapes
