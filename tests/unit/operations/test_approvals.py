"""A decision freezes what it approved, and locks the criteria of success where the model goes to production (P3.4)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.costs import Maintenance
from mlplanner.domain.enums import ArtifactState, GateOutcome
from mlplanner.domain.governance import EthicsItem, PolicyDocument
from mlplanner.domain.lifecycle import Artifact, Decision
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Evidence
from mlplanner.domain.uncertainty import ContingencyBasis, Uncertainty
from mlplanner.engine.baseline_reading import read_facts
from mlplanner.engine.results import Figures
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.operations.fields import set_fields, set_many
from mlplanner.operations.gates import NewCondition, decide_gate, set_artifact_state
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 2, 20)
"""The status date of the sample."""


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory(TODAY)
    yield made
    made.close()


def claims(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Claims triage")


def figures(w: Workspace) -> Figures:
    return w.figures.of(claims(w).id)


def decide(w: Workspace, place: int, outcome: GateOutcome = GateOutcome.GO_WITH_CONDITIONS) -> Decision:
    plan, gate = claims(w), claims(w).gates[place]
    w.run(set_many("Accept", [(Artifact, a.id or 0, {"state": "accepted"}) for a in plan.artifacts_of(gate)]))
    reviewed = {"state": "done", "reason": "Looked at", "evidence": "wiki", "done_on": TODAY}
    w.run(set_many("Review", [(EthicsItem, item.id or 0, reviewed) for item in plan.ethics]))
    w.run(
        set_many(
            "Policies",
            [(PolicyDocument, item.id or 0, {"state": "accepted", "link": "wiki"}) for item in plan.policies],
        )
    )
    w.run(set_fields(Experiment, plan.experiments[0].id or 0, result="met", result_on=TODAY))
    demanded = [NewCondition("Drill", gate.owner_id or 0, TODAY)] if outcome is GateOutcome.GO_WITH_CONDITIONS else []
    return w.run(
        decide_gate(
            claims(w),
            gate,
            figures(w),
            outcome=outcome,
            decided_by_id=gate.owner_id,
            decided_on=TODAY,
            reason="It holds.",
            conditions=demanded,
        )
    ).value


def test_that_a_pass_freezes_the_plan_and_makes_a_stale_approval_fresh(w: Workspace) -> None:  # P3.4
    assert figures(w).approval is not None
    before = figures(w).approval
    assert before is not None
    assert before.is_stale
    decision = decide(w, 1)
    assert claims(w).baselines[-1].decision_id == decision.id
    after = figures(w).approval
    assert after is not None
    assert (after.gate_name, after.is_stale) == ("Prototype gate", False)
    w.undo()
    assert len(claims(w).baselines) == 1


def test_that_a_hold_freezes_nothing(w: Workspace) -> None:  # P3.4
    decide(w, 1, GateOutcome.HOLD)
    assert len(claims(w).baselines) == 1


def test_that_a_change_is_listed_and_taken_back_by_undo(w: Workspace) -> None:  # P3.4
    decide(w, 1)
    w.run(set_fields(Maintenance, claims(w).maintenance.id or 0, infrastructure=Decimal(30_000)))
    stale = figures(w).approval
    assert stale is not None
    (text,) = [change.text for change in stale.changes if change.what == "Operation: infrastructure a year"]
    assert text.endswith("→ 30,000")
    assert [f for f in figures(w).findings if f.rule == "approval_stale"]
    w.undo()
    fresh = figures(w).approval
    assert fresh is not None
    assert not fresh.is_stale


def test_that_the_production_gate_locks_the_criteria_of_success(w: Workspace) -> None:  # P7.3
    decide(w, 1)
    evidence = claims(w).evidence
    kpi = claims(w).kpis[0]
    w.run(set_fields(Evidence, evidence.id or 0, kpi_id=kpi.id, threshold=Decimal(8), locked_on=None))
    assert claims(w).evidence.locked_on is None
    blockers = figures(w).readiness[2].blockers
    if blockers:
        pytest.fail("; ".join(finding.message for finding in blockers))
    decide(w, 2)
    assert claims(w).evidence.locked_on == TODAY


def test_that_a_new_state_of_an_artifact_keeps_its_day(w: Workspace) -> None:  # P3.4
    artifact = next(a for a in claims(w).artifacts if a.state == ArtifactState.MISSING)
    w.run(set_artifact_state(artifact, ArtifactState.DRAFT, date(2026, 2, 1)))
    drafted = next(a for a in claims(w).artifacts if a.id == artifact.id)
    assert drafted.changed_on == date(2026, 2, 1)
    w.run(set_artifact_state(drafted, ArtifactState.DRAFT, date(2026, 2, 3)))
    assert next(a for a in claims(w).artifacts if a.id == artifact.id).changed_on == date(2026, 2, 1)


def test_that_the_sample_shows_fresh_and_stale_approvals(w: Workspace) -> None:  # P3.4
    approvals = {plan.project.name: w.figures.of(plan.id).approval for plan in w.portfolio.plans.values()}
    stale = {name: [c.text for c in found.changes] for name, found in approvals.items() if found and found.is_stale}
    assert "ML engineer now contractor" in stale["Attrition predictor"]
    assert "GPU inference for the canary: amount 2,100 → 2,900" in stale["Claims triage"]
    assert len([found for found in approvals.values() if found and not found.is_stale]) >= 3


def test_that_a_pass_keeps_the_p80_that_the_sponsor_saw(w: Workspace) -> None:  # P3.4, P4.8
    simulated = simulate_project(w.portfolio, claims(w), w.playbook, figures(w))
    decide(w, 1)
    approval = figures(w).approval
    assert approval is not None
    assert approval.seen_p80 == simulated.delivery.p80
    seen = read_facts(claims(w).baselines[-1].facts)["seen"]
    assert (seen["seed"], seen["draws"]) == (str(simulated.seed), str(simulated.draws))
    w.run(set_fields(Uncertainty, claims(w).uncertainty.id or 0, contingency=ContingencyBasis.P80))
    changed = figures(w).approval
    assert changed is not None
    assert any(change.what.startswith("Contingency: ") for change in changed.changes)
    assert changed.seen_p80 == approval.seen_p80


def test_that_an_approval_from_before_the_p80_was_kept_tells_none(w: Workspace) -> None:  # P3.4
    approval = figures(w).approval
    assert approval is not None
    assert "seen" not in read_facts(claims(w).baselines[-1].facts)
    assert approval.seen_p80 is None
