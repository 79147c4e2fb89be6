"""The dialog that waives a check: who, why, and until when; it stays open until it worked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.findings import Finding
from mlplanner.gui.session import Session
from mlplanner.gui.tables.kinds import read_date
from mlplanner.operations.waivers import waive_check


class WaiveDialog(QDialog):
    """Asks for a name and a reason; a refusal is said below the fields and nothing is stored."""

    def __init__(self, session: Session, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finding = finding
        self.setObjectName("waiveCheck")
        self.setWindowTitle("Waive a check")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.person = QComboBox()
        self.person.setObjectName("waivedBy")
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("waiverReason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.until = QLineEdit()
        self.until.setObjectName("waivedUntil")
        self.until.setPlaceholderText("until it is revoked; or a day such as 2026-09-30")
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        about = QLabel(self._finding.message)
        about.setWordWrap(True)
        self.person.addItem("Name …", None)
        people = self._session.portfolio.people.values()
        for person in sorted(people, key=lambda each: each.name.casefold()):
            self.person.addItem(person.name, person.id)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        waive = buttons.addButton("Waive", QDialogButtonBox.ButtonRole.AcceptRole)
        waive.setObjectName("waiveNow")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(about)
        form.addRow("Waived &by", self.person)
        form.addRow("&Reason", self.reason)
        form.addRow("&Until", self.until)
        form.addRow(self.problem)
        form.addRow(buttons)

    def accept(self) -> None:
        """Waive; close only when it worked."""
        try:
            text = self.until.text().strip()
            until = read_date(text) if text else None
            person, reason = self.person.currentData(), self.reason.toPlainText()
            self._session.workspace.run(waive_check(self._finding, person, reason, until))
        except BadInput as error:
            self.problem.setText(f"Until: {error}" if self.until.text().strip() else str(error))
            return
        except PlannerError as error:
            self.problem.setText(str(error))
            return
        super().accept()
