"""The table's view: selection by rows, sort by heading, choose and move columns, rank by dragging."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from mlplanner.gui.portfolio.cells import CellDelegate, row_height
from mlplanner.gui.portfolio.columns import COLUMNS
from mlplanner.gui.portfolio.table import PortfolioModel


class PortfolioTable(QTableView):
    """Shows the model; says what the user asks for by signals."""

    opened = Signal(int)
    """Double click or Enter on a project."""
    sort_asked = Signal(str)
    """A heading was clicked: the column's id."""
    menu_asked = Signal(QPoint)
    """The context menu, at a global point."""
    selection_changed = Signal()

    def __init__(self, model: PortfolioModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setObjectName("portfolioTable")
        self.setAccessibleName("Projects")
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._set_up_headers()
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(lambda point: self.menu_asked.emit(self.viewport().mapToGlobal(point)))

    def _set_up_headers(self) -> None:
        height = row_height(self.fontMetrics().height())
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(8)
        rows.setDefaultSectionSize(height)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setObjectName("portfolioHeader")
        header.setFixedHeight(2 * height - 8)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSortIndicatorShown(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._ask_columns)
        header.sectionClicked.connect(lambda section: self.sort_asked.emit(COLUMNS[section].id))
        letter = self.fontMetrics().averageCharWidth()
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, column.width * letter + 14)
            self.setColumnHidden(place, not column.is_shown)

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu that shows and hides columns."""
        menu = QMenu("Columns", parent)
        menu.setObjectName("columnMenu")
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(column.title if column.title != "#" else "Rank")
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(column.id != "name")
            action.toggled.connect(lambda is_shown, place=place: self.setColumnHidden(place, not is_shown))
        return menu

    def show_sort(self, column_id: str, *, is_descending: bool) -> None:
        """Mark the heading by which the lines are sorted."""
        place = next((i for i, column in enumerate(COLUMNS) if column.id == column_id), 0)
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def selected_ids(self) -> list[int]:
        """The selected projects, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [row.id for row in map(self.lines.project_at, rows) if row]

    def select(self, project_id: int) -> None:
        """Select one project's line and bring it into view."""
        row = self.lines.row_of(project_id)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.lines.index(row, self._name_column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the project."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell who draws beside the table."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.selection_changed.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """The model asks for the new rank; the rows themselves stay until the change comes back."""
        super().dropEvent(event)
        event.setDropAction(Qt.DropAction.IgnoreAction)

    def _open(self, index: QModelIndex) -> None:
        row = self.lines.project_at(index.row())
        if row:
            self.opened.emit(row.id)

    def _ask_columns(self, point: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    def _name_column(self) -> int:
        return next(i for i, column in enumerate(COLUMNS) if column.id == "name")
