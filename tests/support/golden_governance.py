"""Golden cases of the rules of governance (P2)."""

from dataclasses import replace
from datetime import date

from mlplanner.domain.enums import ArtifactState, Tier
from mlplanner.domain.governance import ItemState, Pause
from mlplanner.domain.lifecycle import Artifact
from tests.builders import make_decision
from tests.support.golden import Break, Golden, parts, row
from tests.support.sound_case import World
from tests.support.sound_governance import HIGH, answers


def high(world: World) -> World:
    """A high risk whose artifacts are listed, and somebody on call."""
    extra = [
        Artifact(id=2000 + place, project_id=1, gate_id=gate, key=key, name=entry.title, owner_id=5)
        for place, (key, entry) in enumerate(world.playbook.tier_artifacts.items())
        for gate in (1003 if entry.phase == "productionize" else 1004,)
    ]
    plan = world.with_plan(risk_answers=answers(HIGH), artifacts=(*world.plan.artifacts, *extra))
    return plan.with_single("maintenance", on_call_id=6)


def of_high(*steps: Break) -> Break:
    def make(world: World) -> World:
        made = high(world)
        for step in steps:
            made = step(made)
        return made

    return make


def artifact(key: str, **changes: object) -> Break:
    def make(world: World) -> World:
        rows = [a.model_copy(update=changes) if a.key == key else a for a in world.plan.artifacts]
        return world.with_plan(artifacts=tuple(rows))

    return make


def lowered(world: World) -> World:
    return high(world).with_single("risk_assessment", tier=Tier.LOW, tier_reason="So small", tier_by_id=1)


def without(role: str) -> Break:
    return lambda w: w.with_plan(project_rights=tuple(r for r in w.plan.project_rights if r.role != role))


def in_production(world: World) -> World:
    """The Production gate was passed on 5 January; a month and a half later nobody held a review."""
    gone = tuple(make_decision(gate, "go", date(2026, 1, 5), id=gate) for gate in (1001, 1002, 1003))
    return replace(world.with_plan(decisions=gone), today=date(2026, 2, 20))


PAUSE = Pause(
    id=7, project_id=1, paused_by_id=3, paused_on=date(2026, 3, 2), reason="Unequal.", lifts_when="The gap is closed."
)
ACCEPTED = {"state": ArtifactState.ACCEPTED, "link": "there"}

GOVERNANCE: dict[str, Golden] = {
    # P2.1
    "raci_missing": Golden(parts(raci=()), "raci", None, "no RACI", "discovery"),
    "risk_questions_open": Golden(
        lambda w: w.with_plan(risk_answers=w.plan.risk_answers[:4]), "risk_answers", None, "2 of 6", "discovery"
    ),
    "ethics_open": Golden(row("ethics", 1, state=ItemState.OPEN), "ethics", "state", "Bias tests", "prototype"),
    # P2.2
    "risk_assessment_unsigned": Golden(
        lambda w: w.with_single("risk_assessment", signed_by_id=4),
        "risk_assessment",
        "signed_by_id",
        "model risk owner (Cem)",
        "discovery",
    ),
    "right_unassigned": Golden(without("data_steward"), "project_rights", None, "Data steward"),
    # P2.4
    "tier_lowered": Golden(lowered, "risk_assessment", "tier", "set to low by Ada, below the high", "discovery"),
    # P2.5
    "approver_missing": Golden(
        of_high(without("compliance_reviewer")),
        "project_rights",
        None,
        "compliance reviewer",
        "productionize",
        is_alone=False,
    ),
    "tier_artifact_missing": Golden(
        lambda w: high(w).with_plan(artifacts=tuple(a for a in high(w).plan.artifacts if a.key != "compliance_review")),
        "risk_assessment",
        "tier",
        "'Compliance review'",
        "productionize",
    ),
    "tier_artifact_accepted_by_other": Golden(
        of_high(artifact("independent_validation", **ACCEPTED, accepted_by_id=2)),
        "artifacts",
        "accepted_by_id",
        "model risk owner (Cem); it was accepted by Ben",
        "productionize",
    ),
    "duties_not_separated": Golden(
        of_high(artifact("deployment_runbook", owner_id=2)),
        "artifacts",
        "owner_id",
        "Ben decides",
        "productionize",
    ),
    "accepted_by_author": Golden(
        of_high(artifact("deployment_runbook", **ACCEPTED, accepted_by_id=5)),
        "artifacts",
        "accepted_by_id",
        "Eve delivered",
        "productionize",
    ),
    "high_risk_without_on_call": Golden(
        lambda w: high(w).with_single("maintenance", on_call_id=None),
        "maintenance",
        "on_call_id",
        "rota",
        "handover",
        is_alone=False,
    ),
    "review_overdue": Golden(in_production, "reviews", None, "Operational review: 1 overdue", is_alone=False),
    # P2.6
    "ethics_set_aside": Golden(
        of_high(row("ethics", 3, state=ItemState.NOT_APPLICABLE)), "ethics", "state", "human override", "prototype"
    ),
    "ethics_without_evidence": Golden(row("ethics", evidence=""), "ethics", "evidence", "Groups"),
    # P2.7
    "policy_missing": Golden(
        row("policies", 1, state=ArtifactState.DRAFT), "policies", "state", "Data provenance log", "productionize"
    ),
    "policy_review_overdue": Golden(row("policies", review_by=date(2026, 3, 1)), "policies", "review_by", "1 Mar 2026"),
    # P2.8
    "project_paused": Golden(parts(pauses=(PAUSE,)), "pauses", "lifted_on", "Cem paused the project", "discovery"),
}
