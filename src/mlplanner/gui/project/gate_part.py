"""The gate at the end of the phase chosen on the timeline; where a plan came without one, the way to have it (P3.2)."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.lifecycle import Gate, Phase
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.projects import add_gates
from mlplanner.reports.formats import day

_FIELDS = (FieldSpec("name", FieldKind.TEXT, is_optional=False), FieldSpec("owner_id", FieldKind.PERSON))


class GatePart(QWidget):
    """Name, date, what is missing, and who decides."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._project_id = self._phase_id = 0
        self._form: Form | None = None
        self._title, self._words = label("", "heading"), label("", "muted")
        self.add = QPushButton("Add a gate")
        self.add.setObjectName("addGate")
        self.add.setToolTip("With what the playbook wants to see there")
        self.add.setEnabled(not session.workspace.is_read_only)
        self.add.clicked.connect(self._on_add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (self._title, self._words, self.add):
            self._column.addWidget(part)

    def show_phase(self, project_id: int, phase_id: int) -> None:
        """Show the gate after the phase of the current snapshot."""
        self._project_id, self._phase_id = project_id, phase_id
        gate = self._gate()
        self.add.setVisible(gate is None)
        if gate is None:
            self._title.setText("No gate")
            self._words.setText("At the end of this phase nobody decides whether to go on.")
        else:
            self._show_gate(gate)
        if self._form is not None:
            self._form.setVisible(gate is not None)

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a field of the gate; False when there is none."""
        return self._gate() is not None and self._form is not None and self._form.focus_field(name)

    def _show_gate(self, gate: Gate) -> None:
        figures = self._session.figures(self._project_id)
        when = next(g for g in figures.timeline.gates if g.gate_id == gate.id)
        ready = next(r for r in figures.readiness if r.gate_id == gate.id)
        self._title.setText(gate.name)
        missing = f"; missing: {', '.join(ready.missing)}" if ready.missing else ""
        self._words.setText(
            f"{day(when.date)}, {when.state.replace('_', ' ')}; {ready.done} of {ready.total} artifacts{missing}"
        )
        if self._form is None:  # a form is made when there is a row for it
            self._form = Form(self._session, self._row, _FIELDS, 2)
            self._column.insertWidget(2, self._form)
        self._form.refresh()

    def _on_add(self) -> None:
        self._session.run(add_gates(self._session.plan(self._project_id), self._phase()))

    def _phase(self) -> Phase:
        return next(each for each in self._session.plan(self._project_id).phases if each.id == self._phase_id)

    def _gate(self) -> Gate | None:
        return self._session.plan(self._project_id).gate_of(self._phase())

    def _row(self) -> Gate:
        gate = self._gate()
        if gate is None:
            raise LookupError("This phase has no gate.")
        return gate
