"""A plan that came without gates says so and offers them; nothing on the page breaks meanwhile (P3.2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Gate
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.session import Session
from mlplanner.operations.fields import remove_rows
from mlplanner.operations.projects import create_project


def drop_gates(session: Session, project_id: int, count: int) -> None:
    gates = [gate.id or 0 for gate in session.plan(project_id).gates]
    session.run(remove_rows(Gate, gates[-count:]))


def found(session: Session, project_id: int, rule: str) -> Finding:
    return next(each for each in session.figures(project_id).findings if each.rule == rule)


def test_that_a_phase_without_a_gate_gets_one_with_a_click_and_undo_takes_it_back(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:  # P3.2
    page.show_project(session.portfolio.find("Attrition").id, "brief")
    drop_gates(session, page.project_id, 1)
    count = len(session.plan(page.project_id).gates)
    page.go_to(found(session, page.project_id, "phase_without_gate"))
    add = page.findChild(QPushButton, "addGate")
    assert isinstance(add, QPushButton)
    qtbot.waitUntil(add.hasFocus)
    qtbot.keyClick(add, Qt.Key.Key_Space)
    plan = session.plan(page.project_id)
    assert len(plan.gates) == count + 1
    entry = session.playbook.phases[plan.phases[-1].key].gate
    assert plan.gates[-1].name == entry.title
    assert [artifact.key for artifact in plan.artifacts_of(plan.gates[-1])] == list(entry.artifacts)
    assert add.isHidden()
    session.undo()
    assert len(session.plan(page.project_id).gates) == count


def without_gates(session: Session) -> int:
    session.run(create_project("Search", session.today))
    project_id = session.portfolio.find("Search").id
    drop_gates(session, project_id, 4)
    assert not session.plan(project_id).gates
    return project_id


def test_that_every_tab_shows_a_plan_without_any_gate(page: ProjectPage, session: Session) -> None:
    project_id = without_gates(session)
    for spec in TABS:
        page.show_project(project_id, spec.id)
        assert page.current_tab == spec.id
    texts = [label.text() for label in page.header.findChildren(QLabel)]
    assert "no gates" in texts
    assert "all gates passed" not in texts


def test_that_the_approval_tab_offers_the_gates_that_are_missing(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:  # P3.2
    page.show_project(without_gates(session), "approval")
    nothing = page.tab("approval").findChild(QWidget, "noPhases")
    assert isinstance(nothing, QWidget)
    assert nothing.isVisible()
    qtbot.mouseClick(nothing.findChild(QPushButton, "addPhases"), Qt.MouseButton.LeftButton)
    plan = session.plan(page.project_id)
    assert [gate.phase_id for gate in plan.gates] == [phase.id for phase in plan.phases]
    assert not nothing.isVisible()
