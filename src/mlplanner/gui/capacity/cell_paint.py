"""One cell of the heat map as a picture, painted once for each look and then only copied."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPixmap

from mlplanner.gui.capacity.words import OVER, Cell
from mlplanner.gui.theme import Colours, colours

_MOST = 4000
"""Pictures kept; more are forgotten together."""
_STEPS = 5
"""Shades of a load up to full."""


class CellPainter:
    """Number, colour and sign: ▲ and red for more than there is; the hatched foot is the part that is not confirmed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int, int], QPixmap] = {}
        self._look: tuple[object, ...] = ()
        self._font = QFont()
        self._size = (0, 0, 1.0)

    def prepare(self, font: QFont, width: int, height: int, ratio: float) -> None:
        """Before painting: another font, size or theme needs other pictures."""
        look = (font.key(), width, height, ratio, colours().is_dark)
        if look != self._look or len(self._kept) > _MOST:
            self._look, self._font, self._size, self._kept = look, font, (width, height, ratio), {}

    def paint(self, painter: QPainter, left: int, top: int, cell: Cell, text: str) -> None:
        """Put the cell at a place."""
        state = _state(cell)
        look = (text, state, round(cell.tentative * 4), min(cell.weeks_over, 1) if not cell.is_over else 0)
        picture = self._kept.get(look)
        if picture is None:
            picture = self._kept[look] = self._picture(*look)
        painter.drawPixmap(left, top, picture)

    def _picture(self, text: str, state: int, tentative: int, some_over: int) -> QPixmap:
        width, height, ratio = self._size
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        c = colours()
        picture.fill(c.paper)
        painter = QPainter(picture)
        painter.setFont(self._font)
        box = QRect(0, 0, width - 1, height - 1)
        ground, ink = _colours(state, c)
        painter.fillRect(box, ground)
        if tentative:
            foot = QRectF(0, box.height() - 3 - tentative, box.width(), 3 + tentative)
            painter.fillRect(foot, QBrush(c.muted if state <= _STEPS else c.red, Qt.BrushStyle.BDiagPattern))
        painter.setPen(ink)
        sign = f"{OVER} " if state > _STEPS else ""
        painter.drawText(box.adjusted(2, 0, -2, 0), Qt.AlignmentFlag.AlignCenter, f"{sign}{text}")
        if some_over:
            painter.setPen(c.red)
            painter.drawText(box.adjusted(2, -1, -2, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, "▴")
        painter.end()
        return picture


def _state(cell: Cell) -> int:
    """-1 nothing at all, 0 nothing asked, 1 to 5 the load up to full, 6 over."""
    if cell.is_over:
        return _STEPS + 1
    if not cell.demand:
        return 0 if cell.supply else -1
    return max(1, min(round((cell.load or 0.0) * _STEPS), _STEPS))


def _colours(state: int, c: Colours) -> tuple[QColor, QColor]:
    if state > _STEPS:
        return c.red_tint, c.red
    if state <= 0:
        return (c.paper if state == 0 else c.weekend), c.faint
    return _mixed(c.paper, c.headroom, state / _STEPS), c.ink


def _mixed(a: QColor, b: QColor, part: float) -> QColor:
    """`part` of the way from one colour to another."""
    pairs = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(x + (y - x) * part) for x, y in pairs))
