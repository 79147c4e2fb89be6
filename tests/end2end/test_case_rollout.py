"""What the worked cases say of rollout and evidence, from the file to the page (P7)."""

import json
from pathlib import Path

import pytest

from mlplanner.__main__ import main
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Stage
from mlplanner.engine.evidence_results import Reason, Verdict
from mlplanner.operations.workspace import Workspace
from tests.support.pdf_reading import page_texts
from tests.support.sample_files import sample_in_memory


@pytest.fixture(scope="module")
def sample_portfolio() -> Workspace:
    return sample_in_memory()


def plan_of(workspace: Workspace, name: str) -> ProjectPlan:
    return workspace.portfolio.find(name)


def stage(plan: ProjectPlan, name: str) -> Stage:
    return next(stage for stage in plan.stages if stage.name == name)


def rules(workspace: Workspace, plan: ProjectPlan) -> set[str]:
    return {finding.rule for finding in workspace.figures.of(plan.id).findings}


# P7.1, P7.3, P7.4
def test_that_support_triage_waits_for_its_second_experiment(sample_portfolio: Workspace) -> None:
    plan = plan_of(sample_portfolio, "Support triage")
    figures = sample_portfolio.figures.of(plan.id)
    canary = stage(plan, "Canary with 15 % of tickets")
    assert (float(canary.share), canary.to_week - canary.from_week + 1) == (0.15, 8)

    kpi = plan.kpis[0]
    assert kpi.baseline is not None
    assert figures.evidence.value is not None
    assert round((figures.evidence.value / kpi.baseline - 1) * 100) == -22
    assert figures.evidence.realised == figures.evidence.planned == 120_000
    assert (figures.evidence.verdict, figures.evidence.reason) == (Verdict.NOT_YET, Reason.CONFOUNDED)

    second = next(each for each in plan.experiments if each.id == plan.evidence.follow_up_id)
    paid = next(item for item in figures.costs.items if item.cost_id == second.cost_id)
    assert second.result == "planned"
    assert paid.total == 9200
    assert stage(plan, "All tickets").state == "planned"
    assert not {"confounded_without_follow_up", "confounded_not_said"} & rules(sample_portfolio, plan)


# P7.1, P7.4
def test_that_the_claims_canary_met_its_latency_trigger_and_was_mended(sample_portfolio: Workspace) -> None:
    plan = plan_of(sample_portfolio, "Claims triage")
    canary = stage(plan, "Technical canary in one region")
    trigger = next(each for each in plan.triggers if each.id == canary.trigger_id)
    latency = next(kpi for kpi in plan.kpis if kpi.metric == "latency")
    seen = [row.value for row in plan.observations if row.kpi_id == latency.id]
    assert (trigger.metric, canary.state) == (latency.name, "rolled_back")
    assert seen[0] > trigger.threshold > seen[1]
    assert "hotspot" in canary.note.casefold()


# P7.1
def test_that_predictive_maintenance_goes_from_shadow_over_a_retrain_to_the_canary(sample_portfolio: Workspace) -> None:
    plan = plan_of(sample_portfolio, "Predictive maintenance")
    shadow, retrain, canary = plan.stages[:3]
    assert (shadow.kind, shadow.to_week - shadow.from_week + 1) == ("shadow", 2)
    assert "retrain" in retrain.name.casefold()
    assert retrain.kind == "backtest"
    assert canary.kind == "canary"
    assert shadow.to_week < retrain.from_week
    assert retrain.to_week < canary.from_week


# P7.5
def test_that_lead_scoring_used_its_escalation_rule_without_a_rollback(sample_portfolio: Workspace) -> None:
    plan = plan_of(sample_portfolio, "Sales lead scoring")
    used = next(rule for rule in plan.escalations if rule.used_on)
    assert "cached approximation" in used.used_note
    assert "rolled_back" not in {stage.state for stage in plan.stages}


# P7.2
def test_that_the_churn_test_fits_its_thirty_days(sample_portfolio: Workspace) -> None:
    plan = plan_of(sample_portfolio, "Churn")
    (size,) = sample_portfolio.figures.of(plan.id).experiments
    assert plan.experiments[0].window_days == 30
    assert (size.weeks, size.fits_window) == (4, True)


@pytest.mark.parametrize("place", range(8))
def test_that_every_case_plans_its_rollout_to_the_end(sample_portfolio: Workspace, place: int) -> None:  # P7.1, P7.5
    plan = list(sample_portfolio.portfolio.plans.values())[place]
    assert plan.stages[-1].kind == "full"
    wanted = {"rollout_stages_missing", "stage_incomplete", "stage_before_gate", "full_rollout_too_early"}
    wanted |= {"evidence_criteria_missing", "evidence_disagrees", "evidence_not_locked", "trigger_disagrees"}
    wanted |= {"escalation_missing", "escalation_incomplete", "dashboard_part_missing", "experiment_money_missing"}
    assert not wanted & rules(sample_portfolio, plan)


# P7.4, P7.7
def test_that_the_verdict_reaches_json_pack_and_dashboard(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["show", str(sample), "Support triage", "--json"]) == 0
    evidence = json.loads(capsys.readouterr().out)["evidence"]
    assert (evidence["verdict"], evidence["reason"], evidence["realised"]) == ("not_yet", "confounded", 120_000)

    pages = {}
    for kind in ("pack.pdf", "dashboard.pdf"):
        target = sample.with_name(kind)
        assert main(["export", str(sample), "Support triage", "--as", kind, "-o", str(target)]) == 0
        pages[kind] = [" ".join(text.split()) for text in page_texts(target)]
    assert len(pages["dashboard.pdf"]) == 1
    assert "Not yet: confounded" in pages["dashboard.pdf"][0]
    assert "Operations and adoption" in pages["dashboard.pdf"][0]
    section = next(text for text in pages["pack.pdf"] if "Rollout and evidence" in text and "Stages" in text)
    assert "Verdict, not yet: confounded." in section
    assert "Second A/B test with agents drawn by lot, EUR 9,200" in section
