"""The whole portfolio in the same draws: what all projects ask for, whether all dates hold, and where people run short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from mlplanner.engine.simulation.draws import P80, SHARES, draw_build, quantiles
from mlplanner.engine.simulation.gathering import simulation_input
from mlplanner.engine.simulation.money import draw_money
from mlplanner.engine.simulation.shortages import COUNTED, Shortages, moving_demand
from mlplanner.engine.simulation.simulations import Spread
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class Behind:
    """A project that asks for a role in a week, and for how much of it on average over the draws."""

    project_id: int
    fte: Decimal


@dataclass(frozen=True, slots=True)
class RoleShortage:
    """How likely a role is asked for more than there is, week by week."""

    role: str
    chances: tuple[Decimal, ...]
    behind: tuple[tuple[Behind, ...], ...]
    """The projects behind each week, in rank order; none where the role can't be short."""

    @property
    def worst(self) -> int:
        """The place of the week with the highest chance, the first of several."""
        return max(range(len(self.chances)), key=lambda place: self.chances[place])


def is_unsure(chance: Decimal) -> bool:
    """True when a role is not sure to be enough with the 80 % that P80 stands for."""
    return chance > 1 - P80


@dataclass(frozen=True, slots=True)
class PortfolioSimulation:
    """All live projects drawn together; each with its own seed, so that one edit moves one project only."""

    draws: int
    counted: int
    """Draws over which weeks are counted."""
    seeds: tuple[int, ...]
    """The seeds of the plans, each once."""
    projects: int
    ask: Spread[Decimal]
    build: Spread[Decimal]
    all_dates_met: Decimal
    """Share of the draws in which every project ends by its deadline, or by its planned date."""
    mondays: tuple[date, ...]
    shortages: tuple[RoleShortage, ...]
    """By role; counted over the first draws, whose share has a standard error of 0.016 at most."""


def _silent(_share: float, _label: str) -> None:
    """Nobody wants to know how far it is."""


def simulate_portfolio(
    portfolio: Portfolio,
    figures: Mapping[int, Figures],
    playbook: Playbook,
    today: date,
    tell: Callable[[float, str], object] = _silent,
) -> PortfolioSimulation:
    """The live projects over as many draws as the most thorough of them takes; `tell` may stop it by raising."""
    import numpy as np

    plans = sorted(
        (plan for plan in portfolio.plans.values() if not plan.is_withdrawn), key=lambda plan: plan.project.rank
    )
    draws = max((plan.uncertainty.draws for plan in plans), default=COUNTED)
    loads = loads_of_longest_view(portfolio, playbook, today)
    shortages = Shortages(loads, min(draws, COUNTED))
    card = rate_card(portfolio)
    ask, build = np.zeros(draws, dtype=np.int64), np.zeros(draws, dtype=np.int64)
    is_met = np.ones(draws, dtype=bool)
    planned_ask = planned_build = 0
    for place, plan in enumerate(plans):
        tell(place / len(plans), plan.project.name)
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
        shortages.count(plan.id, moving_demand(portfolio, plan, playbook, given, drawn))
    return PortfolioSimulation(
        draws=draws,
        counted=min(draws, COUNTED),
        seeds=tuple(sorted({plan.uncertainty.seed for plan in plans})),
        projects=len(plans),
        ask=Spread(from_cents(planned_ask), *map(from_cents, quantiles(ask, SHARES))),
        build=Spread(from_cents(planned_build), *map(from_cents, quantiles(build, SHARES))),
        all_dates_met=to_places(Fraction(int(is_met.sum()), draws), 4),
        mondays=loads.mondays,
        shortages=tuple(_role(shortages, role, chances) for role, chances in shortages.chances().items()),
    )


def _role(shortages: Shortages, role: str, chances: tuple[Decimal, ...]) -> RoleShortage:
    behind = tuple(
        tuple(Behind(*pair) for pair in shortages.behind(role, place)) if chance else ()
        for place, chance in enumerate(chances)
    )
    return RoleShortage(role, chances, behind)
