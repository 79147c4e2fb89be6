"""The simulation of one project, kept by content: the same inputs are drawn once, an edit elsewhere costs nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import from_cents, to_places
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.rates import rate_card
from mlplanner.engine.results import Known
from mlplanner.engine.simulation.days import DrawnDays
from mlplanner.engine.simulation.draws import MICRO, P80, SHARES, draw_build, in_order, quantiles, read_off
from mlplanner.engine.simulation.drivers import find_drivers
from mlplanner.engine.simulation.gathering import simulation_input
from mlplanner.engine.simulation.inputs import RiskInput, SimulationInput
from mlplanner.engine.simulation.money import MoneyDraws, draw_money
from mlplanner.engine.simulation.simulations import Chance, RiskEffect, Simulation, Spread
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from mlplanner.engine.simulation.draws import Wholes

FEWEST, MOST = 100, 1_000_000
_CENTS = 100
_PERCENTS = tuple(Fraction(percent, 100) for percent in range(101))


def simulate_project(
    portfolio: Portfolio,
    plan: ProjectPlan,
    playbook: Playbook,
    known: Known,
    *,
    draws: int | None = None,
    seed: int | None = None,
) -> Simulation:
    """Percentiles, chances and drivers of one project whose figures are `known`; seed and draws are the plan's.

    BadInput for a number of draws that says nothing, or that no machine should be asked for.
    """
    given = simulation_input(portfolio, plan, playbook, rate_card(portfolio), known)
    if draws is not None and not FEWEST <= draws <= MOST:
        raise BadInput(f"A simulation takes {FEWEST:,} to {MOST:,} draws; got {draws:,}.")
    build = replace(
        given.build,
        draws=given.build.draws if draws is None else draws,
        seed=given.build.seed if seed is None else seed,
    )
    return simulate(replace(given, build=build))


@lru_cache(maxsize=512)
def simulate(given: SimulationInput) -> Simulation:
    """The simulation of these inputs."""
    drawn = draw_build(given.build)
    before = draw_build(given.build, is_mitigated=False, known=drawn) if given.build.risks else drawn
    lengths, lengths_before = in_order(drawn.delivery), in_order(before.delivery)
    build = in_order(drawn.build)
    money, money_before = draw_money(given, drawn), draw_money(given, before)
    days, terms = DrawnDays(given.terms), given.terms
    target = terms.delivery if terms.deadline is None else terms.deadline
    ask = given.build.build + given.money.handover_budget + given.money.contingency + given.money.maintenance
    budget = ask if terms.budget is None else terms.budget
    headroom = terms.headroom_weeks * MICRO
    return Simulation(
        project_id=given.build.project_id,
        seed=given.build.seed,
        draws=given.build.draws,
        is_certain=given.build.is_certain and given.money.value.is_certain,
        delivery_weeks=_weeks(given, lengths),
        delivery=_dates(days, lengths, terms.delivery),
        handed_over=_dates(days, lengths + headroom, terms.handed_over),
        build=_at_most(build, given.build.build),
        ask=_at_most(in_order(money.ask), ask),
        first_year_value=_at_least(money.first_year, given.money.first_year),
        npv=_at_least(money.npv, given.money.npv),
        target_date=target,
        date_met=Chance(
            _share(*days.share_until(lengths, target)),
            _share(*days.share_until(lengths_before, target)),
            terms.deadline is not None,
        ),
        target_budget=from_cents(budget),
        budget_met=Chance(_within(money, budget), _within(money_before, budget), terms.budget is not None),
        reserve=from_cents(max(*read_off(build, (P80,)), given.build.build) - given.build.build),
        unmitigated_delivery=_dates(days, lengths_before, terms.delivery),
        unmitigated_build=_at_most(in_order(before.build), given.build.build),
        risks=_risk_effects(given),
        drivers=find_drivers(given.build, drawn, money.npv, money.value),
        weeks_curve=tuple(to_places(Fraction(value, MICRO), 2) for value in read_off(lengths, _PERCENTS)),
        delivery_curve=tuple(map(days.end, read_off(lengths, _PERCENTS))),
        build_curve=tuple(map(from_cents, read_off(build, _PERCENTS))),
    )


def _weeks(given: SimulationInput, lengths: Wholes) -> Spread[Decimal]:
    planned = sum((phase.planned for phase in given.build.phases), Decimal(0))
    return Spread(planned, *(to_places(Fraction(value, MICRO), 2) for value in read_off(lengths, SHARES)))


def _dates(days: DrawnDays, lengths: Wholes, planned: date) -> Spread[date]:
    return Spread(planned, *map(days.end, read_off(lengths, SHARES)))


def _at_most(cents: Wholes, planned: int) -> Spread[Decimal]:
    return Spread(from_cents(planned), *map(from_cents, read_off(cents, SHARES)))


def _at_least(cents: Wholes, planned: int) -> Spread[Decimal]:
    return Spread(from_cents(planned), *(from_cents(-value) for value in quantiles(-cents, SHARES)))


def _within(money: MoneyDraws, budget: int) -> Decimal:
    return _share(int((money.spent <= budget).sum()), len(money.spent))


def _share(met: int, draws: int) -> Decimal:
    return to_places(Fraction(met, draws), 4)


def _risk_effects(given: SimulationInput) -> tuple[RiskEffect, ...]:
    phases = given.build.phases
    found = [
        RiskEffect(
            risk_id=risk.risk_id,
            title=risk.title,
            phase_id=None if risk.place is None else phases[risk.place].phase_id,
            probability=risk.probability,
            mitigated_probability=risk.mitigated_probability,
            weeks=_expected_weeks(risk, is_mitigated=False),
            mitigated_weeks=_expected_weeks(risk, is_mitigated=True),
            money=_expected_money(risk, is_mitigated=False),
            mitigated_money=_expected_money(risk, is_mitigated=True),
        )
        for risk in given.build.risks
    ]
    return tuple(sorted(found, key=lambda risk: (-risk.mitigated_weeks, -risk.mitigated_money)))


def _expected_weeks(risk: RiskInput, *, is_mitigated: bool) -> Decimal:
    mean = risk.chance(is_mitigated=is_mitigated) * risk.left(is_mitigated=is_mitigated) * risk.weeks.mean
    return to_places(Decimal(0) if risk.place is None else mean, 2)


def _expected_money(risk: RiskInput, *, is_mitigated: bool) -> Decimal:
    mean = risk.chance(is_mitigated=is_mitigated) * risk.left(is_mitigated=is_mitigated) * risk.money.mean
    return to_places(mean / _CENTS, 2)
