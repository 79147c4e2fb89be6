"""The part of the new-project dialog that starts from a saved template, on another length and with another effort."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.programme import Template
from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import plain
from mlplanner.gui.session import Session
from mlplanner.gui.tables.kinds import read_number
from mlplanner.operations.operation import Operation
from mlplanner.operations.templates import start_from_template, template_size
from mlplanner.reports.formats import counted

_LONGEST = 520


class TemplatePart(QWidget):
    """Which template, how many weeks of delivery, how many FTE-weeks; empty keeps the template's."""

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
        form.addRow("&Template", self.choice)
        form.addRow("&Weeks of delivery", self.weeks)
        form.addRow("&Effort, FTE-weeks", self.effort)
        form.addRow(self.about)
        for template in session.portfolio.templates:
            self.choice.addItem(template.name, template.id)
        self.choice.currentIndexChanged.connect(self._show)
        self._show()

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
