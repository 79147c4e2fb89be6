"""The approval in force, and whether the plan is still the one that was approved (P3.4, P3.7)."""

from mlplanner.domain.approvals import Baseline
from mlplanner.domain.lifecycle import Decision, Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.approval_results import Approval
from mlplanner.engine.baseline_changes import changes_since
from mlplanner.engine.baseline_reading import read_facts, seen_delivery
from mlplanner.engine.baselines import approved_facts
from mlplanner.engine.results import Known
from mlplanner.playbook.entries import Playbook


def approval_in_force(portfolio: Portfolio, plan: ProjectPlan, known: Known, playbook: Playbook) -> Approval | None:
    """The approval that the plan stands on; None before the first, for a withdrawn project, and without a baseline."""
    found = _last(plan)
    if found is None:
        return None
    gate, decision, baseline = found
    facts = read_facts(baseline.facts)
    return Approval(
        baseline_id=baseline.id or 0,
        gate_id=gate.id or 0,
        gate_name=gate.name,
        decided_on=decision.decided_on,
        decided_by_id=decision.decided_by_id,
        changes=changes_since(facts, approved_facts(portfolio, plan, known, playbook), playbook),
        seen_p80=seen_delivery(facts),
    )


def _last(plan: ProjectPlan) -> tuple[Gate, Decision, Baseline] | None:
    if plan.withdrawn_at is not None:
        return None
    baselines = {baseline.decision_id: baseline for baseline in plan.baselines}
    passing = [
        (gate, decisions[-1], baselines[decisions[-1].id or 0])
        for gate in plan.gates
        if (decisions := plan.decisions_of(gate)) and decisions[-1].outcome.is_pass and decisions[-1].id in baselines
    ]
    return max(passing, key=lambda found: (found[1].decided_on, found[1].id or 0), default=None)
