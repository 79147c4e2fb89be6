"""What comes back (`arithmetic.md`, Money): computed by hand."""

from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.settings import Settings
from mlplanner.engine.results import Returns
from mlplanner.engine.returns import compute_returns, cumulative_nets


def returns_of(
    investment: str = "120000",
    benefit: str = "300000",
    maintenance: str = "12000",
    evidence_days: int = 73,
    **settings: Any,
) -> Returns:
    return compute_returns(
        Settings(**settings), Decimal(investment), Decimal(benefit), Decimal(maintenance), evidence_days
    )


def test_that_each_year_is_computed_and_rounded_by_itself() -> None:
    # 73 of 365 days of evidence: a fifth of the first year counts nothing. Indexation 2 %, discount rate 8 %.
    flows = returns_of().flows
    assert [flow.year for flow in flows] == [1, 2, 3]
    assert [flow.benefit for flow in flows] == [240000, 300000, 300000]
    assert [flow.maintenance for flow in flows] == [12000, 12240, Decimal("12484.80")]
    assert [flow.net for flow in flows] == [228000, 287760, Decimal("287515.20")]
    assert [flow.discounted for flow in flows] == [Decimal("211111.11"), Decimal("246707.82"), Decimal("228238.84")]


def test_that_totals_are_sums_of_rounded_years() -> None:
    returns = returns_of()
    assert [returns.years, returns.investment] == [3, 120000]
    assert returns.tco == Decimal("156724.80")
    assert returns.npv == Decimal("566057.77")
    assert returns.roi == Decimal("4.3597")  # (840,000 − 156,724.80) / 156,724.80


def test_that_the_payback_lies_inside_the_month_that_crosses() -> None:
    # The window lasts 2.4 months: −1,000, −1,000, +14,000, then 24,000 a month: 3 + 108,000 / 24,000 = 7.5.
    assert returns_of().payback_months == Decimal("7.5")
    assert returns_of(evidence_days=0).payback_months == Decimal("5.0")


@pytest.mark.parametrize(
    ("investment", "months"),
    [("25000", "1.0"), ("26250", "1.1"), ("26249.99", "1.0"), ("300000", "12.0"), ("900000", "36.0")],
)
def test_that_the_payback_is_rounded_half_up_to_a_tenth(investment: str, months: str) -> None:
    returns = returns_of(investment, maintenance="0", evidence_days=0)  # 25,000 a month
    assert returns.payback_months == Decimal(months)


def test_that_there_is_no_payback_beyond_the_horizon() -> None:
    late = returns_of("900000.01", maintenance="0", evidence_days=0)
    assert late.payback_months is None
    assert returns_of("900000.01", maintenance="0", evidence_days=0, horizon_years=4).payback_months == Decimal("36.0")
    assert returns_of(benefit="-5").payback_months is None


def test_that_maintenance_counts_at_the_price_of_its_year() -> None:
    # 1 a month in year 1; from year 2 on maintenance is dearer by 2 %, 239 a year above the benefit.
    assert returns_of("12", "12012", "12000", 0).payback_months == Decimal("12.0")
    assert returns_of("13", "12012", "12000", 0).payback_months is None
    assert returns_of("24", "12012", "12000", 0, indexation=Decimal(0)).payback_months == Decimal("24.0")


def test_that_nothing_invested_is_paid_back_at_once() -> None:
    returns = returns_of("0", benefit="0", maintenance="0")
    assert [returns.payback_months, returns.roi, returns.tco, returns.npv] == [Decimal("0.0"), None, 0, 0]


def test_that_a_whole_year_of_evidence_leaves_no_benefit_in_year_one() -> None:
    returns = returns_of(evidence_days=365)
    assert returns.flows[0].benefit == 0
    assert returns.payback_months == Decimal("17.5")  # −12,000, then (25,000 − 1,020) a month: 12 + 132,000 / 23,980


def test_that_half_cents_are_rounded_up_each_year() -> None:
    flows = returns_of(benefit="0.01", maintenance="0.25", evidence_days=0, discount_rate=Decimal(0)).flows
    assert [flow.maintenance for flow in flows] == [Decimal("0.25"), Decimal("0.26"), Decimal("0.26")]  # 0.255, 0.2601


def test_that_the_cumulated_nets_cross_nothing_where_the_investment_is_paid_back() -> None:
    totals = cumulative_nets(returns_of(), Decimal(300000), 73)
    assert len(totals) == 1 + 36
    assert list(totals[:5]) == [-120000, -121000, -122000, -108000, -84000]
    assert totals[7] < 0 < totals[8]  # paid back after 7.5 months
