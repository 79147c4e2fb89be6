"""Every grid and table of the program gives its cells to the clipboard, and takes them back where it can be edited (P9.2).

The tables are found by their type on every section and tab, so one that is added is walked over too.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from html.parser import HTMLParser

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTableView, QTabWidget, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.gui.capacity.heat_map import HeatMap
from mlplanner.gui.feed import Feed
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.session import Session
from mlplanner.gui.tables.cells_out import shown_cell, typed_cell
from mlplanner.gui.tables.clipboard import read_block
from mlplanner.gui.tables.copying import GIVES
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.view import GridView
from mlplanner.gui.window import MainWindow
from tests.gui.hands import clipboard
from tests.gui.portfolio.conftest import TODAY
from tests.support.sample_files import sample_in_memory

Key, Mod = Qt.Key, Qt.KeyboardModifier
BOTH = Mod.ControlModifier | Mod.ShiftModifier
EXPECTED = {
    *("portfolioTable", "heatMap", "behindCell", "rankList", "staffing_grid", "staffing_totals", "people", "rates"),
    *("kpis", "costs", "risks", "raci", "steps", "fields", "inventory"),
}


class Table(HTMLParser):
    """The rows of an HTML table, and the numbers in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[Decimal | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            number = dict(attrs).get("x:num")
            self.rows[-1].append(Decimal(number) if number else None)


@pytest.fixture
def session(qtbot: QtBot, furnishing: Furnishing, window: MainWindow) -> Session:
    """The sample, with all its figures."""
    assert furnishing.exports is not None
    made = Session(sample_in_memory(TODAY))
    window.resize(1440, 900)
    window.show_session(made)
    feed = Feed.of(made)
    qtbot.waitUntil(lambda: feed.loads is not None, timeout=30_000)
    return made


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every section and every tab of a project, with every tab within it in front once."""
    for section in SECTIONS:
        window.show_section(section.id)
        page = window.page(section.id)
        assert page is not None
        yield from fronts(section.id, page)
    for tab in TABS:
        window.show_project(1, tab.id)
        yield from fronts(tab.id, window.project_page())


def fronts(name: str, page: QWidget) -> Iterator[tuple[str, QWidget]]:
    inner = [
        tabs for tabs in page.findChildren(QTabWidget) if tabs.isVisible() and tabs is not getattr(page, "tabs", 0)
    ]
    own = getattr(page, "tabs", None)
    if isinstance(own, QTabWidget) and name not in {tab.id for tab in TABS}:
        inner.append(own)
    yield name, page
    for tabs in inner:
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            yield f"{name}/{tabs.tabText(at)}", page


def tables(page: QWidget) -> list[QWidget]:
    """What a person would call a table: everything with columns, that can be seen."""
    found: list[QWidget] = [view for view in page.findChildren(QAbstractItemView) if is_table(view)]
    return found + [one for one in page.findChildren(QWidget) if hasattr(one, GIVES) and one not in found]


def is_settled(page: QWidget) -> bool:
    """True when all that is not hidden on purpose is shown: Qt shows what is added to a layout a moment later."""

    def is_shut(widget: QWidget | None) -> bool:
        is_own = widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if widget is None or widget is page:
            return False
        return (is_own and widget.isHidden()) or is_shut(widget.parentWidget())

    return all(view.isVisible() or is_shut(view) for view in tables(page))


def is_table(view: QAbstractItemView) -> bool:
    return isinstance(view, QTableView) or (isinstance(view, QTreeView) and not view.isHeaderHidden())


def size(view: QWidget) -> tuple[int, int]:
    """Rows and columns that are shown."""
    if isinstance(view, HeatMap):
        return len(view.rows), len(view.spans) + 1
    if isinstance(view, GridView):
        shown = [at for at in range(view.records.columnCount()) if not view.isColumnHidden(at)]
        return len(view.records.rows), len(shown)
    assert isinstance(view, QTableView | QTreeView)
    model = view.model()
    hidden = sum(view.isColumnHidden(at) for at in range(model.columnCount()))
    return model.rowCount(), model.columnCount() - hidden


def copied(qtbot: QtBot, view: QWidget, modifier: Qt.KeyboardModifier = Mod.ControlModifier) -> list[list[str]]:
    """All of a table as it lies in the clipboard."""
    QApplication.clipboard().clear()
    qtbot.keyClick(view, Key.Key_A, Mod.ControlModifier)
    qtbot.keyClick(view, Key.Key_C, modifier)
    text = clipboard()
    return read_block(text) if text else []


def test_that_every_table_of_the_program_copies_and_takes_back_its_cells(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)
    seen: dict[str, int] = {}
    pasted: set[str] = set()
    for where, page in pages(window):
        qtbot.waitUntil(partial(is_settled, page))
        for view in tables(page):
            name = view.objectName()
            if not view.isVisible() or seen.get(name):
                seen.setdefault(name, 0)
                continue
            view.setFocus()
            assert QApplication.focusWidget() is view, f"{where}: {name} takes no focus"
            seen[name] = copy_all(qtbot, view, where)
            if isinstance(view, GridView) and is_open(view):
                paste_back(qtbot, session, view, where, failures)
                pasted.add(name)
    assert set(seen) >= EXPECTED
    assert [name for name in EXPECTED if not seen[name]] == [], "nothing was copied from these"
    assert len(pasted) > 12


def is_open(grid: GridView) -> bool:
    places = ((row, at) for row in range(len(grid.records.rows)) for at in range(len(grid.records.columns)))
    return any(grid.records.is_editable(*place) for place in places)


def copy_all(qtbot: QtBot, view: QWidget, where: str) -> int:
    """Copy all of a table; text, numbers and headings are what they should be. Gives the number of rows."""
    name, (rows, columns) = view.objectName(), size(view)
    block = copied(qtbot, view)
    if not rows:
        return 0
    assert (len(block), {len(row) for row in block}) == (rows, {columns}), f"{where}: {name}"
    found = Table(QApplication.clipboard().mimeData().html())
    assert [len(row) for row in found.rows] == [columns] * rows, f"{where}: {name}"
    for texts, numbers in zip(block, found.rows, strict=True):
        for text, number in zip(texts, numbers, strict=True):
            assert number is None or shown_cell(text).number == number, f"{where}: {name}: {text}"
    headed = copied(qtbot, view, BOTH)
    assert headed[1:] == block, f"{where}: {name}"
    assert any(headed[0]), f"{where}: {name} has no headings"
    return rows


def paste_back(qtbot: QtBot, session: Session, view: GridView, where: str, failures: list[str]) -> None:
    """What was copied changes nothing; then other values, as one step."""
    before, block = session.portfolio.revision, copied(qtbot, view)
    for modifier in (Mod.ControlModifier, BOTH):
        copied(qtbot, view, modifier)
        qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
        assert failures == [], f"{where}: {view.objectName()}"
        assert session.portfolio.revision == before, f"{where}: {view.objectName()}: unchanged cells changed it"
    assert copied(qtbot, view) == block
    paste_two(qtbot, session, view, where, failures)


def paste_two(qtbot: QtBot, session: Session, view: GridView, where: str, failures: list[str]) -> None:
    """Paste into the first rows of a column until one takes it: one step, undone as one."""
    before, block = session.portfolio.revision, copied(qtbot, view)
    for at, column in enumerate(view.records.columns):
        rows = [row for row in range(len(view.records.rows))[:2] if view.records.is_editable(row, at)]
        offer = {Kind.TEXT: "Some words", Kind.MULTILINE: "Some words", Kind.NUMBER: "0.7", Kind.MONEY: "70"}
        offer |= {Kind.DATE: "2026-07-06", Kind.PERCENT: "7 %"}
        texts = (
            [c.title for c in column.choices(view.records.row_at(0))][:3]
            if column.kind in (Kind.CHOICE, Kind.PERSON)
            else []
        )
        texts = texts or ([offer[column.kind]] if column.kind in offer else [])
        now = typed_cell(column.editable_text(view.records.row_at(0))).number
        texts += [] if now is None else [str(now + 1), str(now * 2), str(now / 2)]
        for text in texts:
            if not rows or view.isColumnHidden(at):
                continue
            view.go((rows[0], at))
            QApplication.clipboard().setText("\r\n".join([text] * len(rows)))
            qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
            if session.portfolio.revision == before:
                failures.clear()
                continue
            assert session.portfolio.revision == before + 1, f"{where}: {view.objectName()}"
            session.undo()
            assert copied(qtbot, view) == block, f"{where}: {view.objectName()}"
            return
    pytest.fail(f"{where}: no column of {view.objectName()} takes a pasted cell")


def test_that_a_block_of_the_heat_map_is_chosen_with_shift(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_section("capacity")
    page = window.page("capacity")
    assert page is not None
    heat_map = page.findChild(HeatMap)
    assert isinstance(heat_map, HeatMap)
    heat_map.setFocus()
    heat_map.choose(1, 2)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right):
        qtbot.keyClick(heat_map, key, Mod.ShiftModifier)
    qtbot.keyClick(heat_map, Key.Key_C, BOTH)
    block = read_block(clipboard())
    assert block[0] == ["Role or person", *(span.label for span in heat_map.spans[2:5])]
    assert [row[0] for row in block[1:]] == [row.title for row in heat_map.rows[1:3]]
    qtbot.keyClick(heat_map, Key.Key_Left)
    qtbot.keyClick(heat_map, Key.Key_C, Mod.ControlModifier)
    assert [len(row) for row in read_block(clipboard())] == [2]


def test_that_the_edit_menu_copies_from_the_table_in_focus(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_project(1, "history")
    steps = window.project_page().findChild(QTableView, "steps")
    assert steps is not None
    steps.setFocus()
    steps.selectAll()
    window.actions_by_id["copy_headed"].trigger()
    assert read_block(clipboard())[0] == ["When", "Who", "What"]
    assert any(menu.objectName() == "menu_edit" for menu in window.findChildren(QMenu))


@pytest.mark.parametrize(
    ("shown", "text", "number"),
    [
        ("1,234", "1234", "1234"),
        ("\N{MINUS SIGN}3.5", "-3.5", "-3.5"),
        ("45\u00a0%", "45 %", "0.45"),
        ("2 Mar 2026", "2026-03-02", None),
        ("ML-001", "ML-001", None),
        ("007", "007", None),
        ("1/5", "1/5", None),
        ("=1+1", "=1+1", None),
    ],
)
def test_that_what_is_shown_goes_out_as_a_spreadsheet_reads_it(shown: str, text: str, number: str | None) -> None:
    cell = shown_cell(shown)
    assert (cell.text, cell.number) == (text, Decimal(number) if number else None)
