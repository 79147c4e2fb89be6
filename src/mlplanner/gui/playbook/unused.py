"""Changes of the playbook that no longer fit what ships: said above the grid, with the way to be rid of them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.playbooks import reset_entries
from mlplanner.reports.formats import counted

_SHOWN = 3


class UnusedChanges(QFrame):
    """Seen only while there are some."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("unusedChanges")
        self.text = label("", "error")
        self.text.setObjectName("unusedText")
        self.remove = QPushButton("Remove them")
        self.remove.setObjectName("removeUnused")
        self.remove.clicked.connect(lambda _=False: self._remove())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)

    def refresh(self) -> None:
        """Say what the open file holds."""
        unused = self._session.workspace.unused_changes
        self.setVisible(bool(unused))
        sentences = [change.reason for change in unused[:_SHOWN]]
        more = [f"and {len(unused) - _SHOWN} more"] if len(unused) > _SHOWN else []
        self.text.setText("\n".join((f"{counted(len(unused), 'change')} not used:", *sentences, *more)))
        self.remove.setEnabled(not self._session.workspace.is_read_only)

    def _remove(self) -> None:
        self._session.run(reset_entries([change.path for change in self._session.workspace.unused_changes]))
