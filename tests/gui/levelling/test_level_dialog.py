"""Level… : a run beside the window, its proposal applied, kept, stopped, let go (P4.9)."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.gui.jobs import Jobs
from mlplanner.gui.levelling.dialog import LevelDialog
from mlplanner.gui.session import Session
from mlplanner.operations.projects import move_by_weeks
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
    assert dialog.results.tabText(2).startswith("What remains (")


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
    assert "level it again" in dialog.said.text()


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
