"""When the program itself is at fault: a report is written, a dialog says where, and the work goes on.

Nothing is lost: each edit was saved when it was made, and one that failed was rolled back.
"""

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from mlplanner.exchange.crashes import write_crash_report


class CrashDialog(QDialog):
    """What happened, where the report lies, and the report itself to copy."""

    def __init__(self, error: BaseException, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle("mlplanner made a mistake")
        self.resize(640, 420)
        words = QLabel(
            f"Something in mlplanner itself failed ({type(error).__name__}). Your portfolio is as it was after the last "
            f"step that worked; you can go on. A report without any data of the plan was written to {report}."
        )
        words.setWordWrap(True)
        self.details = QPlainTextEdit("".join(traceback.format_exception(error)))
        self.details.setObjectName("crashDetails")
        self.details.setAccessibleName("Technical details")
        self.details.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyCrash")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.details, 1)
        layout.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


class CrashWatch(QObject):
    """Takes the place of `sys.excepthook` while the window lives."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: CrashDialog | None = None
        self._before = sys.excepthook
        sys.excepthook = self.caught

    def stop(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._before

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the report and show it; a second mistake while the dialog is open is only written."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        report = write_crash_report(error.with_traceback(trace), "the window")
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(error, str(report), self._window)
            self.dialog.open()
