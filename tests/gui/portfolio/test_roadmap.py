"""Dragging on the roadmap: whole weeks, everything follows, Esc gives up, the keyboard can do the same (P3.1)."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.engine.results import Timeline
from mlplanner.gui.portfolio.bars import Look, paint_project
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.portfolio.scale import ZOOMS, TimeScale
from mlplanner.gui.session import Session
from mlplanner.gui.theme import colours, load_colours
from tests.gui.portfolio.conftest import bar_point, drag, plan_named


def test_that_dragging_a_bar_moves_the_project_by_whole_weeks(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Claims")
    gates = [gate.date for gate in session.figures(plan.id).timeline.gates]
    drag(page, bar_point(page, plan, 2), 2.2)
    moved = session.plan(plan.id)
    assert moved.project.start == plan.project.start + timedelta(weeks=2)
    after = [gate.date for gate in session.figures(plan.id).timeline.gates]
    assert all(10 <= (b - a).days <= 18 for a, b in zip(gates, after, strict=True))
    session.undo()
    assert session.plan(plan.id).project.start == plan.project.start


def test_that_dragging_the_end_of_a_phase_changes_its_length_and_moves_what_follows(
    page: PortfolioPage, session: Session
) -> None:
    plan = plan_named(session, "Predictive")
    before = session.figures(plan.id).timeline
    drag(page, bar_point(page, plan, 1, at_end=True), 1)
    after = session.figures(plan.id).timeline
    assert session.plan(plan.id).phases[1].weeks == plan.phases[1].weeks + 1
    assert after.phases[0] == before.phases[0]
    assert after.phases[2].start == before.phases[2].start + timedelta(weeks=1)


def test_that_a_phase_keeps_at_least_one_week(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Predictive")
    drag(page, bar_point(page, plan, 1, at_end=True), -30)
    assert session.plan(plan.id).phases[1].weeks == 1


def test_that_escape_gives_a_drag_up(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Claims")
    revision = session.portfolio.revision
    start = bar_point(page, plan, 2)
    drag(page, start, 3, release=False)
    assert page.roadmap.drag is not None
    assert "+3" in page.roadmap.drag.tip()
    qtbot.keyClick(page.roadmap, Qt.Key.Key_Escape)
    qtbot.mouseRelease(page.roadmap.viewport(), Qt.MouseButton.LeftButton, pos=start.toPoint())
    assert session.portfolio.revision == revision


def test_that_a_click_without_a_drag_only_selects(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Claims")
    revision = session.portfolio.revision
    drag(page, bar_point(page, plan, 2), 0)
    assert page.table.selected_ids() == [plan.id]
    assert session.portfolio.revision == revision


def test_that_alt_and_arrows_move_all_selected_projects_in_one_step(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    plans = [plan_named(session, name) for name in ("Churn", "Claims")]
    page.table.select(plans[0].id)
    selection = page.table.selectionModel()
    row = page.model.index(page.model.row_of(plans[1].id), 0)
    selection.select(row, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert [session.plan(p.id).project.start for p in plans] == [p.project.start + timedelta(weeks=1) for p in plans]
    session.undo()
    assert [session.plan(p.id).project.start for p in plans] == [p.project.start for p in plans]


def test_that_a_phase_is_chosen_and_lengthened_by_keys(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "HR analytics")
    page.table.select(plan.id)
    page.roadmap.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.roadmap, Qt.Key.Key_Right)
    assert page.roadmap.selected_phase == plan.phases[2].id
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.roadmap, Qt.Key.Key_Right, keys)
    assert session.plan(plan.id).phases[2].weeks == plan.phases[2].weeks + 1


def test_that_a_read_only_portfolio_is_not_dragged(page: PortfolioPage, session: Session) -> None:
    session.workspace.is_read_only = True
    page.refresh()
    drag(page, bar_point(page, plan_named(session, "Claims"), 2), 2)
    assert page.roadmap.drag is None
    assert page.table.selected_ids() == [plan_named(session, "Claims").id]


def test_that_table_and_roadmap_scroll_together(page: PortfolioPage) -> None:
    page.resize(1084, 330)
    page.table.verticalScrollBar().setValue(40)
    assert page.roadmap.verticalScrollBar().value() == 40
    page.roadmap.verticalScrollBar().setValue(10)
    assert page.table.verticalScrollBar().value() == 10
    for row in range(page.model.rowCount()):
        top = page.table.rowViewportPosition(row) + page.table.horizontalHeader().height()
        assert page.roadmap.top_of(row) == top


def test_that_the_wheel_zooms_at_the_pointer(page: PortfolioPage) -> None:
    roadmap = page.roadmap
    day_before = (roadmap.horizontalScrollBar().value() + 200) / roadmap.week_width
    wheel = QWheelEvent(
        QPointF(200, 100), roadmap.mapToGlobal(QPointF(200, 100)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(roadmap.viewport(), wheel)
    assert roadmap.week_width > ZOOMS["month"]
    assert (roadmap.horizontalScrollBar().value() + 200) / roadmap.week_width == pytest.approx(day_before, abs=0.1)


def test_that_the_whole_range_fits_when_asked(page: PortfolioPage) -> None:
    page.zoom("fit")
    assert page.roadmap.horizontalScrollBar().maximum() <= 1


def test_that_a_passed_gate_is_drawn_filled_and_an_open_one_hollow(page: PortfolioPage, session: Session) -> None:
    light = load_colours("light")
    plan = plan_named(session, "Churn")
    line = session.figures(plan.id).timeline
    page.zoom("month")
    picture = page.roadmap.viewport().grab().toImage()
    roadmap = page.roadmap
    y = roadmap.top_of(page.model.row_of(plan.id)) + roadmap.row_height // 2
    seen = []
    for gate in line.gates[:2]:
        x = roadmap.scale.end_x(gate.date) - roadmap.horizontalScrollBar().value()
        seen.append(QColor(picture.pixel(round(x), y)).name())
    assert seen == [light.green.name(), light.paper.name()]


def test_that_weeks_are_labelled_when_there_is_room(page: PortfolioPage) -> None:
    page.zoom("week")
    marks = list(page.roadmap.scale.fine_marks(0, 400))
    assert [round(mark.right - mark.left) for mark in marks[:3]] == [42, 42, 42]
    page.zoom("quarter")
    assert {mark.text for mark in page.roadmap.scale.fine_marks(0, 400)} <= {"Q1", "Q2", "Q3", "Q4"}


def test_that_a_bar_says_what_it_is_in_its_tool_tip(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Claims")
    hit = page.roadmap.hit(bar_point(page, plan, 0))
    assert hit is not None
    words = hit.words(session.figures(plan.id).timeline)
    assert "Discovery: W1" in words
    assert "labelling" in words.casefold()
    assert "later than the baseline" in words


@pytest.mark.parametrize("week_width", ZOOMS.values(), ids=ZOOMS)
def test_that_leaving_out_what_is_not_in_view_changes_no_pixel(session: Session, week_width: float) -> None:
    for plan in session.portfolio.plans.values():
        line = session.figures(plan.id).timeline
        scale = TimeScale(line.start - timedelta(weeks=2), 60, week_width)
        for shift in range(0, scale.width, 29):
            everything = _painted(line, Look(colours(), scale), shift)
            assert _painted(line, Look(colours(), scale, left=shift, right=shift + 100), shift) == everything


def _painted(line: Timeline, look: Look, shift: int) -> QImage:
    """A view of 100 pixels on a project's row, scrolled by `shift`."""
    image = QImage(100, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(-shift, 0)
    paint_project(painter, line, 0, 30, look)
    painter.end()
    return image
