"""One golden case for each rule: a sound project says nothing, and one break makes exactly that rule speak."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.enums import ArtifactState, ExperimentKind, ExperimentResult, GateOutcome, KpiKind, Severity
from mlplanner.domain.lifecycle import Condition, InsertedWork
from mlplanner.domain.people import Person
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.engine.approval_results import Approval, PlanChange
from mlplanner.engine.checks import RULES
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_decision, make_line, make_rate
from tests.support.data_cases import DATA_CASES
from tests.support.golden import Break, Golden, facts, later, nothing, parts, project, row, upkeep
from tests.support.golden_governance import GOVERNANCE
from tests.support.golden_rollout import ROLLOUT
from tests.support.model_cases import MODEL_CASES
from tests.support.running_cases import RUNNING
from tests.support.sound_case import World, foreign_cost, sound_world
from tests.support.uncertainty_cases import UNCERTAINTY_CASES


def decided(outcome: str, **begun: Any) -> Break:
    """The Discovery gate decided on 20 March, and fields of the next phase."""

    def make(world: World) -> World:
        decision = make_decision(1001, outcome, date(2026, 3, 20), id=1)
        return world.with_plan(decisions=(decision,)).with_row("phases", 1, **begun)

    return make


def stale(world: World) -> World:
    change = PlanChange("Ask", "100", "120", "Ask 100 → 120")
    return replace(world, approval=Approval(7, 1001, "Discovery gate", date(2026, 3, 20), 2, (change,)))


def condition_due(world: World) -> World:
    decision = make_decision(1001, "go_with_conditions", date(2026, 3, 2), id=1)
    condition = Condition(id=9, project_id=1, decision_id=1, text="Sign it", owner_id=2, due=date(2026, 3, 9))
    return replace(world.with_plan(decisions=(decision,), conditions=(condition,)), today=date(2026, 3, 10))


def blind_metric(world: World) -> World:
    return world.with_row("kpis", 1, metric="auc")


def unused_role(world: World) -> World:
    return world.with_row("lines", 0, role="wizard")


def left_early(world: World) -> World:
    people = {**world.portfolio.people, 4: Person(id=4, name="Dora", employed_to=date(2026, 5, 1))}
    return replace(world, portfolio=replace(world.portfolio, people=people))


def short_handover(world: World) -> World:
    return world.with_row("phases", 2, weeks=4).with_row("phases", 3, weeks=1)


def unpriced_operations(world: World) -> World:
    maintenance = replace(world.facts().costs.maintenance, annual_rate=Decimal(0))
    return replace(world.with_single("maintenance", role=""), costs={"maintenance": maintenance})


def slipped(world: World) -> World:
    work = InsertedWork(id=1, project_id=1, phase_id=1001, name="Labelling", weeks=2)
    baseline = [date(2026, 3, 20), date(2026, 4, 17)]
    moved = world.with_plan(inserted=(work,), project=world.plan.project)
    return moved.with_row("gates", 0, baseline=baseline[0]).with_row("gates", 1, baseline=baseline[1])


def without_rate(world: World) -> World:
    rates = (*world.portfolio.rates, make_rate("change_manager", valid_from=date(2026, 3, 9), id=50))
    line = make_line("change_manager", "0.2", range(1, 4), id=1009, project_id=1, placeholder="N. N.")
    lined = world.with_plan(lines=(*world.plan.lines, line))
    return replace(lined, portfolio=replace(lined.portfolio, rates=rates))


def overlap_of(weeks: range) -> Break:
    return row("lines", 1, weekly=dict.fromkeys(weeks, Decimal("0.5")))


GOLDEN: dict[str, Golden] = {
    **RUNNING,
    **GOVERNANCE,
    # P1.1
    "brief_incomplete": Golden(project(objective=""), "projects", "objective", "business objective", "discovery"),
    "budget_exceeded": Golden(
        project(budget=Decimal("153000.50")),
        "projects",
        "budget",
        "EUR 154,000 exceeds the budget envelope of EUR 153,000.50",
    ),
    "deadline_missed": Golden(project(deadline=date(2026, 5, 21)), "projects", "deadline", "22 May 2026"),
    # P1.2
    "kpi_count": Golden(
        lambda w: w.with_plan(kpis=(*w.plan.kpis * 2, w.plan.kpis[0])), "kpis", None, "has 5 KPIs", "discovery"
    ),
    "kpi_kind_missing": Golden(row("kpis", 1, kind=KpiKind.BUSINESS), "kpis", None, "no model KPI", "discovery"),
    "kpi_incomplete": Golden(row("kpis", 0, unit="", method=""), "kpis", "unit", "unit and how it is measured"),
    "kpi_owner_missing": Golden(row("kpis", 0, owner_id=None), "kpis", "owner_id", "Retention"),
    "kpi_target_not_better": Golden(row("kpis", 0, target=Decimal(79)), "kpis", "target", "worse than today's 80"),
    # P1.3
    "value_model_empty": Golden(
        lambda w: w.with_single("value", decisions_per_year=0), "value", "decisions_per_year", "ecisions per year"
    ),
    "break_even_missed": Golden(
        lambda w: w.with_single("value", precision=Decimal("0.27")), "value", "precision", "breaks even at 27.73 %"
    ),
    "payback_beyond_horizon": Golden(facts(returns={"payback_months": None}), "value", None, "3 years"),
    # P1.4
    "metric_threshold_free": Golden(blind_metric, "kpis", "metric", "AUC alone, but you act on 10 %"),
    # P1.5
    "action_plan_incomplete": Golden(project(action_owner_id=None), "projects", "action_owner_id", "who acts"),
    "trigger_missing": Golden(parts(triggers=()), "triggers", None, "No rollback trigger"),
    "trigger_incomplete": Golden(row("triggers", owner_id=None, action=""), "triggers", "action", "action and owner"),
    # P1.6
    "experiment_missing": Golden(
        row("experiments", kpi_id=1002), "experiments", None, "tied to a business KPI", "prototype"
    ),
    "experiment_without_result": Golden(
        row("experiments", result=ExperimentResult.CONFOUNDED),
        "experiments",
        "result",
        "confounded",
        "prototype",
        is_alone=False,
    ),
    "experiment_not_met": Golden(
        row("experiments", result=ExperimentResult.NOT_MET), "experiments", "result", "did not show"
    ),
    # P1.7
    "kpi_threshold_missing": Golden(row("kpis", 1, threshold=None), "kpis", "threshold", "Precision", "discovery"),
    # P2.2
    "signatory_missing": Golden(project(sponsor_id=None), "projects", "sponsor_id", "executive sponsor"),
    # P3.1
    "plan_longer_than_usual": Golden(row("phases", 1, weeks=5), "phases", None, "13 weeks, 1 week more"),
    "phase_length_unusual": Golden(short_handover, "phases", "weeks", "1 week; 2 to 4 weeks are usual"),
    # P3.2
    "gate_owner_missing": Golden(
        row("gates", 2, owner_id=None), "gates", "owner_id", "Engineering lead", "productionize"
    ),
    # P3.6
    "production_gate_open": Golden(
        row("gates", 2, signer_id=None), "gates", "signer_body", "committee or executive who signs", "productionize"
    ),
    # P3.4
    "approval_stale": Golden(stale, "baselines", None, "approved on 20 Mar 2026: Ask 100 → 120"),
    "phase_without_gate": Golden(
        lambda w: w.with_plan(gates=w.plan.gates[:3]), "phases", None, "'Handover' has no gate"
    ),
    # P3.3
    "artifact_not_listed": Golden(
        lambda w: w.with_plan(artifacts=w.plan.artifacts[1:]), "gates", None, "Hypothesis register", "discovery"
    ),
    "artifact_owner_missing": Golden(
        row("artifacts", 0, owner_id=None), "artifacts", "owner_id", "Hypothesis register"
    ),
    "artifact_overdue": Golden(
        row("artifacts", 0, due=date(2026, 3, 1)), "artifacts", "due", "1 Mar 2026 and is missing"
    ),
    "artifact_without_evidence": Golden(
        row("artifacts", 0, state=ArtifactState.ACCEPTED), "artifacts", "link", "neither a link nor a file"
    ),
    # P3.4
    "waiver_incomplete": Golden(
        row("artifacts", 0, state=ArtifactState.WAIVED, waived_by_id=2),
        "artifacts",
        "waived_reason",
        "without a reason",
        "discovery",
    ),
    "condition_overdue": Golden(condition_due, "conditions", "met_on", "due on 9 Mar 2026 by Ben", is_alone=False),
    "gate_overdue": Golden(later(nothing, 19), "gates", None, "fell due on 20 Mar 2026", is_alone=False),
    "phase_begun_after_hold": Golden(
        decided("hold", actual_start=date(2026, 3, 23)), "phases", "actual_start", "stands at hold", "prototype"
    ),
    "phase_begun_before_gate": Golden(
        row("phases", 1, actual_start=date(2026, 3, 16)), "phases", "actual_start", "before the Discovery gate"
    ),
    # P3.7
    "phase_due_behind_hold": Golden(
        later(decided("hold"), 21), "phases", None, "planned from 23 Mar 2026", is_alone=False
    ),
    "gate_slips": Golden(slipped, "gates", "baseline", "3 Apr 2026, 2 weeks later", is_alone=False),
    # P4.1
    "fte_outside_range": Golden(
        row("lines", 0, weekly={1: Decimal("0.85"), 2: Decimal("0.5")}), "lines", "weekly", "0.85 FTE in W1; 0.3 to 0.8"
    ),
    "role_unknown": Golden(unused_role, "lines", "role", "the role 'wizard'", is_alone=False),
    # P4.2
    "line_without_person": Golden(row("lines", 0, person_id=None), "lines", "person_id", "neither a person"),
    "line_without_weeks": Golden(row("lines", 0, weekly={}), "lines", "weekly", "no FTE in any week"),
    "staffing_outside_plan": Golden(
        row("lines", 2, weekly=dict.fromkeys(range(9, 16), Decimal("0.4"))),
        "lines",
        "weekly",
        "W15, after the plan's last week, W14",
    ),
    "staffing_stops_and_goes": Golden(
        row("lines", 0, weekly={1: Decimal("0.5"), 4: Decimal("0.5")}), "lines", "weekly", "pauses in W2–W3"
    ),
    # P4.3
    "rate_missing": Golden(without_rate, "lines", "sourcing", "no internal rate for W1"),
    "lead_time_short": Golden(
        row("lines", 3, weekly=dict.fromkeys(range(3, 13), Decimal("0.3"))),
        "lines",
        "weekly",
        "starts on 16 Mar 2026; by partner the earliest is 23 Mar 2026 (3 weeks",
    ),
    "maintenance_rate_missing": Golden(
        unpriced_operations, "maintenance", "role", "0.2 FTE of a role that is not chosen"
    ),
    # P4.5
    "successor_missing": Golden(row("lines", 1, successor_id=None), "lines", "successor_id", "After W10 nobody"),
    "successor_not_named": Golden(
        row("lines", 2, person_id=None, placeholder="N. N."), "lines", "successor_id", "nobody by name"
    ),
    "overlap_outside_range": Golden(
        overlap_of(range(3, 10)), "lines", "weekly", "side by side for 1 week; plan 2 to 4"
    ),
    "partner_terms_missing": Golden(
        row("lines", 3, sla="", exit_criteria=""), "lines", "exit_criteria", "exit criteria and SLA"
    ),
    "currency_unknown": Golden(
        lambda w: w.with_plan(costs=(foreign_cost(),)), "costs", "currency", "'Licences' is in CHF"
    ),
    # P4.6
    "handover_pct_outside": Golden(
        project(handover_pct=Decimal("0.125")), "projects", "handover_pct", "12.5 % of the build cost"
    ),
    "headroom_outside": Golden(
        lambda w: w.with_single("project", headroom_weeks=1).with_row(
            "lines", 2, weekly=dict.fromkeys(range(9, 14), Decimal("0.4"))
        ),
        "projects",
        "headroom_weeks",
        "leaves 1 week for handover",
    ),
    "handover_overspent": Golden(
        facts(costs={"handover_planned": Decimal("20000.01")}),
        "projects",
        "handover_pct",
        "EUR 20,000.01 but its budget is EUR 20,000",
    ),
    "handover_unplanned": Golden(facts(costs={"handover_planned": Decimal(0)}), "costs", None, "EUR 20,000 is kept"),
    # P4.7
    "operational_owner_missing": Golden(
        upkeep(owner_id=None), "maintenance", "owner_id", "who runs the model", "discovery"
    ),
    "maintenance_missing": Golden(
        facts(costs={"maintenance_year": Decimal(0)}), "maintenance", "fte", "no maintenance cost", "discovery"
    ),
    # P4.9
    "person_not_employed": Golden(left_early, "lines", "person_id", "Dora in W10–W12"),
    # P6.5, P7.6
    "retrains_below_minimum": Golden(upkeep(retrains=0), "maintenance", "retrains", "0 retrains"),
    "drills_below_minimum": Golden(upkeep(drills=3), "maintenance", "drills", "counts 4"),
    "upkeep_not_priced": Golden(upkeep(retrain_cost=Decimal(0)), "maintenance", "retrain_cost", "cost of a retrain"),
    # P7.2, P7.3
    "experiment_window_short": Golden(
        facts(sizes={"fits_window": False}), "experiments", "window_days", "needs 4 weeks (6,510 cases"
    ),
    "experiment_not_sized": Golden(
        lambda w: replace(w, sizes={"n_per_arm": None}).with_row(
            "experiments", 0, p2=None, result=ExperimentResult.RUNNING
        ),
        "experiments",
        "p2",
        "rate expected",
        is_alone=False,
    ),
    "experiment_low_confidence": Golden(
        row("experiments", kind=ExperimentKind.MATCHED_COHORT),
        "experiments",
        "kind",
        "not drawn at random",
        is_alone=False,
    ),
    "evidence_window_outside": Golden(
        project(evidence_days=91), "projects", "evidence_days", "91 days; it is usually 30 to 90"
    ),
    **ROLLOUT,
}


GOLDEN |= DATA_CASES
GOLDEN |= MODEL_CASES
GOLDEN |= UNCERTAINTY_CASES


def test_that_a_sound_project_has_no_findings() -> None:
    assert [finding.message for finding in sound_world().findings()] == []


@pytest.mark.parametrize("key", GOLDEN)
def test_that_a_rule_speaks_when_it_is_broken(key: str) -> None:
    case = GOLDEN[key]
    broken = case.make(sound_world())
    found = broken.of_rule(key)
    entry = load_playbook().rules[key]

    assert len(found) == 1
    assert case.says in found[0].message
    assert "{" not in found[0].message
    assert (found[0].noun, found[0].field, found[0].gate_key) == (case.noun, case.field, case.gate)
    assert (found[0].severity, found[0].tab, found[0].source) == (entry.severity, entry.tab, entry.source)
    if case.is_alone:
        assert {finding.rule for finding in broken.findings()} == {key}


@pytest.mark.parametrize("key", GOLDEN)
def test_that_a_finding_points_at_a_field_that_exists(key: str) -> None:
    broken = GOLDEN[key].make(sound_world())
    for finding in broken.findings():
        fields = KIND_BY_KEY[finding.noun].noun.model_fields
        assert finding.field is None or finding.field in fields
        assert finding.field is None or finding.noun_id is not None


def test_that_every_rule_in_code_is_in_the_playbook_and_the_other_way_round() -> None:
    keys = [rule.key for rule in RULES]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(load_playbook().rules)


def test_that_every_rule_has_a_golden_case() -> None:
    assert set(GOLDEN) == {rule.key for rule in RULES}


def test_that_what_the_requirements_refuse_is_must_and_what_they_warn_of_is_warn() -> None:
    rules = load_playbook().rules
    must = {key for key, rule in rules.items() if rule.severity is Severity.MUST}
    assert must == {
        "brief_incomplete",  # P1.1
        "kpi_count",
        "kpi_kind_missing",
        "kpi_threshold_missing",  # P1.7
        "experiment_missing",  # P1.6
        "experiment_without_result",
        "raci_missing",  # P2.1
        "risk_questions_open",
        "ethics_open",
        "risk_assessment_unsigned",  # P2.2
        "tier_lowered",  # P2.4
        "approver_missing",  # P2.5
        "tier_artifact_missing",
        "tier_artifact_accepted_by_other",
        "duties_not_separated",
        "accepted_by_author",
        "high_risk_without_on_call",
        "ethics_set_aside",  # P2.6
        "policy_missing",  # P2.7
        "project_paused",  # P2.8
        "gate_owner_missing",  # P3.2
        "phase_without_gate",
        "artifact_not_listed",  # P3.3
        "waiver_incomplete",  # P3.4
        "phase_begun_after_hold",
        "production_gate_open",  # P3.6
        "operational_owner_missing",  # P4.7
        "maintenance_missing",
        "features_missing",  # P5.6
        "feature_incomplete",
        "feature_coverage_low",
        "inference_budget_missing",
        "cost_sheet_open",
        "inference_cost_over",
        "inference_latency_over",
        "full_rollout_too_early",  # P7.3
        "evidence_criteria_missing",
        "confounded_without_follow_up",  # P7.4
        "slo_incomplete",  # P6.6
        "response_incomplete",
        "drill_budget_missing",
        "inventory_empty",  # P8.1
        "production_model_unready",
    }
    warned = {"fte_outside_range", "lead_time_short", "successor_missing", "handover_pct_outside", "headroom_outside"}
    warned |= {"handover_overspent", "experiment_window_short", "overlap_outside_range"}
    assert all(rules[key].severity is Severity.WARN for key in warned)
    assert rules["metric_threshold_free"].severity is Severity.ADVISE  # P1.4
    assert rules["gate_slips"].severity is Severity.ADVISE  # P3.7


def test_that_passed_outcomes_are_those_that_let_the_next_phase_begin() -> None:
    assert [outcome for outcome in GateOutcome if outcome.is_pass] == [GateOutcome.GO, GateOutcome.GO_WITH_CONDITIONS]
