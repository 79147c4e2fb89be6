"""The funding split reconciles to the cent, whatever the mode (P8.2, P8.3)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.programme import FundingMode, FundingShare, Programme, Service, Subscription
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.funding import UNALLOCATED, Funding, split_funding
from mlplanner.playbook.loading import load_playbook
from tests.builders import TODAY, make_cost, make_plan, make_portfolio

MONEY = st.decimals("0", "900000", places=2)


def portfolio_with(programme: Programme, shares: list[tuple[str, str]], uses: int, fee: Decimal) -> Portfolio:
    plans = [
        make_plan(
            project_id=key,
            business_unit=unit,
            cost_centre=f"CC-{key}",
            costs=[make_cost("1000.33")],
            subscriptions=[Subscription(project_id=key, service_id=1, uses_per_year=uses)],
        )
        for key, unit in ((1, "Claims"), (2, "Sales"))
    ]
    rows = [FundingShare(id=n, business_unit=unit, share=Decimal(share)) for n, (unit, share) in enumerate(shares, 1)]
    services = (Service(id=1, name="Managed", fee_per_use=fee),)
    return make_portfolio(*plans, programme=programme, funding_shares=tuple(rows), services=services)


def split(portfolio: Portfolio) -> Funding:
    playbook = load_playbook()
    figures = {key: compute_figures(portfolio, plan, playbook, TODAY) for key, plan in portfolio.plans.items()}
    return split_funding(portfolio, figures)


@given(
    mode=st.sampled_from(FundingMode),
    budget=MONEY,
    pooled=st.decimals("0", "1", places=2),
    uses=st.integers(0, 40),
    fee=st.decimals("0", "999", places=2),
)
def test_that_the_split_adds_up_to_the_cent(
    mode: FundingMode, budget: Decimal, pooled: Decimal, uses: int, fee: Decimal
) -> None:
    programme = Programme(funding=mode, platform_budget=budget, pooled_share=pooled)
    funding = split(portfolio_with(programme, [("Claims", "0.333"), ("Sales", "0.667")], uses, fee))
    assert sum((row.total for row in funding.rows), Decimal(0)) == funding.total
    assert funding.platform == budget


def test_that_a_pool_is_split_by_shares_and_nothing_is_left() -> None:
    programme = Programme(funding=FundingMode.POOLED, platform_budget=Decimal("100.01"))
    rows = split(portfolio_with(programme, [("Claims", "0.5"), ("Sales", "0.5")], 9, Decimal(7))).rows
    assert [(row.business_unit, row.pooled, row.per_use) for row in rows if row.pooled] == [
        ("Claims", Decimal("50.01"), Decimal(0)),
        ("Sales", Decimal("50.00"), Decimal(0)),
    ]
    assert all(row.business_unit != UNALLOCATED for row in rows)


def test_that_what_charges_do_not_bring_in_is_told() -> None:
    programme = Programme(funding=FundingMode.PER_USE, platform_budget=Decimal(1000))
    rows = split(portfolio_with(programme, [], 10, Decimal(20))).rows
    assert [row.per_use for row in rows if row.per_use] == [Decimal(200), Decimal(200)]
    assert (rows[-1].business_unit, rows[-1].pooled) == (UNALLOCATED, Decimal(600))


def test_that_a_mix_takes_its_pooled_part_and_charges() -> None:
    programme = Programme(funding=FundingMode.MIX, platform_budget=Decimal(1000), pooled_share=Decimal("0.6"))
    funding = split(portfolio_with(programme, [("Claims", "1")], 10, Decimal(20)))
    assert sum(row.pooled for row in funding.rows if row.business_unit != UNALLOCATED) == 600
    assert all(row.business_unit != UNALLOCATED for row in funding.rows)
