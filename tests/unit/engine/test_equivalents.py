"""Rates by week and by year, so that days, weeks and years can be compared (P4.3, P4.4)."""

from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.settings import Closure
from mlplanner.engine.equivalents import Equivalent, rate_equivalents
from tests.builders import make_portfolio, make_rate

MONDAY = date(2026, 3, 2)


def test_that_a_year_a_day_and_a_week_become_comparable() -> None:  # P4.3
    rates = [
        make_rate(amount="104000", id=1),
        make_rate(sourcing="contractor", amount="800", id=2),
        make_rate(sourcing="partner", amount="5000", id=3),
    ]
    found = rate_equivalents(make_portfolio(rates=rates), MONDAY)
    assert found == {
        1: Equivalent(Decimal("2000.00"), Decimal("104000.00")),
        2: Equivalent(Decimal("4000.00"), Decimal("208000.00")),
        3: Equivalent(Decimal("5000.00"), Decimal("260000.00")),
    }


def test_that_people_paid_by_the_day_cost_nothing_on_days_off() -> None:
    closures = [Closure(name="Closed", first=date(2026, 8, 3), last=date(2026, 8, 9))]
    rates = [make_rate(sourcing="contractor", amount="800", id=1)]
    found = rate_equivalents(make_portfolio(rates=rates, closures=closures), MONDAY)
    assert found[1] == Equivalent(Decimal("4000.00"), Decimal("204000.00"))


def test_that_foreign_rates_are_converted_and_unknown_currencies_have_no_equivalent() -> None:
    rates = [make_rate(amount="52000", currency="GBP", id=1), make_rate(amount="52000", currency="SEK", id=2)]
    found = rate_equivalents(make_portfolio(rates=rates, exchange_rates={"GBP": "1.5"}), MONDAY)
    assert found == {1: Equivalent(Decimal("1500.00"), Decimal("78000.00"))}


def test_that_a_fixed_fee_has_no_equivalent() -> None:
    rates = [make_rate(sourcing="partner", amount="90000", basis=RateBasis.FIXED, id=1)]
    assert rate_equivalents(make_portfolio(rates=rates), MONDAY) == {}
