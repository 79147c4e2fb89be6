"""A project is saved as a template and a new one starts from it, as long and as large as asked."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from mlplanner.gui.portfolio.new_project import NewProjectDialog
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.session import Session


def save(page: PortfolioPage, session: Session) -> None:
    page.edits.ask_template(session.portfolio.find("Claims").id)
    dialog = page.findChild(QInputDialog, "templateDialog")
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Triage")
    dialog.accept()


def ask(page: PortfolioPage) -> NewProjectDialog:
    page.edits.ask_new()
    dialog = page.findChild(NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    return dialog


def way(dialog: NewProjectDialog) -> QRadioButton:
    button = dialog.findChild(QRadioButton, "way_saved")
    assert isinstance(button, QRadioButton)
    return button


def test_that_a_saved_template_makes_a_project_of_the_size_asked_for(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    save(page, session)
    assert [template.name for template in session.portfolio.templates] == ["Triage"]
    dialog = ask(page)
    qtbot.mouseClick(way(dialog), Qt.MouseButton.LeftButton)
    assert dialog.saved.weeks.value() == 14
    qtbot.keyClicks(dialog.name, "Second triage")
    dialog.saved.weeks.setValue(28)
    dialog.saved.effort.clear()
    qtbot.keyClicks(dialog.saved.effort, "50")
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    plan = session.portfolio.find("Second triage")
    assert plan.delivery_weeks == 28
    total = sum((fte for line in plan.lines for fte in line.weekly.values()), Decimal(0))
    assert abs(total - 50) <= Decimal("0.05")


def test_that_bad_sizes_are_said_in_the_dialog_and_nothing_is_made(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    save(page, session)
    dialog = ask(page)
    qtbot.mouseClick(way(dialog), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.name, "Too short")
    dialog.saved.weeks.setValue(2)
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert "at least 5 weeks" in dialog.problem.text()
    dialog.saved.weeks.setValue(14)
    dialog.saved.effort.setText("-3")
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert "above 0" in dialog.problem.text()
    assert len(session.portfolio.plans) == 8


def test_that_without_a_template_the_way_is_off(page: PortfolioPage) -> None:
    assert not way(ask(page)).isEnabled()


def press(qtbot: QtBot, dialog: NewProjectDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rename_to(qtbot: QtBot, dialog: NewProjectDialog, name: str) -> None:
    press(qtbot, dialog, "renameTemplate")
    asked = dialog.findChild(QInputDialog, "renameTemplateDialog")
    assert isinstance(asked, QInputDialog)
    asked.setTextValue(name)
    asked.accept()
    asked.deleteLater()


def test_that_a_template_is_renamed_and_undo_takes_it_back(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    save(page, session)
    dialog = ask(page)
    qtbot.mouseClick(way(dialog), Qt.MouseButton.LeftButton)
    rename_to(qtbot, dialog, "Queues")
    assert [template.name for template in session.portfolio.templates] == ["Queues"]
    assert dialog.saved.choice.currentText() == "Queues"
    session.workspace.undo()
    assert [template.name for template in session.portfolio.templates] == ["Triage"]


def test_that_a_template_without_a_name_is_refused_in_the_dialog(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    save(page, session)
    dialog = ask(page)
    qtbot.mouseClick(way(dialog), Qt.MouseButton.LeftButton)
    rename_to(qtbot, dialog, "  ")
    assert dialog.problem.text()
    assert [template.name for template in session.portfolio.templates] == ["Triage"]


def test_that_a_deleted_template_is_gone_until_undo_brings_it_back(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    save(page, session)
    dialog = ask(page)
    qtbot.mouseClick(way(dialog), Qt.MouseButton.LeftButton)
    press(qtbot, dialog, "removeTemplate")
    assert not session.portfolio.templates
    assert not way(dialog).isEnabled()
    assert dialog.ways.checkedId() == 0
    session.workspace.undo()
    assert [template.name for template in session.portfolio.templates] == ["Triage"]


def test_that_the_dialog_starts_a_platform_pilot_of_two_projects(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:  # P8.6
    dialog = ask(page)
    button = dialog.findChild(QRadioButton, "way_pilot")
    assert isinstance(button, QRadioButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.name.isVisible()
    dialog.pilot.months.setValue(9)
    with qtbot.waitSignal(dialog.made):
        qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    assert len(session.portfolio.plans) == 10
    session.workspace.undo()
    assert len(session.portfolio.plans) == 8
