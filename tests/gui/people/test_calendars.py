"""Working time by weekday, pools, places and what is wrong with them, in the grids of the section People (P4.9)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.people import Person, TimeOff
from mlplanner.engine.load_book import View
from mlplanner.gui.comparison import ComparisonDialog
from mlplanner.gui.people.page import PeoplePage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.fields import add_row, set_fields
from tests.gui.hands import Hand

Take = Callable[[GridView], Hand]


def column(grid: GridView, name: str) -> int:
    return next(at for at in range(grid.records.columnCount()) if grid.records.columns[at].id == name)


def test_that_a_working_time_by_weekday_is_typed_for_the_selected_person_and_is_their_supply(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    team = page.team
    qtbot.waitUntil(lambda: team.person is not None)
    person = team.person
    assert person is not None
    team.calendar.setCurrentWidget(team.patterns)
    mine = [row for row in session.portfolio.patterns if row.person_id == person.id]
    team.patterns.go((len(mine), column(team.patterns, "friday")))
    typing = hand(team.patterns)
    typing.type("0")
    typing.key(Qt.Key.Key_Return)
    pattern = session.portfolio.patterns[-1]
    assert (pattern.person_id, pattern.shares) == (person.id, (Decimal(1),) * 4 + (Decimal(0),))
    book = session.workspace.capacity.book("test", date(2026, 6, 15), 1)
    assert book.row(person.id or 0, session_view()).supply[0] == 800_000_000


def session_view() -> View:
    return View()


def test_that_a_pool_is_typed_and_undone(qtbot: QtBot, page: PeoplePage, session: Session, hand: Take) -> None:
    page.tabs.setCurrentWidget(page.pools)
    grid, before = page.pools.pools, session.portfolio.pools
    grid.go((len(before), 0))
    typing = hand(grid)
    typing.type("Lent analysts")
    typing.key(Qt.Key.Key_Return)
    assert [pool.name for pool in session.portfolio.pools if pool not in before] == ["Lent analysts"]
    session.undo()
    assert session.portfolio.pools == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"country": "XX"}, "no public holidays are known for country 'XX'"),
        ({"country": "DE", "region": "ZZ"}, "country DE has no region 'ZZ'"),
        ({"employed_from": date(2026, 5, 1), "employed_to": date(2026, 4, 1)}, "before it starts"),
    ],
)
def test_that_what_cannot_be_is_refused_in_one_sentence(
    qtbot: QtBot, session: Session, fields: dict[str, object], said: str
) -> None:
    before = session.portfolio.people
    first = next(iter(before))
    with qtbot.waitSignal(session.failed, timeout=5_000) as failed:
        session.run(set_fields(Person, first, **fields))
    assert said in failed.args[0]
    assert session.portfolio.people == before


def test_that_overlapping_days_off_are_marked_at_their_first_day(
    qtbot: QtBot, page: PeoplePage, session: Session
) -> None:
    team = page.team
    qtbot.waitUntil(lambda: team.person is not None)
    person_id = team.person.id if team.person else 0
    first = date(2026, 9, 7)
    session.run(add_row(TimeOff(person_id=person_id or 0, first=first, last=first + timedelta(days=4))))
    session.run(add_row(TimeOff(person_id=person_id or 0, first=first + timedelta(days=3), last=first + timedelta(9))))
    grid = team.time_off
    rows = [place for place, row in enumerate(grid.records.rows) if row.first >= first]
    problems = [grid.records.columns[0].problem(grid.records.rows[row]) for row in rows]  # type: ignore[misc]
    assert len(problems) == 2
    assert all("the days in both count once" in str(problem) for problem in problems)


def test_that_somebody_still_to_be_found_without_a_first_day_is_told_to_be_no_supply(
    qtbot: QtBot, page: PeoplePage, session: Session
) -> None:
    outcome = session.run(add_row(Person(name="Engineer to be found", role="ml_engineer", is_placeholder=True)))
    assert outcome is not None
    page.show_person(outcome.value.id or 0)
    qtbot.waitUntil(lambda: "no supply without a first day" in page.team._about.text())


def test_that_people_copied_from_excel_are_pasted_below_the_last(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    grid, before = page.team.people, len(session.portfolio.people)
    QApplication.clipboard().setText("Åsa Berg\tML engineer\tRisk\t0.5\nJan Kos\tData engineer\tRisk\t1\n")
    grid.go((len(grid.records.rows), 0))
    hand(grid).ctrl(Qt.Key.Key_V)
    added = list(session.portfolio.people.values())[before:]
    assert [(each.name, each.role, each.unit, each.fte) for each in added] == [
        ("Åsa Berg", "ml_engineer", "Risk", Decimal("0.5")),
        ("Jan Kos", "data_engineer", "Risk", Decimal(1)),
    ]
    session.undo()
    assert len(session.portfolio.people) == before


def paste(hand: Take, page: PeoplePage, *lines: str) -> None:
    """Copied from a spreadsheet, pasted below the last person."""
    grid = page.team.people
    QApplication.clipboard().setText("\n".join(line.replace("|", "\t") for line in lines) + "\n")
    grid.go((len(grid.records.rows), 0))
    hand(grid).ctrl(Qt.Key.Key_V)


def test_that_a_headed_block_of_people_in_any_order_is_compared_then_taken_in_one_step(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    before = len(session.portfolio.people)
    known = next(person for person in session.portfolio.people.values() if person.role)
    paste(
        hand,
        page,
        "Abteilung|Name|Rolle|Pensum|Eintritt",
        "Risiko|Åsa Berg|Data engineer|60 %|02.03.2026",
        f"{known.unit}|{known.name}|{session.playbook.role_title(known.role)}|35 %|",
        "IT|Zoe Zirkus|Dompteur|100 %|",
    )
    dialog = page.findChild(ComparisonDialog)
    assert dialog is not None
    assert len(session.portfolio.people) == before  # nothing before it is taken over
    notes = dialog.findChild(QPlainTextEdit, "comparisonNotes")
    assert notes is not None
    assert "Pensum = FTE" in notes.toPlainText()
    assert "line 4, Main role: 'Dompteur' is no role of the playbook" in notes.toPlainText()
    take = dialog.findChild(QPushButton, "takeOver")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    added = list(session.portfolio.people.values())[before:]
    assert [(each.name, each.role, each.unit, each.fte) for each in added] == [
        ("Åsa Berg", "data_engineer", "Risiko", Decimal("0.6"))
    ]
    assert session.portfolio.people[known.id or 0].fte == Decimal("0.35")
    session.undo()
    assert len(session.portfolio.people) == before
    assert session.portfolio.people[known.id or 0] == known


def test_that_a_block_without_headings_in_another_order_is_understood_by_its_cells(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    paste(hand, page, "Data engineer|Åsa Berg|60 %", "ML engineer|Jan Kos|100 %")
    dialog = page.findChild(ComparisonDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.findChild(QPushButton, "takeOver"), Qt.MouseButton.LeftButton)
    assert {"Åsa Berg", "Jan Kos"} <= {each.name for each in session.portfolio.people.values()}


def test_that_a_block_in_which_nothing_fits_names_every_cell(
    qtbot: QtBot, page: PeoplePage, session: Session, hand: Take
) -> None:
    before = session.portfolio.revision
    with qtbot.waitSignal(session.failed, timeout=5_000) as said:
        paste(hand, page, "Name|Role|FTE", "Ann|Wizard|1", "Bo|ML engineer|lots")
    assert "line 2, Main role: 'Wizard' is no role" in said.args[0]
    assert "line 3, FTE: must be a number; got 'lots'" in said.args[0]
    assert session.portfolio.revision == before
