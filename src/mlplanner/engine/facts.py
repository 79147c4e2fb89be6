"""The figures that checks, reports and screens of one project stand on, computed once.

`compute_facts(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, today: date) -> Facts` computes them.
"""

from dataclasses import dataclass

from mlplanner.engine.results import Costs, ExperimentSize, Returns, Timeline, Value


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a project before any rule is asked."""

    timeline: Timeline
    costs: Costs
    value: Value
    returns: Returns
    experiments: tuple[ExperimentSize, ...]
    """In the order of the plan's experiments."""
