"""A check is waived from the panel, by name and with a reason, and the waiver is revoked there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Severity
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.waiving import WaiveDialog
from mlplanner.gui.session import Session


def choose(page: ProjectPage, *, is_must: bool) -> None:
    checks = page.checks.list
    findings = [checks.item(row).data(Qt.ItemDataRole.UserRole) for row in range(checks.count())]
    checks.setCurrentRow([f and (f.severity is Severity.MUST) for f in findings].index(is_must))


def test_that_a_check_is_waived_and_the_waiver_revoked(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    page.show_project(session.portfolio.find("Claims").id, "approval")
    before = len(session.figures(page.project_id).findings)
    choose(page, is_must=False)
    page.checks.waive.trigger()
    dialog = page.checks.findChild(WaiveDialog)
    assert dialog is not None
    waive = dialog.findChild(QPushButton, "waiveNow")
    qtbot.mouseClick(waive, Qt.MouseButton.LeftButton)
    assert "name of who waives it and a reason" in dialog.problem.text()
    person, reason = dialog.findChild(QComboBox, "waivedBy"), dialog.findChild(QPlainTextEdit, "waiverReason")
    assert person is not None
    person.setCurrentIndex(person.findText("Oliver Grant"))
    qtbot.keyClicks(reason, "Known and accepted")
    qtbot.mouseClick(waive, Qt.MouseButton.LeftButton)
    assert len(session.figures(page.project_id).findings) == before - 1
    texts = [page.checks.list.item(row).text() for row in range(page.checks.list.count())]
    assert texts[-1].startswith("– Waived by Oliver Grant")
    assert texts[-1].endswith("Reason: Known and accepted")
    page.checks.list.setCurrentRow(page.checks.list.count() - 1)
    assert not page.checks.waive.isEnabled()
    page.checks.revoke.trigger()
    assert len(session.figures(page.project_id).findings) == before


def test_that_a_must_can_t_be_waived(page: ProjectPage, session: Session) -> None:
    page.show_project(session.portfolio.find("Claims").id, "approval")
    choose(page, is_must=True)
    assert not page.checks.waive.isEnabled()
    assert not page.checks.revoke.isEnabled()
