"""What must hold between the entries of governance (P2)."""

from collections.abc import Iterator

from mlplanner.domain.enums import Tier
from mlplanner.domain.raci import parse_marks
from mlplanner.playbook.entries import Playbook


def governance_problems(playbook: Playbook) -> Iterator[str]:
    """Each contradiction as `'path': what is wrong`."""
    yield from _tier_problems(playbook)
    yield from _raci_problems(playbook)
    for key, option in playbook.risk_options.items():
        if option.question not in playbook.risk_questions:
            yield f"'risk_options.{key}.question': there is no question '{option.question}'"
    for key, right in playbook.decision_rights.items():
        if right.cadence not in playbook.cadences:
            yield f"'decision_rights.{key}.cadence': there is no cadence '{right.cadence}'"
    for key, artifact in playbook.tier_artifacts.items():
        yield from _place_problems(playbook, f"tier_artifacts.{key}", artifact.phase, artifact.right)
        if artifact.role and artifact.role not in playbook.roles:
            yield f"'tier_artifacts.{key}.role': there is no role '{artifact.role}'"
    for key, review in playbook.reviews.items():
        yield from _place_problems(playbook, f"reviews.{key}", review.after, review.right)


def _tier_problems(playbook: Playbook) -> Iterator[str]:
    tiers = {tier.value for tier in Tier}
    for key, tier in playbook.tiers.items():
        if key not in tiers:
            yield f"'tiers.{key}': is none of {', '.join(Tier)}"
        for right in tier.approvers:
            if right not in playbook.decision_rights:
                yield f"'tiers.{key}.approvers': there is no decision right '{right}'"


def _raci_problems(playbook: Playbook) -> Iterator[str]:
    known = {*playbook.roles, *playbook.decision_rights}
    for key, activity in playbook.raci.items():
        try:
            marks = parse_marks(activity.marks)
        except ValueError as error:
            yield f"'raci.{key}.marks': {error}"
            continue
        for role in marks:
            if role not in known:
                yield f"'raci.{key}.marks': there is no role or decision right '{role}'"


def _place_problems(playbook: Playbook, path: str, phase: str, right: str) -> Iterator[str]:
    if phase not in playbook.phases:
        yield f"'{path}': there is no phase '{phase}'"
    if right and right not in playbook.decision_rights:
        yield f"'{path}.right': there is no decision right '{right}'"
