"""A pen: draws words, rules and signs on a ReportLab canvas, with y downwards from the top of the page."""

from collections.abc import Hashable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from mlplanner.charts import palette
from mlplanner.charts.scenes import Anchor, Box, Path, Point, Scene, Word
from mlplanner.exchange.pdf.fonts import registered, runs, text_width
from mlplanner.exchange.pdf.marking import Marker
from mlplanner.exchange.pdf.scripts import is_drawn_otherwise
from mlplanner.exchange.pdf.structure import Part, Role, Structure
from mlplanner.exchange.pdf.wrapping import Line, fit
from mlplanner.reports.blocks import Align, Mark, Tone

MARK_COLOURS = {Tone.GOOD: palette.GOOD, Tone.WARN: palette.WARN, Tone.BAD: palette.BAD, Tone.OPEN: palette.GREY}
THIN, THICK = 0.4, 0.8


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field of a form lies: page from 1, box (left, bottom, right, top) in points from the lower left corner.

    `kind`: choice, text or signature; `name` is the field's, for a choice the group's, with its `value`.
    """

    kind: str
    name: str
    title: str
    page: int
    box: tuple[float, float, float, float]
    value: str = ""


class Pen:
    """One page's worth of drawing; `height` is the page's, in points.

    `fields` collects where a reader can fill something in; the writer of the file decides whether there will be a field.
    `structure` learns which part of the document is drawn: see `part`.
    """

    def __init__(
        self, canvas: Any, height: float, *, indent: float = 0.0, page: int = 1, structure: Structure | None = None
    ) -> None:
        self.canvas = canvas
        self.height = height
        self.fields: list[FieldPlace] = []
        self._indent, self._page = indent, page
        self._links = 0
        self._marker = Marker(canvas, structure or Structure(), page)

    def part(self, role: Role, key: Hashable = None, *, scope: str = "", span: int = 1) -> AbstractContextManager[None]:
        """What is drawn inside `with` is a part of the document; with a `key` it goes on over strips and pages."""
        return self._marker.part(Part(role, scope=scope, span=span), key)

    def artifact(self, kind: str = "") -> AbstractContextManager[None]:
        """What is drawn inside `with` is not to be read out; `kind`: Header or Footer."""
        return self._marker.artifact(kind)

    def close(self) -> None:
        """The page is done."""
        self._marker.close()

    def field(self, kind: str, name: str, title: str, box: tuple[float, float, float, float], value: str = "") -> None:
        """Here something can be filled in: `box` is x, y, width, height, as with `box`."""
        x, y, width, height = box
        left, top = x + self._indent, self.height - y
        place = FieldPlace(kind, name, title, self._page, (left, top - height, left + width, top), value)
        self.fields.append(place)
        self._marker.note(place)

    def link(self, box: tuple[float, float, float, float], name: str, said: str) -> None:
        """A click into the box (x, y, width, height) leads to the bookmark of that name; `said` tells where that is."""
        x, y, width, height = box
        self.canvas.linkRect(
            said, name, (x, self.height - y - height, x + width, self.height - y), relative=1, thickness=0
        )
        self._marker.note(self._links)
        self._links += 1

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = palette.INK,
        *,
        is_bold: bool = False,
        align: Align = Align.LEFT,
    ) -> float:
        """One line of text with its baseline at `y`; right-aligned text ends at `x`. Gives its width."""
        width = text_width(text, size, is_bold)
        left = x - width if align == Align.RIGHT else x
        pieces = runs(text, is_bold)
        if not pieces:
            return width
        drawn = self.canvas.beginText(round(left, 2), self._up(y))
        drawn.setFillColor(_colour(colour))
        for run in pieces:
            registered(run.font)
            drawn.setFont(run.font, size)
            drawn.textOut(run.text)
        self._marker.text()
        if is_drawn_otherwise(text):
            self.canvas.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        self.canvas.drawText(drawn)
        if is_drawn_otherwise(text):
            self.canvas.addLiteral("EMC")
        return width

    def fitted(self, x: float, y: float, text: str, size: float, width: float, **style: Any) -> float:
        """As `text`, shortened with an ellipsis to `width`."""
        return self.text(x, y, fit(text, size, width, style.get("is_bold", False)), size, **style)

    def line(
        self, x: float, y: float, line: Line, size: float, colour: str = palette.INK, *, align: Align = Align.LEFT
    ) -> None:
        """A wrapped line, its strong pieces in bold."""
        place = x - line.width if align == Align.RIGHT else x
        for number, piece in enumerate(line.pieces, start=1):
            ends = " " if line.has_gap and number == len(line.pieces) else ""
            place += self.text(place, y, piece.text + ends, size, colour, is_bold=piece.is_strong)

    def lines(
        self, x: float, y: float, lines: Iterable[Line], size: float, leading: float, *, colour: str = palette.INK
    ) -> float:
        """Wrapped lines below each other, the first baseline at `y`; gives the y after the last line."""
        for line in lines:
            self.line(x, y, line, size, colour)
            y += leading
        return y

    def rule(self, x: float, y: float, width: float, thickness: float = THIN, colour: str = palette.RULE) -> None:
        """A horizontal line."""
        self.path(Path(((x, y), (x + width, y)), stroke=colour, thickness=thickness))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        thickness: float = 0.6,
    ) -> None:
        """A rectangle whose upper left corner is (x, y)."""
        self._ink(fill, stroke, thickness)
        sides = (round(x, 2), self._up(y + height), round(width, 2), round(height, 2))
        self.canvas.rect(*sides, stroke=int(stroke is not None), fill=int(fill is not None))

    def path(self, path: Path) -> None:
        """A line or polygon."""
        self._ink(path.fill, path.stroke, path.thickness)
        drawn = self.canvas.beginPath()
        (x, y), *rest = path.points
        drawn.moveTo(round(x, 2), self._up(y))
        for x, y in rest:
            drawn.lineTo(round(x, 2), self._up(y))
        if path.is_closed:
            drawn.close()
        if path.dash:
            self.canvas.saveState()
            self.canvas.setDash(list(path.dash))
        self.canvas.drawPath(drawn, stroke=int(path.stroke is not None), fill=int(path.fill is not None))
        if path.dash:
            self.canvas.restoreState()

    def circle(self, x: float, y: float, radius: float, fill: str | None = None, stroke: str | None = None) -> None:
        """A circle round (x, y)."""
        self._ink(fill, stroke, 0.9)
        self.canvas.circle(x, self.height - y, radius, stroke=int(stroke is not None), fill=int(fill is not None))

    def mark(self, x: float, y: float, mark: Mark, size: float, width: float = 200) -> None:
        """A status: its sign, then its word in bold, the baseline at `y`."""
        colour = MARK_COLOURS[mark.tone]
        middle, radius = y - 0.34 * size, 0.36 * size
        centre = x + radius
        match mark.tone:
            case Tone.GOOD:
                self.circle(centre, middle, radius, fill=colour)
            case Tone.WARN:
                self.path(
                    _polygon(
                        (
                            (centre, middle - radius),
                            (centre + 1.12 * radius, middle + radius),
                            (centre - 1.12 * radius, middle + radius),
                        ),
                        colour,
                    )
                )
            case Tone.BAD:
                side = 1.75 * radius
                self.box(centre - side / 2, middle - side / 2, side, side, fill=colour)
            case Tone.OPEN:
                self.circle(centre, middle, radius - 0.4, stroke=colour)
        self.fitted(x + 1.15 * size, y, mark.word, size, width - 1.15 * size, colour=colour, is_bold=True)

    def scene(self, x: float, y: float, scene: Scene) -> None:
        """A chart with its upper left corner at (x, y); who cannot see it hears its summary."""
        left, top = x + self._indent, self.height - y
        box = (left, top - scene.height, left + scene.width, top)
        with self._marker.part(Part(Role.FIGURE, alt=scene.summary, box=box)):
            self._shapes(x, y, scene)

    def _shapes(self, x: float, y: float, scene: Scene) -> None:
        for shape in scene.shapes:
            match shape:
                case Box():
                    self.box(
                        x + shape.x,
                        y + shape.y,
                        shape.width,
                        shape.height,
                        fill=shape.fill,
                        stroke=shape.stroke,
                        thickness=shape.thickness,
                    )
                case Path():
                    self.path(_moved(shape, x, y))
                case Word():
                    self._word(x, y, shape)

    def _word(self, x: float, y: float, word: Word) -> None:
        width = text_width(word.text, word.size, word.is_bold)
        left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[word.anchor]
        self.text(x + word.x - left, y + word.y, f"{word.text} ", word.size, word.colour, is_bold=word.is_bold)

    def _up(self, y: float) -> float:
        """`y` as PDF counts it, from the bottom; to a hundredth of a point, which keeps files small."""
        return round(self.height - y, 2)

    def _ink(self, fill: str | None, stroke: str | None, thickness: float) -> None:
        """Colours and thickness of the shape that is drawn next."""
        self._marker.shape()
        if fill is not None:
            self.canvas.setFillColor(_colour(fill))
        if stroke is not None:
            self.canvas.setStrokeColor(_colour(stroke))
            self.canvas.setLineWidth(thickness)


def _colour(code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def _polygon(points: tuple[Point, ...], fill: str) -> Path:
    return Path(points, fill=fill, is_closed=True)


def _moved(path: Path, x: float, y: float) -> Path:
    points = tuple((px + x, py + y) for px, py in path.points)
    return Path(points, path.stroke, path.thickness, path.fill, path.is_closed, path.dash)
