"""A project page on the sample portfolio, driven as a person would."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """The sample portfolio in memory."""
    made = Session(sample_in_memory())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ProjectPage:
    """The page of the churn project, shown."""
    made = ProjectPage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show_project(session.portfolio.find("Churn").id, "brief")
    made.show()
    qtbot.waitExposed(made)
    return made
