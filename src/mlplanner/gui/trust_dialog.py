"""Whose certificates are trusted: a file or a folder of one's own, against which signatures of packs are held."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import PlannerError
from mlplanner.exchange.returned.trust import SUFFIXES, trusted_names
from mlplanner.reports.formats import counted

KEY = "verify/trust"
"""Where the choice is kept among the preferences."""


class TrustDialog(QDialog):
    """Nothing is copied: the file or folder is read anew whenever a pack comes back."""

    chosen = Signal(str)
    """The path; empty for none."""

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trustDialog")
        self.setWindowTitle("Trusted certificates")
        self.setMinimumWidth(580)
        about = QLabel(
            "Signatures in packs that come back are held against these certificates: those of the signers themselves, or of "
            "whoever issued them. Without them a signature says only that nothing was changed since."
        )
        about.setWordWrap(True)
        self.path = QLineEdit(path)
        self.path.setObjectName("trustPath")
        self.path.setAccessibleName("File or folder of certificates")
        self.path.setPlaceholderText("None: no issuer is known")
        self.found = QLabel()
        self.found.setObjectName("trustFound")
        self.found.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(self._browse("File…", QFileDialog.FileMode.ExistingFile))
        row.addWidget(self._browse("Folder…", QFileDialog.FileMode.Directory))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(row)
        layout.addWidget(self.found)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.path.textChanged.connect(self._tell)
        self._tell()

    def _browse(self, text: str, mode: QFileDialog.FileMode) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)

        def ask() -> None:
            patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
            dialog = QFileDialog(self, "Trusted certificates", self.path.text(), f"Certificates ({patterns})")
            dialog.setObjectName("trustChooser")
            dialog.setFileMode(mode)
            dialog.fileSelected.connect(self.path.setText)
            dialog.open()

        button.clicked.connect(ask)
        return button

    def _tell(self) -> None:
        """Whose certificates lie there, or what is wrong with the place."""
        text = self.path.text().strip()
        try:
            names = trusted_names(Path(text)) if text else ()
        except PlannerError as error:
            self._say(str(error), is_wrong=True)
            return
        listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        self._say(f"{counted(len(names), 'certificate')}: {listed}" if names else "", is_wrong=False)

    def _say(self, text: str, *, is_wrong: bool) -> None:
        self.found.setProperty("kind", "error" if is_wrong else "muted")
        self.found.style().polish(self.found)
        self.found.setText(text)
        self.save.setEnabled(not is_wrong)

    def _on_save(self) -> None:
        self.accept()
        self.chosen.emit(self.path.text().strip())
