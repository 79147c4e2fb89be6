"""One field of a form: title, editor, and a line below for what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec, shown, typed
from mlplanner.gui.names import NameCompleter

PAUSE_MS = 300
"""A paragraph is saved when typing pauses this long, so that nothing is lost and no keystroke is a step of its own."""
_RIGHT = frozenset({FieldKind.NUMBER, FieldKind.WHOLE, FieldKind.MONEY, FieldKind.PERCENT})


class Field(QWidget):
    """Shows a value, emits `committed` with a changed one when editing is finished. The owner decides what becomes of it."""

    committed = Signal(str, object)
    """(field name, typed value)"""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._value: Any = None
        self._title = QLabel(spec.title, self)
        self._problem = QLabel(self)
        self._problem.setProperty("kind", "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.editor = self._make_editor()
        self.editor.setObjectName(spec.name)
        self.editor.setAccessibleName(spec.title)
        self._title.setBuddy(self.editor)
        self._title.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self._title, self.editor, self._problem):
            layout.addWidget(widget)

    @property
    def value(self) -> Any:
        """The value last shown."""
        return self._value

    @property
    def problem(self) -> str:
        """The sentence below the field; empty: all is well."""
        return self._problem.text()

    def show_value(self, value: Any) -> None:
        """Show the value in force, unless the user is in the middle of typing another one."""
        self._value = value
        if not self._is_being_edited():
            self._set_text(shown(self.spec.kind, value))
            self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong below the field; empty takes it away. What was typed stays for correction."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.editor.setProperty("problem", bool(sentence))
        self.editor.style().polish(self.editor)

    def commit(self) -> None:
        """Give what was typed to the owner if it differs from the value in force."""
        try:
            value = typed(self.spec.kind, self._text())
        except PlannerError as error:
            self.show_problem(f"{self.spec.title} {str(error).rstrip('.')}.")
            return
        if value is None and not self.spec.is_optional:
            self.show_problem(f"{self.spec.title} must not be empty.")
        elif value == self._value or (value == "" and self._value is None):
            self._set_text(shown(self.spec.kind, self._value))  # "250 000" was meant: shown as ever
            self.show_problem("")
        else:
            self.committed.emit(self.spec.name, value)

    def _make_editor(self) -> QWidget:
        editor = QLineEdit(self)
        editor.setPlaceholderText(self.spec.hint)
        if self.spec.kind in _RIGHT:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.editingFinished.connect(self.commit)
        editor.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape brings the value in force back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._set_text(shown(self.spec.kind, self._value))
            self.show_problem("")
            return True
        return super().eventFilter(watched, event)

    def _line(self) -> QLineEdit:
        assert isinstance(self.editor, QLineEdit)
        return self.editor

    def _is_being_edited(self) -> bool:
        line = self._line()
        return line.hasFocus() and line.isModified()

    def _text(self) -> str:
        return self._line().text()

    def _set_text(self, text: str) -> None:
        if self._line().text() != text:
            self._line().setText(text)
            self._line().setCursorPosition(0)  # a text that is too long is read from its beginning
        self._line().setModified(False)


class ParagraphField(Field):
    """A text of several lines that grows with what is typed."""

    def _make_editor(self) -> QWidget:
        editor = QPlainTextEdit(self)
        editor.setPlaceholderText(self.spec.hint)
        editor.setTabChangesFocus(True)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        editor.textChanged.connect(self._on_text_changed)
        editor.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save on leaving the field; keep the height right when the width changes."""
        if event.type() == QEvent.Type.FocusOut and self._pause.isActive():
            self._pause.stop()
            self.commit()
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _area(self) -> QPlainTextEdit:
        assert isinstance(self.editor, QPlainTextEdit)
        return self.editor

    def _on_text_changed(self) -> None:
        self._fit()
        if self._area().hasFocus():
            self._pause.start()

    def _fit(self) -> None:
        area = self._area()
        lines = max(2, int(area.document().size().height()))
        height = lines * area.fontMetrics().lineSpacing() + 2 * int(area.document().documentMargin()) + 4
        if area.height() != height:
            area.setFixedHeight(height)

    def _is_being_edited(self) -> bool:
        return self._pause.isActive()

    def _text(self) -> str:
        return self._area().toPlainText()

    def _set_text(self, text: str) -> None:
        if self._area().toPlainText() != text:
            self._area().blockSignals(True)
            self._area().setPlainText(text)
            self._area().blockSignals(False)
            self._fit()


