"""Each check names a place to mend it: its tab holds the row, and the field is there to be typed into (P1–P8)."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.gui.forms.form import Form
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.session import Session
from mlplanner.gui.tables.model import RecordModel
from tests.support.sound_case import sound_world
from tests.unit.engine.checks.test_rules import GOLDEN


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """What every rule of the playbook says when it is broken."""
    sound = sound_world()
    return [finding for key, case in GOLDEN.items() for finding in case.make(sound).of_rule(key)]


BUTTONS = {
    "risk_assessment_unsigned": "signAssessment",
    "tier_lowered": "tierByHand",
    "tier_artifact_missing": "tierByHand",
    "project_paused": "pauseReason",
    "gate_slips": "setBaseline",
    "condition_overdue": "met_",
    "evidence_not_locked": "",
}
"""Findings about fields that a step sets: what has the cursor then. The criteria are locked by the gate's decision."""


def row_of(session: Session, finding: Finding) -> tuple[int, int | None] | None:
    """A project of the sample with such a row, and the row: one in which the rule speaks, if there is one."""

    def is_silent(plan: ProjectPlan) -> bool:
        return all(each.rule != finding.rule for each in session.figures(plan.id).findings)

    for plan in sorted(session.portfolio.plans.values(), key=is_silent):
        found = getattr(plan, finding.noun, None) if finding.noun != "projects" else plan.project
        rows = found if isinstance(found, tuple) else (found,)
        if finding.noun_id is None:
            return plan.id, None
        if rows and rows[0] is not None:
            return plan.id, rows[0].id
    return None


def fields_of(tab: QWidget, finding: Finding) -> Iterator[str]:
    """The names of all fields and columns that the tab shows."""
    for form in tab.findChildren(Form):
        yield from form.fields
    for grid in tab.findChildren(NounGrid):
        if grid.kind.key == finding.noun:
            yield from (column.id for column in grid.model.columns)
    for model in tab.findChildren(RecordModel):
        yield from (column.id for column in model.columns)


def test_that_every_rule_names_a_tab_or_a_section(findings: list[Finding]) -> None:
    known = {spec.id for spec in TABS} | {section.id for section in SECTIONS}
    assert {finding.tab for finding in findings} <= known


def test_that_the_place_of_every_rule_is_there(qtbot: QtBot, page: ProjectPage, findings: list[Finding]) -> None:
    lost: list[object] = []
    tabs = {spec.id for spec in TABS}
    for finding in findings:
        if finding.tab not in tabs:
            continue
        place = row_of(page.session, finding)
        assert place is not None, f"the sample has no row of {finding.noun}"
        project_id, row_id = place
        page.show_project(project_id, finding.tab)
        tab = page.tab(finding.tab)
        if not tab.go_to(finding.noun, row_id, finding.field):
            lost.append((finding.rule, finding.tab, finding.noun, finding.field, "no place"))
        elif finding.rule in BUTTONS:
            focused = tab.focusWidget().objectName()
            if not focused.startswith(BUTTONS[finding.rule]):
                lost.append((finding.rule, focused))
        elif finding.field and finding.field not in set(fields_of(tab, finding)):
            lost.append((finding.rule, finding.tab, finding.noun, finding.field, "no field"))
    assert not lost, "\n".join(map(str, lost))
