"""The style sheet's decisions that a picture alone would not keep."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mlplanner.gui.theme import Theme


class IconStyle(QProxyStyle):
    """A desktop that puts icons on the buttons of dialogs."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returned)


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[QApplication]:
    Theme(qapp, "light")
    qapp.setStyle(IconStyle("Fusion"))
    yield qapp
    qapp.setStyle("Fusion")


def test_that_buttons_of_dialogs_carry_words_only(qtbot: QtBot, desktop: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    assert [button.icon().isNull() for button in box.buttons()] == [True, True]
