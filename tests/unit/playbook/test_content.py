"""The facts of the method, as shipped."""

from decimal import Decimal

import pytest

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.domain.people import Rate
from mlplanner.playbook.entries import MixEntry, SourcingEntry
from mlplanner.playbook.loading import load_playbook
from tests.builders import START

PLAYBOOK = load_playbook()


@pytest.mark.parametrize(
    ("role", "low", "high"),
    [
        ("executive_sponsor", "0.1", "0.2"),
        ("product_owner", "0.2", "0.5"),
        ("data_engineer", "0.5", "1.0"),
        ("data_scientist", "0.3", "0.8"),
        ("ml_engineer", "0.4", "1.0"),
        ("subject_expert", "0.1", "0.3"),
        ("change_manager", "0.1", "0.3"),
    ],
)
def test_that_a_role_has_its_usual_fte_and_a_deliverable(role: str, low: str, high: str) -> None:  # P4.1
    entry = PLAYBOOK.roles[role]
    assert (entry.fte_low, entry.fte_high) == (Decimal(low), Decimal(high))
    assert entry.deliverable
    assert entry.source == "P4.1"


def test_that_there_are_no_other_roles() -> None:  # P4.1
    assert len(PLAYBOOK.roles) == 7


def test_that_the_life_cycle_is_twelve_weeks_in_four_phases() -> None:  # P3.1
    assert {key: phase.weeks for key, phase in PLAYBOOK.phases.items()} == {
        "discovery": 3,
        "prototype": 4,
        "productionize": 3,
        "handover": 2,
    }
    assert PLAYBOOK.figure("brief_weeks") == sum(phase.weeks for phase in PLAYBOOK.phases.values())


def test_that_each_gate_has_one_owner() -> None:  # P3.2
    assert [phase.gate.owner_role for phase in PLAYBOOK.phases.values()] == [
        "Product sponsor",
        "ML lead",
        "Engineering lead",
        "Ops owner",
    ]


@pytest.mark.parametrize(
    ("phase", "source", "keys"),
    [
        ("discovery", "P3.3", {"hypothesis_register", "data_snapshot", "risk_note"}),
        ("discovery", "P1.7", {"data_readiness_note", "baseline_plan"}),
        ("discovery", "P2.1", {"raci", "risk_assessment"}),
        ("prototype", "P3.3", {"reproducible_experiment", "baseline_notebook", "kpi_evaluation", "ab_plan"}),
        ("prototype", "P1.6", {"experiment_result"}),
        ("prototype", "P1.7", {"deployment_plan", "monitoring_metrics", "compliance_signoff"}),
        ("prototype", "P2.1", {"raci_update", "risk_assessment_update", "ethical_review"}),
        (
            "productionize",
            "P3.3",
            {"deployment_runbook", "cost_latency_projection", "registry_entry", "pipeline_ci", "compliance_checklist"},
        ),
        ("productionize", "P5.6", {"feature_catalogue", "feature_coverage", "feature_cost_sheet"}),
        ("productionize", "P6.3", {"service_levels"}),
        ("productionize", "P6.4", {"operations_named"}),
        ("productionize", "P6.6", {"drill_budget"}),
        ("handover", "P3.3", {"kpi_dashboard", "drift_alerts", "retrain_triggers", "on_call_rota"}),
    ],
)
def test_that_a_gate_wants_its_artifacts(phase: str, source: str, keys: set[str]) -> None:
    artifacts = PLAYBOOK.phases[phase].gate.artifacts
    assert {key for key, artifact in artifacts.items() if artifact.source == source} == keys


def test_that_every_artifact_has_a_role_and_no_role_more_than_two_at_a_gate() -> None:  # P4.1
    for phase in PLAYBOOK.phases.values():
        roles = [artifact.role for artifact in phase.gate.artifacts.values()]
        assert all(role in PLAYBOOK.roles for role in roles)
        assert max(roles.count(role) for role in roles) <= 2


@pytest.mark.parametrize(
    ("key", "value", "low", "high", "source"),
    [
        ("handover_pct", "0.20", "0.15", "0.30", "P4.6"),
        ("headroom_weeks", "2", "2", "4", "P4.6"),
        ("overlap_weeks", "2", "2", "4", "P4.5"),
        ("kpi_count", "3", "2", "4", "P1.2"),
        ("evidence_days", "60", "30", "90", "P7.3"),
    ],
)
def test_that_a_band_is_that_of_the_method(key: str, value: str, low: str, high: str, source: str) -> None:
    figure = PLAYBOOK.figures[key]
    assert (figure.value, figure.low, figure.high) == (Decimal(value), Decimal(low), Decimal(high))
    assert figure.source == source
    assert figure.holds(Decimal(low))
    assert figure.holds(Decimal(high))
    assert not figure.holds(Decimal(low) - Decimal("0.01"))
    assert not figure.holds(Decimal(high) + Decimal("0.01"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("contingency_pct", "0.10"),
        ("retrains_min", "1"),
        ("drills_min", "4"),
        ("alpha", "0.05"),
        ("power", "0.80"),
        ("horizon_years", "3"),
        ("discount_rate", "0.08"),
        ("indexation", "0.02"),
        ("gates_due_days", "30"),
        ("options_shown", "3"),
        ("risks_shown", "3"),
    ],
)
def test_that_a_default_is_that_of_the_specification(key: str, value: str) -> None:
    assert PLAYBOOK.figure(key) == Decimal(value)


def test_that_rates_for_each_sourcing_have_the_bases_that_the_rate_card_takes() -> None:  # P4.3
    for kind in Sourcing:
        for basis in RateBasis:
            fits = True
            try:
                Rate(role="data_engineer", sourcing=kind, basis=basis, valid_from=START)
            except ValueError:
                fits = False
            assert (basis in PLAYBOOK.sourcing[kind].bases) is fits


def test_that_each_way_of_sourcing_has_advice_and_a_risk() -> None:  # P4.4
    ways: list[SourcingEntry | MixEntry] = [*PLAYBOOK.sourcing.values(), *PLAYBOOK.mixes.values()]
    assert len(ways) == len(Sourcing) + 1
    assert all(way.advice.endswith(".") and way.handover_risk.endswith(".") for way in ways)


def test_that_auc_is_threshold_free_and_precision_at_k_is_not() -> None:  # P1.4
    assert PLAYBOOK.metrics["auc"].is_threshold_free
    assert not PLAYBOOK.metrics["precision_at_k"].is_threshold_free


def test_that_the_texts_fit_the_fields_that_take_them() -> None:
    for key, phase in PLAYBOOK.phases.items():
        gate = Gate.model_validate(
            {"project_id": 1, "phase_id": 1, "key": key, "name": phase.gate.title, "owner_role": phase.gate.owner_role}
        )
        for name, artifact in phase.gate.artifacts.items():
            fields = {"project_id": 1, "gate_id": 1, "key": name, "name": artifact.title, "role": artifact.role}
            assert Artifact.model_validate(fields).name == artifact.title
        assert gate.owner_role == phase.gate.owner_role


def test_that_every_check_is_one_plain_sentence_or_two() -> None:
    for rule in PLAYBOOK.rules.values():
        assert rule.text.endswith(".")
        assert rule.source
        assert len(rule.text) <= 200


def test_that_a_role_that_is_gone_shows_its_key() -> None:
    assert PLAYBOOK.role_title("data_engineer") == "Data engineer"
    assert PLAYBOOK.role_title("wizard") == "wizard"
