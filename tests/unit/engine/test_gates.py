"""Decisions that are refused, and those that are not (P3.4)."""

from datetime import date
from typing import Any

import pytest

from mlplanner.domain.enums import ArtifactState, GateOutcome, Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.gates import decision_refusals
from mlplanner.engine.readiness import gate_readiness
from tests.builders import make_decision, make_plan

OWNER, OTHER = 2, 3
DAY = date(2026, 3, 20)
GO, WITH, HOLD, NO_GO = GateOutcome.GO, GateOutcome.GO_WITH_CONDITIONS, GateOutcome.HOLD, GateOutcome.NO_GO
ARTIFACTS = (
    Artifact(id=1, project_id=1, gate_id=1001, name="Risk note", state=ArtifactState.ACCEPTED),
    Artifact(id=2, project_id=1, gate_id=1001, name="Data snapshot", state=ArtifactState.DRAFT),
)


def plan_with(
    *decisions: Any, artifacts: tuple[Artifact, ...] = ARTIFACTS[:1], owner: int | None = OWNER
) -> ProjectPlan:
    fields = {"discovery": {"owner_id": owner}, "prototype": {"owner_id": owner}}
    return make_plan(gate_fields=fields, artifacts=artifacts, decisions=decisions)


def refusals(
    plan: ProjectPlan, outcome: GateOutcome = GO, *, place: int = 0, findings: tuple[Finding, ...] = (), **changes: Any
) -> tuple[str, ...]:
    asked: dict[str, Any] = {
        "waived_artifact_ids": (),
        "decided_by_id": OWNER,
        "decided_on": DAY,
        "reason": "The evidence is good.",
        "conditions": (),
        "today": DAY,
        **changes,
    }
    readiness = gate_readiness(plan, findings)[place]
    return decision_refusals(plan, plan.gates[place], outcome=outcome, readiness=readiness, **asked)


def blocker(noun_id: int | None = None, field: str = "objective", noun: str = "projects") -> Finding:
    return Finding("r", Severity.MUST, "The brief is empty.", 1, "brief", noun, noun_id, field, gate_key="discovery")


def test_that_a_ready_gate_is_passed_by_its_owner() -> None:
    assert refusals(plan_with()) == ()


def test_that_only_the_owner_decides() -> None:
    assert refusals(plan_with(), decided_by_id=OTHER) == (
        "Only the owner of the Discovery gate (Product sponsor) can decide it.",
    )
    assert len(refusals(plan_with(), decided_by_id=None)) == 1


@pytest.mark.parametrize("outcome", list(GateOutcome))
def test_that_a_gate_without_a_named_owner_is_not_decided(outcome: GateOutcome) -> None:  # P3.2
    conditions = [("Sign it", 2, DAY)] if outcome is WITH else []
    told = refusals(
        plan_with(owner=None), outcome, conditions=conditions, findings=(blocker(1001, "owner_id", "gates"),)
    )
    assert told == ("The Discovery gate has no named owner (Product sponsor); name one first.",)


def test_that_a_go_with_a_missing_artifact_is_refused_by_its_name() -> None:
    assert refusals(plan_with(artifacts=ARTIFACTS)) == (
        "'Data snapshot' is draft; it must be accepted, or waived by name with a reason.",
    )


def test_that_a_waiver_by_name_lets_the_gate_pass() -> None:
    assert refusals(plan_with(artifacts=ARTIFACTS), waived_artifact_ids=[2]) == ()


def test_that_a_waiver_of_something_else_is_told() -> None:
    told = refusals(plan_with(artifacts=ARTIFACTS), waived_artifact_ids=[2, 99])
    assert told == ("A waiver names an artifact that the Discovery gate does not have; choose among its own.",)


def test_that_an_earlier_gate_comes_first() -> None:
    assert refusals(plan_with(), place=1) == ("The Discovery gate comes first and is not passed.",)
    assert refusals(plan_with(make_decision(1001, "go_with_conditions", DAY)), place=1) == ()
    assert refusals(plan_with(make_decision(1001, "hold", DAY)), place=1) != ()


def test_that_open_must_findings_refuse_a_go() -> None:
    assert refusals(plan_with(), findings=(blocker(),)) == ("The brief is empty.",)


@pytest.mark.parametrize("outcome", [HOLD, NO_GO])
def test_that_the_owner_can_always_stop(outcome: GateOutcome) -> None:
    """With artifacts missing, findings open, and the gate before not passed."""
    assert refusals(plan_with(artifacts=ARTIFACTS), outcome, findings=(blocker(),)) == ()
    assert refusals(plan_with(), outcome, place=1) == ()


@pytest.mark.parametrize("outcome", [GO, HOLD, NO_GO])
def test_that_every_decision_has_a_reason(outcome: GateOutcome) -> None:
    assert refusals(plan_with(), outcome, reason=" \n") == ("Give the reason of the decision.",)


def test_that_a_decision_does_not_lie_in_the_future() -> None:
    assert "lies in the future" in refusals(plan_with(), decided_on=date(2026, 3, 21))[0]


def test_that_a_decision_does_not_lie_before_the_last_one() -> None:
    plan = plan_with(make_decision(1001, "hold", DAY))
    assert "last decided on 20 Mar 2026" in refusals(plan, decided_on=date(2026, 3, 19))[0]
    assert refusals(plan, decided_on=DAY) == ()


def test_that_a_later_decision_may_supersede_a_go() -> None:
    assert refusals(plan_with(make_decision(1001, "go", DAY)), HOLD) == ()


def test_that_a_go_with_conditions_needs_conditions() -> None:
    assert "needs at least one condition" in refusals(plan_with(), WITH)[0]


def test_that_each_condition_has_text_owner_and_day() -> None:
    told = refusals(plan_with(), WITH, conditions=[("Sign it", None, None), (" ", 2, date(2026, 3, 19))])
    assert told == (
        "Condition 'Sign it' has no owner.",
        "Condition 'Sign it' has no day on which it is due.",
        "Condition number 2 has no text.",
        "Condition number 2 is due on 19 Mar 2026, before the decision.",
    )
    assert refusals(plan_with(), WITH, conditions=[("Sign it", 2, DAY)]) == ()


def test_that_a_plain_go_has_no_conditions() -> None:
    assert "choose 'go with conditions'" in refusals(plan_with(), GO, conditions=[("Sign it", 2, DAY)])[0]


def test_that_all_that_is_wrong_is_told_at_once() -> None:
    told = refusals(plan_with(artifacts=ARTIFACTS), decided_by_id=OTHER, reason="", findings=(blocker(),))
    assert len(told) == 4
    assert all(sentence.endswith(".") for sentence in told)
