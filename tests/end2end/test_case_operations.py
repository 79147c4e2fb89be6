"""The worked cases as they stand on readiness for operation: facts of the article, in the sample and in its pack."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.cli.main import run
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import DrillKind
from mlplanner.domain.weeks import week_number
from mlplanner.engine.operating import compute_operating
from mlplanner.engine.operating_results import Operating, QuarterState
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import copy_of_sample, sample_in_memory


@pytest.fixture(scope="module")
def w() -> Iterator[Workspace]:
    made = sample_in_memory()
    yield made
    made.close()


def state_of(w: Workspace, plan: ProjectPlan) -> Operating:
    figures = w.figures.of(plan.id)
    return compute_operating(plan, figures.timeline, figures.costs.maintenance, w.playbook, w.today)


def test_that_the_internal_engineer_of_the_attrition_predictor_is_on_call_from_week_15(w: Workspace) -> None:  # P6.4
    plan = w.portfolio.find("Attrition predictor")
    assert w.portfolio.person_name(plan.maintenance.on_call_id) == "Łukasz Nowak"
    assert plan.maintenance.on_call_from_week == 15
    assert week_number(plan.project.start, plan.rota[0].first) == 15
    state = state_of(w, plan)
    assert state.gaps == ()
    assert [week.week for week in state.rota] == list(range(15, 27))
    assert {w.portfolio.person_name(person) for week in state.rota[:4] for person in week.people} == {"Łukasz Nowak"}


def test_that_the_contractor_of_the_attrition_predictor_is_never_on_call(w: Workspace) -> None:  # P6.4
    plan = w.portfolio.find("Attrition predictor")
    named = {w.portfolio.person_name(shift.person_id) for shift in plan.rota}
    named |= {w.portfolio.person_name(shift.backup_id) for shift in plan.rota}
    assert "Dilan Kaya" not in named


def test_that_drift_retrains_predictive_maintenance_at_a_known_cost(w: Workspace) -> None:  # P6.4, P8.5
    plan = w.portfolio.find("Predictive maintenance")
    policy = plan.retraining
    assert policy.has_trigger
    assert (policy.drift_metric, policy.drift_threshold) == (
        "Population stability of the ten main sensors, in %",
        Decimal(10),
    )
    budget = state_of(w, plan).budget
    assert (budget.retrains, budget.retraining, budget.retrain_fte_weeks) == (4, Decimal(11200), Decimal(4))


def test_that_predictive_maintenance_rehearses_every_quarter(w: Workspace) -> None:  # P6.5
    plan = w.portfolio.find("Predictive maintenance")
    assert [quarter.state for quarter in state_of(w, plan).quarters] == [QuarterState.PLANNED] * 4
    assert {drill.kind for drill in plan.drills} == set(DrillKind)
    assert plan.drills[0].planned_on == date(2026, 7, 15)


@pytest.mark.parametrize("project_id", range(1, 9))
def test_that_each_case_has_service_levels_a_policy_and_reasons_for_its_tools(w: Workspace, project_id: int) -> None:
    plan = w.portfolio.plan(project_id)  # P6.1, P6.3, P6.7, P6.8
    assert all(cover.is_complete for cover in state_of(w, plan).slos)
    assert plan.retraining.may_pause
    assert plan.retraining.escalation_path
    assert {item.key for item in plan.checklist} == set(w.playbook.readiness_items)
    assert {test.kind for test in plan.model_tests} == {e.kind for e in w.playbook.model_tests.values()}
    assert plan.tools
    assert all(tool.reason for tool in plan.tools)


@pytest.mark.parametrize("project_id", range(1, 9))
def test_that_no_case_is_stopped_from_production_by_operations(w: Workspace, project_id: int) -> None:  # P6.6
    found = [finding for finding in w.figures.of(project_id).findings if finding.tab == "operations"]
    assert not [finding.message for finding in found if finding.severity == "must"]


def test_that_the_overdue_drill_and_the_rota_gap_of_the_sample_are_said(w: Workspace) -> None:  # P6.4, P6.5
    said = {
        (finding.project_id, finding.rule): finding.message
        for plan in w.portfolio.plans.values()
        for finding in w.figures.of(plan.id).findings
    }
    assert said[1, "rota_gap"] == "Nobody is on call in 1 week: W23, from 1 Jun 2026."
    assert "drill of 18 Feb 2026 is overdue" in said[7, "drill_overdue"]


def test_that_pack_and_json_carry_owner_rota_and_drills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfReader  # P6.4, P6.5, P9.1

    file = copy_of_sample(tmp_path)
    assert run(["export", str(file), "4", "--as", "pack.pdf", "-o", str(tmp_path / "4.pdf")]) == 0
    pages = [page.extract_text() for page in PdfReader(tmp_path / "4.pdf").pages]
    first = next(number for number, page in enumerate(pages) if "Who responds" in page and "from week 15" in page)
    text = " ".join(" ".join(pages[first : first + 2]).replace("\xa0", " ").split())  # the table may go over the page
    assert "Nadia Okafor runs the model and may pause it" in text
    assert "Łukasz Nowak, from week 15" in text
    assert "W15–W18 27 Apr 2026 Łukasz Nowak Marta Kowalczyk" in text
    assert "Incident drills by quarter after hand-over" in text
    capsys.readouterr()
    assert run(["export", str(file), "4", "--as", "plan.json", "-o", str(tmp_path / "4.json")]) == 0
    plan = json.loads((tmp_path / "4.json").read_text("utf-8"))
    assert '"2026-04-27"' in json.dumps(plan)
