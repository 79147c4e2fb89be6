"""The rate card is edited as a spreadsheet; what a rate comes to by week and year stands beside it (P4.3)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import Rate
from mlplanner.gui.people.page import PeoplePage
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.fields import set_fields
from tests.gui.hands import Hand

Take = Callable[[GridView], Hand]


@pytest.fixture
def grid(page: PeoplePage) -> GridView:
    page.tabs.setCurrentWidget(page.rates)
    return page.rates.rates


def cell(grid: GridView, row: int, column: str) -> str:
    return grid.records.cell(row, grid.records.find_column(column)).text


def row_of(grid: GridView, role: str, sourcing: Sourcing) -> int:
    return next(i for i, rate in enumerate(grid.records.rows) if (rate.role, rate.sourcing) == (role, sourcing))


def put(hand: Hand, grid: GridView, row: int, column: str, text: str) -> None:
    grid.go((row, grid.records.find_column(column)))
    hand.type(text)
    hand.key(Qt.Key.Key_Return)


def test_that_a_rate_shows_what_it_comes_to(grid: GridView) -> None:  # P4.3
    internal = row_of(grid, "data_engineer", Sourcing.INTERNAL)
    contractor = row_of(grid, "data_engineer", Sourcing.CONTRACTOR)
    pounds = row_of(grid, "change_manager", Sourcing.PARTNER)
    assert [cell(grid, internal, key) for key in ("amount", "basis", "week", "year")] == [
        "98,000",
        "a year, loaded",
        "1,885",
        "98,000",
    ]
    assert cell(grid, contractor, "week") == "3,800"
    assert [cell(grid, pounds, key) for key in ("currency", "week")] == ["GBP", "4,563"]


def test_that_a_role_typed_into_the_last_line_is_a_new_internal_rate(
    grid: GridView, session: Session, hand: Take
) -> None:
    put(hand(grid), grid, len(grid.records.rows), "role", "Product owner")
    made = max(session.portfolio.rates, key=lambda rate: rate.id or 0)
    assert (made.role, made.sourcing, made.basis) == ("product_owner", Sourcing.INTERNAL, RateBasis.ANNUAL)
    assert made.valid_from == date(2026, 1, 1)
    at = grid.records.find(made.id)
    assert grid.records.cell(at, grid.records.find_column("amount")).has_problem


def test_that_another_sourcing_brings_a_basis_that_fits(grid: GridView, session: Session, hand: Take) -> None:
    row = row_of(grid, "subject_expert", Sourcing.INTERNAL)
    rate_id = grid.records.rows[row].id
    put(hand(grid), grid, row, "sourcing", "Contractor")
    rate = next(rate for rate in session.portfolio.rates if rate.id == rate_id)
    assert (rate.sourcing, rate.basis) == (Sourcing.CONTRACTOR, RateBasis.DAY)
    session.undo()
    rate = next(rate for rate in session.portfolio.rates if rate.id == rate_id)
    assert (rate.sourcing, rate.basis) == (Sourcing.INTERNAL, RateBasis.ANNUAL)


def test_that_a_block_from_a_spreadsheet_becomes_new_rates_in_one_step(
    grid: GridView, session: Session, hand: Take
) -> None:
    known = {rate.id for rate in session.portfolio.rates}
    QApplication.clipboard().setText(
        "Product owner\tContractor\t2026-05-01\t€ 1.050,50\tEUR\r\n"
        "Subject matter expert\tManaged partner\t1.6.2026\t6 200\tchf\r\n"
    )
    taker = hand(grid)
    grid.go((len(grid.records.rows), 0))
    taker.ctrl(Qt.Key.Key_V)
    made = [rate for rate in session.portfolio.rates if rate.id not in known]
    assert [(r.role, r.sourcing, r.basis, r.valid_from, r.amount, r.currency) for r in made] == [
        ("product_owner", Sourcing.CONTRACTOR, RateBasis.DAY, date(2026, 5, 1), Decimal("1050.50"), "EUR"),
        ("subject_expert", Sourcing.PARTNER, RateBasis.WEEK, date(2026, 6, 1), Decimal("6200.00"), "CHF"),
    ]
    session.undo()
    assert {rate.id for rate in session.portfolio.rates} == known


def test_that_a_currency_without_an_exchange_rate_is_marked_until_it_has_one(
    page: PeoplePage, grid: GridView, session: Session, hand: Take
) -> None:
    row = row_of(grid, "product_owner", Sourcing.INTERNAL)
    put(hand(grid), grid, row, "currency", "sek")
    column = grid.records.columns[grid.records.find_column("currency")]
    rate: Rate = grid.records.rows[row]
    assert rate.currency == "SEK"
    assert column.problem is not None
    assert "no exchange rate for SEK" in str(column.problem(rate))
    assert cell(grid, row, "week") == ""

    exchange = page.rates.exchange
    put(hand(exchange), exchange, len(exchange.records.rows), "currency", "sek")
    at = next(i for i, known in enumerate(exchange.records.rows) if known.currency == "SEK")
    assert exchange.records.cell(at, 1).has_problem
    put(hand(exchange), exchange, at, "rate", "0,09")
    assert not exchange.records.cell(at, 1).has_problem
    assert column.problem(rate) is None
    assert cell(grid, row, "week") == "180"


def test_that_rates_stay_in_order_of_role_sourcing_and_day(grid: GridView, session: Session) -> None:
    order = list(session.playbook.roles)
    places = [order.index(rate.role) for rate in grid.records.rows]
    assert places == sorted(places)


def test_that_a_search_finds_rates_by_role_and_sourcing(qtbot: QtBot, page: PeoplePage, grid: GridView) -> None:
    qtbot.keyClicks(page.rates.search, "data hire")
    assert {(rate.role, rate.sourcing) for rate in grid.records.rows} == {
        ("data_engineer", Sourcing.HIRE),
        ("data_scientist", Sourcing.HIRE),
    }


def test_that_a_rate_that_begins_too_late_is_told_at_its_day(qtbot: QtBot, page: PeoplePage, session: Session) -> None:
    line = next(line for plan in session.portfolio.plans.values() for line in plan.lines if line.weekly)
    rates = [each for each in session.portfolio.rates if (each.role, each.sourcing) == (line.role, line.sourcing)]
    for each in rates:
        session.run(set_fields(Rate, each.id or 0, valid_from=date(2030, 1, 1 + rates.index(each))))
    page.tabs.setCurrentWidget(page.rates)
    grid = page.rates.rates
    column = grid.records.find_column("valid_from")
    problem = grid.records.columns[column].problem
    assert problem is not None
    row = grid.records.row_at(grid.records.find(rates[0].id))
    said = str(problem(row))
    assert said.startswith("No rate is in force before 1 Jan 2030")
    shown = grid.records.data(grid.records.index(grid.records.find(rates[0].id), column), Qt.ItemDataRole.ToolTipRole)
    assert said in shown
