"""What a sponsor saw of the simulation when they approved: kept with the baseline, to be compared with later (P3.4)."""

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import plain
from mlplanner.engine.baseline_reading import DELIVERY, SEEN
from mlplanner.engine.baselines import ApprovedFacts
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.engine.results import Figures
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.playbook.entries import Playbook


def seen_facts(portfolio: Portfolio, plan: ProjectPlan, figures: Figures, playbook: Playbook) -> ApprovedFacts:
    """P80 of the delivery and of the build, with seed and draws; nothing where the pack left them out."""
    if not plan.phases or doubts(figures.findings):
        return {}
    found = simulate_project(portfolio, plan, playbook, figures)
    return {
        SEEN: {
            DELIVERY: found.delivery.p80.isoformat(),
            "p80_build": plain(found.build.p80),
            "contingency": plain(figures.costs.contingency),
            "seed": str(found.seed),
            "draws": str(found.draws),
        }
    }
