"""The capacity screen: who is short, because of whom, and what can be done about it (P4.9)."""

import re
from datetime import timedelta
from decimal import Decimal
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Commitment
from mlplanner.engine.behind import Key
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.relief import Report, Trial, weeks_tried
from mlplanner.engine.ways_out import Way, WayKind
from mlplanner.gui.capacity.page import CapacityPage
from mlplanner.gui.capacity.words import Unit
from mlplanner.gui.session import Session


def titles(page: CapacityPage) -> list[str]:
    return [row.title for row in page.map.rows]


def shown(page: CapacityPage, place: tuple[int, int] | None = None) -> str:
    row, column = place or page.map.place
    return page.model.cell(page.map.rows[row].key, page.map.spans[column])[1]


def pick(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))


def trial_on(session: Session) -> Trial:
    """Tries on the book that the screen reads, and leaves it as it was."""
    cache = session.workspace.capacity
    view = View(frozenset(Commitment))
    return Trial(session.portfolio, lambda other: cache.show("screen", other), view, session.today, session.playbook)


def press(qtbot: QtBot, page: CapacityPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.map, key)


def choose_way(page: CapacityPage, kind: WayKind) -> Way:
    ways = page.panel.ways
    row = next(n for n in range(ways.count()) if ways.item(n).data(Qt.ItemDataRole.UserRole).kind is kind)
    ways.setCurrentRow(row)
    found: Way = ways.item(row).data(Qt.ItemDataRole.UserRole)
    return found


def test_that_the_worst_cell_is_chosen_first_with_the_projects_behind_it_in_rank_order(
    page: CapacityPage, session: Session
) -> None:
    assert page.map.key == "ml_engineer"
    assert "▲" in page.panel.figures.text()
    names = [page.panel.behind.topLevelItem(n).text(0) for n in range(page.panel.behind.topLevelItemCount())]  # type: ignore[union-attr]
    ranked = [plan.project.name for plan in session.portfolio.plans.values()]
    assert names == [name for name in ranked if name in names]
    assert len(names) > 1


def test_that_roles_open_into_people_by_keyboard_and_by_mouse(qtbot: QtBot, page: CapacityPage) -> None:
    roles = titles(page)
    place = page.map.place[0]
    press(qtbot, page, Qt.Key.Key_Plus)
    opened = titles(page)
    assert len(opened) > len(roles)
    assert not page.map.rows[place + 1].is_role
    press(qtbot, page, Qt.Key.Key_Minus)
    assert titles(page) == roles
    name = QPoint(40, page.map.box(place, 0).center().y())
    qtbot.mouseClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert titles(page) == opened


