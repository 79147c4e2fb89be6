"""What the playbook says of governance: rights, RACI, risk questions, tiers, reviews, ethics, policies (P2)."""

from typing import Literal

from pydantic import Field

from mlplanner.domain.enums import Tier
from mlplanner.playbook.entry import Entry


class DecisionRightEntry(Entry):
    """A role with decision rights (P2.2); `cadence` is a key of the playbook's cadences."""

    title: str = Field(min_length=1, max_length=80)
    cadence: str
    rights: str = Field(max_length=400)
    source: str


class RaciEntry(Entry):
    """A usual activity of the RACI (P2.3); `marks` as in `domain/raci.py`, of roles and decision rights."""

    title: str = Field(min_length=1, max_length=120)
    marks: str
    source: str


class RiskQuestion(Entry):
    """A question of the model risk questionnaire (P2.4)."""

    title: str = Field(min_length=1, max_length=120)
    source: str


class RiskOption(Entry):
    """An answer to a question, and the points it gives."""

    title: str = Field(min_length=1, max_length=120)
    question: str
    points: int = Field(ge=0, le=100)
    source: str


class TierEntry(Entry):
    """What a tier asks for (P2.5). `approvers`: keys of decision rights."""

    title: str = Field(min_length=1, max_length=40)
    approvers: tuple[str, ...] = ()
    wants_on_call: bool = False
    separates_duties: bool = False
    """True: who delivers an artifact neither accepts it nor decides its gate."""
    asks: str = Field(max_length=400)
    source: str


class TierArtifact(Entry):
    """An artifact that a gate wants beside its own when the project is of one of these tiers (P2.5)."""

    title: str = Field(min_length=1, max_length=120)
    role: str = ""
    phase: str
    tiers: tuple[Tier, ...]
    right: str = ""
    """Who accepts it: key of a decision right; empty: the gate's owner."""
    source: str


class ReviewEntry(Entry):
    """A review that comes back: every so many weeks or months once the gate of phase `after` is passed (P2.5)."""

    title: str = Field(min_length=1, max_length=80)
    tiers: tuple[Tier, ...]
    every: int = Field(ge=1, le=60)
    unit: Literal["week", "month"]
    right: str
    """Who holds it: key of a decision right."""
    after: str
    source: str


class EthicsEntry(Entry):
    """An item of the ethical review (P2.6); for the tiers of `always_for` it can't be set aside."""

    title: str = Field(min_length=1, max_length=120)
    always_for: tuple[Tier, ...] = ()
    source: str


class PolicyEntry(Entry):
    """A document of the minimum policy set (P2.7)."""

    title: str = Field(min_length=1, max_length=120)
    source: str
