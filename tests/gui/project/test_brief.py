"""The brief is written in forms that commit one field at a time and say what is wrong beside it (P1.1)."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mlplanner.gui.forms.fields import Field
from mlplanner.gui.project.brief import BriefTab
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.sheet import SheetTab
from mlplanner.gui.session import Session


def field(page: ProjectPage, name: str) -> Field:
    tab = page.tab("brief")
    assert isinstance(tab, BriefTab)
    return next(f.fields[name] for _, f in tab._forms if name in f.fields)


def line(page: ProjectPage, name: str) -> QLineEdit:
    editor = field(page, name).editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_that_a_typed_name_is_saved_shown_and_undone(qtbot: QtBot, page: ProjectPage, session: Session) -> None:  # P1.1
    editor = line(page, "name")
    editor.selectAll()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClicks(editor, "Churn 2026")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert session.plan(page.project_id).project.name == "Churn 2026"
    session.undo()
    assert editor.text() == "Churn early warning"


def test_that_money_is_read_as_people_write_it(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    for typed, cents in (("300.000,50", "300000.50"), ("1,234,567", "1234567.00"), ("99 000", "99000.00")):
        editor = line(page, "budget")
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert session.plan(page.project_id).project.budget == Decimal(cents)


def test_that_a_refused_value_stays_with_one_sentence(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    before = session.portfolio.revision
    for typed, sentence in (
        ("-5", "must be at least 0"),
        ("lots", "must be a number"),
        ("nan", "must be a number"),
        ("1e30", "at most"),
    ):
        editor = line(page, "budget")
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert sentence in field(page, "budget").problem
        assert editor.text() == typed
    assert session.portfolio.revision == before
    qtbot.keyClick(line(page, "budget"), Qt.Key.Key_Escape)
    assert field(page, "budget").problem == ""
    assert line(page, "budget").text() == "250,000"


def test_that_a_name_must_not_be_empty_or_endless(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    before = session.portfolio.revision
    editor = line(page, "name")
    editor.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "must not be empty" in field(page, "name").problem
    editor.setText("x" * 10_000)
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "longer than 120 characters" in field(page, "name").problem
    assert session.portfolio.revision == before


def test_that_a_paragraph_is_saved_when_typing_pauses(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    editor = field(page, "objective").editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.selectAll()
    with qtbot.waitSignal(session.changed) as caught:
        qtbot.keyClicks(editor, "Fewer cancellations")
    assert session.plan(page.project_id).project.objective == "Fewer cancellations"
    assert caught.args is not None
    assert caught.args[0].label.startswith("Change Business objective")


def test_that_a_new_name_in_an_owner_field_adds_the_person_in_one_step(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:
    combo = field(page, "owner_id").editor
    assert isinstance(combo, QComboBox)
    editor = combo.lineEdit()
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Zoe Ny")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    owner_id = session.plan(page.project_id).project.owner_id
    assert session.portfolio.person_name(owner_id) == "Zoe Ny"
    people = len(session.portfolio.people)
    session.undo()
    assert len(session.portfolio.people) == people - 1
    assert combo.currentText() == "Ελένη Παπαδοπούλου"


def test_that_a_name_without_its_accents_finds_the_person_and_adds_nobody(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:
    combo = field(page, "owner_id").editor
    assert isinstance(combo, QComboBox)
    editor, completer = combo.lineEdit(), combo.completer()
    assert editor is not None
    assert completer is not None
    completer.setCompletionPrefix("sorens")
    assert completer.currentCompletion() == "Helga Sørensen"
    people = len(session.portfolio.people)
    editor.selectAll()
    qtbot.keyClicks(editor, "lukasz nowak")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert session.portfolio.person_name(session.plan(page.project_id).project.owner_id) == "Łukasz Nowak"
    assert len(session.portfolio.people) == people
    assert combo.currentText() == "Łukasz Nowak"


def test_that_every_field_has_an_accessible_name(page: ProjectPage) -> None:
    tab = page.tab("brief")
    assert isinstance(tab, BriefTab)
    names = [f.editor.accessibleName() for _, form in tab._forms for f in form.fields.values()]
    assert names
    assert all(names)


def test_that_an_amount_in_thousands_is_taken_and_shown_in_full(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:
    editor = field(page, "budget").editor
    assert isinstance(editor, QLineEdit)
    for typed in ("260k", "260 000 EUR"):  # the second changes nothing, and is shown as ever all the same
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert session.plan(page.project_id).project.budget == 260_000
        assert editor.text() == "260,000"


def test_that_a_share_beyond_its_limit_is_refused_as_a_percentage(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:
    page.show_tab("costs")
    tab = page.tab("costs")
    assert isinstance(tab, SheetTab)
    share = next(form.fields["handover_pct"] for _, form in tab._forms if "handover_pct" in form.fields)
    assert isinstance(share.editor, QLineEdit)
    share.editor.selectAll()
    qtbot.keyClicks(share.editor, "150")
    qtbot.keyClick(share.editor, Qt.Key.Key_Return)
    assert share.problem.endswith("must be at most 100\u00a0%; got 150\u00a0%.")
