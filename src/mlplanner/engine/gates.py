"""Whether a gate may be decided as its owner wants (P3.4)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import say_day
from mlplanner.engine.governance import pause_in_force
from mlplanner.engine.results import Readiness

ConditionParts = tuple[str, int | None, date | None]
"""A condition's text, the id of its owner, and the day it is due."""


def decision_refusals(
    plan: ProjectPlan,
    gate: Gate,
    *,
    outcome: GateOutcome,
    waived_artifact_ids: Collection[int],
    decided_by_id: int | None,
    decided_on: date,
    reason: str,
    conditions: Sequence[ConditionParts],
    readiness: Readiness,
    today: date,
) -> tuple[str, ...]:
    """Why the decision is refused, one sentence each; empty: it may be taken.

    Hold, defer, no-go and withdraw ask for the owner, a reason and a sane date only. `waived_artifact_ids` are those that the owner
    waives with this decision and a reason for each.
    """
    refusals = [*_owner_refusals(gate, decided_by_id), *_date_refusals(plan, gate, decided_on, today)]
    if not reason.strip():
        refusals.append("Give the reason of the decision.")
    refusals += _waiver_refusals(plan, gate, outcome, waived_artifact_ids)
    refusals += _withdrawal_refusals(plan, gate, outcome)
    if outcome.is_pass:
        refusals += _pause_refusals(plan)
        refusals += _order_refusals(plan, gate)
        refusals += _artifact_refusals(plan, gate, waived_artifact_ids)
        refusals += _blocker_refusals(gate, readiness)
    refusals += _condition_refusals(outcome, conditions, decided_on)
    return tuple(refusals)


def _owner_refusals(gate: Gate, decided_by_id: int | None) -> Iterator[str]:
    owner = f" ({gate.owner_role})" if gate.owner_role else ""
    if gate.owner_id is None:
        yield f"The {gate.name} has no named owner{owner}; name one first."
    elif decided_by_id != gate.owner_id:
        yield f"Only the owner of the {gate.name}{owner} can decide it."


def _date_refusals(plan: ProjectPlan, gate: Gate, decided_on: date, today: date) -> Iterator[str]:
    if decided_on > today:
        yield f"The day of the decision, {say_day(decided_on)}, lies in the future; today is {say_day(today)}."
    earlier = plan.decisions_of(gate)
    if earlier and decided_on < earlier[-1].decided_on:
        yield f"The {gate.name} was last decided on {say_day(earlier[-1].decided_on)}; a new decision can't lie before that."


def _withdrawal_refusals(plan: ProjectPlan, gate: Gate, outcome: GateOutcome) -> Iterator[str]:
    """A withdrawn project goes on only where it was withdrawn, so that no other gate decides around it."""
    stopped_at = plan.withdrawn_at
    if stopped_at is None:
        return
    if stopped_at.id != gate.id:
        yield f"The project was withdrawn at the {stopped_at.name}; a new decision there resumes it."
    elif outcome is GateOutcome.WITHDRAW:
        yield "The project is withdrawn already; any other decision at this gate resumes it."


def _order_refusals(plan: ProjectPlan, gate: Gate) -> Iterator[str]:
    for before in plan.gates:
        if before.id == gate.id:
            return
        if not plan.gate_state(before).is_passed:
            yield f"The {before.name} comes first and is not passed."


def _artifact_refusals(plan: ProjectPlan, gate: Gate, waived_ids: Collection[int]) -> Iterator[str]:
    for artifact in plan.artifacts_of(gate):
        if not artifact.state.is_done and artifact.id not in waived_ids:
            yield f"'{artifact.name}' is {artifact.state}; it must be accepted, or waived by name with a reason."


def _waiver_refusals(plan: ProjectPlan, gate: Gate, outcome: GateOutcome, waived_ids: Collection[int]) -> Iterator[str]:
    if waived_ids and not outcome.is_pass:
        yield "Only a 'go' waives artifacts; take the waivers out."
    if set(waived_ids) - {artifact.id for artifact in plan.artifacts_of(gate)}:
        yield f"A waiver names an artifact that the {gate.name} does not have; choose among its own."


def _pause_refusals(plan: ProjectPlan) -> Iterator[str]:
    """A paused project passes no gate, whatever the organisation made of the check that says so (P2.8)."""
    pause = pause_in_force(plan)
    if pause is not None:
        reason = pause.reason.strip().rstrip(".")
        yield f"The project is paused since {say_day(pause.paused_on)}: {reason}. The model risk owner has to lift the pause."


def _blocker_refusals(gate: Gate, readiness: Readiness) -> Iterator[str]:
    """The open checks of severity 'must'; the gate's missing owner and the pause have been told already."""
    for finding in readiness.blockers:
        if finding.noun != "pauses" and (finding.noun, finding.noun_id, finding.field) != (
            "gates",
            gate.id,
            "owner_id",
        ):
            yield finding.message


def _condition_refusals(outcome: GateOutcome, conditions: Sequence[ConditionParts], decided_on: date) -> Iterator[str]:
    if outcome is GateOutcome.GO and conditions:
        yield "A plain 'go' has no conditions; choose 'go with conditions', or take the conditions out."
    if outcome is GateOutcome.GO_WITH_CONDITIONS and not conditions:
        yield "A 'go with conditions' needs at least one condition, with its owner and the day it is due."
    for number, (text, owner_id, due) in enumerate(conditions, start=1):
        name = f"'{text.strip()}'" if text.strip() else f"number {number}"
        if not text.strip():
            yield f"Condition {name} has no text."
        if owner_id is None:
            yield f"Condition {name} has no owner."
        if due is None:
            yield f"Condition {name} has no day on which it is due."
        elif due < decided_on:
            yield f"Condition {name} is due on {say_day(due)}, before the decision."
