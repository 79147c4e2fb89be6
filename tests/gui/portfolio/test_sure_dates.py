"""P80 in the Portfolio section: a column, and whiskers at the bars; drawn beside the window, those in sight first."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mlplanner.domain.lifecycle import Phase
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.gui.portfolio.columns import COLUMNS
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.portfolio.rows import ProjectRow
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields
from mlplanner.reports.formats import day
from tests.gui.portfolio.conftest import bar_point, names, plan_named

_P80 = next(place for place, column in enumerate(COLUMNS) if column.id == "p80")


def said(page: PortfolioPage, name: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
    row = page.model.row_of(plan_named(page.session, name).id)
    return str(page.model.index(row, _P80).data(role))


def wait_for_all(qtbot: QtBot, page: PortfolioPage) -> None:
    rows = [line for line in page.model.lines if isinstance(line, ProjectRow)]
    qtbot.waitUntil(lambda: all(said(page, row.plan.project.name) != "…" for row in rows), timeout=15_000)


def test_that_the_column_fills_up_with_the_engines_dates_and_sorts(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    # P4.9, issue: P80 date in the portfolio
    assert not page.table.isColumnHidden(_P80)
    wait_for_all(qtbot, page)
    dates = {}
    for key, plan in session.portfolio.plans.items():
        found = simulate_project(session.portfolio, plan, session.playbook, session.figures(key)).delivery.p80
        dates[plan.project.name] = found
        assert said(page, plan.project.name) == day(found)
    assert "certainty of 80 %" in said(page, "Churn", Qt.ItemDataRole.ToolTipRole)
    assert "10,000 draws, seed 1" in said(page, "Churn", Qt.ItemDataRole.ToolTipRole)
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(_P80) + 8, header.height() // 2)
    page.table.horizontalScrollBar().setValue(header.sectionPosition(_P80) - 20)
    place = QPoint(header.sectionViewportPosition(_P80) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [dates[name] for name in names(page)] == sorted(dates.values())


def test_that_a_project_with_implausible_inputs_has_no_date_but_the_reason(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    phase = plan_named(session, "Churn").phases[1]
    wait_for_all(qtbot, page)
    session.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(1)))
    qtbot.waitUntil(lambda: said(page, "Churn") == "")
    reason = said(page, "Churn", Qt.ItemDataRole.ToolTipRole)
    assert "implausible" in reason
    assert "lies below the planned" in reason
    assert said(page, "Churn", Qt.ItemDataRole.AccessibleTextRole) == reason
    row = page.model.project_at(page.model.row_of(plan_named(session, "Churn").id))
    assert row is not None
    assert row.sure_on is None
    session.undo()
    qtbot.waitUntil(lambda: said(page, "Churn") not in ("", "…"))


def test_that_a_later_worst_case_moves_the_date(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    wait_for_all(qtbot, page)
    before = said(page, "Churn")
    phase = plan_named(session, "Churn").phases[1]
    session.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(20)))
    qtbot.waitUntil(lambda: said(page, "Churn") not in (before, "…"))
    plan = plan_named(session, "Churn")
    found = simulate_project(session.portfolio, plan, session.playbook, session.figures(plan.id))
    assert said(page, "Churn") == day(found.delivery.p80)


def test_that_the_bar_has_a_whisker_that_is_told_in_words(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    wait_for_all(qtbot, page)
    plan = plan_named(session, "Churn")
    row = page.model.project_at(page.model.row_of(plan.id))
    assert row is not None
    assert row.sure_on is not None
    roadmap, line = page.roadmap, session.figures(plan.id).timeline
    assert row.sure_on > line.delivery
    assert "delivered by then with 80 %" in page.legend.accessibleName()
    page.table.select(plan.id)
    assert f"P80 {day(row.sure_on)}" in roadmap.accessibleDescription()
    point = bar_point(page, plan, 1).toPoint()
    QApplication.sendEvent(
        roadmap.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, roadmap.viewport().mapToGlobal(point))
    )
    assert f"P80 {day(row.sure_on)}" in QToolTip.text()


def test_that_the_whisker_is_painted_up_to_the_p80_day(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    wait_for_all(qtbot, page)
    plan = plan_named(session, "HR analytics")
    page.table.clearSelection()
    row = page.model.project_at(page.model.row_of(plan.id))
    assert row is not None
    assert row.sure_on is not None
    roadmap = page.roadmap
    roadmap.horizontalScrollBar().setValue(round(roadmap.scale.x(row.sure_on - timedelta(weeks=6))))
    shift = roadmap.horizontalScrollBar().value()
    x = roadmap.scale.end_x(row.sure_on) - shift
    y = roadmap.top_of(page.model.row_of(plan.id)) + roadmap.row_height - 4
    picture = roadmap.viewport().grab().toImage()
    inside, beyond = picture.pixelColor(round(x) - 3, y), picture.pixelColor(round(x) + 4, y)
    assert inside != beyond


def test_that_columns_kept_from_another_version_do_not_hide_the_wrong_ones(page: PortfolioPage) -> None:
    preferences = Preferences()
    page.table.setColumnHidden(_P80, True)
    page.save(preferences)
    preferences.put("portfolio/column_ids", ["rank", "ref", "name"])
    page.table.setColumnHidden(_P80, False)
    page.restore(preferences)
    assert not page.table.isColumnHidden(_P80)
    page.table.setColumnHidden(_P80, True)
    page.save(preferences)
    page.table.setColumnHidden(_P80, False)
    page.restore(preferences)
    assert page.table.isColumnHidden(_P80)
