"""Dialogs and panels of the Staffing tab: staff weeks, split, terms, deliverables, sourcing compared, mix."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QRadioButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.people import Person
from mlplanner.domain.staffing import StaffingLine
from mlplanner.gui.project.staffing import StaffingTab
from mlplanner.gui.session import Session
from mlplanner.operations.fields import add_row, set_fields
from tests.gui.hands import Hand

Key, Mod, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
ENGINEER, SUCCESSOR, CONTRACTOR = 0, 1, 2


def lines(tab: StaffingTab) -> tuple[StaffingLine, ...]:
    return tab.session.plan(1).lines


def dialog(tab: StaffingTab, name: str) -> QDialog:
    found = tab.findChild(QDialog, name)
    assert isinstance(found, QDialog)
    return found


def ok(qtbot: QtBot, box: QDialog) -> None:
    button = next(b for b in box.findChildren(QPushButton) if b.isDefault() or b.text().replace("&", "") == "OK")
    qtbot.mouseClick(button, LEFT)


def press(qtbot: QtBot, tab: StaffingTab, name: str) -> None:
    qtbot.mouseClick(tab._buttons[name], LEFT)


def child(parent: QWidget, kind: type, name: str):  # type: ignore[no-untyped-def]
    return parent.findChild(kind, name)


def test_that_weeks_are_staffed_by_phase_for_all_selected_lines(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, 0)
    hand.click(SUCCESSOR, 0, Mod.ShiftModifier)
    press(qtbot, tab, "staff_weeks")
    box = dialog(tab, "staff_weeks_dialog")
    fte = child(box, QLineEdit, "fte")
    fte.selectAll()
    qtbot.keyClicks(fte, "0,45")
    child(box, QCheckBox, "phase_discovery").click()
    child(box, QCheckBox, "phase_headroom").click()
    ok(qtbot, box)
    for row in (ENGINEER, SUCCESSOR):
        assert lines(tab)[row].weekly == dict.fromkeys(range(4, 15), Decimal("0.45"))
    assert tab.session.workspace.undo_label == "Staff weeks"


def test_that_weeks_are_staffed_from_to(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, 0)
    press(qtbot, tab, "staff_weeks")
    box = dialog(tab, "staff_weeks_dialog")
    child(box, QRadioButton, "by_weeks").click()
    child(box, QSpinBox, "first_week").setValue(6)
    child(box, QSpinBox, "last_week").setValue(2)
    ok(qtbot, box)
    assert "lies before the first" in child(box, QLabel, "problem").text()
    child(box, QSpinBox, "last_week").setValue(7)
    ok(qtbot, box)
    assert lines(tab)[ENGINEER].weekly == {6: Decimal("0.5"), 7: Decimal("0.5")}


def test_that_a_dialog_says_what_is_wrong_and_stays(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    before = lines(tab)
    hand.click(ENGINEER, 0)
    press(qtbot, tab, "staff_weeks")
    box = dialog(tab, "staff_weeks_dialog")
    said = []
    for typed in ("0", "-1", "1e9", "NaN", "half", ""):
        child(box, QLineEdit, "fte").setText(typed)
        ok(qtbot, box)
        said.append(child(box, QLabel, "problem").text())
    assert all(said)
    assert said[0].startswith("FTE by week: FTE must be above 0")
    assert box.isVisible()
    box.reject()
    assert lines(tab) == before


def test_that_a_line_is_shared_with_a_second_one(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(CONTRACTOR, 0)
    press(qtbot, tab, "split_line")
    box = dialog(tab, "split_dialog")
    kept = child(box, QLineEdit, "kept")
    assert kept.text() == "0.4"
    kept.setText("0.3")
    ok(qtbot, box)
    first, second = lines(tab)[2:]
    assert {*first.weekly.values()} == {Decimal("0.3")}
    assert {*second.weekly.values()} == {Decimal("0.5")}
    assert second.sourcing == "contractor"


def test_that_a_second_line_takes_over_from_a_week_on(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, 0)
    press(qtbot, tab, "split_line")
    box = dialog(tab, "split_dialog")
    child(box, QRadioButton, "take_over").click()
    child(box, QSpinBox, "week").setValue(9)
    ok(qtbot, box)
    first, second = lines(tab)[:2]
    assert (max(first.weekly), min(second.weekly), second.person_id) == (8, 9, None)


def test_that_a_line_is_duplicated_and_removed(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(ENGINEER, 0)
    press(qtbot, tab, "duplicate_line")
    assert [line.role for line in lines(tab)] == ["data_engineer", "data_engineer", "ml_engineer", "ml_engineer"]
    assert tab.grid.current == (1, 1), "the new line is selected, its person is next"
    press(qtbot, tab, "remove_line")
    assert len(lines(tab)) == 3


def test_that_terms_are_asked_for_where_they_matter(hand: Hand, tab: StaffingTab) -> None:  # P4.5
    hand.click(ENGINEER, 0)
    form = tab.details.form
    assert form.fields["sla"].isHidden()
    assert form.fields["fixed_fee"].isHidden()
    hand.click(ENGINEER, tab.model.find_column("sourcing"))
    hand.type("Man")
    hand.key(Key.Key_Return)
    hand.click(ENGINEER, 0)
    assert lines(tab)[ENGINEER].sourcing == "partner"
    assert not any(form.fields[name].isHidden() for name in ("sla", "exit_criteria", "portability", "fixed_fee"))


def test_that_an_agreed_fee_is_written_in_the_panel(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(CONTRACTOR, 0)
    editor = tab.details.form.fields["fixed_fee"].editor
    qtbot.keyClicks(editor, "12,500")
    qtbot.keyClick(editor, Key.Key_Return)
    assert lines(tab)[CONTRACTOR].fixed_fee == Decimal(12500)
    assert tab.session.figures(1).costs.lines[CONTRACTOR].total == Decimal(12500)


def test_that_the_deliverables_of_the_role_lead_to_their_artifact(
    qtbot: QtBot, hand: Hand, tab: StaffingTab, session: Session
) -> None:  # P4.1
    hand.click(ENGINEER, 0)
    tab.panels.setCurrentWidget(tab.deliverables)
    model = tab.deliverables.view.records
    roles = {artifact.role for artifact in model.rows}
    assert roles == {"data_engineer"}
    tab.deliverables.view.go((0, 2))
    with qtbot.waitSignal(session.go_to) as asked:
        qtbot.keyClick(tab.deliverables.view, Key.Key_Return)
    assert asked.args[0][1:3] == ("approval", "artifacts")


def test_that_ways_to_source_a_line_stand_side_by_side(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:  # P4.4
    hand.click(CONTRACTOR, 0)
    tab.panels.setCurrentWidget(tab.comparison)
    model = tab.comparison.view.records
    ways = [model.cell(row, 0).text for row in range(5)]
    assert ways == ["As planned", "Internal", "Hire", "Contractor", "Managed partner"]
    costs = [model.cell(row, 1).text for row in range(4)]
    assert costs == ["25,600", "12,800", "12,800", "25,600"]
    assert model.cell(4, 1).has_problem, "the rate card has no partner"
    late = model.find_column("late")
    assert model.cell(2, late).text == "in time"
    assert model.cell(2, model.find_column("risk")).text.startswith("Low once the person is in post")


def test_that_the_whole_project_is_compared_with_its_mix(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    hand.click(CONTRACTOR, 0)
    tab.panels.setCurrentWidget(tab.comparison)
    qtbot.mouseClick(tab.comparison._all, LEFT)
    model = tab.comparison.view.records
    assert model.cell(0, 0).text == "As planned (blended)"
    assert model.cell(0, model.find_column("risk")).text.startswith("Medium")


def test_that_the_mix_is_told_in_words_too(tab: StaffingTab) -> None:  # P4.2
    words = tab.mix.accessibleDescription()
    assert "Contractor 6.4 FTE-weeks, EUR 25,600" in words
    assert words.startswith("Internal 7.6 FTE-weeks")


def test_that_an_empty_plan_says_what_belongs_there(tab: StaffingTab, hand: Hand) -> None:
    hand.ctrl(Key.Key_A)
    hand.ctrl(Key.Key_Minus)
    assert lines(tab) == ()
    assert "Choose a role" in tab.grid.empty_text
    assert tab.mix.accessibleDescription() == "No line is staffed yet"
    assert tab.comparison.view.records.rowCount() == 0


def test_that_a_free_person_takes_the_line_over(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:  # P4.9
    tab.session.run(add_row(Person(name="Ada", role="ml_engineer")))
    hand.click(CONTRACTOR, 0)
    panel = tab.candidates
    tab.panels.setCurrentWidget(panel)
    assert panel.view.records.rows[0].name == "Ada"
    assert panel.view.records.rows[0].is_enough
    panel.view.go((0, 0))
    qtbot.mouseClick(panel.buttons["assign_all"], LEFT)
    assert tab.session.portfolio.person_name(lines(tab)[CONTRACTOR].person_id) == "Ada"


def test_that_an_external_line_gets_its_successor_in_one_step(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:
    # P4.5
    tab.session.run(set_fields(StaffingLine, lines(tab)[CONTRACTOR].id or 0, successor_id=None))
    hand.click(CONTRACTOR, 0)
    tab.panels.setCurrentWidget(tab.candidates)
    qtbot.mouseClick(tab.candidates.buttons["add_successor"], LEFT)
    successor = tab.session.plan(1).line(lines(tab)[CONTRACTOR].successor_id)
    assert successor is not None
    assert sorted(successor.weekly) == [11, 12]


def test_that_a_compared_way_is_chosen_with_one_click(qtbot: QtBot, hand: Hand, tab: StaffingTab) -> None:  # P4.4
    hand.click(CONTRACTOR, 0)
    tab.panels.setCurrentWidget(tab.comparison)
    rows = tab.comparison.view.records.rows
    assert not tab.comparison.use.isEnabled()
    tab.comparison.view.go((next(at for at, row in enumerate(rows) if row.sourcing == Sourcing.HIRE), 0))
    qtbot.mouseClick(tab.comparison.use, LEFT)
    assert lines(tab)[CONTRACTOR].sourcing == Sourcing.HIRE


def test_that_a_contractor_until_the_hire_is_there_is_chosen_with_one_click(  # P4.4
    qtbot: QtBot, hand: Hand, tab: StaffingTab
) -> None:
    before = list(lines(tab))
    hand.click(ENGINEER, 0)
    tab.panels.setCurrentWidget(tab.comparison)
    rows = tab.comparison.view.records.rows
    place = next(at for at, row in enumerate(rows) if row.is_blended)
    assert rows[place].productive is not None
    tab.comparison.view.go((place, 0))
    qtbot.mouseClick(tab.comparison.use, LEFT)
    assert lines(tab)[ENGINEER].sourcing in (Sourcing.CONTRACTOR, Sourcing.HIRE)
    tab.session.undo()
    assert list(lines(tab)) == before
