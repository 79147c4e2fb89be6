"""People are listed, edited and seen with their load, their projects and their days off (P4.9)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.people import Person
from mlplanner.gui.people.page import PeoplePage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from tests.gui.hands import Hand

Take = Callable[[GridView], Hand]


def person(session: Session, name: str) -> Person:
    return next(person for person in session.portfolio.people.values() if person.name == name)


def row_of(page: PeoplePage, name: str) -> int:
    return next(row for row, found in enumerate(page.team.people.records.rows) if found.name == name)


def select(page: PeoplePage, hand: Hand, name: str) -> None:
    row = row_of(page, name)
    page.team.people.scrollTo(page.team.people.records.index(row, 0))
    hand.click(row, 0)


def texts(grid: GridView, row: int) -> list[str]:
    return [grid.records.cell(row, column).text for column in range(grid.records.columnCount())]


def test_that_a_name_typed_into_the_last_line_is_a_new_person(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    grid = page.team.people
    person_hand = hand(grid)
    grid.go((len(grid.records.rows), 0))
    person_hand.type("Åsa Berg")
    person_hand.key(Qt.Key.Key_Tab)
    assert person(session, "Åsa Berg").role == ""
    person_hand.type("Data eng")
    person_hand.key(Qt.Key.Key_Return)
    assert person(session, "Åsa Berg").role == "data_engineer"
    session.undo()
    session.undo()
    assert "Åsa Berg" not in {found.name for found in session.portfolio.people.values()}


def test_that_the_one_with_the_most_weeks_over_is_selected_first(qtbot: QtBot, page: PeoplePage) -> None:  # P4.9
    team = page.team
    qtbot.waitUntil(lambda: team.person is not None, timeout=30_000)
    loads = team.feed.loads
    assert loads is not None
    assert team.person is not None
    worst = max(load.weeks_over for load in loads.people.values())
    assert loads.people[team.person.id or 0].weeks_over == worst > 0
    assert f"▲ over in {worst}" in team.panel.sentence.text().replace("\u00a0", " ")


def test_that_the_selected_person_shows_projects_days_off_and_load(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:  # P4.9
    select(page, hand(page.team.people), "Priya Raman")
    shown = [texts(page.team.assignments, row)[0] for row in range(len(page.team.assignments.records.rows))]
    assert shown == ["Churn early warning", "Sales lead scoring", "Predictive maintenance"]
    assert texts(page.team.time_off, 0)[:2] == ["16\u00a0Feb\u00a02026", "20\u00a0Feb\u00a02026"]
    chart = page.team.panel.chart
    assert chart.accessibleName() == "Load of Priya Raman"
    assert chart.says(0).replace("\u00a0", " ").startswith("Week of 16 Feb 2026: 1.5 of – FTE – over, for Churn early")


def test_that_a_day_off_lowers_the_supply_and_can_be_taken_back(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    team = page.team
    select(page, hand(team.people), "Jonas Keller")
    worker = person(session, "Jonas Keller").id or 0
    before = team.feed.loads
    assert before is not None
    grid = hand(team.time_off)
    team.time_off.go((0, 0))
    with qtbot.waitSignal(team.feed.completed, timeout=30_000):
        grid.type("2026-03-02")
        grid.key(Qt.Key.Key_Return)
    absence = next(item for item in session.portfolio.time_off if item.person_id == worker)
    assert (absence.first, absence.last) == (date(2026, 3, 2), date(2026, 3, 2))
    week = before.mondays.index(date(2026, 3, 2))
    assert team.panel.load is not None
    assert team.panel.load.supply[week] == before.people[worker].supply[week] - Decimal("0.2")
    with qtbot.waitSignal(team.feed.completed, timeout=30_000):
        session.undo()
    assert team.panel.load.supply[week] == before.people[worker].supply[week]


def test_that_a_first_day_after_the_last_moves_the_last_along(page: PeoplePage, session: Session, hand: Take) -> None:
    select(page, hand(page.team.people), "Priya Raman")
    grid = hand(page.team.time_off)
    grid.click(0, 0)
    grid.type("2026-05-04")
    grid.key(Qt.Key.Key_Return)
    found = next(item for item in session.portfolio.time_off if item.first == date(2026, 5, 4))
    assert found.last == date(2026, 5, 4)


def test_that_a_role_shows_the_load_of_all_who_have_it(qtbot: QtBot, page: PeoplePage, session: Session) -> None:
    team = page.team
    button = page.findChild(QPushButton, "ofRole")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    team.panel.choose_role("ml_engineer")
    assert team.panel.title == "ML engineer"
    loads = team.feed.loads
    assert loads is not None
    assert team.panel.load is loads.roles["ml_engineer"]
    who = [texts(team.assignments, row)[1] for row in range(len(team.assignments.records.rows))]
    assert {"Łukasz Nowak", "Running the model"} <= set(who)


def test_that_enter_on_a_booking_goes_to_its_line(qtbot: QtBot, page: PeoplePage, session: Session, hand: Take) -> None:
    select(page, hand(page.team.people), "Priya Raman")
    grid = hand(page.team.assignments)
    grid.click(0, 0)
    places: list[Any] = []
    session.go_to.connect(places.append)
    grid.key(Qt.Key.Key_Return)
    project_id, tab, noun, line_id, _ = places[-1]
    assert (project_id, tab, noun) == (session.portfolio.find("Churn").id, "staffing", "lines")
    line = session.plan(project_id).line(line_id)
    assert line is not None
    assert line.person_id == person(session, "Priya Raman").id


def test_that_the_search_narrows_by_name_role_and_department(qtbot: QtBot, page: PeoplePage) -> None:
    qtbot.keyClicks(page.team.search, "ml eng data")
    assert [found.name for found in page.team.people.records.rows] == ["Aylin Demir", "Łukasz Nowak"]
    assert page.team.count.text().startswith("2 of 27")
    page.show_person(page.team.people.records.rows[0].id or 0)
    assert page.team.search.text() == ""
    assert page.team.person is not None
    assert page.team.person.name == "Aylin Demir"


def test_that_somebody_who_decided_a_gate_is_not_removed(
    page: PeoplePage, session: Session, hand: Take
) -> None:  # P3.4
    before = dict(session.portfolio.people)
    decided_by = next(d.decided_by_id for plan in session.portfolio.plans.values() for d in plan.decisions)
    page.show_person(decided_by)
    said: list[str] = []
    session.failed.connect(said.append)
    hand(page.team.people).ctrl(Qt.Key.Key_Minus)
    assert "is named in a decision and has to stay; set an end date instead" in said[-1]
    assert dict(session.portfolio.people) == before


def test_that_an_impossible_fte_is_refused_beside_the_cell(page: PeoplePage, session: Session, hand: Take) -> None:
    grid = page.team.people
    worker = hand(grid)
    row, column = row_of(page, "Priya Raman"), grid.records.find_column("fte")
    grid.scrollTo(grid.records.index(row, column))
    said: list[str] = []
    session.failed.connect(said.append)
    for typed, reason in (("-1", "at least 0"), ("1e9", "at most 1"), ("NaN", "must be a number")):
        worker.click(row, column)
        worker.type(typed)
        worker.key(Qt.Key.Key_Return)
        assert reason in said[-1]
        worker.key(Qt.Key.Key_Escape)
    assert person(session, "Priya Raman").fte == 1
