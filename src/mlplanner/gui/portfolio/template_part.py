"""The part of the new-project dialog that starts from a saved template, on another length and with another effort."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.programme import Template
from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import plain
from mlplanner.gui.session import Session
from mlplanner.gui.tables.kinds import read_number
from mlplanner.operations.operation import Operation
from mlplanner.operations.templates import remove_template, rename_template, start_from_template, template_size
from mlplanner.reports.formats import counted

_LONGEST = 520


class TemplatePart(QWidget):
    """Which template, how many weeks of delivery, how many FTE-weeks; empty keeps the template's.

    The chosen template can be renamed and deleted here.
    """

    refused = Signal(str)
    """Why a rename or delete was not done; empty: it was."""
    emptied = Signal()
    """No template is left."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._size: tuple[int, str] = (0, "")
        self.choice = QComboBox()
        self.choice.setObjectName("savedTemplate")
        self.weeks = QSpinBox()
        self.weeks.setObjectName("templateWeeks")
        self.weeks.setRange(1, _LONGEST)
        self.effort = QLineEdit()
        self.effort.setObjectName("templateEffort")
        self.about = QLabel()
        self.about.setProperty("kind", "muted")
        self.about.setWordWrap(True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 6, 0, 0)
        self.rename_button = self._button("renameTemplate", "Rename…", self.ask_rename)
        self.remove_button = self._button("removeTemplate", "Delete", self.remove)
        chosen = QWidget()
        chosen.setFocusProxy(self.choice)
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.rename_button)
        row.addWidget(self.remove_button)
        form.addRow("Saved &template", chosen)
        form.addRow("&Weeks of delivery", self.weeks)
        form.addRow("&Effort, FTE-weeks", self.effort)
        form.addRow(self.about)
        self.choice.currentIndexChanged.connect(self._show)
        self._fill()

    def has_templates(self) -> bool:
        """True when there is something to start from."""
        return self.choice.count() > 0

    def operation(self, name: str, start: date, owner: str) -> Operation[Project]:
        """The project as it is filled in; BadInput when the effort is no number above 0."""
        template = self._template()
        if template is None:
            raise BadInput("There is no template yet; save a project as one first (menu Project).")
        typed = self.effort.text().strip()
        effort = read_number(typed) if typed and typed != self._size[1] else None
        if effort is not None and effort <= 0:
            raise BadInput(f"The effort must be above 0 FTE-weeks; got {typed}.")
        weeks = self.weeks.value() if self.weeks.value() != self._size[0] else None
        return start_from_template(template, name, start, owner, weeks=weeks, effort=effort)

    def ask_rename(self) -> None:
        """Ask for another name of the chosen template."""
        template = self._template()
        if template is None:
            return
        dialog = QInputDialog(self)
        dialog.setObjectName("renameTemplateDialog")
        dialog.setWindowTitle("Rename template")
        dialog.setLabelText("Name of the template")
        dialog.setTextValue(template.name)
        dialog.textValueSelected.connect(lambda name: self._run(rename_template(template, name)))
        dialog.open()

    def remove(self) -> None:
        """Delete the chosen template; Undo brings it back, and projects made of it stay."""
        if template := self._template():
            self._run(remove_template(template))

    def _run(self, operation: Operation[Template] | Operation[None]) -> None:
        try:
            self._session.workspace.run(operation)
        except PlannerError as error:
            self.refused.emit(str(error))
            return
        self.refused.emit("")
        self._fill(self.choice.currentData())

    def _fill(self, chosen: int | None = None) -> None:
        """Offer the templates there are; `chosen` stays chosen."""
        self.choice.blockSignals(True)
        self.choice.clear()
        for template in self._session.portfolio.templates:
            self.choice.addItem(template.name, template.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if self.choice.count() else -1)
        self.choice.blockSignals(False)
        for button in (self.rename_button, self.remove_button):
            button.setEnabled(self.has_templates() and not self._session.workspace.is_read_only)
        self._show()
        if not self.has_templates():
            self.emptied.emit()

    def _button(self, name: str, text: str, does: Callable[[], None]) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _=False: does())
        return made

    def _template(self) -> Template | None:
        chosen = self.choice.currentData()
        return next((each for each in self._session.portfolio.templates if each.id == chosen), None)

    def _show(self) -> None:
        template = self._template()
        if template is None:
            self.about.setText("Save a project as a template in the menu Project; it is offered here.")
            return
        try:
            weeks, effort = template_size(template, self._session.portfolio)
        except PlannerError as error:
            self.about.setText(str(error))
            return
        self._size = weeks, plain(effort)
        self.weeks.setValue(weeks)
        self.effort.setText(plain(effort))
        size = f"{counted(weeks, 'week')} and {plain(effort)} FTE-weeks as it was saved"
        rest = "Another length alone keeps the FTE levels; another effort keeps the curve."
        self.about.setText(" ".join(filter(None, (template.description, f"{size}. {rest}"))))
