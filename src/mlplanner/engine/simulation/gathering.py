"""From a plan and its figures to the inputs of its simulation."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.domain.weeks import DAYS_IN_WEEK, LAST_WEEK
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.rates import RateCard
from mlplanner.engine.results import Costs, Known, Returns, Timeline
from mlplanner.engine.simulation.build_inputs import build_input, cents
from mlplanner.engine.simulation.inputs import BuildInput, MoneyInput, SimulationInput, TermsInput, ThreePoints
from mlplanner.playbook.entries import Playbook

_NOTHING = Decimal(0)


def simulation_input(
    portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, card: RateCard, known: Known
) -> SimulationInput:
    """All that the simulation of one project depends on."""
    costs = known.costs
    build = build_input(plan, playbook, card, known.timeline, lines=costs.lines, items=costs.items, build=costs.build)
    return SimulationInput(
        build=build,
        money=_money(portfolio, plan, costs, known.returns),
        terms=_terms(portfolio, plan, known.timeline, build),
    )


def _money(portfolio: Portfolio, plan: ProjectPlan, costs: Costs, returns: Returns) -> MoneyInput:
    settings, spread = portfolio.settings, plan.uncertainty
    growth, index = 1 + Fraction(settings.discount_rate), 1 + Fraction(settings.indexation)
    labour = cents(costs.maintenance.labour)
    return MoneyInput(
        handover_budget=cents(costs.handover_budget),
        handover_pct=plan.project.handover_pct,
        contingency=cents(costs.contingency),
        contingency_pct=None if spread.contingency is ContingencyBasis.P80 else plan.project.contingency_pct,
        maintenance=cents(costs.maintenance_year),
        maintenance_labour=labour,
        first_year=cents(returns.flows[0].benefit),
        npv=cents(returns.npv),
        benefit_present=sum((cents(flow.benefit) / growth**flow.year for flow in returns.flows), Fraction(0)),
        labour_present=sum(
            (labour * index ** (flow.year - 1) / growth**flow.year for flow in returns.flows), Fraction(0)
        ),
        value=ThreePoints(spread.value_low, _NOTHING, spread.value_high),
    )


def _terms(portfolio: Portfolio, plan: ProjectPlan, timeline: Timeline, build: BuildInput) -> TermsInput:
    budget = plan.project.budget
    return TermsInput(
        start=timeline.start,
        headroom_weeks=timeline.headroom_weeks,
        days_off=_days_off(portfolio, timeline, build),
        delivery=timeline.delivery,
        handed_over=timeline.handed_over,
        deadline=plan.project.deadline,
        budget=None if budget is None else cents(budget),
    )


def _days_off(portfolio: Portfolio, timeline: Timeline, build: BuildInput) -> tuple[date, ...]:
    """Weekdays on which nobody works until the last day that could be drawn; none are known beyond the longest plan."""
    most = sum(
        (max(phase.planned, phase.planned - phase.own.likely + phase.own.high) for phase in build.phases), _NOTHING
    )
    most += sum((risk.weeks.high for risk in build.risks), _NOTHING) + timeline.headroom_weeks
    weeks = min(int(most.to_integral_value(ROUND_CEILING)), LAST_WEEK) + 1
    last = timeline.start + timedelta(days=DAYS_IN_WEEK * weeks)
    return tuple(sorted(work_calendar(portfolio.settings, portfolio.closures, timeline.start, last).days_off))
