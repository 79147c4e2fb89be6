"""Costs beside labour, and what it takes to keep the model alive (P4.6, P4.7, P8.5)."""

from decimal import Decimal
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import CostCategory, CostTiming, Sourcing
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun
from mlplanner.domain.weeks import LAST_WEEK

MOST = 10**12


class CostLine(ProjectNoun):
    """A cost that is not labour: once in `from_week`, or each month from `from_week` to `to_week`."""

    PREFIX: ClassVar[str] = "CO"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="Cost")
    category: CostCategory = Field(default=CostCategory.NON_LABOUR, sa_type=String, title="Category")
    amount: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Amount")
    currency: str = Field(default="", max_length=3, title="Currency", description="ISO 4217; empty: the portfolio's")
    timing: CostTiming = Field(default=CostTiming.ONCE, sa_type=String, title="Falls due")
    from_week: int = Field(default=1, ge=1, le=LAST_WEEK, title="From week")
    to_week: int = Field(default=1, ge=1, le=LAST_WEEK, title="To week")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The cost's name."""
        return self.name

    @model_validator(mode="after")
    def _end_after_start(self) -> "CostLine":
        if self.timing == CostTiming.MONTHLY and self.to_week < self.from_week:
            raise ValueError(f"the last week ({self.to_week}) lies before the first ({self.from_week})")
        return self


class Maintenance(ProjectNoun):
    """Twelve months of running it, from hand-over; one to a project (P4.7, P6.5, P7.6)."""

    PREFIX: ClassVar[str] = "MA"

    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Operational owner")
    on_call_id: int | None = Field(default=None, foreign_key="person.id", title="On call")
    on_call_from_week: int | None = Field(default=None, ge=1, le=LAST_WEEK, title="On call from week")
    role: str = Field(default="", max_length=40, title="Role", description="Key of a playbook role")
    sourcing: Sourcing = Field(default=Sourcing.INTERNAL, sa_type=String, title="Sourcing")
    fte: Decimal = Field(default=Decimal(0), ge=0, le=50, sa_type=Exact, title="Operations FTE")
    infrastructure: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Infrastructure a year")
    monitoring: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Monitoring a year")
    retrains: int = Field(default=1, ge=0, le=366, title="Retrains a year")
    retrain_cost: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Cost of a retrain")
    drills: int = Field(default=4, ge=0, le=366, title="Drills a year")
    drill_cost: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Cost of a drill")

    @property
    def label(self) -> str:
        """One to a project."""
        return "maintenance"
