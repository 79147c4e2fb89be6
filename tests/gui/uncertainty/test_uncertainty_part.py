"""The part Uncertainty: inputs are edited, results follow beside the window, doubts come first."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.money import format_amount
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.timeline import TimelineTab
from mlplanner.gui.session import Session
from mlplanner.gui.uncertainty.panel import UncertaintyPanel
from mlplanner.gui.uncertainty.simulator import Simulator
from mlplanner.operations.fields import set_fields
from mlplanner.reports.formats import day
from tests.gui.hands import Hand
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session(sample_in_memory())
    yield made
    made.close()


@pytest.fixture
def timeline(qtbot: QtBot, session: Session) -> TimelineTab:
    """The Timeline tab of the churn project."""
    page = ProjectPage(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show_project(session.portfolio.find("Churn").id, "timeline")
    page.show()
    qtbot.waitExposed(page)
    tab = page.tab("timeline")
    assert isinstance(tab, TimelineTab)
    tab.page = page  # type: ignore[attr-defined]  # kept alive with the tab
    return tab


@pytest.fixture
def panel(qtbot: QtBot, timeline: TimelineTab) -> UncertaintyPanel:
    """Its part Uncertainty, by the button, with the first results."""
    button = timeline.findChild(QPushButton, "showUncertainty")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = timeline.uncertainty
    assert shown is not None
    qtbot.waitUntil(lambda: text(shown, "simulationFinding") != "")
    return shown


def text(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    return found.text() if found else ""


def grid(panel: UncertaintyPanel, kind: str) -> NounGrid:
    return next(found for found in panel.findChildren(NounGrid) if found.kind.key == kind)


def test_that_the_part_shows_what_the_engine_found(panel: UncertaintyPanel, session: Session) -> None:
    simulation = Simulator.of(session).latest(panel.project_id)
    assert simulation is not None
    assert text(panel, "delivery_p80") == day(simulation.delivery.p80)
    assert text(panel, "build_p80") == format_amount(simulation.build.p80, 2)
    assert text(panel, "npv_p95") == format_amount(simulation.npv.p95, 2)
    assert "10,000 draws, seed 1" in text(panel, "simulationBasis")
    assert "rank correlation" in text(panel, "simulationDrivers")
    assert "P80" in panel.results.weeks.accessibleName()
    assert panel.results.tornados


def test_that_a_longer_pessimistic_length_moves_the_results(
    panel: UncertaintyPanel, session: Session, qtbot: QtBot
) -> None:
    before = text(panel, "delivery_p95")
    phases = grid(panel, "phases")
    hands = Hand(qtbot, phases.view)
    phases.view.setCurrentIndex(phases.model.index(1, phases.model.find_column("pessimistic_weeks")))
    phases.view.setFocus()
    hands.type("20")
    hands.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text(panel, "delivery_p95") != before)
    plan = session.plan(panel.project_id)
    assert plan.phases[1].pessimistic_weeks == Decimal(20)
    session.undo()
    qtbot.waitUntil(lambda: text(panel, "delivery_p95") == before)


def test_that_doubts_are_told_at_once_and_before_the_figures(panel: UncertaintyPanel, session: Session) -> None:
    doubts = panel.findChild(QLabel, "simulationDoubts")
    assert doubts is not None
    assert not doubts.isVisible()
    phase = session.plan(panel.project_id).phases[1]
    session.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(1)))
    assert doubts.isVisible()
    assert "lies below the planned" in doubts.text()
    assert doubts.y() < panel.results.y()


def test_that_a_finding_leads_to_its_cell(timeline: TimelineTab, session: Session) -> None:
    phase = session.plan(timeline.project_id).phases[1]
    assert timeline.go_to("phases", phase.id, "pessimistic_weeks")
    assert timeline.uncertainty is not None
    phases = grid(timeline.uncertainty, "phases")
    assert phases.model.columns[phases.view.currentIndex().column()].id == "pessimistic_weeks"
    risk = session.plan(timeline.project_id).risks[0]
    assert timeline.go_to("risks", risk.id, "phase_id")


def test_that_the_whisker_reaches_to_p80(timeline: TimelineTab, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: timeline.chart.late is not None)
    simulation = Simulator.of(session).latest(timeline.project_id)
    assert simulation is not None
    assert timeline.chart.late == simulation.delivery.p80
    assert not timeline.chart.grab().isNull()


def test_that_the_contingency_is_chosen_where_the_costs_are(
    timeline: TimelineTab, session: Session, qtbot: QtBot
) -> None:
    page = timeline.window()
    assert isinstance(page, ProjectPage)
    page.show_tab("costs")
    costs = page.tab("costs")
    choice = costs.findChild(QComboBox, "contingency")
    assert choice is not None
    choice.setCurrentIndex(choice.findText("P80 of the simulation"))
    choice.activated.emit(choice.currentIndex())
    assert session.plan(page.project_id).uncertainty.contingency is ContingencyBasis.P80
    figures = session.figures(page.project_id)
    assert text(costs, "contingency") == format_amount(figures.costs.contingency, 2)
    assert text(costs, "contingencyBasis") == "The contingency is P80 of build less build (10,000 draws, seed 1)."


def test_that_an_edit_of_another_project_draws_nothing(panel: UncertaintyPanel, session: Session) -> None:
    simulator = Simulator.of(session)
    known = simulator.latest(panel.project_id)
    other = next(plan for key, plan in session.portfolio.plans.items() if key != panel.project_id)
    session.run(set_fields(Phase, other.phases[0].id or 0, pessimistic_weeks=Decimal(30)))
    assert simulator.ask(panel.project_id) is known
