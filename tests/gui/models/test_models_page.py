"""Every model is found, edited, kept or retired in one place (P8.1)."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from mlplanner.domain.models import Model, ModelState
from mlplanner.gui.models.page import ModelsPage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from tests.gui.hands import Hand

Take = Callable[[GridView], Hand]
NBSP = "\N{NO-BREAK SPACE}"


def model(session: Session, name: str) -> Model:
    return next(found for plan in session.portfolio.plans.values() for found in plan.models if found.name == name)


def names(page: ModelsPage) -> list[str]:
    return [row.model.name for row in page.grid.records.rows]


def cell(page: ModelsPage, name: str, column: str) -> str:
    return page.grid.records.cell(names(page).index(name), page.grid.records.find_column(column)).text.replace(
        NBSP, " "
    )


def select(page: ModelsPage, hand: Hand, name: str) -> None:
    row = names(page).index(name)
    page.grid.scrollTo(page.grid.records.index(row, 0))
    hand.click(row, 0)


def test_that_the_inventory_shows_the_models_of_all_projects(page: ModelsPage, session: Session) -> None:  # P8.1
    assert len(names(page)) == sum(len(plan.models) for plan in session.portfolio.plans.values()) == 10
    assert cell(page, "Absence forecast", "proposal") == "▲ archive it"
    assert "runbook" in cell(page, "Absence forecast", "missing")
    assert cell(page, "Leave request router", "kpi_id") == "Cost per model in operation"
    assert cell(page, "Claims router", "proposal") == ""
    assert page.count.text().replace(NBSP, " ") == "10 models, 1 to archive"


def test_that_maintenance_is_that_of_the_project_to_the_cent(page: ModelsPage, session: Session) -> None:  # P8.1
    for plan in session.portfolio.plans.values():
        rows = [row for row in page.grid.records.rows if row.project_id == plan.id]
        if any(row.model.state != ModelState.RETIRED for row in rows):
            assert sum(row.maintenance_year for row in rows) == session.figures(plan.id).costs.maintenance_year


def test_that_words_and_filters_narrow_the_inventory(qtbot: QtBot, page: ModelsPage) -> None:  # P8.1
    qtbot.keyClicks(page.search, "hr okafor")
    assert names(page) == ["Leave request router", "Skills matching"]
    page.search.clear()
    qtbot.keyClick(page.filter, Qt.Key.Key_End)
    assert page.filter.currentText() == "To archive"
    assert names(page) == ["Absence forecast"]
    qtbot.keyClick(page.filter, Qt.Key.Key_Up)
    assert set(names(page)) >= {"Absence forecast", "Lead score"}
    assert "Claims router" not in names(page)


def test_that_a_cell_is_edited_in_place_and_undone(page: ModelsPage, session: Session, hand: Take) -> None:  # P8.1
    person = hand(page.grid)
    row, column = names(page).index("Churn score"), page.grid.records.find_column("retrained_on")
    page.grid.go((row, column))
    person.type("2026-02-18")
    person.key(Qt.Key.Key_Return)
    assert model(session, "Churn score").retrained_on == date(2026, 2, 18)
    session.undo()
    assert model(session, "Churn score").retrained_on is None


def test_that_a_new_model_needs_its_project(page: ModelsPage, session: Session, hand: Take) -> None:
    person, last = hand(page.grid), len(names(page))
    failures: list[str] = []
    session.failed.connect(failures.append)
    page.grid.go((last, 0))
    person.type("Second churn score")
    person.key(Qt.Key.Key_Return)
    assert failures == ["New model: choose its project first: in this line, or in the list above the table"]
    person.key(Qt.Key.Key_Escape)
    page.project.setCurrentIndex(page.project.findText("Churn early warning"))
    page.project.activated.emit(page.project.currentIndex())
    page.grid.go((1, 0))
    person.type("Second churn score")
    person.key(Qt.Key.Key_Return)
    assert [found.name for found in session.portfolio.find("Churn").models] == ["Churn score", "Second churn score"]
    session.undo()
    assert len(session.portfolio.find("Churn").models) == 1


def test_that_a_project_chosen_in_the_last_line_makes_a_model_there(
    page: ModelsPage, session: Session, hand: Take
) -> None:
    person, last = hand(page.grid), len(names(page))
    page.grid.go((last, page.grid.records.find_column("project_id")))
    person.type("Claims tri")
    person.key(Qt.Key.Key_Return)
    assert session.portfolio.find("Claims triage").models[-1].name == "New model"


def test_that_a_proposed_model_is_kept_with_reason_and_end(
    qtbot: QtBot, page: ModelsPage, session: Session, hand: Take
) -> None:  # P8.1
    select(page, hand(page.grid), "Absence forecast")
    assert "Proposed for the archive" in page.detail.standing.text()
    page.detail.keep.click()
    page.detail.keeping.confirm.click()
    assert page.detail.problem.text() == "Keeping Absence forecast needs a reason."
    qtbot.keyClicks(page.detail.keeping.reason, "Winter planning runs until June")
    page.detail.keeping.until.setText("2026-01-31")
    page.detail.keeping.confirm.click()
    assert page.detail.problem.text() == "Kept until: must lie after today; got 2026-01-31."
    assert model(session, "Absence forecast").kept_until is None
    page.detail.keeping.until.setText("2026-06-30")
    page.detail.keeping.confirm.click()
    assert model(session, "Absence forecast").kept_until == date(2026, 6, 30)
    assert cell(page, "Absence forecast", "proposal") == "kept until 30 Jun 2026"
    assert page.detail.problem.isHidden()
    assert page.detail.keeping.isHidden()


def test_that_a_model_is_retired_when_its_checklist_is_done(
    page: ModelsPage, session: Session, hand: Take
) -> None:  # P8.1
    select(page, hand(page.grid), "Absence forecast")
    page.detail.retire.click()
    assert page.detail.problem.text() == "Absence forecast has no decommission checklist yet; start it first."
    page.detail.start.click()
    assert not page.detail.start.isEnabled()
    steps = page.detail.steps.view
    count = len(steps.records.rows)
    assert count == len(session.playbook.decommission_steps)
    page.detail.retire.click()
    assert f"is open ({count} in all)" in page.detail.problem.text()
    person = hand(steps)
    for row in range(count):
        steps.go((row, 1))
        person.type("Done")
        person.key(Qt.Key.Key_Return)
    page.detail.retire.click()
    assert model(session, "Absence forecast").state == ModelState.RETIRED
    assert model(session, "Absence forecast").retired_on == date(2026, 2, 20)
    assert "Retired on 20 Feb 2026." in page.detail.standing.text().replace(NBSP, " ")


def test_that_the_state_cell_refuses_what_the_checklist_refuses(page: ModelsPage, session: Session, hand: Take) -> None:
    person = hand(page.grid)
    page.grid.go((names(page).index("Churn score"), page.grid.records.find_column("state")))
    person.type("Retired")
    with_failure: list[str] = []
    session.failed.connect(with_failure.append)
    person.key(Qt.Key.Key_Return)
    assert "has no decommission checklist yet" in with_failure[0]
    assert model(session, "Churn score").state == ModelState.DEVELOPMENT


def test_that_the_texts_of_the_model_card_are_saved(
    qtbot: QtBot, page: ModelsPage, session: Session, hand: Take
) -> None:
    select(page, hand(page.grid), "Claims router")
    editor = page.detail.form.fields["limitations"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "Handwritten claims are skipped.")
    qtbot.waitUntil(lambda: model(session, "Claims router").limitations == "Handwritten claims are skipped.")


def test_that_the_project_of_a_model_opens_from_here(
    qtbot: QtBot, page: ModelsPage, session: Session, hand: Take
) -> None:
    select(page, hand(page.grid), "Claims router")
    assert page.selected_project_id == session.portfolio.find("Claims triage").id
    with qtbot.waitSignal(page.project_opened) as opened:
        page.detail.open_project.click()
    assert opened.args == [session.portfolio.find("Claims triage").id]


def test_that_a_check_finds_its_model_whatever_is_filtered(qtbot: QtBot, page: ModelsPage, session: Session) -> None:
    page.search.setText("nothing like this")
    assert names(page) == []
    assert not page.detail.isEnabled()
    wanted = model(session, "Lead score")
    assert page.go_to("models", wanted.id, "retirement_policy")
    assert page.model == wanted
    qtbot.waitUntil(page.detail.form.fields["retirement_policy"].editor.hasFocus)
