"""Governance to which no rule objects: a low risk, everything signed, done and accepted (P2)."""

from datetime import date
from typing import Any

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.governance import (
    EthicsItem,
    ItemState,
    PolicyDocument,
    ProjectRight,
    RaciActivity,
    RiskAnswer,
)
from mlplanner.playbook.loading import load_playbook

LOW = ("people_none", "money_small", "regulation_none", "automation_advice", "data_public", "scale_few")
HIGH = ("people_rights", "money_large", "regulation_law", "automation_full", "data_special", "scale_mass")


def answers(options: tuple[str, ...]) -> tuple[RiskAnswer, ...]:
    """An answer to each question, with ids."""
    return tuple(
        RiskAnswer(id=place, project_id=1, question=option.partition("_")[0], option=option)
        for place, option in enumerate(options, start=1001)
    )


def sound_governance() -> dict[str, Any]:
    """Parts of a plan whose person 3 is the model risk owner."""
    playbook = load_playbook()
    activity = next(iter(playbook.raci.values()))
    done: dict[str, Any] = {"state": ItemState.DONE, "reason": "No gap", "evidence": "Report", "owner_id": 4}
    return {
        "raci": [RaciActivity(project_id=1, name=activity.title, marks=activity.marks)],
        "risk_answers": list(answers(LOW)),
        "risk_assessment": {"signed_by_id": 3, "signed_on": date(2026, 3, 2)},
        "ethics": [
            EthicsItem(project_id=1, key=key, name=entry.title, **done) for key, entry in playbook.ethics.items()
        ],
        "policies": [
            PolicyDocument(project_id=1, key=key, name=entry.title, state=ArtifactState.ACCEPTED, owner_id=4)
            for key, entry in playbook.policies.items()
        ],
        "project_rights": [ProjectRight(project_id=1, role=role, person_id=3) for role in playbook.decision_rights],
    }
