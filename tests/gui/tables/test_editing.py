"""Typing, moving and refusing in a grid, as in a spreadsheet."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.gui.session import Session
from mlplanner.gui.tables.editors import ChoiceEditor
from mlplanner.gui.tables.kinds import Choice
from tests.gui.hands import Hand
from tests.gui.tables.conftest import KpiScreen

Key, Mod = Qt.Key, Qt.KeyboardModifier


def kpis(screen: KpiScreen):  # type: ignore[no-untyped-def]
    return screen.session.plan(screen.project_id).kpis


def test_that_a_single_click_selects_and_typing_edits_in_place(hand: Hand, screen: KpiScreen) -> None:
    hand.click(1, 0)
    assert screen.grid.editor is None
    hand.type("Gross margin")
    hand.key(Key.Key_Return)
    assert kpis(screen)[1].name == "Gross margin"
    assert screen.grid.current == (2, 0), "Enter goes down"
    assert screen.session.workspace.undo_label == "Change Revenue, KPI"


def test_that_tab_commits_to_the_right_and_shift_tab_to_the_left(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 0)
    hand.type("Kept")
    hand.key(Key.Key_Tab)
    assert (kpis(screen)[0].name, screen.grid.current) == ("Kept", (0, 1))
    hand.type("2,5")
    hand.key(Key.Key_Backtab, Mod.ShiftModifier)
    assert (kpis(screen)[0].target, screen.grid.current) == (Decimal("2.5"), (0, 0))


def test_that_escape_takes_back_what_was_typed(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = session.portfolio.revision
    hand.click(0, 0)
    hand.type("Nonsense")
    hand.key(Key.Key_Escape)
    assert (hand.text(0, 0), session.portfolio.revision) == ("Retention", before)


def test_that_f2_keeps_the_text_and_puts_the_cursor_at_its_end(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 0)
    hand.key(Key.Key_F2)
    hand.type("!")
    hand.key(Key.Key_Return)
    assert kpis(screen)[0].name == "Retention!"


def test_that_numbers_are_read_as_people_write_them(hand: Hand, screen: KpiScreen) -> None:
    written = {"2.5": "2.5", "2,5": "2.5", "1,234.50": "1234.5", "1.234,50": "1234.5", "20 %": "0.2", "1 234": "1234"}
    for typed, meant in written.items():
        hand.click(0, 1)
        hand.type(typed)
        hand.key(Key.Key_Return)
        assert kpis(screen)[0].target == Decimal(meant), typed


def test_that_bad_input_is_refused_in_one_sentence_and_stays_for_correction(
    qtbot: QtBot, hand: Hand, screen: KpiScreen, session: Session
) -> None:
    before = session.portfolio.revision
    hand.click(0, 1)
    hand.type("nan")
    with qtbot.waitSignal(session.failed) as failed:
        hand.key(Key.Key_Return)
    assert failed.args == ["Retention, Target: must be a number; got 'nan'"]
    assert session.portfolio.revision == before
    assert screen.grid.editor is not None
    hand.key(Key.Key_Escape)
    assert hand.text(0, 1) == "80"


def test_that_a_rule_of_the_noun_names_the_cell(qtbot: QtBot, hand: Hand, session: Session) -> None:
    hand.click(1, 1)
    hand.type("1e30")
    with qtbot.waitSignal(session.failed) as failed:
        hand.key(Key.Key_Return)
    assert failed.args[0].startswith("Revenue, Target: must be at most")


def test_that_the_last_line_makes_a_row_and_editing_goes_on_in_it(hand: Hand, screen: KpiScreen) -> None:
    hand.click(3, 0)
    hand.type("Adoption")
    hand.key(Key.Key_Tab)
    assert [kpi.name for kpi in kpis(screen)] == ["Retention", "Revenue", "Precision", "Adoption"]
    assert screen.grid.current == (3, 1)
    hand.type("90")
    hand.key(Key.Key_Return)
    assert kpis(screen)[3].target == 90
    assert screen.grid.current == (4, 1), "the new last line"


def test_that_a_new_row_without_what_it_needs_is_refused(qtbot: QtBot, hand: Hand, screen: KpiScreen) -> None:
    hand.click(3, 1)
    hand.type("5")
    with qtbot.waitSignal(screen.session.failed) as failed:
        hand.key(Key.Key_Return)
    assert failed.args == ["New KPI: KPI: must not be empty."]
    assert len(kpis(screen)) == 3


def test_that_a_choice_is_made_from_its_list(qtbot: QtBot, hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 2)
    hand.key(Key.Key_Down, Mod.AltModifier)
    editor = screen.grid.editor
    assert isinstance(editor, QComboBox)
    qtbot.waitUntil(editor.view().isVisible)
    qtbot.keyClick(editor.view(), Key.Key_Down)
    qtbot.keyClick(editor.view(), Key.Key_Return)
    assert kpis(screen)[0].kind == "model"


def test_that_a_letter_chooses_the_entry_that_begins_with_it(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 2)
    hand.type("m")
    hand.key(Key.Key_Return)
    assert kpis(screen)[0].kind == "model"


def test_that_typing_on_finds_the_second_of_two_entries_that_begin_alike(qtbot: QtBot) -> None:
    choices = (Choice("de", "Data engineer"), Choice("ds", "Data scientist"))
    parent = QWidget()
    qtbot.addWidget(parent)
    editor = ChoiceEditor(parent, choices, is_optional=True)
    with qtbot.assertNotEmitted(editor.picked):
        qtbot.keyClicks(editor, "data s")
    assert editor.text_or_value() == "Data scientist"
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.text_or_value() == "Data engineer"
    qtbot.keyClicks(editor, "x")
    assert editor.text_or_value() == "Data engineer", "no entry begins so"


def test_that_tab_in_an_open_list_takes_the_entry_and_goes_on(qtbot: QtBot, hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 2)
    hand.key(Key.Key_Down, Mod.AltModifier)
    editor = screen.grid.editor
    assert isinstance(editor, QComboBox)
    qtbot.waitUntil(editor.view().isVisible)
    qtbot.keyClick(editor.view(), Key.Key_Down)
    qtbot.keyClick(editor.view(), Key.Key_Tab)
    assert kpis(screen)[0].kind == "model"
    assert screen.grid.current == (0, 3)


def test_that_a_new_name_adds_the_person_in_the_same_step(hand: Hand, screen: KpiScreen, session: Session) -> None:
    hand.click(0, 3)
    hand.type("Amélie Roux")
    hand.key(Key.Key_Return)
    people = session.portfolio.people
    assert [person.name for person in people.values()] == ["Amélie Roux"]
    assert kpis(screen)[0].owner_id in people
    session.undo()
    assert not session.portfolio.people
    assert hand.text(0, 3) == ""


def test_that_a_known_name_in_any_case_is_that_person(hand: Hand, screen: KpiScreen, session: Session) -> None:
    for row, name in ((0, "Amélie Roux"), (1, "amélie roux")):
        hand.click(row, 3)
        hand.type(name)
        hand.key(Key.Key_Return)
    assert len(session.portfolio.people) == 1
    assert kpis(screen)[0].owner_id == kpis(screen)[1].owner_id


def test_that_dates_are_typed_in_the_usual_ways(hand: Hand, screen: KpiScreen) -> None:
    for typed in ("2026-03-09", "9.3.2026", "9/3/26", "9 Mar 2026"):
        hand.click(0, 4)
        hand.type(typed)
        hand.key(Key.Key_Return)
        assert str(kpis(screen)[0].measured_on) == "2026-03-09", typed
        session = screen.session
        session.undo()


def test_that_a_day_is_picked_from_the_calendar(qtbot: QtBot, hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 4)
    hand.type("2026-03-09")
    hand.key(Key.Key_Down, Mod.AltModifier)
    calendar = screen.grid.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    calendar.setSelectedDate(calendar.selectedDate().addDays(1))
    calendar.activated.emit(calendar.selectedDate())
    assert str(kpis(screen)[0].measured_on) == "2026-03-10"


def test_that_a_paragraph_takes_lines_and_enter_ends_it(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 5)
    hand.type("First")
    hand.key(Key.Key_Return, Mod.AltModifier)
    hand.type("second")
    hand.key(Key.Key_Return)
    assert kpis(screen)[0].method == "First\nsecond"
    assert hand.text(0, 5) == "First"


def test_that_a_read_only_cell_can_not_be_edited(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 6)
    hand.type("x")
    assert screen.grid.editor is None


def test_that_leaving_the_editor_with_a_click_keeps_what_was_typed(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 0)
    hand.type("Clicked away")
    hand.click(2, 1)
    assert kpis(screen)[0].name == "Clicked away"


def test_that_an_unchanged_cell_makes_no_step(hand: Hand, session: Session) -> None:
    before = session.portfolio.revision
    hand.click(0, 1)
    hand.key(Key.Key_F2)
    hand.key(Key.Key_Return)
    assert session.portfolio.revision == before


@pytest.mark.parametrize("word", ["予測精度", "دقة التنبؤ", "고객"])
def test_that_an_input_method_begins_editing(hand: Hand, session: Session, screen: KpiScreen, word: str) -> None:
    """At once, or composed first: the composed text shows, what is committed replaces the cell."""
    for row, composed in enumerate(("", word[:1])):
        screen.grid.go((row, 0))
        if composed:
            QApplication.sendEvent(screen.grid, QInputMethodEvent(composed, []))
            assert screen.grid.editor is not None
        event = QInputMethodEvent("", [])
        event.setCommitString(word)
        QApplication.sendEvent(screen.grid, event)
        hand.key(Qt.Key.Key_Return)
    assert [kpi.name for kpi in session.plan(screen.project_id).kpis][:2] == [word, word]
