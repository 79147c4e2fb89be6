"""The Approval tab at two widths: three columns, or the gates in a row above."""

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.approval import ApprovalTab
from mlplanner.gui.project.page import ProjectPage


@pytest.fixture
def tab(page: ProjectPage) -> ApprovalTab:
    page.show_tab("approval")
    made = page.tab("approval")
    assert isinstance(made, ApprovalTab)
    return made


def test_that_a_narrow_tab_shows_all_gates_in_a_row_above_and_the_state_of_artifacts(
    qtbot: QtBot, page: ProjectPage, tab: ApprovalTab
) -> None:
    page.resize(1080, 620)
    qtbot.waitUntil(lambda: tab.parts.is_narrow)
    qtbot.waitUntil(lambda: tab.gates.height() < 100)
    tops = {tab.gates.visualItemRect(tab.gates.item(row)).top() for row in range(tab.gates.count())}
    assert len(tops) == 1
    last = tab.gates.visualItemRect(tab.gates.item(tab.gates.count() - 1))
    assert last.right() <= tab.gates.viewport().width()
    grid = tab.artifacts.view
    state = grid.visualRect(grid.records.index(0, grid.records.find_column("state")))
    assert state.right() <= grid.viewport().width()


def test_that_a_wide_tab_shows_the_gates_in_a_column_of_their_own(
    qtbot: QtBot, page: ProjectPage, tab: ApprovalTab
) -> None:
    page.resize(1080, 620)
    qtbot.waitUntil(lambda: tab.parts.is_narrow)
    page.resize(1500, 900)
    qtbot.waitUntil(lambda: not tab.parts.is_narrow)
    qtbot.waitUntil(lambda: tab.gates.height() > 400)
    lefts = {tab.gates.visualItemRect(tab.gates.item(row)).left() for row in range(tab.gates.count())}
    assert len(lefts) == 1
