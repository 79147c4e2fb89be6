"""A furnished window with preferences of its own, on portfolios in memory and in files."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.session import Session
from mlplanner.gui.theme import Theme
from mlplanner.gui.window import MainWindow
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import create_workspace

TODAY = date(2026, 3, 2)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Nothing kept yet."""
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def open_furnished(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences
) -> Iterator[Callable[[], tuple[MainWindow, Furnishing]]]:
    """Makes a window as the start does, as often as asked."""
    made: list[MainWindow] = []

    def make() -> tuple[MainWindow, Furnishing]:
        window = MainWindow(preferences, Theme(qapp, "light"))
        qtbot.addWidget(window)
        furnishing = Furnishing(window)
        window.show()
        qtbot.waitExposed(window)
        furnishing.open_at_start(None, is_sample=False)
        qtbot.waitUntil(lambda: furnishing.exports is not None)
        made.append(window)
        return window, furnishing

    yield make
    for window in made:
        window.close()


@pytest.fixture
def furnishing(open_furnished: Callable[[], tuple[MainWindow, Furnishing]]) -> Furnishing:
    """One furnished window, on the welcome page."""
    return open_furnished()[1]


@pytest.fixture
def window(furnishing: Furnishing) -> MainWindow:
    """Its window."""
    found = furnishing.parent()
    assert isinstance(found, MainWindow)
    return found


def small_portfolio(path: Path | None = None) -> Session:
    """Two projects."""
    session = Session(create_workspace(path, first_settings("Test portfolio"), today=lambda: TODAY))
    session.run(create_project("Churn", TODAY))
    session.run(create_project("Fraud", TODAY))
    return session


@pytest.fixture
def portfolio_file(tmp_path: Path) -> Path:
    """A portfolio file with two projects, closed."""
    path = tmp_path / "team.mlplan"
    small_portfolio(path).close()
    return path


def sentences(window: MainWindow, tone: str = "error") -> list[str]:
    """What the message bar says."""
    return [message.text for message in window.messages.messages() if message.tone == tone]
