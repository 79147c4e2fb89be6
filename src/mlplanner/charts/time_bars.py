"""Time as one bar: phases as long as their weeks, gates as diamonds with their state."""

from dataclasses import dataclass
from enum import StrEnum

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word, diamond, fitted

BAR, SIZE, SMALL, SMALLEST = 16.0, 6.9, 6.9, 6.4
GATE_Y, FIRST_LABEL, LINE = BAR + 8.0, BAR + 20.0, 8.6
HEIGHT = FIRST_LABEL + LINE + 1


class GateSign(StrEnum):
    """How a gate's diamond is drawn: filled, amber, hollow."""

    PASSED = "passed"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TimeSegment:
    """A phase, or the handover headroom after the last one."""

    name: str
    weeks: int
    is_done: bool = False
    is_headroom: bool = False


@dataclass(frozen=True, slots=True)
class GateSignAt:
    """A gate at the end of plan week `week`."""

    label: str
    week: int
    sign: GateSign


@dataclass(frozen=True, slots=True)
class TimeBar:
    """Phases in order, gates in order, and today in weeks from the start (None: outside the plan)."""

    segments: tuple[TimeSegment, ...]
    gates: tuple[GateSignAt, ...]
    today: float | None = None
    whisker: tuple[float, float] | None = None
    """Weeks to the planned delivery and to P80 of it."""


def draw_time_bar(bar: TimeBar, width: float, measure: Measure) -> Scene:
    """The bar with gates below; labels that would touch go to a second line."""
    weeks = sum(segment.weeks for segment in bar.segments) or 1
    unit = (width - 6) / max(weeks, *(bar.whisker or (0,)))
    shapes: list[Shape] = []
    x = 0.0
    for segment in bar.segments:
        wide = segment.weeks * unit
        shapes += _segment(segment, x, wide, measure)
        x += wide
    if bar.today is not None:
        place = min(max(bar.today, 0), weeks) * unit
        shapes.append(Path(((place, -3.5), (place, 2.5)), stroke=palette.WARN, thickness=1.4))
        shapes.append(Path(((place, BAR - 2.5), (place, BAR + 3)), stroke=palette.WARN, thickness=1.4))
    if bar.whisker is not None:
        shapes += draw_whisker(bar.whisker[0] * unit, bar.whisker[1] * unit, -2.8)
    shapes += _gates(bar.gates, unit, width, measure)
    said = "; ".join(f"{gate.label} after week {gate.week}" for gate in bar.gates)
    if bar.whisker is not None:
        said += f"; delivery after week {bar.whisker[0]:g}, with a certainty of 80 % after {bar.whisker[1]:.1f} weeks"
    return Scene(width, HEIGHT, tuple(shapes), said)


def draw_whisker(start: float, end: float, y: float) -> list[Shape]:
    """From the planned day to P80: a line with a cap at both ends."""
    caps = [Path(((x, y - 2), (x, y + 2)), stroke=palette.WARN, thickness=1.0) for x in (start, end)]
    return [Path(((start, y), (end, y)), stroke=palette.WARN, thickness=1.0), *caps]


def _segment(segment: TimeSegment, x: float, wide: float, measure: Measure) -> list[Shape]:
    fill, ink = palette.NAVY, palette.WHITE
    if segment.is_done:
        fill, ink = palette.STEEL, palette.INK
    if segment.is_headroom:
        fill, ink = palette.WHITE, palette.GREY
    short = f"+{segment.weeks}" if segment.is_headroom else segment.name.split(maxsplit=1)[0]
    text, size = _name((segment.name, short), wide - 2, measure)
    stroke = palette.STEEL if segment.is_headroom else palette.WHITE
    box = Box(x, 0, wide, BAR, fill, stroke, 1.0)
    return [box, Word(x + wide / 2, BAR / 2 + 2.4, text, size, ink, anchor=Anchor.MIDDLE)]


def _name(names: tuple[str, str], room: float, measure: Measure) -> tuple[str, float]:
    """The long name or the short one in the type that fits; cut only where even that is too long."""
    for text in names:
        for size in (SIZE, SMALLEST):
            if measure(text, size, False) <= room:
                return text, size
    return fitted(names[1], room, SMALLEST, False, measure) if room > 14 else "", SMALLEST


def _gates(gates: tuple[GateSignAt, ...], unit: float, width: float, measure: Measure) -> list[Shape]:
    fills = {GateSign.PASSED: palette.NAVY, GateSign.NOW: palette.WARN, GateSign.LATER: palette.WHITE}
    shapes: list[Shape] = []
    ends = [-10.0, -10.0]
    for gate in gates:
        x = gate.week * unit
        is_now = gate.sign == GateSign.NOW
        half = measure(gate.label, SMALL, is_now) / 2
        middle = min(max(x, half), width - half)
        row = 0 if middle - half >= ends[0] + 4 else 1
        shapes.append(diamond(x, GATE_Y, 4.2, fills[gate.sign], palette.NAVY))
        if middle - half >= ends[row] + 4:
            ends[row] = middle + half
            colour = palette.INK if is_now else palette.GREY
            y = FIRST_LABEL + row * LINE
            shapes.append(Word(middle, y, gate.label, SMALL, colour, is_now, Anchor.MIDDLE))
    return shapes
