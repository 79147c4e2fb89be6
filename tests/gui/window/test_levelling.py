"""Level… from the menu and from the section Capacity; what was applied can be undone from its message."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.gui.levelling.dialog import LevelDialog
from mlplanner.gui.window import MainWindow
from tests.gui.window.conftest import small_portfolio


def test_that_level_opens_one_dialog_beside_the_window(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.actions_by_id["level"].isEnabled()
    window.show_session(small_portfolio())
    window.actions_by_id["level"].trigger()
    dialog = window.findChild(LevelDialog, "levelDialog")
    assert dialog is not None
    assert not dialog.isModal()
    window.show_section("capacity")
    page = window.page("capacity")
    button = page.findChild(QPushButton, "levelPortfolio") if page else None
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.findChildren(LevelDialog) == [dialog]
    dialog.applied.emit("Levelled: 1 project moved.")
    dialog.accept()
    assert "Levelled: 1 project moved." in [message.text for message in window.messages.messages()]
