"""The model risk tier: from the questionnaire's points, raised by hand, lowered only by the model risk owner (P2.4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from mlplanner.domain.enums import Tier
from mlplanner.domain.governance import RiskAnswer, RiskAssessment
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.rights import model_risk_owner
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.governance_entries import TierEntry

_NOTHING = TierEntry(title="not known", asks="", source="")


@dataclass(frozen=True, slots=True)
class RiskTier:
    """What the questionnaire says, and the tier in force."""

    answered: int
    questions: int
    points: int
    """Of the answers given so far."""
    computed: Tier | None
    """The questionnaire's tier; None until every question is answered."""
    tier: Tier | None
    """The tier in force; None while neither questionnaire nor hand says one."""
    is_refused: bool
    """True when a tier was set below the questionnaire's by somebody who may not: it does not count."""

    @property
    def title(self) -> str:
        """The tier in force in one word: `high`, or empty."""
        return self.tier.value if self.tier else ""


def risk_tier(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> RiskTier:
    """The one definition of a project's tier (P2.4)."""
    return tier_of(playbook, plan.risk_answers, plan.risk_assessment, model_risk_owner(portfolio, plan))


def tier_of(
    playbook: Playbook, answers: Iterable[RiskAnswer], assessment: RiskAssessment, owner_id: int | None
) -> RiskTier:
    """The tier from rows; `owner_id` is the model risk owner, who alone can set it below the questionnaire's."""
    given = {answer.question: answer.option for answer in answers if answer.question in playbook.risk_questions}
    known = {question: option for question, option in given.items() if _fits(playbook, question, option)}
    points = sum(playbook.risk_options[option].points for option in known.values())
    is_complete = bool(playbook.risk_questions) and len(known) == len(playbook.risk_questions)
    computed = _tier_at(playbook, points) if is_complete else None
    hand = assessment.tier
    is_lower = hand is not None and computed is not None and hand.rank < computed.rank
    is_refused = is_lower and (owner_id is None or assessment.tier_by_id != owner_id)
    tier = computed if hand is None or is_refused else hand
    return RiskTier(len(known), len(playbook.risk_questions), points, computed, tier, is_refused)


def tier_entry(playbook: Playbook, tier: Tier | None) -> TierEntry:
    """What the playbook asks of the tier; nothing while the tier is not known."""
    return playbook.tiers.get(tier.value, _NOTHING) if tier else _NOTHING


def _fits(playbook: Playbook, question: str, option: str) -> bool:
    entry = playbook.risk_options.get(option)
    return entry is not None and entry.question == question


def _tier_at(playbook: Playbook, points: int) -> Tier:
    if points >= playbook.figure("risk_points_high"):
        return Tier.HIGH
    return Tier.MEDIUM if points >= playbook.figure("risk_points_medium") else Tier.LOW
