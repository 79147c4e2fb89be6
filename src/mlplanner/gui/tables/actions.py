"""What can be done with the selection: copy, cut, paste, clear, fill, remove rows. Each is one undo step."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from mlplanner.gui.icons import icon
from mlplanner.gui.tables.cells_out import Cells, OutCell, heading_cells, put, shown_cell, typed_cell
from mlplanner.gui.tables.clipboard import read_block, tiled
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.ranges import At, Range, fill_sources

if TYPE_CHECKING:
    from mlplanner.gui.tables.view import GridView


def copy(view: "GridView") -> None:
    """The selection, as cells that spreadsheets take."""
    put(view.out_cells(with_headings=False))


def copy_with_headings(view: "GridView") -> None:
    """The same below a line of the columns' titles."""
    put(view.out_cells(with_headings=True), has_headings=True)


def selected_cells(view: "GridView", *, with_headings: bool) -> Cells:
    """What is copied: the texts that an editor would start with, so that they come back as they were."""
    chosen = view.selected
    if chosen is None:
        return []
    columns = _shown(view, chosen)
    cells = [[_out(view, (row, column)) for column in columns] for row in _real_rows(view, chosen)]
    titles = [view.records.columns[column].title for column in columns]
    return [heading_cells(titles), *cells] if with_headings else cells


def cut(view: "GridView") -> None:
    """Copy, then clear."""
    copy(view)
    clear(view)


def clear(view: "GridView") -> None:
    """Clear the selection's cells that can be edited."""
    if chosen := view.selected:
        view.records.clear([cell for cell in chosen.cells() if _is_open(view, cell)])


def paste(view: "GridView") -> None:
    """The clipboard's block from the selection's corner on; repeated where it fits a larger selection exactly.

    Rows below the last one are added. Computed cells among others are passed over, and shut ones that would stay as they are,
    so that rows copied here come back; a line of headings is known by its words and left out;
    a block wider than the grid, or over nothing but cells that can't be edited, is refused.
    """
    chosen, text = view.selected, QGuiApplication.clipboard().text()
    if chosen is None or not text:
        return
    copied = read_block(text)
    if view.takes_block is not None and not view.records.is_read_only and view.takes_block(copied):
        return
    columns = [c for c in range(chosen.left, view.records.columnCount()) if not view.isColumnHidden(c)]
    block = tiled(_without_headings(view, copied, columns), chosen.height, chosen.width)
    if not block:
        return
    width = max((len(row) for row in block), default=0)
    if width > len(columns):
        view.refuse(f"The copied block is {width} columns wide; from here there are only {len(columns)}.")
        return
    last = len(view.records.rows) if view.records.can_add else len(view.records.rows) - 1
    if chosen.top + len(block) - 1 > last and not view.records.can_add:
        view.refuse(f"The copied block has {len(block)} rows; from here there are only {last - chosen.top + 1}.")
        return
    cells = {(chosen.top + r, columns[c]): text for r, row in enumerate(block) for c, text in enumerate(row)}
    shut: At | None = next(iter(cells))
    cells = {cell: text for cell, text in cells.items() if view.records.columns[cell[1]].edit is not None}
    cells = {cell: text for cell, text in cells.items() if _takes(view, cell) or text != _out(view, cell).text}
    shut = next((cell for cell in cells if not _takes(view, cell)), None if cells else shut)
    if shut is not None:
        view.refuse(f"{view.records.columns[shut[1]].title} can't be edited here, so nothing was pasted.")
        return
    if view.records.put(cells, "" if len(cells) == 1 else "Paste"):
        bottom = min(chosen.top + len(block), view.records.rowCount()) - 1
        view.select_range(Range(chosen.top, chosen.left, bottom, columns[width - 1]))


def _without_headings(view: "GridView", block: list[list[str]], columns: list[int]) -> list[list[str]]:
    """A block that was copied with its headings, without them."""
    titles = [cell.text for cell in heading_cells([view.records.columns[column].title for column in columns])]
    first = block[0] if block else []
    is_headed = bool(first) and any(first) and first == titles[: len(first)]
    return block[1:] if is_headed else block


def fill_down(view: "GridView") -> None:
    """The selection's first row into the rows below it; with one row, the row above into it (Ctrl+D)."""
    if (chosen := view.selected) and (chosen.height > 1 or chosen.top > 0):
        top = chosen.top if chosen.height > 1 else chosen.top - 1
        source = Range(top, chosen.left, top, chosen.right)
        fill_range(view, source, Range(top, chosen.left, chosen.bottom, chosen.right))


def fill_right(view: "GridView") -> None:
    """The selection's first column into those right of it; with one column, the one before into it (Ctrl+R)."""
    if (chosen := view.selected) and (chosen.width > 1 or chosen.left > 0):
        left = chosen.left if chosen.width > 1 else chosen.left - 1
        source = Range(chosen.top, left, chosen.bottom, left)
        fill_range(view, source, Range(chosen.top, left, chosen.bottom, chosen.right))


