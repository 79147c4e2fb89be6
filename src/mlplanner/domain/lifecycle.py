"""Phases, inserted work, gates, artifacts, decisions (P3)."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import ArtifactState, GateOutcome
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun


class Phase(ProjectNoun):
    """A whole number of weeks that ends with a gate (P3.1); inserted work comes on top."""

    PREFIX: ClassVar[str] = "PH"

    position: int = Field(ge=1, le=20, title="Order")
    key: str = Field(max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Phase")
    weeks: int = Field(ge=1, le=104, title="Weeks")
    optimistic_weeks: Decimal | None = Field(
        default=None, gt=0, le=208, sa_type=Exact, title="Optimistic weeks", description="Empty: from the playbook"
    )
    pessimistic_weeks: Decimal | None = Field(
        default=None, gt=0, le=416, sa_type=Exact, title="Pessimistic weeks", description="Empty: from the playbook"
    )
    baseline_start: date | None = Field(default=None, title="Baseline start")
    baseline_end: date | None = Field(default=None, title="Baseline end")
    actual_start: date | None = Field(default=None, title="Actual start")
    actual_end: date | None = Field(default=None, title="Actual end")

    @property
    def label(self) -> str:
        """The phase's name."""
        return self.name

    @model_validator(mode="after")
    def _ends_after_starts(self) -> "Phase":
        pairs = (
            ("baseline", self.baseline_start, self.baseline_end),
            ("actual", self.actual_start, self.actual_end),
        )
        for what, start, end in pairs:
            if start and end and end < start:
                raise ValueError(f"the {what} end ({end}) lies before the {what} start ({start})")
        return self


class InsertedWork(ProjectNoun):
    """Work put into a phase, e.g. a two-week labelling sprint; it moves what follows (P3.1)."""

    PREFIX: ClassVar[str] = "IW"

    phase_id: int = Field(foreign_key="phase.id", title="Phase")
    name: str = Field(min_length=1, max_length=NAME, title="Inserted work")
    weeks: int = Field(ge=1, le=52, title="Weeks")
    after_week: int = Field(default=0, ge=0, le=104, title="After week of the phase")
    is_pause: bool = Field(default=False, title="Pause", description="Nobody works: the project waits for people")
    reason: str = Field(default="", max_length=TEXT, title="Why")

    @property
    def label(self) -> str:
        """What is inserted."""
        return self.name


class Gate(ProjectNoun):
    """The decision at the end of a phase, with one named owner (P3.2)."""

    PREFIX: ClassVar[str] = "GA"

    phase_id: int = Field(foreign_key="phase.id", title="Phase")
    key: str = Field(max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Gate")
    owner_role: str = Field(default="", max_length=NAME, title="Decided by")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    baseline: date | None = Field(default=None, title="Baseline date")
    signer_body: str = Field(default="", max_length=NAME, title="Signed by (body)", description="P3.6")
    signer_id: int | None = Field(default=None, foreign_key="person.id", title="Signed by")
    rollback_cost: Decimal | None = Field(
        default=None, ge=0, le=10**12, sa_type=Cents, title="Cost of failure that means rollback"
    )

    @property
    def label(self) -> str:
        """The gate's name."""
        return self.name


class Artifact(ProjectNoun):
    """What a gate wants to see (P3.3)."""

    PREFIX: ClassVar[str] = "AR"

    gate_id: int = Field(foreign_key="gate.id", index=True, title="Gate")
    position: int = Field(default=0, ge=0, title="Order")
    key: str = Field(default="", max_length=60, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Artifact")
    role: str = Field(default="", max_length=40, title="Delivered by role", description="Key of a playbook role (P4.1)")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: ArtifactState = Field(default=ArtifactState.MISSING, sa_type=String, title="State")
    due: date | None = Field(default=None, title="Due")
    submitted_on: date | None = Field(default=None, title="Submitted")
    accepted_on: date | None = Field(default=None, title="Accepted")
    accepted_by_id: int | None = Field(default=None, foreign_key="person.id", title="Accepted by")
    changed_on: date | None = Field(default=None, title="In this state since")
    link: str = Field(default="", max_length=TEXT, title="Link")
    file_name: str = Field(default="", max_length=255, title="File")
    file_sha256: str = Field(default="", max_length=64, title="SHA-256")
    waived_by_id: int | None = Field(default=None, foreign_key="person.id", title="Waived by")
    waived_reason: str = Field(default="", max_length=TEXT, title="Reason of the waiver")

    @property
    def label(self) -> str:
        """The artifact's name."""
        return self.name


class Decision(ProjectNoun):
    """A gate decision; never edited, a later one supersedes it (P3.4)."""

    PREFIX: ClassVar[str] = "GD"

    gate_id: int = Field(foreign_key="gate.id", index=True, title="Gate")
    outcome: GateOutcome = Field(sa_type=String, title="Decision")
    decided_by_id: int = Field(foreign_key="person.id", title="Decided by")
    decided_on: date = Field(title="Decided on")
    reason: str = Field(min_length=1, max_length=TEXT, title="Reason")
    waived: str = Field(default="", max_length=TEXT, title="Waived artifacts", description="Names, as they were")


class Condition(ProjectNoun):
    """What a 'go with conditions' demands, by whom and by when (P3.4)."""

    PREFIX: ClassVar[str] = "GC"

    decision_id: int = Field(foreign_key="decision.id", index=True, title="Decision")
    text: str = Field(min_length=1, max_length=TEXT, title="Condition")
    owner_id: int = Field(foreign_key="person.id", title="Owner")
    due: date = Field(title="Due")
    met_on: date | None = Field(default=None, title="Met on")

    @property
    def label(self) -> str:
        """The condition itself."""
        return self.text


class Pack(ProjectNoun):
    """A document that was made for a project: what, when, of which plan."""

    PREFIX: ClassVar[str] = "PK"

    kind: str = Field(max_length=40, title="Document")
    made_on: date = Field(title="Made on")
    number: int = Field(ge=1, title="Version")
    gate_key: str = Field(default="", max_length=40, title="Gate")
    fingerprint: str = Field(max_length=64, title="Plan fingerprint")
    ask: str = Field(default="", max_length=40, title="Ask")
    file_name: str = Field(default="", max_length=255, title="File")
    revision: int | None = Field(
        default=None, ge=0, title="Revision", description="The portfolio's, as printed in the document"
    )
    content_hash: str = Field(default="", max_length=64, title="Hash of its pages")
    file_sha256: str = Field(default="", max_length=64, title="SHA-256 of the file")
