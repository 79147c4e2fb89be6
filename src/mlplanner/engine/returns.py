"""What comes back over the horizon: total cost of ownership, net present value, payback, return (`arithmetic.md`, Money)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.money import ZERO, over_one_denominator, to_cents, to_places
from mlplanner.domain.settings import Settings
from mlplanner.engine.layouts import MONTHS
from mlplanner.engine.results import Returns, YearFlow

DAYS_IN_YEAR = 365


@dataclass(frozen=True, slots=True)
class Deal:
    """What is paid once, and what one year brings and costs; `evidence` is the part of year 1 that counts nothing."""

    investment: Decimal
    benefit_year: Decimal
    maintenance_year: Decimal
    evidence: Fraction


def compute_returns(
    settings: Settings, investment: Decimal, benefit_year: Decimal, maintenance_year: Decimal, evidence_days: int
) -> Returns:
    """Returns of `investment` (build, handover and contingency, at year 0) over the portfolio's horizon."""
    deal = Deal(investment, benefit_year, maintenance_year, Fraction(evidence_days, DAYS_IN_YEAR))
    flows = tuple(year_flow(deal, settings, year) for year in range(1, settings.horizon_years + 1))
    tco = investment + sum((flow.maintenance for flow in flows), ZERO)
    benefit = sum((flow.benefit for flow in flows), ZERO)
    return Returns(
        years=settings.horizon_years,
        investment=investment,
        flows=flows,
        tco=tco,
        npv=sum((flow.discounted for flow in flows), ZERO) - investment,
        roi=to_places(Fraction(benefit - tco) / Fraction(tco), 4) if tco else None,
        payback_months=payback_months(deal, flows),
    )


def year_flow(deal: Deal, settings: Settings, year: int) -> YearFlow:
    """One year after hand-over, each amount rounded to the cent; year 1 counts only after the evidence window."""
    counted = 1 - deal.evidence if year == 1 else Fraction(1)
    benefit = to_cents(Fraction(deal.benefit_year) * counted)
    maintenance = to_cents(Fraction(deal.maintenance_year) * (1 + Fraction(settings.indexation)) ** (year - 1))
    net = benefit - maintenance
    discounted = to_cents(Fraction(net) / (1 + Fraction(settings.discount_rate)) ** year)
    return YearFlow(year, benefit, maintenance, net, discounted)


def payback_months(deal: Deal, flows: tuple[YearFlow, ...]) -> Decimal | None:
    """Months from hand-over until benefit less maintenance has paid for the investment, to a tenth; None: not in time.

    Within the month in which that happens, money is taken to come in evenly.
    """
    if not deal.investment:
        return Decimal("0.0")
    (missing, *nets), _ = over_one_denominator([deal.investment, *_monthly_nets(deal, flows)])
    for month, net in enumerate(nets):
        if net >= missing:
            return to_places(month + Fraction(missing, net), 1)
        missing -= net
    return None


def _monthly_nets(deal: Deal, flows: tuple[YearFlow, ...]) -> Iterator[Fraction]:
    """Net of each month; the benefit counts for the part of the month that lies after the evidence window."""
    window = deal.evidence * MONTHS
    for flow in flows:
        in_full = Fraction(deal.benefit_year - flow.maintenance) / MONTHS
        for month in range((flow.year - 1) * MONTHS, flow.year * MONTHS):
            counted = _counted(month, window)
            lost = 0 if counted == 1 else Fraction(deal.benefit_year) * (1 - counted) / MONTHS
            yield in_full - lost if lost else in_full


def _counted(month: int, window: Fraction) -> Fraction:
    """The part of a month, counted from 0, that lies after an evidence window of so many months."""
    return min(max(month + 1 - window, Fraction(0)), Fraction(1))


def months_that_count(evidence_days: int, months: int) -> tuple[Fraction, ...]:
    """The part of each month after hand-over in which the benefit counts."""
    window = Fraction(evidence_days, DAYS_IN_YEAR) * MONTHS
    return tuple(_counted(month, window) for month in range(months))


def cumulative_nets(returns: Returns, benefit_year: Decimal, evidence_days: int) -> tuple[Decimal, ...]:
    """The sum that `payback_months` follows: less the investment at hand-over, then after each month, in cents."""
    deal = Deal(returns.investment, benefit_year, ZERO, Fraction(evidence_days, DAYS_IN_YEAR))
    totals = [Fraction(-returns.investment)]
    for net in _monthly_nets(deal, returns.flows):
        totals.append(totals[-1] + net)
    return tuple(to_cents(total) for total in totals)
