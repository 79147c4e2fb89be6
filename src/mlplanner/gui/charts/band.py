"""A value on a scale with the band that the method asks for: handover planned and budgeted against 15–30 %."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.theme import colours


@dataclass(frozen=True)
class Point:
    """A named position on the scale, as a share."""

    share: float
    text: str


class Band(QWidget):
    """A horizontal scale from 0; the band is tinted, `filled` is a bar, `mark` a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._high = 0.0
        self._filled, self._mark = Point(0, ""), Point(0, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A thin strip with a line of text above and below."""
        return QSize(400, 62)

    def show_band(self, low: float, high: float, filled: Point, mark: Point) -> None:
        """Draw other values (shares of the build cost)."""
        self._low, self._high, self._filled, self._mark = low, high, filled, mark
        self.setAccessibleName(f"{filled.text}; {mark.text}; {_usual(low, high)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Band, bar, mark."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        c = colours()
        end = max(self._high, self._filled.share, self._mark.share) * 1.15 or 1.0
        scale = self.width() / end
        strip = QRectF(0, 22, self.width(), 16)
        painter.fillRect(strip, c.pale)
        painter.fillRect(QRectF(self._low * scale, 22, (self._high - self._low) * scale, 16), c.green_tint)
        over = self._filled.share > self._mark.share
        painter.fillRect(QRectF(0, 25, self._filled.share * scale, 10), c.amber if over else c.series[1])
        painter.setPen(QPen(c.ink, 2))
        painter.drawLine(int(self._mark.share * scale), 18, int(self._mark.share * scale), 42)
        painter.setPen(c.muted)
        low, high = self._low * scale, self._high * scale
        painter.drawText(QRectF(low, 42, high - low, 18), Qt.AlignmentFlag.AlignCenter, _usual(self._low, self._high))
        painter.setPen(c.ink)
        painter.drawText(
            QRectF(0, 0, self.width(), 18), Qt.AlignmentFlag.AlignLeft, f"{self._filled.text}   {self._mark.text}"
        )


def _usual(low: float, high: float) -> str:
    return f"usual {low * 100:.0f}\u00a0% to {high * 100:.0f}\u00a0%"
