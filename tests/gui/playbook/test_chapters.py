"""The method is viewed by chapters and changed in place; what differs is marked, explained and taken back (P4.1)."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.findings import Finding
from mlplanner.gui.playbook.chapters import CHAPTERS
from mlplanner.gui.playbook.page import CHANGES, PlaybookPage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Shade
from mlplanner.operations.playbooks import edit_entry
from tests.gui.hands import Hand

Put = Callable[[str, str, str, str], None]


def row_of(page: PlaybookPage, title: str) -> int:
    return next(
        (i for i, line in enumerate(page.grid.records.rows) if line.title == title), len(page.grid.records.rows)
    )


def text(page: PlaybookPage, title: str, column: str) -> str:
    return page.grid.records.cell(row_of(page, title), page.grid.records.find_column(column)).text


def button(page: PlaybookPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


@pytest.fixture
def put(qtbot: QtBot, page: PlaybookPage) -> Put:
    """Type a text into the cell of a chapter; an unknown title: into the last line."""

    def type_into(chapter: str, title: str, column: str, typed: str) -> None:
        page.show_chapter(chapter)
        page.grid.setFocus()
        page.grid.go((row_of(page, title), page.grid.records.find_column(column)))
        hand = Hand(qtbot, page.grid)
        hand.type(typed)
        hand.key(Qt.Key.Key_Return)

    return type_into


def test_that_every_entry_of_the_playbook_is_in_one_chapter(page: PlaybookPage, session: Session) -> None:
    for line in page._lines:
        assert sum(chapter.holds(line.entry) for chapter in CHAPTERS) == 1, line.entry
    for chapter in CHAPTERS:
        page.show_chapter(chapter.id)
        assert page.grid.records.rows
    assert {line.entry.split(".")[0] for line in page._lines} == {
        key for key in type(session.playbook).model_fields if getattr(session.playbook, key)
    }


def test_that_a_share_is_typed_as_people_write_it(page: PlaybookPage, session: Session, put: Put) -> None:
    for typed, kept in (("15 %", "0.15"), ("18", "0.18"), ("0.25", "0.25"), ("12,5%", "0.125")):
        put("figures", "Contingency", "value", typed)
        assert str(session.playbook.figure("contingency_pct")) == kept
    assert text(page, "Contingency", "value") == "12.5\u00a0%"


def test_that_what_differs_is_marked_until_it_is_reset(
    qtbot: QtBot, page: PlaybookPage, session: Session, put: Put
) -> None:
    put("roles", "Data engineer", "fte_high", "1.2")
    cell = page.grid.records.cell(row_of(page, "Data engineer"), page.grid.records.find_column("fte_high"))
    assert (cell.text, cell.shade) == ("1.2", Shade.TINTED)
    assert text(page, "Data engineer", "state") == "●"
    tip = page.grid.records.index(row_of(page, "Data engineer"), 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "What ships: 1"
    page.grid.go((row_of(page, "Data engineer"), 2))
    assert "What ships: highest usual FTE 1" in page.panel.difference.text()
    qtbot.mouseClick(page.panel.reset, Qt.MouseButton.LeftButton)
    assert session.portfolio.overrides == ()
    assert text(page, "Data engineer", "state") == ""
    session.undo()
    assert text(page, "Data engineer", "fte_high") == "1.2"


def test_that_a_reason_is_asked_for_and_kept(qtbot: QtBot, page: PlaybookPage, session: Session, put: Put) -> None:
    put("figures", "Contingency", "value", "15 %")
    row, column = row_of(page, "Contingency"), page.grid.records.find_column("reason")
    assert page.grid.records.cell(row, column).has_problem
    page.grid.go((row, 2))
    qtbot.keyClicks(page.panel.reason, "Board decision of May")
    qtbot.keyClick(page.panel.reason, Qt.Key.Key_Return)
    assert [override.reason for override in session.portfolio.overrides] == ["Board decision of May"]
    assert not page.grid.records.cell(row, column).has_problem
    put("figures", "Contingency", "reason", "Another reason")
    page.grid.go((row, 2))
    assert page.panel.reason.text() == "Another reason"
    put("figures", "Contingency", "value", "10 %")
    assert session.portfolio.overrides == ()


def test_that_a_value_that_does_not_fit_is_one_sentence(
    qtbot: QtBot, page: PlaybookPage, session: Session, put: Put
) -> None:
    said: list[str] = []
    session.failed.connect(said.append)
    for title, typed, reason in (
        ("Handover budget", "50 %", "lies outside 0.15 to 0.30"),
        ("Evidence window", "45.5", "must be a whole number"),
        ("Evidence window", "NaN", "must be a number"),
        ("Evidence window", "-1", "at least 0"),
    ):
        put("figures", title, "value", typed)
        sentence = said[-1]
        assert sentence.startswith(f"{title}, Value: ")
        assert reason in sentence
        Hand(qtbot, page.grid).key(Qt.Key.Key_Escape)
    assert session.portfolio.overrides == ()


def test_that_low_and_high_are_pasted_as_one_step(qtbot: QtBot, page: PlaybookPage, session: Session) -> None:
    page.show_chapter("roles")
    page.grid.setFocus()
    page.grid.go((row_of(page, "Data engineer"), page.grid.records.find_column("fte_low")))
    QApplication.clipboard().setText("1.5\t2")
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_V)
    role = session.playbook.roles["data_engineer"]
    assert (str(role.fte_low), str(role.fte_high)) == ("1.5", "2")
    session.undo()
    assert session.portfolio.overrides == ()


def test_that_a_role_of_ones_own_is_added_used_and_kept_while_it_is_used(
    qtbot: QtBot, page: PlaybookPage, session: Session, put: Put
) -> None:  # P4.1
    put("roles", "", "title", "Data steward")
    assert session.playbook.roles["data_steward"].title == "Data steward"
    assert text(page, "Data steward", "state") == "+"
    put("roles", "Data steward", "deliverable", "Data contracts")
    assert session.playbook.roles["data_steward"].deliverable == "Data contracts"
    page.show_chapter("artifacts")
    page.grid.go((row_of(page, "Data snapshot with access plan"), page.grid.records.find_column("role")))
    QApplication.clipboard().setText("Data steward")
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_V)
    page.show_chapter("roles")
    page.grid.setFocus()
    page.grid.go((row_of(page, "Data steward"), 1))
    said: list[str] = []
    session.failed.connect(said.append)
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_Minus)
    assert "there is no role 'data_steward'" in said[-1]
    session.undo()
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_Minus)
    assert "data_steward" not in session.playbook.roles


def test_that_a_check_can_be_switched_off_and_comes_back(qtbot: QtBot, page: PlaybookPage, session: Session) -> None:
    page.show_chapter("rules")
    page.grid.setFocus()
    page.grid.go((row_of(page, "Line with weeks"), 1))
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_Minus)
    assert "line_without_weeks" not in session.playbook.rules
    assert text(page, "Line with weeks", "state") == "\N{MINUS SIGN}"
    assert "Removed here" in page.panel.difference.text()
    qtbot.mouseClick(page.panel.reset, Qt.MouseButton.LeftButton)
    assert "line_without_weeks" in session.playbook.rules


def test_that_severity_is_chosen_and_a_strange_name_in_braces_refused(
    page: PlaybookPage, session: Session, put: Put
) -> None:
    put("rules", "FTE in the usual range", "severity", "Must")
    assert session.playbook.rules["fte_outside_range"].severity == "must"
    said: list[str] = []
    session.failed.connect(said.append)
    put("rules", "FTE in the usual range", "text", "{line} has {people}.")
    assert "{people} is unknown here" in said[-1]


def test_that_a_change_says_which_projects_it_touches(
    qtbot: QtBot, page: PlaybookPage, session: Session, put: Put
) -> None:
    with qtbot.waitSignal(page.effects.finder.finished, timeout=30_000):
        put("roles", "ML engineer", "fte_high", "0.5")
    assert page.effects.heading.text().replace("\u00a0", " ") == "The last change touches 7 projects"
    touched = page.effects.touches.records.rows
    assert touched[0].project == "Churn early warning"
    assert "0.4 to 0.5 is usual for the role" in touched[0].text
    places: list[Any] = []
    session.go_to.connect(places.append)
    page.effects.touches.setFocus()
    page.effects.touches.go((0, 0))
    Hand(qtbot, page.effects.touches).key(Qt.Key.Key_Return)
    place = places[-1]
    assert isinstance(place, Finding)
    assert (place.rule, place.tab) == ("fte_outside_range", "staffing")
    with qtbot.waitSignal(page.effects.finder.finished, timeout=30_000):
        session.undo()
    assert page.effects.touches.records.rows[0].how == "▽ silent"


def test_that_a_changed_entry_is_compared_with_what_ships_when_it_is_selected(
    qtbot: QtBot, page: PlaybookPage, session: Session
) -> None:
    with qtbot.waitSignal(page.effects.finder.finished, timeout=30_000):
        session.run(edit_entry("figures.drills_min.value", "12"))
    page.show_chapter("figures")
    drills = "Incident drills a year, at least"
    with qtbot.waitSignal(page.effects.finder.finished, timeout=30_000):
        page.grid.go((row_of(page, drills), 2))
    assert page.effects.heading.text().startswith(f"{drills}, against what ships, touches")
    assert any(touch.how == "◆ ask" for touch in page.effects.touches.records.rows)
    page.grid.go((row_of(page, "Contingency"), 2))
    assert page.effects.heading.text() == "As it ships: no project is touched."


def test_that_all_changes_are_listed_and_reset_at_once(
    qtbot: QtBot, page: PlaybookPage, session: Session, put: Put
) -> None:
    assert not button(page, "playbookReset").isEnabled()
    put("figures", "Contingency", "value", "15 %")
    put("roles", "", "title", "Data steward")
    page.show_chapter(CHANGES)
    shown = [
        (line.title, text(page, line.title, "shipped"), text(page, line.title, "here"))
        for line in page.grid.records.rows
    ]
    assert shown == [("Contingency", "10\u00a0%", "15\u00a0%"), ("Data steward", "–", "added here")]
    assert page.chapters.item(0).text() == "All changes   2"
    qtbot.mouseClick(button(page, "playbookReset"), Qt.MouseButton.LeftButton)
    assert session.portfolio.overrides == ()
    assert page.grid.records.rows == ()
    session.undo()
    assert len(page.grid.records.rows) == 2


def test_that_a_search_looks_into_all_chapters(qtbot: QtBot, page: PlaybookPage) -> None:
    page.show_chapter("artifacts")
    qtbot.keyClicks(page.search, "compliance")
    assert [line.title for line in page.grid.records.rows]
    assert all("compliance" in line.text() for line in page.grid.records.rows)
    captions = {page.chapters.item(row).text() for row in range(page.chapters.count())}
    assert "Cadences   0 found" in captions


def test_that_an_artifact_of_ones_own_is_wanted_at_the_chosen_gate(
    qtbot: QtBot, page: PlaybookPage, session: Session
) -> None:  # P3.3
    page.show_chapter("artifacts")
    page.grid.setFocus()
    page.grid.go((len(page.grid.records.rows), 1))
    QApplication.clipboard().setText("Data contract\tPrototype gate\tData engineer")
    Hand(qtbot, page.grid).ctrl(Qt.Key.Key_V)
    entry = session.playbook.phases["prototype"].gate.artifacts["data_contract"]
    assert (entry.title, entry.role) == ("Data contract", "data_engineer")
