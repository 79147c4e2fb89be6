"""The painted heat map: roles that open into people, by week, month or quarter; visible cells only (P4.9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from mlplanner.engine.behind import Key
from mlplanner.engine.load_spans import Span
from mlplanner.gui.capacity.cell_paint import CellPainter
from mlplanner.gui.capacity.words import Cell
from mlplanner.gui.tables.cells_out import Cells, OutCell, heading_cells, shown_cell
from mlplanner.gui.tables.ranges import Range, between
from mlplanner.gui.theme import colours


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A line: a role, or a person below their role."""

    key: Key
    title: str
    is_role: bool
    opens: bool = False
    """A role with people that are not shown yet."""
    has_people: bool = False


class HeatMap(QAbstractScrollArea):
    """Shows rows × periods and says which cell is chosen; Left, Right, Up and Down move, + and - open a role.

    With Shift a block is chosen, with Ctrl+A all of it, to be copied.
    """

    chosen = Signal()
    toggled = Signal(object)
    """The key of a role to open or close."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("heatMap")
        self.setAccessibleName("Load by role and week")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.rows: Sequence[HeatRow] = ()
        self.spans: Sequence[Span] = ()
        self.place = (0, 0)
        """Row and column that are chosen."""
        self._anchor = (0, 0)
        """The other corner of the block that is copied."""
        self._cell: Callable[[Key, Span], tuple[Cell, str]] | None = None
        self._says: Callable[[int, int], str] = _silent
        self._painter = CellPainter()
        self.row_height, self.left, self.head = 26, 190, 42
        self.cell_width = 58

    def show_rows(
        self,
        rows: Sequence[HeatRow],
        spans: Sequence[Span],
        cell: Callable[[Key, Span], tuple[Cell, str]],
        says: Callable[[int, int], str],
    ) -> None:
        """Show other rows, periods or figures; the chosen row stays the chosen one when it is still there."""
        kept = self.key
        self.rows, self.spans, self._cell, self._says = rows, spans, cell, says
        again = next((place for place, row in enumerate(rows) if row.key == kept), self.place[0])
        self.place = (max(min(again, len(rows) - 1), 0), max(min(self.place[1], len(spans) - 1), 0))
        self._anchor = self.place
        self._fit()
        self.viewport().update()

    @property
    def key(self) -> Key | None:
        """The chosen role or person."""
        return self.rows[self.place[0]].key if self.place[0] < len(self.rows) else None

    @property
    def span(self) -> Span | None:
        """The chosen period."""
        return self.spans[self.place[1]] if self.place[1] < len(self.spans) else None

    @property
    def block(self) -> Range:
        """The cells that are copied; more than the chosen one after Shift or Ctrl+A."""
        return between(self._anchor, self.place)

    def select_all(self) -> None:
        """Every row and period; the chosen cell stays in its row."""
        if self.rows and self.spans:
            self._anchor = (0, 0)
            self.place = (len(self.rows) - 1, len(self.spans) - 1)
            self.viewport().update()

    def out_cells(self, *, with_headings: bool) -> Cells:
        """The block for the clipboard: the name of each row, then its figures; headings are the periods."""
        if self._cell is None or not self.rows or not self.spans:
            return []
        block, cell = self.block, self._cell
        spans = [self.spans[column] for column in block.columns]
        cells = [
            [OutCell(row.title), *(shown_cell(cell(row.key, span)[1]) for span in spans)]
            for row in (self.rows[at] for at in block.rows)
        ]
        return [heading_cells(["Role or person", *(span.label for span in spans)]), *cells] if with_headings else cells

    def choose(self, row: int, column: int, *, extend: bool = False) -> None:
        """Choose a cell and bring it into view; `extend`: as the other corner of a block."""
        if not self.rows or not self.spans:
            return
        self.place = (max(min(row, len(self.rows) - 1), 0), max(min(column, len(self.spans) - 1), 0))
        if not extend:
            self._anchor = self.place
        self._reveal()
        self.setAccessibleDescription(self._says(*self.place))
        self.viewport().update()
        self.chosen.emit()

    def box(self, row: int, column: int) -> QRect:
        """Where a cell lies in the viewport."""
        x = self.left + column * self.cell_width - self.horizontalScrollBar().value()
        y = self.head + row * self.row_height - self.verticalScrollBar().value()
        return QRect(x, y, self.cell_width, self.row_height)

    def at(self, point: QPoint) -> tuple[int, int] | None:
        """Row and column under a point; column -1: the names."""
        if point.y() < self.head:
            return None
        row = (point.y() - self.head + self.verticalScrollBar().value()) // self.row_height
        if row >= len(self.rows):
            return None
        if point.x() < self.left:
            return row, -1
        column = (point.x() - self.left + self.horizontalScrollBar().value()) // self.cell_width
        return (row, column) if column < len(self.spans) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell; a press on the name of a role opens or closes it."""
        found = self.at(event.position().toPoint())
        if found is None:
            return
        row, column = found
        if column < 0 and self.rows[row].has_people:
            self.toggled.emit(self.rows[row].key)
        is_block = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.choose(row, column if column >= 0 else self.place[1], extend=is_block)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Home and End go to the ends, Page Up and Down by a page, + - and Enter open and close a role."""
        row, column = self.place
        page = max((self.viewport().height() - self.head) // self.row_height - 1, 1)
        places = {
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Home: (row, 0),
            Qt.Key.Key_End: (row, len(self.spans) - 1),
            Qt.Key.Key_PageUp: (row - page, column),
            Qt.Key.Key_PageDown: (row + page, column),
        }
        opening = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        key = Qt.Key(event.key())
        if key in places:
            self.choose(*places[key], extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif key in opening and self.rows and self.rows[row].has_people:
            wants_open = {Qt.Key.Key_Plus: True, Qt.Key.Key_Minus: False}.get(key, self.rows[row].opens)
            if wants_open == self.rows[row].opens:
                self.toggled.emit(self.rows[row].key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A ring shows the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The figures of the cell under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.at(event.pos())
            text = self._says(*found) if found and found[1] >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll ranges right."""
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only what comes into view is painted anew."""
        view = self.viewport()
        if dx and dy:
            view.update()
        elif dx:
            view.scroll(dx, 0, QRect(self.left, 0, view.width() - self.left, view.height()))
        else:
            view.scroll(0, dy, QRect(0, self.head, view.width(), view.height() - self.head))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells in the exposed region, then names and headings over them."""
        exposed = event.rect()
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(exposed, colours().paper)
            self._paint_cells(painter, exposed)
            self._paint_names(painter, exposed)
            self._paint_head(painter, exposed)
            if self.hasFocus():
                painter.setClipping(False)
                painter.setPen(colours().focus)
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        finally:
            painter.end()

    def _paint_cells(self, painter: QPainter, exposed: QRect) -> None:
        if self._cell is None:
            return
        view = self.viewport()
        painter.setClipRect(QRect(self.left, self.head, view.width(), view.height()).intersected(exposed))
        self._painter.prepare(self.font(), self.cell_width, self.row_height, self.devicePixelRatioF())
        first, last = self._columns(exposed)
        corner, cell_of, paint = self.box(0, 0).topLeft(), self._cell, self._painter.paint
        lefts = [(corner.x() + column * self.cell_width, self.spans[column]) for column in range(first, last + 1)]
        for place in self._lines(exposed):
            key, top = self.rows[place].key, corner.y() + place * self.row_height
            for left, span in lefts:
                paint(painter, left, top, *cell_of(key, span))
        chosen = self.box(*self.place)
        painter.setPen(colours().focus)
        if (block := self.block).size > 1:
            whole = self.box(block.top, block.left).united(self.box(block.bottom, block.right))
            painter.drawRect(whole.adjusted(0, 0, -2, -2))
        painter.drawRect(chosen.adjusted(0, 0, -2, -2))
        painter.drawRect(chosen.adjusted(1, 1, -3, -3))

    def _paint_names(self, painter: QPainter, exposed: QRect) -> None:
        if exposed.left() >= self.left:
            return
        c = colours()
        painter.setClipRect(QRect(0, self.head, self.left, self.viewport().height()).intersected(exposed))
        metrics = QFontMetrics(self.font())
        for place in self._lines(exposed):
            row, top = self.rows[place], self.box(place, 0).top()
            ground = c.selection if place == self.place[0] else c.pale if row.is_role else c.paper
            painter.fillRect(0, top, self.left - 1, self.row_height - 1, ground)
            painter.setPen(c.ink if row.is_role else c.muted)
            sign = ("▸" if row.opens else "▾") if row.has_people else ""
            painter.drawText(QRect(8, top, 14, self.row_height), Qt.AlignmentFlag.AlignVCenter, sign)
            indent = 24 if row.is_role else 38
            text = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, self.left - indent - 8)
            painter.drawText(QRect(indent, top, self.left, self.row_height), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_head(self, painter: QPainter, exposed: QRect) -> None:
        if exposed.top() >= self.head:
            return
        c = colours()
        painter.setClipRect(QRect(0, 0, self.viewport().width(), self.head).intersected(exposed))
        painter.fillRect(0, 0, self.viewport().width(), self.head, c.paper)
        first, last = self._columns(QRect(self.left, 0, self.viewport().width(), 1))
        seen = ""
        painter.setClipRect(QRect(self.left, 0, self.viewport().width(), self.head).intersected(exposed))
        for column in range(first, last + 1):
            box, span = self.box(0, column), self.spans[column]
            group, label = _heading(span)
            if group != seen:
                seen = group
                painter.setPen(c.ink)
                left, end = max(box.left(), self.left) + 4, self._group_end(column, last)
                place = QRect(left, 2, max(end - left, 0), 18)
                painter.fillRect(box.left() - 1, 0, 1, self.head, c.border)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, group)
            painter.setPen(c.muted)
            painter.drawText(QRect(box.left(), 20, self.cell_width, 18), Qt.AlignmentFlag.AlignCenter, label)
        painter.setClipping(False)
        painter.fillRect(0, self.head - 1, self.viewport().width(), 1, c.border)

    def _group_end(self, column: int, last: int) -> int:
        """Where the periods under one upper heading end in the viewport."""
        group = _heading(self.spans[column])[0]
        while column <= last and _heading(self.spans[column])[0] == group:
            column += 1
        return self.box(0, column).left()

    def _lines(self, exposed: QRect) -> range:
        offset = self.verticalScrollBar().value() - self.head
        first = max((exposed.top() + offset) // self.row_height, 0)
        return range(first, min((exposed.bottom() + offset) // self.row_height + 1, len(self.rows)))

    def _columns(self, exposed: QRect) -> tuple[int, int]:
        offset = self.horizontalScrollBar().value() - self.left
        first = max((max(exposed.left(), self.left) + offset) // self.cell_width, 0)
        return first, min((exposed.right() + offset) // self.cell_width, len(self.spans) - 1)

    def _reveal(self) -> None:
        box, view = self.box(*self.place), self.viewport()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if box.left() < self.left:
            across.setValue(across.value() + box.left() - self.left)
        elif box.right() > view.width():
            across.setValue(across.value() + box.right() - view.width())
        if box.top() < self.head:
            down.setValue(down.value() + box.top() - self.head)
        elif box.bottom() > view.height():
            down.setValue(down.value() + box.bottom() - view.height())

    def _fit(self) -> None:
        view = self.viewport().size()
        wide, high = self.cell_width * len(self.spans), self.row_height * len(self.rows)
        for bar, size, room, step in (
            (self.horizontalScrollBar(), wide, max(view.width() - self.left, 1), self.cell_width),
            (self.verticalScrollBar(), high, max(view.height() - self.head, 1), self.row_height),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(step)
            bar.setRange(0, max(size - room, 0))


def _silent(_row: int, _column: int) -> str:
    return ""


def _heading(span: Span) -> tuple[str, str]:
    """The upper heading (once for its group) and the lower one."""
    start = span.start
    if "-Q" in span.label:
        return str(start.year), span.label[-2:]
    if "-" in span.label:
        return str(start.year), f"{start:%m}"
    return f"{span.label.split()[1]} {start.year}", str(start.day)
