"""How the portfolio is run and funded: services, shares, training, operating model (P4.8, P8.2, P8.3, P8.4)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import CostCategory
from mlplanner.gui.programme.page import ProgrammePage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from tests.gui.hands import Hand

Take = Callable[[GridView], Hand]
NBSP = "\N{NO-BREAK SPACE}"


def texts(grid: GridView, row: int) -> list[str]:
    return [grid.records.cell(row, column).text.replace(NBSP, " ") for column in range(grid.records.columnCount())]


def retype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


# P8.2


def test_that_the_catalogue_says_who_uses_a_service(page: ProgrammePage) -> None:  # P8.2
    page.tabs.setCurrentWidget(page.catalogue)
    services = page.catalogue.services
    assert [texts(services, row)[0] for row in range(2)] == ["Self-serve pipelines", "Managed deployment"]
    assert "Attrition predictor" in texts(services, 1)
    subscriptions = page.catalogue.subscriptions
    row = next(at for at in range(2) if texts(subscriptions, at)[0] == "Attrition predictor")
    assert texts(subscriptions, row)[4] == "46,800"


def test_that_the_usual_services_are_added_once(page: ProgrammePage, session: Session) -> None:  # P8.2
    page.tabs.setCurrentWidget(page.catalogue)
    page.catalogue.usual.click()
    names = [service.name for service in session.portfolio.services]
    assert names == ["Self-serve pipelines", "Managed deployment", "Expert help"]
    assert not page.catalogue.usual.isEnabled()
    session.undo()
    assert page.catalogue.usual.isEnabled()


def test_that_a_project_subscribes_in_the_last_line(page: ProgrammePage, session: Session, hand: Take) -> None:  # P8.2
    page.tabs.setCurrentWidget(page.catalogue)
    grid = page.catalogue.subscriptions
    person = hand(grid)
    grid.go((len(grid.records.rows), 0))
    person.type("Claims tri")
    person.key(Qt.Key.Key_Return)
    made = session.portfolio.find("Claims triage").subscriptions[-1]
    assert made.service_id == session.portfolio.services[0].id
    grid.go((grid.records.find(made.id), 3))
    person.type("100")
    person.key(Qt.Key.Key_Return)
    assert texts(grid, grid.records.find(made.id))[4] == "4,000"


def test_that_a_subscription_needs_a_project_first(page: ProgrammePage, session: Session, hand: Take) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)
    page.tabs.setCurrentWidget(page.catalogue)
    grid = page.catalogue.subscriptions
    person = hand(grid)
    grid.go((len(grid.records.rows), 3))
    person.type("5")
    person.key(Qt.Key.Key_Return)
    assert failures == ["New subscription: choose its project first, in the first cell of this line"]


def test_that_a_new_service_stands_last_and_is_marked_until_complete(
    page: ProgrammePage, session: Session, hand: Take
) -> None:
    page.tabs.setCurrentWidget(page.catalogue)
    grid = page.catalogue.services
    person = hand(grid)
    grid.go((len(grid.records.rows), 0))
    person.type("Night watch")
    person.key(Qt.Key.Key_Return)
    assert session.portfolio.services[-1].name == "Night watch"
    assert grid.records.cell(2, 1).has_problem
    assert grid.records.cell(2, 2).has_problem
    assert not grid.records.cell(0, 1).has_problem


# P8.3


def test_that_the_split_reconciles_to_the_cent(qtbot: QtBot, page: ProgrammePage, session: Session) -> None:  # P8.3
    page.tabs.setCurrentWidget(page.funding)
    grid = page.funding.split
    qtbot.waitUntil(lambda: len(grid.records.rows) > 0)
    rows = grid.records.rows
    asks = sum(session.figures(key).costs.ask for key in session.portfolio.plans)
    assert rows[-1].total == asks + session.portfolio.programme.platform_budget
    assert sum((row.total for row in rows[:-1]), Decimal(0)) == rows[-1].total
    assert "the rows add up to it" in page.funding.finding.text()


def test_that_another_mode_changes_the_split(qtbot: QtBot, page: ProgrammePage, session: Session) -> None:  # P8.3
    page.tabs.setCurrentWidget(page.funding)
    mode = page.funding.form.fields["funding"].editor
    assert isinstance(mode, QComboBox)
    mode.setFocus()
    qtbot.keyClick(mode, Qt.Key.Key_Home)
    page.funding.form.fields["funding"].commit()
    assert session.portfolio.programme.funding == "pooled"
    assert not page.funding.form.fields["pooled_share"].isEnabled()
    qtbot.waitUntil(lambda: all(not row.per_use for row in page.funding.split.records.rows))
    assert page.funding.split.records.rows[-1].pooled == session.portfolio.programme.platform_budget


def test_that_shares_are_applied_only_when_they_make_100_percent(
    qtbot: QtBot, page: ProgrammePage, session: Session
) -> None:  # P8.3
    page.tabs.setCurrentWidget(page.funding)
    shares = page.funding.shares
    assert shares.sum.text() == "100 %"
    assert not shares.apply.isEnabled()
    retype(qtbot, shares.lines[0].share, "10 %")
    assert shares.sum.text() == "95 %, 5 % missing"
    shares.apply.click()
    assert shares.problem.text() == "Funding shares: they add up to 95 %, not to 100 %; correct one of them."
    assert session.portfolio.funding_shares[0].share == Decimal("0.15")
    retype(qtbot, shares.lines[1].share, "20")
    assert shares.sum.text() == "100 %"
    shares.apply.click()
    assert [share.share for share in session.portfolio.funding_shares[:2]] == [Decimal("0.1"), Decimal("0.2")]
    assert shares.problem.isHidden()
    session.undo()
    assert shares.lines[0].share.text() == "15 %"


def test_that_a_draft_of_shares_can_be_discarded(qtbot: QtBot, page: ProgrammePage, session: Session) -> None:
    page.tabs.setCurrentWidget(page.funding)
    shares = page.funding.shares
    shares.lines[0].remove.click()
    shares.add.click()
    retype(qtbot, shares.lines[-1].share, "much")
    assert "much" in shares.problem.text()
    shares.discard.click()
    assert [line.unit.text() for line in shares.lines] == [s.business_unit for s in session.portfolio.funding_shares]
    assert not shares.is_changed


def test_that_shares_begin_with_the_units_of_the_projects(page: ProgrammePage, session: Session) -> None:
    page.tabs.setCurrentWidget(page.funding)
    shares = page.funding.shares
    for line in list(shares.lines):
        line.remove.click()
    shares.apply.click()
    assert not session.portfolio.funding_shares
    shares.begin.click()
    assert shares.sum.text() == "100 %"
    shares.apply.click()
    units = {plan.project.business_unit for plan in session.portfolio.plans.values()}
    assert {share.business_unit for share in session.portfolio.funding_shares} == units


# P4.8


def test_that_enrolling_costs_money_and_capacity_and_gives_a_skill(
    page: ProgrammePage, session: Session
) -> None:  # P4.8
    page.tabs.setCurrentWidget(page.roadmap)
    tab = page.roadmap
    tab.person.setCurrentIndex(tab.person.findText("Priya Raman"))
    tab.programme.setCurrentIndex(tab.programme.findText("Hands-on sprints in ML operations"))
    assert "4 weeks at 0.5 FTE, EUR 3,200" in tab.offer.text().replace(NBSP, " ")
    plan = session.portfolio.find("Claims triage")
    tab.charged.setCurrentIndex(tab.charged.findData(plan.id))
    tab.start.setText("2026-03-04")
    before = session.figures(plan.id).costs.ask
    tab.enrol.click()
    cost = session.plan(plan.id).costs[-1]
    assert (cost.category, cost.amount) == (CostCategory.TRAINING, Decimal(3200))
    assert session.figures(plan.id).costs.ask > before
    row = next(at for at, found in enumerate(tab.grid.records.rows) if found.person.name == "Priya Raman")
    assert texts(tab.grid, row)[:5] == [
        "Priya Raman", "Hands-on sprints in ML operations", "2 Mar 2026", "27 Mar 2026", "○ planned",
    ]  # fmt: skip
    skills = tab.skills
    learner = next(at for at, found in enumerate(skills.records.rows) if found.name == "Priya Raman")
    assert texts(skills, learner)[4] == "CI/CD, registry and canary"
    tab.enrol.click()
    assert "already" in tab.problem.text()
    tab.grid.records.remove([row])
    priya = next(key for key, found in session.portfolio.people.items() if found.name == "Priya Raman")
    assert all(found.person_id != priya for found in session.portfolio.enrolments)
    assert cost.id not in [found.id for found in session.plan(plan.id).costs]


def test_that_a_finished_programme_shows_as_skill(page: ProgrammePage) -> None:  # P4.8
    page.tabs.setCurrentWidget(page.roadmap)
    rows = page.roadmap.skills.records.rows
    nadia = next(at for at, found in enumerate(rows) if found.name == "Nadia Okafor")
    assert "KPI mapping and A/B design" in texts(page.roadmap.skills, nadia)[3]


def test_that_the_roadmap_draws_a_bar_for_each_enrolment(page: ProgrammePage) -> None:  # P4.8
    page.tabs.setCurrentWidget(page.roadmap)
    gantt = page.roadmap.gantt
    trainings = page.roadmap.grid.records.rows
    image = gantt.grab().toImage()
    people = list(dict.fromkeys(training.person.name for training in trainings))
    for training in trainings:
        bar = gantt.bar(training, people.index(training.person.name))
        inside = QColor(image.pixel(int(bar.right()) - 3, int(bar.center().y())))
        assert inside != QColor(image.pixel(2, image.height() - 2))
        assert training.entry.title in gantt.accessibleName()


# P8.4


def test_that_the_operating_model_is_chosen_with_its_consequences(
    qtbot: QtBot, page: ProgrammePage, session: Session
) -> None:  # P8.4
    page.tabs.setCurrentWidget(page.operating)
    field = page.operating.form.fields["operating_model"]
    assert page.operating.advice["hybrid"][0].text() == "● Hybrid"
    assert "charge for what is used" in page.operating.advice["hybrid"][1].text()
    assert isinstance(field.editor, QComboBox)
    field.editor.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Up)
    field.commit()
    assert session.portfolio.programme.operating_model == "federated"
    assert page.operating.advice["federated"][0].text() == "● Federated"
    assert page.operating.advice["hybrid"][0].text() == "○ Hybrid"


def test_that_a_platform_pilot_is_started_from_here(
    qtbot: QtBot, page: ProgrammePage, session: Session
) -> None:  # P8.6
    page.tabs.setCurrentWidget(page.operating)
    pilot = page.operating.pilot
    assert (pilot.months.minimum(), pilot.months.value(), pilot.months.maximum()) == (6, 9, 12)
    before = len(session.portfolio.plans)
    pilot.start.setText("some day")
    pilot.button.click()
    assert "The pilot starts in the week of" in pilot.problem.text()
    pilot.start.setText("2026-04-06")
    pilot.owner.setEditText("Nadia Okafor")
    with qtbot.waitSignal(pilot.started) as started:
        pilot.button.click()
    assert len(session.portfolio.plans) == before + 2
    first = session.plan(started.args[0][0])
    assert session.portfolio.person_name(first.project.owner_id) == "Nadia Okafor"
    assert "Undo takes both back" in pilot.said.text()
    session.undo()
    assert len(session.portfolio.plans) == before


def test_that_the_committee_pack_is_asked_for_from_here(qtbot: QtBot, page: ProgrammePage) -> None:
    with qtbot.waitSignal(page.export_requested) as asked:
        page.pack.click()
    assert asked.args == ["committee.pdf"]


def test_that_a_decision_right_is_given_to_a_person(page: ProgrammePage, session: Session) -> None:  # P2.2
    page.tabs.setCurrentWidget(page.rights)
    role, field = next(iter(page.rights.panel.fields.items()))
    assert role in session.playbook.decision_rights
    assert isinstance(field.editor, QComboBox)
    field.editor.setEditText("Aylin Demir")
    field.commit()
    holder = next(right for right in session.portfolio.rights if right.role == role)
    assert session.portfolio.person_name(holder.person_id) == "Aylin Demir"
    page.tabs.setCurrentWidget(page.funding)
    assert page.go_to("rights", None, None)
    assert page.tabs.currentWidget() is page.rights


def test_that_a_check_finds_a_service(page: ProgrammePage, session: Session) -> None:
    page.tabs.setCurrentWidget(page.operating)
    service = session.portfolio.services[1]
    assert page.go_to("services", service.id, "sla")
    assert page.tabs.currentWidget() is page.catalogue
    assert page.catalogue.services.current == (1, 1)
    assert date(2026, 2, 20) == session.today
