"""How likely roles are short, on the Capacity screen: drawn beside the window, by role and week, with who is behind it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mlplanner.domain.lifecycle import Phase
from mlplanner.engine.simulation.portfolios import PortfolioSimulation, simulate_portfolio
from mlplanner.gui.capacity.chances import said_briefly
from mlplanner.gui.capacity.page import CapacityPage, Shown
from mlplanner.gui.feed import Feed
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields
from mlplanner.reports.formats import number


def choose(page: CapacityPage, kind: Shown) -> None:
    page.shown.setCurrentIndex(page.shown.findText(kind.value))


@pytest.fixture
def drawn(qtbot: QtBot, page: CapacityPage) -> CapacityPage:
    """The section, showing chances."""
    choose(page, Shown.CHANCE)
    qtbot.waitUntil(lambda: page.chances.is_current, timeout=30_000)
    return page


def expected(session: Session) -> PortfolioSimulation:
    return simulate_portfolio(session.portfolio, session.workspace.figures.all(), session.playbook, session.today)


def said(page: CapacityPage, row: int, column: int) -> str:
    return page.chances.cell(page.map.rows[row].key, page.map.spans[column])[1]


def test_that_each_role_and_week_shows_the_engines_chance(drawn: CapacityPage, session: Session) -> None:
    # P4.9; issue 4: chance that a role is short, per week
    found = expected(session)
    assert drawn.chances.found == found
    assert all(row.is_role for row in drawn.map.rows)
    for place, row in enumerate(drawn.map.rows):
        item = next(each for each in found.shortages if each.role == row.key)
        shown = [said(drawn, place, column) for column in range(len(drawn.map.spans))]
        assert shown == [said_briefly(chance) for chance in item.chances[: len(shown)]]
    assert any(text.endswith("%") for text in shown) or drawn.chances.worst() is not None
    assert "10,000 draws (weeks over 1,000), each project with the seed of its plan: 1" in drawn.chance.basis.text()
    assert not drawn.counts.isEnabled()


def test_that_a_chosen_week_names_the_projects_behind_it_in_rank_order(
    qtbot: QtBot, drawn: CapacityPage, session: Session
) -> None:
    qtbot.mouseClick(drawn.worst, Qt.MouseButton.LeftButton)
    worst = drawn.chances.worst()
    assert worst is not None
    assert drawn.map.key == worst[0]
    item = next(each for each in expected(session).shortages if each.role == worst[0])
    behind = item.behind[item.worst]
    tree = drawn.chance.behind
    rows = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    assert [row.data(0, Qt.ItemDataRole.UserRole) for row in rows if row] == [each.project_id for each in behind]
    assert [row.text(1) for row in rows if row] == [number(each.fte) for each in behind]
    ranks = [session.plan(each.project_id).project.rank for each in behind]
    assert ranks == sorted(ranks)
    assert "short with" in drawn.map.accessibleDescription()
    with qtbot.waitSignal(session.go_to) as went:
        tree.itemActivated.emit(rows[0], 0)
    assert went.args[0][:3] == (behind[0].project_id, "timeline", "phases")


def test_that_a_month_shows_its_worst_week(drawn: CapacityPage) -> None:
    drawn.steps.setCurrentIndex(drawn.steps.findText("Months"))
    role, column = drawn.map.rows[0].key, 1
    span = drawn.map.spans[column]
    assert drawn.chances.found is not None
    item = next(each for each in drawn.chances.found.shortages if each.role == role)
    assert said(drawn, 0, column) == said_briefly(max(item.chances[span.first : span.end]))


def test_that_an_edit_draws_anew_and_keeps_the_last_figures_until_then(
    qtbot: QtBot, drawn: CapacityPage, session: Session
) -> None:
    before = drawn.chances.found
    phase = session.portfolio.find("Churn").phases[2]
    session.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(25)))
    assert drawn.chances.found is before
    qtbot.waitUntil(lambda: drawn.chances.is_current, timeout=30_000)
    assert drawn.chances.found == expected(session) != before


def test_that_doubts_are_told_above_the_chances(qtbot: QtBot, drawn: CapacityPage, session: Session) -> None:
    assert not drawn.chance.doubts.isVisible()
    phase = session.portfolio.find("Churn").phases[2]
    session.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(1)))
    qtbot.waitUntil(lambda: drawn.chances.is_current, timeout=30_000)
    assert drawn.chance.doubts.isVisible()
    assert "Churn early warning" in drawn.chance.doubts.text()
    assert drawn.chance.doubts.y() < drawn.chance.title.y()


def test_that_cancel_stops_the_drawing(
    qtbot: QtBot, page: CapacityPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlplanner.engine.simulation import portfolios

    def endless(*arguments: object) -> PortfolioSimulation:
        report = arguments[-1]
        while True:
            report(0.4, "Churn early warning")  # type: ignore[operator]

    monkeypatch.setattr(portfolios, "simulate_portfolio", endless)
    qtbot.waitUntil(lambda: Feed.of(session).is_complete)
    choose(page, Shown.CHANCE)
    qtbot.waitUntil(lambda: page.chance.progress.isVisible() and page.chance.progress.value() == 40)
    qtbot.mouseClick(page.chance.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.chances.share is None)
    assert page.chances.found is None
    assert not page.chance.progress.isVisible()
    assert page.chance.draw.isEnabled()
    monkeypatch.undo()
    qtbot.mouseClick(page.chance.draw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.chances.is_current, timeout=30_000)


def test_that_loads_come_back_when_they_are_chosen_again(drawn: CapacityPage) -> None:
    choose(drawn, Shown.LOAD)
    assert drawn.counts.isEnabled()
    assert drawn.tabs.currentWidget() is drawn.panel
    assert drawn.map.accessibleName() == "Load by role and week"
