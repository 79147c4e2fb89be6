"""The painted time line beside the table: the same lines, the same row heights, the same scroll position.

Only the rows and the stretch of time in the exposed region are drawn.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from mlplanner.gui.portfolio.arranging import Heading, Line
from mlplanner.gui.portfolio.bars import Look, paint_project, small_font
from mlplanner.gui.portfolio.drags import Drag, Hit, hit_at
from mlplanner.gui.portfolio.rows import ProjectRow, whisker_words
from mlplanner.gui.portfolio.scale import ZOOMS, TimeScale, scale_for
from mlplanner.gui.theme import Colours, colours
from mlplanner.reports.formats import day

_ABOUT = "A bar for each project of the table beside it. Alt with arrows moves the selected one."


class Roadmap(QAbstractScrollArea):
    """Bars are dragged in whole weeks; what a drag means comes out as a signal when the button is released."""

    move_asked = Signal(int, int)
    """Project id, whole weeks later (negative: earlier)."""
    length_asked = Signal(int, int, int)
    """Project id, phase id, weeks more (negative: fewer)."""
    row_chosen = Signal(int)
    """The project that was clicked."""
    opened = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roadmap")
        self.setAccessibleName("Roadmap")
        self.setAccessibleDescription(_ABOUT)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.lines: Sequence[Line] = ()
        self.selected: frozenset[int] = frozenset()
        self.selected_phase: int | None = None
        self.can_edit = True
        self.row_height = 28
        self.header_height = 48
        self.today = date.min
        self.week_width = ZOOMS["month"]
        self.scale: TimeScale = scale_for(date(2026, 1, 5), date(2026, 3, 2), date(2026, 1, 5), self.week_width)
        self.drag: Drag | None = None
        self._was_placed = False
        self._has_bars = False

    def show_lines(self, lines: Sequence[Line], today: date) -> None:
        """Show other lines; the time range follows the projects, the place on screen stays."""
        self.lines, self.today = lines, today
        kept = self._left_day() if self._was_placed else None
        shown = [row for row in lines if isinstance(row, ProjectRow)]
        spans = [row.figures.timeline for row in shown if row.figures]
        self._has_bars = bool(spans)
        first = min((span.start for span in spans), default=today)
        ends = [span.handed_over for span in spans] + [row.sure_on for row in shown if row.sure_on]
        last = max(ends, default=today)
        self.scale = scale_for(first, last, today, self.week_width)
        self._set_ranges()
        if kept is not None:
            self.horizontalScrollBar().setValue(round(self.scale.x(kept)))
        self._settle()
        if self.selected_phase is None:
            self._describe()
        self.viewport().update()

    def select(self, project_ids: Sequence[int]) -> None:
        """Mark the rows that the table has selected."""
        self.selected = frozenset(project_ids)
        self._describe()
        self.viewport().update()

    def zoom(self, week_width: float, at: float | None = None) -> None:
        """Show `week_width` pixels a week; what lies under pixel `at` (the middle) stays there."""
        at = self.viewport().width() / 2 if at is None else at
        bar = self.horizontalScrollBar()
        place = (bar.value() + at) / self.scale.week_width
        self.scale = self.scale.zoomed(week_width)
        self.week_width = self.scale.week_width
        self._set_ranges()
        bar.setValue(round(place * self.week_width - at))
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole range."""
        self.zoom(self.viewport().width() / max(self.scale.weeks, 1))
        self.horizontalScrollBar().setValue(0)

    def keep_zoom(self, week_width: float) -> None:
        """Start with the zoom of the last time."""
        self.week_width = week_width

    def go_to_today(self) -> None:
        """Bring today to the left third."""
        self.horizontalScrollBar().setValue(round(self.scale.x(self.today) - self.viewport().width() / 3))

    def row_at(self, y: float) -> ProjectRow | None:
        """The project whose row lies under a pixel of the viewport."""
        place = int((y - self.header_height + self.verticalScrollBar().value()) // self.row_height)
        line = self.lines[place] if y >= self.header_height and 0 <= place < len(self.lines) else None
        return line if isinstance(line, ProjectRow) else None

    def top_of(self, place: int) -> int:
        """The viewport's pixel at which the row with this place begins."""
        return self.header_height + place * self.row_height - self.verticalScrollBar().value()

    def hit(self, point: QPointF) -> Hit | None:
        """What of a project's bar lies under a point of the viewport."""
        row = self.row_at(point.y())
        if row is None or row.figures is None:
            return None
        return hit_at(row.figures.timeline, row.id, self.scale, point.x() + self.horizontalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll ranges follow the size."""
        super().resizeEvent(event)
        self._set_ranges()
        self._settle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only what comes into view is painted anew."""
        view = self.viewport()
        if self.drag or (dx and dy):
            view.update()
            return
        view.scroll(dx, dy, QRect(0, self.header_height, view.width(), view.height() - self.header_height))
        if dx:
            view.update(0, 0, view.width(), self.header_height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer, Shift scrolls in time."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.week_width * (1.2 if event.angleDelta().y() > 0 else 1 / 1.2), event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the row; a press on a bar may become a drag."""
        row = self.row_at(event.position().y())
        if row is None:
            return
        hit = self.hit(event.position())
        self.selected_phase = hit.phase_id if hit else None
        self.row_chosen.emit(row.id)
        if hit and self.can_edit and event.button() == Qt.MouseButton.LeftButton and row.figures:
            self.drag = Drag(hit, row.figures.timeline, event.position().x(), self.scale.week_width)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show by the pointer what could be dragged."""
        if self.drag:
            self.drag.move_to(event.position().x())
            tip = self.drag.tip()
            if tip:
                QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 16), tip, self)
            self.viewport().update()
            return
        hit = self.hit(event.position()) if self.can_edit else None
        shape = Qt.CursorShape.ArrowCursor
        if hit:
            shape = Qt.CursorShape.SplitHCursor if hit.is_edge else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what the drag means."""
        drag, self.drag = self.drag, None
        QToolTip.hideText()
        self.viewport().update()
        if drag is None or not drag.weeks:
            return
        if drag.hit.is_edge:
            self.length_asked.emit(drag.hit.project_id, drag.hit.phase_id, drag.weeks)
        else:
            self.move_asked.emit(drag.hit.project_id, drag.weeks)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the project."""
        row = self.row_at(event.position().y())
        self.drag = None
        if row:
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives a drag up; left and right choose a phase; Enter opens."""
        if event.key() == Qt.Key.Key_Escape and self.drag:
            self.drag = None
            QToolTip.hideText()
            self.viewport().update()
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers() and self.selected:
            self._choose_phase(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.opened.emit(min(self.selected))
            return
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu as the table's."""
        self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips over bars and gates."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.drag:
            row, hit = self.row_at(event.pos().y()), self.hit(QPointF(event.pos()))
            words = [hit.words(row.figures.timeline), whisker_words(row)] if row and row.figures and hit else []
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, words)), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, today, header; then what is being dragged."""
        c = colours()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), c.paper)
        shift = self.horizontalScrollBar().value()
        area = QRect(0, self.header_height, self.viewport().width(), self.viewport().height() - self.header_height)
        painter.setFont(small_font(self.font()))
        painter.save()
        painter.setClipRect(area.intersected(event.rect()))
        self._paint_rows(painter, event.rect(), shift, c)
        painter.restore()
        if event.rect().top() < self.header_height:
            self._paint_header(painter, shift, c)
        painter.end()

    def _paint_rows(self, painter: QPainter, exposed: QRect, shift: int, c: Colours) -> None:
        width = self.viewport().width()
        scroll = self.verticalScrollBar().value()
        first = max((exposed.top() - self.header_height + scroll) // self.row_height, 0)
        last = min((exposed.bottom() - self.header_height + scroll) // self.row_height, len(self.lines) - 1)
        for place in range(first, last + 1):
            line, top = self.lines[place], self.top_of(place)
            back = c.pale if isinstance(line, Heading) else c.tint if line.id in self.selected else c.paper
            painter.fillRect(0, top, width, self.row_height, back)
        painter.translate(-shift, 0)
        painter.setPen(c.grid)
        bottom = min(self.top_of(len(self.lines)), self.viewport().height())
        for mark in self.scale.coarse_marks(shift, shift + width):
            painter.drawLine(QPointF(mark.left, self.header_height), QPointF(mark.left, bottom))
        for place in range(first, last + 1):
            line, top = self.lines[place], self.top_of(place)
            painter.setPen(c.grid if isinstance(line, ProjectRow) else c.rule)
            painter.drawLine(shift, top + self.row_height - 1, shift + width, top + self.row_height - 1)
            if isinstance(line, ProjectRow) and line.figures:
                dragged = self.drag.shown() if self.drag and self.drag.hit.project_id == line.id else None
                is_tentative = line.plan.project.commitment != "confirmed"
                view = (shift, shift + width)
                late = None if dragged else line.sure_on
                look = Look(c, self.scale, is_tentative, line.is_paused, self._phase_of(line), *view, late)
                paint_project(painter, dragged or line.figures.timeline, top, self.row_height, look)
                if dragged:
                    self._paint_origin(painter, line.figures.timeline.start, top, c)
        x = self.scale.x(self.today) + self.scale.week_width / 14
        painter.setPen(QPen(c.today, 1.5))
        painter.drawLine(QPointF(x, self.header_height), QPointF(x, bottom))

    def _paint_origin(self, painter: QPainter, start: date, top: int, c: Colours) -> None:
        """Where the bar was before the drag."""
        painter.setPen(QPen(c.focus, 1, Qt.PenStyle.DashLine))
        x = self.scale.x(start)
        painter.drawLine(QPointF(x, top + 2), QPointF(x, top + self.row_height - 3))

    def _paint_header(self, painter: QPainter, shift: int, c: Colours) -> None:
        width, height = self.viewport().width(), self.header_height
        painter.fillRect(0, 0, width, height, c.paper)
        painter.save()
        painter.translate(-shift, 0)
        half = height / 2
        for marks, top in ((self.scale.coarse_marks, 0.0), (self.scale.fine_marks, half)):
            for mark in marks(shift, shift + width):
                painter.setPen(c.rule)
                painter.drawLine(QPointF(mark.left, top), QPointF(mark.left, top + half))
                painter.setPen(c.muted)
                left = max(mark.left, shift) if not top else mark.left
                rect = QRectF(left + 5, top, max(mark.right - left - 6, 0), half)
                if painter.fontMetrics().horizontalAdvance(mark.text) <= rect.width() + 4:
                    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), mark.text)
        self._paint_today_label(painter, c)
        painter.restore()
        painter.setPen(c.border)
        painter.drawLine(0, height - 1, width, height - 1)

    def _paint_today_label(self, painter: QPainter, c: Colours) -> None:
        x = self.scale.x(self.today) + self.scale.week_width / 14
        text = "today"
        width = painter.fontMetrics().horizontalAdvance(text) + 8
        rect = QRectF(x - width / 2, self.header_height - 16, width, 15)
        painter.fillRect(rect, c.today)
        painter.setPen(c.paper)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

    def _phase_of(self, line: ProjectRow) -> int | None:
        return self.selected_phase if line.id in self.selected else None

    def _choose_phase(self, step: int) -> None:
        row = next((x for x in self.lines if isinstance(x, ProjectRow) and x.id in self.selected), None)
        if row is None or not row.plan.phases:
            return
        ids = [phase.id for phase in row.plan.phases]
        place = ids.index(self.selected_phase) + step if self.selected_phase in ids else 0
        self.selected_phase = ids[min(max(place, 0), len(ids) - 1)]
        phase = next(phase for phase in row.plan.phases if phase.id == self.selected_phase)
        self.setAccessibleDescription(f"{row.plan.project.name}: {phase.name}, {phase.weeks} weeks")
        self.viewport().update()

    def _describe(self) -> None:
        """The selected bar in words, with its whisker; without one what can be done here."""
        row = next((x for x in self.lines if isinstance(x, ProjectRow) and x.id in self.selected), None)
        if row is None or row.figures is None:
            self.setAccessibleDescription(_ABOUT)
            return
        line = row.figures.timeline
        told = f"{row.plan.project.name}: {day(line.start)} to {day(line.handed_over)}, delivery {day(line.delivery)}"
        self.setAccessibleDescription("; ".join(filter(None, (told, whisker_words(row)))))

    def _left_day(self) -> date:
        return self.scale.origin + timedelta(days=round(self.horizontalScrollBar().value() * 7 / self.scale.week_width))

    def _settle(self) -> None:
        """The first time that there are bars and room for them: today comes into view."""
        if not self._was_placed and self._has_bars and self.isVisible():
            self._was_placed = True
            self.go_to_today()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        sideways, down = self.horizontalScrollBar(), self.verticalScrollBar()
        sideways.setRange(0, max(self.scale.width - view.width(), 0))
        sideways.setPageStep(view.width())
        sideways.setSingleStep(round(self.scale.week_width))
        room = view.height() - self.header_height
        down.setRange(0, max(len(self.lines) * self.row_height - room, 0))
        down.setPageStep(max(room, 1))
        down.setSingleStep(self.row_height)
