"""The portfolio's table: one line per project, headings between groups, drawn by one quick delegate."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from mlplanner.domain.money import format_amount
from mlplanner.gui.portfolio.arranging import Heading, Line
from mlplanner.gui.portfolio.columns import COLUMNS, Column
from mlplanner.gui.portfolio.rows import ProjectRow

MIME = "application/x-mlplanner-projects"
_USUAL = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED = _USUAL | Qt.ItemFlag.ItemIsDragEnabled
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class PortfolioModel(QAbstractTableModel):
    """Lines × columns. Dropping rows does not move them: it asks for a new rank, which comes back as a change."""

    moved = Signal(object, int)
    """Ids of the dragged projects and the line before which they were dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.currency = ""
        self.can_rank = False
        self._texts: dict[tuple[int, int], str] = {}

    def show_lines(self, lines: Sequence[Line], currency: str, *, can_rank: bool) -> None:
        """Show other lines; where only their content changed the view keeps its place."""
        before, self.lines = self.lines, list(lines)
        self._texts.clear()
        self.currency, self.can_rank = currency, can_rank
        if list(map(_identity, before)) == list(map(_identity, self.lines)):
            if self.lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(COLUMNS) - 1))
            return
        self.lines = before
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """What a project's cell says; made once, since painting asks for it at each frame."""
        known = self._texts.get((row, column))
        if known is None:
            line = self.lines[row]
            known = COLUMNS[column].text(line) if isinstance(line, ProjectRow) else ""
            self._texts[row, column] = known
        return known

    def row_of(self, project_id: int | None) -> int:
        """The place of a project's line; -1 when it is not shown."""
        return next((i for i, x in enumerate(self.lines) if isinstance(x, ProjectRow) and x.id == project_id), -1)

    def project_at(self, row: int) -> ProjectRow | None:
        """The project's line at this place; None for a heading or outside."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, ProjectRow) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """All columns; the view hides those that were not chosen."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tool tip and alignment; the delegate draws from the line itself."""
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        if isinstance(line, Heading):
            is_first = index.column() == 0
            return heading_text(line, self.currency) if role == Qt.ItemDataRole.DisplayRole and is_first else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.text(index.row(), index.column()) or column.tip(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(line) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, with the currency where a column holds money."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.about or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setPointSizeF(9.0)
            return font
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings can't be selected; rows can be dragged while the order is the rank."""
        if self.project_at(index.row()) is None:
            is_end = not index.isValid() and self.can_rank
            return Qt.ItemFlag.ItemIsDropEnabled if is_end else Qt.ItemFlag.ItemIsEnabled
        return _DRAGGED if self.can_rank else _USUAL

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are only moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own rows only."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the dragged projects."""
        rows = sorted({index.row() for index in indexes})
        ids = [str(row.id) for row in map(self.project_at, rows) if row]
        data = QMimeData()
        data.setData(MIME, QByteArray(",".join(ids).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Ask for the new order; False, because the rows move only when the change comes back."""
        raw = bytes(data.data(MIME).data()).decode()
        if self.can_rank and raw:
            target = row if row >= 0 else parent.row() if parent.isValid() else len(self.lines)
            self.moved.emit([int(part) for part in raw.split(",")], target)
        return False


def heading_text(line: Heading, currency: str) -> str:
    """`Discovery · 3 projects · ask EUR 520,000`."""
    count = line.totals.projects
    return f"{line.title}   ·   {count} {'project' if count == 1 else 'projects'}   ·   ask {currency} {format_amount(line.totals.ask)}"


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers and dates stand right."""
    return _RIGHT if column.is_number else _LEFT


def _identity(line: Line) -> object:
    return line.id if isinstance(line, ProjectRow) else line.title
