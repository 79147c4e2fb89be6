"""Plans written by earlier versions: each step translates a document to the next version of the format.

A step is final once released and knows only plain values, so that later nouns can't change what it means.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mlplanner.domain.documents import PLAN_VERSION, row_document
from mlplanner.domain.enums import Tier
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.rights import MODEL_RISK_OWNER

Document = dict[str, Any]
TAKEN_OVER = "Taken over from the risk tier that the project had before."
"""The reason of a tier that had none; the upgrade of portfolio files gives the same (`v2.sql`)."""
NOTES = {
    "tier": "Its risk tier stands in the model risk assessment now, as set by hand.",
    "model_risk_owner_id": "Its model risk owner stands among the decision rights of the project now.",
}


def translated(document: Mapping[str, Any], plan: ProjectPlan | None) -> tuple[Document, tuple[str, ...]]:
    """(the document in the newest version, what to tell about it); `plan` is the project it speaks of, None: a new one.

    A document of an unknown version comes back as it is: the schema refuses it. BadInput, beginning with the place,
    when an old field holds what it could never hold.
    """
    new, notes = dict(document), list[str]()
    version = new.get("version")
    while isinstance(version, int) and not isinstance(version, bool) and version in STEPS and version < PLAN_VERSION:
        notes += STEPS[version](new, plan)
        version = new["version"] = version + 1
    return new, tuple(notes)


def _from_1(document: Document, plan: ProjectPlan | None) -> list[str]:
    """Tier and model risk owner were fields of the project (P2.2, P2.4)."""
    project = document.get("project")
    if not isinstance(project, dict):
        return []
    old = {name: project[name] for name in NOTES if name in project}
    document["project"] = {name: value for name, value in project.items() if name not in old}
    tier, owner_id = old.get("tier"), old.get("model_risk_owner_id")
    _refuse_other_values(tier, owner_id)
    if tier is not None:
        assessment = {"tier": tier, "tier_reason": TAKEN_OVER, "tier_by_id": owner_id}
        document.setdefault("risk_assessment", assessment)
    if owner_id is not None:
        document.setdefault("project_rights", _rights(owner_id, plan))
    return [f"The file is of plan format 1. {text}" for name, text in NOTES.items() if old.get(name) is not None]


def _rights(owner_id: int, plan: ProjectPlan | None) -> list[Document]:
    """The project's rights, with that holder of this one; version 1 says nothing about the others."""
    rights = [row_document(right) for right in plan.project_rights] if plan else []
    others = [right for right in rights if right["role"] != MODEL_RISK_OWNER]
    known = next((right for right in rights if right["role"] == MODEL_RISK_OWNER), {"role": MODEL_RISK_OWNER})
    return [*others, {**known, "person_id": owner_id}]


def _refuse_other_values(tier: object, owner_id: object) -> None:
    tiers = [item.value for item in Tier]
    if tier is not None and tier not in tiers:
        raise BadInput(f"project.tier: must be one of {', '.join(tiers)}, null; got {str(tier)[:60]}.")
    if owner_id is not None and (not isinstance(owner_id, int) or isinstance(owner_id, bool)):
        what = f"must be a whole number or null; got {str(owner_id)[:60]}."
        raise BadInput(f"project.model_risk_owner_id: {what}")


STEPS: Mapping[int, Callable[[Document, ProjectPlan | None], list[str]]] = {1: _from_1}
"""Version → what makes it the next one, in place; gives what to tell."""
