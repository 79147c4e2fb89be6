"""Gates, model-checked through the operations that people use: decisions, waivers, pauses, undo (P2.8, P3.4).

The project is the payroll case of the sample, on which no check is open. Steps may decide any gate in any way, take an
artifact back, open a check that must hold, pause, lift, undo and redo. Whatever they did, the rules of gates hold, and
from there a way leads to an end: all gates passed, or withdrawn and resumed.
"""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mlplanner.domain.enums import ArtifactState, GateOutcome, GateState
from mlplanner.domain.errors import Refused
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.engine.governance import pause_in_force
from mlplanner.engine.rights import model_risk_owner
from mlplanner.operations.fields import set_fields
from mlplanner.operations.gates import NewCondition, decide_gate, set_artifact_state
from mlplanner.operations.pauses import lift_pause, pause_project
from tests.support.sample_files import sample_in_memory

WORKSPACE = sample_in_memory()
PLAN_ID = WORKSPACE.portfolio.find("Payroll").id
BEGIN = WORKSPACE.portfolio.plan(PLAN_ID)
OBJECTIVE = BEGIN.project.objective
PLACES = st.integers(0, len(BEGIN.gates) - 1)
OUTCOMES = st.sampled_from(GateOutcome)


class GateMachine(RuleBasedStateMachine):
    """Every step is a real operation on a real portfolio in memory; each example begins where the sample begins."""

    def __init__(self) -> None:
        super().__init__()
        while WORKSPACE.undo_label is not None:
            WORKSPACE.undo()
        assert self.plan == BEGIN

    @property
    def plan(self) -> ProjectPlan:
        """The project as it is now."""
        return WORKSPACE.portfolio.plan(PLAN_ID)

    def blockers(self, gate: Gate) -> int:
        """Open checks that stop the gate."""
        readiness = WORKSPACE.figures.of(PLAN_ID).readiness
        return len(next(ready for ready in readiness if ready.gate_id == gate.id).blockers)

    def decide(self, gate: Gate, outcome: GateOutcome, waive: bool = False) -> bool:
        """Let the gate's owner decide; True when the decision was taken."""
        plan = self.plan
        missing = [each.id or 0 for each in plan.artifacts_of(gate) if not each.state.is_done]
        conditions = [NewCondition("Second look", gate.owner_id or 0, WORKSPACE.today)]
        is_conditional = outcome is GateOutcome.GO_WITH_CONDITIONS
        try:
            WORKSPACE.run(
                decide_gate(
                    plan,
                    gate,
                    WORKSPACE.figures.of(PLAN_ID),
                    outcome=outcome,
                    decided_by_id=gate.owner_id,
                    decided_on=WORKSPACE.today,
                    reason="Looked at again.",
                    conditions=conditions if is_conditional else (),
                    waivers=dict.fromkeys(missing, "Known and small") if waive else {},
                )
            )
        except Refused:
            assert self.plan == plan  # nothing of a refused decision is kept
            return False
        return True

    @initialize(place=PLACES, is_described=st.booleans())
    def begins_with_a_gate_on_hold(self, place: int, is_described: bool) -> None:
        assert self.decide(self.plan.gates[place], GateOutcome.HOLD)
        self.writes_the_brief(is_described)

    @rule(is_conditional=st.booleans(), waive=st.booleans())
    def asks_for_a_pass(self, is_conditional: bool, waive: bool) -> None:
        gate = self.plan.withdrawn_at or self.plan.next_gate or self.plan.gates[-1]
        outcome = GateOutcome.GO_WITH_CONDITIONS if is_conditional else GateOutcome.GO
        self.decides(self.plan.gates.index(gate), outcome, waive)

    @rule(number=st.integers(0, 20))
    def takes_an_artifact_back_and_asks_for_a_pass(self, number: int) -> None:
        gate = self.plan.next_gate or self.plan.gates[0]
        self.moves_an_artifact(self.plan.gates.index(gate), number, ArtifactState.DRAFT)
        self.asks_for_a_pass(is_conditional=False, waive=False)

    @rule(place=PLACES, outcome=OUTCOMES, waive=st.booleans())
    def asks(self, place: int, outcome: GateOutcome, waive: bool) -> None:
        self.decides(place, outcome, waive)

    def decides(self, place: int, outcome: GateOutcome, waive: bool) -> None:
        """One decision, and what must hold after it."""
        before, gate = self.plan, self.plan.gates[place]
        is_open = any(not each.state.is_done for each in before.artifacts_of(gate))
        is_stopped = (
            bool(self.blockers(gate))
            or pause_in_force(before) is not None
            or (is_open and not waive)
            or any(not before.gate_state(earlier).is_passed for earlier in before.gates[:place])
            or (before.withdrawn_at is not None and before.withdrawn_at.id != gate.id)
        )
        is_taken = self.decide(gate, outcome, waive=waive and is_open)
        if outcome.is_pass:
            assert is_taken is not is_stopped
        if is_taken:
            assert len(self.plan.decisions) == len(before.decisions) + 1
            assert (
                self.plan.decisions[: len(before.decisions)] == before.decisions
            )  # a later one supersedes, none is edited
            assert self.plan.gate_state(gate) == GateState(outcome)

    @rule(place=PLACES, number=st.integers(0, 20), state=st.sampled_from([ArtifactState.DRAFT, ArtifactState.ACCEPTED]))
    def moves_an_artifact(self, place: int, number: int, state: ArtifactState) -> None:
        artifacts = self.plan.artifacts_of(self.plan.gates[place])
        WORKSPACE.run(set_artifact_state(artifacts[number % len(artifacts)], state, WORKSPACE.today))

    @rule(is_there=st.booleans())
    def writes_the_brief(self, is_there: bool) -> None:
        WORKSPACE.run(set_fields(Project, PLAN_ID, objective=OBJECTIVE if is_there else ""))

    @precondition(lambda self: pause_in_force(self.plan) is None)
    @rule()
    def pauses(self) -> None:
        owner = model_risk_owner(WORKSPACE.portfolio, self.plan)
        WORKSPACE.run(pause_project(self.plan, owner, "Groups differ.", "The gap is small.", WORKSPACE.today))

    @precondition(lambda self: pause_in_force(self.plan) is not None)
    @rule()
    def lifts(self) -> None:
        self.lift()

    @precondition(lambda self: WORKSPACE.undo_label is not None)
    @rule()
    def undoes_and_redoes(self) -> None:
        before = self.plan
        WORKSPACE.undo()
        WORKSPACE.redo()
        assert self.plan == before

    @precondition(lambda self: WORKSPACE.undo_label is not None)
    @rule()
    def undoes(self) -> None:
        WORKSPACE.undo()

    @invariant()
    def the_last_decision_counts_and_no_other(self) -> None:
        plan = self.plan
        for gate in plan.gates:
            decisions = plan.decisions_of(gate)
            assert plan.gate_state(gate) == (GateState(decisions[-1].outcome) if decisions else GateState.OPEN)
            demanded = {each.decision_id for at, each in plan.open_conditions if at.id == gate.id}
            assert demanded <= {decisions[-1].id}
        assert sum(plan.gate_state(gate) == GateState.WITHDRAW for gate in plan.gates) <= 1
        assert len({decision.id for decision in plan.decisions}) == len(plan.decisions)

    @invariant()
    def each_pass_froze_one_baseline(self) -> None:
        passes = [decision.id for decision in self.plan.decisions if decision.outcome.is_pass]
        assert [baseline.decision_id for baseline in self.plan.baselines] == passes

    def lift(self) -> None:
        """The model risk owner lifts the pause."""
        pause = pause_in_force(self.plan)
        if pause is not None:
            owner = model_risk_owner(WORKSPACE.portfolio, self.plan)
            WORKSPACE.run(lift_pause(pause, owner, "Mended.", WORKSPACE.today))

    def teardown(self) -> None:
        """From wherever the steps led there is a way to an end."""
        plan = self.plan
        if plan.withdrawn_at is None and plan.next_gate is not None:
            assert self.decide(plan.next_gate, GateOutcome.WITHDRAW)
            assert self.plan.withdrawn_at is not None
        if self.plan.withdrawn_at is not None:
            assert self.decide(self.plan.withdrawn_at, GateOutcome.DEFER)
        self.lift()
        self.writes_the_brief(is_there=True)
        for gate in self.plan.gates:
            if not self.plan.gate_state(gate).is_passed:
                assert self.decide(gate, GateOutcome.GO, waive=True), gate.name
        assert self.plan.next_gate is None


# A failure is told as it was found: making the example smaller would take minutes.
GateMachine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
TestGates = GateMachine.TestCase
