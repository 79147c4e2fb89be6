"""The shell: undo and redo, messages, what comes back at the next start, themes, go-to, closing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.people import Person
from mlplanner.domain.projects import Project
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.help import HelpWindow
from mlplanner.gui.palette import Entry, Palette, best, score
from mlplanner.gui.people.page import PeoplePage
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.theme import colours
from mlplanner.gui.window import MainWindow
from mlplanner.operations.fields import add_row, set_fields
from tests.gui.window.conftest import sentences, small_portfolio


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window on two projects in memory."""
    window.show_session(small_portfolio())
    return window


def first_project(window: MainWindow) -> int:
    assert window.session is not None
    return next(iter(window.session.portfolio.plans))


def rename(window: MainWindow, name: str) -> None:
    assert window.session is not None
    window.session.run(set_fields(Project, first_project(window), name=name))


def test_that_undo_names_what_it_takes_back(opened: MainWindow) -> None:
    rename(opened, "Churn early")
    assert opened.session is not None
    assert opened.actions_by_id.title("undo") == "Undo: Change Name (project)"
    opened.actions_by_id["undo"].trigger()
    assert opened.session.plan(first_project(opened)).project.name == "Churn"
    assert opened.actions_by_id.title("redo") == "Redo: Change Name (project)"
    opened.actions_by_id["redo"].trigger()
    assert opened.session.plan(first_project(opened)).project.name == "Churn early"


def test_that_a_refused_edit_shows_one_sentence_which_leaves_with_the_next_good_one(opened: MainWindow) -> None:
    rename(opened, "")
    assert sentences(opened) == ["Name: must not be empty."]
    rename(opened, "Better")
    assert sentences(opened) == []


def test_that_open_projects_and_the_tab_come_back_at_the_next_start(
    open_furnished: Callable[[], tuple[MainWindow, Furnishing]], portfolio_file: Path
) -> None:
    first, furnishing = open_furnished()
    furnishing.files.open(portfolio_file)
    project_id = first_project(first)
    first.show_project(project_id, "value")
    first.resize(790, 640)
    first.close()
    second, again = open_furnished()
    again.files.open(portfolio_file)
    assert second.current_project_id == project_id
    assert second.project_page().current_tab == "value"
    assert second.height() == 640


def test_that_a_removed_project_leaves_the_open_ones_and_undo_brings_it_back(opened: MainWindow) -> None:
    project_id = first_project(opened)
    opened.show_section("portfolio")
    page = opened.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.table.select(project_id)
    opened.actions_by_id["remove_project"].trigger()
    assert opened.session is not None
    assert project_id not in opened.session.portfolio.plans
    undo = next(b for b in opened.messages.findChildren(QToolButton) if b.text() == "Undo")
    undo.click()
    assert project_id in opened.session.portfolio.plans


def test_that_the_page_of_a_removed_project_gives_way_to_the_portfolio(opened: MainWindow) -> None:
    project_id = first_project(opened)
    opened.show_project(project_id)
    assert opened.session is not None
    page = opened.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.edits.remove([project_id])
    assert opened.pages.currentWidget() is page


def test_that_an_open_project_is_closed_by_delete_and_stays_in_the_portfolio(qtbot: QtBot, opened: MainWindow) -> None:
    project_id = first_project(opened)
    opened.show_project(project_id)
    qtbot.keyClick(opened.navigation, Qt.Key.Key_Delete)
    assert opened.pages.currentWidget() is opened.page("portfolio")
    assert opened.session is not None
    assert project_id in opened.session.portfolio.plans


def test_that_a_project_opened_from_its_line_has_the_cursor_on_its_tabs(qtbot: QtBot, opened: MainWindow) -> None:
    page = opened.page("portfolio")
    assert isinstance(page, PortfolioPage)
    qtbot.waitUntil(page.table.isVisible)
    page.table.select(first_project(opened))
    page.table.setFocus()
    opened.show_project(first_project(opened))
    assert opened.focusWidget() is opened.project_page().tabs.tabBar()


def test_that_a_finding_leads_to_its_project_and_tab(opened: MainWindow) -> None:
    project_id = first_project(opened)
    assert opened.session is not None
    opened.session.go_to.emit(Finding("x", Severity.MUST, "", project_id, "value", "value", None, None))
    assert opened.current_project_id == project_id
    assert opened.project_page().current_tab == "value"


def test_that_light_and_dark_exchange_every_colour(opened: MainWindow, preferences: Preferences) -> None:
    opened.actions_by_id["theme_dark"].trigger()
    assert colours().is_dark
    assert QApplication.palette().window().color() == colours().pale
    assert preferences.theme == "dark"
    opened.actions_by_id["theme_light"].trigger()
    assert not colours().is_dark
    assert opened.actions_by_id["theme_light"].isChecked()


def test_that_no_two_actions_share_a_shortcut_and_every_one_is_in_a_menu(opened: MainWindow) -> None:
    book = opened.actions_by_id
    keys = [key.toString() for record in book.records() for key in book[record.id].shortcuts()]
    assert len(keys) == len(set(keys))
    in_menus = {action for menu in opened.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert [record.id for record in book.records() if book[record.id] not in in_menus] == []


def test_that_everything_one_can_press_has_a_name_to_speak(opened: MainWindow) -> None:
    opened.show_project(first_project(opened))
    unnamed = []
    for widget in opened.findChildren(QWidget):
        if isinstance(widget, QToolButton | QLineEdit) and widget.isVisibleTo(opened):
            interface = QAccessible.queryAccessibleInterface(widget)
            is_inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit)
            if not interface.text(QAccessible.Text.Name) and not is_inner:
                unnamed.append(widget.objectName() or type(widget).__name__)
    assert [name for name in unnamed if name not in {"ScrollLeftButton", "ScrollRightButton"}] == []


