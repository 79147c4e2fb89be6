"""Which editor a cell gets, and which keys end editing: the habits of a spreadsheet."""

from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.editors import ChoiceEditor, DateEditor, Editor, LineEditor, ParagraphEditor, PersonEditor
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import ALIGNMENTS, RecordModel

Index = QModelIndex | QPersistentModelIndex
EDITORS = (LineEditor, ChoiceEditor, PersonEditor, ParagraphEditor)


class Move(Enum):
    """Where the current cell goes when editing is done: (rows, columns)."""

    STAY = (0, 0)
    DOWN = (1, 0)
    UP = (-1, 0)
    RIGHT = (0, 1)
    LEFT = (0, -1)
    FILL = (0, 0, 1)
    """Stay, and put the value into the whole selection."""


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = {Qt.Key.Key_Up: Move.UP, Qt.Key.Key_Down: Move.DOWN}


class GridDelegate(QStyledItemDelegate):
    """Opens editors; a value that is refused stays in its editor to be mended, Esc takes back what was typed."""

    finished = Signal(object)
    """`Move`: a value was accepted."""
    fill_asked = Signal(object)
    """The value typed, to be put into the whole selection."""

    def __init__(self, model: RecordModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._was_refused = False
        self.editor: Editor | None = None
        """The open editor."""
        self.closeEditor.connect(lambda editor, _hint: self._forget(editor))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The widget for the column's kind."""
        column, row = self._model.columns[index.column()], self._model.row_at(index.row())
        editor = _make(column, row, parent)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(f"{column.title}, row {index.row() + 1}")
        editor.setAutoFillBackground(True)
        if isinstance(editor, ChoiceEditor | PersonEditor | DateEditor):
            editor.picked.connect(lambda: self._end(editor, Move.STAY))
        self.editor = editor
        editor.destroyed.connect(lambda: self._forget(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the cell's text."""
        if isinstance(editor, EDITORS) and not editor.property("started"):
            editor.setProperty("started", True)
            editor.start(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Hand over what was typed; a refusal is remembered, so that the editor stays."""
        assert isinstance(editor, EDITORS)
        before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        value = editor.text_or_value()
        self._was_refused = value != before and not self._model.setData(index, value)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The view lets the editor go, also when its row is gone: nothing that comes later is committed."""
        self._forget(editor)
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; a paragraph gets room for some lines, a list for its entries."""
        rect = QRect(option.rect).adjusted(0, 0, -1, -1)
        if isinstance(editor, ParagraphEditor):
            rect.setSize(
                rect.size().expandedTo(editor.sizeHint().scaled(360, 110, Qt.AspectRatioMode.IgnoreAspectRatio))
            )
        elif isinstance(editor, ChoiceEditor | PersonEditor):
            rect.setWidth(max(rect.width(), min(editor.sizeHint().width(), 260)))
        room = editor.parentWidget()
        if room and rect.right() > room.width() and isinstance(editor, ParagraphEditor):
            rect.moveRight(room.width())
        if room and rect.bottom() > room.height():
            rect.moveBottom(room.height())
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits down, Tab right, Shift the other way, Ctrl+Enter into the whole selection."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, EDITORS) and isinstance(event, QKeyEvent):
            move = _move_for(editor, event)
            if move is not None:
                self._end(editor, move)
                return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide) and editor is not self.editor:
            return False  # closed already; Qt would commit it again when its popup gives the focus back
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return event.key() == Qt.Key.Key_Escape
        return bool(super().eventFilter(editor, event))

    def _end(self, editor: Editor, move: Move) -> None:
        if editor is not self.editor:
            return
        if move is Move.FILL:
            value = editor.text_or_value()
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self.fill_asked.emit(value)
            return
        self._was_refused = False
        self.commitData.emit(editor)
        if not self._was_refused:
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.finished.emit(move)

    def _forget(self, editor: object) -> None:
        if self.editor is editor:
            self.editor = None


def _make(column: Column[Any], row: Any, parent: QWidget) -> Editor:
    align = ALIGNMENTS[column.alignment]
    match column.kind:
        case Kind.DATE:
            return DateEditor(parent, align)
        case Kind.CHOICE:
            return ChoiceEditor(parent, column.choices(row), is_optional=column.is_optional)
        case Kind.PERSON:
            return PersonEditor(parent, column.choices(row))
        case Kind.MULTILINE:
            return ParagraphEditor(parent)
        case _:
            return LineEditor(parent, align)


def _move_for(editor: Editor, event: QKeyEvent) -> Move | None:
    key, modifiers = event.key(), event.modifiers()
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if key in ENTER:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return Move.FILL
        if isinstance(editor, ParagraphEditor) and (shift or modifiers & Qt.KeyboardModifier.AltModifier):
            return None
        return Move.UP if shift else Move.DOWN
    if key == Qt.Key.Key_Tab:
        return Move.RIGHT
    if key == Qt.Key.Key_Backtab:
        return Move.LEFT
    is_plain_line = type(editor) is LineEditor and not modifiers & ~Qt.KeyboardModifier.KeypadModifier
    return ARROWS.get(Qt.Key(key)) if is_plain_line and key in ARROWS else None
