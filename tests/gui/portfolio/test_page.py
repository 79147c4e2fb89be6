"""Search, filters, tiles, groups, sort, ranking and edits of whole projects in the Portfolio section."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit, QMenu, QPushButton, QSpinBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mlplanner.domain.money import format_amount
from mlplanner.engine.loads import roles_over
from mlplanner.gui.portfolio.arranging import Heading
from mlplanner.gui.portfolio.columns import COLUMNS
from mlplanner.gui.portfolio.new_project import NewProjectDialog
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.portfolio.rows import ProjectRow
from mlplanner.gui.portfolio.table import MIME, PortfolioModel
from mlplanner.gui.portfolio.tiles import TileButton
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.session import Session
from mlplanner.operations.pauses import hold_review
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import create_workspace
from tests.gui.portfolio.conftest import TODAY, names, plan_named


def tile(page: PortfolioPage, key: str) -> TileButton:
    found = page.tiles.findChild(TileButton, f"tile_{key}")
    assert isinstance(found, TileButton)
    return found


def cell(page: PortfolioPage, name: str, column: str) -> str:
    row = page.model.row_of(plan_named(page.session, name).id)
    place = next(i for i, c in enumerate(COLUMNS) if c.id == column)
    return str(page.model.index(row, place).data())


def test_that_a_line_shows_what_the_engine_found(page: PortfolioPage, session: Session) -> None:
    figures = session.figures(plan_named(session, "Churn").id)
    assert cell(page, "Churn", "ask") == format_amount(figures.costs.ask)
    assert cell(page, "Churn", "value") == format_amount(figures.value.benefit_year)
    ready = next(r for r in figures.readiness if r.gate_id == plan_named(session, "Churn").gates[1].id)
    assert cell(page, "Churn", "readiness") == f"{ready.done}/{ready.total}"
    assert cell(page, "Churn", "gate") == "Prototype gate"


def test_that_the_total_ask_is_the_sum_of_the_asks(page: PortfolioPage, session: Session) -> None:
    asks = [session.figures(key).costs.ask for key in session.portfolio.plans]
    assert tile(page, "ask").tile.figure == format_amount(sum(asks[1:], asks[0]))


def test_that_typing_narrows_by_all_words_and_show_all_brings_everything_back(
    qtbot: QtBot, page: PortfolioPage
) -> None:
    qtbot.keyClicks(page.filters.search, "triage CLAIMS")
    assert names(page) == ["Claims triage"]
    assert page.filters.count.text() == "1 of 8 projects"
    qtbot.mouseClick(page.filters.clear, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 8


def test_that_a_search_without_a_hit_says_so_and_offers_the_way_out(qtbot: QtBot, page: PortfolioPage) -> None:
    qtbot.keyClicks(page.filters.search, "nothing like this")
    assert page.empty.isVisible()
    button = page.empty.findChild(QPushButton, "emptyShowAll")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 8


def test_that_an_empty_portfolio_says_what_belongs_there(qtbot: QtBot) -> None:
    session = Session(create_workspace(None, first_settings(), today=lambda: TODAY))
    page = PortfolioPage(session)
    qtbot.addWidget(page)
    page.resize(1080, 640)
    page.show()
    assert page.empty.isVisible()
    text = next(label for label in page.empty.findChildren(QLabel) if label.wordWrap())
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))  # no line is cut off
    button = page.empty.findChild(QPushButton, "emptyNew")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    dialog.name.setText("Churn")
    create = dialog.findChild(QPushButton, "create")
    assert isinstance(create, QPushButton)
    qtbot.mouseClick(create, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.selected_project_id is not None)
    assert page.focusWidget() is page.table, "Enter opens the project that was just made"
    session.close()


@pytest.mark.parametrize("key", ["failed", "gates_due", "year:FY2025"])
def test_that_a_tile_filters_and_a_second_click_shows_all(qtbot: QtBot, page: PortfolioPage, key: str) -> None:
    qtbot.mouseClick(tile(page, key), Qt.MouseButton.LeftButton)
    assert tile(page, key).isChecked()
    assert 0 < len(names(page)) < 8
    qtbot.mouseClick(tile(page, key), Qt.MouseButton.LeftButton)
    assert len(names(page)) == 8


def test_that_the_tile_of_failed_checks_shows_exactly_their_projects(qtbot: QtBot, page: PortfolioPage) -> None:
    qtbot.mouseClick(tile(page, "failed"), Qt.MouseButton.LeftButton)
    shown = [line for line in page.model.lines if isinstance(line, ProjectRow)]
    assert all(line.must for line in shown)
    assert str(sum(line.must for line in shown)) == tile(page, "failed").tile.figure


def test_that_the_tile_of_roles_shows_the_projects_behind_them(qtbot: QtBot, page: PortfolioPage) -> None:
    qtbot.mouseClick(tile(page, "over"), Qt.MouseButton.LeftButton)
    assert page.feed.loads is not None
    over = roles_over(page.feed.loads)  # P4.9
    assert tile(page, "over").tile.figure == str(len(over))
    shown = {line.id for line in page.model.lines if isinstance(line, ProjectRow)}
    assert shown == {key for ids in over.values() for key in ids}


def test_that_the_tile_of_reviews_shows_who_did_not_hold_them(qtbot: QtBot, page: PortfolioPage) -> None:  # P2.5
    assert tile(page, "reviews").tile.figure == "1"
    qtbot.mouseClick(tile(page, "reviews"), Qt.MouseButton.LeftButton)
    assert names(page) == ["Support triage"]
    qtbot.mouseClick(tile(page, "reviews"), Qt.MouseButton.LeftButton)
    assert len(names(page)) == 8


def test_that_a_held_review_leaves_the_tile_and_the_notice_leads_back(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:  # P2.5
    qtbot.mouseClick(tile(page, "reviews"), Qt.MouseButton.LeftButton)
    plan = plan_named(session, "Support triage")
    late = session.figures(plan.id).governance.overdue[0]
    session.workspace.run(hold_review(plan, late, plan.project.owner_id, session.today))
    qtbot.waitUntil(lambda: tile(page, "reviews").tile.figure == "0")
    qtbot.waitUntil(lambda: names(page) == [])
    button = page.empty.findChild(QPushButton, "emptyShowAll")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 8


def test_that_the_next_review_is_a_column_that_can_be_chosen(page: PortfolioPage) -> None:  # P2.5
    place = next(i for i, column in enumerate(COLUMNS) if column.id == "next_review")
    assert page.table.isColumnHidden(place)
    menu = page.table.column_menu(page)
    next(action for action in menu.actions() if action.text() == "Next review due").trigger()
    assert not page.table.isColumnHidden(place)
    shown = {
        line.plan.project.name: COLUMNS[place].text(line) for line in page.model.lines if isinstance(line, ProjectRow)
    }
    assert shown["Support triage"].replace("\N{NO-BREAK SPACE}", " ") == "▲ 5 Feb 2026"
    assert shown["Attrition predictor"] == ""


def test_that_the_tile_of_asks_sorts_the_largest_first(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    qtbot.mouseClick(tile(page, "ask"), Qt.MouseButton.LeftButton)
    asks = [line.ask for line in page.model.lines if isinstance(line, ProjectRow) and line.ask is not None]
    assert asks == sorted(asks, reverse=True)


def test_that_a_facet_filters_by_its_menu(page: PortfolioPage) -> None:
    menu = page.filters.filter.menu()
    menu.aboutToShow.emit()
    tiers = menu.findChild(QMenu, "facet_tier")
    assert isinstance(tiers, QMenu)
    next(action for action in tiers.actions() if action.text() == "high").trigger()
    assert names(page) == ["Payroll fraud alerts", "Attrition predictor"]


def test_that_groups_stand_under_headings_with_their_ask(page: PortfolioPage) -> None:
    page.show_arrangement(replace(page.chosen, group="tier"))
    headings = [line for line in page.model.lines if isinstance(line, Heading)]
    assert [line.title for line in headings] == ["high", "medium", "low"]
    assert sum(line.totals.projects for line in headings) == 8
    assert page.feed.totals is not None
    assert sum((line.totals.ask for line in headings[1:]), headings[0].totals.ask) == page.feed.totals.ask


def test_that_a_click_on_a_heading_sorts_and_a_second_one_turns_the_order(qtbot: QtBot, page: PortfolioPage) -> None:
    header = page.table.horizontalHeader()
    place = next(i for i, column in enumerate(COLUMNS) if column.id == "name")
    x = header.sectionViewportPosition(place) + 30
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
    assert names(page) == sorted(names(page), key=str.casefold)
    first = names(page)
    page.table.sort_asked.emit("name")
    assert names(page) == first[::-1]


def test_that_the_model_keeps_qts_rules(page: PortfolioPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_that_selection_and_place_survive_a_change(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Support")
    page.table.select(plan.id)
    page.edits.rename(plan.id, "Support triage, second try")
    assert page.table.selected_ids() == [plan.id]
    assert "Support triage, second try" in names(page)


def test_that_dropping_a_row_asks_for_a_new_rank_which_undo_takes_back(page: PortfolioPage, session: Session) -> None:
    before = names(page)
    model: PortfolioModel = page.model
    dragged: QMimeData = model.mimeData([model.index(5, 0)])
    assert dragged.hasFormat(MIME)
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert names(page) == [before[0], before[5], *before[1:5], *before[6:]]
    session.undo()
    assert names(page) == before


def test_that_alt_and_arrows_rank_the_selected_project(qtbot: QtBot, page: PortfolioPage) -> None:
    before = names(page)
    page.table.selectRow(2)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:3] == [before[0], before[2], before[1]]


def test_that_rows_can_not_be_ranked_while_sorted_otherwise(page: PortfolioPage) -> None:
    page.show_arrangement(replace(page.chosen, sort="ask"))
    assert not page.model.flags(page.model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_that_enter_opens_the_selected_project(qtbot: QtBot, page: PortfolioPage) -> None:
    page.table.selectRow(3)
    with qtbot.waitSignal(page.project_opened) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [page.selected_project_id]


def test_that_a_project_is_made_from_the_template_with_other_lengths(
    qtbot: QtBot, page: PortfolioPage, session: Session
) -> None:
    page.edits.ask_new()
    dialog = open_dialog(page)
    qtbot.keyClicks(dialog.name, "Image search")
    dialog.owner.setEditText("Łukasz Nowak-Śliwa")
    weeks = dialog.findChild(QSpinBox, "weeks_discovery")
    assert isinstance(weeks, QSpinBox)
    weeks.setValue(5)
    assert dialog.length.text().startswith("14")
    click_create(qtbot, dialog)
    plan = plan_named(session, "Image search")
    assert [phase.weeks for phase in plan.phases] == [5, 4, 3, 2]
    assert session.portfolio.person_name(plan.project.owner_id) == "Łukasz Nowak-Śliwa"
    qtbot.waitUntil(lambda: page.table.selected_ids() == [plan.id])
    session.undo()
    assert "Łukasz Nowak-Śliwa" not in [person.name for person in session.portfolio.people.values()]


def test_that_a_project_is_made_as_a_copy(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    source = plan_named(session, "Claims")
    page.edits.ask_new(source.id)
    dialog = open_dialog(page)
    qtbot.keyClicks(dialog.name, "Claims in Poland")
    dialog.start.setText((dialog.start.day() + timedelta(days=7)).isoformat())
    click_create(qtbot, dialog)
    copy = plan_named(session, "Claims in Poland")
    assert len(copy.lines) == len(source.lines)
    assert copy.decisions == ()


def test_that_a_project_from_a_file_asks_for_the_file(qtbot: QtBot, page: PortfolioPage, tmp_path: Path) -> None:
    page.edits.ask_new()
    dialog = open_dialog(page)
    dialog.ways.button(2).click()
    click_create(qtbot, dialog)
    assert dialog.problem.text() == "Choose a file."
    path = tmp_path / "plan.json"
    path.write_text("{}", encoding="utf-8")
    dialog.path.setText(str(path))
    with qtbot.waitSignal(page.edits.file_chosen) as chosen:
        click_create(qtbot, dialog)
    assert chosen.args == [path]


@pytest.mark.parametrize(("name", "says"), [("", "Name: must not be empty"), ("x" * 10_000, "longer than 120")])
def test_that_a_name_that_does_not_fit_is_said_in_the_dialog(
    qtbot: QtBot, page: PortfolioPage, session: Session, name: str, says: str
) -> None:
    page.edits.ask_new()
    dialog = open_dialog(page)
    field = dialog.findChild(QLineEdit, "name")
    assert isinstance(field, QLineEdit)
    field.setText(name)
    click_create(qtbot, dialog)
    assert says in dialog.problem.text()
    assert len(session.portfolio.plans) == 8


def test_that_a_project_is_renamed_by_its_dialog(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Churn")
    page.edits.ask_rename(plan.id)
    dialog = page.findChild(QInputDialog, "renameDialog")
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Churn alarm")
    dialog.accept()
    assert session.plan(plan.id).project.name == "Churn alarm"


def test_that_duplicates_get_names_of_their_own(page: PortfolioPage, session: Session) -> None:
    plan = plan_named(session, "Churn")
    page.edits.duplicate(plan.id)
    page.edits.duplicate(plan.id)
    assert names(page)[-2:] == ["Churn early warning (copy)", "Churn early warning (copy 2)"]


def test_that_several_projects_are_removed_in_one_step(page: PortfolioPage, session: Session) -> None:
    ids = [plan_named(session, name).id for name in ("Churn", "Claims")]
    page.edits.remove(ids)
    assert len(names(page)) == 6
    session.undo()
    assert len(names(page)) == 8


def test_that_columns_sort_filters_and_zoom_come_back(qtbot: QtBot, page: PortfolioPage, tmp_path: Path) -> None:
    place = next(i for i, column in enumerate(COLUMNS) if column.id == "owner")
    page.table.setColumnHidden(place, False)
    page.show_arrangement(replace(page.chosen, text="triage", sort="ask", is_descending=True, group="tier"))
    page.zoom("week")
    keep = Preferences(tmp_path / "window.ini")
    page.save(keep)
    keep.flush()
    again = PortfolioPage(page.session)
    qtbot.addWidget(again)
    again.restore(Preferences(tmp_path / "window.ini"))
    again.show()
    assert again.chosen == page.chosen
    assert not again.table.isColumnHidden(place)
    assert again.roadmap.week_width == page.roadmap.week_width
    assert names(again) == names(page)


def test_that_a_portfolio_with_unknown_holidays_still_shows_its_projects(page: PortfolioPage, session: Session) -> None:
    from mlplanner.domain.settings import Settings
    from mlplanner.operations.fields import set_fields

    said: list[str] = []
    session.failed.connect(said.append)
    session.run(set_fields(Settings, session.portfolio.settings.id or 0, country="QQ"))
    assert len(names(page)) == 8
    assert any("QQ" in sentence for sentence in said)
    assert cell(page, "Churn", "ask") == "…"


def open_dialog(page: PortfolioPage) -> NewProjectDialog:
    dialog = page.findChild(NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    assert dialog.isVisible()
    return dialog


def click_create(qtbot: QtBot, dialog: NewProjectDialog) -> None:
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)


def test_that_tab_leaves_the_start_in_one_step(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    page.edits.ask_new()
    dialog = open_dialog(page)
    qtbot.waitUntil(dialog.name.hasFocus)
    for text in ("Image search", "2026-04-13", "Marta Kowalczyk"):
        qtbot.keyClicks(dialog.focusWidget(), text)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    click_create(qtbot, dialog)
    project = plan_named(session, "Image search").project
    assert project.start == date(2026, 4, 13)
    assert session.portfolio.person_name(project.owner_id) == "Marta Kowalczyk"


def test_that_a_start_that_is_no_day_is_said_in_the_dialog(qtbot: QtBot, page: PortfolioPage, session: Session) -> None:
    page.edits.ask_new()
    dialog = open_dialog(page)
    qtbot.keyClicks(dialog.name, "Image search")
    dialog.start.selectAll()
    qtbot.keyClicks(dialog.start, "next week")
    click_create(qtbot, dialog)
    assert dialog.problem.text().startswith("Start: must be a date such as 2026-03-02")
    assert len(session.portfolio.plans) == 8
