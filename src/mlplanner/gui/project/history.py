"""The History tab: who changed what when, each field before and after; nothing is ever taken out of it."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.session import Session
from mlplanner.queries.histories import FieldChange, Step
from mlplanner.reports.formats import day

_WORDS = {"edit": "", "undo": "Undone: ", "redo": "Done again: "}


def local_time(at: str) -> str:
    """`2026-02-27T09:05:00+00:00` → `27 Feb 2026  10:05` where the clock is an hour ahead of UTC."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{day(moment.date())}  {moment:%H:%M}"


def _table(name: str, title: str, headings: tuple[str, ...], parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(headings), parent)
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setHorizontalHeaderLabels(list(headings))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)  # Tab goes on; arrows move in the table
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.ExtendedSelection)
    return table


class HistoryTab(ProjectTab):
    """Steps above, the fields of the selected step below."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.steps = _table("steps", "Steps, newest first", ("When", "Who", "What"), self)
        self.fields = _table("fields", "Fields of the step", ("Where", "Field", "Before", "After"), self)
        for table, widths in ((self.steps, (170, 130)), (self.fields, (210, 170, 200))):
            for column, width in enumerate(widths):
                table.setColumnWidth(column, width)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.steps)
        splitter.addWidget(self.fields)
        splitter.setSizes([400, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self._shown: tuple[Step, ...] = ()
        self.steps.currentCellChanged.connect(self._on_step)

    def refresh(self) -> None:
        """List the steps that touched this project."""
        self._shown = self.session.workspace.steps(self.project_id)
        self.steps.setRowCount(0)
        self.steps.setRowCount(max(1, len(self._shown)))
        for row, step in enumerate(self._shown):
            words = f"{_WORDS[step.action]}{step.label}"
            for column, text in enumerate((local_time(step.at), step.actor, words)):
                self.steps.setItem(row, column, QTableWidgetItem(text))
        if self._shown:
            self.steps.setCurrentCell(0, 0)
        else:
            self.steps.setItem(0, 2, QTableWidgetItem("Nothing was changed yet; every change will be listed here."))
            self._show_fields(())

    def _on_step(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._shown):
            self._show_fields(self.session.workspace.describe(self._shown[row]))

    def _show_fields(self, changes: tuple[FieldChange, ...]) -> None:
        self.fields.setRowCount(len(changes))
        for row, change in enumerate(changes):
            for column, text in enumerate((change.subject, change.field, change.before, change.after)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.fields.setItem(row, column, item)
