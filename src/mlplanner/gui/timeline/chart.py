"""The chart: project weeks W1, W2, … above the calendar, a row for each phase, and the headroom below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.results import Timeline
from mlplanner.gui.portfolio.bars import small_font
from mlplanner.gui.portfolio.drags import Drag, Hit, hit_at
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours, colours
from mlplanner.gui.timeline.heading import HEADER, paint_heading, paint_today, paint_weeks, week_words
from mlplanner.gui.timeline.lines import ChartLine, bottom_of, chart_lines, line_at
from mlplanner.gui.timeline.rows import PhaseRow, paint_artifact, paint_headroom, paint_row
from mlplanner.gui.timeline.stages import StageBar, end_of, paint_stages, stage_at
from mlplanner.gui.timeline.whisker import paint_whisker
from mlplanner.reports.formats import day

ARROW = 20
"""Pixels at the left in which a row is opened."""
NAMES = 240
"""Pixels of the column with the phases' names."""
ROOM_FOR_WORDS = 380
ROOM_FOR_STAGE = 160
"""For the name of the last stage, which may be longer than its bar."""
LEAST_FOR_BARS = 0.6
"""Share of the width that a fitted plan's bars get at least; the words beside the last ones are then scrolled to."""
NARROWEST, WIDEST = 8.0, 80.0
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class PhaseChart(QAbstractScrollArea):
    """Drag a bar to move the project, the end of a bar to change the phase's length; Esc gives up.

    A row opens into the artifacts that its gate wants to see: by its arrow, a double click, or Right and Left.
    """

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
        self.stages: Sequence[StageBar] = ()
        self.line: Timeline | None = None
        self.today = date.min
        self.late: date | None = None
        """The day by which the delivery is there with a certainty of 80 %; None until it is known."""
        self.chosen = 0
        self.drag: Drag | None = None
        self.scale = TimeScale(date(2026, 1, 5), 1, 30.0)
        self.opened: set[int] = set()
        """Phases whose artifacts are shown."""
        self._lines: tuple[ChartLine, ...] = ()
        self._zoom = 0.0
        """Pixels a week chosen by the user; 0: the whole plan fits."""

    def show_plan(self, rows: Sequence[PhaseRow], line: Timeline, today: date, stages: Sequence[StageBar] = ()) -> None:
        """Show another snapshot; zoom and chosen phase stay."""
        self.rows, self.line, self.today, self.stages = rows, line, today, stages
        if self.chosen not in [row.phase.id for row in rows]:
            self.chosen = rows[0].phase.id or 0 if rows else 0
        self.setAccessibleDescription("; ".join([row.words() for row in rows] + [bar.words() for bar in stages]))
        self._lay_lines()
        self._fit_range()
        self.viewport().update()

    def show_late(self, late: date | None) -> None:
        """Show the whisker up to another day."""
        self.late = late
        self.viewport().update()

    def choose(self, phase_id: int) -> None:
        """Mark a phase."""
        self.chosen = phase_id
        self.viewport().update()
        self.phase_chosen.emit(phase_id)

    def zoom(self, week_width: float, at: float | None = None) -> None:
        """Pixels a week; what lies under pixel `at` stays there. 0 fits the whole plan into the view."""
        bar = self.horizontalScrollBar()
        place = self._plan_x(at) / self.scale.week_width if at is not None else None
        self._zoom = min(max(week_width, NARROWEST), WIDEST) if week_width else 0.0
        self._fit_range()
        if place is not None and at is not None:
            bar.setValue(round(place * self.scale.week_width - (at - NAMES)))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted plan stays fitted."""
        super().resizeEvent(event)
        self._fit_range()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.scale.week_width * (1.2 if event.angleDelta().y() > 0 else 1 / 1.2), event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def hit(self, point: QPointF) -> Hit | None:
        """What lies under a point of the viewport: a phase's bar or its end."""
        line = self._line_at(point.y())
        if self.line is None or line is None or line.phase is None or line.artifact or point.x() < NAMES:
            return None
        found = hit_at(self.line, 0, self.scale, self._plan_x(point.x()))
        return found if found is not None and found.phase_id == line.phase.phase.id else None

    def toggle(self, phase_id: int) -> None:
        """Show or hide what the phase's gate wants to see."""
        self.opened ^= {phase_id}
        self._lay_lines()
        self._fit_range()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row, open it by its arrow; a press on a bar may become a drag."""
        line = self._line_at(event.position().y())
        if line is not None and line.phase is not None:
            phase_id = line.phase.phase.id or 0
            self.choose(phase_id)
            if event.position().x() < ARROW and line.artifact is None:
                self.toggle(phase_id)
                return
        hit = self.hit(event.position())
        if hit and self.line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.drag = Drag(hit, self.line, event.position().x(), self.scale.week_width)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a name opens or closes the row too."""
        line = self._line_at(event.position().y())
        if line is not None and line.phase is not None and ARROW <= event.position().x() < NAMES:
            self.toggle(line.phase.phase.id or 0)

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
        elif step and not modifiers:
            if (step > 0) != (self.chosen in self.opened):
                self.toggle(self.chosen)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            ids = [row.phase.id or 0 for row in self.rows]
            place = ids.index(self.chosen) + (1 if key == Qt.Key.Key_Down else -1) if self.chosen in ids else 0
            if 0 <= place < len(ids):
                self.choose(ids[place])
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The row in words; over the heading the week's working days."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.drag:
            line, words = self._line_at(event.pos().y()), ""
            if line is not None and line.phase is not None:
                artifact = line.artifact
                words = f"{artifact.name}\n{artifact.words()}" if artifact else line.phase.words()
            elif line is not None and line.is_rollout:
                stage = stage_at(self.stages, self.scale, self._plan_x(event.pos().x()))
                words = stage.words() if stage else ""
            elif event.pos().y() < HEADER and self.line is not None:
                words = week_words(self.line, self.scale, self._plan_x(event.pos().x()))
            QToolTip.showText(event.globalPos(), words, self)
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
        bottom = HEADER + bottom_of(self._lines) - self.verticalScrollBar().value()
        self._paint_grounds(painter, width, c)
        painter.save()
        painter.setClipRect(NAMES, 0, width - NAMES, height)
        painter.translate(NAMES - self.horizontalScrollBar().value(), 0)
        painter.setFont(small_font(self.font()))
        paint_weeks(painter, line, self.scale, bottom, c)
        self._paint_lines(painter, line, c)
        paint_heading(painter, line, self.scale, self.scale.width + ROOM_FOR_WORDS + width, self.today, c)
        paint_today(painter, self.today, self.scale, bottom, c)
        painter.restore()
        self._paint_names(painter, c)

    def _paint_lines(self, painter: QPainter, line: Timeline, c: Colours) -> None:
        """Bars and gates as they are, or as the drag would make them."""
        phases = {phase.phase_id: phase for phase in line.phases}
        gates = {gate.gate_id: gate for gate in line.gates}
        for at in self._lines:
            top, row = self._top(at), at.phase
            if at.is_rollout:
                if not self.drag:
                    paint_stages(painter, self.stages, top, self.scale, c)
                continue
            if row is None:
                if not self.drag:
                    about = f"; P80 {day(self.late)}" if self.late else ""
                    paint_headroom(painter, line, top, self.scale, c, about=about)
                    if self.late:
                        paint_whisker(painter, self.scale, (line.delivery, self.late), top + at.height - 5, c)
                continue
            gate = gates.get(row.gate.gate_id) if row.gate else None
            if at.artifact is None:
                shown = replace(row, dates=phases[row.dates.phase_id], gate=gate)
                paint_row(painter, shown, line, at.index, top, self.scale, c)
            elif gate is not None:
                paint_artifact(painter, at.artifact, gate, top, self.scale, c)

    def _paint_grounds(self, painter: QPainter, width: int, c: Colours) -> None:
        for at in self._lines:
            top = self._top(at)
            if at.phase is not None and at.phase.phase.id == self.chosen and at.artifact is None:
                painter.fillRect(0, top, width, at.height, c.tint)
                if self.hasFocus():
                    painter.setPen(QPen(c.focus, 1))
                    painter.drawRect(0, top, width - 1, at.height - 1)
            elif at.artifact is not None:
                painter.fillRect(0, top, width, at.height, c.pale)
            painter.setPen(c.grid)
            painter.drawLine(0, top + at.height - 1, width, top + at.height - 1)

    def _paint_names(self, painter: QPainter, c: Colours) -> None:
        painter.fillRect(0, 0, NAMES, HEADER, c.paper)
        painter.setPen(c.border)
        painter.drawLine(NAMES - 1, 0, NAMES - 1, self.viewport().height())
        painter.drawLine(0, HEADER - 1, NAMES, HEADER - 1)
        painter.setClipRect(0, HEADER, NAMES - 1, self.viewport().height())
        for at in self._lines:
            if at.artifact is not None:
                self._paint_name(painter, at, at.artifact.name, "", c)
            elif at.phase is not None:
                dates = at.phase.dates
                self._paint_name(painter, at, dates.name, f"W{dates.first_week}–W{dates.last_week}", c)
            elif at.is_rollout:
                self._paint_name(painter, at, "Rollout", "share of traffic", c)
            elif self.line is not None:
                weeks = f"W{self.line.delivery_weeks + 1}–W{self.line.total_weeks}"
                self._paint_name(painter, at, "Handover headroom", weeks, c)

    def _paint_name(self, painter: QPainter, at: ChartLine, name: str, weeks: str, c: Colours) -> None:
        top, left = self._top(at), ARROW + (14 if at.artifact else 0)
        painter.setFont(small_font(self.font()) if at.artifact else self.font())
        painter.setPen(c.muted if at.artifact else c.ink)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, NAMES - left - 8)
        painter.drawText(QRectF(left, top + (3 if weeks else 0), NAMES, 20 if weeks else at.height), _LEFT, text)
        painter.setPen(c.muted)
        painter.setFont(small_font(self.font()))
        painter.drawText(QRectF(left, top + 22, NAMES, 16), _LEFT, weeks)
        if at.phase is not None and at.artifact is None and at.phase.artifacts:
            self._paint_arrow(painter, QPointF(ARROW / 2 + 1, top + 13), at.phase.phase.id in self.opened, c)

    @staticmethod
    def _paint_arrow(painter: QPainter, centre: QPointF, is_open: bool, c: Colours) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.muted, 1.6))
        x, y = centre.x(), centre.y()
        points = [(-4, -2), (0, 2), (4, -2)] if is_open else [(-2, -4), (2, 0), (-2, 4)]
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
        painter.restore()

    def _top(self, at: ChartLine) -> int:
        return HEADER + at.top - self.verticalScrollBar().value()

    def _line_at(self, y: float) -> ChartLine | None:
        return line_at(self._lines, y - HEADER + self.verticalScrollBar().value()) if y >= HEADER else None

    def _lay_lines(self) -> None:
        has_headroom = self.line is not None and self.line.headroom_weeks > 0
        self._lines = chart_lines(self.rows, self.opened, has_headroom=has_headroom, has_stages=bool(self.stages))

    def _plan_x(self, x: float) -> float:
        return x - NAMES + self.horizontalScrollBar().value()

    def _fit_range(self) -> None:
        if self.line is None:
            return
        first = min(self.line.start, *(row.phase.baseline_start or self.line.start for row in self.rows))
        weeks = self.line.total_weeks + (self.line.start - first).days // DAYS_IN_WEEK
        free = self.viewport().width() - NAMES
        room = max(100, free - ROOM_FOR_WORDS, free * LEAST_FOR_BARS)
        width = self._zoom or min(max(room / max(weeks, 1), NARROWEST), WIDEST / 2)
        self.scale = TimeScale(first, weeks, width)
        view = self.viewport().size()
        sideways, down = self.horizontalScrollBar(), self.verticalScrollBar()
        widest = max(self.scale.width + ROOM_FOR_WORDS, round(end_of(self.stages, self.scale)) + ROOM_FOR_STAGE)
        sideways.setRange(0, max(widest + NAMES - view.width(), 0))
        sideways.setPageStep(view.width())
        down.setRange(0, max(HEADER + bottom_of(self._lines) - view.height(), 0))
        down.setPageStep(view.height())
