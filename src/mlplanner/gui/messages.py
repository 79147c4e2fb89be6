"""The message bar: errors and notices that never stand in the way, with details to copy and a way on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from mlplanner.gui.icons import icon
from mlplanner.gui.theme import colours

_ICONS = {"error": "error", "warning": "warning", "done": "done", "note": "info"}
_WORDS = {"error": "Error", "warning": "Warning", "done": "Done", "note": "Note"}
_MOST = 3
_SECONDS_SHOWN = 12

Way = tuple[str, Callable[[], object]]
"""A button of a message: what it says and what it does."""


class Message(QFrame):
    """One message: sign, sentence, ways on, details, close."""

    closed = Signal(object)

    def __init__(self, tone: str, text: str, ways: Sequence[Way], details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tone, self.text, self.details = tone, text, details
        self.cause = ""
        """What it is about; a newer message about the same takes its place."""
        self.setProperty("kind", "message")
        self.setProperty("tone", tone)
        self.setObjectName("message")
        self.setAccessibleName(f"{_WORDS[tone]}: {text}")
        self._row = QHBoxLayout()
        self._sign = QLabel()
        self._row.addWidget(self._sign)
        label = QLabel(text)
        label.setObjectName("messageText")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.addWidget(label, 1)
        for title, act in ways:
            self._add_button(title, self._closing(act))
        self._details = self._add_details() if details else None
        self._close = self._add_button("", self.close_message)
        self._close.setObjectName("closeMessage")
        self._close.setAccessibleName("Close this message")
        self._close.setToolTip("Close this message")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addLayout(self._row)
        if self._details:
            layout.addWidget(self._details)
        self.redraw()

    def redraw(self) -> None:
        """Draw the sign and the cross in the theme's colours."""
        table = colours()
        colour = {"error": table.red, "warning": table.amber, "done": table.green, "note": table.accent}[self.tone]
        self._sign.setPixmap(icon(_ICONS[self.tone], colour).pixmap(18, 18))
        self._close.setIcon(icon("close"))

    def close_message(self) -> None:
        """Take the message away."""
        self.closed.emit(self)

    def _add_button(self, title: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(title)
        button.setObjectName(f"message_{title.casefold().replace(' ', '_').strip('…')}")
        if title:
            button.setProperty("outlined", True)
        button.clicked.connect(lambda _=False: act())
        self._row.addWidget(button)
        return button

    def _add_details(self) -> QPlainTextEdit:
        box = QPlainTextEdit(self.details, self)
        box.setReadOnly(True)
        box.setObjectName("messageDetails")
        box.setAccessibleName("Details")
        box.setMaximumHeight(120)
        box.setVisible(False)
        self._add_button("Details", lambda: box.setVisible(not box.isVisible()))
        self._add_button("Copy", lambda: QGuiApplication.clipboard().setText(f"{self.text}\n\n{self.details}"))
        return box

    def _closing(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            self.close_message()
            act()

        return run


class MessageBar(QWidget):
    """The newest few messages, newest on top, one for each cause. Errors stay until closed or solved; notices leave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self.setVisible(False)

    def error(self, text: str, ways: Sequence[Way] = (), details: str = "", *, cause: str = "") -> Message:
        """What went wrong, where, and what to do."""
        return self._show("error", text, ways, details, cause)

    def warn(self, text: str, ways: Sequence[Way] = (), details: str = "", *, cause: str = "") -> Message:
        """Something to know about that stays (a read-only file)."""
        return self._show("warning", text, ways, details, cause)

    def notice(
        self, text: str, ways: Sequence[Way] = (), details: str = "", *, tone: str = "done", cause: str = ""
    ) -> Message:
        """Something that was done; leaves by itself after a while."""
        message = self._show(tone, text, ways, details, cause)
        timer = QTimer(message)
        timer.setSingleShot(True)
        timer.timeout.connect(message.close_message)
        timer.start(1000 * _SECONDS_SHOWN)
        return message

    def messages(self) -> list[Message]:
        """What is shown, newest first."""
        items = (self._layout.itemAt(i) for i in range(self._layout.count()))
        return [w for item in items if item is not None and isinstance(w := item.widget(), Message)]

    def clear(self, *tones: str) -> None:
        """Take away messages of these tones (none named: all)."""
        for message in self.messages():
            if not tones or message.tone in tones:
                self._remove(message)

    def solve(self, cause: str) -> None:
        """Take away what was said about a cause: it is tried again, or done."""
        for message in self.messages():
            if message.cause == cause:
                self._remove(message)

    def redraw(self) -> None:
        """Draw the signs in the theme's colours."""
        for message in self.messages():
            message.redraw()

    def _show(self, tone: str, text: str, ways: Sequence[Way], details: str, cause: str) -> Message:
        for same in self.messages():
            if (same.tone, same.text) == (tone, text) or (cause and same.cause == cause):
                self._remove(same)
        message = Message(tone, text, ways, details, self)
        message.cause = cause
        message.closed.connect(self._remove)
        self._layout.insertWidget(0, message)
        for old in self.messages()[_MOST:]:
            self._remove(old)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleEvent(message, QAccessible.Event.Alert))
        return message

    def _remove(self, message: Message) -> None:
        self._layout.removeWidget(message)
        message.hide()
        message.deleteLater()
        self.setVisible(bool(self.messages()))
