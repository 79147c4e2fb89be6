"""What each staffing line costs, week by week (P4.2, P4.3, P4.5; `arithmetic.md`, Staffing and labour)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.money import ZERO, over_one_denominator, spread, to_cents
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import week_start
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.rates import RateCard, RateInForce
from mlplanner.engine.results import LineCost, Timeline

NOTHING = Fraction(0)
FEE_FOR_LINE = (Sourcing.CONTRACTOR, Sourcing.PARTNER)
"""Sourcing with which a total can be agreed for the whole line."""


@dataclass(frozen=True, slots=True)
class PricedWeeks:
    """A line's exact cost by plan week, and the weeks that the rate card does not cover."""

    exact: Mapping[int, Fraction]
    unpriced: tuple[int, ...]


def compute_lines(
    plan: ProjectPlan, timeline: Timeline, card: RateCard, calendar: WorkCalendar
) -> tuple[LineCost, ...]:
    """The cost of every line of the plan, in the plan's order."""
    return tuple(line_cost(plan, line, timeline, card, calendar) for line in plan.lines)


def line_cost(
    plan: ProjectPlan, line: StaffingLine, timeline: Timeline, card: RateCard, calendar: WorkCalendar
) -> LineCost:
    """One line's labour, rounded once in each of its two buckets, and its one-off cost."""
    priced = price_weeks(line, timeline.start, card, calendar)
    overlap = overlap_weeks(plan, line)
    headroom = range(timeline.delivery_weeks + 1, timeline.total_weeks + 1)
    handover_weeks = tuple(week for week in line.weekly if week in headroom or week in overlap)
    build, build_weekly = _bucket({w: c for w, c in priced.exact.items() if w not in handover_weeks})
    handover, handover_weekly = _bucket({w: priced.exact[w] for w in handover_weeks})
    one_off, one_off_week = _one_off(line, timeline.start, card)
    weekly = build_weekly | handover_weekly
    return LineCost(
        line_id=line.id or 0,
        fte_weeks=sum(line.weekly.values(), Decimal(0)),
        build=build,
        handover=handover,
        one_off=one_off,
        one_off_week=one_off_week,
        weekly={week: weekly[week] for week in line.weekly},
        overlap_weeks=overlap,
        unpriced_weeks=priced.unpriced,
        handover_weeks=handover_weeks,
    )


def price_weeks(line: StaffingLine, start: date, card: RateCard, calendar: WorkCalendar) -> PricedWeeks:
    """Exact cost of each week of the line; an agreed fee needs no rate, a week without a rate counts as 0."""
    if line.fixed_fee is not None and line.sourcing in FEE_FOR_LINE:
        share = Fraction(line.fixed_fee) / max(len(line.weekly), 1)
        return PricedWeeks(dict.fromkeys(line.weekly, share), ())
    exact: dict[int, Fraction] = {}
    unpriced: list[int] = []
    # Weeks of a line are mostly alike, and exact arithmetic is slow: each kind of week is computed once.
    known: dict[tuple[RateInForce, int, Decimal], Fraction] = {}
    for week, fte in line.weekly.items():
        monday = week_start(start, week)
        rate = card.on(line.role, line.sourcing, monday)
        if rate is None:
            unpriced.append(week)
            exact[week] = NOTHING
            continue
        kind = (rate, calendar.working_days(monday), fte)
        if kind not in known:
            known[kind] = _week_cost(rate, kind[1], fte, len(line.weekly))
        exact[week] = known[kind]
    return PricedWeeks(exact, tuple(unpriced))


def _week_cost(rate: RateInForce, working_days: int, fte: Decimal, weeks_of_line: int) -> Fraction:
    """A fixed fee is divided by the line's weeks, whatever the FTE; all else is paid by FTE."""
    if rate.basis == RateBasis.FIXED:
        return rate.amount / weeks_of_line
    return rate.weekly(working_days) * Fraction(fte)


def overlap_weeks(plan: ProjectPlan, line: StaffingLine) -> tuple[int, ...]:
    """Weeks in which an external line and its internal successor are both staffed (P4.5)."""
    successor = plan.line(line.successor_id) if line.sourcing.is_external else None
    if successor is None or successor.sourcing.is_external:
        return ()
    return tuple(week for week in line.weekly if week in successor.weekly)


def _bucket(exact: Mapping[int, Fraction]) -> tuple[Decimal, dict[int, Decimal]]:
    """The bucket's amount, rounded once, and cents by week that add up to it."""
    shares, whole = over_one_denominator(exact.values())
    amount = to_cents(Fraction(sum(shares), whole))
    return amount, dict(zip(exact, spread(amount, shares), strict=True))


def _one_off(line: StaffingLine, start: date, card: RateCard) -> tuple[Decimal, int]:
    """The one-off cost and the plan week in which it falls due: the line's first week less the lead time."""
    if not line.weekly:
        return ZERO, 0
    first = min(line.weekly)
    rate = card.on(line.role, line.sourcing, week_start(start, first))
    return (to_cents(rate.one_off), first - rate.lead_weeks) if rate else (ZERO, first)
