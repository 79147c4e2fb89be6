"""Selection in a grid: one rectangle with an anchor, moved by mouse and keys."""

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QTableView

from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.ranges import At, Range, between, jump

Flag = QItemSelectionModel.SelectionFlag


class SelectingView(QTableView):
    """A table view whose selection is one rectangle between an anchor and the current cell."""

    def __init__(self, model: RecordModel[Any]) -> None:
        super().__init__()
        self.records = model
        self._anchor = QPersistentModelIndex()

    @property
    def current(self) -> At | None:
        """The current cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def selected(self) -> Range | None:
        """The selected rectangle; the current cell when nothing else is selected."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        if not ranges:
            return between(self.current, self.current) if self.current else None
        return Range(
            min(r.top() for r in ranges),
            min(r.left() for r in ranges),
            max(r.bottom() for r in ranges),
            max(r.right() for r in ranges),
        )

    def go(self, at: At, *, extend: bool = False) -> None:
        """Make a cell current, alone or as the corner of the selection; kept inside the table."""
        model = self.records
        if not model.rowCount() or not model.columnCount():
            return
        row = min(max(at[0], 0), model.rowCount() - 1)
        column = min(max(at[1], 0), model.columnCount() - 1)
        index = model.index(row, column)
        if not extend or not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(index)
        self.select_range(between((self._anchor.row(), self._anchor.column()), (row, column)), index)
        self.scrollTo(index)

    def select_range(self, chosen: Range, current: QModelIndex | None = None) -> None:
        """Select a rectangle; `current` (by default its first cell) becomes the current cell."""
        model = self.records
        first, last = model.index(chosen.top, chosen.left), model.index(chosen.bottom, chosen.right)
        self.selectionModel().setCurrentIndex(current or first, Flag.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), Flag.ClearAndSelect)

    def step(self, rows: int, columns: int, *, extend: bool = False, far: bool = False) -> None:
        """Move by one cell, or (`far`) to the end of the filled cells."""
        at = self.current or (0, 0)
        to = self._jump(at, rows, columns) if far else (at[0] + rows, self._visible_column(at[1], columns))
        self.go(to, extend=extend)

    def next_cell(self, step: int) -> bool:
        """The next cell in reading order that can be edited (Tab); False when there is none left."""
        at = self.current or (0, -1)
        columns = self.records.columnCount()
        place = at[0] * columns + at[1] + step
        while 0 <= place < self.records.rowCount() * columns:
            row, column = divmod(place, columns)
            if not self.isColumnHidden(column) and self.records.is_editable(row, column):
                self.go((row, column))
                return True
            place += step
        return False

    def select_rows(self) -> None:
        """Widen the selection to whole rows."""
        if chosen := self.selected:
            columns = self.records.columnCount()
            self.select_range(Range(chosen.top, 0, chosen.bottom, columns - 1), self.currentIndex())

    def select_columns(self) -> None:
        """Widen the selection to whole columns."""
        if chosen := self.selected:
            rows = max(len(self.records.rows), 1)
            self.select_range(Range(0, chosen.left, rows - 1, chosen.right), self.currentIndex())

    def _visible_column(self, column: int, step: int) -> int:
        place = column + step
        while step and 0 <= place < self.records.columnCount() and self.isColumnHidden(place):
            place += step
        return place if 0 <= place < self.records.columnCount() else column

    def _jump(self, at: At, rows: int, columns: int) -> At:
        model = self.records
        if rows:
            last = model.rowCount() - 1
            return jump(at[0], rows, last, lambda row: bool(model.cell(row, at[1]).text)), at[1]
        last = model.columnCount() - 1
        return at[0], jump(at[1], columns, last, lambda column: bool(model.cell(at[0], column).text))
