"""Sign a pack with one's own certificate: which file, which certificate, its passphrase, which field."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import PlannerError
from mlplanner.exchange.returned.reading import read_bytes, signature_fields
from mlplanner.exchange.returned.signing import sign_pack


class SignDialog(QDialog):
    """The passphrase is used once and kept nowhere; the signed file is written beside the pack."""

    signed = Signal(Path)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setObjectName("signDialog")
        self.setWindowTitle("Sign a pack")
        self.setMinimumWidth(560)
        self.pack, pack_row = self._file_row("pack", "The pack (PDF)", "*.pdf")
        self.certificate, certificate_row = self._file_row("certificate", "The certificate", "*.p12 *.pfx")
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = QComboBox()
        self.field.setObjectName("signatureField")
        self.problem = QLabel()
        self.problem.setObjectName("signProblem")
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        form = QFormLayout()
        form.addRow("&Pack (PDF)", pack_row)
        form.addRow("Sign &as", self.field)
        form.addRow("&Certificate (.p12, .pfx)", certificate_row)
        form.addRow("Pass&phrase", self.passphrase)
        hint = QLabel("Works without a network. The signed file is written beside the pack, which stays as it is.")
        hint.setProperty("kind", "muted")
        hint.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign = self.buttons.addButton("Sign", QDialogButtonBox.ButtonRole.AcceptRole)
        self.sign.setObjectName("sign")
        self.buttons.accepted.connect(self._on_sign)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        for edit in (self.pack, self.certificate):
            edit.textChanged.connect(self._check)
        self.pack.textChanged.connect(self._list_fields)
        self._check()

    def _file_row(self, name: str, title: str, pattern: str) -> tuple[QLineEdit, QWidget]:
        edit, button, row = QLineEdit(), QPushButton("Browse…"), QWidget()
        edit.setObjectName(name)
        edit.setAccessibleName(title)
        button.setAutoDefault(False)
        button.setAccessibleName(f"Browse for {title.lower()}")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(edit, 1)
        layout.addWidget(button)
        row.setFocusProxy(edit)

        def browse() -> None:
            dialog = QFileDialog(self, title, self._folder, f"{title} ({pattern})")
            dialog.setObjectName(f"{name}Chooser")
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(edit.setText)
            dialog.open()

        button.clicked.connect(browse)
        return edit, row

    def _list_fields(self) -> None:
        """The free signature fields of the pack, or why there is none."""
        self.field.clear()
        path = Path(self.pack.text())
        try:
            fields = signature_fields(read_bytes(path), path.name) if path.is_file() else {}
        except PlannerError as error:
            self.problem.setText(str(error))
            return
        free = [name for name, is_signed in fields.items() if not is_signed]
        for name in free:
            self.field.addItem(name.removesuffix("_signature").replace("_", " ").capitalize(), name)
        self.problem.setText("" if free or not path.is_file() else f"{path.name} has no free field for a signature.")
        self._check()

    def _check(self) -> None:
        is_ready = self.field.count() and Path(self.certificate.text()).is_file()
        self.sign.setEnabled(bool(is_ready))

    def _on_sign(self) -> None:
        try:
            path = sign_pack(
                Path(self.pack.text()),
                Path(self.certificate.text()),
                self.passphrase.text(),
                str(self.field.currentData()),
            )
        except PlannerError as error:
            self.problem.setText(str(error))
            return
        self.passphrase.clear()
        self.accept()
        self.signed.emit(path)
