"""What was approved, and which checks were set aside by name (P3.4, P3.7)."""

from datetime import date
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field

from mlplanner.domain.noun import TEXT, ProjectNoun
from mlplanner.domain.programme import DOCUMENT


class Baseline(ProjectNoun):
    """What a gate decision approved, as facts to compare with later (P3.4, P3.7); never edited."""

    PREFIX: ClassVar[str] = "BL"

    decision_id: int = Field(foreign_key="decision.id", index=True, title="Decision")
    made_on: date = Field(title="Made on")
    facts: str = Field(max_length=DOCUMENT, title="Approved facts", description="JSON")


class RuleWaiver(ProjectNoun):
    """A check that is not a 'must' is set aside by name, with a reason."""

    PREFIX: ClassVar[str] = "WA"

    rule: str = Field(min_length=1, max_length=80, title="Check", description="Key of a playbook rule")
    noun: str = Field(default="", max_length=40, title="Of", description="Kind of the row it speaks of")
    row_id: int = Field(default=0, ge=0, title="Row", description="0: every row")
    waived_by_id: int = Field(foreign_key="person.id", title="Waived by")
    waived_on: date = Field(title="Waived on")
    reason: str = Field(min_length=1, max_length=TEXT, title="Reason")
    until: date | None = Field(default=None, title="Until")

    @property
    def label(self) -> str:
        """The rule's key."""
        return self.rule

    @model_validator(mode="after")
    def _until_after_start(self) -> "RuleWaiver":
        if self.until and self.until < self.waived_on:
            raise ValueError(f"it ends ({self.until}) before it is given ({self.waived_on})")
        return self
