"""What a plan costs, up to the ask (P4.6, P4.7; `arithmetic.md`, Money)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.enums import CostCategory, Sourcing
from mlplanner.domain.money import ZERO, from_cents, to_cents
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.items import item_cost
from mlplanner.engine.layouts import Booking, Part, lay_out, maintenance_bookings
from mlplanner.engine.maintenance import maintenance_cost
from mlplanner.engine.rates import Currencies, rate_card, yearly_rate_card
from mlplanner.engine.results import Costs, ItemCost, LineCost, Timeline
from mlplanner.engine.simulation.build_inputs import build_input
from mlplanner.engine.simulation.draws import p80_reserve
from mlplanner.engine.staffing import compute_lines
from mlplanner.playbook.entries import Playbook

PART_OF = {
    CostCategory.NON_LABOUR: Part.NON_LABOUR,
    CostCategory.TRAINING: Part.TRAINING,
    CostCategory.HANDOVER: Part.HANDOVER,
}
"""The column of a layout in which a cost of each category appears."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The sums of the plan's lines; `handover` is what the plan spends on it, not its budget."""

    labour: Decimal
    one_off: Decimal
    non_labour: Decimal
    training: Decimal
    handover: Decimal

    @property
    def build(self) -> Decimal:
        """The base of the handover budget and of the contingency."""
        return self.labour + self.one_off + self.non_labour + self.training


def compute_costs(
    portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, timeline: Timeline, calendar: WorkCalendar
) -> Costs:
    """Every figure of the plan's money, and the ask laid out by week, month and fiscal year."""
    currencies = Currencies(portfolio)
    card = rate_card(portfolio, currencies)
    lines = compute_lines(plan, timeline, card, calendar)
    items = tuple(item_cost(cost, timeline.start, currencies) for cost in plan.costs)
    yearly = yearly_rate_card(portfolio, currencies)
    maintenance = maintenance_cost(
        plan.maintenance, plan.tools, playbook, yearly, calendar, handed_over=timeline.handed_over
    )
    parts = _parts(plan, lines, items)
    handover_budget = share_of(parts.build, plan.project.handover_pct)
    contingency = share_of(parts.build, plan.project.contingency_pct)
    if plan.uncertainty.contingency is ContingencyBasis.P80:
        drawn = build_input(plan, playbook, card, timeline, lines=lines, items=items, build=parts.build)
        contingency = from_cents(p80_reserve(drawn))
    bookings = (
        *_plan_bookings(plan, lines, items),
        *_reserves(timeline, handover_budget - parts.handover, contingency),
        *maintenance_bookings(maintenance.total, timeline),
    )
    layouts = lay_out(bookings, timeline, portfolio.settings.fiscal_month)
    return Costs(
        lines=lines,
        items=items,
        labour=parts.labour,
        one_off=parts.one_off,
        non_labour=parts.non_labour,
        training=parts.training,
        build=parts.build,
        handover_budget=handover_budget,
        handover_planned=parts.handover,
        handover_cover=parts.handover / handover_budget if handover_budget else None,
        contingency=contingency,
        maintenance=maintenance,
        maintenance_year=maintenance.total,
        ask=parts.build + handover_budget + contingency + maintenance.total,
        fte_weeks=sum((line.fte_weeks for line in lines), Decimal(0)),
        mix=_mix(plan, lines),
        by_week=layouts.by_week,
        by_month=layouts.by_month,
        by_fiscal_year=layouts.by_fiscal_year,
    )


def share_of(amount: Decimal, share: Decimal) -> Decimal:
    """`share` (0.2 = 20 %) of an amount, rounded half up to the cent."""
    return to_cents(Fraction(amount) * Fraction(share))


def _parts(plan: ProjectPlan, lines: Iterable[LineCost], items: Iterable[ItemCost]) -> Parts:
    sums = dict.fromkeys(Part, ZERO)
    for line in lines:
        sums[Part.LABOUR] += line.build
        sums[Part.ONE_OFF] += line.one_off
        sums[Part.HANDOVER] += line.handover
    for cost, item in zip(plan.costs, items, strict=True):
        sums[PART_OF[cost.category]] += item.total
    return Parts(
        labour=sums[Part.LABOUR],
        one_off=sums[Part.ONE_OFF],
        non_labour=sums[Part.NON_LABOUR],
        training=sums[Part.TRAINING],
        handover=sums[Part.HANDOVER],
    )


def _plan_bookings(plan: ProjectPlan, lines: Iterable[LineCost], items: Iterable[ItemCost]) -> Iterator[Booking]:
    """Everything that the plan itself dates."""
    for line in lines:
        if line.one_off:
            yield Booking(line.one_off_week, Part.ONE_OFF, line.one_off)
        for week, amount in line.weekly.items():
            yield Booking(week, Part.HANDOVER if week in line.handover_weeks else Part.LABOUR, amount)
    for cost, item in zip(plan.costs, items, strict=True):
        for week, amount in item.weekly.items():
            yield Booking(week, PART_OF[cost.category], amount)


def _reserves(timeline: Timeline, rest_of_handover: Decimal, contingency: Decimal) -> Iterator[Booking]:
    """What is granted but not dated falls due in the last week of delivery; the rest is negative in an overspent plan."""
    week = max(timeline.delivery_weeks, 1)
    yield Booking(week, Part.HANDOVER, rest_of_handover)
    yield Booking(week, Part.CONTINGENCY, contingency)


def _mix(plan: ProjectPlan, lines: Iterable[LineCost]) -> dict[str, tuple[Decimal, Decimal]]:
    """FTE-weeks and money by sourcing, in the order of the list of sourcings."""
    used: dict[Sourcing, list[LineCost]] = {}
    for line, cost in zip(plan.lines, lines, strict=True):
        used.setdefault(line.sourcing, []).append(cost)
    return {
        kind.value: (sum((c.fte_weeks for c in used[kind]), Decimal(0)), sum((c.total for c in used[kind]), ZERO))
        for kind in Sourcing
        if kind in used
    }
