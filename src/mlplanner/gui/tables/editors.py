"""The editors of cells: one small widget for each kind, all with `text_or_value()` and `start(text)`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from mlplanner.domain.errors import BadInput
from mlplanner.gui.icons import icon
from mlplanner.gui.names import NameCompleter
from mlplanner.gui.tables.kinds import Choice, read_date


class LineEditor(QLineEdit):
    """Text, numbers, amounts, shares."""

    def __init__(self, parent: QWidget | None, align: Qt.AlignmentFlag) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)

    def start(self, text: str) -> None:
        """Begin with the cell's text, selected, so that typing replaces it."""
        self.setText(text)
        self.selectAll()

    def text_or_value(self) -> Any:
        """What was typed."""
        return self.text()


class DateEditor(LineEditor):
    """A day: typed, or picked from a calendar that opens with the button or Alt+Down."""

    picked = Signal()

    def __init__(self, parent: QWidget | None, align: Qt.AlignmentFlag) -> None:
        super().__init__(parent, align)
        self._calendar: QCalendarWidget | None = None
        action = QAction(icon("today"), "Open the calendar", self)
        action.triggered.connect(self.open_list)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def open_list(self) -> None:
        """Show the calendar under the cell."""
        calendar = QCalendarWidget(self)
        calendar.setObjectName("cell_calendar")
        calendar.setAccessibleName("Calendar")
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        calendar.setSelectedDate(self._day() or QDate.currentDate())
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar = calendar
        calendar.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
            return
        super().keyPressEvent(event)

    def _day(self) -> QDate | None:
        try:
            known: date | None = read_date(self.text())
        except BadInput:
            return None
        return QDate(known.year, known.month, known.day) if known else None

    def _pick(self, day: QDate) -> None:
        self.setText(day.toString(Qt.DateFormat.ISODate))
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self.picked.emit()


class ChoiceEditor(QComboBox):
    """A closed list; typing jumps to an entry, Alt+Down or the space bar opens the list.

    Typing only looks for the entry; Enter, Tab or a click into the list take it, so that "Data s" reaches the second
    of two entries that begin alike.
    """

    picked = Signal()

    def __init__(self, parent: QWidget, choices: Sequence[Choice], *, is_optional: bool) -> None:
        super().__init__(parent)
        self.setFrame(False)
        if is_optional:
            self.addItem("–", None)
        for choice in choices:
            self.addItem(choice.title, choice.value)
        self._typed = ""
        self.activated.connect(lambda _at: self.picked.emit())
        self.view().installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Signs look for an entry that begins with all that was typed; Backspace takes the last one back."""
        typed = event.text()
        is_command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Backspace:
            self._look_for(self._typed[:-1])
        elif typed.isprintable() and typed and not is_command and (self._typed or typed != " "):
            if not self._look_for(self._typed + typed):
                self._look_for(typed)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab in the open list takes the entry under the cursor and goes on, as in a spreadsheet."""
        is_tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if watched is self.view() and event.type() == QEvent.Type.KeyPress and is_tab:
            assert isinstance(event, QKeyEvent)
            self.setCurrentIndex(self.view().currentIndex().row())
            self.hidePopup()
            QApplication.sendEvent(self, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _look_for(self, text: str) -> bool:
        """Go to the first entry that begins so; without one nothing moves."""
        at = self.findText(text, Qt.MatchFlag.MatchStartsWith) if text else 0
        if at >= 0:
            self._typed = text
            self.setCurrentIndex(at)
        return at >= 0

    def start(self, text: str) -> None:
        """Begin with the cell's entry."""
        self.setCurrentIndex(max(self.findText(text), 0) if text else 0)

    def text_or_value(self) -> Any:
        """The entry chosen, by its title (an empty text: none)."""
        return "" if self.currentData() is None else self.currentText()

    def open_list(self) -> None:
        """Show the entries."""
        self.showPopup()


class PersonEditor(QComboBox):
    """People by name, with completion anywhere in the name; a new name adds the person."""

    picked = Signal()

    def __init__(self, parent: QWidget, people: Sequence[Choice]) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for person in people:
            self.addItem(person.title, person.value)
        self.setCompleter(NameCompleter([person.title for person in people], self))
        self._line = self.lineEdit()
        assert self._line is not None  # the box is editable
        self._line.setPlaceholderText("Name, known or new")
        self.activated.connect(lambda _at: self.picked.emit())

    def start(self, text: str) -> None:
        """Begin with the cell's name, selected."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        assert self._line is not None  # the box is editable
        self._line.selectAll()

    def text_or_value(self) -> Any:
        """The name as typed."""
        return self.currentText()

    def open_list(self) -> None:
        """Show all people."""
        self.showPopup()


class ParagraphEditor(QPlainTextEdit):
    """Several lines: Enter is done, Shift+Enter or Alt+Enter begins a new line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(False)

    def start(self, text: str) -> None:
        """Begin with the cell's text, selected."""
        self.setPlainText(text)
        self.selectAll()

    def text_or_value(self) -> Any:
        """What was typed."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Enter begins a new line as in a spreadsheet."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)


Editor = LineEditor | ChoiceEditor | PersonEditor | ParagraphEditor
