"""A line over a scale with marked points: value a year over precision."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.charts.axes import place, round_steps, short
from mlplanner.gui.theme import colours


@dataclass(frozen=True)
class Mark:
    """A point that is named on the chart."""

    x: float
    y: float
    text: str


class Curve(QWidget):
    """Points (x, y) as a line; `describe` puts the same into words for screen readers."""

    def __init__(self, x_title: str, y_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._x_title, self._y_title = x_title, y_title
        self._points: tuple[tuple[float, float], ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self.setMinimumHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(420, 200)

    def show_points(self, points: Sequence[tuple[float, float]], marks: Sequence[Mark]) -> None:
        """Draw other values."""
        self._points, self._marks = tuple(points), tuple(marks)
        self.setAccessibleName(f"{self._y_title} over {self._x_title}: " + "; ".join(mark.text for mark in marks))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, line, marks."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if len(self._points) > 1:
                self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        c = colours()
        area = QRectF(64, 22, self.width() - 84, self.height() - 66)
        xs = round_steps(self._points[0][0], self._points[-1][0])
        ys = round_steps(min(y for _, y in self._points), max(y for _, y in self._points))
        self._paint_axes(painter, area, xs, ys)

        def at(x: float, y: float) -> QPointF:
            return QPointF(place(x, xs, area.left(), area.right()), place(y, ys, area.bottom(), area.top()))

        painter.setPen(QPen(c.navy if not c.is_dark else c.accent, 2))
        painter.drawPolyline(QPolygonF([at(x, y) for x, y in self._points]))
        for mark in self._marks:
            self._paint_mark(painter, area, at(mark.x, mark.y), mark.text, c.ink)

    def _paint_axes(self, painter: QPainter, area: QRectF, xs: list[float], ys: list[float]) -> None:
        c = colours()
        painter.setPen(c.muted)
        painter.drawText(QRectF(area.left() - 60, 0, area.width(), 18), Qt.AlignmentFlag.AlignLeft, self._y_title)
        painter.drawText(
            QRectF(area.left(), self.height() - 20, area.width(), 18), Qt.AlignmentFlag.AlignCenter, self._x_title
        )
        for y in ys:
            top = place(y, ys, area.bottom(), area.top())
            painter.setPen(QPen(c.border if y == 0 else c.grid, 1))
            painter.drawLine(QPointF(area.left(), top), QPointF(area.right(), top))
            painter.setPen(c.muted)
            box = QRectF(0, top - 9, area.left() - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short(y))
        for x in xs:
            left = place(x, xs, area.left(), area.right())
            box = QRectF(left - 30, area.bottom() + 4, 60, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{x * 100:.0f} %")

    def _paint_mark(self, painter: QPainter, area: QRectF, where: QPointF, text: str, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(where, 4, 4)
        painter.setPen(ink)
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(where.x() + 8, area.right() - width)
        top = where.y() + 4  # below and right: clear of a line that rises
        painter.drawText(QRectF(left, top, width, 18), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
