"""The grid: a table that behaves like a spreadsheet, with frozen first columns and its own quick painting.

Measured: a view whose `paintEvent` copies cached pixmaps repaints 50 × quicker than one with the default delegate, and
headings, editors and the accessible table stay Qt's.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QToolTip, QWidget

from mlplanner.gui.tables import actions, keys, mouse
from mlplanner.gui.tables.cells_out import Cells
from mlplanner.gui.tables.delegate import GridDelegate, Move
from mlplanner.gui.tables.editors import ChoiceEditor, DateEditor, Editor, LineEditor, PersonEditor
from mlplanner.gui.tables.frame import paint_grid
from mlplanner.gui.tables.header import Band, GridHeader
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.mouse import Held
from mlplanner.gui.tables.painting import CellPainter
from mlplanner.gui.tables.ranges import Range
from mlplanner.gui.tables.selecting import SelectingView

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger
ScrollHint = QAbstractItemView.ScrollHint
MOST_FROZEN = 0.62
"""Share of the width that columns which stay in place may take."""
ROW_PADDING = 9
"""What a row is higher than its text, pixels."""


class GridView(SelectingView):
    """Shows a `RecordModel`; what a spreadsheet user expects works here (see the module `keys`)."""

    frozen_changed = Signal(int)
    """How many columns stay in place now."""
    opened = Signal(int)
    """A double click or Enter on a row whose current cell can't be edited: show what the row is about."""

    def __init__(self, model: RecordModel[Any], *, name: str, title: str, frozen: int = 0) -> None:
        """`name` is the object name, `title` what a screen reader says, `frozen` how many columns stay in place."""
        super().__init__(model)
        self.cells = CellPainter()
        self.empty_text = ""
        """Said while there are no rows: what belongs here, and the first step."""
        self.fill_target: Range | None = None
        """Where the fill handle is being dragged."""
        self.extra_actions: list[QAction] = []
        """More entries of the context menu."""
        self.takes_block: Callable[[list[list[str]]], bool] | None = None
        """Asked before a block is pasted cell by cell; True: it was taken in another way."""
        self.opens_rows = False
        """True when Enter on a read-only cell emits `opened`."""
        self.frozen_when_narrow = frozen
        """How many columns stay in place where all of them would leave too little room for the others."""
        self._frozen = frozen
        self.held = Held.NOTHING
        """What the pressed mouse button has hold of."""
        self._added_row = -1
        self._header = GridHeader(self)
        self._header.frozen = frozen
        self._delegate = GridDelegate(model, self)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._set_up()
        self.setModel(model)
        self._connect(model)
        self.fit_columns()
        self._header.sectionResized.connect(self._note_width)
        self._header.sectionClicked.connect(self._on_heading)

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _connect(self, model: RecordModel[Any]) -> None:
        model.columnsInserted.connect(lambda _parent, first, last: self._fit(range(first, last + 1)))
        model.modelReset.connect(self.fit_columns)
        model.headerDataChanged.connect(lambda *_: self._header.set_columns(self.records.columns))
        model.refused.connect(self._show_refusal)
        model.row_added.connect(self._note_added)
        self._delegate.finished.connect(self._after_editing)
        self._delegate.fill_asked.connect(self._fill_typed)

    # Columns

    @property
    def header(self) -> GridHeader:
        """The headings."""
        return self._header

    @property
    def editor(self) -> Editor | None:
        """The open editor."""
        return self._delegate.editor

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Headings over groups of columns."""
        self._header.set_bands(bands)

    def fit_columns(self) -> None:
        """Give each column the width it asks for."""
        self._fit(range(len(self.records.columns)))

    def _fit(self, places: range) -> None:
        unit = self.fontMetrics().horizontalAdvance("0")
        for at in places:
            if self._header.sectionResizeMode(at) != QHeaderView.ResizeMode.Stretch:
                column = self.records.columns[at]
                self.setColumnWidth(at, self.kept_widths.get(column.id, column.width * unit + 14))
        self._header.set_columns(self.records.columns)
        self._fit_frozen()

    @property
    def kept_widths(self) -> dict[str, int]:
        """The widths that the user gave to columns, by their ids."""
        known: dict[str, int] = self._kept().setdefault("widths", {})
        return known

    def _kept(self) -> dict[str, Any]:
        return self.records.layout.setdefault(self.objectName(), {})

    def _note_width(self, at: int, _before: int, now: int) -> None:
        if self._header.is_held and at < len(self.records.columns):
            self.kept_widths[self.records.columns[at].id] = now

    def allow_sorting(self) -> None:
        """A click on a heading sorts: rows have no order of their own here. The order chosen last comes back."""
        self.records.can_sort = True
        column_id, is_descending = self._kept().get("sort", ["", False])
        self.sort_by(column_id, is_descending=is_descending)

    def sort_by(self, column_id: str, *, is_descending: bool = False) -> None:
        """Show the rows by a column, an empty id: in their own order; remembered."""
        self._kept()["sort"] = [column_id, is_descending]
        self._header.sorted_by = (column_id, is_descending)
        self.records.order_by(column_id, is_descending=is_descending)

    def sort_next(self, at: int) -> None:
        """By this column, then the other way round, then in the rows' own order."""
        if self.records.can_sort and 0 <= at < len(self.records.columns):
            column_id = self.records.columns[at].id
            known, is_descending = self._header.sorted_by
            if known != column_id:
                self.sort_by(column_id)
            else:
                self.sort_by("" if is_descending else column_id, is_descending=not is_descending)

    def _on_heading(self, at: int) -> None:
        self.sort_next(at)

    def stretch(self, column_id: str) -> None:
        """Let one column take the room that is left."""
        at = self.records.find_column(column_id)
        self._header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fewer columns in place where there is little room."""
        super().resizeEvent(event)
        self._fit_frozen()

    def _fit_frozen(self) -> None:
        wide = sum(self.columnWidth(at) for at in range(min(self._frozen, self.records.columnCount())))
        is_narrow = wide > MOST_FROZEN * self.viewport().width()
        self.freeze(self.frozen_when_narrow if is_narrow else self._frozen)

    def freeze(self, columns: int) -> None:
        """Keep this many columns in place."""
        if columns != self._header.frozen:
            self._header.frozen = columns
            self._header.viewport().update()
            self.viewport().update()
            self.frozen_changed.emit(columns)

    # Geometry: the frozen columns lie over the scrolled ones

    def visualRect(self, index: Index) -> QRect:
        """Where a cell is in the viewport."""
        if not index.isValid():
            return QRect()
        left, width = self._header.section_left(index.column()), self.columnWidth(index.column())
        return QRect(left, self.rowViewportPosition(index.row()), width, self.rowHeight(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The cell under a point of the viewport."""
        row, column = self.rowAt(point.y()), self._header.column_at(point.x())
        return self.records.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Bring a cell into sight, clear of the frozen columns."""
        bar = self.horizontalScrollBar()
        at = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self._header.frozen:
            bar.setValue(at)
            return
        hidden = self._header.frozen_width - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, selection, fill handle, or what belongs into an empty grid."""
        paint_grid(self, event.rect())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaint what is in sight: cheaper than working out the regions of frozen columns."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint, headings too: the current column stands out."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self._header.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A grid that is reached by Tab has a current cell."""
        super().focusInEvent(event)
        if self.current is None:
            self.go((0, 0))
        self.viewport().update()

    # Editing

    def edit(self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None) -> bool:  # type: ignore[override]
        """Open the editor; F2 puts the cursor at the end, a double click opens a list, a check box just changes."""
        if index.isValid() and self.records.columns[index.column()].kind == Kind.CHECK:
            is_meant = trigger in (Trigger.EditKeyPressed, Trigger.DoubleClicked)
            return actions.toggle(self) if is_meant else False
        done = bool(super().edit(index, trigger, event))  # type: ignore[arg-type]  # Qt takes no event too
        editor = self._delegate.editor if done else None
        if isinstance(editor, LineEditor) and trigger == Trigger.EditKeyPressed:
            editor.end(False)
        if isinstance(editor, ChoiceEditor) and trigger == Trigger.DoubleClicked:
            editor.open_list()
        return done

    def open_list(self) -> None:
        """Open the editor with its list or calendar (Alt+Down)."""
        if self.edit(self.currentIndex(), Trigger.EditKeyPressed, None):
            editor = self._delegate.editor
            if isinstance(editor, ChoiceEditor | PersonEditor | DateEditor):
                editor.open_list()

    def keyboardSearch(self, search: str) -> None:
        """Typing edits; it does not search."""

    def _after_editing(self, move: Move) -> None:
        if self._added_row >= 0:
            self.go((self._added_row, (self.current or (0, 0))[1]))
            self._added_row = -1
        self.setFocus()
        if move in (Move.LEFT, Move.RIGHT):
            self.next_cell(move.value[1])
        elif move is not Move.STAY:
            self.step(move.value[0], move.value[1])

    def _fill_typed(self, value: Any) -> None:
        self.setFocus()
        actions.fill_with(self, value)

    def _note_added(self, row: int) -> None:
        self._added_row = row if self._delegate.editor is not None else -1

    def refuse(self, sentence: str) -> None:
        """Say why nothing was done."""
        self.records.refuse(sentence)

    def _show_refusal(self, sentence: str) -> None:
        """Beside the cell as well: the message bar may be far away."""
        if sentence and self.isVisible():
            rect = self.visualRect(self.currentIndex())
            QToolTip.showText(self.viewport().mapToGlobal(rect.bottomLeft()), sentence, self)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys that the grid uses are not taken by shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.is_ours(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A spreadsheet's keys; anything that types a sign begins editing."""
        if keys.press(self, event):
            event.accept()
        elif event.text() and event.text().isprintable() and not keys.has_command(event):
            self.edit(self.currentIndex(), Trigger.AnyKeyPressed, event)
        else:
            QWidget.keyPressEvent(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method writes at once, without composing it first, begins editing as a key does."""
        is_whole = bool(event.commitString()) and not event.preeditString()
        if is_whole and self.editor is None:
            self._type_whole(event)
            return
        super().inputMethodEvent(event)

    def _type_whole(self, event: QInputMethodEvent) -> None:
        self.edit(self.currentIndex(), Trigger.AnyKeyPressed, None)
        if (editor := self.editor) is not None:
            QApplication.sendEvent(editor.focusProxy() or editor, event)

    def leave(self, *, forward: bool) -> None:
        """Give the focus to the next widget."""
        QWidget.focusNextPrevChild(self, forward)

    def out_cells(self, *, with_headings: bool) -> Cells:
        """The selection as it goes into the clipboard."""
        return actions.selected_cells(self, with_headings=with_headings)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, extend with Shift, or take the fill handle."""
        mouse.press(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection, or show where the fill leads."""
        mouse.move(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fill where the handle was dropped."""
        mouse.release(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, or open what the row is about."""
        mouse.double_click(self, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same actions as by keys."""
        menu = actions.make_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at if is_by_key else event.globalPos())
