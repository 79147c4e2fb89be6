"""The states of gates, model-checked: no dead end, no way around a check, no decision that counts twice (P3.4)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mlplanner.domain.enums import ArtifactState, GateOutcome, GateState, Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Artifact, Condition, Gate
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.gates import decision_refusals
from mlplanner.engine.readiness import gate_readiness
from tests.builders import make_decision, make_plan

OWNER = 2
DAY = date(2026, 3, 20)
Asked = tuple[int, GateOutcome, bool, bool]
"""Place of the gate, what its owner wants, whether its artifact is there by then, whether a check stops it."""


def first_plan() -> ProjectPlan:
    keys = ("discovery", "prototype", "productionize", "handover")
    plan = make_plan(gate_fields={key: {"owner_id": OWNER} for key in keys})
    artifacts = [
        Artifact(id=place, project_id=1, gate_id=gate.id or 0, name=f"Note {place}")
        for place, gate in enumerate(plan.gates, start=1)
    ]
    return replace(plan, artifacts=tuple(artifacts))


def stops(gate: Gate) -> Finding:
    return Finding("r", Severity.MUST, "The brief is empty.", 1, "brief", "projects", gate_key=gate.key)


def decide(plan: ProjectPlan, asked: Asked, on: date) -> tuple[ProjectPlan, tuple[str, ...]]:
    """The plan after the decision, or as it was with the reasons of the refusal."""
    place, outcome, is_there, is_stopped = asked
    gate = plan.gates[place]
    state = ArtifactState.ACCEPTED if is_there else ArtifactState.DRAFT
    plan = replace(
        plan,
        artifacts=tuple(a.model_copy(update={"state": state}) if a.gate_id == gate.id else a for a in plan.artifacts),
    )
    ready = gate_readiness(plan, [stops(gate)] if is_stopped else [])[place]
    conditions = (("Drill", OWNER, on),) if outcome is GateOutcome.GO_WITH_CONDITIONS else ()
    refusals = decision_refusals(
        plan,
        gate,
        outcome=outcome,
        waived_artifact_ids=(),
        decided_by_id=OWNER,
        decided_on=on,
        reason="Because.",
        conditions=conditions,
        readiness=ready,
        today=on,
    )
    if refusals:
        return plan, refusals
    number = len(plan.decisions) + 1
    taken = make_decision(gate.id or 0, outcome, on, id=number)
    demanded = [Condition(project_id=1, decision_id=number, text="Drill", owner_id=OWNER, due=on) for _ in conditions]
    return replace(plan, decisions=(*plan.decisions, taken), conditions=(*plan.conditions, *demanded)), ()


steps = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(GateOutcome), st.booleans(), st.booleans()), max_size=14)


@given(steps)
@settings(max_examples=150)
def test_that_no_gate_passes_with_a_must_open_or_an_artifact_missing(asked: list[Asked]) -> None:  # P3.4
    plan = first_plan()
    for number, each in enumerate(asked):
        before = plan
        plan, refusals = decide(plan, each, DAY + timedelta(days=number))
        _, outcome, is_there, is_stopped = each
        if outcome.is_pass and (is_stopped or not is_there):
            assert refusals
        if refusals:
            assert [plan.gate_state(gate) for gate in plan.gates] == [before.gate_state(g) for g in before.gates]


@given(steps)
@settings(max_examples=150)
def test_that_every_state_has_a_way_to_an_end(asked: list[Asked]) -> None:  # P3.4
    plan = first_plan()
    for number, each in enumerate(asked):
        plan, _ = decide(plan, each, DAY + timedelta(days=number))
    later = DAY + timedelta(days=len(asked))
    if plan.withdrawn_at is None and plan.next_gate is not None:
        place = plan.gates.index(plan.next_gate)
        withdrawn, refusals = decide(plan, (place, GateOutcome.WITHDRAW, False, True), later)
        assert not refusals
        assert withdrawn.withdrawn_at == withdrawn.gates[place]
    if plan.withdrawn_at is not None:
        plan, refusals = decide(plan, (plan.gates.index(plan.withdrawn_at), GateOutcome.HOLD, False, True), later)
        assert not refusals
    while plan.next_gate is not None:
        plan, refusals = decide(plan, (plan.gates.index(plan.next_gate), GateOutcome.GO, True, False), later)
        assert not refusals
    assert all(plan.gate_state(gate).is_passed for gate in plan.gates)


@given(steps)
@settings(max_examples=150)
def test_that_only_the_last_decision_of_a_gate_counts(asked: list[Asked]) -> None:  # P3.4
    plan = first_plan()
    for number, each in enumerate(asked):
        plan, _ = decide(plan, each, DAY + timedelta(days=number))
    for gate in plan.gates:
        decisions = plan.decisions_of(gate)
        assert plan.gate_state(gate) == (GateState(decisions[-1].outcome) if decisions else GateState.OPEN)
        demanded = [condition for at, condition in plan.open_conditions if at.id == gate.id]
        assert all(condition.decision_id == decisions[-1].id for condition in demanded)
    assert sum(plan.gate_state(gate) == GateState.WITHDRAW for gate in plan.gates) <= 1


def test_that_a_withdrawn_project_is_resumed_where_it_was_withdrawn() -> None:  # P3.4
    plan, _ = decide(first_plan(), (1, GateOutcome.WITHDRAW, False, False), DAY)
    _, refusals = decide(plan, (0, GateOutcome.GO, True, False), DAY)
    assert refusals == ("The project was withdrawn at the Prototype gate; a new decision there resumes it.",)
    _, again = decide(plan, (1, GateOutcome.WITHDRAW, False, False), DAY)
    assert again == ("The project is withdrawn already; any other decision at this gate resumes it.",)
    plan, refusals = decide(plan, (1, GateOutcome.DEFER, False, False), DAY)
    assert not refusals
    assert plan.withdrawn_at is None
    assert plan.next_gate == plan.gates[0]
