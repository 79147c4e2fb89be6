"""Money as one bar: spent, asked, and what is left in the envelope."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word
from mlplanner.domain.money import format_amount

BAR, LABEL, SIZE, SMALL = 16.0, 11.0, 7.8, 6.9
HEIGHT = BAR + LABEL


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """Amounts in the portfolio's currency; `headroom` is negative over the envelope, None without one."""

    spent: Decimal
    ask: Decimal
    headroom: Decimal | None


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    amount: Decimal
    fill: str
    ink: str


def draw_money_bar(bar: MoneyBar, width: float, measure: Measure) -> Scene:
    """One bar as long as the envelope, or as the plan where that is more; a red part lies over the envelope."""
    parts = _parts(bar)
    whole = sum((part.amount for part in parts), Decimal(0)) or Decimal(1)
    shapes: list[Shape] = []
    captions: list[tuple[float, str]] = []
    x = 0.0
    for part in parts:
        wide = float(part.amount / whole) * width
        shapes.append(Box(x, 0, wide, BAR, part.fill, palette.STEEL if part.fill == palette.WHITE else palette.WHITE))
        label = format_amount(part.amount)
        is_inside = measure(label, SIZE, True) + 6 <= wide
        if is_inside:
            shapes.append(Word(x + wide / 2, BAR / 2 + 2.8, label, SIZE, part.ink, True, Anchor.MIDDLE))
        captions.append((x + wide / 2, part.name if is_inside else f"{part.name} {label}"))
        x += wide
    shapes += _over(bar, whole, width)
    shapes += _captions(parts, captions, width, measure)
    said = ", ".join(f"{part.name.lower()} {format_amount(part.amount)}" for part in parts)
    return Scene(width, HEIGHT, tuple(shapes), said)


def _parts(bar: MoneyBar) -> tuple[_Part, ...]:
    parts = [
        _Part("Spent", bar.spent, palette.STEEL, palette.INK),
        _Part("Ask now", bar.ask, palette.NAVY, palette.WHITE),
    ]
    if bar.headroom is not None and bar.headroom > 0:
        parts.append(_Part("Headroom", bar.headroom, palette.WHITE, palette.INK))
    return tuple(part for part in parts if part.amount)


def _over(bar: MoneyBar, whole: Decimal, width: float) -> list[Shape]:
    """A red line along what exceeds the envelope."""
    if bar.headroom is None or bar.headroom >= 0:
        return []
    edge = width * float(1 + bar.headroom / whole)
    return [
        Path(((edge, -3), (edge, BAR + 2)), stroke=palette.BAD, thickness=1.2),
        Path(((edge, -2.4), (width, -2.4)), stroke=palette.BAD, thickness=1.2),
    ]


def _captions(
    parts: tuple[_Part, ...], captions: list[tuple[float, str]], width: float, measure: Measure
) -> list[Shape]:
    """Names under their parts; a legend from the left where they would run into each other."""
    y = BAR + LABEL - 2
    halves = [measure(text, SMALL, False) / 2 for _, text in captions]
    places = [min(max(c, half), width - half) for (c, _), half in zip(captions, halves, strict=True)]
    edges = list(zip(places, halves, strict=True))
    if all(a + ha + 6 <= b - hb for (a, ha), (b, hb) in pairwise(edges)):
        return [
            Word(x, y, text, SMALL, palette.GREY, anchor=Anchor.MIDDLE)
            for x, (_, text) in zip(places, captions, strict=True)
        ]
    shapes: list[Shape] = []
    x = 0.0
    for part, (_, text) in zip(parts, captions, strict=True):
        shapes += [Box(x, y - 5, 5, 5, part.fill, palette.STEEL), Word(x + 7, y, text, SMALL, palette.GREY)]
        x += 7 + measure(text, SMALL, False) + 9
    return shapes
