"""Under each phase of the timeline lie the artifacts its gate wants to see (P3.3, P3.7)."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.timeline import TimelineTab
from mlplanner.gui.session import Session
from mlplanner.gui.timeline.chart import ARROW, NAMES, PhaseChart
from mlplanner.gui.timeline.heading import HEADER
from mlplanner.gui.timeline.lines import bottom_of, chart_lines, line_at
from mlplanner.gui.timeline.rows import ARTIFACT_HEIGHT, ROW_HEIGHT

LEFT = Qt.MouseButton.LeftButton


def shown(page: ProjectPage, session: Session, name: str = "Claims") -> TimelineTab:
    page.show_project(session.portfolio.find(name).id, "timeline")
    tab = page.tab("timeline")
    assert isinstance(tab, TimelineTab)
    return tab


def first_phase(chart: PhaseChart) -> int:
    return chart.rows[0].phase.id or 0


def test_that_a_row_opens_into_its_artifacts_by_its_arrow(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    second = QPoint(NAMES // 2, HEADER + ROW_HEIGHT + 10)
    assert line_at(chart._lines, second.y() - HEADER) is not None
    qtbot.mouseClick(chart.viewport(), LEFT, pos=QPoint(ARROW // 2, HEADER + 12))
    assert chart.opened == {first_phase(chart)}
    line = chart._line_at(HEADER + ROW_HEIGHT + 3)
    assert line is not None
    assert line.artifact is not None
    assert line.artifact.name == "Hypothesis register"
    qtbot.mouseClick(chart.viewport(), LEFT, pos=QPoint(ARROW // 2, HEADER + 12))
    assert chart.opened == set()


def test_that_right_and_left_open_and_close_a_row(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    chart.choose(first_phase(chart))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.opened == {first_phase(chart)}
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.opened == set()


def test_that_bars_below_an_opened_row_are_still_found(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    chart.toggle(first_phase(chart))
    row = chart.rows[1]
    top = ROW_HEIGHT + ARTIFACT_HEIGHT * len(chart.rows[0].artifacts)
    x = NAMES + chart.scale.x(row.dates.start) + 12 - chart.horizontalScrollBar().value()
    chart.verticalScrollBar().setValue(top)
    hit = chart.hit(QPointF(x, HEADER + top + 15 - chart.verticalScrollBar().value()))
    assert hit is not None
    assert hit.phase_id == row.phase.id


def test_that_lines_follow_each_other_without_gaps(page: ProjectPage, session: Session) -> None:
    rows = shown(page, session).chart.rows
    lines = chart_lines(rows, {rows[2].phase.id or 0}, has_headroom=True)
    assert [line.top for line in lines[1:]] == [line.top + line.height for line in lines[:-1]]
    assert sum(line.artifact is not None for line in lines) == len(rows[2].artifacts)
    assert (lines[-1].phase, bottom_of(lines)) == (None, lines[-1].top + ROW_HEIGHT)
    assert bottom_of(()) == 0


def test_that_an_artifact_says_who_and_how_far(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    chart.toggle(first_phase(chart))
    place = QPoint(30, HEADER + ROW_HEIGHT + 5)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, chart.mapToGlobal(place))
    QApplication.sendEvent(chart.viewport(), event)
    assert QToolTip.text().startswith("Hypothesis register\n")
    assert "accepted" in QToolTip.text()


def test_that_the_heading_tells_the_working_days_of_a_week(page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    days = chart.line.working_days if chart.line else ()
    week = next(place for place, count in enumerate(days, start=1) if count < 5)
    assert chart.line is not None
    x = NAMES + (week - 0.5) * chart.scale.week_width - chart.horizontalScrollBar().value()
    x += chart.scale.x(chart.line.start)
    place = QPoint(round(x), 10)
    QApplication.sendEvent(chart.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    assert QToolTip.text() == f"W{week}: {days[week - 1]} working days"


def test_that_zooming_keeps_the_week_under_the_pointer(page: ProjectPage, session: Session) -> None:
    chart = shown(page, session).chart
    chart.zoom(60)
    chart.horizontalScrollBar().setValue(200)
    before = chart._plan_x(400) / chart.scale.week_width
    chart.zoom(72, 400)
    assert abs(chart._plan_x(400) / chart.scale.week_width - before) < 0.02
