"""The window on a small laptop, and on a large one at 200 %: everything is reachable, nothing is cut off."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.session import Session
from mlplanner.gui.window import MainWindow
from tests.support.sample_files import sample_in_memory

SIZES = ((1024, 700), (960, 540))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def small(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[MainWindow]:
    """The window with the sample portfolio, at a small size."""
    window.resize(*request.param)
    window.show_session(Session(sample_in_memory(date(2026, 2, 20))))
    yield window
    assert (window.width(), window.height()) == request.param


def squeezed(page: QWidget) -> list[str]:
    """Controls that are narrower than their text, or reach beyond what holds them."""
    found = []
    for control in page.findChildren(QWidget):
        is_control = isinstance(control, QAbstractButton | QComboBox | QLineEdit)
        holder = control.parentWidget()
        if not is_control or holder is None or not control.isVisible() or isinstance(holder, QScrollBar | QLineEdit):
            continue
        least = control.minimumSizeHint()
        is_whole = control.width() >= least.width() and control.height() >= least.height() - 1
        if not is_whole or not holder.rect().contains(control.geometry()):
            found.append(f"{control.objectName()} in {holder.objectName() or type(holder).__name__}")
    return found


@pytest.mark.parametrize("section", [section.id for section in SECTIONS])
def test_that_every_section_fits_a_small_window(qtbot: QtBot, small: MainWindow, section: str) -> None:
    small.show_section(section)
    page = small.pages.currentWidget()
    assert page is not None
    qtbot.waitUntil(lambda: page.isVisible() and page.width() > 0)
    assert small.navigation.width() >= 150
    assert squeezed(page) == []


@pytest.mark.parametrize("tab", [tab.id for tab in TABS])
def test_that_every_tab_of_a_project_fits_a_small_window(qtbot: QtBot, small: MainWindow, tab: str) -> None:
    assert small.session is not None
    small.show_project(next(iter(small.session.portfolio.plans)), tab)
    page = small.project_page()
    qtbot.waitUntil(lambda: page.tab(tab).isVisible())
    assert small.navigation.width() >= 150
    assert squeezed(page.header) == squeezed(page.tab(tab)) == []


def test_that_checks_give_way_in_a_small_window_and_come_when_asked_for(qtbot: QtBot, small: MainWindow) -> None:
    assert small.session is not None
    small.show_project(next(iter(small.session.portfolio.plans)))
    page = small.project_page()
    assert not page.checks.isVisible()
    qtbot.mouseClick(page.checks_button, Qt.MouseButton.LeftButton)
    assert page.checks.isVisible()
    small.save_state()
    again = ProjectPage(small.session)
    qtbot.addWidget(again)
    again.restore(small.preferences)
    assert again.checks_button.isChecked()


def test_that_checks_show_where_there_is_room(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    window.show_session(Session(sample_in_memory(date(2026, 2, 20))))
    assert window.session is not None
    window.show_project(next(iter(window.session.portfolio.plans)))
    qtbot.waitUntil(window.project_page().checks.isVisible)
