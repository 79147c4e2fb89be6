"""Stands where phases or gates would be in a plan that has none, as one that came from a file may."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.projects import add_life_cycle

_TEXT = (
    "This plan has no phases, and so no gates and no dates. Add those of the playbook, or import the plan with its own."
)


class NoPhases(QWidget):
    """Says so in place of `body`, and offers the first step."""

    def __init__(self, session: Session, body: QWidget) -> None:
        super().__init__()
        self._session, self._body = session, body
        self._project_id = 0
        self.setObjectName("noPhases")
        add = QPushButton("Add the playbook's phases")
        add.setObjectName("addPhases")
        add.setEnabled(not session.workspace.is_read_only)
        add.clicked.connect(lambda _=False: session.run(add_life_cycle(self._project_id)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addWidget(label("No phases", "heading"))
        layout.addWidget(label(_TEXT, "muted"))
        layout.addWidget(add)
        layout.addStretch(1)

    def show_project(self, project_id: int) -> bool:
        """True when the plan has phases and the body shows."""
        self._project_id = project_id
        has_phases = bool(self._session.plan(project_id).phases)
        self._body.setVisible(has_phases)
        self.setVisible(not has_phases)
        return has_phases
