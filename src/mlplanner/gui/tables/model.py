"""The table model over a tuple of rows: shows snapshots, and turns edits into one operation each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.session import Session
from mlplanner.gui.tables.cell import Cell, cell_of, new_row_cell
from mlplanner.gui.tables.columns import Align, Column, RowT
from mlplanner.gui.tables.edits import Rows, cell_edits
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.ordering import Ordering
from mlplanner.gui.tables.refreshing import row_steps
from mlplanner.operations.cells import apply_cells, change_cell
from mlplanner.operations.operation import Operation

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROOT = QModelIndex()
ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


@dataclass
class _Shown(Generic[RowT]):
    """The rows shown, their keys, and the looks of their cells."""

    rows: tuple[RowT, ...] = ()
    keys: tuple[Any, ...] = ()
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)


class RecordModel(QAbstractTableModel, Generic[RowT]):
    """Rows of nouns under declared columns. Values change only by operations: the screen calls `show` afterwards."""

    refused = Signal(str)
    """The sentence when a cell, paste or fill was refused; nothing was changed."""
    row_added = Signal(int)
    """The row that the last line just became."""

    def __init__(
        self, session: Session, columns: Sequence[Column[RowT]], rows: Rows[RowT], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = tuple(columns)
        self._about = rows
        self._shown: _Shown[RowT] = _Shown()
        self._refusal = ""
        self._given: tuple[RowT, ...] = ()
        self.ordering = Ordering()
        """By which column the rows are shown; `order_by` changes it."""
        self.can_sort = False
        """True where rows have no order of their own that means something."""
        self.is_read_only = False
        self.is_month_first = False
        """How dates with slashes are read."""
        session.failed.connect(self._note_refusal)

    # What is shown

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows shown, in order."""
        return self._shown.rows

    @property
    def columns(self) -> tuple[Column[RowT], ...]:
        """The columns shown, in order."""
        return self._columns

    @property
    def layout(self) -> dict[str, dict[str, Any]]:
        """What the grids of this window remember, by their names."""
        return self._session.layouts

    @property
    def about(self) -> Rows[RowT]:
        """What the grid knows of its rows."""
        return self._about

    @property
    def can_add(self) -> bool:
        """True when the last line takes new rows."""
        return self._about.add is not None and not self.is_read_only

    @property
    def can_remove(self) -> bool:
        """True when rows can be removed here."""
        return self._about.remove is not None and not self.is_read_only

    def show(self, rows: Sequence[RowT], columns: Sequence[Column[RowT]] | None = None) -> None:
        """Show another snapshot; selection, current cell and scrolling stay with their rows."""
        if columns is not None:
            self._show_columns(tuple(columns))
        self._given = tuple(rows)
        self._show_given()

    def order_by(self, column_id: str, *, is_descending: bool = False) -> None:
        """Show the rows by a column; an empty id: in their own order."""
        self.ordering.choose(column_id, is_descending=is_descending)
        self._show_given()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self._columns) - 1, 0))

    def _show_given(self) -> None:
        keys = [self._about.key(row) for row in self._given]
        self._show_rows(self.ordering.arrange(self._given, keys, self._columns))
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        if last.isValid():
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, row: int) -> RowT | None:
        """The noun in a row; None for the last line where a row can be added."""
        return self._shown.rows[row] if 0 <= row < len(self._shown.rows) else None

    def find(self, key: Any) -> int:
        """The row number of a row by key; -1 when it is not shown."""
        return self._shown.keys.index(key) if key in self._shown.keys else -1

    def find_column(self, column_id: str) -> int:
        """The column's number; -1 when there is none of that id."""
        return next((i for i, column in enumerate(self._columns) if column.id == column_id), -1)

    def cell(self, row: int, column: int) -> Cell:
        """The look of a cell."""
        known = self._shown.cells.get((row, column))
        if known is None:
            noun, spec = self.row_at(row), self._columns[column]
            is_open = spec.edit is not None
            known = new_row_cell(spec, is_open=is_open) if noun is None else cell_of(spec, noun)
            self._shown.cells[row, column] = known
        return known

    def is_editable(self, row: int, column: int) -> bool:
        """True when something can be put into this cell."""
        return not self.is_read_only and self.cell(row, column).is_editable

    # Edits

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Put typed text (or a value, from a list) into one cell; False when it was refused."""
        if role != Role.EditRole or not index.isValid():
            return False
        return self.put({(index.row(), index.column()): value}, "")

    def put(self, cells: Mapping[tuple[int, int], Any], verb: str) -> bool:
        """Put texts (or values) into cells as one step; False when one was refused, nothing is changed then.

        Cells below the last row make new rows. `verb` begins the step's label ("Paste"); empty for a single cell.
        """
        if self.is_read_only:
            return False
        targets = [(self.row_at(row), row, self._columns[column], value) for (row, column), value in cells.items()]
        try:
            edits = cell_edits(self._about, targets, is_month_first=self.is_month_first)
        except PlannerError as error:
            return self.refuse(_sentence(str(error), len(cells)))
        if not edits:
            return True
        if self._about.gather:
            label = (
                f"{verb or 'Change'} {_counted(len(cells), 'cell')}"
                if len(edits) > 1 or verb
                else _step(edits[0].where)
            )
            return self._run(self._about.gather(label, edits))
        if not verb and len(edits) == 1:
            return self._run(change_cell(_step(edits[0].where), edits[0]))
        return self._run(apply_cells(f"{verb or 'Change'} {_counted(len(cells), 'cell')}", edits))

    def clear(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Clear cells as one step."""
        values = {cell: self._columns[cell[1]].empty for cell in cells if cell[0] < len(self._shown.rows)}
        return self.put(values, "" if len(values) == 1 else "Clear") if values else True

    def remove(self, rows: Sequence[int]) -> bool:
        """Remove rows as one step; False when it was refused or nothing can be removed here."""
        nouns = [noun for row in rows if (noun := self.row_at(row)) is not None]
        if not nouns or self._about.remove is None or self.is_read_only:
            return False
        return self._run(self._about.remove(nouns))

    def refuse(self, sentence: str) -> bool:
        """Tell the window and the view why nothing was done; always False."""
        self._session.failed.emit(sentence)
        self.refused.emit(sentence)
        return False

    def _run(self, operation: Operation[Any]) -> bool:
        known = len(self._shown.rows)
        self._refusal = ""
        outcome = self._session.run(operation)
        if outcome is None:
            self.refused.emit(self._refusal)
            return False
        if len(self._shown.rows) > known:
            made = outcome.value[-1] if isinstance(outcome.value, list) else outcome.value
            row = self.find(getattr(made, "id", None))
            if row >= 0:
                self.row_added.emit(row)
        return True

    def _note_refusal(self, sentence: str) -> None:
        self._refusal = sentence

    # Qt's questions

    def rowCount(self, parent: Index = ROOT) -> int:
        """Rows, and the last line."""
        return 0 if parent.isValid() else len(self._shown.rows) + self.can_add

    def columnCount(self, parent: Index = ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; what can be edited says so."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.is_editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts for painting, editing, tooltips and screen readers."""
        if not index.isValid():
            return None
        row, spec = self.row_at(index.row()), self._columns[index.column()]
        match role:
            case Role.DisplayRole:
                return self.cell(index.row(), index.column()).text
            case Role.EditRole:
                return "" if row is None else spec.editable_text(row)
            case Role.ToolTipRole:
                return None if row is None else _tip(spec, row)
            case Role.TextAlignmentRole:
                return ALIGNMENTS[spec.alignment] | Qt.AlignmentFlag.AlignVCenter
            case Role.AccessibleDescriptionRole:
                return (spec.problem(row) if spec.problem and row is not None else None) or ""
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles and tooltips of columns; row numbers."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return str(section + 1) if role == Role.DisplayRole else None
        column = self._columns[section]
        match role:
            case Role.DisplayRole:
                return column.title
            case Role.ToolTipRole:
                return column.tooltip or None
            case Role.TextAlignmentRole:
                return ALIGNMENTS[column.alignment] | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    # Refreshing

    def _show_columns(self, columns: tuple[Column[RowT], ...]) -> None:
        now, then = [c.id for c in self._columns], [c.id for c in columns]
        self._shown.cells.clear()
        if now == then:
            self._columns = columns
        elif then[: len(now)] == now:
            self.beginInsertColumns(ROOT, len(now), len(then) - 1)
            self._columns = columns
            self.endInsertColumns()
        elif now[: len(then)] == then:
            self.beginRemoveColumns(ROOT, len(then), len(now) - 1)
            self._columns = columns
            self.endRemoveColumns()
        else:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(columns) - 1, 0))

    def _show_rows(self, fresh: tuple[RowT, ...]) -> None:
        """Remove, order and insert row by row, so that selections follow."""
        keys = tuple(self._about.key(row) for row in fresh)
        steps = row_steps(self._shown.keys, keys)
        rows = list(self._shown.rows)
        for at in steps.removed:
            self.beginRemoveRows(ROOT, at, at)
            del rows[at]
            self._shown = _Shown(tuple(rows))
            self.endRemoveRows()
        if steps.order is not None:
            rows = [rows[at] for at in steps.order]
            self._reorder(steps.order, tuple(rows))
        for at in steps.inserted:
            self.beginInsertRows(ROOT, at, at)
            rows.insert(at, fresh[at])
            self._shown = _Shown(tuple(rows))
            self.endInsertRows()
        self._shown = _Shown(fresh, keys)

    def _reorder(self, order: tuple[int, ...], rows: tuple[RowT, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        places = {old: new for new, old in enumerate(order)}
        before = self.persistentIndexList()
        after = [self.index(places.get(index.row(), index.row()), index.column()) for index in before]
        self._shown = _Shown(rows)
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _tip(spec: Column[RowT], row: RowT) -> str | None:
    """What is wrong, what there is to say, and the whole of a text too long for its cell."""
    lines = [spec.problem(row) if spec.problem else None, spec.hint(row) if spec.hint else None]
    text = spec.text(row)
    if not (spec.kind.is_numeric or spec.kind == Kind.CHECK) and len(text) > spec.width:
        lines.append(text)
    return "\n".join(line for line in lines if line) or None


def _step(where: str) -> str:
    """What one changed cell, or one new row, is called in the list of steps."""
    is_new = where.startswith("New ") and "," not in where
    return f"Add {where.removeprefix('New ')}" if is_new else f"Change {where}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _sentence(reason: str, count: int) -> str:
    return f"{reason.rstrip('.')}. Nothing was changed." if count > 1 else reason
