"""Gates: artifacts on their way, and decisions that are refused when something is missing (P3.3, P3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mlplanner.domain.approvals import Baseline
from mlplanner.domain.enums import ArtifactState, GateOutcome
from mlplanner.domain.errors import Refused
from mlplanner.domain.lifecycle import Artifact, Condition, Decision, Gate
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Evidence
from mlplanner.domain.validation import validated
from mlplanner.engine.baselines import approved_facts, facts_json
from mlplanner.engine.duties import acceptor
from mlplanner.engine.gates import decision_refusals
from mlplanner.engine.results import Figures
from mlplanner.engine.seen import seen_facts
from mlplanner.operations.file_evidence import evidence_of
from mlplanner.operations.operation import Context, Operation


@dataclass(frozen=True)
class NewCondition:
    """A condition as the gate's owner words it."""

    text: str
    owner_id: int
    due: date


def set_artifact_state(
    artifact: Artifact, state: ArtifactState, day: date, accepted_by_id: int | None = None
) -> Operation[Artifact]:
    """Move an artifact on; the day it was submitted or accepted is kept. Waiving goes through `waive_artifact`.

    Without `accepted_by_id` who has to accept it does: the holder of the right that its tier names, else the gate's
    owner. A guard refuses an author who accepts where the tier separates duties (P2.5).
    """
    fields: dict[str, object] = {"state": state}
    if state != artifact.state:
        fields["changed_on"] = day
    if state == ArtifactState.SUBMITTED:
        fields |= {"submitted_on": day, "accepted_on": None}
    if state == ArtifactState.ACCEPTED:
        fields |= {"accepted_on": day, "submitted_on": artifact.submitted_on or day}
    if state != ArtifactState.WAIVED:
        fields |= {"waived_by_id": None, "waived_reason": ""}
    if state in (ArtifactState.MISSING, ArtifactState.DRAFT):
        fields |= {"accepted_on": None, "submitted_on": None}
    if state == ArtifactState.WAIVED and not (artifact.waived_by_id and artifact.waived_reason):
        raise Refused(f"Waiving '{artifact.name}' needs the name of who waives it and a reason.")

    def apply(do: Context) -> Artifact:
        by_id = accepted_by_id
        if by_id is None and state == ArtifactState.ACCEPTED:
            by_id = acceptor(do.portfolio, do.portfolio.plan(artifact.project_id), do.playbook, artifact)
        return do.unit.change(Artifact, artifact.id or 0, **fields, accepted_by_id=by_id)

    return Operation(f"Set {artifact.name} to {state}", apply)


def waive_artifact(artifact: Artifact, waived_by_id: int | None, reason: str) -> Operation[Artifact]:
    """Do without an artifact, by name and with a reason (P3.4)."""
    if waived_by_id is None or not reason.strip():
        raise Refused(f"Waiving '{artifact.name}' needs the name of who waives it and a reason.")
    fields = {"state": ArtifactState.WAIVED, "waived_by_id": waived_by_id, "waived_reason": reason}

    def apply(do: Context) -> Artifact:
        return do.unit.change(Artifact, artifact.id or 0, **fields)

    return Operation(f"Waive {artifact.name}", apply)


def attach_file(artifact: Artifact, path: Path) -> Operation[Artifact]:
    """Name a file as the artifact's evidence, with its SHA-256, so that a later change of the file is seen."""
    fields = evidence_of(path)
    return Operation(f"Attach {path.name}", lambda do: do.unit.change(Artifact, artifact.id or 0, **fields))


def decide_gate(
    plan: ProjectPlan,
    gate: Gate,
    figures: Figures,
    *,
    outcome: GateOutcome,
    decided_by_id: int | None,
    decided_on: date,
    reason: str,
    conditions: Sequence[NewCondition] = (),
    waivers: Mapping[int, str] | None = None,
) -> Operation[Decision]:
    """Decide a gate (P3.4). `waivers`: artifact id → reason, in the name of who decides. A pass freezes a baseline.

    Refused, with every reason in one sentence each, when something is missing; nothing is changed then.
    """
    waived = dict(waivers or {})
    readiness = next(ready for ready in figures.readiness if ready.gate_id == gate.id)

    def apply(do: Context) -> Decision:
        refusals = decision_refusals(
            plan,
            gate,
            outcome=outcome,
            waived_artifact_ids=frozenset(waived),
            decided_by_id=decided_by_id,
            decided_on=decided_on,
            reason=reason,
            conditions=tuple((item.text, item.owner_id, item.due) for item in conditions),
            readiness=readiness,
            today=do.today,
        )
        nameless = tuple("Each waiver needs a reason." for why in waived.values() if not why.strip())[:1]
        if decided_by_id is None or refusals or nameless:
            raise Refused(" ".join((*refusals, *nameless)))
        fields = {
            "project_id": plan.id,
            "gate_id": gate.id or 0,
            "outcome": outcome,
            "decided_by_id": decided_by_id,
            "decided_on": decided_on,
            "reason": reason,
            "waived": _waive(do, waived, decided_by_id),
        }
        stored = _record(do, validated(Decision, fields), conditions)
        if outcome.is_pass:
            _freeze(do, plan, gate, figures, stored)
        else:
            _unlock(do, plan, gate)
        return stored

    return Operation(f"Decide {gate.name}: {outcome.replace('_', ' ')}", apply)


def _waive(do: Context, waived: Mapping[int, str], by_id: int) -> str:
    """Waive artifacts by name; what the decision remembers of it."""
    lines = []
    for artifact_id, why in waived.items():
        fields = {
            "state": ArtifactState.WAIVED,
            "waived_by_id": by_id,
            "waived_reason": why,
        }
        lines.append(f"{do.unit.change(Artifact, artifact_id, **fields).name}: {why}")
    return "\n".join(lines)


def _freeze(do: Context, plan: ProjectPlan, gate: Gate, figures: Figures, decision: Decision) -> None:
    """Keep what was approved, and lock the criteria of success where the model goes to production (P7.3)."""
    parts = (do.portfolio, plan, figures, do.playbook)
    facts = facts_json({**approved_facts(*parts), **seen_facts(*parts)})
    frozen = {"project_id": plan.id, "decision_id": decision.id, "made_on": do.today, "facts": facts}
    do.unit.add(validated(Baseline, frozen))
    entry = do.playbook.phases.get(gate.key)
    evidence = plan.evidence
    has_criteria = bool(evidence.criteria) or (evidence.kpi_id is not None and evidence.threshold is not None)
    if entry is not None and entry.gate.is_production and has_criteria and evidence.locked_on is None:
        do.unit.change(Evidence, evidence.id or 0, locked_on=decision.decided_on)


def _unlock(do: Context, plan: ProjectPlan, gate: Gate) -> None:
    """Criteria of success are open again when the production gate is decided anew and not passed (P7.3)."""
    entry = do.playbook.phases.get(gate.key)
    if entry is not None and entry.gate.is_production and plan.evidence.locked_on is not None:
        do.unit.change(Evidence, plan.evidence.id or 0, locked_on=None)


def _record(do: Context, decision: Decision, conditions: Sequence[NewCondition]) -> Decision:
    stored = do.unit.add(decision)
    for item in conditions:
        place = {"project_id": stored.project_id, "decision_id": stored.id or 0}
        do.unit.add(validated(Condition, {**place, "text": item.text, "owner_id": item.owner_id, "due": item.due}))
    return stored
