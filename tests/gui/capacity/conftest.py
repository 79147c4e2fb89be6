"""The section Capacity on the sample portfolio, shown as in the window."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.gui.capacity.page import CapacityPage
from mlplanner.gui.session import Session
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """The sample portfolio in memory."""
    made = Session(sample_in_memory(date(2026, 2, 20)))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CapacityPage:
    """The section, shown; the worst cell is chosen and its ways out are known."""
    made = CapacityPage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitSignal(made.panel.tried, timeout=30_000):
        made.show()
        qtbot.waitExposed(made)
    return made
