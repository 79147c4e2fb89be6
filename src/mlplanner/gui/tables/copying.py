"""Copying from every table of the program: Ctrl+C the selection, Ctrl+Shift+C with its headings.

Grids have keys of their own (`keys`). All other tables, also those in dialogs and those added one day, get them when the focus
enters them the first time; so does what offers `out_cells`, as the heat map does.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from mlplanner.gui.tables.cells_out import Cells, heading_cells, put, shown_cell
from mlplanner.gui.tables.selecting import SelectingView

GIVES = "out_cells"
"""The method of a widget that knows itself what its selection says: `out_cells(*, with_headings: bool) -> Cells`."""
_KNOWN = "copies"
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def copy_from(widget: QWidget | None, *, with_headings: bool = False) -> bool:
    """Copy what is selected in a table; False for what is none, or has nothing to copy."""
    cells = cells_of(widget, with_headings=with_headings)
    if cells:
        put(cells, has_headings=with_headings)
    return bool(cells)


def cells_of(widget: QWidget | None, *, with_headings: bool) -> Cells:
    """What is selected in a table; nothing for what is none."""
    own: Callable[..., Cells] | None = getattr(widget, GIVES, None)
    if own is not None:
        return own(with_headings=with_headings)
    return _cells(widget, with_headings=with_headings) if isinstance(widget, QAbstractItemView) else []


def copy_focused(*, with_headings: bool = False) -> None:
    """Copy from the table, or the text, that has the focus."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        widget.copy()
    else:
        copy_from(widget, with_headings=with_headings)


class TableCopying(QObject):
    """Gives the keys to every table that the focus enters. One for the whole application."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_table = (isinstance(now, QAbstractItemView) or hasattr(now, GIVES)) and not isinstance(now, SelectingView)
        if now is None or not is_table or now.property(_KNOWN):
            return
        if now.window().windowType() != Qt.WindowType.Popup:  # no lists of combo boxes
            now.setProperty(_KNOWN, True)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy by keys; by the context menu where the table has none."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and event.key() == Qt.Key.Key_C:
            modifiers = event.modifiers()
            if modifiers in (_CTRL, _CTRL | _SHIFT):
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    return copy_from(watched, with_headings=bool(modifiers & _SHIFT))
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            return self._show_menu(watched, event)
        return False

    @staticmethod
    def _show_menu(widget: QWidget, event: QContextMenuEvent) -> bool:
        if widget.contextMenuPolicy() != Qt.ContextMenuPolicy.DefaultContextMenu or not _has_headings(widget):
            return False
        menu = QMenu(widget)
        menu.setObjectName("copyMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_copies(menu, widget)
        menu.popup(event.globalPos())
        return True


def _has_headings(widget: QWidget) -> bool:
    is_tree = isinstance(widget, QTreeView) and not widget.isHeaderHidden()
    return is_tree or isinstance(widget, QTableView) or hasattr(widget, GIVES)


def add_copies(menu: QMenu, widget: QWidget) -> None:
    """Both ways to copy as entries of a menu."""
    menu.addAction("Copy\tCtrl+C").triggered.connect(lambda: copy_from(widget))
    with_headings = menu.addAction("Copy with headings\tCtrl+Shift+C")
    with_headings.triggered.connect(lambda: copy_from(widget, with_headings=True))


def _cells(view: QAbstractItemView, *, with_headings: bool) -> Cells:
    """The selected cells of any table, tree or list, in the order shown; the current one where none is selected."""
    picked = view.selectionModel().selectedIndexes() if view.selectionModel() is not None else []
    if not picked and (current := view.currentIndex()).isValid():
        is_of_rows = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        columns = range(view.model().columnCount(current.parent())) if is_of_rows else (current.column(),)
        picked = [current.siblingAtColumn(column) for column in columns]
    chosen = {(_place(index), index.column()): _text(index) for index in picked}
    shown = _columns(view, {index.column() for index in picked})
    rows = sorted({place for place, _ in chosen})
    cells = [[shown_cell(chosen.get((row, column), "")) for column in shown] for row in rows]
    if cells and with_headings and isinstance(view, QTableView | QTreeView):
        titles = [view.model().headerData(column, Qt.Orientation.Horizontal) for column in shown]
        return [heading_cells([str(title or "") for title in titles]), *cells]
    return cells


def _columns(view: QAbstractItemView, found: set[int]) -> list[int]:
    """The columns that are shown, from left to right."""
    header: QHeaderView | None = None
    if isinstance(view, QTableView):
        header = view.horizontalHeader()
    elif isinstance(view, QTreeView):
        header = view.header()
    if header is None:
        return sorted(found)
    return sorted((at for at in found if not header.isSectionHidden(at)), key=header.visualIndex)


def _place(index: QModelIndex) -> tuple[int, ...]:
    """Where a row stands: by its number, after those above it in a tree."""
    numbers = []
    while index.isValid():
        numbers.append(index.row())
        index = index.parent()
    return tuple(reversed(numbers))


def _text(index: QModelIndex) -> str:
    text = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if text is None else str(text)
