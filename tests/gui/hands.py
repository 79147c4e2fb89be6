"""Somebody in front of a grid: keys and mouse, as a person has them."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.gui.tables.view import GridView


class Hand:
    """Keys and mouse on a grid, as a person has them."""

    def __init__(self, qtbot: QtBot, grid: GridView) -> None:
        self._qtbot = qtbot
        self.grid = grid

    def click(self, row: int, column: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click into a cell."""
        place = self.place(row, column)
        self._qtbot.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def place(self, row: int, column: int) -> QPoint:
        """The middle of a cell."""
        return self.grid.visualRect(self.grid.records.index(row, column)).center()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move, release."""
        viewport, left = self.grid.viewport(), Qt.MouseButton.LeftButton
        self._qtbot.mousePress(viewport, left, pos=start)
        self._qtbot.mouseMove(viewport, (start + end) / 2)
        self._qtbot.mouseMove(viewport, end)
        self._qtbot.mouseRelease(viewport, left, pos=end)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self._qtbot.keyClick(self._target(), key, modifier)

    def type(self, text: str) -> None:
        """Type; the first sign opens the editor."""
        for sign in text:
            if sign.isascii():
                self._qtbot.keyClicks(self._target(), sign)
            else:  # QTest knows ASCII only
                press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self._target(), press)

    def ctrl(self, key: Qt.Key) -> None:
        """Ctrl and a key."""
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return self.grid.records.cell(row, column).text

    def _target(self) -> Any:
        editor = self.grid.editor
        return editor if editor is not None else self.grid


def clipboard() -> str:
    """What is in the clipboard."""
    return QApplication.clipboard().text()
