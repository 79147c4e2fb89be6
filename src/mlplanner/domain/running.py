"""Readiness for operation: checklist, SLOs, rota, drills, retraining, test plan, tooling (P6)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import Comparison
from mlplanner.domain.features import TestState
from mlplanner.domain.governance import ItemState
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun

MOST = 10**12


class SloKind(StrEnum):
    """What a service level objective protects (P6.3)."""

    COST = "cost"
    LATENCY = "latency"
    BUSINESS = "business"


class DrillKind(StrEnum):
    """What is rehearsed (P6.5)."""

    ROLLBACK = "rollback"
    RETRAINING = "retraining"


class ModelCheck(StrEnum):
    """The tests of a model before and after launch (P6.7)."""

    SCHEMA = "schema"
    CARDINALITY = "cardinality"
    DISTRIBUTION = "distribution"
    BACKTEST = "backtest"
    SHADOW = "shadow"
    LABEL_LAG = "label_lag"


class ToolArea(StrEnum):
    """What a tool is for (P6.8)."""

    REGISTRY = "registry"
    ORCHESTRATION = "orchestration"
    SERVING = "serving"
    DRIFT = "drift"


class ToolSource(StrEnum):
    """Where a tool comes from (P6.8)."""

    EXISTING = "existing"
    BUY = "buy"
    BUILD = "build"


class ChecklistItem(ProjectNoun):
    """An item of the operations checklist (P6.1)."""

    PREFIX: ClassVar[str] = "CH"

    position: int = Field(default=0, ge=0, title="Order")
    key: str = Field(default="", max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Item")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: ItemState = Field(default=ItemState.OPEN, sa_type=String, title="State")
    trade_off: str = Field(default="", max_length=TEXT, title="Trade-off")
    evidence: str = Field(default="", max_length=TEXT, title="Evidence")

    @property
    def label(self) -> str:
        """The item's name."""
        return self.name


class Slo(ProjectNoun):
    """A service level objective: cost, latency or business impact (P6.3)."""

    PREFIX: ClassVar[str] = "SL"

    position: int = Field(default=0, ge=0, title="Order")
    kind: SloKind = Field(sa_type=String, title="Kind")
    name: str = Field(min_length=1, max_length=NAME, title="Objective")
    comparison: Comparison = Field(default=Comparison.BELOW, sa_type=String, title="Stays")
    target: Decimal | None = Field(default=None, ge=-MOST, le=MOST, sa_type=Exact, title="Target")
    unit: str = Field(default="", max_length=40, title="Unit")
    window_days: int | None = Field(default=None, ge=1, le=366, title="Window, days")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")

    @property
    def label(self) -> str:
        """The objective's name."""
        return self.name


class RotaShift(ProjectNoun):
    """Who is on call from the first to the last day, both included (P6.4); shifts of a project do not overlap."""

    PREFIX: ClassVar[str] = "OC"

    first: date = Field(title="First day")
    last: date = Field(title="Last day")
    person_id: int = Field(foreign_key="person.id", title="On call")
    backup_id: int | None = Field(default=None, foreign_key="person.id", title="Stand-in")

    @property
    def label(self) -> str:
        """The days."""
        return f"{self.first} to {self.last}"

    @model_validator(mode="after")
    def _end_after_start(self) -> "RotaShift":
        if self.last < self.first:
            raise ValueError(f"the last day ({self.last}) lies before the first ({self.first})")
        return self


class Drill(ProjectNoun):
    """An incident drill: planned, and recorded once it was done (P6.5)."""

    PREFIX: ClassVar[str] = "DR"

    kind: DrillKind = Field(default=DrillKind.ROLLBACK, sa_type=String, title="Drill")
    planned_on: date = Field(title="Planned on")
    done_on: date | None = Field(default=None, title="Done on")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    minutes: int | None = Field(default=None, ge=0, le=100_000, title="Minutes to recover")
    finding: str = Field(default="", max_length=TEXT, title="What was learnt")

    @property
    def label(self) -> str:
        """Kind and day."""
        return f"{self.kind} drill of {self.planned_on}"


class RetrainPolicy(ProjectNoun):
    """When the model is retrained, by whom, and what work that is; one to a project (P6.4, P7.6, P8.5)."""

    PREFIX: ClassVar[str] = "RP"

    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", title="Performance KPI")
    performance_threshold: Decimal | None = Field(
        default=None, ge=-MOST, le=MOST, sa_type=Exact, title="Retrain when it passes"
    )
    drift_metric: str = Field(default="", max_length=NAME, title="Drift metric")
    drift_threshold: Decimal | None = Field(default=None, ge=-MOST, le=MOST, sa_type=Exact, title="Drift threshold")
    drift_window_days: int | None = Field(default=None, ge=1, le=366, title="Drift window, days")
    cadence: str = Field(default="", max_length=40, title="Schedule", description="Key of a playbook cadence")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    role: str = Field(default="", max_length=40, title="Role that retrains", description="Key of a playbook role")
    retrain_fte_weeks: Decimal = Field(default=Decimal(0), ge=0, le=260, sa_type=Exact, title="FTE-weeks of a retrain")
    drill_fte_weeks: Decimal = Field(default=Decimal(0), ge=0, le=260, sa_type=Exact, title="FTE-weeks of a drill")
    escalation_path: str = Field(default="", max_length=TEXT, title="Escalation path")
    may_pause: bool = Field(default=False, title="Operational owner may pause the model")

    @property
    def label(self) -> str:
        """One to a project."""
        return "retrain policy"

    @property
    def has_trigger(self) -> bool:
        """True when a performance KPI or a drift metric with its threshold asks for a retrain (P6.4)."""
        by_performance = self.kpi_id is not None and self.performance_threshold is not None
        return by_performance or (bool(self.drift_metric.strip()) and self.drift_threshold is not None)


class ModelTest(ProjectNoun):
    """A line of the test plan (P6.7)."""

    PREFIX: ClassVar[str] = "TP"

    position: int = Field(default=0, ge=0, title="Order")
    kind: ModelCheck = Field(sa_type=String, title="Kind")
    name: str = Field(min_length=1, max_length=NAME, title="Test")
    window: str = Field(default="", max_length=NAME, title="Data window")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: TestState = Field(default=TestState.PLANNED, sa_type=String, title="State")
    result: str = Field(default="", max_length=TEXT, title="Result, or note")

    @property
    def label(self) -> str:
        """The test's name."""
        return self.name


class Tool(ProjectNoun):
    """A tool, with the reason to buy or build it (P6.8); its yearly cost counts as infrastructure."""

    PREFIX: ClassVar[str] = "TL"

    position: int = Field(default=0, ge=0, title="Order")
    area: ToolArea = Field(sa_type=String, title="For")
    name: str = Field(min_length=1, max_length=NAME, title="Tool")
    source: ToolSource = Field(default=ToolSource.EXISTING, sa_type=String, title="Bought or built")
    reason: str = Field(default="", max_length=TEXT, title="Why")
    cost_year: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Cost a year")

    @property
    def label(self) -> str:
        """The tool's name."""
        return self.name
