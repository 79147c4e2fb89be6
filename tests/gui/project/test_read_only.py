"""A portfolio that is open read-only: tables show everything and take nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.workspace import open_workspace
from tests.support.sample_files import copy_of_sample


def test_that_typing_into_a_table_opens_no_editor_in_a_read_only_file(qtbot: QtBot, tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path)
    session = Session(open_workspace(path, read_only=True, make_backup=False))
    page = ProjectPage(session)
    qtbot.addWidget(page)
    page.show_project(session.portfolio.find("Churn").id, "brief")
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: bool(page.tab("brief").findChildren(GridView)))
    grids = page.tab("brief").findChildren(GridView)
    assert grids
    for grid in grids:
        grid.go((0, 0))
        qtbot.keyClick(grid, Qt.Key.Key_X)
        assert grid.editor is None
    session.close()
