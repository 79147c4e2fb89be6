"""The same demand, sourced in another way: cost and earliest start side by side (P4.4)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, week_start
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.rates import RateCard, rate_card
from mlplanner.engine.results import LineCost
from mlplanner.engine.staffing import line_cost
from mlplanner.engine.timelines import plan_timeline
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class SourcingOption:
    """What one way to source a line, or all lines, comes to.

    `sourcing` is None for the plan as it is. `labour` and `one_off` follow `arithmetic.md`, Staffing and labour;
    `difference` is against the plan as it is. `earliest` is the first Monday on which the last of the people could be
    there, `late_weeks` by how many weeks that misses the first staffed week. `unpriced` names roles without a rate in
    some week: the amounts leave those weeks out.
    """

    sourcing: Sourcing | None
    labour: Decimal
    one_off: Decimal
    difference: Decimal
    earliest: date | None
    late_weeks: int
    unpriced: tuple[str, ...]
    in_house: Decimal
    """Of the FTE-weeks done in the first weeks (playbook: 26), the share of people who stay (internal, hired), 0 to 1."""
    delivery: date
    """When the project would be delivered if everything waited for the last of the people."""
    productive: date | None = None
    """The first Monday on which the last of the people works at full speed: there, and past the ramp-up."""
    is_blended: bool = False
    """True for a contractor until the hire is there, with the playbook's overlap."""

    @property
    def total(self) -> Decimal:
        """Labour and one-off cost."""
        return self.labour + self.one_off

    @property
    def is_priced(self) -> bool:
        """True when the rate card covers every week."""
        return not self.unpriced


def compare_sourcing(
    portfolio: Portfolio, plan: ProjectPlan, lines: Iterable[StaffingLine], today: date, playbook: Playbook
) -> tuple[SourcingOption, ...]:
    """These lines as they are, all of them in each way, and blended: same role, FTE and weeks, at the rate card's rates.

    An agreed fee belongs to the way it was agreed for, so the other ways are priced by the rate card.
    """
    chosen = tuple(line for line in lines if line.weekly)
    terms = _Terms(portfolio, plan, today, playbook)
    now = _option(terms, chosen, None, is_plan=True)
    ways = [_option(terms, [_as(line, way) for line in chosen], way) for way in Sourcing]
    parts = [part for line in chosen for part in blended_parts(portfolio, plan, line, today, playbook)]
    blended = replace(_option(terms, parts, None), is_blended=True)
    return tuple(_against(now, option) for option in (now, *ways, blended))


def blended_parts(
    portfolio: Portfolio, plan: ProjectPlan, line: StaffingLine, today: date, playbook: Playbook
) -> tuple[StaffingLine, ...]:
    """The line as a contractor until a hire is there, and a hire from then on; both in the weeks of overlap (P4.4, P4.5).

    One part alone where the hire comes after the last week, or before the first.
    """
    rate = rate_card(portfolio).on(line.role, Sourcing.HIRE, today)
    there = after_lead_time(today, rate.lead_weeks if rate else 0)
    overlap = int(playbook.figure("overlap_weeks"))
    mondays = {week: week_start(plan.project.start, week) for week in line.weekly}
    later = {week: fte for week, fte in line.weekly.items() if mondays[week] >= there}
    together = sorted(later)[:overlap]
    until = {week: fte for week, fte in line.weekly.items() if week not in later or week in together}
    if len(later) == len(line.weekly):
        return (_as(line, Sourcing.HIRE),)
    contractor = _as(line, Sourcing.CONTRACTOR).model_copy(update={"weekly": until})
    if not later:
        return (contractor,)
    return contractor, _as(line, Sourcing.HIRE).model_copy(update={"weekly": later, "successor_id": None})


@dataclass(frozen=True, slots=True)
class _Terms:
    """What every way of one comparison is priced by."""

    portfolio: Portfolio
    plan: ProjectPlan
    today: date
    playbook: Playbook

    def ramp(self, line: StaffingLine) -> timedelta:
        """The ramp-up of who does a line."""
        weeks = 0 if line.sourcing is Sourcing.INTERNAL else int(self.playbook.figure(f"ramp_{line.sourcing.value}"))
        return timedelta(days=DAYS_IN_WEEK * weeks)


