"""Exports and imports from the window: files are written beside it, come back as a comparison, and are one step."""

import json
import threading
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.errors import Cancelled
from mlplanner.exchange.exports import EXPORTS, Export, Material, find_export
from mlplanner.gui.comparison import ComparisonDialog
from mlplanner.gui.export_orders import default_name
from mlplanner.gui.exports import Exports
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.imports import Imports
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.session import Session
from mlplanner.gui.window import MainWindow
from tests.gui.portfolio.conftest import TODAY
from tests.gui.window.conftest import sentences
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window on the sample portfolio, its first project selected."""
    window.show_session(Session(sample_in_memory(TODAY)))
    page = window.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.table.selectRow(0)
    return window


@pytest.fixture
def exports(furnishing: Furnishing) -> Exports:
    assert furnishing.exports is not None
    return furnishing.exports


@pytest.fixture
def imports(furnishing: Furnishing) -> Imports:
    assert furnishing.imports is not None
    return furnishing.imports


def make(qtbot: QtBot, window: MainWindow, exports: Exports, export_id: str, path: Path) -> None:
    assert window.session is not None
    export = find_export(export_id)
    plan = window.session.plan(window.current_project_id or 0) if export.is_of_project else None
    exports.make(export, plan, path)
    qtbot.waitUntil(lambda: window.jobs.current is None, timeout=60_000)


def test_that_every_export_is_in_the_menu_and_enabled_for_a_selected_project(opened: MainWindow) -> None:
    assert all(opened.actions_by_id[f"export_{export.id}"].isEnabled() for export in EXPORTS)
    page = opened.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.table.clearSelection()
    enabled = {export.id for export in EXPORTS if opened.actions_by_id[f"export_{export.id}"].isEnabled()}
    assert enabled == {export.id for export in EXPORTS if not export.is_of_project}


@pytest.mark.parametrize("export_id", [export.id for export in EXPORTS])
def test_that_each_export_writes_a_file_that_opens(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path, export_id: str
) -> None:
    path = tmp_path / f"out {export_id}"
    make(qtbot, opened, exports, export_id, path)
    assert sentences(opened) == []
    assert str(path) in sentences(opened, "done")[0]
    assert [file.name for file in tmp_path.iterdir() if "out" in file.name] == [path.name]
    if path.suffix == ".pdf":
        assert len(pypdf.PdfReader(path).pages) >= 1
    elif path.suffix == ".xlsx":
        assert openpyxl.load_workbook(path, read_only=True).sheetnames
    elif path.suffix == ".md":
        assert path.read_text("utf-8").startswith("# ")
    elif path.suffix == ".ics":
        assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    elif path.suffix == ".xml":
        assert ElementTree.parse(path).getroot().tag.endswith("Project")
    else:
        assert json.loads(path.read_text("utf-8"))["format"] in ("mlplanner-plan", "mlplanner-portfolio")


def test_that_the_file_dialog_offers_a_telling_name(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    opened.actions_by_id["export_plan.json"].trigger()
    dialog = opened.findChild(QFileDialog, "exportDialog")
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "ML-001 Churn early warning - plan.json"
    dialog.fileSelected.emit(str(tmp_path / "a.json"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "a.json").exists)
    qtbot.waitUntil(lambda: opened.jobs.current is None)


def test_that_a_name_no_file_may_have_is_made_harmless(opened: MainWindow) -> None:
    assert opened.session is not None
    plan = next(iter(opened.session.portfolio.plans.values()))
    odd = plan.project.model_copy(update={"name": 'a/b: "c"?' + "x" * 110})
    from dataclasses import replace

    name = default_name(find_export("brief.pdf"), opened.session.portfolio, replace(plan, project=odd))
    assert not set(name) & set('/:"?')
    assert len(name) < 130


def test_that_a_pack_is_recorded_with_its_version(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    assert opened.session is not None
    key = opened.current_project_id or 0
    before = len(opened.session.plan(key).packs)
    make(qtbot, opened, exports, "pack.pdf", tmp_path / "pack.pdf")
    assert len(opened.session.plan(key).packs) == before + 1


def test_that_an_export_that_can_not_be_written_says_where(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    make(qtbot, opened, exports, "plan.json", tmp_path / "nowhere" / "plan.json")
    assert "no folder" in sentences(opened)[0]


def test_that_a_cancelled_export_leaves_no_file(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def slow(_: Material, path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        at_work.set()
        go_on.wait(10)

    assert opened.session is not None
    export = Export("plan.json", "Plan", is_of_project=True, is_recorded=False, make=slow)
    exports.make(export, opened.session.plan(opened.current_project_id or 0), tmp_path / "x.json")
    qtbot.waitUntil(at_work.is_set)
    qtbot.mouseClick(opened.status.cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: opened.jobs.current is None)
    assert not [file for file in tmp_path.iterdir() if "x" in file.stem and file.suffix == ".json"]
    assert "stopped" in sentences(opened, "note")[0]
    assert issubclass(Cancelled, Exception)


def test_that_an_unchanged_plan_comes_back_without_a_change(
    qtbot: QtBot, opened: MainWindow, exports: Exports, imports: Imports, tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    make(qtbot, opened, exports, "plan.json", path)
    imports.read(path)
    qtbot.waitUntil(lambda: sentences(opened, "note") == ["plan.json changes nothing here."])


def edited_plan(qtbot: QtBot, opened: MainWindow, exports: Exports, path: Path) -> None:
    """A plan JSON whose project has another name and budget."""
    make(qtbot, opened, exports, "plan.json", path)
    document = json.loads(path.read_text("utf-8"))
    document["project"]["name"] = "Churn alarm"
    path.write_text(json.dumps(document), encoding="utf-8")


def test_that_an_edited_plan_is_compared_then_taken_over_as_one_step(
    qtbot: QtBot, opened: MainWindow, exports: Exports, imports: Imports, tmp_path: Path
) -> None:
    path, key = tmp_path / "plan.json", opened.current_project_id or 0
    edited_plan(qtbot, opened, exports, path)
    imports.read(path)
    qtbot.waitUntil(lambda: opened.findChild(ComparisonDialog) is not None)
    dialog = opened.findChild(ComparisonDialog)
    assert isinstance(dialog, ComparisonDialog)
    line = dialog.tree.model().index(0, 0, dialog.tree.model().index(0, 0, dialog.tree.model().index(0, 0)))
    assert [line.siblingAtColumn(column).data() for column in range(3)] == [
        "Name",
        "Churn early warning",
        "Churn alarm",
    ]
    assert opened.session is not None
    assert opened.session.plan(key).project.name == "Churn early warning"
    take = dialog.findChild(QPushButton, "takeOver")
    assert isinstance(take, QPushButton)
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert opened.session.plan(key).project.name == "Churn alarm"
    opened.actions_by_id["undo"].trigger()
    assert opened.session.plan(key).project.name == "Churn early warning"


def test_that_a_comparison_that_is_left_changes_nothing(
    qtbot: QtBot, opened: MainWindow, exports: Exports, imports: Imports, tmp_path: Path
) -> None:
    path, key = tmp_path / "plan.json", opened.current_project_id or 0
    edited_plan(qtbot, opened, exports, path)
    imports.read(path)
    qtbot.waitUntil(lambda: opened.findChild(ComparisonDialog) is not None)
    dialog = opened.findChild(ComparisonDialog)
    assert isinstance(dialog, ComparisonDialog)
    dialog.reject()
    assert opened.session is not None
    assert opened.session.plan(key).project.name == "Churn early warning"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"{", "a.json"),
        ("a.pdf", b"%PDF-1.7", "is not a complete PDF"),
        ("a.xlsx", b"PK\x03\x04 no zip", "a.xlsx"),
        ("b.json", b'{"format": "other"}', "b.json"),
    ],
)
def test_that_a_bad_file_gives_one_sentence_and_changes_nothing(
    qtbot: QtBot, opened: MainWindow, imports: Imports, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert opened.session is not None
    revision = opened.session.portfolio.revision
    imports.read(path)
    qtbot.waitUntil(lambda: bool(sentences(opened)))
    assert says in sentences(opened)[0]
    assert opened.session.portfolio.revision == revision


def test_that_a_workbook_made_elsewhere_shows_how_it_was_understood(
    qtbot: QtBot, opened: MainWindow, imports: Imports, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    for row in (["Aufgabe", "Beginn", "Ende"], ["Daten holen", "02.03.2026", "13.03.2026"]):
        made.active.append(row)
    made.save(tmp_path / "Retouren.xlsx")
    imports.read(tmp_path / "Retouren.xlsx")
    qtbot.waitUntil(lambda: opened.findChild(ComparisonDialog) is not None, timeout=60_000)
    dialog = opened.findChild(ComparisonDialog)
    assert isinstance(dialog, ComparisonDialog)
    notes = dialog.findChild(QPlainTextEdit, "comparisonNotes")
    assert isinstance(notes, QPlainTextEdit)
    assert "Aufgabe = task; Beginn = begin (day or month first?); Ende = end" in notes.toPlainText()
    items = [dialog.tree.topLevelItem(place) for place in range(dialog.tree.topLevelItemCount())]
    kinds = [item.text(0).replace("\xa0", " ") for item in items if item]
    assert "1 phase" in kinds
    assert not [kind for kind in kinds if "another program" in kind]
    dialog.reject()


def test_that_a_table_sorted_without_its_refs_offers_to_match_by_content(
    qtbot: QtBot, opened: MainWindow, exports: Exports, imports: Imports, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    make(qtbot, opened, exports, "plan.xlsx", path)
    book = openpyxl.load_workbook(path)
    sheet = book["Risks"]
    rows = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(5, 6)]
    for number, values in zip((6, 5), rows, strict=True):
        for column, value in enumerate(values, start=2):
            sheet.cell(number, column).value = value
    book.save(path)
    imports.read(path)
    qtbot.waitUntil(lambda: len(sentences(opened, "error")) == 1, timeout=60_000)
    assert "match the rows by content" in sentences(opened, "error")[0]
    button = next(each for each in opened.findChildren(QAbstractButton) if each.text() == "Match by content")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sentences(opened, "note") == ["plan.xlsx changes nothing here."], timeout=60_000)
