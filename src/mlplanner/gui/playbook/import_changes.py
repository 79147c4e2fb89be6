"""The dialog that shows what a file of playbook changes would change, before anything is taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.settings import Override
from mlplanner.gui.people.portfolio_grid import make_view
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.playbooks import take_changes
from mlplanner.playbook.rows import entry_rows
from mlplanner.reports.formats import counted

_REMOVES = "null"


@dataclass(frozen=True)
class Proposal:
    """One change of the file beside what is in force."""

    id: str
    title: str
    here: str
    theirs: str
    reason: str


class ImportDialog(QDialog):
    """Takes the changes as one step; a refusal is said in the dialog, which stays open."""

    taken = Signal()

    def __init__(self, session: Session, name: str, changes: Sequence[Override], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._changes = session, tuple(changes)
        self.setObjectName("importChanges")
        self.setWindowTitle("Import changes of a playbook")
        self.resize(820, 460)
        columns: list[Column[Proposal]] = [
            Column(id="title", title="Entry", read=lambda row: row.title, width=38),
            Column(id="here", title="Here", read=lambda row: row.here, width=16),
            Column(id="theirs", title="In the file", read=lambda row: row.theirs, width=20),
            Column(id="reason", title="Why", read=lambda row: row.reason, width=28),
        ]
        rows: Rows[Proposal] = Rows(name=lambda row: row.title)
        self.proposals = make_view(
            session, rows, columns, name="proposals", title="Changes in the file", empty="The file holds no change."
        )
        self.replace = QCheckBox()
        self.problem = label("", "error")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton("Take over", QDialogButtonBox.ButtonRole.AcceptRole)
        self._build(name)
        self._fill()

    def _build(self, name: str) -> None:
        self.replace.setObjectName("replaceAll")
        self.take.setObjectName("takeOver")
        self.take.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(label(f"{name} holds {counted(len(self._changes), 'change')}", "subheading"))
        layout.addWidget(self.proposals, 1)
        layout.addWidget(self.replace)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def _fill(self) -> None:
        known = {row.path: row for row in entry_rows(self._session.playbook)}
        proposals = []
        for change in self._changes:
            row = known.get(change.path)
            here = row.value_text if row and not row.is_removed else "–"
            theirs = "removed" if change.value == _REMOVES else change.value.strip('"')
            proposals.append(Proposal(change.path, row.title if row else change.path, here, theirs, change.reason))
        self.proposals.records.show(proposals)
        wanted = {change.path for change in self._changes}
        others = [o for o in self._session.portfolio.overrides if o.path not in wanted]
        self.replace.setText(f"Also take back {counted(len(others), 'change')} that the file does not have")
        self.replace.setVisible(bool(others))
        self.take.setEnabled(bool(self._changes or others))

    def _accept(self) -> None:
        try:
            self._session.workspace.run(take_changes(self._changes, replace=self.replace.isChecked()))
        except PlannerError as error:
            self.problem.setText(str(error))
            return
        self.accept()
        self.taken.emit()
