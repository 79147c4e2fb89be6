"""Costs that are not labour."""

from datetime import date
from decimal import Decimal

from mlplanner.engine.items import due_weeks, item_cost
from mlplanner.engine.rates import Currencies
from tests.builders import START, make_cost, make_portfolio

EURO = Currencies(make_portfolio(exchange_rates={"USD": "0.925"}))


def test_that_a_single_cost_falls_due_in_its_week() -> None:
    item = item_cost(make_cost("1234.56", from_week=7, id=9), START, EURO)
    assert (item.cost_id, item.times, item.total, item.weekly) == (9, 1, Decimal("1234.56"), {7: Decimal("1234.56")})


def test_that_a_monthly_cost_falls_due_in_the_first_of_its_weeks_in_each_month() -> None:
    # Week 1 is Monday 2 March 2026; the Mondays 6 April, 4 May and 1 June begin weeks 6, 10 and 14.
    assert due_weeks(make_cost(from_week=2, to_week=14), START) == (2, 6, 10, 14)
    assert due_weeks(make_cost(from_week=2, to_week=5), START) == (2,)
    assert due_weeks(make_cost(from_week=5, to_week=6), START) == (5, 6)


def test_that_the_same_month_of_another_year_is_another_month() -> None:
    assert len(due_weeks(make_cost(from_week=1, to_week=60), date(2026, 1, 5))) == 14


def test_that_a_foreign_cost_is_converted_and_rounded_once() -> None:
    # 3 × 0.10 USD × 0.925 = 0.2775 → 0.28; rounded each month it would be 0.27.
    item = item_cost(make_cost("0.10", from_week=1, to_week=10, currency="USD"), START, EURO)
    assert (item.times, item.total) == (3, Decimal("0.28"))
    assert item.weekly == {1: Decimal("0.10"), 6: Decimal("0.09"), 10: Decimal("0.09")}


def test_that_a_cost_in_an_unknown_currency_counts_nothing_and_says_so() -> None:
    item = item_cost(make_cost("500", from_week=3, currency="CHF"), START, EURO)
    assert (item.total, item.weekly, item.is_unpriced) == (Decimal("0.00"), {3: Decimal("0.00")}, True)
    assert not item_cost(make_cost("500"), START, EURO).is_unpriced
