"""The staffing grid: type, fill, paste; ranges, overlap and totals in sight (P4.1, P4.2, P4.5)."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.domain.staffing import StaffingLine
from mlplanner.gui.project.staffing import StaffingTab
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.columns import FROZEN
from mlplanner.gui.tables.columns import Shade
from mlplanner.gui.tables.editors import PersonEditor
from tests.gui.hands import Hand

Key, Mod = Qt.Key, Qt.KeyboardModifier
ENGINEER, SUCCESSOR, CONTRACTOR = 0, 1, 2


def lines(tab: StaffingTab) -> tuple[StaffingLine, ...]:
    return tab.session.plan(1).lines


def week(number: int) -> int:
    """The column of a plan week."""
    return FROZEN + number - 1


def test_that_fte_is_typed_week_by_week_and_everything_follows(hand: Hand, tab: StaffingTab) -> None:  # P4.2
    hand.click(ENGINEER, week(3))
    hand.type("0,75")
    hand.key(Key.Key_Tab)
    assert lines(tab)[ENGINEER].weekly[3] == Decimal("0.75")
    assert tab.grid.current == (ENGINEER, week(4))
    assert hand.text(ENGINEER, tab.model.find_column("weekly")) == "6.25"
    assert tab.totals.records.cell(0, week(3)).text == "0.75"


@pytest.mark.parametrize("typed", ["0", "-1", "1e9", "NaN", "half"])
def test_that_an_fte_that_can_not_be_planned_changes_nothing(
    qtbot: QtBot, hand: Hand, tab: StaffingTab, session: Session, typed: str
) -> None:
    before = session.portfolio.revision
    hand.click(ENGINEER, week(3))
    hand.type(typed)
    with qtbot.waitSignal(session.failed) as failed:
        hand.key(Key.Key_Return)
    sentence = failed.args[0]
    assert sentence.startswith("Data engineer (Marta Kowalczyk), W3: ")
    assert "\n" not in sentence
    assert session.portfolio.revision == before
    hand.key(Key.Key_Escape)
    assert hand.text(ENGINEER, week(3)) == "0.5"


def test_that_a_block_from_a_spreadsheet_is_one_step(hand: Hand, tab: StaffingTab, session: Session) -> None:
    before = session.portfolio.revision
    QApplication.clipboard().setText("0.6\t0.6\t\n0,2\t0,2\t0,2\n")
    hand.click(ENGINEER, week(1))
    hand.ctrl(Key.Key_V)
    assert session.portfolio.revision == before + 1
    assert 3 not in lines(tab)[ENGINEER].weekly
    assert [lines(tab)[SUCCESSOR].weekly[w] for w in (1, 2, 3)] == [Decimal("0.2")] * 3
    session.undo()
    assert lines(tab)[ENGINEER].weekly[3] == Decimal("0.5")


def test_that_one_bad_week_refuses_the_block_and_is_named(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    QApplication.clipboard().setText("0.6\t0.6\n0.2\t99")
    hand.click(ENGINEER, week(1))
    with qtbot.waitSignal(tab.session.failed) as failed:
        hand.ctrl(Key.Key_V)
    assert failed.args[0] == "ML engineer, W2: FTE must be above 0 and at most 50; got 99."
    assert lines(tab)[ENGINEER].weekly[1] == Decimal("0.5")


def test_that_delete_takes_the_line_off_the_weeks(hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, week(1))
    hand.click(ENGINEER, week(3), Mod.ShiftModifier)
    hand.key(Key.Key_Delete)
    assert min(lines(tab)[ENGINEER].weekly) == 4


def test_that_weeks_are_filled_by_ctrl_r(hand: Hand, tab: StaffingTab) -> None:
    hand.click(SUCCESSOR, week(11))
    hand.type("0.6")
    hand.key(Key.Key_Return)
    hand.click(SUCCESSOR, week(11))
    hand.click(SUCCESSOR, week(14), Mod.ShiftModifier)
    hand.ctrl(Key.Key_R)
    assert set(lines(tab)[SUCCESSOR].weekly.values()) == {Decimal("0.6")}


def test_that_fte_outside_of_the_usual_range_is_marked_in_its_cell(hand: Hand, tab: StaffingTab) -> None:  # P4.1
    hand.click(ENGINEER, week(3))
    hand.type("1.5")
    hand.key(Key.Key_Return)
    assert tab.model.cell(ENGINEER, week(3)).has_problem
    assert not tab.model.cell(ENGINEER, week(4)).has_problem
    tip = tab.model.index(ENGINEER, week(3)).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("W3: 1.5 FTE; usual for Data engineer is 0.5 to 1")


def test_that_overlap_weeks_are_hatched_for_both_lines_and_headroom_is_shaded(tab: StaffingTab) -> None:  # P4.5
    def shades(row: int) -> list[Shade]:
        return [tab.model.cell(row, week(number)).shade for number in (10, 11, 12, 13)]

    assert shades(CONTRACTOR) == [Shade.PLAIN, Shade.HATCHED, Shade.HATCHED, Shade.TINTED]
    assert shades(SUCCESSOR) == shades(CONTRACTOR)
    assert shades(ENGINEER)[1] == Shade.PLAIN


def test_that_a_role_in_the_last_line_begins_a_new_line(hand: Hand, tab: StaffingTab) -> None:
    hand.click(3, 0)
    hand.type("change")
    hand.key(Key.Key_Tab)
    assert lines(tab)[3].role == "change_manager"
    hand.type("Nadia Okafor")
    hand.key(Key.Key_Return)
    assert tab.session.portfolio.person_name(lines(tab)[3].person_id) == "Nadia Okafor"


def test_that_a_name_typed_without_its_accents_is_the_person_with_them(
    hand: Hand, tab: StaffingTab, session: Session
) -> None:
    hand.click(ENGINEER, 1)
    hand.type("José Núñez")
    hand.key(Key.Key_Return)
    known = len(session.portfolio.people)
    hand.click(ENGINEER, 1)
    hand.key(Key.Key_F2)
    editor = hand.grid.editor
    assert isinstance(editor, PersonEditor)
    completer = editor.completer()
    assert completer is not None
    completer.setCompletionPrefix("nunez")
    assert completer.currentCompletion() == "José Núñez"
    hand.key(Key.Key_Escape)
    hand.click(SUCCESSOR, 1)
    hand.type("jose nunez")
    hand.key(Key.Key_Return)
    assert hand.text(SUCCESSOR, 1) == "José Núñez"
    assert len(session.portfolio.people) == known, "nobody was added"


def test_that_a_line_without_a_role_is_refused(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(3, week(1))
    hand.type("0.5")
    with qtbot.waitSignal(tab.session.failed) as failed:
        hand.key(Key.Key_Return)
    assert failed.args == ["New staffing line: choose the role first"]
    assert len(lines(tab)) == 3


def test_that_whole_lines_are_pasted_below(hand: Hand, tab: StaffingTab, session: Session) -> None:
    before = session.portfolio.revision
    QApplication.clipboard().setText("Data scientist\tPriya Nair\tinternal\nChange manager\t?Trainer\thire")
    hand.click(3, 0)
    hand.ctrl(Key.Key_V)
    assert session.portfolio.revision == before + 1
    assert [line.role for line in lines(tab)[3:]] == ["data_scientist", "change_manager"]
    assert (lines(tab)[4].placeholder, lines(tab)[4].person_id) == ("Trainer", None)


def test_that_a_question_mark_names_a_placeholder_instead_of_a_person(hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, 1)
    hand.type("?Senior engineer")
    hand.key(Key.Key_Return)
    assert (lines(tab)[ENGINEER].person_id, lines(tab)[ENGINEER].placeholder) == (None, "Senior engineer")
    assert hand.text(ENGINEER, 1) == "◇ Senior engineer"
    assert list(tab.session.portfolio.people) == [1], "a placeholder is nobody"


def test_that_only_external_lines_take_a_successor(hand: Hand, tab: StaffingTab) -> None:
    column = tab.model.find_column("successor_id")
    assert not tab.model.is_editable(ENGINEER, column)
    hand.click(CONTRACTOR, column)
    hand.type("D")
    hand.key(Key.Key_Return)
    assert lines(tab)[CONTRACTOR].successor_id == lines(tab)[ENGINEER].id


def test_that_weeks_and_phases_are_named_in_the_headings(tab: StaffingTab) -> None:  # P3.7
    columns = tab.model.columns
    assert [columns[week(number)].title for number in (1, 14)] == ["W1", "W14"]
    assert [columns[week(number)].subtitle for number in (1, 2, 6)] == ["2 Mar", "9", "6 Apr"]
    assert columns[week(3)].mark.startswith("Discovery gate: 20\u00a0Mar\u00a02026")
    assert columns[week(1)].is_now
    band = tab.grid.header.band_at(tab.grid.header.section_left(week(4)) + 4, 3)
    assert band is not None
    assert band.text == "Prototype and validate"


def test_that_a_longer_plan_gets_its_weeks_and_keeps_the_selection(hand: Hand, tab: StaffingTab) -> None:
    from mlplanner.operations.timelines import set_phase_weeks

    hand.click(ENGINEER, week(2))
    plan = tab.session.plan(1)
    tab.session.run(set_phase_weeks(plan, plan.phases[0], 5))
    assert tab.model.columnCount() == FROZEN + 16
    assert tab.grid.current == (ENGINEER, week(2))
    tab.session.undo()
    assert tab.model.columnCount() == FROZEN + 14


def test_that_frozen_columns_stay_in_place_while_weeks_scroll(tab: StaffingTab, hand: Hand) -> None:
    tab.resize(900, 700)
    tab.grid.go((ENGINEER, week(14)))
    assert tab.grid.horizontalScrollBar().value() > 0
    assert tab.grid.header.section_left(0) == 0
    assert tab.totals.horizontalScrollBar().value() == tab.grid.horizontalScrollBar().value()
    tab.grid.go((ENGINEER, week(5)))
    rect = tab.grid.visualRect(tab.model.index(ENGINEER, week(5)))
    assert rect.left() >= tab.grid.header.frozen_width, "not hidden under what stays in place"


def test_that_the_totals_open_by_role(qtbot: QtBot, tab: StaffingTab) -> None:
    assert tab.totals.records.rowCount() == 1
    qtbot.mouseClick(tab._buttons["totals_by_role"], Qt.MouseButton.LeftButton)
    assert [tab.totals.records.cell(row, 0).text for row in range(3)] == ["All roles", "Data engineer", "ML engineer"]
    assert tab.totals.records.cell(2, week(11)).text == "1.2"


def test_that_going_to_a_finding_shows_its_cell(tab: StaffingTab, hand: Hand) -> None:
    hand.click(ENGINEER, week(3))
    hand.type("1.5")
    hand.key(Key.Key_Return)
    assert tab.go_to("lines", lines(tab)[ENGINEER].id, "weekly")
    assert tab.grid.current == (ENGINEER, week(3))
    assert not tab.go_to("kpis", 1, "name")