def test_that_arrows_choose_the_cell_whose_figures_and_chart_are_shown(qtbot: QtBot, page: CapacityPage) -> None:
    press(qtbot, page, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert page.map.place[1] == 1
    assert page.panel.title.text() == titles(page)[page.map.place[0]] == "Data scientist"
    assert page.chart.accessibleName() == "Load of Data scientist"
    assert "week of 23 Feb 2026" in page.panel.figures.text()


def test_that_a_click_chooses_a_cell(qtbot: QtBot, page: CapacityPage) -> None:
    centre = page.map.box(2, 3).center()
    qtbot.mouseClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert page.map.place == (2, 3)


def test_that_the_unit_averages_rates_and_sums_volumes(page: CapacityPage) -> None:
    row = page.map.place[0]
    fte = Decimal(shown(page, (row, 0)))
    pick(page.units, Unit.DAYS)
    assert Decimal(shown(page, (row, 0))) == fte * 5
    pick(page.units, Unit.HOURS)
    assert Decimal(shown(page, (row, 0))) == round(fte * 40)
    pick(page.units, Unit.PERCENT)
    assert shown(page, (row, 0)).endswith("%")
    pick(page.units, Unit.DAYS)
    pick(page.steps, "Months")
    weeks = page.model.book.row("ml_engineer", page.model.view).demand[:2]
    assert shown(page, (row, 0)) == f"{Decimal(sum(weeks)) / 10**9 * 5:f}".rstrip("0").rstrip(".")
    pick(page.steps, "Quarters")
    assert [span.label for span in page.map.spans][:2] == ["2026-Q1", "2026-Q2"]


def test_that_tentative_projects_count_fully_by_probability_or_not(page: CapacityPage) -> None:
    def total() -> int:
        return sum(sum(page.model.book.row(role, page.model.view).demand) for role in page.model.book.roles)

    everything = total()
    pick(page.counts, "Tentative by probability")
    weighted = total()
    pick(page.counts, "Confirmed only")
    confirmed = total()
    assert confirmed < weighted < everything
    pick(page.counts, "Tentative only")
    assert total() == everything - confirmed
    cells = [page.model.cell(role, span)[0] for role in page.model.book.roles for span in page.map.spans]
    assert {cell.tentative for cell in cells if cell.demand} == {1.0}  # all of it is hatched


def test_that_only_who_is_short_can_be_shown(qtbot: QtBot, page: CapacityPage) -> None:
    assert "Subject matter expert" in titles(page)
    qtbot.mouseClick(page.short_only, Qt.MouseButton.LeftButton)
    assert "Subject matter expert" not in titles(page)
    assert "ML engineer" in titles(page)


@pytest.mark.parametrize("kind", [WayKind.HIRE, WayKind.CONTRACT])
def test_that_a_way_out_has_the_effect_that_was_computed_and_one_undo_takes_it_back(
    qtbot: QtBot, page: CapacityPage, session: Session, kind: WayKind
) -> None:
    people = len(session.portfolio.people)
    way = choose_way(page, kind)
    tried = trial_on(session).effect("ml_engineer", way)
    assert tried.is_help
    with qtbot.waitSignal(page.panel.tried, timeout=30_000):
        qtbot.mouseClick(page.panel.take, Qt.MouseButton.LeftButton)
    assert trial_on(session).shortage(page.model.book, "ml_engineer") == tried.after
    newcomer = list(session.portfolio.people.values())[-1]
    assert (newcomer.is_placeholder, newcomer.role) == (True, "ml_engineer")
    session.undo()
    assert len(session.portfolio.people) == people
    assert trial_on(session).shortage(page.model.book, "ml_engineer") == tried.before


def test_that_a_project_is_moved_after_its_effect_was_said(qtbot: QtBot, page: CapacityPage, session: Session) -> None:
    panel = page.panel
    item = panel.behind.currentItem()
    assert item is not None
    project_id = item.data(0, Qt.ItemDataRole.UserRole)
    start = session.plan(project_id).project.start
    with qtbot.waitSignal(panel.move_tried, timeout=30_000):
        panel.weeks.setCurrentIndex(panel.weeks.findData(3))
        assert not panel.move_button.isEnabled()  # not before its effect is said
    assert "FTE-weeks short" in panel.move_effect.text()
    assert "→" in panel.move_effect.text().partition("Delivery")[2]
    qtbot.mouseClick(panel.move_button, Qt.MouseButton.LeftButton)
    assert session.plan(project_id).project.start == start + timedelta(weeks=3)
    session.undo()
    assert session.plan(project_id).project.start == start


def test_that_work_of_a_person_can_be_given_to_another(qtbot: QtBot, page: CapacityPage, session: Session) -> None:
    book: LoadBook = page.model.book
    short = [key for key in book.people if book.shortage(key, page.model.view)[0]]
    trial = trial_on(session)
    helpful = [each for key in short for each in trial.ways_out(key, 0, book.weeks) if each.way.kind is WayKind.SWAP]
    for each in helpful:
        line = next(line for line in session.plan(each.way.project_id).lines if line.id == each.way.line_id)
        assert line.role == session.portfolio.people[each.way.person_id].role
        assert each.after.units < each.before.units
    assert helpful


def test_that_an_overload_is_accepted_with_a_reason_only(qtbot: QtBot, page: CapacityPage, session: Session) -> None:
    panel = page.panel
    with qtbot.waitSignal(session.failed, timeout=5_000) as said:
        qtbot.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    assert "Why this is accepted" in said.args[0]
    panel.reason.setFocus()
    qtbot.keyClicks(panel.reason, "Overtime agreed")
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return)
    (accepted,) = session.portfolio.acceptances
    assert (accepted.role, accepted.reason) == ("ml_engineer", "Overtime agreed")
    assert (accepted.last - accepted.first).days == 6
    assert "accepted: Overtime agreed" in page.model.says("ml_engineer", page.map.span)  # type: ignore[arg-type]
    assert shown(page).endswith("✓")
    session.undo()
    assert session.portfolio.acceptances == ()
    assert not shown(page).endswith("✓")


def test_that_a_project_behind_the_cell_opens_at_its_staffing(
    qtbot: QtBot, page: CapacityPage, session: Session
) -> None:
    item = page.panel.behind.topLevelItem(0)
    assert item is not None
    with qtbot.waitSignal(session.go_to, timeout=5_000) as asked:
        page.panel.behind.itemDoubleClicked.emit(item, 0)
    project_id, tab, noun, line_id, field = asked.args[0]
    assert (tab, noun, field) == ("staffing", "lines", "role")
    assert session.plan(project_id).line(line_id).role == "ml_engineer"  # type: ignore[union-attr]