class ChoiceField(Field):
    """One of a closed list."""

    def _make_editor(self) -> QWidget:
        editor = QComboBox(self)
        if self.spec.is_optional:
            editor.addItem(self.spec.hint or "–", None)
        for value, text in self.spec.choices:
            editor.addItem(text, value)
        editor.activated.connect(self.commit)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; it must not change a choice by accident."""
        if event.type() == QEvent.Type.Wheel and not self.editor.hasFocus():
            event.ignore()
            return True
        return QWidget.eventFilter(self, watched, event)

    def _combo(self) -> QComboBox:
        assert isinstance(self.editor, QComboBox)
        return self.editor

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Another list to choose from; the value in force stays chosen."""
        combo = self._combo()
        first = 1 if self.spec.is_optional else 0
        shown = [(combo.itemData(at), combo.itemText(at)) for at in range(first, combo.count())]
        if shown != list(choices):
            while combo.count() > first:
                combo.removeItem(first)
            for value, text in choices:
                combo.addItem(text, value)
            self.show_value(self._value)

    def show_value(self, value: Any) -> None:
        """Select the value; one that is no longer in the list is shown as it is."""
        self._value = value
        index = self._combo().findData(value)
        if index < 0 and value not in (None, ""):
            self._combo().addItem(str(value), value)
            index = self._combo().count() - 1
        self._combo().setCurrentIndex(max(index, 0))
        self.show_problem("")

    def commit(self) -> None:
        """Give the chosen value to the owner if it differs."""
        value = self._combo().currentData()
        if value != self._value:
            self.committed.emit(self.spec.name, value)


class PersonField(Field):
    """A named person: chosen from the list, or typed; a new name is added to the portfolio's people."""

    def __init__(self, spec: FieldSpec, people: Callable[[], dict[int, str]], parent: QWidget | None = None) -> None:
        self._people = people
        super().__init__(spec, parent)

    def _make_editor(self) -> QWidget:
        editor = QComboBox(self)
        editor.setEditable(True)
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = editor.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.spec.hint or "Name of a person")
        line.editingFinished.connect(self.commit)
        editor.activated.connect(self.commit)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return editor

    def _combo(self) -> QComboBox:
        assert isinstance(self.editor, QComboBox)
        return self.editor

    def _name_line(self) -> QLineEdit:
        line = self._combo().lineEdit()
        assert line is not None
        return line

    def show_value(self, value: Any) -> None:
        """Show the person's name; the list holds everyone in the portfolio."""
        self._value = value
        combo = self._combo()
        people = self._people()
        names = sorted(people.values(), key=str.casefold)
        if [combo.itemText(i) for i in range(combo.count())] != names:
            combo.clear()
            combo.addItems(names)
            if (old := combo.completer()) is not None:
                old.deleteLater()
            combo.setCompleter(NameCompleter(names, combo))
        if not (self._name_line().hasFocus() and self._name_line().isModified()):
            combo.setEditText(people.get(value, "") if value is not None else "")
            self._name_line().setModified(False)
            self.show_problem("")

    def commit(self) -> None:
        """Give the name to the owner (empty: nobody) if it differs from the person in force."""
        name = self._combo().currentText().strip()
        people = self._people()
        before = people.get(self._value, "") if self._value is not None else ""
        self._name_line().setModified(False)
        if name != before:
            self.committed.emit(self.spec.name, name)
