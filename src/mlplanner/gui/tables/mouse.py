"""What the mouse does in a grid: select, extend, fill by the handle, check a box, open an editor."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from mlplanner.gui.tables import actions
from mlplanner.gui.tables.frame import handle_rect
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.ranges import stretched

if TYPE_CHECKING:
    from mlplanner.gui.tables.view import GridView

_NEAR = 13
"""How far from the middle of a check box a click still means the box, pixels (steps right and down together)."""


class Held(Enum):
    """What the pressed button has hold of."""

    NOTHING = "nothing"
    CELLS = "cells"
    HANDLE = "fill handle"


def press(view: GridView, event: QMouseEvent) -> None:
    """Take the fill handle, or make the cell current (Shift: extend the selection to it)."""
    place = event.position().toPoint()
    index = view.indexAt(place)
    is_left = event.button() == Qt.MouseButton.LeftButton
    if is_left and _is_on_handle(view, place):
        view.held = Held.HANDLE
    elif index.isValid() and (is_left or not _is_selected(view, index)):
        is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        view.go((index.row(), index.column()), extend=is_extending)
        view.held = Held.CELLS if is_left else Held.NOTHING
        if is_left and _is_check(view, index, place):
            actions.toggle(view)


def move(view: GridView, event: QMouseEvent) -> None:
    """Extend what is held to the cell under the mouse; with no button down only the cursor changes."""
    place = event.position().toPoint()
    if not event.buttons() & Qt.MouseButton.LeftButton:
        is_cross = _is_on_handle(view, place)
        view.viewport().setCursor(Qt.CursorShape.CrossCursor if is_cross else Qt.CursorShape.ArrowCursor)
        return
    index = view.indexAt(_kept_inside(view, place))
    if not index.isValid():
        return
    if view.held is Held.HANDLE and view.selected:
        view.fill_target = stretched(view.selected, (index.row(), index.column()))
        view.viewport().update()
    elif view.held is Held.CELLS:
        view.go((index.row(), index.column()), extend=True)


def release(view: GridView) -> None:
    """Fill as far as the handle was pulled."""
    target, view.fill_target = view.fill_target, None
    held, view.held = view.held, Held.NOTHING
    if held is Held.HANDLE and target is not None and view.selected:
        actions.fill_range(view, view.selected, target)
    view.viewport().update()


def double_click(view: GridView, event: QMouseEvent) -> None:
    """Edit the cell, or tell that its row is to be opened."""
    index = view.indexAt(event.position().toPoint())
    if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
        return
    if view.records.is_editable(index.row(), index.column()):
        view.edit(index, QAbstractItemView.EditTrigger.DoubleClicked, event)
    elif view.records.row_at(index.row()) is not None:
        view.opened.emit(index.row())


def _is_on_handle(view: GridView, place: QPoint) -> bool:
    return handle_rect(view).adjusted(-2, -2, 2, 2).contains(place)


def _kept_inside(view: GridView, place: QPoint) -> QPoint:
    inside = view.viewport().rect().adjusted(1, 1, -1, -1)
    return QPoint(
        min(max(place.x(), inside.left()), inside.right()), min(max(place.y(), inside.top()), inside.bottom())
    )


def _is_selected(view: GridView, index: QModelIndex) -> bool:
    return bool(view.selected and view.selected.holds((index.row(), index.column())))


def _is_check(view: GridView, index: QModelIndex, place: QPoint) -> bool:
    if view.records.columns[index.column()].kind != Kind.CHECK:
        return False
    return (view.visualRect(index).center() - place).manhattanLength() <= _NEAR
