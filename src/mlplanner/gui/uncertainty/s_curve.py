"""A painted S-curve: how many of the draws do not exceed a value; the plan's own value as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.theme import Colours, colours

_LEFT, _TOP, _BOTTOM, _RIGHT = 46, 24, 24, 120
_MARKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Percentile:
    """A point of the curve that is named."""

    percent: int
    text: str


class SCurve(QWidget):
    """`values[p]` is not exceeded in p % of the draws."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._values: tuple[float, ...] = ()
        self._plan, self._plan_text = 0.0, ""
        self._marks: tuple[Percentile, ...] = ()
        self.setFixedHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(420, 190)

    def show_values(self, values: Sequence[float], plan: float, plan_text: str, marks: Sequence[Percentile]) -> None:
        """Draw other values."""
        self._values, self._plan, self._plan_text, self._marks = tuple(values), plan, plan_text, tuple(marks)
        self.setAccessibleName("; ".join([self._title, *(mark.text for mark in marks), plan_text]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axis, plan, line, percentiles."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._values:
                self._paint(painter, colours())
        finally:
            painter.end()

    def _at(self, value: float, percent: float) -> QPointF:
        low, high = min(*self._values, self._plan), max(*self._values, self._plan)
        wide, high_up = self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM
        share = (value - low) / ((high - low) or 1.0)
        return QPointF(_LEFT + wide * share, self.height() - _BOTTOM - high_up * percent / 100)

    def _paint(self, painter: QPainter, c: Colours) -> None:
        self._paint_axis(painter, c)
        x = self._at(self._plan, 0).x()
        painter.setPen(QPen(c.amber, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _TOP), QPointF(x, self.height() - _BOTTOM))
        painter.setPen(c.amber)
        box = QRectF(max(x - 80, 0), self.height() - _BOTTOM + 3, 160, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._plan_text)
        painter.setPen(QPen(c.accent if c.is_dark else c.navy, 2))
        painter.drawPolyline(QPolygonF([self._at(value, percent) for percent, value in enumerate(self._values)]))
        for mark in self._marks:
            where = self._at(self._values[mark.percent], mark.percent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.ink)
            painter.drawEllipse(where, 4, 4)
            painter.setPen(c.ink)
            painter.drawText(QRectF(where.x() + 8, where.y() + 1, 200, 18), Qt.AlignmentFlag.AlignLeft, mark.text)

    def _paint_axis(self, painter: QPainter, c: Colours) -> None:
        painter.setPen(c.muted)
        painter.drawText(QRectF(0, 0, self.width(), 18), Qt.AlignmentFlag.AlignLeft, self._title)
        for percent in _MARKS:
            y = self._at(self._values[0], percent).y()
            painter.setPen(QPen(c.grid, 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(c.muted)
            box = QRectF(0, y - 9, _LEFT - 6, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{percent} %")
