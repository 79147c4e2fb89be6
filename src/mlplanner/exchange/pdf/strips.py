"""A flow of strips onto pages: nothing is cut apart that belongs together, and tables repeat their headings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import BOTTOM, MARGIN, TOP, Page

ENOUGH = 0.36
"""The part of a page that has to be free for a chapter to begin on it that does not end there."""
ROUNDING = 0.01
"""Points by which sums of heights may be off."""
Draw = Callable[[Pen, float, float], None]
"""Draws at (x, y): the strip's upper left corner."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal piece of content, `height` points high, with `space` above it where it is not on top of a page.

    `holds_next`: it stays with the strip after it. `head` is drawn again above it when it comes first on a page.
    `bookmark` is an outline entry (level, title).
    """

    height: float
    draw: Draw
    space: float = 0.0
    holds_next: bool = False
    head: "Strip | None" = None
    bookmark: tuple[int, str] | None = None


@dataclass
class _Sheet:
    """A page that is being filled."""

    bottom: float
    placed: list[tuple[float, Strip]] = field(default_factory=list)
    y: float = TOP

    def room(self) -> float:
        return self.bottom - self.y + ROUNDING

    def put(self, strip: Strip) -> None:
        if not self.placed and strip.head:
            self.put(strip.head)
        self.y += strip.space if self.placed else 0.0
        self.placed.append((self.y, strip))
        self.y += strip.height


def paginate(chapters: Sequence[Sequence[Strip]], bottom: float = BOTTOM) -> list[Page]:
    """Strips on pages whose content ends at `bottom`.

    A chapter begins below the one before where all of it fits there or much of the page is free, else on a new page.
    """
    sheets: list[_Sheet] = []
    least = ENOUGH * (bottom - TOP)
    for chapter in chapters:
        if not sheets or min(_height(chapter), least) > sheets[-1].room():
            sheets.append(_Sheet(bottom))
        for group in _groups(chapter):
            if sheets[-1].placed and _height(group) > sheets[-1].room():
                sheets.append(_Sheet(bottom))
            for strip in group:
                if sheets[-1].placed and strip.space + strip.height > sheets[-1].room():
                    sheets.append(_Sheet(bottom))
                sheets[-1].put(strip)
    return [_page(sheet) for sheet in sheets]


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips that must stay together."""
    groups: list[list[Strip]] = []
    is_held = False
    for strip in strips:
        if is_held:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        is_held = strip.holds_next
    return groups


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height + strip.space for strip in strips)


def _page(sheet: _Sheet) -> Page:
    def draw(pen: Pen) -> None:
        for y, strip in sheet.placed:
            strip.draw(pen, MARGIN, y)

    marks = tuple((*strip.bookmark, y) for y, strip in sheet.placed if strip.bookmark)
    return Page(draw, marks)
