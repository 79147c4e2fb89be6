"""The Data tab: a registry that is filled like a spreadsheet, and what follows from it at once (P5)."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.features import Feature, FeatureState, ServingMode, TestState
from mlplanner.gui.project.data import DataTab
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.projects import create_project
from tests.gui.hands import Hand

LIVE, CACHED = "Company size, live from the supplier", "Company size, cached approximation"


@pytest.fixture
def tab(page: ProjectPage, session: Session) -> DataTab:
    """The data of sales lead scoring, shown."""
    return shown(page, session.portfolio.find("Sales lead scoring").id)


def shown(page: ProjectPage, project_id: int) -> DataTab:
    page.resize(1440, 900)
    page.show_project(project_id, "data")
    made = page.tab("data")
    assert isinstance(made, DataTab)
    return made


def grid(tab: DataTab, name: str) -> GridView:
    found = tab.findChild(GridView, name)
    assert isinstance(found, GridView)
    return found


def column(view: GridView, name: str) -> int:
    return view.records.find_column(name)


def feature(session: Session, tab: DataTab, name: str) -> Feature:
    return next(each for each in session.plan(tab.project_id).features if each.name == name)


def said(tab: DataTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def press(qtbot: QtBot, tab: DataTab, name: str) -> None:
    button = tab.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_registry_shows_where_each_feature_stands(tab: DataTab) -> None:  # P5.1, P5.4, P5.6
    hand = grid(tab, "features").records
    entry, tests = hand.find_column("entry"), hand.find_column("tests")
    assert hand.cell(0, entry).text == "● complete"
    assert hand.cell(4, entry).text == "– disabled"
    assert (hand.cell(4, hand.find_column("chain")).text, hand.cell(8, tests).text) == (CACHED, "2 of 4")
    assert said(tab, "data_entries") == "20 of 20"
    assert said(tab, "data_cost") == "EUR 6.73 of 12"


def test_that_a_missing_owner_shows_at_once_and_undo_gives_it_back(
    qtbot: QtBot, tab: DataTab, session: Session
) -> None:  # P5.6
    view = grid(tab, "features")
    hand = Hand(qtbot, view)
    hand.click(0, column(view, "owner_id"))
    with qtbot.waitSignal(session.changed):
        hand.key(Qt.Key.Key_Delete)
    assert hand.text(0, column(view, "entry")) == "○ 1 missing"
    assert view.records.cell(0, column(view, "owner_id")).has_problem
    assert said(tab, "data_entries") == "19 of 20"
    session.undo()
    assert hand.text(0, column(view, "entry")) == "● complete"


def test_that_rows_pasted_from_a_spreadsheet_below_the_last_become_features(
    qtbot: QtBot, tab: DataTab, session: Session
) -> None:  # P5.1
    view = grid(tab, "features")
    before = len(session.plan(tab.project_id).features)
    rows = [
        "Trade fair met\tPlanned\tPriya Raman\tPersonal\tBatch\t1440\tdaily\t0,05\t\t2",
        "Newsletter topic\tIn use\tNy Person\tInternal\tNearline\t5\thourly\t0,04\t\t2",
    ]
    QApplication.clipboard().setText("\n".join(rows))
    hand = Hand(qtbot, view)
    view.setFocus()
    view.go((before, column(view, "name")))
    with qtbot.waitSignal(session.changed):
        hand.ctrl(Qt.Key.Key_V)
    added = session.plan(tab.project_id).features[before:]
    assert [each.name for each in added] == ["Trade fair met", "Newsletter topic"]
    assert (added[1].state, added[1].serving) == (FeatureState.IN_USE, ServingMode.NEARLINE)
    assert (added[0].cpu_cost, added[0].latency_ms) == (Decimal("0.05"), Decimal(2))
    assert session.portfolio.person_name(added[1].owner_id) == "Ny Person"
    session.undo()
    assert len(session.plan(tab.project_id).features) == before


def test_that_a_circle_is_refused_at_the_cell(qtbot: QtBot, tab: DataTab, session: Session) -> None:  # P5.3
    view = grid(tab, "features")
    revision = session.portfolio.revision
    row = view.records.find(feature(session, tab, CACHED).id)
    with qtbot.waitSignal(view.records.refused) as refused:
        view.records.put({(row, column(view, "replaced_by_id")): LIVE}, "")
    assert "is a circle" in refused.args[0]
    assert session.portfolio.revision == revision


def test_that_a_test_result_typed_in_the_grid_changes_the_coverage(
    qtbot: QtBot, tab: DataTab, session: Session
) -> None:  # P5.4
    view = grid(tab, "features")
    hand = Hand(qtbot, view)
    hand.click(8, column(view, "test_cardinality"))
    with qtbot.waitSignal(session.changed):
        hand.type("Passing")
        hand.key(Qt.Key.Key_Return)
    assert hand.text(8, column(view, "tests")) == "3 of 4"
    assert said(tab, "data_coverage").startswith("93.5")


def test_that_tests_and_privacy_are_those_of_the_selected_feature(
    qtbot: QtBot, tab: DataTab, session: Session
) -> None:  # P5.4, P5.5
    view, rules = grid(tab, "features"), grid(tab, "privacy")
    Hand(qtbot, view).click(8, column(view, "name"))
    assert {row.jurisdiction for row in rules.records.rows} == {"EU", "California"}
    hand = Hand(qtbot, rules)
    rules.setFocus()
    rules.go((2, 0))
    with qtbot.waitSignal(session.changed):
        rules.records.put({(2, 0): "Brazil", (2, 1): "Hash"}, "")
    assert hand.text(2, 0) == "Brazil"
    chat = feature(session, tab, "Chat messages in 7 days")
    assert session.plan(tab.project_id).privacy[-1].feature_id == chat.id


def test_that_an_exceeded_budget_says_so_and_a_bad_one_is_refused_at_the_field(
    qtbot: QtBot, tab: DataTab, session: Session
) -> None:  # P5.6
    field = next(form.fields["cost_budget"] for kind, form in tab._forms if kind == "serving")
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "-3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "must be at least 0" in field.problem
    assert session.plan(tab.project_id).serving.cost_budget == 12
    editor.selectAll()
    qtbot.keyClicks(editor, "5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert said(tab, "sheet_left_cost") == "−1.73"
    assert "inference_cost_over" in {finding.rule for finding in session.figures(tab.project_id).findings}


def test_that_features_are_moved_and_columns_hidden(qtbot: QtBot, tab: DataTab, session: Session) -> None:  # P5.6
    view = grid(tab, "features")
    Hand(qtbot, view).click(1, column(view, "name"))
    name = view.records.rows[1].name
    press(qtbot, tab, "feature_up")
    assert view.records.rows[0].name == name
    assert view.current == (0, column(view, "name"))
    menu = tab.findChild(QMenu, "featureColumnMenu")
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Lineage").trigger()
    assert view.isColumnHidden(column(view, "sources"))
    assert not view.isColumnHidden(column(view, "serving"))


def test_that_an_empty_registry_says_what_belongs_there_and_takes_the_usual_tests(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:  # P5.4
    made = session.run(create_project("New", session.today, (3, 4, 3, 2)))
    assert made is not None
    tab = shown(page, made.value.id or 0)
    view = grid(tab, "features")
    assert "type the first feature here" in view.empty_text
    assert not grid(tab, "feature_tests").isVisible()
    view.records.put({(0, column(view, "name")): "Age"}, "")
    press(qtbot, tab, "usual_tests")
    tests = session.plan(tab.project_id).feature_tests
    assert [test.state for test in tests] == [TestState.PLANNED] * 4
    assert grid(tab, "feature_tests").isVisible()


def test_that_a_finding_leads_to_its_cell_and_a_rule_to_its_feature(tab: DataTab, session: Session) -> None:  # P5.5
    view = grid(tab, "features")
    wanted = session.plan(tab.project_id).features[6]
    assert tab.go_to("features", wanted.id, "latency_ms")
    assert view.current == (6, column(view, "latency_ms"))
    rule = session.plan(tab.project_id).privacy[-1]
    assert tab.go_to("privacy", rule.id, "treatment")
    assert grid(tab, "privacy").records.find(rule.id) >= 0
    assert tab.go_to("serving", session.plan(tab.project_id).serving.id, "latency_budget_ms")
