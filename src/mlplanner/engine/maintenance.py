"""What a year of running the model costs (P4.7, P6.5, P7.6, P8.5; `arithmetic.md`, Money: `maintenance_year`)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.enums import RateBasis
from mlplanner.domain.money import ZERO, to_cents
from mlplanner.domain.running import Tool
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.rates import WEEKS_IN_YEAR, RateCard, RateInForce
from mlplanner.engine.results import MaintenanceCost
from mlplanner.playbook.entries import Playbook

ONE_WEEK = timedelta(days=DAYS_IN_WEEK)


class UpkeepCounts(NamedTuple):
    """How often a year the model is retrained, and rolling back and retraining are rehearsed."""

    retrains: int
    drills: int


def upkeep_counts(maintenance: Maintenance, playbook: Playbook) -> UpkeepCounts:
    """What the plan says, but at least the playbook's minimum: money and demand count the same (P6.5, P7.6)."""
    return UpkeepCounts(
        retrains=max(maintenance.retrains, int(playbook.figure("retrains_min"))),
        drills=max(maintenance.drills, int(playbook.figure("drills_min"))),
    )


def maintenance_cost(
    maintenance: Maintenance,
    tools: Iterable[Tool],
    playbook: Playbook,
    card: RateCard,
    calendar: WorkCalendar,
    *,
    handed_over: date,
) -> MaintenanceCost:
    """Twelve months from hand-over, at the rates in force on that day. `card` holds no fixed fees.

    Infrastructure is what the plan sets for it plus the yearly cost of its tools (P6.8).
    """
    rate = card.on(maintenance.role, maintenance.sourcing, handed_over)
    annual = annual_cost(rate, calendar, first_monday_after(handed_over)) if rate else Fraction(0)
    retrains, drills = upkeep_counts(maintenance, playbook)
    tooling = sum((tool.cost_year for tool in tools), ZERO)
    infrastructure = maintenance.infrastructure + tooling
    labour = to_cents(Fraction(maintenance.fte) * annual)
    retraining, drilling = retrains * maintenance.retrain_cost, drills * maintenance.drill_cost
    parts = (labour, infrastructure, maintenance.monitoring, retraining, drilling)
    return MaintenanceCost(
        labour=labour,
        annual_rate=Decimal(annual.numerator) / annual.denominator,
        infrastructure=infrastructure,
        tooling=tooling,
        monitoring=maintenance.monitoring,
        retrains=retrains,
        retraining=to_cents(retraining),
        drills=drills,
        drilling=to_cents(drilling),
        total=to_cents(sum(parts, ZERO)),
        is_unpriced=rate is None and maintenance.fte > 0,
    )


def annual_cost(rate: RateInForce, calendar: WorkCalendar, monday: date) -> Fraction:
    """What one FTE costs in the 52 weeks from `monday` on; people paid by the day are paid for the days they work."""
    match rate.basis:
        case RateBasis.ANNUAL:
            return rate.amount
        case _:
            mondays = (monday + k * ONE_WEEK for k in range(WEEKS_IN_YEAR))
            return sum((rate.weekly(calendar.working_days(day)) for day in mondays), Fraction(0))


def first_monday_after(day: date) -> date:
    """The Monday of the week after the one that holds `day`."""
    return monday_of(day) + ONE_WEEK
