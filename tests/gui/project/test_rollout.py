"""The Rollout tab, driven as a person would (P7.1 to P7.5, P7.7)."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import ExperimentDesign
from mlplanner.domain.rollout import Stage
from mlplanner.gui.forms.fields import Field
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.rollout import RolloutTab
from mlplanner.gui.session import Session
from mlplanner.operations.fields import remove_rows
from tests.gui.hands import Hand


@pytest.fixture
def tab(qtbot: QtBot, page: ProjectPage, session: Session) -> RolloutTab:
    """The Rollout tab of the support triage: locked, launched, measured, confounded."""
    page.show_project(session.portfolio.find("Support triage").id, "rollout")
    found = page.tab("rollout")
    assert isinstance(found, RolloutTab)
    return found


def said(tab: RolloutTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert found is not None
    return found.text()


def field(tab: RolloutTab, name: str) -> Field:
    return next(form.fields[name] for _, form in tab._forms if name in form.fields)


def type_into(qtbot: QtBot, tab: RolloutTab, name: str, text: str) -> Field:
    editor = field(tab, name).editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return field(tab, name)


def grid(tab: RolloutTab, kind: str) -> NounGrid:
    return next(grid for grid in tab._grids if grid.kind.key == kind)


def test_that_the_verdict_is_said_with_its_reason(tab: RolloutTab) -> None:  # P7.4
    assert said(tab, "verdict") == "Not yet: confounded"
    assert "five experienced agents joined" in said(tab, "verdictReason")
    assert "Second A/B test" in said(tab, "verdictReason")
    assert (said(tab, "realised"), said(tab, "planned")) == ("EUR 120,000.00", "EUR 120,000.00")


def test_that_locked_criteria_are_refused_at_their_field(qtbot: QtBot, tab: RolloutTab, session: Session) -> None:
    before = session.portfolio.revision
    assert "Locked since 5" in said(tab, "evidenceLock")  # P7.3
    found = type_into(qtbot, tab, "threshold", "17")
    assert "a new decision of the production gate unlocks it" in found.problem
    assert session.portfolio.revision == before


def test_that_a_window_of_ten_or_400_days_is_refused_at_the_field(
    qtbot: QtBot, page: ProjectPage, tab: RolloutTab, session: Session
) -> None:  # P7.3
    page.show_project(session.portfolio.find("churn").id, "rollout")
    before = session.portfolio.revision
    for typed in ("10", "400"):
        assert type_into(qtbot, tab, "evidence_days", typed).problem.startswith("Evidence window, days: must be")
    assert session.portfolio.revision == before
    with qtbot.waitSignal(session.changed):
        type_into(qtbot, tab, "evidence_days", "30")


def test_that_a_measurement_before_the_launch_is_refused(qtbot: QtBot, tab: RolloutTab, session: Session) -> None:
    before = session.portfolio.revision
    view = grid(tab, "observations").view
    hand = Hand(qtbot, view)
    with qtbot.waitSignal(session.failed) as caught:
        hand.click(0, 0)
        hand.type("2025-12-01")
        hand.key(Qt.Key.Key_Return)
    assert caught.args is not None
    assert "before the launch on 2025-12-08" in caught.args[0]  # P7.4
    assert session.portfolio.revision == before


def test_that_each_link_of_the_chain_leads_to_its_field(qtbot: QtBot, tab: RolloutTab, session: Session) -> None:
    plan = session.plan(tab.project_id)
    titles = [button.text().splitlines()[0].removeprefix("▲ ") for button in tab.findChildren(QToolButton)]
    chain = ["Business KPI", "Threshold", "Money", "Gate threshold", "Rollback", "Retrain", "Verdict"]
    assert [title for title in titles if title in chain] == chain
    button = tab.findChild(QToolButton, "link_threshold")
    assert button is not None
    with qtbot.waitSignal(session.go_to) as caught:
        button.click()
    assert caught.args == [(plan.id, "brief", "kpis", plan.evidence.kpi_id, "threshold")]


def test_that_an_old_project_is_offered_the_usual_rollout(qtbot: QtBot, tab: RolloutTab, session: Session) -> None:
    button = tab.findChild(QPushButton, "addUsualRollout")
    assert button is not None
    assert not button.isVisible()
    stages = session.plan(tab.project_id).stages
    session.run(remove_rows(Stage, [stage.id or 0 for stage in stages]))
    assert button.isVisible()
    with qtbot.waitSignal(session.changed):
        button.click()
    assert [stage.kind for stage in session.plan(tab.project_id).stages] == ["shadow", "canary", "full"]  # P7.1
    session.undo()
    session.undo()
    assert session.plan(tab.project_id).stages == stages


def test_that_an_experiment_takes_its_numbers_from_the_value_model(
    qtbot: QtBot, tab: RolloutTab, session: Session
) -> None:  # P7.2
    button = tab.findChild(QPushButton, "takeFromValueModel")
    assert button is not None
    Hand(qtbot, grid(tab, "experiments").view).click(1, 0)
    with qtbot.waitSignal(session.changed):
        button.click()
    first, second = session.plan(tab.project_id).experiments
    assert first.delta == Decimal(2)
    assert (second.design, second.delta) == (ExperimentDesign.MEANS, Decimal("2.7"))


def test_that_a_share_of_traffic_above_a_hundred_per_cent_is_refused(
    qtbot: QtBot, tab: RolloutTab, session: Session
) -> None:  # P7.1
    before = session.portfolio.revision
    stages = grid(tab, "stages")
    hand = Hand(qtbot, stages.view)
    with qtbot.waitSignal(session.failed):
        hand.click(1, stages.model.find_column("share"))
        hand.type("150 %")
        hand.key(Qt.Key.Key_Return)
    assert session.portfolio.revision == before


def test_that_a_finding_leads_to_its_cell(tab: RolloutTab, session: Session) -> None:  # P7.5
    rule = session.plan(tab.project_id).escalations[1]
    assert tab.go_to("escalations", rule.id, "owner_id")
    view = grid(tab, "escalations").view
    assert view.currentIndex().row() == 1
    assert tab.go_to("evidence", session.plan(tab.project_id).evidence.id, "follow_up_id")


def test_that_the_dashboard_is_exported_from_the_tab(qtbot: QtBot, tab: RolloutTab) -> None:  # P7.7
    button = tab.findChild(QPushButton, "exportDashboard")
    assert button is not None
    with qtbot.waitSignal(tab.export_requested) as caught:
        button.click()
    assert caught.args == ["dashboard.pdf"]


def test_that_the_measurements_are_told_to_screen_readers(tab: RolloutTab) -> None:  # P7.4
    words = tab._chart.accessibleName().replace("\u00a0", " ")
    assert "30 Jan 2026: 14.2" in words
    assert "threshold 15.5 minutes" in words


def test_that_a_design_without_random_groups_is_marked(page: ProjectPage, tab: RolloutTab, session: Session) -> None:
    page.show_project(session.portfolio.find("HR analytics platform").id, "rollout")
    model = grid(tab, "experiments").model
    said = [model.columns[model.find_column("kind")].problem(row) for row in model.rows]  # type: ignore[misc]
    assert said == ["Groups are not drawn by lot: lower confidence, a controlled test has to follow."]  # P7.2


def test_that_a_typed_value_is_a_measurement_of_today(qtbot: QtBot, tab: RolloutTab, session: Session) -> None:
    seen = grid(tab, "observations")
    hand = Hand(qtbot, seen.view)
    before = len(seen.model.rows)
    with qtbot.waitSignal(session.changed):
        hand.click(before, 1)
        hand.type("14.5")
        hand.key(Qt.Key.Key_Return)
    plan = session.plan(tab.project_id)
    row = max(plan.observations, key=lambda row: row.id or 0)
    assert (row.value, row.observed_on, row.kpi_id) == (Decimal("14.5"), session.today, plan.evidence.kpi_id)  # P7.4
    assert len(plan.observations) == before + 1
