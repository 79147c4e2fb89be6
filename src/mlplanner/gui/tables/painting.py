"""Painting of cells: each look is drawn once into a pixmap and then copied, which keeps scrolling under 2 ms a frame."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from mlplanner.gui.tables.cell import Cell
from mlplanner.gui.tables.columns import Align, Shade
from mlplanner.gui.theme import Colours, colours

PADDING = 7
"""Between a cell's edge and its text, pixels."""
CORNER = 7
"""The mark of a cell with a problem, pixels."""
HATCH_STEP = 6
MOST_KEPT = 6000
ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class CellPainter:
    """Draws cells with one font, theme and resolution; a change of any of them starts with an empty cache."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Cell, int, int], QPixmap] = {}
        self._made_for: tuple[object, ...] = ()
        self._font, self._ratio = QFont(), 1.0

    def begin(self, painter: QPainter, font: QFont) -> None:
        """Before a frame: look once whether what was drawn earlier still fits."""
        ratio = painter.device().devicePixelRatioF()
        made_for = (id(colours()), font.key(), ratio)
        if made_for != self._made_for or len(self._kept) > MOST_KEPT:
            self._kept.clear()
            self._made_for = made_for
        self._font, self._ratio = font, ratio

    def draw(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """The cell into `rect`, after `begin`."""
        key = (cell, rect.width(), rect.height())
        pixmap = self._kept.get(key)
        if pixmap is None:
            pixmap = _make(cell, rect.width(), rect.height(), self._font, self._ratio)
            self._kept[key] = pixmap
        painter.drawPixmap(rect.topLeft(), pixmap)


def _make(cell: Cell, width: int, height: int, font: QFont, ratio: float) -> QPixmap:
    pixmap = QPixmap(max(round(width * ratio), 1), max(round(height * ratio), 1))
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        _paint(painter, QRect(0, 0, width, height), cell, font)
    finally:
        painter.end()
    return pixmap


def _paint(painter: QPainter, rect: QRect, cell: Cell, font: QFont) -> None:
    table = colours()
    painter.fillRect(rect, ground(cell.shade, table))
    if cell.shade == Shade.HATCHED:
        hatch(painter, QRectF(rect), table.border)
    _lines(painter, rect, cell, table)
    if cell.is_check and not cell.is_prompt:
        _check(painter, rect, is_on=bool(cell.text), table=table)
    else:
        _text(painter, rect, cell, font, table)
    if cell.has_problem:
        corner(painter, rect, table.amber)


def ground(shade: Shade, table: Colours) -> QColor:
    """The cell's background."""
    return {Shade.TINTED: table.pale, Shade.STRONG: table.pale, Shade.BARRED: table.panel}.get(shade, table.paper)


def _lines(painter: QPainter, rect: QRect, cell: Cell, table: Colours) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, table.grid)
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), table.border if cell.has_edge else table.grid)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _text(painter: QPainter, rect: QRect, cell: Cell, font: QFont, table: Colours) -> None:
    if not cell.text:
        return
    used = QFont(font)
    used.setItalic(cell.is_prompt)
    is_strong = cell.shade == Shade.STRONG
    used.setWeight(QFont.Weight.DemiBold if is_strong else font.weight())
    painter.setFont(used)
    is_quiet = cell.shade == Shade.MUTED or not (cell.is_editable or is_strong)
    painter.setPen(table.faint if cell.is_prompt else table.muted if is_quiet else table.ink)
    padding = min(PADDING, max(rect.width() // 8, 2))
    room = rect.adjusted(padding, 0, -padding, -1)
    text = QFontMetrics(used).elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, ALIGNMENTS[cell.align], text)


def _check(painter: QPainter, rect: QRect, *, is_on: bool, table: Colours) -> None:
    box = QRectF(0, 0, 13, 13)
    box.moveCenter(QPointF(QRectF(rect).center()))
    painter.setPen(QPen(table.accent if is_on else table.border, 1))
    painter.setBrush(table.accent if is_on else table.paper)
    painter.drawRoundedRect(box, 2.5, 2.5)
    if is_on:
        painter.setPen(QPen(table.paper, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left, middle, right = (3.2, 6.8), (5.6, 9.4), (10.0, 4.2)
        points = [QPointF(box.left() + x, box.top() + y) for x, y in (left, middle, right)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))


def corner(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A triangle in the upper right corner: there is something to say about this cell."""
    right, top = rect.right(), rect.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    points = [QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)]
    painter.drawPolygon(QPolygonF(points))


def hatch(painter: QPainter, rect: QRectF, colour: QColor, step: int = HATCH_STEP) -> None:
    """Diagonal lines, in step from cell to cell."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, 1))
    at = rect.left() - rect.height() - (rect.left() - rect.height()) % step
    while at < rect.right():
        painter.drawLine(QPointF(at, rect.bottom()), QPointF(at + rect.height(), rect.top()))
        at += step
    painter.restore()
