"""Shared copies from the window: what is left out is told first, in no file afterwards, and nothing is recorded (P9.2)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.sharing import CHOICES
from mlplanner.exchange.exports import EXPORTS
from mlplanner.exchange.exports import everything as all_documents
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.pdf_preview import PdfPreview
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.session import Session
from mlplanner.gui.share_dialog import EVERYTHING, ShareDialog
from mlplanner.gui.window import MainWindow
from mlplanner.operations.restoring import restore_portfolio
from mlplanner.operations.workspace import create_workspace
from tests.gui.window.conftest import sentences
from tests.unit.exchange.test_sharing import AMOUNTS, DAY, NOTE, contents_of, planted


@pytest.fixture
def opened(furnishing: Furnishing, window: MainWindow) -> MainWindow:
    """The window on a portfolio with a secret in every place; its first project is selected."""
    assert furnishing.exports is not None
    made = create_workspace(None, restore_portfolio(planted(), "planted"), today=lambda: DAY)
    window.show_session(Session(made))
    page = window.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.table.selectRow(0)
    return window


def share_dialog(window: MainWindow) -> ShareDialog:
    window.actions_by_id["share"].trigger()
    return window.findChildren(ShareDialog)[-1]


def press(qtbot: QtBot, dialog: ShareDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_every_document_shared_from_the_window_is_without_secrets(
    qtbot: QtBot, opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.session is not None
    first = next(iter(opened.session.portfolio.plans))
    few = [entry for entry in all_documents(opened.session.portfolio) if entry[1] is None or entry[1].id == first]
    assert {export.id for export, _, _ in few} == {export.id for export in EXPORTS}
    monkeypatch.setattr("mlplanner.gui.exports.everything", lambda _: few)
    revision = opened.session.portfolio.revision
    dialog = share_dialog(opened)
    assert dialog.without == frozenset(CHOICES)
    dialog.document.setCurrentIndex(dialog.document.findData(EVERYTHING))
    press(qtbot, dialog, "shareExport")
    chooser = opened.findChild(QFileDialog, "exportFolder")
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "out"))
    chooser.close()
    qtbot.waitUntil(lambda: opened.jobs.current is None, timeout=60_000)
    assert "shared copies without names, notes and rates" in sentences(opened, "done")[0]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"shared-{name}" for _, _, name in few)
    for path in (tmp_path / "out").iterdir():
        text = contents_of(path).casefold()
        assert [word for word in ("qwyxandra", "zzblorp", NOTE, *AMOUNTS) if word in text] == [], path.name
    assert opened.session.portfolio.revision == revision, "a shared copy is no version of a document"


def test_that_a_shared_pack_is_looked_at_and_says_what_is_left_out(qtbot: QtBot, opened: MainWindow) -> None:
    dialog = share_dialog(opened)
    dialog.document.setCurrentIndex(dialog.document.findData("brief.pdf"))
    for choice, box in dialog.boxes.items():
        box.setChecked(choice == "names")
    assert dialog.words.toPlainText().startswith("Names: people appear as their role and a number")
    assert "people" in dialog.words.toPlainText().split("Here:")[1]
    press(qtbot, dialog, "sharePreview")
    qtbot.waitUntil(lambda: opened.findChild(PdfPreview) is not None, timeout=60_000)
    shown = opened.findChild(PdfPreview)
    assert isinstance(shown, PdfPreview)
    said = shown.findChild(QLabel, "pdfSaid")
    assert said is not None
    assert "In no shared copy: history" in said.text()
    assert "qwyxandra" not in contents_of(shown.path).casefold()
    shown.reject()
    dialog.reject()


def test_that_nothing_is_shared_before_it_is_said_what_is_left_out(qtbot: QtBot, opened: MainWindow) -> None:
    dialog = share_dialog(opened)
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.write.isEnabled()
    assert "menu Export" in dialog.words.toPlainText()
    page = opened.page("portfolio")
    assert isinstance(page, PortfolioPage)
    dialog.reject()
    page.table.clearSelection()
    without_project = share_dialog(opened)
    offered = {without_project.document.itemData(at) for at in range(without_project.document.count())}
    assert offered == {export.id for export in EXPORTS if not export.is_of_project} | {EVERYTHING}
