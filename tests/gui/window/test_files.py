"""Opening, making and copying portfolio files in the window; each bad file gives one sentence and changes nothing."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mlplanner.exchange.portfolio_json import write_portfolio_json
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.new_portfolio import NewPortfolioDialog
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.theme import Theme
from mlplanner.gui.window import MainWindow
from mlplanner.operations.copies import folder_of_backups
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import open_workspace
from tests.gui.window.conftest import TODAY, sentences

CORNER = QPoint(50, 50)


def test_that_without_a_portfolio_the_welcome_page_offers_the_first_step(window: MainWindow) -> None:
    names = {button.objectName() for button in front(window).findChildren(QToolButton)}
    assert {"welcome_new", "welcome_sample", "welcome_open"} <= names
    assert not window.navigation.isVisible()


def test_that_enter_presses_a_button_of_the_welcome_page(qtbot: QtBot, window: MainWindow) -> None:
    button = front(window).findChild(QToolButton, "welcome_new")
    assert isinstance(button, QToolButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    dialog = window.findChild(NewPortfolioDialog)
    assert isinstance(dialog, NewPortfolioDialog)
    dialog.reject()


def test_that_a_portfolio_opens_and_is_remembered(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path, preferences: Preferences
) -> None:
    assert furnishing.files.open(portfolio_file)
    assert window.windowTitle().startswith("Test portfolio")
    assert window.status.file.text() == str(portfolio_file)
    assert window.status.saved.text() == "All changes saved"
    assert preferences.recent == [portfolio_file]
    assert window.pages.currentWidget() is window.page("portfolio")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 this is a workbook", "is not a portfolio"),
        (b"SQLite format 3\x00 cut off", "is damaged"),
    ],
)
def test_that_a_file_that_is_no_portfolio_gives_one_sentence(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    furnishing.files.open(portfolio_file)
    bad = tmp_path / "bad.mlplan"
    bad.write_bytes(content)
    assert not furnishing.files.open(bad)
    assert len(sentences(window)) == 1
    assert says in sentences(window)[0]
    assert window.session is not None
    assert window.session.workspace.path == portfolio_file


def test_that_a_newer_file_is_refused_and_stays_as_it_is(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    connection = sqlite3.connect(portfolio_file)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    before = portfolio_file.read_bytes()
    furnishing.files.open(portfolio_file)
    assert "newer" in sentences(window)[0]
    assert portfolio_file.read_bytes() == before


def test_that_a_missing_file_is_named(window: MainWindow, furnishing: Furnishing, tmp_path: Path) -> None:
    furnishing.files.open(tmp_path / "gone.mlplan")
    assert "gone.mlplan" in sentences(window)[0]


def test_that_a_file_open_elsewhere_can_be_opened_read_only(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    other = open_workspace(portfolio_file)
    try:
        assert not furnishing.files.open(portfolio_file)
        message = window.messages.messages()[0]
        button = next(b for b in message.findChildren(QToolButton) if b.text() == "Open read-only")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.session is not None
        assert window.session.workspace.is_read_only
        assert window.status.saved.text() == "Read-only"
        assert "read-only" in sentences(window, "warning")[0]
        window.session.run(create_project("New", TODAY))
        assert "read-only" in sentences(window)[0]
    finally:
        other.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write to read-only files")
def test_that_a_file_one_may_not_write_to_is_opened_read_only(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    portfolio_file.chmod(0o400)
    assert furnishing.files.open(portfolio_file)
    assert window.session is not None
    assert window.session.workspace.is_read_only


def test_that_a_new_portfolio_is_made_from_the_dialog(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path
) -> None:
    furnishing.files.ask_new()
    dialog = window.findChild(NewPortfolioDialog)
    assert isinstance(dialog, NewPortfolioDialog)
    field(dialog, "name").selectAll()
    qtbot.keyClicks(field(dialog, "name"), "Claims: 2026")
    assert field(dialog, "path").text().endswith("Claims  2026.mlplan")
    field(dialog, "path").clear()
    qtbot.keyClicks(field(dialog, "path"), str(tmp_path / "claims.mlplan"))
    country = dialog.findChild(QComboBox, "country")
    assert isinstance(country, QComboBox)
    country.setCurrentIndex(country.findData("DE"))
    create = dialog.findChild(QPushButton, "create")
    assert isinstance(create, QPushButton)
    qtbot.mouseClick(create, Qt.MouseButton.LeftButton)
    assert window.session is not None
    settings = window.session.portfolio.settings
    assert (settings.name, settings.currency, settings.country) == ("Claims: 2026", "EUR", "DE")
    assert (tmp_path / "claims.mlplan").exists()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [("name", "", "a name"), ("name", "x" * 200, "120"), ("path", "/nowhere/a.mlplan", "no folder")],
)
def test_that_the_dialog_says_what_is_wrong_before_anything_is_made(
    qtbot: QtBot, tmp_path: Path, name: str, text: str, says: str
) -> None:
    dialog = NewPortfolioDialog(tmp_path)
    qtbot.addWidget(dialog)
    field(dialog, name).setText(text)
    assert says in dialog.problem.text()
    assert not dialog.create_button.isEnabled()


def test_that_a_currency_is_a_code_of_three_letters(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewPortfolioDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.currency.setEditText("Euro")
    assert "three letters" in dialog.problem.text()


def test_that_a_copy_is_a_portfolio_of_its_own(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path, tmp_path: Path
) -> None:
    furnishing.files.open(portfolio_file)
    furnishing.files.save_copy(tmp_path / "copy.mlplan")
    assert "copy.mlplan" in sentences(window, "done")[0]
    copy = open_workspace(tmp_path / "copy.mlplan")
    assert len(copy.portfolio.plans) == 2
    copy.close()


def test_that_a_copy_over_the_open_portfolio_is_refused(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    furnishing.files.open(portfolio_file)
    furnishing.files.save_copy(portfolio_file)
    assert "the open portfolio itself" in sentences(window)[0]


def test_that_opening_leaves_a_backup_of_what_was_opened(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    assert window.session is None
    furnishing.files.open(portfolio_file)
    folder = folder_of_backups(portfolio_file)
    qtbot.waitUntil(lambda: len(list(folder.glob("*.mlplan"))) == 1)


def test_that_a_backup_says_where_it_lies(window: MainWindow, furnishing: Furnishing, portfolio_file: Path) -> None:
    furnishing.files.open(portfolio_file)
    assert window.session is not None
    window.session.run(create_project("Third", TODAY))
    furnishing.files.back_up()
    assert sentences(window, "done")[0].startswith("Backed up as team-")
    furnishing.files.back_up()
    assert "already holds everything" in sentences(window, "done")[0]


def test_that_the_last_file_comes_back_at_the_next_start(
    qtbot: QtBot,
    open_furnished: Callable[[], tuple[MainWindow, Furnishing]],
    portfolio_file: Path,
) -> None:
    first, furnishing = open_furnished()
    furnishing.files.open(portfolio_file)
    first.close()
    second, _ = open_furnished()
    qtbot.waitUntil(lambda: second.session is not None)
    assert second.session is not None
    assert second.session.workspace.path == portfolio_file


def test_that_the_sample_portfolio_is_made_once_and_then_opened(
    window: MainWindow, furnishing: Furnishing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlplanner.gui.files.documents_folder", lambda: tmp_path)
    assert furnishing.files.open_sample()
    assert window.session is not None
    path = window.session.workspace.path
    assert path is not None
    assert "(sample data)" in window.windowTitle()
    furnishing.files.close()
    assert furnishing.files.open_sample()
    assert window.session.workspace.path == path


def test_that_a_portfolio_dropped_on_the_window_opens(window: MainWindow, portfolio_file: Path) -> None:
    drop(window, portfolio_file)
    assert window.session is not None
    assert window.session.workspace.path == portfolio_file


def test_that_a_workbook_dropped_without_a_portfolio_says_what_to_do(window: MainWindow, tmp_path: Path) -> None:
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(b"PK")
    drop(window, workbook)
    assert "open or make one first" in sentences(window)[0]


# P9.2
def test_that_a_whole_portfolio_as_json_dropped_on_the_window_becomes_a_file_of_its_own(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, portfolio_file: Path, tmp_path: Path
) -> None:
    source, target = portfolio_as_json(portfolio_file, tmp_path), tmp_path / "copy of it.mlplan"
    drop(window, source)
    dialog = window.findChild(QFileDialog, "fileDialog")
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("all.mlplan")
    dialog.fileSelected.emit(str(target))
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session is not None
    assert window.session.workspace.path == target
    assert any("made of all.json" in sentence for sentence in sentences(window, "done"))
    dialog.close()


def test_that_a_spoilt_portfolio_as_json_is_told_and_leaves_no_file(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, tmp_path: Path
) -> None:
    source = tmp_path / "all.json"
    source.write_text('{"format": "mlplanner-portfolio", "version": 2}', "utf-8")
    furnishing.files.create_from(source, tmp_path / "new.mlplan")
    qtbot.waitUntil(lambda: bool(sentences(window)))
    assert sentences(window) == ["all.json, settings: is missing; add it or export the plan again."]
    assert window.session is None
    assert list(tmp_path.glob("*.mlplan")) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", b"PK\x03\x04 nothing", "plan.xlsx"),
        ("plan.json", b'{"format": "mlplanner-plan"}', "plan.json"),
        ("other.json", b"{}", "is JSON but not a plan of mlplanner"),
        ("plan.xml", b"<?xml version='1.0'?><Project/>", "plan.xml"),
        ("gates.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "gates.ics"),
        ("pack.pdf", b"%PDF-1.7 nothing", "pack.pdf"),
        ("letter.txt", b"Dear all", "letter.txt"),
        ("nothing.bin", b"", "nothing.bin"),
        ("lost.mlplan", b"Dear all", "lost.mlplan is not a portfolio of mlplanner"),
    ],
)
def test_that_a_file_of_any_kind_dropped_on_the_window_is_answered_in_one_sentence(
    qtbot: QtBot,
    window: MainWindow,
    furnishing: Furnishing,
    portfolio_file: Path,
    tmp_path: Path,
    name: str,
    content: bytes,
    said: str,
) -> None:
    furnishing.files.open(portfolio_file)
    assert window.session is not None
    revision = window.session.portfolio.revision
    (tmp_path / name).write_bytes(content)
    drop(window, tmp_path / name)
    qtbot.waitUntil(lambda: bool(sentences(window)))
    (sentence,) = sentences(window)
    assert said in sentence
    assert sentence.endswith(".")
    assert window.session.portfolio.revision == revision
    assert window.session.workspace.path == portfolio_file


def test_that_a_workbook_dropped_on_a_text_field_is_read_and_not_written_into_the_plan(
    qtbot: QtBot, window: MainWindow, furnishing: Furnishing, portfolio_file: Path, tmp_path: Path
) -> None:
    furnishing.files.open(portfolio_file)
    assert window.session is not None
    project_id = next(iter(window.session.portfolio.plans))
    window.show_project(project_id, "brief")
    objective = front(window).findChild(QPlainTextEdit, "objective")
    assert objective is not None
    qtbot.waitUntil(lambda: objective.height() > 0 and objective.isVisible())
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(b"PK")
    drop(window, workbook, objective.mapTo(window, objective.rect().center()))
    qtbot.waitUntil(lambda: bool(sentences(window)))
    assert "plan.xlsx" in sentences(window)[0]
    assert objective.toPlainText() == ""


def test_that_a_workbook_dropped_before_all_is_loaded_is_answered(
    qtbot: QtBot, preferences: Preferences, qapp: QApplication, tmp_path: Path
) -> None:
    window = MainWindow(preferences, Theme(qapp, "light"))
    qtbot.addWidget(window)
    Furnishing(window)
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(b"PK")
    drop(window, workbook)
    assert "open or make one first" in sentences(window)[0]
    window.close()


def test_that_closing_brings_the_welcome_page_back_with_the_recent_file(
    window: MainWindow, furnishing: Furnishing, portfolio_file: Path
) -> None:
    furnishing.files.open(portfolio_file)
    window.actions_by_id["close"].trigger()
    assert window.session is None
    recent = [b for b in front(window).findChildren(QToolButton) if b.objectName() == "recentFile"]
    assert [button.toolTip() for button in recent] == [str(portfolio_file)]


def front(window: MainWindow) -> QWidget:
    page = window.pages.currentWidget()
    assert page is not None
    return page


def field(dialog: NewPortfolioDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def portfolio_as_json(portfolio_file: Path, folder: Path) -> Path:
    workspace = open_workspace(portfolio_file, read_only=True, make_backup=False)
    write_portfolio_json(workspace.portfolio, folder / "all.json")
    workspace.close()
    return folder / "all.json"


def drop(window: MainWindow, path: Path, place: QPoint = CORNER) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    surface = window.windowHandle()
    QApplication.sendEvent(surface, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(surface, QDropEvent(QPointF(place), copy, data, left, none))
