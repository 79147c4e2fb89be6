"""Export for sharing: which document, what is left out of it, and what that means here, before a file is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.sharing import CHOICES
from mlplanner.exchange.exports import EXPORTS
from mlplanner.exchange.sharing import left_out

_TITLES = {
    "rates": "&Rates: what single people, roles and lines cost",
    "names": "&Names of people",
    "notes": "N&otes and reasons of decisions",
}
EVERYTHING = ""
"""Stands for all documents, to a folder."""


class ShareDialog(QDialog):
    """Nothing is chosen by the dialog itself: what is left out stays as it was left the last time."""

    preview = Signal(str)
    """The id of a PDF to look at."""
    chosen = Signal(str)
    """The id of the document to write, `EVERYTHING` for all."""

    def __init__(
        self, portfolio: Portfolio, plan: ProjectPlan | None, without: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._portfolio, self._plan = portfolio, plan
        self.setObjectName("shareDialog")
        self.setWindowTitle("Export for sharing")
        self.resize(640, 520)
        self.document = self._make_list()
        self.boxes = {choice: self._box(choice, is_on=choice in without) for choice in CHOICES}
        self.words = QPlainTextEdit()
        self.words.setObjectName("shareWords")
        self.words.setAccessibleName("What is left out")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        label = QLabel("&Document")
        label.setBuddy(self.document)
        group = QGroupBox("Leave out")
        inside = QVBoxLayout(group)
        for box in self.boxes.values():
            inside.addWidget(box)
        for part in (label, self.document, group):
            layout.addWidget(part)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._make_buttons())
        self.document.currentIndexChanged.connect(self._tell)
        self._tell()

    @property
    def without(self) -> frozenset[str]:
        """What is left out."""
        return frozenset(choice for choice, box in self.boxes.items() if box.isChecked())

    def _make_list(self) -> QComboBox:
        """The documents that can be made now; those of a project when one is shown or selected."""
        made = QComboBox()
        made.setObjectName("shareDocument")
        made.setAccessibleName("Document")
        for export in EXPORTS:
            if self._plan is not None or not export.is_of_project:
                about = f"{self._plan.project.ref}: " if self._plan and export.is_of_project else ""
                made.addItem(f"{about}{export.title}", export.id)
        made.addItem("Everything to a folder", EVERYTHING)
        return made

    def _box(self, choice: str, *, is_on: bool) -> QCheckBox:
        box = QCheckBox(_TITLES[choice])
        box.setObjectName(f"without_{choice}")
        box.setChecked(is_on)
        box.toggled.connect(self._tell)
        return box

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        self.look = QPushButton("&Preview")
        self.look.setObjectName("sharePreview")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(lambda: self.preview.emit(self.document.currentData()))
        buttons.addButton(self.look, QDialogButtonBox.ButtonRole.ActionRole)
        self.write = QPushButton("&Export…")
        self.write.setObjectName("shareExport")
        self.write.setDefault(True)
        self.write.clicked.connect(self._on_write)
        buttons.addButton(self.write, QDialogButtonBox.ButtonRole.ActionRole)
        return buttons

    def _tell(self) -> None:
        """Say what would be left out; without a choice it would be no shared copy."""
        export = next((one for one in EXPORTS if one.id == self.document.currentData()), None)
        is_ready = bool(self.without)
        self.look.setEnabled(is_ready and export is not None and export.suffix == ".pdf")
        self.write.setEnabled(is_ready)
        if not is_ready:
            self.words.setPlainText("Choose what is left out; the whole document is in the menu Export.")
            return
        key = self._plan.id if self._plan is not None and export is not None and export.is_of_project else None
        self.words.setPlainText("\n\n".join(left_out(self._portfolio, self.without, key)))

    def _on_write(self) -> None:
        self.accept()
        self.chosen.emit(self.document.currentData())
