"""The selected line in full: placeholder, agreed fee, terms of leaving, note, and what its role delivers at each gate."""

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.noun import Noun
from mlplanner.domain.staffing import StaffingLine
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView

SPECS = (
    FieldSpec("placeholder", FieldKind.TEXT, hint="Who is sought, while nobody is named"),
    FieldSpec("fixed_fee", FieldKind.MONEY, hint="Instead of the rate card's rate"),
    FieldSpec("exit_criteria", FieldKind.PARAGRAPH, hint="What has to stand before the partner leaves"),
    FieldSpec("sla", FieldKind.PARAGRAPH, hint="Which service level the partner owes"),
    FieldSpec("portability", FieldKind.PARAGRAPH, hint="How models and data move elsewhere"),
    FieldSpec("note", FieldKind.PARAGRAPH),
)
SHOWN_FOR: dict[str, tuple[Sourcing, ...]] = {
    "fixed_fee": (Sourcing.CONTRACTOR, Sourcing.PARTNER),
    "exit_criteria": (Sourcing.PARTNER, Sourcing.CONTRACTOR),
    "sla": (Sourcing.PARTNER,),
    "portability": (Sourcing.PARTNER,),
}
"""Fields that mean something only for some ways to source (P4.5)."""


class LinePanel(QScrollArea):
    """A form over the selected line; says what to do while none is selected."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._line: StaffingLine | None = None
        self._title = QLabel()
        self._title.setProperty("kind", "subheading")
        self._words = QLabel()
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self.form = Form(session, self._row, SPECS)
        page = QWidget()
        page.setProperty("kind", "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 12, 8)
        for widget in (self._title, self._words, self.form):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setObjectName("line_details")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(page)

    def show_board(self, board: Board, line: StaffingLine | None) -> None:
        """The line selected in the grid."""
        self._line = line
        self.form.setVisible(line is not None)
        if line is None:
            self._title.setText("")
            self._words.setText("Select a staffing line to see its terms, or begin one in the last line of the table.")
            return
        self._title.setText(f"{line.ref}  {board.name(line)}")
        role = board.playbook.roles.get(line.role)
        self._words.setText(f"Delivers: {role.deliverable}" if role else "This role is not in the playbook.")
        for name, field in self.form.fields.items():
            is_kept = name in SHOWN_FOR and bool(getattr(line, name))
            field.setVisible(line.sourcing in SHOWN_FOR.get(name, tuple(Sourcing)) or is_kept)
        self.form.refresh()

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a field; False when it is not here or not shown."""
        field = self.form.fields.get(name)
        if field is None or self._line is None or field.isHidden():
            return False
        self.ensureWidgetVisible(field)
        return self.form.focus_field(name)

    def _row(self) -> Noun:
        return self._line or StaffingLine(project_id=0, role="-")


class DeliverablesPanel(QWidget):
    """What the selected line's role delivers, gate by gate (P4.1); a double click goes to the artifact."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._project_id = 0
        self._model: RecordModel[Artifact] = RecordModel(session, (), Rows(noun="artifact"), self)
        self._model.is_read_only = True
        self.view = GridView(self._model, name="line_deliverables", title="Deliverables of the role")
        self.view.opens_rows = True
        self.view.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.view)

    def show_board(self, board: Board, line: StaffingLine | None) -> None:
        """The artifacts of the gates that the line's role delivers."""
        self._project_id = board.plan.id
        self.view.empty_text = (
            "No gate wants an artifact from this role." if line else "Select a line to see what its role delivers."
        )
        role = line.role if line else None
        shown = [artifact for gate in board.plan.gates for artifact in board.plan.artifacts_of(gate)]
        self._model.show([artifact for artifact in shown if artifact.role == role], _columns(board))

    def _open(self, row: int) -> None:
        artifact = self._model.row_at(row)
        if artifact is not None:
            self._session.go_to.emit((self._project_id, "approval", "artifacts", artifact.id, "state"))


def _columns(board: Board) -> tuple[Column[Any], ...]:
    gates = {gate.gate_id: gate for gate in board.timeline.gates}
    return (
        Column(id="gate", title="Gate", read=lambda artifact: gates[artifact.gate_id].name, width=20),
        Column(id="due", title="Gate date", read=lambda a: gates[a.gate_id].date, kind=Kind.DATE, width=12),
        Column(id="name", title="Artifact", read=lambda artifact: artifact.name, width=46),
        Column(id="owner", title="Owner", read=lambda a: board.portfolio.person_name(a.owner_id) or "–", width=18),
        Column(id="state", title="State", read=lambda artifact: artifact.state.value.capitalize(), width=11),
    )
