"""The rate card in force (P4.3)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.engine.rates import rate_card, yearly_rate_card
from tests.builders import make_portfolio, make_rate

MONDAY = date(2026, 3, 2)


def test_that_the_latest_rate_that_has_begun_is_in_force() -> None:
    rates = [
        make_rate(amount="104000", valid_from=date(2026, 3, 3)),
        make_rate(amount="52000", valid_from=date(2020, 1, 1)),
        make_rate(amount="78000", valid_from=date(2026, 3, 2)),
    ]
    card = rate_card(make_portfolio(rates=rates))
    found = {day: card.on("data_scientist", Sourcing.INTERNAL, day) for day in (date(2026, 3, 1), MONDAY)}
    assert [rate.amount for rate in found.values() if rate] == [52000, 78000]


def test_that_no_rate_is_in_force_before_the_first_or_for_another_role_or_sourcing() -> None:
    card = rate_card(make_portfolio(rates=[make_rate(valid_from=date(2026, 3, 3))]))
    assert card.on("data_scientist", Sourcing.INTERNAL, MONDAY) is None
    assert card.on("data_scientist", Sourcing.HIRE, date(2027, 1, 1)) is None
    assert card.on("ml_engineer", Sourcing.INTERNAL, date(2027, 1, 1)) is None


def test_that_of_two_rates_from_the_same_day_the_later_row_counts() -> None:
    card = rate_card(make_portfolio(rates=[make_rate(amount="1"), make_rate(amount="2")]))
    rate = card.on("data_scientist", Sourcing.INTERNAL, MONDAY)
    assert rate is not None
    assert rate.amount == 2


@pytest.mark.parametrize(("currency", "worth"), [("", 500), ("EUR", 500), ("USD", 460), ("usd", 460)])
def test_that_a_foreign_rate_is_converted_with_the_rate_table(currency: str, worth: int) -> None:
    foreign = make_rate(sourcing="contractor", amount="500", currency=currency, one_off=Decimal(100))
    card = rate_card(make_portfolio(rates=[foreign], exchange_rates={"USD": "0.92"}))
    rate = card.on("data_scientist", Sourcing.CONTRACTOR, MONDAY)
    assert rate is not None
    assert [rate.amount, rate.one_off] == [worth, Fraction(worth, 5)]


def test_that_a_rate_in_an_unknown_currency_is_as_if_missing() -> None:
    card = rate_card(make_portfolio(rates=[make_rate(), make_rate(currency="CHF", valid_from=MONDAY)]))
    assert card.on("data_scientist", Sourcing.INTERNAL, MONDAY) is None
    assert card.on("data_scientist", Sourcing.INTERNAL, date(2026, 3, 1)) is not None


def test_that_a_week_of_one_fte_costs_what_its_basis_says() -> None:
    card = rate_card(make_portfolio(rates=[
        make_rate(sourcing="internal", amount="104000"),
        make_rate(sourcing="hire", amount="100000"),
        make_rate(sourcing="contractor", amount="800"),
        make_rate(sourcing="partner", amount="5000"),
    ]))  # fmt: skip
    weekly = {kind: card.on("data_scientist", kind, MONDAY) for kind in Sourcing}
    assert [rate.weekly(4) for rate in weekly.values() if rate] == [2000, Fraction(100000, 52), 3200, 5000]


def test_that_a_fixed_fee_has_no_weekly_cost_and_no_place_in_a_year_of_operations() -> None:
    portfolio = make_portfolio(rates=[
        make_rate(sourcing="partner", amount="5000"),
        make_rate(sourcing="partner", amount="90000", basis=RateBasis.FIXED, valid_from=MONDAY),
    ])  # fmt: skip
    fixed = rate_card(portfolio).on("data_scientist", Sourcing.PARTNER, MONDAY)
    assert fixed is not None
    with pytest.raises(ValueError, match="divided by the weeks of its line"):
        fixed.weekly(5)
    yearly = yearly_rate_card(portfolio).on("data_scientist", Sourcing.PARTNER, MONDAY)
    assert yearly is not None
    assert yearly.basis == RateBasis.WEEK