def fill_range(view: "GridView", source: Range, target: Range) -> None:
    """Repeat `source` over `target` (Ctrl+D, Ctrl+R, the fill handle)."""
    last = len(view.records.rows) - 1
    pairs = {to: at for to, at in fill_sources(source, target).items() if to[0] <= last and at[0] <= last}
    cells = {to: _text(view, at) for to, at in pairs.items() if _is_open(view, to)}
    if cells and view.records.put(cells, "Fill"):
        view.select_range(Range(target.top, target.left, min(target.bottom, last), target.right))


def fill_with(view: "GridView", value: Any) -> None:
    """The typed value into all cells of the selection (Ctrl+Enter)."""
    if chosen := view.selected:
        cells = {cell: value for cell in chosen.cells() if _takes(view, cell)}
        view.records.put(cells, "" if len(cells) == 1 else "Fill")


def toggle(view: "GridView") -> bool:
    """Tick or clear the check boxes of the selection, all as the current one becomes."""
    chosen, at = view.selected, view.current
    if chosen is None or at is None or not view.records.is_editable(*at):
        return False
    row, column = view.records.row_at(at[0]), view.records.columns[at[1]]
    value = not (row is not None and column.read(row))
    same = [c for c in chosen.cells() if view.records.columns[c[1]].kind == Kind.CHECK and _is_open(view, c)]
    return view.records.put(dict.fromkeys(same or [at], value), "" if len(same) < 2 else "Change")


def remove_rows(view: "GridView") -> None:
    """Remove the rows of the selection."""
    if chosen := view.selected:
        view.records.remove(list(_real_rows(view, chosen)))


def new_row(view: "GridView") -> None:
    """Go to the last line and begin typing."""
    if view.records.can_add:
        column = next(
            (c for c in range(view.records.columnCount()) if view.records.is_editable(len(view.records.rows), c)), 0
        )
        view.go((len(view.records.rows), column))
        view.edit(view.currentIndex(), view.EditTrigger.EditKeyPressed, None)


def make_menu(view: "GridView") -> QMenu:
    """The context menu: the same, with the keys said."""
    menu = QMenu(view)
    menu.setObjectName("grid_menu")
    records, chosen = view.records, view.selected
    can_edit = chosen is not None and any(_is_open(view, cell) for cell in chosen.cells())
    entries = [
        ("Cut\tCtrl+X", "", lambda: cut(view), can_edit),
        ("Copy\tCtrl+C", "copy", lambda: copy(view), chosen is not None),
        ("Copy with headings\tCtrl+Shift+C", "", lambda: copy_with_headings(view), chosen is not None),
        ("Paste\tCtrl+V", "", lambda: paste(view), not records.is_read_only),
        ("Clear\tDel", "", lambda: clear(view), can_edit),
        None,
        ("Fill down\tCtrl+D", "", lambda: fill_down(view), can_edit),
        ("Fill right\tCtrl+R", "", lambda: fill_right(view), can_edit),
    ]
    if records.can_add:
        entries += [None, (f"New {records.about.noun}\tCtrl++", "plus", lambda: new_row(view), True)]
    if records.can_remove:
        has_rows = bool(chosen and list(_real_rows(view, chosen)))
        entries.append(
            (f"Remove {records.about.noun}\tCtrl+\N{MINUS SIGN}", "remove", lambda: remove_rows(view), has_rows)
        )
    if records.can_sort and view.current is not None:
        column = view.current[1]
        entries += [None, (f"Sort by {records.columns[column].title}", "", lambda: view.sort_next(column), True)]
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        text, picture, callback, is_enabled = entry
        action = menu.addAction(text)
        if picture:
            action.setIcon(icon(picture))
        action.triggered.connect(callback)
        action.setEnabled(is_enabled)
    for extra in view.extra_actions:
        menu.addAction(extra)
    return menu


def _out(view: "GridView", at: At) -> OutCell:
    text, column = _text(view, at), view.records.columns[at[1]]
    return typed_cell(text) if column.kind.is_numeric else shown_cell(text) if column.edit is None else OutCell(text)


def _text(view: "GridView", at: At) -> str:
    row, column = view.records.row_at(at[0]), view.records.columns[at[1]]
    return "" if row is None else column.editable_text(row)


def _real_rows(view: "GridView", chosen: Range) -> range:
    return range(chosen.top, min(chosen.bottom, len(view.records.rows) - 1) + 1)


def _shown(view: "GridView", chosen: Range) -> list[int]:
    return [column for column in chosen.columns if not view.isColumnHidden(column)]


def _is_open(view: "GridView", at: At) -> bool:
    return at[0] < len(view.records.rows) and view.records.is_editable(*at)


def _takes(view: "GridView", at: At) -> bool:
    """True for cells that take a value, also in rows that a paste will add."""
    if at[0] < len(view.records.rows):
        return view.records.is_editable(*at)
    return view.records.can_add and view.records.columns[at[1]].edit is not None
