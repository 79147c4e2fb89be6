"""Sourcing as two bars: who does the work, and where the money goes."""

from dataclasses import dataclass
from decimal import Decimal

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Measure, Path, Scene, Shape, Word

SIZE, BAR, GAP, NAMES = 6.9, 13.0, 6.0, 62.0
HEIGHT = 2 * BAR + GAP + 14
FILLS = (
    (palette.NAVY, palette.WHITE),
    (palette.STEEL, palette.INK),
    (palette.GREY, palette.WHITE),
    (palette.TINT, palette.INK),
)


@dataclass(frozen=True, slots=True)
class MixPart:
    """One sourcing: FTE-weeks and labour in money."""

    name: str
    fte_weeks: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MixBar:
    """The parts in the playbook's order; those without FTE-weeks and money are left out."""

    parts: tuple[MixPart, ...]


def draw_mix_bar(mix: MixBar, width: float, measure: Measure) -> Scene:
    """Two bars with shares in percent, and a legend."""
    shapes: list[Shape] = []
    rows = (("FTE-weeks", [p.fte_weeks for p in mix.parts]), ("Labour cost", [p.amount for p in mix.parts]))
    for place, (name, amounts) in enumerate(rows):
        y = place * (BAR + GAP)
        shapes.append(Word(0, y + BAR / 2 + 2.4, name, SIZE, palette.GREY))
        shapes += _bar(amounts, y, width, measure)
    x, y = NAMES, HEIGHT - 2
    for part, (fill, _) in zip(mix.parts, FILLS, strict=False):
        shapes += [Box(x, y - 5, 5, 5, fill, palette.GREY, 0.4), Word(x + 8, y, part.name, SIZE, palette.INK)]
        x += 8 + measure(part.name, SIZE, False) + 12
    said = ", ".join(f"{part.name} {part.fte_weeks} FTE-weeks" for part in mix.parts)
    return Scene(width, HEIGHT, tuple(shapes), said)


def _bar(amounts: list[Decimal], y: float, width: float, measure: Measure) -> list[Shape]:
    whole = sum(amounts, Decimal(0))
    if not whole:
        return [Path(((NAMES, y + BAR / 2), (width, y + BAR / 2)), stroke=palette.RULE)]
    shapes: list[Shape] = []
    x = NAMES
    for amount, (fill, ink) in zip(amounts, FILLS, strict=False):
        wide = float(amount / whole) * (width - NAMES)
        label = f"{100 * amount / whole:.0f} %"
        shapes.append(Box(x, y, wide, BAR, fill, palette.WHITE, 0.8))
        if measure(label, SIZE, True) + 4 <= wide:
            shapes.append(Word(x + wide / 2, y + BAR / 2 + 2.4, label, SIZE, ink, True, Anchor.MIDDLE))
        x += wide
    return shapes
