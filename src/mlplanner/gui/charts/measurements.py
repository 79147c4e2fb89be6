"""Measured values over time against baseline, threshold and target, with the evidence window (P7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.charts.axes import place, round_steps, short
from mlplanner.gui.theme import colours
from mlplanner.reports.formats import day

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOM = 150
"""Pixels at the right for the names of the levels."""


@dataclass(frozen=True)
class Level:
    """A named height: baseline, threshold, target; `is_strong` for the one that decides."""

    value: float
    text: str
    is_strong: bool = False


class Measurements(QWidget):
    """Points by day; `empty` is said where there are none."""

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measurements")
        self._empty, self._title = empty, ""
        self._points: tuple[tuple[date, float], ...] = ()
        self._levels: tuple[Level, ...] = ()
        self._window: tuple[date, date] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Low where there is nothing to draw."""
        return QSize(420, 220 if self._points else 34)

    def show_points(
        self,
        title: str,
        points: Sequence[tuple[date, float]],
        levels: Sequence[Level],
        window: tuple[date, date] | None,
    ) -> None:
        """Draw other measurements, in the order of their days."""
        self._title, self._points, self._levels, self._window = title, tuple(points), tuple(levels), window
        said = "; ".join(f"{day(when)}: {short(value)}" for when, value in points) or self._empty
        heights = "; ".join(level.text for level in levels)
        self.setAccessibleName(f"{title}: {said}. {heights}" if points else self._empty)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Window, levels, line, points."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._points:
                self._paint(painter)
            else:
                painter.setPen(colours().muted)
                painter.drawText(self.rect(), _LEFT, self._empty)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        area = QRectF(56, 24, self.width() - 56 - _ROOM, self.height() - 52)
        values = [value for _, value in self._points] + [level.value for level in self._levels]
        ys = round_steps(min(values), max(values))
        days = [when.toordinal() for when, _ in self._points]
        days += [when.toordinal() for when in self._window or ()]
        xs = [float(min(days)), float(max(days) if max(days) > min(days) else min(days) + 1)]
        self._paint_window(painter, area, xs)
        self._paint_axes(painter, area, ys)
        self._paint_levels(painter, area, ys)
        self._paint_points(painter, area, xs, ys)

    def _paint_window(self, painter: QPainter, area: QRectF, xs: Sequence[float]) -> None:
        if self._window is None:
            return
        c = colours()
        first, last = (place(when.toordinal(), xs, area.left(), area.right()) for when in self._window)
        painter.fillRect(QRectF(first, area.top(), last - first, area.height()), c.pale)
        painter.setPen(c.muted)
        text = f"evidence window {day(self._window[0])} – {day(self._window[1])}"
        painter.drawText(QRectF(area.left(), area.bottom() + 6, area.width(), 18), _LEFT, text)

    def _paint_axes(self, painter: QPainter, area: QRectF, ys: Sequence[float]) -> None:
        c = colours()
        painter.setPen(c.muted)
        painter.drawText(QRectF(0, 0, self.width(), 18), _LEFT, self._title)
        for y in ys:
            top = place(y, ys, area.bottom(), area.top())
            painter.setPen(QPen(c.grid, 1))
            painter.drawLine(QPointF(area.left(), top), QPointF(area.right(), top))
            painter.setPen(c.muted)
            painter.drawText(QRectF(0, top - 9, area.left() - 8, 18), _RIGHT, short(y))

    def _paint_levels(self, painter: QPainter, area: QRectF, ys: Sequence[float]) -> None:
        c = colours()
        lowest = area.top() - 20.0
        for level in sorted(self._levels, key=lambda level: -level.value):
            top = place(level.value, ys, area.bottom(), area.top())
            style = Qt.PenStyle.SolidLine if level.is_strong else Qt.PenStyle.DashLine
            painter.setPen(QPen(c.amber if level.is_strong else c.border, 1.4, style))
            painter.drawLine(QPointF(area.left(), top), QPointF(area.right(), top))
            painter.setPen(c.ink if level.is_strong else c.muted)
            lowest = max(lowest + 16, top - 9)
            painter.drawText(QRectF(area.right() + 8, lowest, _ROOM - 8, 18), _LEFT, level.text)

    def _paint_points(self, painter: QPainter, area: QRectF, xs: Sequence[float], ys: Sequence[float]) -> None:
        c = colours()
        dots = [
            QPointF(place(when.toordinal(), xs, area.left(), area.right()), place(value, ys, area.bottom(), area.top()))
            for when, value in self._points
        ]
        painter.setPen(QPen(c.accent, 2))
        painter.drawPolyline(QPolygonF(dots))
        painter.setBrush(c.accent)
        for dot, (_, value) in zip(dots, self._points, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(dot, 4, 4)
            painter.setPen(c.ink)
            painter.drawText(
                QRectF(dot.x() - 30, dot.y() - 22, 60, 16), int(Qt.AlignmentFlag.AlignCenter), short(value)
            )