def test_that_go_to_finds_a_project_by_parts_of_its_name(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_by_id["palette"].trigger()
    palette = opened.findChild(Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, "frau")
    found = palette.findChild(QListWidget, "paletteList")
    assert isinstance(found, QListWidget)
    assert found.item(0).text() == "Fraud"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened.session is not None
    assert opened.current_project_id is not None
    assert opened.session.plan(opened.current_project_id).project.name == "Fraud"


def go_to(qtbot: QtBot, window: MainWindow, words: str) -> None:
    window.actions_by_id["palette"].trigger()
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    palette.field.setText(words)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_that_go_to_shows_a_person(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.session is not None
    for name in ("Ann Lee", "Ελένη Παπαδοπούλου"):
        opened.session.run(add_row(Person(name=name)))
    go_to(qtbot, opened, "παπα")
    page = opened.pages.currentWidget()
    assert isinstance(page, PeoplePage)
    assert page.team.person is not None
    assert page.team.person.name == "Ελένη Παπαδοπούλου"


def test_that_go_to_finds_the_tabs_of_the_project_that_is_shown(qtbot: QtBot, opened: MainWindow) -> None:
    opened.show_project(first_project(opened))
    go_to(qtbot, opened, "approval")
    assert opened.project_page().current_tab == "approval"
    assert opened.current_project_id == first_project(opened)
    go_to(qtbot, opened, "timeli")
    assert opened.project_page().current_tab == "timeline"


def test_that_go_to_runs_a_command(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_by_id["palette"].trigger()
    palette = opened.findChild(Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, "dark col")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert colours().is_dark
    opened.actions_by_id["theme_light"].trigger()


def test_that_beginnings_count_more_than_middles() -> None:
    entries = [Entry("Sales lead scoring", "project", print), Entry("Lead generation", "project", print)]
    assert [entry.title for entry in best("lead", entries)] == ["Lead generation", "Sales lead scoring"]
    assert score("zzz", entries[0]) is None
    assert best("", entries) == entries


def test_that_the_manual_is_searched(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_by_id["help"].trigger()
    manual = opened.findChild(HelpWindow)
    assert isinstance(manual, HelpWindow)
    qtbot.keyClicks(manual.search, "backup")
    shown = [
        manual.chapters.item(i).text() for i in range(manual.chapters.count()) if not manual.chapters.item(i).isHidden()
    ]
    assert "Files, copies and backups" in shown
    assert "Keyboard" not in shown
    manual.search.setText("xyzzy")
    assert "No chapter" in manual.text.toPlainText()
    manual.close()


def test_that_the_manual_names_the_shortcuts_that_exist(opened: MainWindow) -> None:
    manual = HelpWindow()
    manual.show_chapter("Keyboard")
    text = manual.text.toPlainText()
    book = opened.actions_by_id
    for key in ("palette", "new_project", "open", "import", "copy", "rename_project", "undo"):
        keys = book[key].shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        assert keys in text


def test_that_details_of_a_message_can_be_seen_and_copied(qtbot: QtBot, window: MainWindow) -> None:
    message = window.messages.error("It failed.", details="line 1\nline 2")
    for name in ("Details", "Copy"):
        button = next(b for b in message.findChildren(QToolButton) if b.text() == name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    box = message.findChild(QPlainTextEdit, "messageDetails")
    assert isinstance(box, QPlainTextEdit)
    assert box.isVisible()
    assert QApplication.clipboard().text() == "It failed.\n\nline 1\nline 2"
    close = next(b for b in message.findChildren(QToolButton) if b.objectName() == "closeMessage")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.messages.isVisible()


def test_that_damaged_preferences_give_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_text('[view]\ntheme=[1\nscale="\\"big\\""\n[files]\nrecent=7\n', encoding="utf-8")
    preferences = Preferences(path)
    assert (preferences.theme, preferences.scale, preferences.recent) == ("system", 100, [])


def test_that_the_order_of_a_table_comes_back_at_the_next_start(
    qtbot: QtBot, open_furnished: Callable[[], tuple[MainWindow, Furnishing]], portfolio_file: Path
) -> None:
    window, furnishing = open_furnished()
    furnishing.files.open(portfolio_file)
    assert window.session is not None
    for name in ("Ann Lee", "Zoe Adams", "Bo Smith"):
        window.session.run(add_row(Person(name=name)))
    window.show_section("people")
    page = window.pages.currentWidget()
    assert isinstance(page, PeoplePage)
    page.team.people.sort_by("name", is_descending=True)
    window.close()
    window, furnishing = open_furnished()
    assert furnishing.files.open(portfolio_file) or window.session is not None
    window.show_section("people")
    page = window.pages.currentWidget()
    assert isinstance(page, PeoplePage)
    assert [person.name for person in page.team.people.records.rows] == ["Zoe Adams", "Bo Smith", "Ann Lee"]
