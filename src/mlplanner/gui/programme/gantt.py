"""Training on the calendar, a line to a person (P4.8)."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mlplanner.domain.weeks import MONTH_NAMES
from mlplanner.engine.trainings import Training
from mlplanner.gui.theme import Colours, colours
from mlplanner.reports.formats import day

NAMES, HEAD, ROW, BAR = 170, 24, 26, 16
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MARGIN = timedelta(days=14)
_ROOM_FOR_MONTH = 34


class TrainingGantt(QWidget):
    """Bars of what is done (filled), running and planned (outlined); a line for today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingGantt")
        self._rows: list[tuple[str, list[Training]]] = []
        self._first = self._last = self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_trainings(self, trainings: Sequence[Training], today: date) -> None:
        """Draw others."""
        by_person: dict[str, list[Training]] = {}
        for training in trainings:
            by_person.setdefault(training.person.name, []).append(training)
        self._rows, self._today = list(by_person.items()), today
        if trainings:
            self._first = min(training.start for training in trainings).replace(day=1)
            self._last = max(training.end for training in trainings) + _MARGIN
        said = (f"{t.person.name}: {t.entry.title}, {day(t.start)} to {day(t.end)}" for t in trainings)
        self.setAccessibleName("Training by person: " + "; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line to a person below the months."""
        return QSize(600, HEAD + ROW * len(self._rows) + 6)

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(360, self.sizeHint().height())

    def bar(self, training: Training, row: int) -> QRectF:
        """Where a training is drawn."""
        left, right = self._x(training.start), self._x(training.end + timedelta(days=1))
        return QRectF(left, HEAD + ROW * row + (ROW - BAR) / 2, max(right - left, 3), BAR)

    def event(self, event: QEvent) -> bool:
        """What the bar under the pointer stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for row, (name, trainings) in enumerate(self._rows):
                for training in trainings:
                    if self.bar(training, row).contains(QPointF(event.pos())):
                        dates = f"{day(training.start)} – {day(training.end)}"
                        QToolTip.showText(event.globalPos(), f"{name}: {training.entry.title}\n{dates}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months, names, bars, today."""
        if not self._rows:
            return
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            c = colours()
            self._paint_months(painter, c)
            for row, (name, trainings) in enumerate(self._rows):
                painter.setPen(c.ink)
                room = QRectF(0, HEAD + ROW * row, NAMES - 10, ROW)
                text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
                painter.drawText(room, _MIDDLE, text)
                for training in trainings:
                    self._paint_bar(painter, c, training, row)
            if self._first <= self._today <= self._last:
                x = self._x(self._today)
                painter.setPen(QPen(c.today, 1.4))
                painter.drawLine(QPointF(x, HEAD - 4), QPointF(x, self.height()))
        finally:
            painter.end()

    def _paint_months(self, painter: QPainter, c: Colours) -> None:
        month, said = self._first.replace(day=1), -float(_ROOM_FOR_MONTH)
        while month <= self._last:
            x = self._x(max(month, self._first))
            painter.setPen(c.grid)
            painter.drawLine(QPointF(x, HEAD - 4), QPointF(x, self.height()))
            if x - said >= _ROOM_FOR_MONTH:
                painter.setPen(c.muted)
                year = f" {month.year}" if month.month == 1 or said < 0 else ""
                painter.drawText(QRectF(x + 3, 0, 90, HEAD - 4), _MIDDLE, f"{MONTH_NAMES[month.month - 1]}{year}")
                said = x + (30 if year else 0)
            month = (month + timedelta(days=32)).replace(day=1)

    def _paint_bar(self, painter: QPainter, c: Colours, training: Training, row: int) -> None:
        bar = self.bar(training, row)
        fill, ink = c.phase(1 if training.is_done else 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill if training.start <= self._today else c.tint)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        title = f"✓ {training.entry.title}" if training.is_done else training.entry.title
        width = painter.fontMetrics().horizontalAdvance(title) + 10
        is_inside = width <= bar.width()
        painter.setPen(ink if is_inside and training.start <= self._today else c.ink)
        room = bar.adjusted(5, 0, 0, 0) if is_inside else QRectF(bar.right() + 5, bar.top(), width, bar.height())
        if not is_inside and room.right() > self.width():
            room = QRectF(bar.left() - width, bar.top(), width, bar.height())
        painter.drawText(room, _MIDDLE, title)

    def _x(self, when: date) -> float:
        days = max((self._last - self._first).days, 1)
        return NAMES + (when - self._first).days / days * max(self.width() - NAMES - 8, 1)
