"""Blocks: copy, paste, cut, clear, fill, rows; each is one undo step, and a refused cell leaves all as it was."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mlplanner.gui.session import Session
from mlplanner.gui.tables.frame import handle_rect
from tests.gui.hands import Hand, clipboard
from tests.gui.tables.conftest import KpiScreen

Key, Mod = Qt.Key, Qt.KeyboardModifier


def targets(screen: KpiScreen) -> list[object]:
    return [kpi.target for kpi in screen.session.plan(screen.project_id).kpis]


def names(screen: KpiScreen) -> list[str]:
    return [kpi.name for kpi in screen.session.plan(screen.project_id).kpis]


def put_on_clipboard(text: str) -> None:
    QApplication.clipboard().setText(text)


def steps(session: Session) -> int:
    return session.portfolio.revision


def test_that_a_block_is_copied_as_cells_for_a_spreadsheet(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 0)
    hand.click(1, 2, Mod.ShiftModifier)
    hand.ctrl(Key.Key_C)
    assert clipboard() == "Retention\t80\tBusiness\r\nRevenue\t250000.5\tBusiness"


def test_that_a_pasted_block_is_one_step_and_undone_at_once(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = steps(session)
    put_on_clipboard('"Two ""quoted"" words"\t1,234.50\tModel\nRevenue\t2,5\tbusiness\n')
    hand.click(0, 0)
    hand.ctrl(Key.Key_V)
    assert names(screen)[:2] == ['Two "quoted" words', "Revenue"]
    assert targets(screen)[:2] == [Decimal("1234.5"), Decimal("2.5")]
    assert steps(session) == before + 1
    assert session.workspace.undo_label == "Paste 6 cells"
    session.undo()
    assert names(screen) == ["Retention", "Revenue", "Precision"]


def test_that_one_bad_cell_refuses_the_whole_block_and_is_named(
    qtbot: QtBot, hand: Hand, screen: KpiScreen, session: Session
) -> None:
    before = steps(session)
    put_on_clipboard("A\t1\nB\tmany\nC\t3")
    hand.click(0, 0)
    with qtbot.waitSignal(session.failed) as failed:
        hand.ctrl(Key.Key_V)
    assert failed.args == ["Revenue, Target: must be a number; got 'many'. Nothing was changed."]
    assert (steps(session), names(screen)) == (before, ["Retention", "Revenue", "Precision"])


def test_that_a_cell_that_breaks_a_rule_refuses_the_whole_block(
    qtbot: QtBot, hand: Hand, screen: KpiScreen, session: Session
) -> None:
    put_on_clipboard("A\t1\nB\t1e30\nC\t3")
    hand.click(0, 0)
    with qtbot.waitSignal(session.failed) as failed:
        hand.ctrl(Key.Key_V)
    assert failed.args[0].startswith("Revenue, Target: ")
    assert names(screen) == ["Retention", "Revenue", "Precision"]


def test_that_rows_below_the_last_one_are_added_by_a_paste(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = steps(session)
    put_on_clipboard("Third\t3\nFourth\t4\nFifth\t5")
    hand.click(2, 0)
    hand.ctrl(Key.Key_V)
    assert names(screen) == ["Retention", "Revenue", "Third", "Fourth", "Fifth"]
    assert targets(screen)[2:] == [3, 4, 5]
    assert steps(session) == before + 1


def test_that_one_cell_is_pasted_into_a_whole_selection(hand: Hand, screen: KpiScreen) -> None:
    put_on_clipboard("7")
    hand.click(0, 1)
    hand.click(2, 1, Mod.ShiftModifier)
    hand.ctrl(Key.Key_V)
    assert targets(screen) == [7, 7, 7]


def test_that_a_block_over_read_only_cells_is_refused(qtbot: QtBot, hand: Hand, session: Session) -> None:
    put_on_clipboard("x")
    hand.click(0, 6)
    with qtbot.waitSignal(session.failed) as failed:
        hand.ctrl(Key.Key_V)
    assert failed.args == ["Ref can't be edited here, so nothing was pasted."]


def test_that_a_row_copied_with_its_computed_cells_comes_back_as_a_new_row(
    hand: Hand, screen: KpiScreen, session: Session
) -> None:
    columns = screen.model.columnCount()
    hand.click(0, 0)
    hand.click(0, columns - 1, Mod.ShiftModifier)
    hand.ctrl(Key.Key_C)
    assert clipboard().count("\t") == columns - 1, "Ref is copied, too"
    hand.key(Key.Key_Home)
    for _ in range(3):
        hand.key(Key.Key_Down)
    hand.ctrl(Key.Key_V)
    kpis = session.plan(screen.project_id).kpis
    assert (len(kpis), kpis[3].name, kpis[3].target) == (4, kpis[0].name, kpis[0].target)


def test_that_a_block_wider_than_the_grid_is_refused(qtbot: QtBot, hand: Hand, session: Session) -> None:
    put_on_clipboard("x\ty\tz")
    hand.click(0, 5)
    with qtbot.waitSignal(session.failed) as failed:
        hand.ctrl(Key.Key_V)
    assert failed.args == ["The copied block is 3 columns wide; from here there are only 2."]


def test_that_delete_clears_and_cut_puts_it_on_the_clipboard(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 1)
    hand.key(Key.Key_Delete)
    hand.click(1, 1)
    hand.ctrl(Key.Key_X)
    assert targets(screen) == [None, None, None]
    assert clipboard() == "250000.5"


def test_that_clearing_what_must_not_be_empty_is_refused(qtbot: QtBot, hand: Hand, session: Session) -> None:
    hand.click(0, 0)
    with qtbot.waitSignal(session.failed) as failed:
        hand.key(Key.Key_Delete)
    assert failed.args == ["Retention, KPI: must not be empty."]


def test_that_ctrl_d_fills_down_and_ctrl_r_fills_right(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = steps(session)
    hand.click(0, 1)
    hand.click(2, 1, Mod.ShiftModifier)
    hand.ctrl(Key.Key_D)
    assert (targets(screen), steps(session)) == ([80, 80, 80], before + 1)
    hand.click(0, 4)
    hand.type("2026-03-02")
    hand.key(Key.Key_Return)
    hand.click(0, 4)
    hand.click(0, 5, Mod.ShiftModifier)
    hand.ctrl(Key.Key_R)
    assert session.plan(screen.project_id).kpis[0].method == "2026-03-02"


def test_that_ctrl_enter_fills_the_selection_with_what_was_typed(
    hand: Hand, screen: KpiScreen, session: Session
) -> None:
    before = steps(session)
    hand.click(2, 1)
    hand.click(0, 1, Mod.ShiftModifier)
    hand.type("12")
    hand.ctrl(Key.Key_Return)
    assert (targets(screen), steps(session)) == ([12, 12, 12], before + 1)


def test_that_the_fill_handle_repeats_the_selection(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = steps(session)
    hand.click(0, 1)
    hand.drag(handle_rect(hand.grid).center(), hand.place(2, 1))
    assert (targets(screen), steps(session)) == ([80, 80, 80], before + 1)
    selected = hand.grid.selected
    assert selected is not None
    assert (selected.top, selected.bottom) == (0, 2)


def test_that_a_drag_selects_a_rectangle(hand: Hand) -> None:
    hand.drag(hand.place(0, 0), hand.place(1, 2))
    selected = hand.grid.selected
    assert selected is not None
    assert (selected.top, selected.left, selected.bottom, selected.right) == (0, 0, 1, 2)


def test_that_shift_arrows_extend_and_ctrl_arrows_jump_to_the_end_of_the_filled(hand: Hand) -> None:
    hand.click(0, 0)
    hand.key(Key.Key_Down, Mod.ShiftModifier)
    hand.key(Key.Key_Right, Mod.ShiftModifier)
    selected = hand.grid.selected
    assert selected is not None
    assert selected.size == 4
    hand.click(0, 0)
    hand.ctrl(Key.Key_Down)
    assert hand.grid.current == (3, 0), "the prompt of the last line counts as filled"


def test_that_rows_are_removed_by_keys_and_come_back_by_undo(hand: Hand, screen: KpiScreen, session: Session) -> None:
    hand.click(0, 1)
    hand.click(1, 1, Mod.ShiftModifier)
    hand.ctrl(Key.Key_Minus)
    assert names(screen) == ["Precision"]
    session.undo()
    assert names(screen) == ["Retention", "Revenue", "Precision"]


def test_that_ctrl_plus_begins_a_new_row(hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 1)
    hand.ctrl(Key.Key_Plus)
    hand.type("Added")
    hand.key(Key.Key_Return)
    assert names(screen)[-1] == "Added"


def test_that_the_context_menu_offers_the_same(qtbot: QtBot, hand: Hand, screen: KpiScreen) -> None:
    hand.click(0, 1)
    qtbot.mouseClick(hand.grid.viewport(), Qt.MouseButton.RightButton, pos=hand.place(0, 1))
    hand.grid.customContextMenuRequested.emit(hand.place(0, 1))
    from mlplanner.gui.tables.actions import make_menu

    menu = make_menu(hand.grid)
    assert isinstance(menu, QMenu)
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    copies = ["Cut", "Copy", "Copy with headings", "Paste"]
    assert texts == [*copies, "Clear", "Fill down", "Fill right", "New KPI", "Remove KPI"]
    remove = next(action for action in menu.actions() if action.text().startswith("Remove"))
    remove.trigger()
    assert names(screen) == ["Revenue", "Precision"]


def test_that_selection_and_current_cell_stay_with_their_row(hand: Hand, screen: KpiScreen, session: Session) -> None:
    hand.click(2, 1)
    hand.grid.records.remove([0])
    assert hand.grid.current == (1, 1)
    session.undo()
    assert hand.grid.current == (2, 1)


def test_that_a_read_only_grid_changes_nothing(hand: Hand, screen: KpiScreen, session: Session) -> None:
    before = steps(session)
    screen.model.is_read_only = True
    hand.click(0, 1)
    hand.type("5")
    hand.key(Key.Key_Delete)
    put_on_clipboard("9")
    hand.ctrl(Key.Key_V)
    hand.ctrl(Key.Key_Minus)
    assert steps(session) == before


def test_that_the_grid_tells_screen_readers_its_cells(hand: Hand, screen: KpiScreen) -> None:
    from PySide6.QtGui import QAccessible

    interface = QAccessible.queryAccessibleInterface(screen.grid)
    assert interface.text(QAccessible.Text.Name) == "KPIs"
    columns = screen.model.columnCount()
    child = interface.child((0 + 1) * (columns + 1) + 1)
    assert child.text(QAccessible.Text.Name) == "Retention"
