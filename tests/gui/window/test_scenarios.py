"""Scenarios in the window: start, edit on any screen, undo, compare, merge, discard, all without touching the plan."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.projects import Project
from mlplanner.domain.scenarios import ScenarioState
from mlplanner.gui.scenarios.merging import MergeDialog
from mlplanner.gui.scenarios.page import ScenariosPage
from mlplanner.gui.session import Session
from mlplanner.gui.window import MainWindow
from mlplanner.operations.fields import set_fields
from mlplanner.operations.projects import move_by_weeks
from mlplanner.operations.scenarios import start_scenario
from tests.gui.window.conftest import TODAY, small_portfolio


@pytest.fixture
def session(window: MainWindow) -> Session:
    """An open portfolio with two projects."""
    session = small_portfolio()
    window.show_session(session)
    return session


def page_of(qtbot: QtBot, window: MainWindow) -> ScenariosPage:
    window.show_section("scenarios")
    page = window.page("scenarios")
    assert isinstance(page, ScenariosPage)
    count = len(page.session.plan_workspace.portfolio.scenarios)
    qtbot.waitUntil(lambda: page.feed.plan is not None and len(page.feed.found) == count)
    return page


def start(session: Session, name: str) -> int:
    made = session.run_on_plan(start_scenario(name))
    assert made is not None
    session.enter_scenario(made.value.id or 0)
    return made.value.id or 0


def planned_start(session: Session, project_id: int = 1) -> object:
    return session.plan_workspace.portfolio.plan(project_id).project.start


def click(qtbot: QtBot, page: ScenariosPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_scenario_is_started_and_shown_on_every_screen(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    page = page_of(qtbot, window)
    assert window.scenario_strip.isHidden()
    click(qtbot, page, "scenarioNew")
    dialog = window.findChild(QInputDialog, "newScenarioDialog")
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "Fraud first")
    dialog.accept()
    assert session.scenario is not None
    assert window.scenario_strip.isVisible()
    assert "Fraud first" in window.scenario_strip.text.text()
    session.run(move_by_weeks(session.plan(1), 3))
    assert session.plan(1).project.start == TODAY + timedelta(weeks=3)
    assert planned_start(session) == TODAY
    leave = window.scenario_strip.findChild(QToolButton, "scenarioLeave")
    assert leave is not None
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert window.scenario_strip.isHidden()
    assert session.plan(1).project.start == TODAY


def test_that_undo_works_inside_a_scenario_and_stops_at_its_beginning(window: MainWindow, session: Session) -> None:
    start(session, "Later")
    undo = window.actions_by_id["undo"]
    assert not undo.isEnabled()
    session.run(move_by_weeks(session.plan(1), 3))
    assert undo.isEnabled()
    undo.trigger()
    assert session.plan(1).project.start == TODAY
    assert not undo.isEnabled()
    window.actions_by_id["redo"].trigger()
    assert session.plan(1).project.start == TODAY + timedelta(weeks=3)


def test_that_the_chooser_switches_between_plan_and_scenarios(window: MainWindow, session: Session) -> None:
    start(session, "Later")
    button = window.findChild(QToolButton, "tool_scenario")
    assert button is not None
    assert button.text() == "Later"
    button.menu().aboutToShow.emit()
    titles = [action.text() for action in button.menu().actions() if not action.isSeparator()]
    assert titles[:2] == ["Plan", "Later"]
    button.menu().actions()[0].trigger()
    assert session.scenario is None
    assert button.text() == "Plan"


def test_that_the_page_compares_and_lists_every_change(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    start(session, "Later")
    session.run(move_by_weeks(session.plan(2), 4))
    page = page_of(qtbot, window)
    plan, later = page.totals.records.rows
    assert later.outlook.last_delivery == plan.outlook.last_delivery + timedelta(weeks=4)
    (row,) = page.differs.records.rows
    assert row.name == "Fraud"
    (change,) = page.changes.records.rows
    assert (change.where, change.field) == ("Fraud", "Start")


def test_that_merging_asks_about_what_both_changed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    start(session, "Later")
    session.run(move_by_weeks(session.plan(1), 4))
    session.run(move_by_weeks(session.plan(2), 4))
    session.leave_scenario()
    session.run(set_fields(Project, 1, start=TODAY + timedelta(weeks=1)))
    page = page_of(qtbot, window)
    page.totals.go((1, 0))
    click(qtbot, page, "scenarioMerge")
    dialog = window.findChild(MergeDialog)
    assert dialog is not None
    assert dialog.conflicts.count() == 1
    dialog.conflicts.item(0).setCheckState(Qt.CheckState.Unchecked)
    merge = dialog.buttons.findChild(QPushButton, "mergeNow")
    assert merge is not None
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel) is not None
    qtbot.mouseClick(merge, Qt.MouseButton.LeftButton)
    assert planned_start(session, 1) == TODAY + timedelta(weeks=1)
    assert planned_start(session, 2) == TODAY + timedelta(weeks=4)
    assert session.portfolio.scenarios[0].state == ScenarioState.MERGED
    window.actions_by_id["undo"].trigger()
    assert planned_start(session, 2) == TODAY


def test_that_a_discarded_scenario_comes_back_by_undo(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    start(session, "Later")
    session.run(move_by_weeks(session.plan(1), 4))
    page = page_of(qtbot, window)
    click(qtbot, page, "scenarioDiscard")
    assert session.scenario is None
    assert session.portfolio.scenarios == ()
    window.actions_by_id["undo"].trigger()
    assert len(session.portfolio.scenario_changes) == 1
