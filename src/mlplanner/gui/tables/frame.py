"""How a grid is put on screen: visible cells, frozen columns over the rest, selection, fill handle, empty text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from mlplanner.gui.tables.ranges import Range
from mlplanner.gui.theme import colours

if TYPE_CHECKING:
    from mlplanner.gui.tables.view import GridView

HANDLE = 7
"""The fill handle, pixels."""


def paint_grid(view: "GridView", area: QRect) -> None:
    """Everything inside `area` of the viewport."""
    painter = QPainter(view.viewport())
    painter.fillRect(area, colours().paper)
    view.cells.begin(painter, view.font())
    rows, frozen = _rows_in(view, area), view.header.frozen
    edge = view.header.frozen_width
    if rows:
        scrolled = area.intersected(QRect(edge, area.top(), view.viewport().width(), area.height()))
        painter.setClipRect(scrolled)
        _paint_cells(view, painter, rows, _columns_in(view, scrolled))
        _paint_selection(view, painter, scrolled)
        painter.setClipRect(area)
        _paint_cells(view, painter, rows, range(min(frozen, view.records.columnCount())))
        if frozen:
            painter.setClipRect(area.intersected(QRect(0, 0, edge, view.viewport().height())))
            _paint_selection(view, painter, area)
            painter.setClipRect(area)
            painter.fillRect(edge - 1, area.top(), 1, _end_of(view), colours().border)
    if not view.records.rows and view.empty_text:
        _paint_empty(view, painter)
    painter.end()


def range_rect(view: "GridView", chosen: Range) -> QRect:
    """The rectangle of a range in the viewport, frozen columns in their place."""
    first = view.visualRect(view.records.index(chosen.top, chosen.left))
    last = view.visualRect(view.records.index(chosen.bottom, chosen.right))
    return QRect(first.topLeft(), last.bottomRight())


def handle_rect(view: "GridView") -> QRect:
    """The fill handle at the selection's corner; empty when nothing can be filled."""
    chosen = view.selected
    last = len(view.records.rows) - 1
    if chosen is None or chosen.bottom > last or not view.records.is_editable(chosen.bottom, chosen.right):
        return QRect()
    rect = range_rect(view, chosen)
    if chosen.right >= view.header.frozen and rect.right() < view.header.frozen_width:
        return QRect()
    return QRect(rect.right() - HANDLE // 2, rect.bottom() - HANDLE // 2, HANDLE, HANDLE)


def _rows_in(view: "GridView", area: QRect) -> range:
    first = view.rowAt(max(area.top(), 0))
    if first < 0:
        return range(0)
    last = view.rowAt(area.bottom())
    return range(first, (last if last >= 0 else view.records.rowCount() - 1) + 1)


def _columns_in(view: "GridView", area: QRect) -> Iterable[int]:
    frozen = view.header.frozen
    if area.isEmpty():
        return ()
    first = max(view.columnAt(area.left()), frozen)
    last = view.columnAt(area.right())
    last = last if last >= 0 else view.records.columnCount() - 1
    return [column for column in range(first, last + 1) if not view.isColumnHidden(column)]


def _paint_cells(view: "GridView", painter: QPainter, rows: range, columns: Iterable[int]) -> None:
    records, header, cells = view.records, view.header, view.cells
    places = [(column, header.section_left(column), view.columnWidth(column)) for column in columns]
    for row in rows:
        top, height = view.rowViewportPosition(row), view.rowHeight(row)
        for column, left, width in places:
            if width > 0:
                cells.draw(painter, QRect(left, top, width, height), records.cell(row, column))


def _paint_selection(view: "GridView", painter: QPainter, area: QRect) -> None:
    chosen, current, table = view.selected, view.currentIndex(), colours()
    if chosen is None or not current.isValid():
        return
    ink = table.focus if view.hasFocus() else table.border
    rect = range_rect(view, chosen).adjusted(0, 0, -1, -1)
    if chosen.size > 1:
        _tint(painter, rect.intersected(area), is_dark=table.is_dark)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(view.visualRect(current).adjusted(1, 1, -2, -2))
    if view.fill_target is not None:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawRect(range_rect(view, view.fill_target).adjusted(0, 0, -1, -1))
    if view.hasFocus() and not (handle := handle_rect(view)).isEmpty():
        painter.fillRect(handle.adjusted(-1, -1, 1, 1), table.paper)
        painter.fillRect(handle, ink)


def _tint(painter: QPainter, rect: QRect, *, is_dark: bool) -> None:
    """Colour the ground and leave the ink: multiplied on paper, screened in the dark."""
    modes = QPainter.CompositionMode
    painter.setCompositionMode(modes.CompositionMode_Screen if is_dark else modes.CompositionMode_Multiply)
    painter.fillRect(rect, colours().tint)
    painter.setCompositionMode(modes.CompositionMode_SourceOver)


def _end_of(view: "GridView") -> int:
    last = view.records.rowCount() - 1
    return int(view.rowViewportPosition(last) + view.rowHeight(last)) if last >= 0 else 0


def _paint_empty(view: "GridView", painter: QPainter) -> None:
    painter.setPen(colours().muted)
    top = _end_of(view)
    room = view.viewport().rect().adjusted(24, top + 16, -24, -8)
    painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, view.empty_text)
