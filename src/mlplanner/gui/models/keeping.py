"""Why a model stays although a rule would archive it, and until when (P8.1)."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from mlplanner.gui.forms.days import DayEdit
from mlplanner.gui.project.sheet import label


class KeepForm(QWidget):
    """One line: reason, day, Keep, Cancel. The owner decides what becomes of it."""

    kept = Signal()
    closed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QLineEdit()
        self.reason.setObjectName("keepReason")
        self.reason.setAccessibleName("Why the model is kept")
        self.reason.setPlaceholderText("Why it is kept")
        self.until = DayEdit(today)
        self.until.setObjectName("keepUntil")
        self.until.setAccessibleName("Kept until")
        self.confirm, self.cancel = QPushButton("Keep"), QPushButton("Cancel")
        self.confirm.setObjectName("keepConfirm")
        self.cancel.setObjectName("keepCancel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reason, 1)
        layout.addWidget(label("until", "muted"))
        for widget in (self.until, self.confirm, self.cancel):
            layout.addWidget(widget)
        self.confirm.clicked.connect(self.kept)
        self.reason.returnPressed.connect(self.kept)
        self.cancel.clicked.connect(self._close)

    def begin(self, reason: str, until: date) -> None:
        """Show it with what is known, the cursor in the reason."""
        self.reason.setText(reason)
        self.until.setText(until.isoformat())
        self.show()
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves everything as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
