"""The selected model: what speaks for its retirement, its checklist, and the texts of its model card (P2.7, P8.1)."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.models import Model, ModelState
from mlplanner.engine.inventory import InventoryRow
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.models.columns import step_columns
from mlplanner.gui.models.keeping import KeepForm
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import label
from mlplanner.gui.room import FlowRow
from mlplanner.gui.session import Session
from mlplanner.operations.operation import Operation
from mlplanner.operations.programme import keep_model, retire_model, start_decommission
from mlplanner.reports.formats import counted, day, joined

_NO_STEPS = "No checklist. Start decommissioning brings the usual steps, or type the first one here."
_TEXTS = (
    FieldSpec("runbook", FieldKind.TEXT, hint="Link or place"),
    FieldSpec("retirement_policy", FieldKind.PARAGRAPH, hint="When and how it goes"),
    FieldSpec("intended_use", FieldKind.PARAGRAPH, hint="Which decision it serves, and for whom"),
    FieldSpec("out_of_scope", FieldKind.PARAGRAPH),
    FieldSpec("training_data", FieldKind.PARAGRAPH),
    FieldSpec("evaluation_data", FieldKind.PARAGRAPH),
    FieldSpec("limitations", FieldKind.PARAGRAPH),
    FieldSpec("human_oversight", FieldKind.PARAGRAPH),
)


class ModelDetail(QWidget):
    """Left: retirement and checklist. Right: texts. `show_row` is called on each refresh."""

    project_opened = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: InventoryRow | None = None
        self.name = label("", "heading")
        self.about = label("", "muted")
        self.standing = label("", "small")
        self.standing.setWordWrap(True)
        self.standing.setObjectName("modelStanding")
        self.problem = label("", "error")
        self.problem.setObjectName("modelProblem")
        self.open_project = _button("openProject", "Open its project")
        self.start = _button("startDecommission", "Start decommissioning")
        self.retire = _button("retireModel", "Retire")
        self.keep = _button("keepModel", "Keep…")
        self.keeping = KeepForm(session.today)
        self.steps = NounGrid(
            session,
            "decommission",
            step_columns(session),
            empty=_NO_STEPS,
            only=lambda step: self._row is not None and step.model_id == self._row.model.id,
            defaults=lambda: {"model_id": self._row.model.id if self._row else 0},
        )
        self.steps.view.records.is_read_only = session.workspace.is_read_only
        self.form = Form(session, self._model, _TEXTS, columns=2)
        self.form.setEnabled(not session.workspace.is_read_only)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.open_project)
        buttons = FlowRow()
        for button in (self.start, self.retire, self.keep):
            buttons.addWidget(button)
        left = QWidget()
        left.setProperty("kind", "page")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 12, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.about, self.standing):
            column.addWidget(widget)
        column.addLayout(buttons)
        for line in (self.keeping, self.problem):
            column.addWidget(line)
            line.hide()
        column.addSpacing(4)
        column.addWidget(label("Decommission checklist", "subheading"))
        column.addWidget(self.steps)
        column.addStretch(1)
        right = QWidget()
        right.setProperty("kind", "page")
        texts = QVBoxLayout(right)
        texts.setContentsMargins(12, 6, 8, 12)
        texts.addWidget(label("Model card", "subheading"))
        texts.addWidget(self.form)
        texts.addStretch(1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        for half, name in ((left, "Retirement of the model"), (right, "Texts of the model card")):
            self.splitter.addWidget(_scrolled(half, name))
        self.splitter.setSizes([520, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.open_project.clicked.connect(self._on_open)
        self.start.clicked.connect(lambda: self._run(start_decommission(self._model())))
        self.retire.clicked.connect(lambda: self._run(retire_model(self._model(), self._session.today)))
        self.keep.clicked.connect(self._on_keep)
        self.keeping.kept.connect(self._on_kept)
        self.keeping.closed.connect(lambda: self.show_problem(""))

    def show_row(self, row: InventoryRow | None) -> None:
        """Show a model; what was typed or refused for another one goes."""
        if row is None or self._row is None or row.model.id != self._row.model.id:
            self.show_problem("")
            self.keeping.hide()
        self._row = row
        self.setEnabled(row is not None)
        self.name.setText(row.model.name if row else "No model selected")
        self.about.setText(_about(row) if row else "Select a model to see its card and the way out of service.")
        self.standing.setText(_standing(row) if row else "")
        self.standing.setVisible(row is not None)
        self._show_buttons(row)
        self.steps.setVisible(row is not None)
        if row is not None:
            self.steps.show_project(row.project_id)
            self.form.refresh()
        self.form.setVisible(row is not None)

    def show_problem(self, sentence: str) -> None:
        """Say why something was refused; empty: nothing is wrong."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a text of the model; False when it is not here."""
        return self.form.focus_field(name)

    def _show_buttons(self, row: InventoryRow | None) -> None:
        can = row is not None and not self._session.workspace.is_read_only
        is_retired = row is not None and row.model.state == ModelState.RETIRED
        self.open_project.setEnabled(row is not None)
        self.start.setEnabled(can and not is_retired and not self._has_steps())
        self.retire.setEnabled(can and not is_retired)
        self.keep.setEnabled(can and not is_retired)

    def _has_steps(self) -> bool:
        if self._row is None:
            return False
        steps = self._session.plan(self._row.project_id).decommission
        return any(step.model_id == self._row.model.id for step in steps)

    def _model(self) -> Model:
        """The model shown; while none is, an empty one that tells the form its fields."""
        return self._row.model if self._row else Model(project_id=0, name="–")

    def _run(self, operation: Operation[Any]) -> bool:
        """Run it, and say below the buttons why it was refused."""
        try:
            self._session.workspace.run(operation)
        except PlannerError as error:
            self.show_problem(str(error))
            return False
        self.show_problem("")
        return True

    def _on_open(self) -> None:
        if self._row is not None:
            self.project_opened.emit(self._row.project_id)

    def _on_keep(self) -> None:
        model = self._model()
        days = int(self._session.playbook.figure("retire_unmeasured_days"))
        self.keeping.begin(model.kept_reason, model.kept_until or self._session.today + timedelta(days=days))

    def _on_kept(self) -> None:
        try:
            operation = keep_model(self._model(), self.keeping.reason.text(), self.keeping.until.day())
        except PlannerError as error:
            self.show_problem(str(error))
            return
        if self._run(operation):
            self.keeping.hide()


def _about(row: InventoryRow) -> str:
    parts = (row.model.ref, row.model.state.capitalize(), row.model.release and f"version {row.model.release}")
    return "  ·  ".join(filter(None, (*parts, row.project)))


def _standing(row: InventoryRow) -> str:
    """Why it should go, or why it stays; what it lacks; what is open."""
    lines = [f"▲ Proposed for the archive: {'; '.join(row.retirement_reasons)}." if row.retirement_reasons else ""]
    if row.model.state == ModelState.RETIRED:
        lines.append(f"Retired on {day(row.model.retired_on)}." if row.model.retired_on else "Retired.")
    elif row.model.kept_until is not None:
        lines.append(f"Kept until {day(row.model.kept_until)}: {row.model.kept_reason}")
    if row.missing:
        lines.append(f"▲ In service without {joined(row.missing)}.")
    if row.open_steps:
        lines.append(f"{counted(row.open_steps, 'step')} of the checklist still open.")
    return "\n".join(line for line in lines if line) or "Nothing speaks for its retirement."


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _scrolled(widget: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(f"{name}; the arrow keys scroll it")
    area.setWidget(widget)
    return area
