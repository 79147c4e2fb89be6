"""What a way out costs and what it does to dates: by the dated rates, lead time and ramp-up (P4.3, P4.4, P4.9)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.money import ZERO, to_cents
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.rates import RateCard, rate_card
from mlplanner.engine.staffing import line_cost
from mlplanner.engine.timelines import plan_timeline
from mlplanner.engine.values import week_of_delay
from mlplanner.engine.ways_out import Way, WayKind, changed


@dataclass(frozen=True, slots=True)
class Effects:
    """What a way changes besides the load. All amounts in the portfolio's currency."""

    money: Decimal = ZERO
    """What the plan costs more (below 0: less): labour and one-off costs after less before."""
    one_off: Decimal = ZERO
    """The one-off part of a hire or contract."""
    is_unpriced: bool = False
    """True when the rate card has no rate for some week: `money` leaves that week out."""
    until: date | None = None
    """The last day up to which somebody hired is paid for in `money`; None for all that ends by itself."""
    full_speed: date | None = None
    """The Monday from which a newcomer works at full speed."""
    delivery: date | None = None
    """When the project is delivered now."""
    delivery_after: date | None = None
    delay_cost: Decimal = ZERO
    """What the weeks of delay cost in value; not part of `money`."""

    @property
    def delay_weeks(self) -> int:
        """By how many weeks the project is delivered later; below 0: earlier."""
        if self.delivery is None or self.delivery_after is None:
            return 0
        return (monday_of(self.delivery_after) - monday_of(self.delivery)).days // DAYS_IN_WEEK


@dataclass(frozen=True, slots=True)
class _Labour:
    total: Decimal
    one_off: Decimal
    has_gaps: bool
    delivery: date


def effects_of(portfolio: Portfolio, way: Way, end: date) -> Effects:
    """The effects of one way; somebody hired is paid for until `end`, the day after the weeks that are looked at."""
    full_speed = _full_speed(way) if way.is_of_newcomer else None
    if way.kind is WayKind.HIRE:
        money, one_off, unpriced = _pay(portfolio, way, end)
        until = end - timedelta(days=1)
        return Effects(money=money, one_off=one_off, is_unpriced=unpriced, until=until, full_speed=full_speed)
    plan, other = portfolio.plans[way.project_id], changed(portfolio, way).plans[way.project_id]
    card = rate_card(portfolio)
    now, then = _labour(portfolio, plan, card), _labour(portfolio, other, card)
    weeks = (monday_of(then.delivery) - monday_of(now.delivery)).days // DAYS_IN_WEEK
    after = then.delivery
    if way.kind is WayKind.CONTRACT:
        # Who comes after the line's first week holds up what is waiting for them.
        weeks = _late_weeks(plan, way)
        after = now.delivery + timedelta(days=DAYS_IN_WEEK * weeks)
    return Effects(
        money=then.total - now.total,
        one_off=then.one_off - now.one_off,
        is_unpriced=then.has_gaps,
        delivery=now.delivery,
        delivery_after=after,
        delay_cost=to_cents(week_of_delay(plan) * weeks),
        full_speed=full_speed,
    )


def _full_speed(way: Way) -> date | None:
    return monday_of(way.first) + timedelta(days=DAYS_IN_WEEK * way.ramp_weeks) if way.first else None


def _late_weeks(plan: ProjectPlan, way: Way) -> int:
    line = plan.line(way.line_id)
    if line is None or way.first is None:
        return 0
    needed = monday_of(plan.project.start) + timedelta(days=DAYS_IN_WEEK * (min(line.weekly) - 1))
    return max((monday_of(way.first) - needed).days // DAYS_IN_WEEK, 0)


def _labour(portfolio: Portfolio, plan: ProjectPlan, card: RateCard) -> _Labour:
    calendar = plan_calendar(portfolio, plan)
    timeline = plan_timeline(plan, calendar)
    costs = [line_cost(plan, line, timeline, card, calendar) for line in plan.lines]
    one_off = sum((cost.one_off for cost in costs), ZERO)
    total = sum((cost.build + cost.handover for cost in costs), one_off)
    return _Labour(total, one_off, any(cost.unpriced_weeks for cost in costs), timeline.delivery)


def _pay(portfolio: Portfolio, way: Way, end: date) -> tuple[Decimal, Decimal, bool]:
    """A hire's cost from the first day to the end, week by week at the rate in force; (money, one-off, has gaps)."""
    first = monday_of(way.first or end)
    card = rate_card(portfolio)
    calendar: WorkCalendar = work_calendar(portfolio.settings, portfolio.closures, first, max(first, end))
    weeks = [
        first + timedelta(days=DAYS_IN_WEEK * place) for place in range(max((end - first).days // DAYS_IN_WEEK, 0))
    ]
    paid, has_gaps = Fraction(0), False
    for monday in weeks:
        rate = card.on(way.role, Sourcing.HIRE, monday)
        if rate is None or rate.basis is RateBasis.FIXED:
            has_gaps = True
        else:
            paid += rate.weekly(calendar.working_days(monday)) * Fraction(way.fte)
    begin = card.on(way.role, Sourcing.HIRE, first)
    one_off = to_cents(begin.one_off) if begin and weeks else ZERO
    return to_cents(paid) + one_off, one_off, has_gaps
