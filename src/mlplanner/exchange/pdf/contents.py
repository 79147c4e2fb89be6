"""The contents of a document: its sections with their pages, as links."""

from collections.abc import Sequence

from mlplanner.charts import palette
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.pens import THICK, THIN, Pen
from mlplanner.exchange.pdf.sheets import WIDTH, Page, destination
from mlplanner.exchange.pdf.strips import Draw, Strip
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.wrapping import fit
from mlplanner.reports.blocks import Align

_SIZE, _LINE = 8.3, 14.0


class Contents:
    """Takes its lines now and learns their pages when all is laid out."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        self._places: dict[str, tuple[int, int]] = {}

    def strips(self) -> list[Strip]:
        """A heading and a line to a section."""
        lines = [Strip(_LINE, self._drawn(number, title)) for number, title in enumerate(self._titles, start=1)]
        return [Strip(22, _draw_heading, holds_next=True), *lines]

    def learn(self, pages: Sequence[Page]) -> None:
        """Where the sections begin: page from 1 and bookmark of the page."""
        for number, page in enumerate(pages, start=1):
            for place, (_, title, _) in enumerate(page.bookmarks):
                self._places.setdefault(title, (number, place))

    def _drawn(self, number: int, title: str) -> Draw:
        def draw(pen: Pen, x: float, y: float) -> None:
            page, place = self._places[title]
            with pen.part(Role.CONTENTS, self), pen.part(Role.ENTRY), pen.part(Role.REFERENCE), pen.part(Role.LINK):
                pen.text(x, y + 10, f"{number} ", _SIZE, palette.GREY)
                pen.text(x + 22, y + 10, f"{fit(title, _SIZE, WIDTH - 60)} ", _SIZE)
                pen.text(x + WIDTH, y + 10, str(page), _SIZE, align=Align.RIGHT)
                pen.link((x, y, WIDTH, _LINE), destination(page, place), f"{title}, page {page}")
            pen.rule(x, y + _LINE, WIDTH, THIN)

        return draw


def _draw_heading(pen: Pen, x: float, y: float) -> None:
    with pen.part(Role.H2):
        pen.text(x, y + 12, "Contents", 13.0, palette.NAVY, is_bold=True)
    width = text_width("page", 6.9)
    pen.text(x + WIDTH - width, y + 12, "page", 6.9, palette.GREY)
    pen.rule(x, y + 18, WIDTH, THICK, palette.NAVY)
