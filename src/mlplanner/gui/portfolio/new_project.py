"""The dialog for a new project: from the template, as a copy, from a file, from a saved template, or a platform pilot."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.gui.forms.days import DayEdit
from mlplanner.gui.portfolio.pilot_part import PilotPart
from mlplanner.gui.portfolio.template_part import TemplatePart
from mlplanner.gui.session import Session
from mlplanner.operations.operation import Operation
from mlplanner.operations.several import start_copy, start_project
from mlplanner.reports.formats import counted

_WAYS = (
    ("template", "From the template"),
    ("copy", "As a copy"),
    ("file", "From a file"),
    ("saved", "From a saved template"),
    ("pilot", "Platform pilot"),
)
_WAYS_IN_A_ROW = 3
_SAVED = 3
"""The place of the saved templates among the ways."""
_LONGEST = 104


class NewProjectDialog(QDialog):
    """A refused value is said in the dialog, which stays open with what was typed."""

    made = Signal(int)
    """The id of the new project."""
    file_chosen = Signal(Path)
    """The new project is to be read from this file."""

    def __init__(self, session: Session, source_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("newProject")
        self.setWindowTitle("New project")
        self.setMinimumWidth(520)
        self.ways = QButtonGroup(self)
        self.name = QLineEdit()
        next_monday = monday_of(session.today) + timedelta(days=DAYS_IN_WEEK)
        self.start = DayEdit(next_monday)
        self.start.setAccessibleName("Start")
        self.owner = QComboBox()
        self.source = QComboBox()
        self.path = QLineEdit()
        self.saved = TemplatePart(session)
        self.pilot = PilotPart(session)
        self.weeks: list[QSpinBox] = []
        self.length = QLabel()
        self.parts = QStackedWidget()
        self.problem = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = self.buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        self._build()
        self._fill(source_id)

    def _build(self) -> None:
        choice = QGridLayout()
        for number, (key, title) in enumerate(_WAYS):
            button = QRadioButton(title)
            button.setObjectName(f"way_{key}")
            self.ways.addButton(button, number)
            choice.addWidget(button, *divmod(number, _WAYS_IN_A_ROW))
        self.form = QFormLayout()
        self.form.addRow("&Name", self.name)
        self.form.addRow("&Start (a Monday)", self.start)
        self.form.addRow("Accountable &owner", self.owner)
        for part in (self._template_part(), self._copy_part(), self._file_part(), self.saved, self.pilot):
            self.parts.addWidget(part)
        for key, widget in {"name": self.name, "start": self.start, "owner": self.owner, "source": self.source}.items():
            widget.setObjectName(key)
        self.problem.setObjectName("problem")
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        self.create_button.setObjectName("create")
        layout = QVBoxLayout(self)
        layout.addLayout(choice)
        layout.addLayout(self.form)
        layout.addWidget(self.parts)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.create_button.setDefault(True)
        self.ways.idClicked.connect(self._show_way)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def _template_part(self) -> QWidget:
        part, row = QWidget(), QHBoxLayout()
        for key, phase in self._session.playbook.phases.items():
            box, column = QSpinBox(), QVBoxLayout()
            box.setObjectName(f"weeks_{key}")
            box.setAccessibleName(f"Weeks of {phase.title}")
            box.setRange(1, _LONGEST)
            box.setValue(phase.weeks)
            box.valueChanged.connect(self._show_length)
            label = QLabel(phase.title)
            label.setProperty("kind", "small")
            label.setWordWrap(True)
            column.addWidget(label, 1, Qt.AlignmentFlag.AlignBottom)
            column.addWidget(box)
            row.addLayout(column, 1)
            self.weeks.append(box)
        self.length.setObjectName("length")
        self.length.setProperty("kind", "muted")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(QLabel("Weeks of each phase; each ends with its gate"))
        column.addLayout(row)
        column.addWidget(self.length)
        return part

    def _copy_part(self) -> QWidget:
        part = QWidget()
        form = QFormLayout(part)
        form.setContentsMargins(0, 6, 0, 0)
        form.addRow("&Copy of", self.source)
        hint = QLabel("Brief, value, phases, staffing and costs are taken over; decisions and documents are not.")
        hint.setProperty("kind", "muted")
        hint.setWordWrap(True)
        form.addRow(hint)
        return part

    def _file_part(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout()
        self.path.setObjectName("path")
        self.path.setAccessibleName("File of the plan")
        browse = QPushButton("Browse…")
        browse.setObjectName("browse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(QLabel("A plan that mlplanner exported elsewhere (plan.json)"))
        column.addLayout(row)
        hint = QLabel("What the file brings is shown before anything is taken over.")
        hint.setProperty("kind", "muted")
        column.addWidget(hint)
        return part

    def _fill(self, source_id: int | None) -> None:
        session = self._session
        self.owner.setEditable(True)
        self.owner.addItem("")
        self.owner.addItems(sorted(person.name for person in session.portfolio.people.values()))
        line = self.owner.lineEdit()
        if line:
            line.setPlaceholderText("One named person")
        for plan in session.portfolio.plans.values():
            self.source.addItem(f"{plan.project.ref}  {plan.project.name}", plan.id)
        self.ways.button(_SAVED).setEnabled(self.saved.has_templates())
        self.saved.refused.connect(self.problem.setText)
        self.saved.emptied.connect(self._leave_templates)
        self.ways.button(1).setEnabled(bool(session.portfolio.plans))
        way = 1 if source_id is not None else 0
        self.source.setCurrentIndex(max(self.source.findData(source_id), 0))
        self.ways.button(way).setChecked(True)
        self._show_way(way)
        self._show_length()
        self.name.setFocus()

    def _show_way(self, number: int) -> None:
        self.parts.setCurrentIndex(number)
        way = _WAYS[number][0]
        is_file = way == "file"
        for widget in (self.name, self.start, self.owner):
            self.form.setRowVisible(widget, not is_file and (widget is not self.name or way != "pilot"))
        self.create_button.setText("Next…" if is_file else "Create")
        self.problem.clear()

    def _leave_templates(self) -> None:
        """The last template was deleted: back to the life cycle."""
        self.ways.button(_SAVED).setEnabled(False)
        self.ways.button(0).setChecked(True)
        self._show_way(0)

    def _show_length(self) -> None:
        headroom = int(self._session.playbook.figure("headroom_weeks"))
        total = sum(box.value() for box in self.weeks)
        self.length.setText(f"{counted(total, 'week')} and {counted(headroom, 'week')} of headroom for the handover")

    def _browse(self) -> None:
        dialog = QFileDialog(self, "A plan from a file", "", "Plans (*.json *.xlsx);;All files (*)")
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _accept(self) -> None:
        way = _WAYS[self.ways.checkedId()][0]
        if way == "file":
            path = Path(self.path.text().strip())
            if not path.is_file():
                self.problem.setText(f"There is no file {path}." if self.path.text().strip() else "Choose a file.")
                return
            self.accept()
            self.file_chosen.emit(path)
            return
        try:
            project = self._made(way)
        except PlannerError as error:
            self.problem.setText(str(error))
            return
        self.accept()
        self.made.emit(project.id or 0)

    def _made(self, way: str) -> Project:
        """The new project, or the first of a pilot."""
        run = self._session.workspace.run
        if way == "pilot":
            return run(self.pilot.operation(self.start.day(), self.owner.currentText())).value[0]
        return run(self._operation(way)).value

    def _operation(self, way: str) -> Operation[Project]:
        name, owner = self.name.text(), self.owner.currentText()
        start = self.start.day()
        if way == "copy":
            return start_copy(self._session.plan(self.source.currentData()), name, start, owner)
        if way == "saved":
            return self.saved.operation(name, start, owner)
        return start_project(name, start, [box.value() for box in self.weeks], owner)
