"""Stands where phases or gates would be in a plan that has none, as one that came from a file may."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.projects import add_gates, add_life_cycle

_NO_PHASES = (
    "No phases",
    "This plan has no phases, and so no gates and no dates. Add those of the playbook, or import the plan with its own.",
    "Add the playbook's phases",
)
_NO_GATES = (
    "No gates",
    "This plan has phases, but nobody decides at their ends whether to go on. Add the gates that the playbook has there.",
    "Add a gate to each phase",
)


class NoPhases(QWidget):
    """Says so in place of `body`, and offers the first step. `needs_gates`: phases alone are not enough."""

    def __init__(self, session: Session, body: QWidget, *, needs_gates: bool = False) -> None:
        super().__init__()
        self._session, self._body, self._needs_gates = session, body, needs_gates
        self._project_id = 0
        self.setObjectName("noPhases")
        self._title, self._text = label("", "heading"), label("", "muted")
        self._add = QPushButton()
        self._add.setObjectName("addPhases")
        self._add.setEnabled(not session.workspace.is_read_only)
        self._add.clicked.connect(self._on_add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        for part in (self._title, self._text, self._add):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_project(self, project_id: int) -> bool:
        """True when the plan has what is needed and the body shows."""
        self._project_id = project_id
        plan = self._session.plan(project_id)
        is_enough = bool(plan.gates if self._needs_gates else plan.phases)
        title, text, button = _NO_GATES if plan.phases else _NO_PHASES
        self._title.setText(title)
        self._text.setText(text)
        self._add.setText(button)
        self._body.setVisible(is_enough)
        self.setVisible(not is_enough)
        return is_enough

    def _on_add(self) -> None:
        plan = self._session.plan(self._project_id)
        if plan.phases:
            self._session.run(add_gates(plan, *plan.phases))
        else:
            self._session.run(add_life_cycle(self._project_id))
