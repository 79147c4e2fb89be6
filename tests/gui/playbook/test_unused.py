"""A file whose changes of the playbook no longer fit opens; the section says which, and is rid of them in one step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.settings import Override
from mlplanner.gui.playbook.page import PlaybookPage
from mlplanner.gui.session import Session
from mlplanner.operations.operation import Context, Operation


def test_that_changes_that_no_longer_fit_are_told_and_removed(
    qtbot: QtBot, page: PlaybookPage, session: Session
) -> None:
    assert not page.unused.isVisible()

    def apply(do: Context) -> None:
        do.unit.add(Override(path="roles.gone_role.fte_high", value="0.4"))

    session.run(Operation("As another version left it", apply))
    said = page.findChild(QLabel, "unusedText")
    assert isinstance(said, QLabel)
    assert page.unused.isVisible()
    assert "roles.gone_role.fte_high" in said.text()
    remove = page.findChild(QPushButton, "removeUnused")
    assert isinstance(remove, QPushButton)
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert not page.unused.isVisible()
    assert not [row for row in session.portfolio.overrides if row.path.startswith("roles.gone_role")]
