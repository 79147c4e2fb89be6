"""What the marks of the roadmap mean, in one line below it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.domain.enums import GateState
from mlplanner.gui.portfolio.bars import gate_shape, label_that_fits, small_font
from mlplanner.gui.theme import Colours, colours

_GATES = (
    (GateState.OPEN, "gate open"),
    (GateState.GO, "passed"),
    (GateState.GO_WITH_CONDITIONS, "with conditions"),
    (GateState.HOLD, "on hold"),
    (GateState.NO_GO, "refused"),
)

_WIDEST = 120
"""Pixels of a phase's name; longer ones are cut after a word."""


class Legend(QWidget):
    """Phases of the life cycle, inserted work, headroom, states of gates; as much of it as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._phases: tuple[str, ...] = ()

    def show_phases(self, titles: tuple[str, ...]) -> None:
        """The titles of the life cycle's phases, in order."""
        self._phases = titles
        words = [*titles, "inserted work", "headroom", *(word for _, word in _GATES)]
        self.setAccessibleName("Legend: " + ", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Swatch and word, one after the other."""
        painter, c = QPainter(self), colours()
        painter.setFont(small_font(self.font()))
        x = 2.0
        for index, title in enumerate(self._phases):
            word = label_that_fits(title, _WIDEST, painter.font().key())
            painter.fillRect(QRectF(x, self.height() / 2 - 5, 14, 10), c.phase(index)[0])
            x = self._word(painter, x + 18, word, c)
        for brush, word in (
            (QBrush(c.inserted), "inserted work"),
            (QBrush(c.headroom, Qt.BrushStyle.FDiagPattern), "headroom"),
        ):
            rect = QRectF(x, self.height() / 2 - 5, 14, 10)
            painter.fillRect(rect, brush)
            if word == "inserted work":
                painter.fillRect(rect, QBrush(c.paper, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(c.headroom, 1))
            painter.drawRect(rect)
            x = self._word(painter, x + 18, word, c)
        for state, word in _GATES:
            gate_shape(painter, state, QPointF(x + 7, self.height() / 2), c)
            x = self._word(painter, x + 18, word, c)
        painter.end()

    def _word(self, painter: QPainter, x: float, word: str, c: Colours) -> float:
        painter.setPen(c.muted)
        width = painter.fontMetrics().horizontalAdvance(word)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
        return x + width + 14
