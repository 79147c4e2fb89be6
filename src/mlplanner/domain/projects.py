"""The project: identity, brief and the choices that its figures need."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import field_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import Commitment
from mlplanner.domain.noun import NAME, TEXT, Noun
from mlplanner.domain.weeks import monday_of


class Project(Noun):
    """One ML project with its one-page brief (P1.1) and action plan (P1.5)."""

    PREFIX: ClassVar[str] = "ML"

    name: str = Field(min_length=1, max_length=NAME, title="Name")
    start: date = Field(title="Start", description="The Monday of the first week")
    commitment: Commitment = Field(default=Commitment.CONFIRMED, sa_type=String, title="Commitment")
    probability: Decimal = Field(default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Probability")
    rank: int = Field(default=0, ge=0, le=100_000, title="Rank")
    is_must_have: bool = Field(default=False, title="Must have")
    feasibility: int | None = Field(default=None, ge=1, le=5, title="Feasibility", description="1 hard to 5 easy")
    business_unit: str = Field(default="", max_length=NAME, title="Business unit")
    cost_centre: str = Field(default="", max_length=NAME, title="Cost centre")
    is_sample: bool = Field(default=False, title="Sample data")

    objective: str = Field(default="", max_length=TEXT, title="Business objective")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Accountable owner")
    sponsor_id: int | None = Field(default=None, foreign_key="person.id", title="Executive sponsor")
    author_id: int | None = Field(default=None, foreign_key="person.id", title="Prepared by")
    budget: Decimal | None = Field(default=None, ge=0, le=10**12, sa_type=Cents, title="Budget envelope")
    stakeholders: str = Field(default="", max_length=TEXT, title="Primary stakeholders")
    decision_change: str = Field(default="", max_length=TEXT, title="How the output changes a decision")
    why_now: str = Field(default="", max_length=TEXT, title="Why now")
    if_declined: str = Field(default="", max_length=TEXT, title="If the answer is no")
    restart_cost: Decimal | None = Field(default=None, ge=0, le=10**12, sa_type=Cents, title="Cost of a restart")
    restart_weeks: int | None = Field(default=None, ge=0, le=260, title="Weeks of a restart")
    action_owner_id: int | None = Field(default=None, foreign_key="person.id", title="Who acts on the output")
    action_change: str = Field(default="", max_length=TEXT, title="What they do differently")

    deadline: date | None = Field(default=None, title="Deadline")
    earliest_start: date | None = Field(default=None, title="Earliest start")
    is_pinned: bool = Field(default=False, title="Dates are fixed", description="Levelling leaves them alone")
    pause_weeks_most: int = Field(default=0, ge=0, le=26, title="Longest pause between phases, weeks")
    delay_cost: Decimal | None = Field(
        default=None,
        ge=0,
        le=10**12,
        sa_type=Cents,
        title="Cost of a week's delay",
        description="Empty: from the value",
    )
    headroom_weeks: int = Field(default=2, ge=0, le=26, title="Handover headroom, weeks")
    handover_pct: Decimal = Field(default=Decimal("0.2"), ge=0, le=1, sa_type=Exact, title="Handover budget")
    contingency_pct: Decimal = Field(default=Decimal("0.1"), ge=0, le=1, sa_type=Exact, title="Contingency")
    evidence_days: int = Field(default=60, ge=0, le=365, title="Evidence window, days")

    @property
    def label(self) -> str:
        """The project's name."""
        return self.name

    @field_validator("start")
    @classmethod
    def _on_monday(cls, value: date) -> date:
        """A project starts on the Monday of the week that holds the date entered."""
        return monday_of(value)
