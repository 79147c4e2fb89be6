"""What dates and build cost are simulated from: lengths, risks, and the money that moves with them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.enums import CostCategory, CostTiming, RateBasis
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import week_start
from mlplanner.engine.rates import RateCard
from mlplanner.engine.results import ItemCost, LineCost, Timeline
from mlplanner.engine.simulation.inputs import BuildInput, PhaseInput, RiskInput, ThreePoints
from mlplanner.engine.simulation.spreads import delay_points, is_over, is_simulated, money_points, phase_points
from mlplanner.engine.staffing import FEE_FOR_LINE
from mlplanner.playbook.entries import Playbook

_CENTS = 100
_MOST = 10**17
"""Cents: far above what is real, and low enough for exact sums of machine words."""
_NOTHING = Decimal(0)


def build_input(
    plan: ProjectPlan,
    playbook: Playbook,
    card: RateCard,
    timeline: Timeline,
    *,
    lines: Sequence[LineCost],
    items: Sequence[ItemCost],
    build: Decimal,
) -> BuildInput:
    """Lengths, risks and the money that moves with them."""
    labour, other = _labour(plan, card, timeline, lines)
    monthly = _monthly(plan, timeline, items)
    spread = plan.uncertainty
    over = {phase.id for phase in plan.phases if is_over(plan, phase)}
    return BuildInput(
        project_id=plan.id,
        seed=spread.seed,
        draws=spread.draws,
        phases=tuple(
            _phase(plan, phase, playbook, labour[place], monthly[place]) for place, phase in enumerate(plan.phases)
        ),
        risks=tuple(_risks(plan, over)),
        rates=ThreePoints(spread.rate_low, _NOTHING, spread.rate_high),
        labour=other,
        build=cents(build),
    )


def _phase(plan: ProjectPlan, phase: Phase, playbook: Playbook, labour: int, monthly: int) -> PhaseInput:
    return PhaseInput(
        phase_id=phase.id or 0,
        name=phase.name,
        own=phase_points(phase, playbook),
        planned=Decimal(plan.phase_weeks(phase)),
        labour=labour,
        monthly=monthly,
        is_over=is_over(plan, phase),
    )


def _risks(plan: ProjectPlan, over: set[int | None]) -> Iterable[RiskInput]:
    """The risks that can still happen: a phase that is over is delayed no more."""
    places = {phase.id: place for place, phase in enumerate(plan.phases)}
    for risk in plan.risks:
        if is_simulated(risk) and risk.phase_id not in over:
            probability = risk.probability or _NOTHING
            mitigated = risk.mitigated_probability
            yield RiskInput(
                risk_id=risk.id or 0,
                title=risk.title,
                place=places.get(risk.phase_id),
                probability=probability,
                mitigated_probability=probability if mitigated is None else mitigated,
                effect_left=risk.mitigated_effect,
                weeks=delay_points(risk),
                money=money_points(risk),
            )


def _labour(plan: ProjectPlan, card: RateCard, timeline: Timeline, lines: Sequence[LineCost]) -> tuple[list[int], int]:
    """Cents of build labour by phase that are paid by time, and those that only move with the rates.

    An agreed fee moves with neither, labour of a phase that is over neither: it is paid.
    """
    by_phase, other = [0] * len(plan.phases), 0
    place_of = _places(timeline)
    over = {place for place, phase in enumerate(plan.phases) if is_over(plan, phase)}
    for line, cost in zip(plan.lines, lines, strict=True):
        if line.fixed_fee is not None and line.sourcing in FEE_FOR_LINE:
            continue
        is_fixed = _is_fixed(line, card, timeline.start)
        handover = frozenset(cost.handover_weeks)
        for week, amount in cost.weekly.items():
            place = place_of.get(week)
            if week in handover or place in over:
                continue
            if place is None or is_fixed:
                other += cents(amount)
            else:
                by_phase[place] += cents(amount)
    return by_phase, other


def _is_fixed(line: StaffingLine, card: RateCard, start: date) -> bool:
    """True when the rate card has one fee for the delivery, however long it takes."""
    if not line.weekly:
        return False
    rate = card.on(line.role, line.sourcing, week_start(start, min(line.weekly)))
    return rate is not None and rate.basis is RateBasis.FIXED


def _monthly(plan: ProjectPlan, timeline: Timeline, items: Sequence[ItemCost]) -> list[int]:
    """Cents of monthly costs of the build by phase: each cost lies evenly over its weeks, from first to last."""
    shares = [Fraction(0)] * len(plan.phases)
    place_of = _places(timeline)
    for cost, item in zip(plan.costs, items, strict=True):
        if cost.timing != CostTiming.MONTHLY or cost.category == CostCategory.HANDOVER:
            continue
        weeks = range(cost.from_week, cost.to_week + 1)
        a_week = Fraction(cents(item.total), len(weeks))
        for week in weeks:
            if (place := place_of.get(week)) is not None:
                shares[place] += a_week
    return [round(share) for share in shares]


def _places(timeline: Timeline) -> dict[int, int]:
    """Plan week → place of its phase."""
    return {
        week: place
        for place, phase in enumerate(timeline.phases)
        for week in range(phase.first_week, phase.last_week + 1)
    }


def cents(amount: Decimal) -> int:
    """Whole cents of an amount that has no more than two decimals; a quadrillion is the most that is simulated."""
    return min(max(int(amount * _CENTS), -_MOST), _MOST)
