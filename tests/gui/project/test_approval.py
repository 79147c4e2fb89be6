"""Gates are decided on the Approval tab: what speaks against it is said before the button works (P3.2–P3.4)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import ArtifactState, GateOutcome, GateState
from mlplanner.domain.governance import EthicsItem, ItemState
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.gui.project.approval import ApprovalTab
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields, set_many
from mlplanner.operations.gates import waive_artifact
from mlplanner.operations.people import name_in_field


@pytest.fixture
def tab(page: ProjectPage) -> ApprovalTab:
    page.show_tab("approval")
    made = page.tab("approval")
    assert isinstance(made, ApprovalTab)
    return made


def accept_all(session: Session, tab: ApprovalTab) -> None:
    gate = tab._gate()
    artifacts = session.plan(tab.project_id).artifacts_of(gate)
    ethics = [(EthicsItem, e.id or 0, {"state": ItemState.DONE}) for e in session.plan(tab.project_id).ethics]
    session.run(set_many("Review", ethics))
    session.run(set_many("Accept", [(Artifact, a.id or 0, {"state": ArtifactState.ACCEPTED}) for a in artifacts]))


def give_reason(qtbot: QtBot, tab: ApprovalTab, text: str = "The evidence holds.") -> None:
    qtbot.keyClicks(tab.decision.reason, text)


def test_that_the_next_gate_is_chosen_and_its_gaps_are_named(tab: ApprovalTab) -> None:
    assert tab.heading.text() == "Prototype gate"
    assert "9 of 11" in tab.missing.text()
    assert "Ethical review with mitigations" in tab.missing.text()


def test_that_a_go_is_off_while_artifacts_are_missing(qtbot: QtBot, tab: ApprovalTab) -> None:  # P3.4
    give_reason(qtbot, tab)
    assert not tab.decision.decide.isEnabled()
    assert "Ethical review" in tab.decision.refusals.text()


def test_that_a_complete_gate_is_decided_and_undone(qtbot: QtBot, tab: ApprovalTab, session: Session) -> None:  # P3.4
    accept_all(session, tab)
    give_reason(qtbot, tab)
    assert tab.decision.refusals.text() == ""
    qtbot.mouseClick(tab.decision.decide, Qt.MouseButton.LeftButton)
    plan = session.plan(tab.project_id)
    gate = plan.gates[1]
    assert plan.gate_state(gate) == GateState.GO
    assert plan.decisions_of(gate)[-1].reason == "The evidence holds."
    assert "◆ G2" in tab.gates.item(1).text()
    session.undo()
    assert session.plan(tab.project_id).gate_state(gate) == GateState.OPEN


def test_that_a_hold_needs_only_a_reason(qtbot: QtBot, tab: ApprovalTab, session: Session) -> None:  # P3.4
    tab.decision.outcome.setCurrentIndex(tab.decision.outcome.findData(GateOutcome.HOLD))
    assert not tab.decision.decide.isEnabled()
    give_reason(qtbot, tab, "Wait for the ethical review.")
    qtbot.mouseClick(tab.decision.decide, Qt.MouseButton.LeftButton)
    plan = session.plan(tab.project_id)
    assert plan.gate_state(plan.gates[1]) == GateState.HOLD


def test_that_conditions_need_text_owner_and_day(qtbot: QtBot, tab: ApprovalTab, session: Session) -> None:  # P3.4
    accept_all(session, tab)
    give_reason(qtbot, tab)
    tab.decision.outcome.setCurrentIndex(tab.decision.outcome.findData(GateOutcome.GO_WITH_CONDITIONS))
    assert not tab.decision.decide.isEnabled()
    qtbot.mouseClick(tab.decision.add_condition, Qt.MouseButton.LeftButton)
    row = tab.decision.rows[0]
    qtbot.keyClicks(row.text, "Rollback drilled")
    assert not tab.decision.decide.isEnabled()
    row.owner.setCurrentIndex(1)
    assert tab.decision.decide.isEnabled()
    qtbot.mouseClick(tab.decision.decide, Qt.MouseButton.LeftButton)
    condition = session.plan(tab.project_id).conditions[-1]
    assert condition.text == "Rollback drilled"
    button = tab.log.findChild(QPushButton, f"met_{condition.id}")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.plan(tab.project_id).conditions[-1].met_on == session.today


def test_that_a_gate_without_a_named_owner_can_t_be_decided(
    qtbot: QtBot, tab: ApprovalTab, session: Session
) -> None:  # P3.2
    session.run(set_fields(Gate, tab._gate_id, owner_id=None))
    give_reason(qtbot, tab)
    tab.decision.outcome.setCurrentIndex(tab.decision.outcome.findData(GateOutcome.HOLD))
    assert "no named owner" in tab.decision.refusals.text()
    assert not tab.decision.decide.isEnabled()


def test_that_a_waiver_is_by_name_and_with_a_reason(qtbot: QtBot, tab: ApprovalTab, session: Session) -> None:  # P3.4
    artifact = session.plan(tab.project_id).artifacts_of(tab._gate())[-1]
    assert tab.artifacts.go_to(artifact.id, None)
    button = tab.findChild(QPushButton, "waive")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = tab.findChild(QInputDialog, "waiveDialog")
    assert isinstance(dialog, QInputDialog)
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Covered by the group review")
    dialog.accept()
    kept = next(a for a in session.plan(tab.project_id).artifacts if a.id == artifact.id)
    assert (kept.state, kept.waived_reason) == (ArtifactState.WAIVED, "Covered by the group review")
    assert kept.waived_by_id == tab._gate().owner_id


def test_that_a_waiver_without_a_reason_is_refused(tab: ApprovalTab, session: Session) -> None:  # P3.4
    artifact = session.plan(tab.project_id).artifacts_of(tab._gate())[-1]
    said: list[str] = []
    session.failed.connect(said.append)
    tab._run(lambda: waive_artifact(artifact, tab._gate().owner_id, "  "))
    assert said
    assert "needs the name of who waives it and a reason" in said[0]


def test_that_a_file_is_attached_with_its_hash(
    qtbot: QtBot, tab: ApprovalTab, session: Session, tmp_path: Path
) -> None:  # P3.3
    evidence = tmp_path / "evidence.txt"
    evidence.write_text("numbers")
    artifact = session.plan(tab.project_id).artifacts_of(tab._gate())[0]
    tab.artifacts.go_to(artifact.id, None)
    button = tab.findChild(QPushButton, "attach")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = tab.findChild(QFileDialog, "attachDialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(evidence))
    dialog.reject()
    kept = next(a for a in session.plan(tab.project_id).artifacts if a.id == artifact.id)
    assert (kept.file_name, len(kept.file_sha256)) == ("evidence.txt", 64)


def test_that_exports_are_asked_of_the_window(qtbot: QtBot, page: ProjectPage, tab: ApprovalTab) -> None:
    button = tab.findChild(QPushButton, "pack.pdf")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(page.export_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["pack.pdf"]


def test_that_a_long_name_of_who_decides_takes_a_second_line(session: Session, page: ProjectPage) -> None:
    page.show_tab("approval")
    tab = page.tab("approval")
    assert isinstance(tab, ApprovalTab)
    before = tab.decision.minimumSizeHint().width()
    gate = session.plan(page.project_id).next_gate
    assert gate is not None
    session.run(name_in_field(Gate, gate.id or 0, "owner_id", "Wolfeschlegelstein " * 4))
    assert tab.decision.minimumSizeHint().width() <= before


def test_that_the_state_of_an_artifact_is_in_sight_and_the_page_stays_low(tab: ApprovalTab, page: ProjectPage) -> None:
    header = tab.artifacts.view.horizontalHeader()
    assert header.sectionSize(0) < header.fontMetrics().averageCharWidth() * 45
    tall = page.minimumSizeHint().height()
    tab.decision.refusals.setText("One more sentence that speaks against it.\n" * 40)
    assert page.minimumSizeHint().height() == tall


def test_that_a_stale_approval_lists_what_changed(page: ProjectPage, session: Session) -> None:  # P3.4
    page.show_project(session.portfolio.find("Attrition").id, "approval")
    tab = page.tab("approval")
    assert isinstance(tab, ApprovalTab)
    assert "Changed since the approval: Discovery gate" in tab.approval.heading.text()
    assert "≠ ML engineer now contractor" in tab.approval.changes.text()
    assert "stale" in page.header._facts["Approval"].value.text()


def test_that_a_fresh_approval_says_so_and_a_plan_without_one_shows_no_card(
    page: ProjectPage, session: Session, tab: ApprovalTab
) -> None:  # P3.4
    assert "As approved: Discovery gate" in tab.approval.heading.text()
    assert not tab.approval.changes.isVisible()
    page.show_project(session.portfolio.find("Predictive").id, "approval")
    assert not tab.approval.isVisible()
    assert page.header._facts["Approval"].value.text() == "none yet"


def test_that_who_signs_is_typed_at_the_gate(qtbot: QtBot, tab: ApprovalTab, session: Session) -> None:  # P3.6
    gate = session.plan(tab.project_id).gates[2]
    assert tab.go_to("gates", gate.id, "rollback_cost")
    assert tab._terms is not None
    editor = tab._terms.form.fields["rollback_cost"].editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "75000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert session.plan(tab.project_id).gates[2].rollback_cost == 75_000


def test_that_a_withdrawn_project_is_resumed_by_a_new_decision(
    qtbot: QtBot, tab: ApprovalTab, session: Session
) -> None:  # P3.4
    for outcome, state in ((GateOutcome.WITHDRAW, GateState.WITHDRAW), (GateOutcome.DEFER, GateState.DEFER)):
        tab.decision.outcome.setCurrentIndex(tab.decision.outcome.findData(outcome))
        give_reason(qtbot, tab, "The market changed.")
        qtbot.mouseClick(tab.decision.decide, Qt.MouseButton.LeftButton)
        plan = session.plan(tab.project_id)
        assert plan.gate_state(plan.gates[1]) == state
    assert "▷ G2" in tab.gates.item(1).text()
