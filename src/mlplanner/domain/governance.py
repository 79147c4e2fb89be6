"""Governance of one project: RACI, risk questionnaire, ethics, policies, decision rights, pauses, reviews (P2)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import field_validator, model_validator
from sqlmodel import Field, String

from mlplanner.domain.enums import ArtifactState, Tier
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun
from mlplanner.domain.raci import format_marks, parse_marks


class ItemState(StrEnum):
    """Where an item of a checklist stands."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class RaciActivity(ProjectNoun):
    """One activity of the RACI matrix and who is responsible, accountable, consulted, informed (P2.3)."""

    PREFIX: ClassVar[str] = "RC"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="Activity")
    marks: str = Field(
        max_length=1000,
        title="Marks",
        description="role:letters, e.g. product_owner:A; data_scientist:R; exactly one A and at least one R",
    )

    @property
    def label(self) -> str:
        """The activity."""
        return self.name

    @property
    def letters(self) -> dict[str, str]:
        """Role key → letters of `RACI`, as in `{"product_owner": "AR"}`."""
        return parse_marks(self.marks)

    @field_validator("marks")
    @classmethod
    def _is_a_raci(cls, value: str) -> str:
        return format_marks(parse_marks(value))


class RiskAnswer(ProjectNoun):
    """The answer to one question of the model risk questionnaire (P2.4)."""

    PREFIX: ClassVar[str] = "QA"

    question: str = Field(min_length=1, max_length=40, title="Question", description="Key of a playbook question")
    option: str = Field(min_length=1, max_length=40, title="Answer", description="Key of one of its options")
    note: str = Field(default="", max_length=TEXT, title="Why")

    @property
    def label(self) -> str:
        """The question's key."""
        return self.question


class RiskAssessment(ProjectNoun):
    """What the questionnaire can't say: a tier set by hand with its reason, and the signature; one to a project (P2.4)."""

    PREFIX: ClassVar[str] = "MR"

    tier: Tier | None = Field(default=None, sa_type=String, title="Tier set by hand")
    tier_reason: str = Field(default="", max_length=TEXT, title="Reason of the tier")
    tier_by_id: int | None = Field(default=None, foreign_key="person.id", title="Tier set by")
    summary: str = Field(default="", max_length=TEXT, title="Main risks and mitigations")
    signed_by_id: int | None = Field(default=None, foreign_key="person.id", title="Signed by")
    signed_on: date | None = Field(default=None, title="Signed on")

    @property
    def label(self) -> str:
        """One to a project."""
        return "model risk assessment"

    @model_validator(mode="after")
    def _tier_with_reason(self) -> "RiskAssessment":
        if self.tier and not self.tier_reason.strip():
            raise ValueError("a tier set by hand needs its reason; give it with the tier")
        return self


class EthicsItem(ProjectNoun):
    """One item of the ethical review, with its evidence (P2.6)."""

    PREFIX: ClassVar[str] = "ET"

    position: int = Field(default=0, ge=0, title="Order")
    key: str = Field(default="", max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Item")
    state: ItemState = Field(default=ItemState.OPEN, sa_type=String, title="State")
    reason: str = Field(default="", max_length=TEXT, title="Result, or why not applicable")
    evidence: str = Field(default="", max_length=TEXT, title="Evidence")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    done_on: date | None = Field(default=None, title="Done on")

    @property
    def label(self) -> str:
        """The item's name."""
        return self.name

    @model_validator(mode="after")
    def _set_aside_with_reason(self) -> "EthicsItem":
        if self.state is ItemState.NOT_APPLICABLE and not self.reason.strip():
            raise ValueError("an item that is not applicable needs a reason; write it first")
        return self


class ProjectRight(ProjectNoun):
    """Who holds a role with decision rights in this project, other than the portfolio's holder (P2.2)."""

    PREFIX: ClassVar[str] = "PR"

    role: str = Field(min_length=1, max_length=40, title="Role", description="Key of a playbook decision right")
    person_id: int = Field(foreign_key="person.id", title="Person")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The role's key."""
        return self.role


class PolicyDocument(ProjectNoun):
    """A document of the minimum policy set of a production model (P2.7)."""

    PREFIX: ClassVar[str] = "PD"

    position: int = Field(default=0, ge=0, title="Order")
    key: str = Field(default="", max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Document")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: ArtifactState = Field(default=ArtifactState.MISSING, sa_type=String, title="State")
    link: str = Field(default="", max_length=TEXT, title="Link")
    reviewed_on: date | None = Field(default=None, title="Last reviewed")
    review_by: date | None = Field(default=None, title="Review by")

    @property
    def label(self) -> str:
        """The document's name."""
        return self.name


class Pause(ProjectNoun):
    """The model risk owner stops the project; lifting it completes the record (P2.8)."""

    PREFIX: ClassVar[str] = "PA"

    paused_by_id: int = Field(foreign_key="person.id", title="Paused by")
    paused_on: date = Field(title="Paused on")
    reason: str = Field(min_length=1, max_length=TEXT, title="Why")
    lifts_when: str = Field(min_length=1, max_length=TEXT, title="What lifts it")
    lifted_on: date | None = Field(default=None, title="Lifted on")
    lifted_by_id: int | None = Field(default=None, foreign_key="person.id", title="Lifted by")
    lifted_note: str = Field(default="", max_length=TEXT, title="How it was mended")

    @property
    def is_in_force(self) -> bool:
        """True until it is lifted."""
        return self.lifted_on is None

    @property
    def label(self) -> str:
        """When and that it was paused."""
        return f"pause of {self.paused_on}"

    @model_validator(mode="after")
    def _lifted_after_paused(self) -> "Pause":
        if self.lifted_on and self.lifted_on < self.paused_on:
            raise ValueError(f"it can't be lifted ({self.lifted_on}) before it began ({self.paused_on})")
        return self


class Review(ProjectNoun):
    """A review that the tier asks for: when it was due, and when and by whom it was held (P2.5)."""

    PREFIX: ClassVar[str] = "RV"

    kind: str = Field(min_length=1, max_length=40, title="Review", description="Key of a playbook review")
    due: date = Field(title="Due on")
    held_on: date | None = Field(default=None, title="Held on")
    held_by_id: int | None = Field(default=None, foreign_key="person.id", title="Held by")
    outcome: str = Field(default="", max_length=TEXT, title="Outcome")

    @property
    def label(self) -> str:
        """Kind and day."""
        return f"{self.kind} {self.due}"
