"""Rollout and measured impact: stages, evidence, observations, escalation, dashboard (P7)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import Comparison
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun
from mlplanner.domain.weeks import LAST_WEEK

MOST = 10**12
CRITERIA = ("kpi_id", "comparison", "threshold", "threshold_money", "criteria")
"""The fields of `Evidence` that say what success is: fixed once the production gate is passed (P7.3)."""


class StageKind(StrEnum):
    """How a stage exposes the model (P7.1)."""

    SHADOW = "shadow"
    CANARY = "canary"
    AB_TEST = "ab_test"
    STEPPED_WEDGE = "stepped_wedge"
    BACKTEST = "backtest"
    FULL = "full"


class StageState(StrEnum):
    """How far a stage is."""

    PLANNED = "planned"
    RUNNING = "running"
    PASSED = "passed"
    ROLLED_BACK = "rolled_back"


class DashboardPanel(StrEnum):
    """The three parts of a sponsor's dashboard (P7.7)."""

    BUSINESS = "business"
    HEALTH = "health"
    OPERATIONS = "operations"


class Stage(ProjectNoun):
    """A stage of the rollout in plan weeks, both included; weeks may lie after hand-over (P7.1)."""

    PREFIX: ClassVar[str] = "SG"

    position: int = Field(default=0, ge=0, title="Order")
    kind: StageKind = Field(default=StageKind.CANARY, sa_type=String, title="Kind")
    name: str = Field(min_length=1, max_length=NAME, title="Stage")
    share: Decimal = Field(default=Decimal(0), ge=0, le=1, sa_type=Exact, title="Share of traffic")
    from_week: int = Field(default=1, ge=1, le=LAST_WEEK, title="From week")
    to_week: int = Field(default=1, ge=1, le=LAST_WEEK, title="To week")
    entry_criteria: str = Field(default="", max_length=TEXT, title="Entry criteria")
    trigger_id: int | None = Field(default=None, foreign_key="trigger.id", title="Rollback trigger")
    rollback_criteria: str = Field(default="", max_length=TEXT, title="Rollback criteria")
    experiment_id: int | None = Field(default=None, foreign_key="experiment.id", title="Experiment")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: StageState = Field(default=StageState.PLANNED, sa_type=String, title="State")
    note: str = Field(default="", max_length=TEXT, title="What happened")

    @property
    def label(self) -> str:
        """The stage's name."""
        return self.name

    @model_validator(mode="after")
    def _end_after_start(self) -> "Stage":
        if self.to_week < self.from_week:
            raise ValueError(f"the last week ({self.to_week}) lies before the first ({self.from_week})")
        return self


class Evidence(ProjectNoun):
    """The criteria of success, fixed in advance and locked at approval; one to a project (P7.2 to P7.4).

    The length of the window is the project's `evidence_days`.
    """

    PREFIX: ClassVar[str] = "EV"

    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", title="Deciding KPI")
    comparison: Comparison = Field(default=Comparison.ABOVE, sa_type=String, title="Succeeds when")
    threshold: Decimal | None = Field(default=None, ge=-MOST, le=MOST, sa_type=Exact, title="Success threshold")
    threshold_money: Decimal | None = Field(
        default=None, ge=-MOST, le=MOST, sa_type=Cents, title="Success threshold in money a year"
    )
    criteria: str = Field(default="", max_length=TEXT, title="How it is decided")
    launched_on: date | None = Field(default=None, title="Launched on")
    locked_on: date | None = Field(default=None, title="Locked on")
    is_confounded: bool = Field(default=False, title="Confounded")
    confounded_reason: str = Field(default="", max_length=TEXT, title="What confounds it")
    follow_up_id: int | None = Field(default=None, foreign_key="experiment.id", title="Follow-up experiment")

    @property
    def label(self) -> str:
        """One to a project."""
        return "evidence"


class Observation(ProjectNoun):
    """A measured value after launch, what of it the model caused, and what that is worth (P7.4)."""

    PREFIX: ClassVar[str] = "OB"

    kpi_id: int = Field(foreign_key="kpi.id", index=True, title="KPI")
    observed_on: date = Field(title="Measured on")
    value: Decimal = Field(ge=-MOST, le=MOST, sa_type=Exact, title="Value")
    attribution: Decimal = Field(default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Share due to the model")
    benefit: Decimal | None = Field(default=None, ge=-MOST, le=MOST, sa_type=Cents, title="Benefit a year")
    automation_cost: Decimal = Field(
        default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Upkeep of the automation a year"
    )
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The day."""
        return f"observation of {self.observed_on}"


class Escalation(ProjectNoun):
    """What happens at which threshold, by whom and how fast (P7.5)."""

    PREFIX: ClassVar[str] = "EC"

    position: int = Field(default=0, ge=0, title="Order")
    metric: str = Field(min_length=1, max_length=NAME, title="Metric")
    comparison: Comparison = Field(default=Comparison.ABOVE, sa_type=String, title="Is")
    threshold: Decimal = Field(default=Decimal(0), ge=-MOST, le=MOST, sa_type=Exact, title="Threshold")
    unit: str = Field(default="", max_length=40, title="Unit")
    action: str = Field(default="", max_length=TEXT, title="Action")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    deadline_hours: int | None = Field(default=None, ge=0, le=8760, title="Within, hours")
    used_on: date | None = Field(default=None, title="Last used on")
    used_note: str = Field(default="", max_length=TEXT, title="What was done")

    @property
    def label(self) -> str:
        """The metric watched."""
        return self.metric


class DashboardItem(ProjectNoun):
    """A line of the sponsor's dashboard (P7.7)."""

    PREFIX: ClassVar[str] = "DB"

    position: int = Field(default=0, ge=0, title="Order")
    panel: DashboardPanel = Field(default=DashboardPanel.BUSINESS, sa_type=String, title="Part")
    name: str = Field(min_length=1, max_length=NAME, title="Shows")
    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", title="KPI")
    source: str = Field(default="", max_length=NAME, title="Source of the data")
    cadence: str = Field(default="", max_length=40, title="Refreshed", description="Key of a playbook cadence")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")

    @property
    def label(self) -> str:
        """What is shown."""
        return self.name
