"""Rank by keyboard and by score, must-have, and the cut-off in words (P4.9)."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mlplanner.gui.capacity.page import CapacityPage
from mlplanner.gui.capacity.rank_panel import RankPanel
from mlplanner.gui.feed import Feed
from mlplanner.gui.session import Session


@pytest.fixture
def panel(qtbot: QtBot, page: CapacityPage, session: Session) -> RankPanel:
    """The tab, shown, with the figures of all projects known."""
    feed = Feed.of(session)
    qtbot.waitUntil(lambda: feed.is_complete and feed.loads is not None, timeout=60_000)
    page.tabs.setCurrentWidget(page.ranking)
    return page.ranking


def choose(panel: RankPanel, place: int) -> None:
    item = panel.list.topLevelItem(place)
    assert item is not None
    panel.list.setCurrentItem(item)


def test_that_the_cut_off_is_named_with_project_role_and_week(panel: RankPanel, session: Session) -> None:
    said = panel.sentence.text()
    assert said.startswith("Cut-off: ")
    assert any(plan.project.name in said for plan in session.portfolio.plans.values())
    assert "FTE short in the week of" in said
    shown = [item for n in range(panel.list.topLevelItemCount()) if (item := panel.list.topLevelItem(n)) is not None]
    (marked,) = (item for item in shown if item.font(0).bold())
    assert said.startswith(marked.toolTip(0))


def test_that_alt_with_arrows_ranks_and_one_undo_takes_it_back(
    qtbot: QtBot, panel: RankPanel, session: Session
) -> None:
    before = list(session.portfolio.plans)
    choose(panel, 1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    after = [before[1], before[0], *before[2:]]
    qtbot.waitUntil(lambda: list(session.portfolio.plans) == panel.list.ids == after)
    item = panel.list.currentItem()
    assert item is not None
    assert item.data(0, Qt.ItemDataRole.UserRole) == before[1]
    session.undo()
    assert list(session.portfolio.plans) == panel.list.ids == before


def test_that_projects_are_ranked_by_score(qtbot: QtBot, panel: RankPanel, session: Session) -> None:
    assert "value 4, risk 2, feasibility 3, tier 1" in panel.weights.text()
    qtbot.mouseClick(panel.by_score, Qt.MouseButton.LeftButton)

    def texts() -> list[str]:
        shown = [panel.list.topLevelItem(place) for place in range(panel.list.topLevelItemCount())]
        return [item.text(1) for item in shown if item is not None]

    qtbot.waitUntil(lambda: "…" not in texts(), timeout=60_000)
    totals = list(map(float, texts()))
    assert totals == sorted(totals, reverse=True)
    assert list(session.portfolio.plans) == panel.list.ids


def test_that_a_tick_makes_a_project_a_must_have(qtbot: QtBot, panel: RankPanel, session: Session) -> None:
    choose(panel, 2)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.plan(panel.list.ids[2]).project.is_must_have)
    session.undo()
    assert not session.plan(panel.list.ids[2]).project.is_must_have
