"""A newcomer sees first what the next gate needs (P3.4)."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Severity
from mlplanner.gui.project.check_groups import group_findings
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.operations.projects import create_project


def test_that_a_new_project_shows_what_its_first_gate_needs_above_all_else(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:  # P3.4
    session.run(create_project("Search", session.today))
    page.show_project(session.portfolio.find("Search").id, "brief")
    plan, findings = session.plan(page.project_id), session.figures(page.project_id).findings
    now = [finding for finding in findings if finding.gate_key == plan.gates[0].key]
    checks = page.checks.list
    assert checks.item(0).text() == f"Now, for the {plan.gates[0].name}: {len(now)}"
    assert 0 < len(now) < sum(finding.severity is Severity.MUST for finding in findings)
    titles = [checks.item(row).text() for row in range(checks.count()) if checks.item(row).flags() == Qt.ItemFlag(0)]
    assert [title.partition(":")[0] for title in titles[1:4]] == [f"Later, for the {g.name}" for g in plan.gates[1:]]
    checks.setFocus()
    qtbot.keyClick(checks, Qt.Key.Key_Home)
    qtbot.keyClick(checks, Qt.Key.Key_Up)
    assert checks.currentItem().data(Qt.ItemDataRole.UserRole) == now[0], "headings can't be chosen"


def test_that_every_finding_stands_in_one_group(session: Session) -> None:
    for plan in session.portfolio.plans.values():
        findings = session.figures(plan.id).findings
        listed = [finding for _, group in group_findings(plan, findings) for finding in group]
        assert sorted(map(id, listed)) == sorted(map(id, findings))
