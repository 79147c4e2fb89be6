"""The Portfolio section on the sample portfolio, shown at the size of a small laptop."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.results import Timeline
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.portfolio.rows import ProjectRow
from mlplanner.gui.session import Session
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 2, 20)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """The sample portfolio in memory."""
    made = Session(sample_in_memory(TODAY))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PortfolioPage:
    """The page, with all figures computed."""
    made = PortfolioPage(session)
    qtbot.addWidget(made)
    made.resize(1084, 720)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.feed.loads is not None)
    return made


def names(page: PortfolioPage) -> list[str]:
    """The projects shown, from top to bottom."""
    return [line.plan.project.name for line in page.model.lines if isinstance(line, ProjectRow)]


def plan_named(session: Session, name: str) -> ProjectPlan:
    """A project by the beginning of its name."""
    return session.portfolio.find(name)


def bar_point(page: PortfolioPage, plan: ProjectPlan, phase: int, *, at_end: bool = False) -> QPointF:
    """A point in the middle, or at the end, of a phase's bar; the roadmap is scrolled so that it is in view."""
    line: Timeline = page.session.figures(plan.id).timeline
    roadmap, dates = page.roadmap, line.phases[phase]
    left, right = roadmap.scale.x(dates.start), roadmap.scale.end_x(dates.end)
    x = right - 1 if at_end else (left + right) / 2
    roadmap.horizontalScrollBar().setValue(round(x - roadmap.viewport().width() / 2))
    y = roadmap.top_of(page.model.row_of(plan.id)) + roadmap.row_height / 2
    return QPointF(x - roadmap.horizontalScrollBar().value(), y)


def drag(page: PortfolioPage, start: QPointF, weeks: float, *, release: bool = True) -> None:
    """Drag from a point by some weeks, in a few moves as a hand does."""
    viewport, left = page.roadmap.viewport(), Qt.MouseButton.LeftButton
    width = page.roadmap.scale.week_width * weeks
    QTest.mousePress(viewport, left, pos=start.toPoint())
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(viewport, (start + QPointF(width * part, 0)).toPoint())
    if release:
        QTest.mouseRelease(viewport, left, pos=(start + QPointF(width, 0)).toPoint())
