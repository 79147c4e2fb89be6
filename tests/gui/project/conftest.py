"""A project page on the sample portfolio, driven as a person would."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.session import Session
from mlplanner.operations.sample import create_sample


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """The sample portfolio in memory."""
    made = Session(create_sample(None))
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
