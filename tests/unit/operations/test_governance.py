"""Governance through operations: what moves, what is refused, and that nothing is stored then."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from mlplanner.domain.enums import ArtifactState, Tier
from mlplanner.domain.errors import PlannerError, Refused
from mlplanner.domain.governance import Pause, RiskAnswer, RiskAssessment
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.operations import fields, gates, governance, pauses, projects
from mlplanner.operations.operation import Operation
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 2, 20)


@pytest.fixture
def desk() -> Iterator[Workspace]:
    workspace = sample_in_memory(TODAY)
    yield workspace
    workspace.close()


def plan_of(desk: Workspace, name: str) -> ProjectPlan:
    return desk.portfolio.find(name)


def person(desk: Workspace, name: str) -> int:
    return next(key for key, each in desk.portfolio.people.items() if each.name == name)


def refused(desk: Workspace, make: Operation[Any]) -> str:
    revision = desk.portfolio.revision
    with pytest.raises(PlannerError) as caught:
        desk.run(make)
    assert desk.portfolio.revision == revision
    return str(caught.value)


def test_that_an_a_moves_to_where_it_is_typed(desk: Workspace) -> None:  # P2.3
    activity = plan_of(desk, "Churn").raci[0]
    assert activity.letters["product_owner"] == "A"
    moved = desk.run(governance.set_mark(activity, "executive_sponsor", "a")).value
    assert moved.letters["executive_sponsor"] == "A"
    assert "product_owner" not in moved.letters


def test_that_an_activity_keeps_its_a_and_its_r(desk: Workspace) -> None:  # P2.3
    activity = plan_of(desk, "Churn").raci[0]
    for role, letters, says in (
        ("product_owner", "C", "exactly one role is accountable"),
        ("data_scientist", "", "at least one role is responsible"),
        ("data_engineer", "X", "takes the letters R, A, C and I"),
    ):
        with pytest.raises(PlannerError) as caught:
            desk.run(governance.set_mark(activity, role, letters))
        assert says in str(caught.value)
        assert plan_of(desk, "Churn").raci[0].marks == activity.marks


def test_that_a_new_project_begins_with_the_usual_governance(desk: Workspace) -> None:  # P2.3, P2.6, P2.7
    made = desk.run(projects.create_project("New", date(2026, 3, 2))).value
    plan = desk.portfolio.plan(made.id or 0)
    assert len(plan.raci) == len(desk.playbook.raci)
    assert {item.key for item in plan.ethics} == set(desk.playbook.ethics)
    assert {policy.key for policy in plan.policies} == set(desk.playbook.policies)
    assert desk.run(governance.add_usual_governance(plan)).changes.is_empty


def test_that_answers_make_the_tier_and_take_the_signature_back(desk: Workspace) -> None:  # P2.4
    plan = plan_of(desk, "Churn")
    assert plan.risk_assessment.signed_on is not None
    desk.run(governance.answer_question(plan, "people", "people_rights"))
    plan = plan_of(desk, "Churn")
    assert desk.figures.of(plan.id).governance.tier is Tier.HIGH
    assert plan.risk_assessment.signed_on is None
    desk.run(governance.answer_question(plan, "people", None))
    assert desk.figures.of(plan.id).governance.tier is None
    assert "1 of 6 questions" in refused(desk, governance.sign_assessment(plan_of(desk, "Churn"), TODAY))


def test_that_the_model_risk_owner_alone_lowers_a_tier(desk: Workspace) -> None:  # P2.4
    plan, owner = plan_of(desk, "Payroll"), person(desk, "Helga Sørensen")
    sponsor = person(desk, "Dirk Hoffmann")
    says = refused(desk, governance.set_tier(plan, Tier.LOW, sponsor, "It is only a list"))
    assert says == "Only the model risk owner (Helga Sørensen) can lower the tier of a project."
    with pytest.raises(Refused, match="reason"):
        governance.set_tier(plan, Tier.LOW, owner, " ")
    desk.run(governance.set_tier(plan, Tier.MEDIUM, owner, "A person checks every alert"))
    assert desk.figures.of(plan.id).governance.tier is Tier.MEDIUM


def test_that_a_file_or_a_plain_edit_can_not_lower_it_either(desk: Workspace) -> None:  # P2.4
    row = plan_of(desk, "Payroll").risk_assessment
    edit = fields.set_fields(RiskAssessment, row.id or 0, tier=Tier.LOW, tier_reason="Because")
    assert "Only the model risk owner" in refused(desk, edit)
    assert "needs its reason" in refused(desk, fields.set_fields(RiskAssessment, row.id or 0, tier=Tier.HIGH))


def test_that_anybody_raises_a_tier_with_a_reason(desk: Workspace) -> None:  # P2.4
    plan = plan_of(desk, "Sales lead")
    by = person(desk, "Ben Achterberg")
    desk.run(governance.set_tier(plan, Tier.HIGH, by, "Partners buy the scores"))
    assert desk.figures.of(plan.id).governance.tier is Tier.HIGH
    lower = governance.set_tier(plan_of(desk, "Sales lead"), None, by, "They do not")
    assert "Only the model risk owner" in refused(desk, lower)


def test_that_a_question_has_one_answer_of_its_own(desk: Workspace) -> None:  # P2.4
    plan = plan_of(desk, "Churn")
    second = RiskAnswer(project_id=plan.id, question="people", option="people_none")
    assert "two answers" in refused(desk, fields.add_row(second))
    assert "no answer to" in refused(desk, governance.answer_question(plan, "people", "money_large"))


def test_that_a_holder_of_the_project_goes_before_the_portfolios(desk: Workspace) -> None:  # P2.2
    plan = plan_of(desk, "Churn")
    desk.run(governance.name_project_holder(plan, "model_risk_owner", "Ruth Meyer"))
    assert desk.figures.of(plan.id).governance.model_risk_owner_id == person(desk, "Ruth Meyer")
    desk.run(governance.name_project_holder(plan_of(desk, "Churn"), "model_risk_owner", ""))
    assert desk.figures.of(plan.id).governance.model_risk_owner_id == person(desk, "Helga Sørensen")
    desk.run(governance.name_holder(desk.portfolio, "model_risk_owner", "New Person"))
    assert desk.figures.of(plan.id).governance.model_risk_owner_id == person(desk, "New Person")


def test_that_only_the_model_risk_owner_pauses_and_lifts(desk: Workspace) -> None:  # P2.8
    plan, owner = plan_of(desk, "Churn"), person(desk, "Helga Sørensen")
    other = person(desk, "Ruth Meyer")
    assert "can pause a project" in refused(desk, pauses.pause_project(plan, other, "Drift", "A new test", TODAY))
    pause = desk.run(pauses.pause_project(plan, owner, "Drift", "A new test", TODAY)).value
    assert desk.figures.of(plan.id).governance.pause is not None
    assert "paused already" in refused(desk, pauses.pause_project(plan, owner, "Again", "Never", TODAY))
    assert "can lift a pause" in refused(desk, pauses.lift_pause(pause, other, "Tested", TODAY))
    rewritten = fields.set_fields(Pause, pause.id or 0, reason="Something else")
    assert "stays as it was made" in refused(desk, rewritten)
    assert "never removed" in refused(desk, fields.remove_rows(Pause, [pause.id or 0]))
    desk.run(pauses.lift_pause(pause, owner, "Tested again", TODAY))
    assert desk.figures.of(plan.id).governance.pause is None


def test_that_a_review_is_recorded_once_and_not_in_the_future(desk: Workspace) -> None:  # P2.5
    plan = plan_of(desk, "Support")
    late = desk.figures.of(plan.id).governance.overdue
    assert [(review.kind, review.due) for review in late] == [("operations", date(2026, 2, 5))]
    by = person(desk, "Ingrid Vasseur")
    assert "today is 2026-02-20" in refused(desk, pauses.hold_review(plan, late[0], by, date(2026, 2, 21)))
    desk.run(pauses.hold_review(plan, late[0], by, TODAY, "All well"))
    assert desk.figures.of(plan.id).governance.overdue == ()


def test_that_on_a_high_tier_an_author_does_not_accept(desk: Workspace) -> None:  # P2.5
    plan = plan_of(desk, "Attrition")
    artifact = next(a for a in plan.artifacts if a.key == "baseline_notebook")
    says = refused(desk, gates.set_artifact_state(artifact, ArtifactState.ACCEPTED, TODAY, artifact.owner_id))
    assert "can't accept it too: the risk is high" in says
    taken = desk.run(gates.set_artifact_state(artifact, ArtifactState.ACCEPTED, TODAY)).value
    assert taken.accepted_by_id == plan.gates[1].owner_id
    back = desk.run(gates.set_artifact_state(taken, ArtifactState.DRAFT, TODAY)).value
    assert back.accepted_by_id is None


def test_that_the_artifacts_of_a_raised_tier_are_one_step_away(desk: Workspace) -> None:  # P2.5
    plan = plan_of(desk, "Claims")
    before = len(plan.artifacts)
    desk.run(governance.answer_question(plan, "people", "people_rights"))
    rules = [finding.rule for finding in desk.figures.of(plan.id).findings]
    assert rules.count("tier_artifact_missing") == 3
    assert desk.run(governance.add_tier_artifacts(plan_of(desk, "Claims"))).value == 3
    assert len(plan_of(desk, "Claims").artifacts) == before + 3
    assert "tier_artifact_missing" not in [finding.rule for finding in desk.figures.of(plan.id).findings]
