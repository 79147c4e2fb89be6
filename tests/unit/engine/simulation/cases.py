"""Plans to simulate: the hand-made plan with and without spreads and risks."""

from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Risk
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.engine.facts import Facts, compute_facts
from mlplanner.engine.simulation.inputs import ThreePoints
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.simulations import Simulation
from tests.builders import PHASES, make_portfolio, tiny_playbook
from tests.unit.engine.cases import hand_made_plan

PLAYBOOK = tiny_playbook()
CERTAIN = {key: {"optimistic_weeks": Decimal(weeks), "pessimistic_weeks": Decimal(weeks)} for key, weeks in PHASES}
"""Fields of phases that can't vary."""


def points(low: str, likely: str, high: str) -> ThreePoints:
    """Three decimals."""
    return ThreePoints(Decimal(low), Decimal(likely), Decimal(high))


def make_risk(**fields: Any) -> Risk:
    """A risk that takes one to three weeks of the prototype in three of ten draws, but for `fields`."""
    usual: dict[str, Any] = {"probability": "0.3", "phase_id": 1002, "weeks_low": 1, "weeks_likely": 2, "weeks_high": 3}
    return Risk(project_id=1, title="Labels come late", **{**usual, **fields})


def world(*, is_certain: bool = False, **fields: Any) -> tuple[Portfolio, ProjectPlan]:
    """The hand-made plan in a portfolio of its own."""
    phase_fields = fields.pop("phase_fields", CERTAIN if is_certain else None)
    plan = hand_made_plan(phase_fields=phase_fields, **fields)
    return make_portfolio(plan, discount_rate="0.08", indexation="0.02", horizon_years=3), plan


def simulated(portfolio: Portfolio, plan: ProjectPlan, **options: int) -> tuple[Simulation, Facts]:
    """The simulation and the plan's own figures."""
    facts = compute_facts(portfolio, plan, PLAYBOOK)
    return simulate_project(portfolio, plan, PLAYBOOK, facts, **options), facts


P80 = {"contingency": ContingencyBasis.P80}
