"""The keys of a grid, as in a spreadsheet: one table from key to action."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mlplanner.gui.tables import actions
from mlplanner.gui.tables.kinds import Kind

if TYPE_CHECKING:
    from mlplanner.gui.tables.view import GridView

Key, Mod = Qt.Key, Qt.KeyboardModifier
Action = Callable[["GridView"], object]
NONE, CTRL, SHIFT, ALT = Mod.NoModifier, Mod.ControlModifier, Mod.ShiftModifier, Mod.AltModifier
ARROWS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}


def is_ours(event: QKeyEvent) -> bool:
    """True for keys that mean something here, so that no shortcut of the window takes them."""
    key, modifiers = _pressed(event)
    return (key in ARROWS and not modifiers & ALT) or (key, modifiers) in KEYS


def has_command(event: QKeyEvent) -> bool:
    """True when Ctrl, Alt or Meta is held: nothing is typed then (AltGr types)."""
    modifiers = event.modifiers()
    is_alt_gr = bool(modifiers & CTRL and modifiers & ALT)
    return bool(modifiers & (CTRL | ALT | Mod.MetaModifier)) and not is_alt_gr


def press(view: "GridView", event: QKeyEvent) -> bool:
    """Do what the key means; False when it means nothing here."""
    key, modifiers = _pressed(event)
    if key in ARROWS and not modifiers & ALT:
        rows, columns = ARROWS[key]
        view.step(rows, columns, extend=bool(modifiers & SHIFT), far=bool(modifiers & CTRL))
        return True
    action = KEYS.get((key, modifiers))
    if action is None:
        return False
    return action(view) is not NotImplemented


def _pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return Key(event.key()), event.modifiers() & (CTRL | SHIFT | ALT | Mod.MetaModifier)


def _tab(view: "GridView") -> None:
    if not view.next_cell(1):
        view.leave(forward=True)


def _back_tab(view: "GridView") -> None:
    if not view.next_cell(-1):
        view.leave(forward=False)


def _enter(view: "GridView") -> None:
    at = view.current
    if at and view.records.row_at(at[0]) is not None and not view.records.is_editable(*at) and view.opens_rows:
        view.opened.emit(at[0])
        return
    view.step(1, 0)


def _edge(view: "GridView", *, end: bool, whole: bool, extend: bool = False) -> None:
    at = view.current or (0, 0)
    columns = view.records.columnCount() - 1
    row = (len(view.records.rows) - 1 if end else 0) if whole else at[0]
    view.go((row, columns if end else 0), extend=extend)


def _page(view: "GridView", direction: int, *, extend: bool = False) -> None:
    at = view.current or (0, 0)
    height = max(view.viewport().height() // max(view.rowHeight(0), 1) - 1, 1)
    view.go((at[0] + direction * height, at[1]), extend=extend)


def _all(view: "GridView") -> None:
    if view.current is None:
        view.go((0, 0))
    view.select_columns()
    view.select_rows()


def _space(view: "GridView") -> object:
    at = view.current
    if at and view.records.columns[at[1]].kind == Kind.CHECK:
        return actions.toggle(view)
    return NotImplemented


def _edit(view: "GridView") -> None:
    view.edit(view.currentIndex(), view.EditTrigger.EditKeyPressed, None)


def _fill_current(view: "GridView") -> None:
    """Ctrl+Enter outside of an editor: the current cell's value into the whole selection."""
    at = view.current
    row = view.records.row_at(at[0]) if at else None
    if at and row is not None:
        actions.fill_with(view, view.records.columns[at[1]].editable_text(row))


KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Action] = {
    (Key.Key_Tab, NONE): _tab,
    (Key.Key_Backtab, SHIFT): _back_tab,
    (Key.Key_F6, NONE): lambda view: view.leave(forward=True),
    (Key.Key_F6, SHIFT): lambda view: view.leave(forward=False),
    (Key.Key_Return, NONE): _enter,
    (Key.Key_Enter, NONE): _enter,
    (Key.Key_Return, SHIFT): lambda view: view.step(-1, 0),
    (Key.Key_Enter, SHIFT): lambda view: view.step(-1, 0),
    (Key.Key_Return, CTRL): _fill_current,
    (Key.Key_Enter, CTRL): _fill_current,
    (Key.Key_F2, NONE): _edit,
    (Key.Key_Down, ALT): lambda view: view.open_list(),
    (Key.Key_Space, NONE): _space,
    (Key.Key_Space, SHIFT): lambda view: view.select_rows(),
    (Key.Key_Space, CTRL): lambda view: view.select_columns(),
    (Key.Key_A, CTRL): _all,
    (Key.Key_Home, NONE): lambda view: _edge(view, end=False, whole=False),
    (Key.Key_End, NONE): lambda view: _edge(view, end=True, whole=False),
    (Key.Key_Home, CTRL): lambda view: _edge(view, end=False, whole=True),
    (Key.Key_End, CTRL): lambda view: _edge(view, end=True, whole=True),
    (Key.Key_Home, SHIFT): lambda view: _edge(view, end=False, whole=False, extend=True),
    (Key.Key_End, SHIFT): lambda view: _edge(view, end=True, whole=False, extend=True),
    (Key.Key_Home, CTRL | SHIFT): lambda view: _edge(view, end=False, whole=True, extend=True),
    (Key.Key_End, CTRL | SHIFT): lambda view: _edge(view, end=True, whole=True, extend=True),
    (Key.Key_PageUp, NONE): lambda view: _page(view, -1),
    (Key.Key_PageDown, NONE): lambda view: _page(view, 1),
    (Key.Key_PageUp, SHIFT): lambda view: _page(view, -1, extend=True),
    (Key.Key_PageDown, SHIFT): lambda view: _page(view, 1, extend=True),
    (Key.Key_Delete, NONE): actions.clear,
    (Key.Key_Backspace, NONE): actions.clear,
    (Key.Key_C, CTRL): actions.copy,
    (Key.Key_Insert, CTRL): actions.copy,
    (Key.Key_C, CTRL | SHIFT): actions.copy_with_headings,
    (Key.Key_X, CTRL): actions.cut,
    (Key.Key_V, CTRL): actions.paste,
    (Key.Key_Insert, SHIFT): actions.paste,
    (Key.Key_D, CTRL): actions.fill_down,
    (Key.Key_R, CTRL): actions.fill_right,
    (Key.Key_Minus, CTRL): actions.remove_rows,
    (Key.Key_Plus, CTRL): actions.new_row,
    (Key.Key_Plus, CTRL | SHIFT): actions.new_row,
    (Key.Key_Equal, CTRL | SHIFT): actions.new_row,
}
