"""The Governance tab: typed letters, answers, pauses and reviews, and what is refused at its place (P2)."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Tier
from mlplanner.gui.project.governance import GovernanceTab
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.operations.playbooks import add_entry

_LEAD = {"title": "Ethics lead", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Ethical review"}


@pytest.fixture
def tab(page: ProjectPage) -> GovernanceTab:
    page.show_tab("governance")
    made = page.tab("governance")
    assert isinstance(made, GovernanceTab)
    return made


def show(tab: GovernanceTab, page: ProjectPage, name: str) -> int:
    project_id = tab.session.portfolio.find(name).id
    page.show_project(project_id, "governance")
    return project_id


def click(qtbot: QtBot, tab: GovernanceTab, name: str) -> None:
    button = tab.findChild(QPushButton, name)
    assert button is not None
    qtbot.waitUntil(lambda: button.height() > 0)  # laid out
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_typed_a_moves_the_a_and_undo_moves_it_back(
    qtbot: QtBot, tab: GovernanceTab, session: Session
) -> None:  # P2.3
    assert tab.raci.go_to(None, "executive_sponsor")
    tab.raci.model.setData(tab.raci.view.currentIndex(), "A", Qt.ItemDataRole.EditRole)
    letters = session.plan(tab.project_id).raci[0].letters
    assert (letters["executive_sponsor"], "product_owner" in letters) == ("A", False)
    session.undo()
    assert session.plan(tab.project_id).raci[0].letters["product_owner"] == "A"


def test_that_a_role_added_to_the_playbook_gets_its_column(
    page: ProjectPage, tab: GovernanceTab, session: Session
) -> None:  # P2.3
    before = [column.id for column in tab.raci.model.columns]
    session.run(add_entry("roles", _LEAD, "Ethics lead"))
    assert session.playbook.roles["ethics_lead"].title == "Ethics lead"
    now = {column.id: column for column in tab.raci.model.columns}
    assert set(now) == {*before, "ethics_lead"}
    assert (now["ethics_lead"].title, now["ethics_lead"].subtitle) == ("Ethics", "lead")
    session.undo()
    assert [column.id for column in tab.raci.model.columns] == before


def test_that_an_activity_without_an_a_is_refused_at_the_cell(
    qtbot: QtBot, tab: GovernanceTab, session: Session
) -> None:  # P2.3
    before = session.plan(tab.project_id).raci
    tab.raci.go_to(None, "product_owner")
    tab.raci.model.setData(tab.raci.view.currentIndex(), "C", Qt.ItemDataRole.EditRole)
    assert session.plan(tab.project_id).raci == before


def test_that_an_answer_changes_the_tier_and_asks_for_the_signature_again(
    tab: GovernanceTab, session: Session
) -> None:  # P2.4
    assert tab.risk.verdict.text() == "Medium risk: 9 points."
    field = tab.risk.fields["people"]
    combo = field.editor
    combo.setCurrentIndex(combo.findData("people_rights"))  # type: ignore[attr-defined]
    field.commit()
    assert session.figures(tab.project_id).governance.tier is Tier.HIGH
    assert tab.risk.verdict.text() == "High risk: 13 points."
    assert tab.risk.sign.isVisibleTo(tab)
    assert tab.risk.sign.text() == "Sign as Helga Sørensen"


def test_that_the_wrong_person_can_not_lower_the_tier(
    qtbot: QtBot, tab: GovernanceTab, session: Session
) -> None:  # P2.4
    tab.risk.tier.setCurrentIndex(tab.risk.tier.findData(Tier.LOW))
    tab.risk.by.setCurrentText("Oliver Grant")
    qtbot.keyClicks(tab.risk.reason, "It is only a list")
    click(qtbot, tab, "setTier")
    assert tab.risk.problem.isVisibleTo(tab)
    assert "Only the model risk owner (Helga Sørensen)" in tab.risk.problem.text()
    assert session.figures(tab.project_id).governance.tier is Tier.MEDIUM


def test_that_a_pause_is_recorded_shown_on_the_header_and_lifted(
    qtbot: QtBot, page: ProjectPage, tab: GovernanceTab, session: Session
) -> None:  # P2.8
    qtbot.keyClicks(tab.pauses.reason, "Drift in the northern region")
    click(qtbot, tab, "pauseProject")
    assert "give both" in tab.pauses.problem.text()
    qtbot.keyClicks(tab.pauses.lifts, "A new test shows no gap")
    click(qtbot, tab, "pauseProject")
    pause = session.figures(tab.project_id).governance.pause
    assert pause is not None
    assert pause.lifts_when == "A new test shows no gap"
    assert "Drift in the northern region" in page.header.pause.text()
    assert page.header.pause.isVisible()
    qtbot.keyClicks(tab.pauses.note, "Tested again")
    click(qtbot, tab, "liftPause")
    assert session.figures(tab.project_id).governance.pause is None
    assert not page.header.pause.isVisible()
    assert "Tested again" in tab.pauses.record.text()


def test_that_a_review_is_recorded_with_one_click(
    qtbot: QtBot, page: ProjectPage, tab: GovernanceTab, session: Session
) -> None:  # P2.5
    project_id = show(tab, page, "Support")
    late = session.figures(project_id).governance.overdue[0]
    assert "1 overdue" in tab.reviews.summary.text()
    click(qtbot, tab, f"held_{late.kind}_{late.due}")
    assert session.figures(project_id).governance.overdue == ()
    assert "none overdue" in tab.reviews.summary.text()
    assert session.plan(project_id).reviews[-1].held_on == date(2026, 2, 20)


def test_that_a_project_names_a_holder_of_its_own(tab: GovernanceTab, session: Session) -> None:  # P2.2
    field = tab.rights.fields["compliance_reviewer"]
    assert field.value is None
    field.editor.setEditText("Ruth Meyer")  # type: ignore[attr-defined]
    field.commit()
    rights = {right.role: right.person_id for right in session.plan(tab.project_id).project_rights}
    assert session.portfolio.person_name(rights["compliance_reviewer"]) == "Ruth Meyer"


def test_that_a_holder_carries_a_note_that_undo_takes_back(tab: GovernanceTab, session: Session) -> None:  # P2.2
    note = tab.rights.notes["compliance_reviewer"]
    assert not note.editor.isEnabled()
    field = tab.rights.fields["compliance_reviewer"]
    field.editor.setEditText("Ruth Meyer")  # type: ignore[attr-defined]
    field.commit()
    tab.refresh()
    assert note.editor.isEnabled()
    note.editor.setText("Deputy: Petra")  # type: ignore[attr-defined]
    note.commit()
    assert "Deputy: Petra" in [right.note for right in session.plan(tab.project_id).project_rights]
    session.workspace.undo()
    assert not any(right.note for right in session.plan(tab.project_id).project_rights)


def test_that_checks_lead_to_their_place(tab: GovernanceTab) -> None:  # P2.1
    for noun in ("risk_answers", "risk_assessment", "pauses", "project_rights", "raci", "ethics", "policies"):
        assert tab.go_to(noun, None, None)


def test_that_a_foreign_letter_is_refused_in_words_that_name_the_role(
    qtbot: QtBot, tab: GovernanceTab, session: Session
) -> None:  # P2.3
    activity = session.plan(tab.project_id).raci[0]
    tab.raci.go_to(None, "product_owner")
    with qtbot.waitSignal(session.failed) as failed:
        tab.raci.model.setData(tab.raci.view.currentIndex(), "x", Qt.ItemDataRole.EditRole)
    role = session.playbook.right_title("product_owner")
    said = f"{activity.name}, {role}: takes the letters R, A, C and I, alone or together; got 'X'."
    assert failed.args == [said]
