"""A scene: what a chart consists of, in points, with the origin at the top left and y downwards."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

Point = tuple[float, float]
Measure = Callable[[str, float, bool], float]
"""Width in points of a text in a size, bold or not; given by the painter, who knows the fonts."""


class Anchor(StrEnum):
    """Which point of a word lies at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled and/or outlined rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; closed and filled it is a polygon. `dash` in points, empty for a solid line."""

    points: tuple[Point, ...]
    stroke: str | None = None
    thickness: float = 0.6
    fill: str | None = None
    is_closed: bool = False
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A text on one line; y is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    is_bold: bool = False
    anchor: Anchor = Anchor.START


Shape = Box | Path | Word


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished chart, painted in order; `summary` says in words what it shows, for those who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    summary: str = ""


def diamond(x: float, y: float, radius: float, fill: str, stroke: str) -> Path:
    """The sign of a gate."""
    points = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return Path(points, stroke=stroke, thickness=1.0, fill=fill, is_closed=True)


def dot(x: float, y: float, radius: float, fill: str) -> Path:
    """A marked point, as a polygon of 16 corners: round at the size it is used."""
    turns = [2 * pi * step / 16 for step in range(16)]
    points = tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)
    return Path(points, fill=fill, is_closed=True)


def fitted(text: str, width: float, size: float, is_bold: bool, measure: Measure) -> str:
    """`text`, cut with an ellipsis to fit `width`; empty where not even two letters fit."""
    if measure(text, size, is_bold) <= width:
        return text
    for length in range(len(text) - 1, 1, -1):
        cut = f"{text[:length].rstrip()}…"
        if measure(cut, size, is_bold) <= width:
            return cut
    return ""
