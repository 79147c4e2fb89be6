"""The whole portfolio in the same draws: what all projects ask for, whether all dates hold, and where people run short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.money import from_cents, to_places
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.loads import loads_of_longest_view
from mlplanner.engine.rates import rate_card
from mlplanner.engine.results import Figures
from mlplanner.engine.simulation.days import DrawnDays
from mlplanner.engine.simulation.draws import SHARES, draw_build, quantiles
from mlplanner.engine.simulation.gathering import simulation_input
from mlplanner.engine.simulation.money import draw_money
from mlplanner.engine.simulation.shortages import COUNTED, Shortages, moving_demand
from mlplanner.engine.simulation.simulations import Spread
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class RoleShortage:
    """How likely a role is asked for more than there is, week by week."""

    role: str
    chances: tuple[Decimal, ...]

    @property
    def worst(self) -> int:
        """The place of the week with the highest chance, the first of several."""
        return max(range(len(self.chances)), key=lambda place: self.chances[place])


@dataclass(frozen=True, slots=True)
class PortfolioSimulation:
    """All live projects drawn together; each with its own seed, so that one edit moves one project only."""

    draws: int
    projects: int
    ask: Spread[Decimal]
    build: Spread[Decimal]
    all_dates_met: Decimal
    """Share of the draws in which every project ends by its deadline, or by its planned date."""
    mondays: tuple[date, ...]
    shortages: tuple[RoleShortage, ...]
    """By role; counted over the first draws, whose share has a standard error of 0.016 at most."""


def simulate_portfolio(
    portfolio: Portfolio, figures: Mapping[int, Figures], playbook: Playbook, today: date
) -> PortfolioSimulation:
    """The live projects over as many draws as the most thorough of them takes."""
    import numpy as np

    plans = [plan for plan in portfolio.plans.values() if not plan.is_withdrawn]
    draws = max((plan.uncertainty.draws for plan in plans), default=COUNTED)
    loads = loads_of_longest_view(portfolio, playbook, today)
    shortages = Shortages(loads, min(draws, COUNTED))
    card = rate_card(portfolio)
    ask, build = np.zeros(draws, dtype=np.int64), np.zeros(draws, dtype=np.int64)
    is_met = np.ones(draws, dtype=bool)
    planned_ask = planned_build = 0
    for plan in plans:
        given = simulation_input(portfolio, plan, playbook, card, figures[plan.id])
        given = replace(given, build=replace(given.build, draws=draws))
        drawn = draw_build(given.build)
        costs, terms = figures[plan.id].costs, given.terms
        ask += draw_money(given, drawn).ask
        build += drawn.build
        planned_ask += int(costs.ask * 100)
        planned_build += given.build.build
        days = DrawnDays(terms)
        is_met &= drawn.delivery <= days.latest(drawn.delivery, terms.deadline or terms.delivery)
        shortages.count(moving_demand(portfolio, plan, playbook, given, drawn))
    return PortfolioSimulation(
        draws=draws,
        projects=len(plans),
        ask=Spread(from_cents(planned_ask), *map(from_cents, quantiles(ask, SHARES))),
        build=Spread(from_cents(planned_build), *map(from_cents, quantiles(build, SHARES))),
        all_dates_met=to_places(Fraction(int(is_met.sum()), draws), 4),
        mondays=loads.mondays,
        shortages=tuple(RoleShortage(role, chances) for role, chances in shortages.chances().items()),
    )