def test_that_advice_names_changes_that_were_tried_and_help(qtbot: QtBot, page: CapacityPage, session: Session) -> None:
    advice = page.advice
    with qtbot.waitSignal(advice.strip.found, timeout=30_000):
        qtbot.mouseClick(advice.ask, Qt.MouseButton.LeftButton)
    assert 1 <= advice.found.count() <= 3
    ways: list[Way] = [advice.found.item(n).data(Qt.ItemDataRole.UserRole) for n in range(advice.found.count())]
    assert len({(way.kind, way.role, way.project_id) for way in ways}) == len(ways)
    assert not [way for way in ways[1:] if way.is_of_dates and way.project_id == ways[0].project_id]
    first, weeks = page.model.book.first, weeks_tried(page.model.book.weeks, session.playbook)

    def short() -> int:
        """Units missing over the weeks that were tried, however long the screen looks ahead by now."""
        book = session.workspace.capacity.book("test", first, weeks)
        keys: tuple[Key, ...] = (*book.roles, *book.people)
        return sum(book.shortage(key, page.model.view)[1] for key in keys)

    said = re.search(r"([\d,.]+) → ([\d,.]+) FTE-weeks short over all", advice.found.item(0).text())
    assert said is not None
    assert said[1] == f"{short() / 10**9:,.1f}"
    advice.found.setCurrentRow(0)
    qtbot.mouseClick(advice.take, Qt.MouseButton.LeftButton)
    assert said[2] == f"{short() / 10**9:,.1f}"  # what was said is what came of it, also where the plan grew longer
    assert advice.found.count() == 0  # what was tried on the plan before no longer holds


def test_that_ways_out_say_what_they_cost_and_when_they_help(page: CapacityPage) -> None:
    texts = {
        item.data(Qt.ItemDataRole.UserRole).kind: item.text()
        for item in (page.panel.ways.item(row) for row in range(page.panel.ways.count()))
    }
    for kind in (WayKind.HIRE, WayKind.CONTRACT):
        assert "Costs EUR" in texts[kind]
        assert "at full speed from" in texts[kind]
    assert "of lead time" in texts[WayKind.HIRE]
    assert "elivery" in texts[WayKind.CONTRACT]
    assert page.panel.accept_effect.text().startswith("Accepting leaves ")


def test_that_trying_happens_beside_the_window_and_can_be_stopped(qtbot: QtBot, page: CapacityPage) -> None:
    advice, threads = page.advice, []
    page.tabs.setCurrentWidget(advice)

    def work(_trial: Trial, _book: LoadBook, report: Report) -> None:
        threads.append(current_thread())
        while True:
            report(0.5)

    with qtbot.waitSignal(advice.strip.bar.valueChanged, timeout=30_000):
        advice.strip.start(work)
    assert threads != [main_thread()]
    assert advice.strip.isVisible()
    with qtbot.waitSignal(advice.strip.stopped, timeout=5_000):
        qtbot.mouseClick(advice.strip.stop_button, Qt.MouseButton.LeftButton)
    assert (advice.words.text(), advice.strip.isVisible()) == ("Stopped; nothing was changed.", False)
    with qtbot.waitSignal(advice.strip.found, timeout=30_000):  # the worker let go
        qtbot.mouseClick(advice.ask, Qt.MouseButton.LeftButton)


def test_that_what_was_tried_on_an_earlier_plan_is_not_told(qtbot: QtBot, page: CapacityPage, session: Session) -> None:
    from mlplanner.domain.people import Person
    from mlplanner.operations.fields import set_fields

    page.tabs.setCurrentWidget(page.advice)
    qtbot.mouseClick(page.advice.ask, Qt.MouseButton.LeftButton)
    session.run(set_fields(Person, next(iter(session.portfolio.people)), note="Changed meanwhile"))
    with qtbot.waitSignal(page.panel.tried, timeout=30_000):
        page.tabs.setCurrentWidget(page.panel)
    assert (page.advice.found.count(), page.advice.words.text()) == (0, "")


def test_that_somebody_with_an_unknown_country_is_told(page: CapacityPage, session: Session, qtbot: QtBot) -> None:
    from mlplanner.domain.people import Person
    from mlplanner.operations.fields import set_fields

    first = next(iter(session.portfolio.people))
    with qtbot.waitSignal(session.failed, timeout=5_000) as said:
        session.run(set_fields(Person, first, country="XX"))
    assert "no public holidays are known for country 'XX'" in said.args[0]
