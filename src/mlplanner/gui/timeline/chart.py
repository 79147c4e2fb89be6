"""The chart: project weeks W1, W2, … above the calendar, a row for each phase, and the headroom below."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from mlplanner.charts.gantts import MONTH_NAMES
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.results import Timeline
from mlplanner.gui.portfolio.bars import small_font
from mlplanner.gui.portfolio.drags import Drag, Hit, hit_at
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours, colours
from mlplanner.gui.timeline.rows import ROW_HEIGHT, PhaseRow, paint_headroom, paint_row
from mlplanner.reports.formats import counted

NAMES = 230
"""Pixels of the column with the phases' names."""
HEADER = 46
ROOM_FOR_WORDS = 380
NARROWEST, WIDEST = 8.0, 80.0
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_FULL_WEEK = 5


class PhaseChart(QAbstractScrollArea):
    """Drag a bar to move the project, the end of a bar to change the phase's length; Esc gives up."""

    move_asked = Signal(int)
    """Whole weeks later (negative: earlier)."""
    length_asked = Signal(int, int)
    """Phase id, weeks more (negative: fewer)."""
    phase_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseChart")
        self.setAccessibleName("Timeline")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.rows: Sequence[PhaseRow] = ()
        self.line: Timeline | None = None
        self.today = date.min
        self.chosen = 0
        self.drag: Drag | None = None
        self.scale = TimeScale(date(2026, 1, 5), 1, 30.0)
        self._zoom = 0.0
        """Pixels a week chosen by the user; 0: the whole plan fits."""

    def show_plan(self, rows: Sequence[PhaseRow], line: Timeline, today: date) -> None:
        """Show another snapshot; zoom and chosen phase stay."""
        self.rows, self.line, self.today = rows, line, today
        if self.chosen not in [row.phase.id for row in rows]:
            self.chosen = rows[0].phase.id or 0 if rows else 0
        self.setAccessibleDescription("; ".join(row.words() for row in rows))
        self._fit_range()
        self.viewport().update()

    def choose(self, phase_id: int) -> None:
        """Mark a phase."""
        self.chosen = phase_id
        self.viewport().update()
        self.phase_chosen.emit(phase_id)

    def zoom(self, week_width: float) -> None:
        """Pixels a week; 0 fits the whole plan into the view."""
        self._zoom = min(max(week_width, NARROWEST), WIDEST) if week_width else 0.0
        self._fit_range()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted plan stays fitted."""
        super().resizeEvent(event)
        self._fit_range()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.scale.week_width * (1.2 if event.angleDelta().y() > 0 else 1 / 1.2))
            event.accept()
            return
        super().wheelEvent(event)

    def hit(self, point: QPointF) -> Hit | None:
        """What lies under a point of the viewport: a phase's bar or its end."""
        index = int((point.y() - HEADER + self.verticalScrollBar().value()) // ROW_HEIGHT)
        if self.line is None or point.y() < HEADER or not 0 <= index < len(self.rows):
            return None
        found = hit_at(self.line, 0, self.scale, self._plan_x(point.x()))
        here = self.rows[index].phase.id
        return found if found is not None and found.phase_id == here else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row; a press on a bar may become a drag."""
        index = int((event.position().y() - HEADER + self.verticalScrollBar().value()) // ROW_HEIGHT)
        if event.position().y() >= HEADER and 0 <= index < len(self.rows):
            self.choose(self.rows[index].phase.id or 0)
        hit = self.hit(event.position())
        if hit and self.line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.drag = Drag(hit, self.line, event.position().x(), self.scale.week_width)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the pointer what could be dragged."""
        if self.drag:
            self.drag.move_to(event.position().x())
            QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 16), self.drag.tip(), self)
            self.viewport().update()
            return
        hit = self.hit(event.position())
        shape = Qt.CursorShape.ArrowCursor
        if hit:
            shape = Qt.CursorShape.SplitHCursor if hit.is_edge else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what the drag means."""
        drag, self.drag = self.drag, None
        QToolTip.hideText()
        self.viewport().update()
        if drag is not None and drag.weeks:
            if drag.hit.is_edge:
                self.length_asked.emit(drag.hit.phase_id, drag.weeks)
            else:
                self.move_asked.emit(drag.weeks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose a phase; Alt with arrows moves the project, with Shift too changes the phase's length."""
        key, modifiers = event.key(), event.modifiers()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if key == Qt.Key.Key_Escape and self.drag:
            self.drag = None
            QToolTip.hideText()
            self.viewport().update()
        elif step and modifiers & Qt.KeyboardModifier.AltModifier:
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.length_asked.emit(self.chosen, step)
            else:
                self.move_asked.emit(step)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            ids = [row.phase.id or 0 for row in self.rows]
            place = ids.index(self.chosen) + (1 if key == Qt.Key.Key_Down else -1) if self.chosen in ids else 0
            if 0 <= place < len(ids):
                self.choose(ids[place])
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The row in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.drag:
            index = int((event.pos().y() - HEADER + self.verticalScrollBar().value()) // ROW_HEIGHT)
            row = self.rows[index] if event.pos().y() >= HEADER and 0 <= index < len(self.rows) else None
            QToolTip.showText(event.globalPos(), row.words() if row else "", self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, today, header, names."""
        painter = QPainter(self.viewport())
        try:
            c = colours()
            painter.fillRect(event.rect(), c.paper)
            painter.setFont(small_font(self.font()))
            if self.line is not None:
                self._paint(painter, self.drag.shown() if self.drag else self.line, c)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, line: Timeline, c: Colours) -> None:
        width, height = self.viewport().width(), self.viewport().height()
        down = self.verticalScrollBar().value()
        bottom = HEADER + (len(self.rows) + 1) * ROW_HEIGHT - down
        self._paint_chosen(painter, width, down, c)
        painter.save()
        painter.setClipRect(NAMES, 0, width - NAMES, height)
        painter.translate(NAMES - self.horizontalScrollBar().value(), 0)
        self._paint_weeks(painter, line, bottom, c)
        by_id = {phase.phase_id: phase for phase in line.phases}
        gates = {gate.gate_id: gate for gate in line.gates}
        for index, row in enumerate(self.rows):
            gate = gates.get(row.gate.gate_id) if row.gate else None
            shown = PhaseRow(row.phase, by_id[row.dates.phase_id], gate, row.owner, row.readiness)
            paint_row(painter, shown, line, index, HEADER + index * ROW_HEIGHT - down, self.scale, c)
        if line.headroom_weeks and not self.drag:
            paint_headroom(painter, line, HEADER + len(self.rows) * ROW_HEIGHT - down, self.scale, c)
        x = self.scale.x(self.today) + self.scale.week_width / 14
        painter.setPen(QPen(c.today, 1.5))
        painter.drawLine(QPointF(x, HEADER), QPointF(x, bottom))
        painter.drawText(QRectF(x - 30, HEADER - 16, 60, 14), _CENTRE, "today")
        painter.restore()
        self._paint_names(painter, down, c)

    def _paint_chosen(self, painter: QPainter, width: int, down: int, c: Colours) -> None:
        for index, row in enumerate(self.rows):
            top = HEADER + index * ROW_HEIGHT - down
            if row.phase.id == self.chosen:
                painter.fillRect(0, top, width, ROW_HEIGHT, c.tint)
                if self.hasFocus():
                    painter.setPen(QPen(c.focus, 1))
                    painter.drawRect(0, top, width - 1, ROW_HEIGHT - 1)
            painter.setPen(c.grid)
            painter.drawLine(0, top + ROW_HEIGHT - 1, width, top + ROW_HEIGHT - 1)

    def _paint_weeks(self, painter: QPainter, line: Timeline, bottom: int, c: Colours) -> None:
        """W labels above dates; a week with fewer working days is marked, so nobody is surprised by a holiday."""
        step = 1 if self.scale.week_width >= 30 else 2 if self.scale.week_width >= 15 else 4
        for week in range(1, line.total_weeks + 1):
            monday = line.start + timedelta(days=DAYS_IN_WEEK * (week - 1))
            left = self.scale.x(monday)
            is_short = week <= len(line.working_days) and line.working_days[week - 1] < _FULL_WEEK
            if is_short:
                painter.fillRect(QRectF(left, HEADER, self.scale.week_width, bottom - HEADER), c.weekend)
            painter.setPen(c.grid)
            painter.drawLine(QPointF(left, HEADER - 22), QPointF(left, bottom))
            if (week - 1) % step == 0:
                painter.setPen(c.ink)
                painter.drawText(QRectF(left, 2, self.scale.week_width * step, 18), _LEFT, f"W{week}")
                painter.setPen(c.muted)
                room = self.scale.week_width * step
                mark = f"{monday.day} {MONTH_NAMES[monday.month - 1]}"
                longer = f"{mark}, {counted(line.working_days[week - 1], 'day')}"
                is_room = painter.fontMetrics().horizontalAdvance(longer) < room
                painter.drawText(QRectF(left, 17, room, 14), _LEFT, longer if is_short and is_room else mark)
        painter.setPen(c.border)
        painter.drawLine(QPointF(0, HEADER - 1), QPointF(self.scale.width + ROOM_FOR_WORDS, HEADER - 1))

    def _paint_names(self, painter: QPainter, down: int, c: Colours) -> None:
        painter.setFont(self.font())
        painter.setPen(c.border)
        painter.drawLine(NAMES - 1, 0, NAMES - 1, self.viewport().height())
        names = [(row.dates.name, f"W{row.dates.first_week}–W{row.dates.last_week}") for row in self.rows]
        if self.line is not None and self.line.headroom_weeks:
            names.append(("Handover headroom", f"W{self.line.delivery_weeks + 1}–W{self.line.total_weeks}"))
        metrics = painter.fontMetrics()
        for index, (name, weeks) in enumerate(names):
            top = HEADER + index * ROW_HEIGHT - down
            painter.setPen(c.ink)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAMES - 18)
            painter.drawText(QRectF(10, top + 3, NAMES - 14, 20), _LEFT, shown)
            painter.setPen(c.muted)
            painter.drawText(QRectF(10, top + 21, NAMES - 14, 16), _LEFT, weeks)

    def _plan_x(self, x: float) -> float:
        return x - NAMES + self.horizontalScrollBar().value()

    def _fit_range(self) -> None:
        if self.line is None:
            return
        first = min(self.line.start, *(row.phase.baseline_start or self.line.start for row in self.rows))
        weeks = self.line.total_weeks + (self.line.start - first).days // DAYS_IN_WEEK
        room = max(100, self.viewport().width() - NAMES - ROOM_FOR_WORDS)
        width = self._zoom or min(max(room / max(weeks, 1), NARROWEST), WIDEST / 2)
        self.scale = TimeScale(first, weeks, width)
        view = self.viewport().size()
        sideways, down = self.horizontalScrollBar(), self.verticalScrollBar()
        sideways.setRange(0, max(self.scale.width + ROOM_FOR_WORDS + NAMES - view.width(), 0))
        sideways.setPageStep(view.width())
        down.setRange(0, max(HEADER + (len(self.rows) + 1) * ROW_HEIGHT - view.height(), 0))
        down.setPageStep(view.height())
