"""The portfolio's own choices: currency, calendar, horizon, and overrides of the playbook."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import field_validator, model_validator
from sqlmodel import Field

from mlplanner.domain.columns import Exact
from mlplanner.domain.noun import NAME, TEXT, Noun


class Settings(Noun):
    """One row to a portfolio file."""

    PREFIX: ClassVar[str] = "SE"

    name: str = Field(default="Portfolio", min_length=1, max_length=NAME, title="Portfolio")
    currency: str = Field(default="EUR", max_length=3, title="Currency", description="ISO 4217")
    country: str = Field(
        default="", max_length=2, title="Country of public holidays", description="ISO 3166; empty: none"
    )
    region: str = Field(default="", max_length=10, title="Region")
    fiscal_month: int = Field(default=1, ge=1, le=12, title="First month of the fiscal year")
    status_date: date | None = Field(default=None, title="Status date", description="Empty: today")
    discount_rate: Decimal = Field(default=Decimal("0.08"), ge=0, le=1, sa_type=Exact, title="Discount rate")
    indexation: Decimal = Field(default=Decimal("0.02"), ge=0, le=1, sa_type=Exact, title="Indexation of maintenance")
    horizon_years: int = Field(default=3, ge=1, le=10, title="Horizon, years")
    classification: str = Field(default="Confidential", max_length=40, title="Classification")
    is_sample: bool = Field(default=False, title="Sample data")
    portfolio_uid: str = Field(default="", max_length=36, title="Portfolio id")

    @property
    def label(self) -> str:
        """The portfolio's name."""
        return self.name

    @field_validator("currency")
    @classmethod
    def _is_a_code(cls, value: str) -> str:
        if not (value.isascii() and value.isalpha() and value.isupper()):
            raise ValueError("must be a code of three letters, such as EUR")
        return value


class Closure(Noun):
    """Days on which nobody works: company closures beside the public holidays, first to last inclusive."""

    PREFIX: ClassVar[str] = "CL"

    name: str = Field(min_length=1, max_length=NAME, title="Closure")
    first: date = Field(title="First day")
    last: date = Field(title="Last day")

    @model_validator(mode="after")
    def _end_after_start(self) -> "Closure":
        if self.last < self.first:
            raise ValueError(f"the last day ({self.last}) lies before the first ({self.first})")
        return self


class Override(Noun):
    """A figure, text or entry of the playbook that this portfolio sees differently."""

    PREFIX: ClassVar[str] = "PB"

    path: str = Field(
        min_length=1, max_length=200, unique=True, title="Entry", description="e.g. roles.data_engineer.fte_high"
    )
    value: str = Field(max_length=TEXT, title="Value", description="JSON; null removes the entry")
    reason: str = Field(default="", max_length=TEXT, title="Reason")
