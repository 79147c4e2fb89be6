"""The timeline is dragged in whole weeks; staffing follows, and one drag is one step (P3.1, P3.7)."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.timeline import TimelineTab
from mlplanner.gui.session import Session
from mlplanner.gui.timeline.chart import NAMES
from mlplanner.gui.timeline.heading import HEADER, month_name
from mlplanner.gui.timeline.rows import ROW_HEIGHT
from mlplanner.gui.timeline.stages import stage_at


@pytest.fixture
def tab(page: ProjectPage) -> TimelineTab:
    page.show_tab("timeline")
    made = page.tab("timeline")
    assert isinstance(made, TimelineTab)
    return made


def spot(tab: TimelineTab, row: int, x: float) -> QPoint:
    return QPoint(round(NAMES + x - tab.chart.horizontalScrollBar().value()), HEADER + row * ROW_HEIGHT + 18)


def drag(qtbot: QtBot, tab: TimelineTab, start: QPoint, weeks: int, *, finish: bool = True) -> None:
    view = tab.chart.viewport()
    end = start + QPoint(round(weeks * tab.chart.scale.week_width), 0)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    if finish:
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_that_dragging_a_bar_moves_the_project_by_whole_weeks(
    qtbot: QtBot, tab: TimelineTab, session: Session
) -> None:  # P3.1
    start = session.plan(tab.project_id).project.start
    middle = tab.chart.scale.x(start) + tab.chart.scale.week_width * 1.5
    drag(qtbot, tab, spot(tab, 0, middle), 2)
    assert session.plan(tab.project_id).project.start == start + timedelta(days=14)
    session.undo()
    assert session.plan(tab.project_id).project.start == start


def test_that_dragging_a_phase_s_end_changes_its_length_and_staffing_follows(
    qtbot: QtBot, tab: TimelineTab, session: Session
) -> None:  # P3.1
    before = session.plan(tab.project_id)
    end = tab.chart.scale.end_x(session.figures(tab.project_id).timeline.phases[0].end)
    drag(qtbot, tab, spot(tab, 0, end - 1), 1)
    after = session.plan(tab.project_id)
    assert after.phases[0].weeks == before.phases[0].weeks + 1
    assert after.total_weeks == before.total_weeks + 1
    assert max(after.lines[0].weekly) == max(before.lines[0].weekly) + 1
    session.undo()
    assert session.plan(tab.project_id) == before


def test_that_escape_gives_a_drag_up(qtbot: QtBot, tab: TimelineTab, session: Session) -> None:
    revision = session.portfolio.revision
    middle = tab.chart.scale.x(session.plan(tab.project_id).project.start) + 20
    drag(qtbot, tab, spot(tab, 0, middle), 3, finish=False)
    assert tab.chart.drag is not None
    qtbot.keyClick(tab.chart, Qt.Key.Key_Escape)
    assert tab.chart.drag is None
    qtbot.mouseRelease(tab.chart.viewport(), Qt.MouseButton.LeftButton, pos=spot(tab, 0, middle))
    assert session.portfolio.revision == revision


def test_that_the_keyboard_does_what_the_mouse_does(qtbot: QtBot, tab: TimelineTab, session: Session) -> None:
    plan = session.plan(tab.project_id)
    tab.chart.choose(plan.phases[1].id or 0)
    qtbot.keyClick(tab.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert session.plan(tab.project_id).project.start == plan.project.start + timedelta(days=7)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(tab.chart, Qt.Key.Key_Left, both)
    assert session.plan(tab.project_id).phases[1].weeks == plan.phases[1].weeks - 1
    qtbot.keyClick(tab.chart, Qt.Key.Key_Down)
    assert tab.chart.chosen == plan.phases[2].id


def test_that_inserted_work_moves_the_gates_that_follow(tab: TimelineTab, session: Session) -> None:  # P3.1
    session.run(tab._insert({"name": "Labelling sprint", "weeks": 2}))
    gates = session.figures(tab.project_id).timeline.gates
    slips = [gate.slip_weeks for gate in gates]
    assert slips == [0, 2, 2, 2]
    work = session.plan(tab.project_id).inserted[0]
    session.run(tab._remove([work]))
    assert [gate.slip_weeks for gate in session.figures(tab.project_id).timeline.gates] == [0, 0, 0, 0]


def test_that_a_baseline_keeps_today_s_dates(qtbot: QtBot, tab: TimelineTab, session: Session) -> None:  # P3.7
    session.run(tab._insert({"name": "Labelling sprint", "weeks": 2}))
    tab._on_baseline()
    plan = session.plan(tab.project_id)
    dates = session.figures(tab.project_id).timeline.gates
    assert [gate.baseline for gate in plan.gates] == [gate.date for gate in dates]
    assert plan.phases[0].baseline_start == date(2025, 12, 29)


def test_that_the_chart_says_the_plan_in_words(tab: TimelineTab) -> None:
    words = tab.chart.accessibleDescription()
    assert "Discovery: W1–W4" in words
    assert "Ελένη Παπαδοπούλου" in words


def test_that_the_rollout_is_a_lane_below_the_phases(page: ProjectPage, session: Session) -> None:  # P7.1
    plan = session.portfolio.find("Support triage")
    page.show_project(plan.id, "timeline")
    tab = page.tab("timeline")
    assert isinstance(tab, TimelineTab)
    words = tab.chart.accessibleDescription().replace("\u00a0", " ")
    assert "Canary with 15 % of tickets: 15 % of traffic, 8 Dec 2025 to 1 Feb 2026, running" in words
    assert tab.chart._lines[-1].is_rollout
    last = tab.chart.stages[-1]
    assert stage_at(tab.chart.stages, tab.chart.scale, tab.chart.scale.x(last.first) + 1) == last
    assert stage_at(tab.chart.stages, tab.chart.scale, -10_000) is None


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ((300, 340), (3, "February 2026")),
        ((5, 45), (49, "February 2026")),
        ((50, 90), (94, "February")),
        ((65, 105), (3, "February")),
        ((-10, 200), (3, "")),
    ],
)
def test_that_the_flag_of_today_leaves_the_month_readable(flag: tuple[int, int], said: tuple[int, str]) -> None:
    """Letters are 7 pixels wide here, the month is 150 wide and begins at 3."""
    place, text = month_name(
        QRectF(3, 0, 150, 17),
        "February 2026",
        QRectF(flag[0], 0, flag[1] - flag[0], 15),
        lambda words: 7.0 * len(words),
    )
    assert (place.left(), text) == said