def movable_lines(portfolio: Portfolio, plan: ProjectPlan) -> tuple[StaffingLine, ...]:
    """The staffed lines that could be sourced in another way: the rate card prices their role in more than one.

    A role that is only ever internal, as a sponsor is, costs the same in each way and would only blur the comparison.
    """
    ways: dict[str, set[str]] = {}
    for rate in portfolio.rates:
        ways.setdefault(rate.role, set()).add(rate.sourcing)
    return tuple(line for line in plan.lines if line.weekly and len(ways.get(line.role, ())) > 1)


def _as(line: StaffingLine, way: Sourcing) -> StaffingLine:
    if line.sourcing == way:
        return line
    return line.model_copy(update={"sourcing": way, "fixed_fee": None})


def _option(
    terms: _Terms, lines: Iterable[StaffingLine], way: Sourcing | None, *, is_plan: bool = False
) -> SourcingOption:
    portfolio, plan, today = terms.portfolio, terms.plan, terms.today
    calendar, card = plan_calendar(portfolio, plan), rate_card(portfolio)
    timeline = plan_timeline(plan, calendar)
    chosen = tuple(lines)
    costs = [line_cost(plan, line, timeline, card, calendar) for line in chosen]
    firsts = [week_start(plan.project.start, min(line.weekly)) for line in chosen]
    ready = [
        first if is_plan and first <= today else _start(line, first, card, today)
        for line, first in zip(chosen, firsts, strict=True)
    ]
    late_days = [(there - first).days for first, there in zip(firsts, ready, strict=True)]
    return SourcingOption(
        sourcing=way,
        labour=sum((cost.build + cost.handover for cost in costs), ZERO),
        one_off=sum((cost.one_off for cost in costs), ZERO),
        difference=ZERO,
        earliest=max(ready, default=None),
        late_weeks=max(*late_days, 0, 0) // DAYS_IN_WEEK,
        unpriced=_unpriced(chosen, costs),
        in_house=_in_house(chosen, int(terms.playbook.figure("in_house_weeks"))),
        delivery=timeline.delivery + timedelta(days=max(*late_days, 0, 0) // DAYS_IN_WEEK * DAYS_IN_WEEK),
        productive=max((there + terms.ramp(line) for line, there in zip(chosen, ready, strict=True)), default=None),
    )


def _in_house(lines: Iterable[StaffingLine], weeks: int) -> Decimal:
    asked = [(line, sum((fte for week, fte in line.weekly.items() if week <= weeks), ZERO)) for line in lines]
    total = sum((fte for _, fte in asked), ZERO)
    return sum((fte for line, fte in asked if not line.sourcing.is_external), ZERO) / total if total else ZERO


def _start(line: StaffingLine, first: date, card: RateCard, today: date) -> date:
    """The first Monday on which somebody could be there; who has begun as planned is there."""
    rate = card.on(line.role, line.sourcing, first)
    lead_weeks = rate.lead_weeks if rate and line.sourcing != Sourcing.INTERNAL else 0
    if not lead_weeks:
        return min(first, monday_of(today))
    return after_lead_time(today, lead_weeks)


def after_lead_time(today: date, lead_weeks: int) -> date:
    """The first Monday on which somebody who is sought from `today` on could be there."""
    return monday_of(today + timedelta(days=DAYS_IN_WEEK * lead_weeks + DAYS_IN_WEEK - 1))


def _unpriced(lines: Iterable[StaffingLine], costs: Iterable[LineCost]) -> tuple[str, ...]:
    roles = (line.role for line, cost in zip(lines, costs, strict=True) if cost.unpriced_weeks)
    return tuple(dict.fromkeys(roles))


def _against(now: SourcingOption, option: SourcingOption) -> SourcingOption:
    return replace(option, difference=option.total - now.total)
