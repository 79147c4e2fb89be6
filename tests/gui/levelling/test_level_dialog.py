"""Level… : a run beside the window, its proposal applied, kept, stopped, let go (P4.9)."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.projects import Project
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.levelling.ways import LineSourcing
from mlplanner.gui.jobs import Jobs
from mlplanner.gui.levelling.dialog import LevelDialog
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import move_by_weeks
from mlplanner.operations.workspace import create_workspace
from tests.support.impossible import IMPOSSIBLE, fill
from tests.support.sample_files import sample_in_memory

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session(sample_in_memory(date(2026, 2, 20)))
    yield made
    made.close()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, jobs: Jobs) -> Iterator[LevelDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = LevelDialog(session, jobs, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.seconds.setValue(1)
    made.show()
    qtbot.waitExposed(made)
    yield made
    window.close()


def level(qtbot: QtBot, dialog: LevelDialog) -> None:
    qtbot.mouseClick(dialog.start_button, LEFT)
    qtbot.waitUntil(lambda: dialog.proposal is not None and dialog.start_button.isVisible(), timeout=60_000)


def test_that_the_proposal_shows_moves_reasons_and_how_good_it_is(
    qtbot: QtBot, dialog: LevelDialog, session: Session
) -> None:
    before = session.portfolio
    assert not dialog.apply_button.isEnabled()
    level(qtbot, dialog)
    assert session.portfolio is before
    move = dialog.results.moves.topLevelItem(0)
    assert move is not None
    assert move.text(0) == "HR analytics platform"
    assert move.text(1) == "6 Apr 2026"
    assert "FTE" in move.text(5)
    assert "plain priority rules" in dialog.quality.text()
    assert "before" in dialog.quality.text()
    assert dialog.results.roles.topLevelItemCount() > 0
    assert dialog.results.tabText(3).startswith("What remains (")
    assert "5 projects are under way: what has begun stays" in dialog.quality.text()


def test_that_apply_moves_the_projects_in_one_step(qtbot: QtBot, dialog: LevelDialog, session: Session) -> None:
    level(qtbot, dialog)
    assert dialog.proposal is not None
    moves = dialog.proposal.moves
    with qtbot.waitSignal(dialog.applied) as told:
        qtbot.mouseClick(dialog.apply_button, LEFT)
    assert "moved" in told.args[0]
    assert all(session.plan(move.project_id).project.start == move.new_start for move in moves)
    assert session.portfolio.levellings[0].is_applied
    assert dialog.result() == QDialog.DialogCode.Accepted
    session.undo()
    assert all(session.plan(move.project_id).project.start == move.old_start for move in moves)


def test_that_the_proposal_is_kept_as_a_scenario(qtbot: QtBot, dialog: LevelDialog, session: Session) -> None:
    level(qtbot, dialog)
    plans = session.portfolio.plans
    qtbot.mouseClick(dialog.keep_button, LEFT)
    asked = dialog.findChild(QInputDialog, "levelNameDialog")
    assert asked is not None
    assert asked.textValue() == "Levelled 20 Feb 2026"
    asked.setTextValue("Later")
    asked.accept()
    assert [each.name for each in session.portfolio.scenarios] == ["Later"]
    assert session.portfolio.plans == plans


def test_that_a_stop_keeps_the_best_so_far(qtbot: QtBot, dialog: LevelDialog) -> None:
    dialog.seconds.setValue(3600)
    qtbot.mouseClick(dialog.start_button, LEFT)
    assert dialog.stop_button.isVisible()
    assert not dialog.seconds.isEnabled()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0 or dialog.proposal is not None, timeout=60_000)
    if dialog.stop_button.isEnabled():
        qtbot.mouseClick(dialog.stop_button, LEFT)
    qtbot.waitUntil(dialog.start_button.isVisible, timeout=60_000)
    assert dialog.proposal is not None
    assert dialog.results.moves.topLevelItemCount() > 0


def test_that_a_plan_that_moves_on_makes_the_proposal_stale(
    qtbot: QtBot, dialog: LevelDialog, session: Session
) -> None:
    level(qtbot, dialog)
    assert dialog.proposal is not None
    moved = session.plan(dialog.proposal.moves[0].project_id)
    session.run(move_by_weeks(moved, 1))
    assert dialog.proposal is None
    assert not dialog.apply_button.isEnabled()
    name = session.plan(moved.id).project.name
    assert dialog.said.text() == f"{name} has changed since the portfolio was levelled; level it again."
    assert dialog.start_button.text() == "Level again"
    level(qtbot, dialog)
    assert dialog.start_button.text() == "Level"
    assert dialog.apply_button.isEnabled()


def test_that_what_levelling_does_not_depend_on_leaves_the_proposal(
    qtbot: QtBot, dialog: LevelDialog, session: Session
) -> None:
    level(qtbot, dialog)
    session.run(set_fields(Project, 1, objective="Something else"))
    assert dialog.proposal is not None
    assert dialog.apply_button.isEnabled()


def test_that_lines_may_be_sourced_in_another_way(qtbot: QtBot, dialog: LevelDialog, session: Session) -> None:
    for key in list(session.portfolio.plans):
        session.run(move_by_weeks(session.plan(key), 26))
    assert not dialog.sourcing.isChecked()
    dialog.sourcing.click()
    level(qtbot, dialog)
    assert dialog.proposal is not None
    lines = [line for move in dialog.proposal.moves for line in move.sourcing]
    table = dialog.results.sourcing
    assert (table.topLevelItemCount(), dialog.results.tabText(1)) == (len(lines), f"Sourcing ({len(lines)})")
    row = table.topLevelItem(0)
    assert row is not None
    assert (row.text(2), row.text(3) in {"Hire", "Contractor", "Managed partner"}) == ("Internal", True)
    assert "sourced in another way: EUR" in dialog.quality.text()
    people = len(session.portfolio.people)
    qtbot.mouseClick(dialog.apply_button, LEFT)
    assert len(session.portfolio.people) >= people + len(lines)
    assert all(_line(session, line).sourcing == line.after for line in lines)
    session.undo()
    assert len(session.portfolio.people) == people


def _line(session: Session, change: LineSourcing) -> StaffingLine:
    return next(line for plan in session.portfolio.plans.values() for line in plan.lines if line.id == change.line_id)


@pytest.mark.parametrize(("what", "said"), IMPOSSIBLE)
def test_that_what_cannot_be_levelled_is_told_with_the_least_change(
    qtbot: QtBot, jobs: Jobs, what: str, said: str
) -> None:
    workspace = create_workspace(None, first_settings("Impossible"))
    fill(workspace, what)
    session, window = Session(workspace), QWidget()
    qtbot.addWidget(window)
    dialog = LevelDialog(session, jobs, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    level(qtbot, dialog)
    rows = [dialog.results.remains.topLevelItem(row) for row in range(dialog.results.remains.topLevelItemCount())]
    assert any(said in row.text(0) for row in rows if row)
    assert not dialog.apply_button.isEnabled()
    assert "Nothing moves" in dialog.quality.text()
    dialog.close()
    session.close()


def test_that_discard_while_it_runs_stops_the_run(qtbot: QtBot, dialog: LevelDialog, jobs: Jobs) -> None:
    dialog.seconds.setValue(3600)
    qtbot.mouseClick(dialog.start_button, LEFT)
    qtbot.mouseClick(dialog.discard_button, LEFT)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: jobs.current is None, timeout=60_000)
    assert dialog.proposal is None


def test_that_in_a_scenario_the_moves_become_its_edits(qtbot: QtBot, dialog: LevelDialog, session: Session) -> None:
    from mlplanner.operations.scenarios import start_scenario

    made = session.run(start_scenario("What if"))
    assert made is not None
    session.enter_scenario(made.value.id or 0)
    level(qtbot, dialog)
    assert not dialog.keep_button.isEnabled()
    qtbot.mouseClick(dialog.apply_button, LEFT)
    assert not session.portfolio.levellings
    assert session.plan_workspace.portfolio.scenario_changes
