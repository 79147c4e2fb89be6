"""Readiness for operation, filled in as a person would (P6)."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.running import ChecklistItem
from mlplanner.gui.charts.cards import Cards
from mlplanner.gui.project.operations import OperationsTab
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.fields import remove_rows
from tests.gui.hands import Hand


@pytest.fixture
def tab(page: ProjectPage) -> OperationsTab:
    page.show_tab("operations")
    shown = page.tab("operations")
    assert isinstance(shown, OperationsTab)
    return shown


def said(tab: OperationsTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text().replace("\xa0", " ")


def button(tab: OperationsTab, name: str) -> QPushButton:
    found = tab.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def cards(tab: OperationsTab, name: str) -> str:
    found = tab.findChild(Cards, name)
    assert isinstance(found, Cards)
    return found.accessibleDescription().replace("\xa0", " ")


def grid(tab: OperationsTab, kind: str) -> GridView:
    return next(item.view for item in tab._grids if item.kind.key == kind)


def type_into(qtbot: QtBot, view: GridView, row: int, column: str, text: str) -> Hand:
    """Select a cell, type, press Enter."""
    hand = Hand(qtbot, view)
    view.setCurrentIndex(view.records.index(row, view.records.find_column(column)))
    view.setFocus()
    hand.type(text)
    hand.key(Qt.Key.Key_Return)
    return hand


def test_that_weeks_without_anybody_on_call_are_said_and_filled(
    qtbot: QtBot, tab: OperationsTab, session: Session
) -> None:  # P6.4
    assert said(tab, "rotaGaps") == "▲ Nobody is on call in W23"
    assert "W23 · 1 Jun 2026: ▲ nobody" in cards(tab, "rotaWeeks")
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(button(tab, "fillRota"), Qt.MouseButton.LeftButton)
    assert said(tab, "rotaGaps") == "● Somebody is on call every week"
    assert not button(tab, "fillRota").isEnabled()
    session.undo()
    assert said(tab, "rotaGaps") == "▲ Nobody is on call in W23"


def test_that_a_drill_is_planned_for_each_quarter(qtbot: QtBot, tab: OperationsTab, session: Session) -> None:  # P6.5
    assert "2 drills planned or held" in said(tab, "drillState")
    assert cards(tab, "drillQuarters").count("▲ not planned") == 2
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(button(tab, "planDrills"), Qt.MouseButton.LeftButton)
    assert "4 drills planned or held" in said(tab, "drillState")
    assert not button(tab, "planDrills").isEnabled()


def test_that_an_overlapping_shift_is_refused_with_one_sentence(
    qtbot: QtBot, tab: OperationsTab, session: Session
) -> None:  # P6.4
    before = session.portfolio
    view = grid(tab, "rota")
    type_into(qtbot, view, 0, "last", "2026-05-05")
    assert session.portfolio is before


def test_that_readiness_rows_are_added_when_they_are_missing(
    qtbot: QtBot, page: ProjectPage, tab: OperationsTab, session: Session
) -> None:  # P6.1
    assert said(tab, "readiness") == "3 of 10 items done"
    assert not button(tab, "addUsual").isEnabled()
    session.run(remove_rows(ChecklistItem, [item.id or 0 for item in session.plan(page.project_id).checklist]))
    assert said(tab, "readiness") == "No items yet"
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(button(tab, "addUsual"), Qt.MouseButton.LeftButton)
    assert said(tab, "readiness") == "0 of 10 items done"


def test_that_the_authority_to_pause_is_a_choice_and_a_check_leads_to_it(
    qtbot: QtBot, page: ProjectPage, tab: OperationsTab, session: Session
) -> None:  # P6.4, P6.6
    form = next(form for kind, form in tab._forms if kind == "retraining" and "may_pause" in form.fields)
    combo = form.fields["may_pause"].editor
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert not session.plan(page.project_id).retraining.may_pause
    found = [f for f in session.figures(page.project_id).findings if f.rule == "response_incomplete"]
    assert found[0].gate_key == "productionize"
    page.show_tab("brief")
    page.go_to(found[0])
    assert page.current_tab == "operations"
    assert combo.hasFocus()


def test_that_tools_and_upkeep_are_said_in_money_and_work(tab: OperationsTab) -> None:  # P6.8, P8.5
    assert said(tab, "toolCost").startswith("EUR 2,400 a year, counted as infrastructure")
    assert "4 retrains for EUR 7,200 and 2.4 FTE-weeks" in said(tab, "upkeep")


def test_that_a_drill_typed_into_the_past_is_refused(
    qtbot: QtBot, tab: OperationsTab, session: Session
) -> None:  # P6.5
    before = session.portfolio
    view = grid(tab, "drills")
    type_into(qtbot, view, 0, "planned_on", "2026-01-05")
    assert session.portfolio is before
    assert session.plan(1).drills[0].planned_on == date(2026, 6, 10)


def test_that_a_typed_name_begins_a_service_level_and_a_typed_day_a_shift(
    tab: OperationsTab, session: Session
) -> None:  # P6.3, P6.4
    plan = session.plan(tab.project_id)
    levels = grid(tab, "slos")
    assert levels.records.put({(len(plan.slos), 0): "Answer time"}, "")
    added = session.plan(tab.project_id).slos[-1]
    assert added.name == "Answer time"
    last = max(plan.rota, key=lambda shift: shift.last)
    shifts = grid(tab, "rota")
    first = last.last + timedelta(days=1)
    assert shifts.records.put({(len(plan.rota), 0): first.isoformat()}, "")
    shift = max(session.plan(tab.project_id).rota, key=lambda item: item.last)
    assert (shift.first, shift.last, shift.person_id) == (first, first + timedelta(days=6), last.person_id)
    assert session.workspace.steps(tab.project_id)[0].label == "Add on-call shift"
