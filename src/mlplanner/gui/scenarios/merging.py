"""Asks whose value counts where plan and scenario both changed a field, before a scenario becomes the plan."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mlplanner.gui.project.sheet import label
from mlplanner.operations.scenario_edits import Misfit

_ID = Qt.ItemDataRole.UserRole


class MergeDialog(QDialog):
    """What happens to the plan; each conflict with a box."""

    agreed = Signal(frozenset)
    """Ids of the changes of which the plan's own value stays."""

    def __init__(self, name: str, changes: int, misfits: Sequence[Misfit], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mergeDialog")
        self.setWindowTitle(f"Merge ‘{name}’ into the plan")
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        words = "1 change becomes" if changes == 1 else f"{changes} changes become"
        layout.addWidget(label(f"{words} part of the plan in one step. Undo takes it back.", "muted"))
        self.conflicts = QListWidget()
        self.conflicts.setObjectName("mergeConflicts")
        self.conflicts.setAccessibleName("Fields that plan and scenario both changed")
        self.conflicts.setWordWrap(True)
        asked = [misfit for misfit in misfits if misfit.is_conflict]
        for misfit in asked:
            item = QListWidgetItem(misfit.sentence)
            item.setData(_ID, misfit.change.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.conflicts.addItem(item)
        if asked:
            layout.addWidget(label("The plan has moved on here. Ticked: take the scenario's value.", "subheading"))
            layout.addWidget(self.conflicts, 1)
        if lost := [misfit.sentence for misfit in misfits if not misfit.is_conflict]:
            layout.addWidget(label("Left out, because it no longer fits:", "subheading"))
            for sentence in lost:
                layout.addWidget(label(sentence, "muted"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        merge = self.buttons.addButton("Merge into the plan", QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setObjectName("mergeNow")
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)

    def _agree(self) -> None:
        items = [self.conflicts.item(row) for row in range(self.conflicts.count())]
        kept = [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Unchecked]
        self.accept()
        self.agreed.emit(frozenset(kept))
