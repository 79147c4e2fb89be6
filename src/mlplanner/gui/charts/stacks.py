"""Stacked bars by period: the cash flow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mlplanner.gui.charts.axes import place, round_steps, short
from mlplanner.gui.theme import colours

LEFT, TOP, BOTTOM = 64, 34, 26


@dataclass(frozen=True)
class Stack:
    """One bar: its label, a longer text for the tooltip, and one value for each series."""

    label: str
    hint: str
    values: tuple[float, ...]


class Stacks(QWidget):
    """Bars of stacked series with a legend; negative parts hang below zero."""

    def __init__(self, series: Sequence[str], unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = tuple(series)
        self._unit = unit
        self._stacks: tuple[Stack, ...] = ()
        self.setMinimumHeight(220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(600, 230)

    def show_stacks(self, stacks: Sequence[Stack]) -> None:
        """Draw other bars."""
        self._stacks = tuple(stacks)
        self.setAccessibleName("Cash flow: " + "; ".join(stack.hint for stack in self._stacks))
        self.update()

    def event(self, event: QEvent) -> bool:
        """What the bar under the pointer holds."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._stacks:
            index = int((event.pos().x() - LEFT) / self._step())
            if 0 <= index < len(self._stacks):
                QToolTip.showText(event.globalPos(), self._stacks[index].hint, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Legend, scale, bars."""
        painter = QPainter(self)
        try:
            self._paint_legend(painter)
            if self._stacks:
                self._paint(painter)
        finally:
            painter.end()

    def _step(self) -> float:
        return max(1.0, (self.width() - LEFT - 8) / max(1, len(self._stacks)))

    def _used(self) -> list[int]:
        return [i for i in range(len(self._series)) if any(stack.values[i] for stack in self._stacks)]

    def _paint_legend(self, painter: QPainter) -> None:
        c = colours()
        left = float(LEFT)
        for index in self._used():
            painter.fillRect(QRectF(left, 8, 10, 10), c.series[index % len(c.series)])
            painter.setPen(c.ink)
            width = painter.fontMetrics().horizontalAdvance(self._series[index])
            painter.drawText(QPointF(left + 15, 17), self._series[index])
            left += width + 32
        painter.setPen(c.muted)
        painter.drawText(QRectF(0, 4, LEFT - 8, 18), Qt.AlignmentFlag.AlignRight, self._unit)

    def _paint(self, painter: QPainter) -> None:
        c = colours()
        highs = [sum(v for v in stack.values if v > 0) for stack in self._stacks]
        lows = [sum(v for v in stack.values if v < 0) for stack in self._stacks]
        steps = round_steps(min(0.0, *lows), max(1.0, *highs))
        bottom, top = float(self.height() - BOTTOM), float(TOP)
        for value in steps:
            y = place(value, steps, bottom, top)
            painter.setPen(QPen(c.border if value == 0 else c.grid, 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width() - 8, y))
            painter.setPen(c.muted)
            box = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short(value))
        last_label_end = -1.0
        for index, stack in enumerate(self._stacks):
            left = LEFT + index * self._step()
            self._paint_bar(painter, stack, left, steps)
            width = painter.fontMetrics().horizontalAdvance(stack.label)
            middle = left + self._step() / 2
            if middle - width / 2 > last_label_end + 6:
                painter.setPen(c.muted)
                box = QRectF(middle - width, bottom + 4, 2 * width, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, stack.label)
                last_label_end = middle + width / 2

    def _paint_bar(self, painter: QPainter, stack: Stack, left: float, steps: list[float]) -> None:
        c = colours()
        bottom, top = float(self.height() - BOTTOM), float(TOP)
        width = max(2.0, min(self._step() * 0.72, 48.0))
        offset = (self._step() - width) / 2
        up = down = 0.0
        for index, value in enumerate(stack.values):
            base = up if value >= 0 else down
            y1, y2 = place(base, steps, bottom, top), place(base + value, steps, bottom, top)
            painter.fillRect(QRectF(left + offset, min(y1, y2), width, abs(y2 - y1)), c.series[index % len(c.series)])
            if value >= 0:
                up += value
            else:
                down += value
