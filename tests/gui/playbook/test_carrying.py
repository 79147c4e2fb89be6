"""Changes of the playbook travel as a file; what it would change is shown before anything is taken."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.gui.playbook.import_changes import ImportDialog
from mlplanner.gui.playbook.page import CHANGES, PlaybookPage
from mlplanner.gui.session import Session
from mlplanner.operations.playbooks import edit_entry, explain_changes, reset_entries

PATH = "figures.contingency_pct.value"


def press(qtbot: QtBot, page: PlaybookPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose_file(qtbot: QtBot, page: PlaybookPage, button: str, dialog: str, path: Path) -> None:
    press(qtbot, page, button)
    found = page.findChild(QFileDialog, dialog)
    assert found is not None
    found.fileSelected.emit(str(path))
    found.close()


def dialog_of(page: PlaybookPage) -> ImportDialog:
    found = page.findChild(ImportDialog)
    assert found is not None
    return found


def test_that_changes_go_out_and_come_back(qtbot: QtBot, page: PlaybookPage, session: Session, tmp_path: Path) -> None:
    session.run(edit_entry(PATH, "0.15"))
    session.run(explain_changes([PATH], "Board"))
    kept = [(o.path, o.value, o.reason) for o in session.portfolio.overrides]
    path = tmp_path / "method.json"
    choose_file(qtbot, page, "playbookExport", "playbookExportFile", path)
    assert page.notice.text().replace("\u00a0", " ") == "1 change written to method.json"

    session.run(reset_entries([]))
    session.run(edit_entry("figures.drills_min.value", "6"))
    choose_file(qtbot, page, "playbookImport", "playbookImportFile", path)
    dialog = dialog_of(page)
    proposal = dialog.proposals.records.rows[0]
    assert (proposal.title, proposal.here, proposal.theirs, proposal.reason) == ("Contingency", "0.1", "0.15", "Board")
    assert dialog.replace.isVisible()
    dialog.replace.setChecked(True)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert [(o.path, o.value, o.reason) for o in session.portfolio.overrides] == kept
    assert page.chapter == CHANGES
    session.undo()
    assert [o.path for o in session.portfolio.overrides] == ["figures.drills_min.value"]


def test_that_a_file_that_fits_no_playbook_is_refused_in_the_dialog(
    qtbot: QtBot, page: PlaybookPage, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.json"
    changes = '[{"path": "figures.contingency_pct.value", "value": 7}]'
    path.write_text(f'{{"format": "mlplanner playbook changes", "version": 1, "changes": {changes}}}')
    page.import_changes(path)
    dialog = dialog_of(page)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert "lies outside 0 to 1" in dialog.problem.text()
    assert dialog.isVisible()
    assert session.portfolio.overrides == ()
    dialog.reject()


def test_that_a_file_that_is_none_is_one_sentence(page: PlaybookPage, session: Session, tmp_path: Path) -> None:
    said: list[str] = []
    session.failed.connect(said.append)
    path = tmp_path / "plan.json"
    for text, reason in (("", "is empty"), ("{}", "holds no playbook changes")):
        path.write_text(text)
        page.import_changes(path)
        assert reason in said[-1]
    page.import_changes(tmp_path / "gone.json")
    assert "There is no file" in said[-1]
    assert page.findChild(ImportDialog) is None
