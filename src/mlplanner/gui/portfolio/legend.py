"""What the marks of the roadmap mean, in a line or two below it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.domain.enums import GateState
from mlplanner.gui.portfolio.bars import gate_shape, label_that_fits, small_font
from mlplanner.gui.theme import Colours, colours
from mlplanner.gui.timeline.whisker import whisker_line

_GATES = (
    (GateState.OPEN, "gate open"),
    (GateState.GO, "passed"),
    (GateState.GO_WITH_CONDITIONS, "with conditions"),
    (GateState.HOLD, "on hold"),
    (GateState.DEFER, "deferred"),
    (GateState.NO_GO, "refused"),
    (GateState.WITHDRAW, "withdrawn"),
)

_P80 = "delivered by then with 80 %"
_Mark = tuple[str, Callable[[QPainter, float, float, Colours], None]]
_SWATCH, _GAP = 18.0, 14.0
_WIDEST = 120
"""Pixels of a phase's name; longer ones are cut after a word."""


class Legend(QWidget):
    """Phases of the life cycle, inserted work, headroom, P80, states of gates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._phases: tuple[str, ...] = ()

    def show_phases(self, titles: tuple[str, ...]) -> None:
        """The titles of the life cycle's phases, in order."""
        self._phases = titles
        words = [*titles, "inserted work", "headroom", _P80, *(word for _, word in _GATES)]
        self.setAccessibleName("Legend: " + ", ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, where there is room."""
        return QSize(400, self._line_height())

    def hasHeightForWidth(self) -> bool:
        """Goes on in a new line where it is too narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        places = self._places(width, self._marks())
        return self._line_height() * (1 + max((line for _, line in places), default=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Swatch and word, one after the other."""
        painter, c = QPainter(self), colours()
        painter.setFont(small_font(self.font()))
        marks, high = self._marks(), self._line_height()
        for (word, draw), (x, line) in zip(marks, self._places(self.width(), marks), strict=True):
            draw(painter, x, line * high + high / 2, c)
            painter.setPen(c.muted)
            rect = QRectF(x + _SWATCH, line * high, self._width(word) + 2, high)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), word)
        painter.end()

    def _marks(self) -> list[_Mark]:
        key = small_font(self.font()).key()
        phases = [(label_that_fits(title, _WIDEST, key), partial(_phase, n)) for n, title in enumerate(self._phases)]
        gates = [(word, partial(_gate, state)) for state, word in _GATES]
        return [*phases, ("inserted work", _inserted), ("headroom", _headroom), (_P80, _whisker), *gates]

    def _places(self, width: int, marks: list[_Mark]) -> list[tuple[float, int]]:
        """Left edge and line of each mark."""
        places, x, line = [], 2.0, 0
        for word, _ in marks:
            wide = _SWATCH + self._width(word)
            if x > 2 and x + wide > width:
                x, line = 2.0, line + 1
            places.append((x, line))
            x += wide + _GAP
        return places

    def _width(self, word: str) -> int:
        return QFontMetrics(small_font(self.font())).horizontalAdvance(word)

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 8


def _phase(index: int, painter: QPainter, x: float, middle: float, c: Colours) -> None:
    painter.fillRect(QRectF(x, middle - 5, 14, 10), c.phase(index)[0])


def _inserted(painter: QPainter, x: float, middle: float, c: Colours) -> None:
    rect = QRectF(x, middle - 5, 14, 10)
    for brush in (QBrush(c.inserted), QBrush(c.paper, Qt.BrushStyle.BDiagPattern)):
        painter.fillRect(rect, brush)
    painter.setPen(QPen(c.headroom, 1))
    painter.drawRect(rect)


def _headroom(painter: QPainter, x: float, middle: float, c: Colours) -> None:
    rect = QRectF(x, middle - 5, 14, 10)
    painter.fillRect(rect, QBrush(c.headroom, Qt.BrushStyle.FDiagPattern))
    painter.setPen(QPen(c.headroom, 1))
    painter.drawRect(rect)


def _whisker(painter: QPainter, x: float, middle: float, c: Colours) -> None:
    whisker_line(painter, x + 1, x + 13, middle, c)


def _gate(state: GateState, painter: QPainter, x: float, middle: float, c: Colours) -> None:
    gate_shape(painter, state, QPointF(x + 7, middle), c)
