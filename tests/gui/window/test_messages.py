"""What the window says: one message for each cause, Undo for exactly the step it speaks of, signs in the theme's colours."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.projects import Project
from mlplanner.exchange.exports import find_export
from mlplanner.gui.comparison import ComparisonDialog
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.window import MainWindow
from mlplanner.operations.fields import set_fields
from tests.gui.window.conftest import sentences, small_portfolio


def taken_over(qtbot: QtBot, window: MainWindow, furnishing: Furnishing, path: Path, name: str) -> None:
    """Export the first project, give it another name in the file, and take that over."""
    assert window.session is not None
    assert furnishing.exports is not None
    assert furnishing.imports is not None
    plan = window.session.plan(1)
    furnishing.exports.make(find_export("plan.json"), plan, path)
    qtbot.waitUntil(lambda: window.jobs.current is None)
    document = json.loads(path.read_text("utf-8"))
    document["project"]["name"] = name
    path.write_text(json.dumps(document), encoding="utf-8")
    furnishing.imports.read(path)
    qtbot.waitUntil(lambda: window.findChild(ComparisonDialog) is not None)
    dialog = window.findChild(ComparisonDialog)
    assert isinstance(dialog, ComparisonDialog)
    take = dialog.findChild(QPushButton, "takeOver")
    assert isinstance(take, QPushButton)
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)


def button(window: MainWindow, name: str) -> QToolButton | None:
    """A button of a message that is shown."""
    found = (message.findChild(QToolButton, name) for message in window.messages.messages())
    return next((one for one in found if isinstance(one, QToolButton)), None)


def test_that_undo_of_an_import_takes_back_the_import(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path
) -> None:
    window.show_session(small_portfolio())
    taken_over(qtbot, window, furnishing, tmp_path / "plan.json", "Churn alarm")
    assert window.session is not None
    assert window.session.plan(1).project.name == "Churn alarm"
    undo = button(window, "message_undo")
    assert undo is not None
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert window.session.plan(1).project.name == "Churn"
    assert button(window, "message_undo") is None


def test_that_undo_of_an_import_is_gone_once_something_else_was_done(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path
) -> None:
    window.show_session(small_portfolio())
    taken_over(qtbot, window, furnishing, tmp_path / "plan.json", "Churn alarm")
    assert window.session is not None
    window.session.run(set_fields(Project, 2, name="Fraud alarm"))
    assert button(window, "message_undo") is None
    assert window.session.plan(1).project.name == "Churn alarm"
    assert window.session.plan(2).project.name == "Fraud alarm"


def test_that_a_failed_export_is_not_told_beside_one_that_worked(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path
) -> None:
    window.show_session(small_portfolio())
    assert window.session is not None
    assert furnishing.exports is not None
    plan, export = window.session.plan(1), find_export("plan.json")
    for folder in ("one", "two"):
        furnishing.exports.make(export, plan, tmp_path / folder / "plan.json")
        qtbot.waitUntil(lambda: window.jobs.current is None)
    assert len(sentences(window)) == 1
    furnishing.exports.make(export, plan, tmp_path / "plan.json")
    qtbot.waitUntil(lambda: window.jobs.current is None)
    assert sentences(window) == []
    assert len(sentences(window, "done")) == 1


def test_that_a_file_that_can_be_read_takes_away_what_was_said_of_a_bad_one(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path, portfolio_file: Path
) -> None:
    window.show_session(small_portfolio())
    assert furnishing.imports is not None
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{", encoding="utf-8")
        furnishing.imports.read(tmp_path / name)
        qtbot.waitUntil(lambda: window.jobs.current is None)
    assert len(sentences(window)) == 1
    assert "b.json" in sentences(window)[0]
    window.close_session()
    furnishing.files.open(tmp_path / "gone.mlplan")
    assert len(sentences(window)) == 1
    assert furnishing.files.open(portfolio_file)
    assert sentences(window) == []


def test_that_the_close_cross_follows_the_theme(qtbot: QtBot, window: MainWindow) -> None:
    window.messages.error("Something is wrong.")
    close = button(window, "closeMessage")
    assert close is not None
    before = close.icon().pixmap(16, 16).toImage()
    window.theme.use("dark")
    assert close.icon().pixmap(16, 16).toImage() != before
    window.theme.use("light")
    assert close.icon().pixmap(16, 16).toImage() == before
