"""People, their time off, and the rate card (P4.3, P4.9)."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.noun import NAME, TEXT, Noun


class Person(Noun):
    """A named person. With a role: supply of that role. Without: an owner or stakeholder only."""

    PREFIX: ClassVar[str] = "PE"

    name: str = Field(min_length=1, max_length=NAME, title="Name")
    role: str = Field(default="", max_length=40, title="Main role", description="Key of a playbook role, or empty")
    unit: str = Field(default="", max_length=NAME, title="Department")
    fte: Decimal = Field(default=Decimal(1), ge=0, le=1, sa_type=Exact, title="FTE")
    employed_from: date | None = Field(default=None, title="From")
    employed_to: date | None = Field(default=None, title="To")
    availability: Decimal = Field(
        default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Availability", description="Share left for projects"
    )
    ramp_weeks: int = Field(
        default=0, ge=0, le=52, title="Ramp-up, weeks", description="Weeks until a newcomer works at full speed"
    )
    sourcing: Sourcing = Field(default=Sourcing.INTERNAL, sa_type=String, title="Sourcing")
    is_placeholder: bool = Field(default=False, title="Still to be found")
    country: str = Field(
        default="", max_length=2, title="Country of public holidays", description="ISO 3166; empty: the portfolio's"
    )
    region: str = Field(default="", max_length=10, title="Region")
    skills: str = Field(default="", max_length=TEXT, title="Skills", description="Separated by commas")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The person's name."""
        return self.name

    @model_validator(mode="after")
    def _end_after_start(self) -> "Person":
        if self.employed_from and self.employed_to and self.employed_to < self.employed_from:
            raise ValueError(f"employment ends ({self.employed_to}) before it starts ({self.employed_from})")
        return self


class TimeOff(Noun):
    """Days on which a person is away, first to last inclusive."""

    PREFIX: ClassVar[str] = "TO"

    person_id: int = Field(foreign_key="person.id", index=True, title="Person")
    first: date = Field(title="First day")
    last: date = Field(title="Last day")
    note: str = Field(default="", max_length=NAME, title="Note")

    @model_validator(mode="after")
    def _end_after_start(self) -> "TimeOff":
        if self.last < self.first:
            raise ValueError(f"the last day ({self.last}) lies before the first ({self.first})")
        return self


class Rate(Noun):
    """A line of the rate card: what a role costs by sourcing, from a date on (P4.3)."""

    PREFIX: ClassVar[str] = "RA"

    role: str = Field(min_length=1, max_length=40, title="Role", description="Key of a playbook role")
    sourcing: Sourcing = Field(default=Sourcing.INTERNAL, sa_type=String, title="Sourcing")
    valid_from: date = Field(title="Valid from")
    basis: RateBasis = Field(default=RateBasis.ANNUAL, sa_type=String, title="Basis")
    amount: Decimal = Field(default=Decimal(0), ge=0, le=10**9, sa_type=Cents, title="Amount")
    currency: str = Field(default="", max_length=3, title="Currency", description="ISO 4217; empty: the portfolio's")
    lead_weeks: int = Field(default=0, ge=0, le=104, title="Lead time, weeks")
    one_off: Decimal = Field(default=Decimal(0), ge=0, le=10**9, sa_type=Cents, title="One-off cost")

    @model_validator(mode="after")
    def _basis_fits(self) -> "Rate":
        fitting = {
            Sourcing.INTERNAL: (RateBasis.ANNUAL,),
            Sourcing.HIRE: (RateBasis.ANNUAL,),
            Sourcing.CONTRACTOR: (RateBasis.DAY,),
            Sourcing.PARTNER: (RateBasis.WEEK, RateBasis.FIXED),
        }[Sourcing(self.sourcing)]
        if self.basis not in fitting:
            raise ValueError(f"a rate for {self.sourcing} is per {' or '.join(fitting)}, not per {self.basis}")
        return self


class ExchangeRate(Noun):
    """What one unit of a foreign currency is worth in the portfolio's currency."""

    PREFIX: ClassVar[str] = "FX"

    currency: str = Field(min_length=3, max_length=3, title="Currency")
    rate: Decimal = Field(gt=0, le=10**9, sa_type=Exact, title="Rate")
