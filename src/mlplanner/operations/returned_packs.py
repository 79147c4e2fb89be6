"""Packs that came back: kept as they were judged, and with them the decision that a person confirmed (P3.4, P9.2)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.domain.exchanges import PackState, ReturnedPack
from mlplanner.domain.lifecycle import Decision
from mlplanner.domain.noun import NAME, TEXT
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.validation import validated
from mlplanner.operations.operation import Context, Operation


@dataclass(frozen=True)
class PackEvidence:
    """The facts of a returned pack that are kept; hashes are SHA-256 in hex."""

    file_name: str
    file_sha256: str
    fingerprint: str
    state: PackState
    signed_by: str
    is_signature_sound: bool
    outcome: str
    conditions: str

    def sentence(self) -> str:
        """For a decision's reason: which file it rests on."""
        signed = f", signed by {self.signed_by}" if self.signed_by and self.is_signature_sound else ", not signed"
        return f"Returned pack {self.file_name}{signed}; SHA-256 {self.file_sha256}."


def keep_returned_pack(plan: ProjectPlan, evidence: PackEvidence, received_on: date) -> Operation[ReturnedPack]:
    """Keep that the pack came back, without a decision."""

    def apply(do: Context) -> ReturnedPack:
        return do.unit.add(_row(plan, evidence, received_on, None))

    return Operation(f"Keep the returned pack {evidence.file_name}", apply)


def decide_by_pack(
    plan: ProjectPlan, decision: Operation[Decision], evidence: PackEvidence, received_on: date
) -> Operation[Decision]:
    """The decision and the pack that is its evidence, as one step. Refused when the decision is."""

    def apply(do: Context) -> Decision:
        stored = decision.apply(do)
        do.unit.add(_row(plan, evidence, received_on, stored.id))
        return stored

    return Operation(f"{decision.label} by the returned pack", apply)


def _row(plan: ProjectPlan, evidence: PackEvidence, received_on: date, decision_id: int | None) -> ReturnedPack:
    fields = {
        "project_id": plan.id,
        "received_on": received_on,
        "file_name": evidence.file_name[-NAME:],
        "file_sha256": evidence.file_sha256,
        "fingerprint": evidence.fingerprint[:64],
        "state": evidence.state,
        "signed_by": evidence.signed_by[:TEXT],
        "is_signature_sound": evidence.is_signature_sound,
        "outcome": evidence.outcome[:40],
        "conditions": evidence.conditions[:TEXT],
        "decision_id": decision_id,
    }
    return validated(ReturnedPack, fields)
