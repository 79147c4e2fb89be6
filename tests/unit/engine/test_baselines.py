"""An approval freezes facts; what changes afterwards is told in plain words, and undoing it makes it fresh (P3.4, P3.7)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.approvals import Baseline
from mlplanner.domain.benefits import Experiment, Trigger
from mlplanner.domain.enums import Comparison, CostCategory, ExperimentResult, Sourcing, Tier
from mlplanner.domain.features import Feature, FeatureState, PrivacyRule, PrivacyTreatment
from mlplanner.domain.lifecycle import InsertedWork
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.rollout import Escalation, Stage, StageState
from mlplanner.domain.running import Slo, SloKind
from mlplanner.domain.validation import validated
from mlplanner.engine.approval_results import Approval
from mlplanner.engine.baseline_reading import read_facts
from mlplanner.engine.baselines import approved_facts, facts_json
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.rights import MODEL_RISK_OWNER
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_decision
from tests.support.sound_case import sound_world

DAY = date(2026, 3, 20)
PLAYBOOK = load_playbook()
WORLD = sound_world()


def approved(plan: ProjectPlan = WORLD.plan) -> ProjectPlan:
    """The plan with its Discovery gate passed, as it is."""
    facts = facts_json(approved_facts(WORLD.portfolio, plan, compute_facts(WORLD.portfolio, plan, PLAYBOOK), PLAYBOOK))
    decision = make_decision(plan.gates[0].id or 0, "go", DAY, id=1, project_id=plan.id)
    baseline = Baseline(id=1, project_id=plan.id, decision_id=1, made_on=DAY, facts=facts)
    return replace(plan, decisions=(decision,), baselines=(baseline,))


def approval_of(plan: ProjectPlan, portfolio: Portfolio = WORLD.portfolio) -> Approval | None:
    return compute_facts(portfolio, plan, PLAYBOOK).approval


def changes(plan: ProjectPlan) -> list[str]:
    found = approval_of(plan)
    assert found is not None
    assert found.is_stale == bool(found.changes)
    return [change.text for change in found.changes]


def row(plan: ProjectPlan, kind: str, place: int, **fields: Any) -> ProjectPlan:
    rows = list(getattr(plan, kind))
    rows[place] = rows[place].model_copy(update=fields)
    changed: dict[str, Any] = {kind: tuple(rows)}
    return replace(plan, **changed)


def single(plan: ProjectPlan, kind: str, **fields: Any) -> ProjectPlan:
    changed: dict[str, Any] = {kind: getattr(plan, kind).model_copy(update=fields)}
    return replace(plan, **changed)


def test_that_a_plan_is_fresh_as_long_as_it_is_what_was_approved() -> None:  # P3.4
    plan = approved()
    assert changes(plan) == []
    measured = row(plan, "kpis", 0, measured=Decimal(99))
    begun = row(measured, "phases", 0, actual_start=date(2026, 3, 2))
    assert changes(begun) == []


def test_that_nothing_is_stale_before_an_approval_or_after_the_withdrawal() -> None:  # P3.4
    assert approval_of(WORLD.plan) is None
    plan = approved()
    later = make_decision(plan.gates[1].id or 0, "withdraw", DAY, id=2, project_id=plan.id)
    assert approval_of(replace(plan, decisions=(*plan.decisions, later))) is None
    held = make_decision(plan.gates[0].id or 0, "hold", DAY, id=2, project_id=plan.id)
    assert approval_of(replace(plan, decisions=(*plan.decisions, held))) is None


def test_that_a_moved_start_is_said_in_weeks() -> None:  # P3.7
    plan = approved()
    moved = single(plan, "project", start=plan.project.start + timedelta(days=14))
    assert "Start 2 Mar 2026 → 16 Mar 2026" in changes(moved)
    assert "All gates moved 2 weeks later" in changes(moved)
    assert changes(single(moved, "project", start=plan.project.start)) == []


def test_that_inserted_work_names_itself_and_the_gates_it_moves() -> None:  # P3.1, P3.7
    plan = approved()
    work = InsertedWork(id=1, project_id=plan.id, phase_id=plan.phases[1].id or 0, name="Labelling", weeks=2)
    said = changes(replace(plan, inserted=(work,)))
    assert "Labelling (inserted work) added" in said
    assert "Prototype gate moved 2 weeks later" in said
    assert not [text for text in said if text.startswith("Discovery gate")]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: row(p, "lines", 0, sourcing=Sourcing.CONTRACTOR), " now contractor"),
        (lambda p: row(p, "kpis", 0, threshold=Decimal(3)), ": go/no-go threshold "),
        (lambda p: row(p, "kpis", 0, name="Another"), "Another (KPI) added"),
        (lambda p: row(p, "gates", 2, rollback_cost=Decimal(25_000)), "rollback 20,000 → 25,000"),
        (lambda p: row(p, "gates", 3, owner_id=3), "Handover gate: owner "),
        (lambda p: single(p, "value", precision=Decimal("0.5")), "Precision among them (π) 0.55 → 0.5"),
        (lambda p: single(p, "project", objective="Lose customers"), "Business objective reworded"),
        (lambda p: single(p, "project", evidence_days=30), "Evidence: evidence window, days 60 → 30"),
        (lambda p: single(p, "evidence", criteria="By coin"), "Evidence: how it is decided reworded"),
        (lambda p: single(p, "maintenance", retrains=9), "Operation: retrains a year 2 → 9"),
        (lambda p: replace(p, lines=p.lines[1:]), " removed, "),
        (lambda p: replace(p, costs=()), "(Cost) removed"),
    ],
)
def test_that_each_kind_of_change_is_said_and_its_undo_makes_the_approval_fresh(change: Any, says: str) -> None:  # P3.4
    plan = approved()
    assert any(says in text for text in changes(change(plan))), changes(change(plan))
    back = replace(change(plan), lines=plan.lines, kpis=plan.kpis, gates=plan.gates, costs=plan.costs)
    back = replace(back, project=plan.project, value=plan.value, evidence=plan.evidence, maintenance=plan.maintenance)
    assert changes(back) == []


def governed() -> ProjectPlan:
    """The plan with a row of everything that an approval freezes by name."""
    plan = WORLD.plan
    at: dict[str, Any] = {"project_id": plan.id}
    kpi, trigger = plan.kpis[0], Trigger(id=901, **at, metric="Complaints", threshold=Decimal(5), action="Stop")
    experiment = Experiment(id=902, **at, name="Pilot", kpi_id=kpi.id, window_days=30)
    stage = {"kind": "canary", "share": Decimal("0.1"), "from_week": 11, "to_week": 12, "trigger_id": 901}
    return replace(
        plan,
        triggers=(trigger,),
        experiments=(experiment,),
        stages=(validated(Stage, {"id": 903, **at, "name": "Small", "experiment_id": 902, **stage}),),
        escalations=(Escalation(id=904, **at, metric="Latency", threshold=Decimal(300), deadline_hours=4),),
        features=(
            Feature(id=905, **at, name="Tenure", latency_ms=Decimal(3), sensitivity="internal"),
            Feature(id=906, **at, name="Tenure", latency_ms=Decimal(9)),
        ),
        privacy=(PrivacyRule(id=907, **at, feature_id=905, jurisdiction="EU", treatment=PrivacyTreatment.HASH),),
        slos=(Slo(id=908, **at, kind=SloKind.LATENCY, name="Fast", target=Decimal(200), window_days=30),),
        serving=plan.serving.model_copy(update={"latency_budget_ms": Decimal(100)}),
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: row(p, "triggers", 0, threshold=Decimal(7)), "Complaints: threshold 5 → 7"),
        (lambda p: row(p, "triggers", 0, action="Wait"), "Complaints: action reworded"),
        (lambda p: row(p, "experiments", 0, window_days=60), "Pilot: window, days 30 → 60"),
        (lambda p: row(p, "stages", 0, share=Decimal("0.5")), "Small: share of traffic 0.1 → 0.5"),
        (lambda p: row(p, "stages", 0, entry_criteria="None"), "Small: entry criteria reworded"),
        (lambda p: row(p, "stages", 0, trigger_id=None), "Small: rollback trigger Complaints → none"),
        (lambda p: replace(p, stages=()), "Small (rollout stage) removed"),
        (lambda p: row(p, "escalations", 0, deadline_hours=48), "Latency: within, hours 4 → 48"),
        (lambda p: row(p, "features", 0, sensitivity="restricted"), "Tenure: sensitivity internal → restricted"),
        (lambda p: row(p, "features", 1, latency_ms=Decimal(12)), "Tenure: latency, ms 9 → 12"),
        (lambda p: row(p, "features", 1, state=FeatureState.DISABLED), "Tenure (feature) removed"),
        (lambda p: row(p, "privacy", 0, treatment=PrivacyTreatment.REMOVE), "Tenure, EU: treatment hash → remove"),
        (lambda p: row(p, "slos", 0, target=Decimal(400)), "Fast: target 200 → 400"),
        (lambda p: replace(p, slos=()), "Fast (service level) removed"),
        (lambda p: single(p, "serving", latency_budget_ms=Decimal(150)), "Serving: latency budget, ms 100 → 150"),
        (lambda p: single(p, "evidence", comparison=Comparison.BELOW), "Evidence: succeeds when above → below"),
        (lambda p: single(p, "risk_assessment", tier=Tier.HIGH, tier_reason="Law"), "Risk tier "),
    ],
)
def test_that_governance_data_operations_and_rollout_are_frozen_too(change: Any, says: str) -> None:  # P2.4, P3.4
    plan = approved(governed())
    assert changes(plan) == []
    assert any(says in text for text in changes(change(plan))), changes(change(plan))


def test_that_progress_is_no_change_of_what_was_approved() -> None:  # P3.4
    plan = approved(governed())
    ahead = row(row(plan, "features", 0, state=FeatureState.IN_USE), "stages", 0, state=StageState.RUNNING)
    assert changes(row(ahead, "experiments", 0, result=ExperimentResult.MET)) == []


def test_that_another_holder_of_a_decision_right_is_said() -> None:  # P2.2, P3.4
    plan = approved()
    place, right = next((n, each) for n, each in enumerate(plan.project_rights) if each.role != MODEL_RISK_OWNER)
    role, people = right.role, WORLD.portfolio.people
    person = next(each for key, each in people.items() if key != right.person_id)
    (said,) = changes(row(plan, "project_rights", place, person_id=person.id))
    assert said.startswith(f"{PLAYBOOK.right_title(role)} ")
    assert said.endswith(f" → {person.name}")


def test_that_an_older_baseline_says_nothing_about_what_it_did_not_know() -> None:  # P3.4
    plan = approved(governed())
    known = json.loads(plan.baselines[0].facts)
    new = ("triggers", "experiments", "stages", "escalations", "features", "privacy", "slos", "serving", "rights")
    older = json.dumps({key: value for key, value in known.items() if key not in new} | {"version": 1})
    old = replace(plan, baselines=(plan.baselines[0].model_copy(update={"facts": older}),))
    assert changes(old) == []
    assert changes(replace(old, slos=(), features=(), stages=())) == []
    assert changes(row(old, "kpis", 0, target=Decimal(1)))


def test_that_money_is_said_before_and_after() -> None:  # P3.4
    plan = approved(row(WORLD.plan, "costs", 0, category=CostCategory.NON_LABOUR))
    said = changes(row(plan, "costs", 0, amount=Decimal("6000.00")))
    assert said[0].startswith("Ask ")
    assert "→" in said[0]
    assert any(text.endswith("amount 5,000 → 6,000") for text in said)


def test_that_facts_hold_no_ids_so_that_a_copy_compares_as_well() -> None:  # P3.4
    plan = approved()
    moved = [
        line.model_copy(
            update={"id": (line.id or 0) + 500, "successor_id": line.successor_id and line.successor_id + 500}
        )
        for line in plan.lines
    ]
    assert changes(replace(plan, lines=tuple(reversed(moved)))) == []


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["figures", "ask", "start", "gates", "name", "date", "lines", "role", "kpis", "value"]),
                x,
            )
        ),
        max_leaves=12,
    )
)
def test_that_a_baseline_from_a_foreign_file_breaks_nothing(content: Any) -> None:  # P3.4
    plan = approved()
    foreign = plan.baselines[0].model_copy(update={"facts": json.dumps(content)})
    found = approval_of(replace(plan, baselines=(foreign,)))
    assert found is not None
    assert read_facts("no json") == {}
