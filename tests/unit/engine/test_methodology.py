"""Advice on the way of working comes from the plan's own traits, each with its sentence (P3.5)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import KpiKind, Tier
from mlplanner.domain.features import Feature
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.methodology import TRAITS, MethodAdvice, method_advice
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_inserted, make_plan, make_portfolio
from tests.support.sample_files import sample_in_memory


def advice(plan: ProjectPlan, playbook: Playbook | None = None) -> dict[str, MethodAdvice]:
    found = method_advice(make_portfolio(plan), plan, playbook or load_playbook())
    return {each.method: each for each in found}


def test_that_every_trait_in_code_is_in_the_playbook_and_the_other_way_round() -> None:  # P3.5
    assert set(TRAITS) == set(load_playbook().traits)


def test_that_a_plain_plan_gets_no_advice() -> None:  # P3.5
    assert advice(make_plan()) == {}


def test_that_labelling_and_an_unmeasured_kpi_speak_for_a_longer_discovery() -> None:  # P3.5
    kpi = Kpi(project_id=1, name="Precision", kind=KpiKind.MODEL, threshold=Decimal(55))
    plan = make_plan(kpis=[kpi], inserted=[make_inserted()])
    found = advice(plan)["crisp_dm"]
    assert found.title == "Longer discovery"
    assert "Precision against the threshold" in found.reasons[0]
    assert "inserted work" in found.reasons[1]


def test_that_a_trait_speaks_from_the_figure_of_the_playbook_on() -> None:  # P3.5
    features = [Feature(project_id=1, name=f"f{number}") for number in range(20)]
    assert "20 features" in advice(make_plan(features=features))["crisp_dm"].reasons[0]
    assert advice(make_plan(features=features[:-1])) == {}


@pytest.mark.parametrize(("stakeholders", "count"), [("a, b, c", 0), ("a, b; c\nd", 1), ("a,,b,, ", 0)])
def test_that_many_stakeholders_speak_for_increments(stakeholders: str, count: int) -> None:  # P3.5
    assert len(advice(make_plan(stakeholders=stakeholders))) == count


def test_that_a_high_tier_and_scale_speak_for_strict_gates() -> None:  # P3.5
    plan = make_plan(
        risk_assessment={"tier": Tier.HIGH, "tier_reason": "A law"}, value={"decisions_per_year": 2_000_000}
    )
    reasons = advice(plan)["mlops_gates"].reasons
    assert any("2,000,000 times a year" in reason for reason in reasons)
    assert any("tier is high" in reason for reason in reasons)


def test_that_a_trait_that_the_organisation_removed_does_not_speak() -> None:  # P3.5
    playbook = load_playbook()
    without = playbook.model_copy(update={"traits": {}})
    assert advice(replace(make_plan(risk_assessment={"tier": Tier.HIGH, "tier_reason": "A law"})), without) == {}


def test_that_claims_triage_is_told_of_its_labelling_sprint() -> None:  # P3.5
    workspace = sample_in_memory()
    plan = workspace.portfolio.find("Claims triage")
    found = {a.method: a for a in method_advice(workspace.portfolio, plan, workspace.playbook)}
    assert any("'Labelling sprint'" in reason for reason in found["crisp_dm"].reasons)
    workspace.close()
