"""The portfolio in the same draws: certain projects give the plan's shortages, uncertain ones their chance."""

from decimal import Decimal

import numpy as np
import pytest

from mlplanner.engine.figures import compute_figures
from mlplanner.engine.loads import loads_of_longest_view
from mlplanner.engine.simulation.portfolios import PortfolioSimulation, RoleShortage, simulate_portfolio
from mlplanner.playbook.loading import load_playbook
from tests.builders import TODAY, make_line, make_person, make_plan, make_portfolio
from tests.unit.engine.simulation.cases import CERTAIN, make_risk, simulated, world

PLAYBOOK = load_playbook()


def simulated_portfolio(*plans: object, **people: object) -> PortfolioSimulation:
    person = make_person(1, "Ana", "data_scientist")
    portfolio = make_portfolio(*plans, people=[person])  # type: ignore[arg-type]
    figures = {key: compute_figures(portfolio, plan, PLAYBOOK, TODAY) for key, plan in portfolio.plans.items()}
    found = simulate_portfolio(portfolio, figures, PLAYBOOK, TODAY)
    if people.get("is_certain"):
        loads = loads_of_longest_view(portfolio, PLAYBOOK, TODAY)
        for item in found.shortages:
            assert [chance == 1 for chance in item.chances] == list(loads.roles[item.role].over)
            assert set(item.chances) <= {0, 1}
    return found


def scientist(found: PortfolioSimulation) -> RoleShortage:
    return next(item for item in found.shortages if item.role == "data_scientist")


def test_that_certain_projects_are_short_where_the_plan_is() -> None:
    plans = [
        make_plan(number, phase_fields=CERTAIN, lines=[make_line("data_scientist", "0.6", range(first, 13))])
        for number, first in ((1, 1), (2, 5))
    ]
    found = simulated_portfolio(*plans, is_certain=True)
    chances = scientist(found).chances
    assert list(chances[:12]) == [Decimal(0)] * 4 + [Decimal(1)] * 8
    assert found.all_dates_met == 1
    assert found.ask.plan == found.ask.p95


def test_that_a_risk_makes_a_week_short_as_often_as_it_happens() -> None:
    # The first project should be over when the second begins; in four of ten draws it takes two weeks more.
    certain = {"probability": "0.4", "weeks_low": 2, "weeks_likely": 2, "weeks_high": 2}
    late = make_plan(
        1, phase_fields=CERTAIN, lines=[make_line("data_scientist", "1", range(4, 8))], risks=[make_risk(**certain)]
    )
    after = make_plan(2, phase_fields=CERTAIN, lines=[make_line("data_scientist", "1", range(8, 10))])
    found = simulated_portfolio(late, after)
    chances = scientist(found).chances
    assert chances[6] == 0
    assert float(chances[7]) == pytest.approx(0.4, abs=0.04)
    assert float(chances[8]) == pytest.approx(0.4, abs=0.04)
    assert chances[9] == 0
    assert float(found.all_dates_met) == pytest.approx(0.6, abs=0.02)


def test_that_an_unconfirmed_project_takes_people_as_often_as_it_comes() -> None:
    sure = make_plan(1, phase_fields=CERTAIN, lines=[make_line("data_scientist", "1", range(1, 5))])
    maybe = make_plan(
        2, phase_fields=CERTAIN, lines=[make_line("data_scientist", "1", range(1, 3))],
        commitment="tentative", probability=Decimal("0.3"),
    )  # fmt: skip
    chances = scientist(simulated_portfolio(sure, maybe)).chances
    assert float(chances[0]) == pytest.approx(0.3, abs=0.04)
    assert chances[2] == 0


def test_that_one_project_s_portfolio_asks_what_the_project_asks() -> None:
    portfolio, plan = world(risks=[make_risk()])
    item, _ = simulated(portfolio, plan)
    figures = {1: compute_figures(portfolio, plan, PLAYBOOK, TODAY)}
    found = simulate_portfolio(portfolio, figures, PLAYBOOK, TODAY)
    assert found.draws == item.draws
    assert found.projects == 1
    assert found.ask.p80 >= found.ask.p50 > 0
    assert np.isclose(float(found.build.plan), float(item.build.plan))
