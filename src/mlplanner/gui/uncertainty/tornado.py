"""A painted tornado: bars around zero, the strongest driver on top, what it does beside its bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.theme import Colours, colours

_BAR, _GAP = 16, 8
_NAMES = 0.34
_SPACE = 8


@dataclass(frozen=True)
class DriverBar:
    """A driver with its rank correlation, −1 to 1, and what it does in a few words."""

    name: str
    correlation: float
    text: str


class TornadoView(QWidget):
    """As high as its bars; says the same in words to screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[DriverBar, ...] = ()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, title: str, bars: Sequence[DriverBar]) -> None:
        """Draw other drivers."""
        self._bars = tuple(bars)
        said = "; ".join(f"{bar.name} {bar.correlation:.2f}, {bar.text}" for bar in bars)
        self.setAccessibleName(f"{title}: {said or 'nothing'}")
        self.setFixedHeight(max(len(bars), 1) * (_BAR + _GAP))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide; a line for each bar."""
        return QSize(420, max(len(self._bars), 1) * (_BAR + _GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars, words."""
        painter = QPainter(self)
        try:
            if self._bars:
                self._paint(painter, colours())
        finally:
            painter.end()

    def _paint(self, painter: QPainter, c: Colours) -> None:
        metrics = painter.fontMetrics()
        words = max(metrics.horizontalAdvance(bar.text) for bar in self._bars) + _SPACE
        left = self.width() * _NAMES
        low = min(0.0, *(bar.correlation for bar in self._bars))
        high = max(0.0, *(bar.correlation for bar in self._bars))
        room = max(self.width() - left - words * ((low < 0) + (high > 0)), 20)
        unit = room / ((high - low) or 1.0)
        zero = left + (words if low < 0 else 0) - low * unit
        for place, bar in enumerate(self._bars):
            top = place * (_BAR + _GAP) + _GAP / 2
            self._paint_bar(painter, bar, QRectF(0, top, left - _SPACE, _BAR), zero, unit)
        painter.setPen(QPen(c.border, 1))
        painter.drawLine(round(zero), 0, round(zero), self.height())

    def _paint_bar(self, painter: QPainter, bar: DriverBar, name: QRectF, zero: float, unit: float) -> None:
        c = colours()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(c.ink)
        shown = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | middle, shown)
        wide = abs(bar.correlation) * unit
        is_up = bar.correlation >= 0
        start = zero if is_up else zero - wide
        painter.fillRect(QRectF(start, name.top(), wide, _BAR), c.accent if is_up else c.border)
        box = QRectF(start + wide + 5, name.top(), 400, _BAR) if is_up else QRectF(start - 405, name.top(), 400, _BAR)
        painter.drawText(box, (Qt.AlignmentFlag.AlignLeft if is_up else Qt.AlignmentFlag.AlignRight) | middle, bar.text)
