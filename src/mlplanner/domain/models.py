"""The model inventory and the way of a model out of service (P2.7, P8.1)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.governance import ItemState
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun


class ModelState(StrEnum):
    """Where a model is in its life (P8.1)."""

    DEVELOPMENT = "development"
    SHADOW = "shadow"
    CANARY = "canary"
    PRODUCTION = "production"
    RETIRED = "retired"


class Model(ProjectNoun):
    """A model of the inventory, with what its model card says beyond the plan (P2.7, P8.1)."""

    PREFIX: ClassVar[str] = "MO"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="Model")
    release: str = Field(default="", max_length=40, title="Version")
    state: ModelState = Field(default=ModelState.DEVELOPMENT, sa_type=String, title="State")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", title="Business KPI")
    evaluated_on: date | None = Field(default=None, title="Last evaluated")
    retrained_on: date | None = Field(default=None, title="Last retrained")
    impact_on: date | None = Field(default=None, title="Impact last measured")
    runbook: str = Field(default="", max_length=TEXT, title="Runbook", description="Link")
    retirement_policy: str = Field(default="", max_length=TEXT, title="Retirement policy")
    retired_on: date | None = Field(default=None, title="Retired on")
    kept_reason: str = Field(default="", max_length=TEXT, title="Why it is kept")
    kept_until: date | None = Field(default=None, title="Kept until")
    intended_use: str = Field(default="", max_length=TEXT, title="Intended use")
    out_of_scope: str = Field(default="", max_length=TEXT, title="Not to be used for")
    training_data: str = Field(default="", max_length=TEXT, title="Training data")
    evaluation_data: str = Field(default="", max_length=TEXT, title="Evaluation data")
    limitations: str = Field(default="", max_length=TEXT, title="Limitations")
    human_oversight: str = Field(default="", max_length=TEXT, title="Human oversight")

    @property
    def label(self) -> str:
        """The model's name."""
        return self.name


class DecommissionItem(ProjectNoun):
    """A step of taking a model out of service (P8.1)."""

    PREFIX: ClassVar[str] = "DC"

    model_id: int = Field(foreign_key="model.id", index=True, title="Model")
    position: int = Field(default=0, ge=0, title="Order")
    key: str = Field(default="", max_length=40, title="Key")
    name: str = Field(min_length=1, max_length=NAME, title="Step")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    state: ItemState = Field(default=ItemState.OPEN, sa_type=String, title="State")
    done_on: date | None = Field(default=None, title="Done on")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The step."""
        return self.name
