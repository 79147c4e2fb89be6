"""The section Programme on the sample portfolio, shown as in the window."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.gui.feed import Feed
from mlplanner.gui.programme.page import ProgrammePage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from tests.gui.hands import Hand
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """The sample portfolio in memory."""
    made = Session(sample_in_memory(date(2026, 2, 20)))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ProgrammePage:
    """The section, shown, with all figures known."""
    made = ProgrammePage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    feed = Feed.of(session)
    qtbot.waitUntil(lambda: feed.loads is not None, timeout=30_000)
    return made


@pytest.fixture
def hand(qtbot: QtBot) -> Callable[[GridView], Hand]:
    """Somebody in front of a grid, with the focus in it."""

    def take(grid: GridView) -> Hand:
        grid.setFocus()
        return Hand(qtbot, grid)

    return take
