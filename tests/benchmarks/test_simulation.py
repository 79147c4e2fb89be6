"""How long simulations take and how much memory they need; printed, never asserted (`make bench`)."""

import time
import tracemalloc

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.simulation.portfolios import simulate_portfolio
from mlplanner.engine.simulation.simulating import simulate, simulate_project
from mlplanner.playbook.loading import load_playbook
from tests.builders import TODAY, make_cost, make_line, make_person, make_plan, make_portfolio
from tests.unit.engine.simulation.cases import make_risk

ONE, HUNDRED, MEMORY = 0.3, 5.0, 500.0
"""Seconds, seconds, megabytes that are allowed."""
ROLES = ("data_scientist", "ml_engineer", "data_engineer", "product_owner")


def _plan(number: int) -> ProjectPlan:
    lines = [make_line(role, "0.4", range(1, 15)) for role in ROLES]
    risk = make_risk(phase_id=number * 1000 + 2, money_high="9000", mitigated_probability="0.1")
    uncertainty = {"rate_low": "-0.05", "rate_high": "0.1", "value_low": "-0.3", "value_high": "0.2"}
    return make_plan(number, lines=lines, costs=[make_cost("100", 1, 12)], risks=[risk], uncertainty=uncertainty)


def test_that_the_simulation_s_times_are_printed() -> None:
    """One project with its costs, and a hundred with their shortages, 10,000 draws each."""
    playbook = load_playbook()
    people = [make_person(number, f"Person {number}", role) for number, role in enumerate(ROLES, start=1)]
    portfolio = make_portfolio(*(_plan(number) for number in range(1, 101)), people=people)
    figures = {key: compute_figures(portfolio, plan, playbook, TODAY) for key, plan in portfolio.plans.items()}
    simulate_project(portfolio, portfolio.plan(1), playbook, figures[1], seed=99)  # imports NumPy
    taken = []
    for seed in range(5):
        begun = time.perf_counter()
        simulate_project(portfolio, portfolio.plan(1), playbook, figures[1], seed=seed)
        taken.append(time.perf_counter() - begun)
    print(f"one project, 10,000 draws: {min(taken) * 1000:.0f} ms, {min(taken) / ONE:.2f} of what is allowed")
    simulate.cache_clear()
    begun = time.perf_counter()
    for key, plan in portfolio.plans.items():
        simulate_project(portfolio, plan, playbook, figures[key])
    each = time.perf_counter() - begun
    print(f"a hundred projects one by one: {each:.2f} s, {each / HUNDRED:.2f} of what is allowed")
    begun = time.perf_counter()
    simulate_portfolio(portfolio, figures, playbook, TODAY)
    whole = time.perf_counter() - begun
    print(f"the portfolio of a hundred with its shortages: {whole:.2f} s, {whole / HUNDRED:.2f} of what is allowed")
    tracemalloc.start()
    simulate_portfolio(portfolio, figures, playbook, TODAY)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"memory at most: {peak:.0f} MB, {peak / MEMORY:.2f} of what is allowed")
