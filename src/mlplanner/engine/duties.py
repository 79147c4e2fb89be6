"""What a tier adds to gates: artifacts, who accepts them, and that author and judge are two people (P2.5)."""

from collections.abc import Iterator

from mlplanner.domain.enums import ArtifactState, Tier
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.rights import right_holder
from mlplanner.engine.tiers import tier_entry
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.governance_entries import TierArtifact


def tier_artifacts(playbook: Playbook, tier: Tier | None, gate_key: str) -> dict[str, TierArtifact]:
    """What the gate wants beside its own artifacts, by key."""
    return {
        key: entry
        for key, entry in playbook.tier_artifacts.items()
        if tier is not None and tier in entry.tiers and entry.phase == gate_key
    }


def missing_tier_artifacts(
    plan: ProjectPlan, playbook: Playbook, tier: Tier | None
) -> Iterator[tuple[Gate, str, TierArtifact]]:
    """What the tier wants at a gate to come and the plan does not list."""
    for gate in plan.gates:
        if plan.gate_state(gate).is_passed:
            continue
        listed = {artifact.key for artifact in plan.artifacts_of(gate)}
        for key, entry in tier_artifacts(playbook, tier, gate.key).items():
            if key not in listed:
                yield gate, key, entry


def acceptor(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, artifact: Artifact) -> int | None:
    """Who accepts an artifact: the holder of the right that its tier names, else the gate's owner."""
    entry = playbook.tier_artifacts.get(artifact.key)
    if entry is not None and entry.right:
        return right_holder(portfolio, plan, entry.right)
    return next((gate.owner_id for gate in plan.gates if gate.id == artifact.gate_id), None)


def shared_duties(plan: ProjectPlan, playbook: Playbook, tier: Tier | None, gate: Gate) -> tuple[Artifact, ...]:
    """Artifacts that the gate's owner delivers, where the tier wants author and judge to be two people."""
    if gate.owner_id is None or not tier_entry(playbook, tier).separates_duties:
        return ()
    return tuple(artifact for artifact in plan.artifacts_of(gate) if artifact.owner_id == gate.owner_id)


def is_self_accepted(playbook: Playbook, tier: Tier | None, artifact: Artifact) -> bool:
    """True when its author accepted it although the tier does not allow it."""
    return (
        artifact.state is ArtifactState.ACCEPTED
        and artifact.accepted_by_id is not None
        and artifact.accepted_by_id == artifact.owner_id
        and tier_entry(playbook, tier).separates_duties
    )
