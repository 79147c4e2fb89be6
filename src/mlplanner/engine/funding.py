"""Who pays for what: projects and platform by business unit and cost centre, to the cent (P8.2, P8.3)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mlplanner.domain.money import ZERO, spread, to_cents
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.programme import FundingMode, Subscription
from mlplanner.engine.portfolios import ask_of
from mlplanner.engine.results import Figures

UNALLOCATED = "Platform, not recovered"
"""The row that takes what neither pool nor charges bring in; below zero they bring in more than the platform costs."""

Payer = tuple[str, str]
"""Business unit and cost centre."""


@dataclass(frozen=True, slots=True)
class FundingRow:
    """What one payer bears: asks of its projects, its part of the pool, charges for what its projects use."""

    business_unit: str
    cost_centre: str
    asks: Decimal
    pooled: Decimal
    per_use: Decimal

    @property
    def total(self) -> Decimal:
        """All three."""
        return self.asks + self.pooled + self.per_use


@dataclass(frozen=True, slots=True)
class Funding:
    """The split; `rows` add up to `total`, which is the asks of all projects plus the platform's budget."""

    rows: tuple[FundingRow, ...]
    asks: Decimal
    platform: Decimal

    @property
    def total(self) -> Decimal:
        """Everything that somebody has to pay."""
        return self.asks + self.platform

    @property
    def totals(self) -> FundingRow:
        """The rows added up column by column; its total is `total`."""
        pooled = sum((row.pooled for row in self.rows), ZERO)
        per_use = sum((row.per_use for row in self.rows), ZERO)
        return FundingRow("All together", "", sum((row.asks for row in self.rows), ZERO), pooled, per_use)


def split_funding(portfolio: Portfolio, figures: Mapping[int, Figures]) -> Funding:
    """Split the portfolio's cost by payer.

    Pooled: the shares of the budget, by largest remainder. Per use: each project's units pay uses × fee, what is left
    of the budget is not recovered. Mix: the pooled share of the budget by shares, and the charges for use. A withdrawn project asks
    nothing and uses nothing further (P3.4).
    """
    programme = portfolio.programme
    asks: dict[Payer, Decimal] = defaultdict(lambda: ZERO)
    for plan in portfolio.plans.values():
        asks[plan.project.business_unit, plan.project.cost_centre] += ask_of(plan, figures[plan.id])
    pooled = pooled_by_payer(portfolio)
    charges = charges_per_use(portfolio) if programme.funding != FundingMode.POOLED else {}
    payers = sorted({*asks, *pooled, *charges})
    rows = [FundingRow(*payer, asks[payer], pooled.get(payer, ZERO), charges.get(payer, ZERO)) for payer in payers]
    left = programme.platform_budget - sum(pooled.values(), ZERO) - sum(charges.values(), ZERO)
    if left:
        rows.append(FundingRow(UNALLOCATED, "", ZERO, left, ZERO))
    return Funding(tuple(rows), sum(asks.values(), ZERO), programme.platform_budget)


def pooled_by_payer(portfolio: Portfolio) -> dict[Payer, Decimal]:
    """What each payer bears of the pooled part of the platform's budget, by shares (P8.3)."""
    programme, shares = portfolio.programme, portfolio.funding_shares
    part = {FundingMode.POOLED: Decimal(1), FundingMode.PER_USE: Decimal(0)}.get(
        FundingMode(programme.funding), programme.pooled_share
    )
    pool = to_cents(programme.platform_budget * part)
    if not pool or not sum(share.share for share in shares):
        return {}
    pooled: dict[Payer, Decimal] = defaultdict(lambda: ZERO)
    for share, amount in zip(shares, spread(pool, [share.share for share in shares]), strict=True):
        pooled[share.business_unit, share.cost_centre] += amount
    return dict(pooled)


def charges_per_use(portfolio: Portfolio) -> dict[Payer, Decimal]:
    """What each payer's projects are charged for a year of the services they subscribe to (P8.2)."""
    fees = {service.id: service.fee_per_use for service in portfolio.services}
    charges: dict[Payer, Decimal] = defaultdict(lambda: ZERO)
    for plan in portfolio.plans.values():
        for subscription in () if plan.is_withdrawn else plan.subscriptions:
            if amount := charge_for_use(fees.get(subscription.service_id, ZERO), subscription):
                charges[plan.project.business_unit, plan.project.cost_centre] += amount
    return dict(charges)


def charge_for_use(fee_per_use: Decimal, subscription: Subscription) -> Decimal:
    """What a year of one subscription is charged where the platform is paid by use (P8.2)."""
    return to_cents(fee_per_use * subscription.uses_per_year)
