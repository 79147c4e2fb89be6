"""The programme: decision rights, service catalogue, funding, training, templates (P2.2, P4.8, P8)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.noun import NAME, TEXT, Noun, ProjectNoun

MOST = 10**12
DOCUMENT = 2_000_000
"""Longest document kept in a field, characters: a plan of 60 lines and 40 features is below 300,000."""


class OperatingModel(StrEnum):
    """Who builds and runs models (P8.4)."""

    CENTRAL = "central"
    FEDERATED = "federated"
    HYBRID = "hybrid"


class FundingMode(StrEnum):
    """How the platform is paid for (P8.3)."""

    POOLED = "pooled"
    PER_USE = "per_use"
    MIX = "mix"


class Programme(Noun):
    """How the portfolio is run and funded; one to a file (P8.3, P8.4)."""

    PREFIX: ClassVar[str] = "PG"

    operating_model: OperatingModel | None = Field(default=None, sa_type=String, title="Operating model")
    operating_note: str = Field(default="", max_length=TEXT, title="Why so")
    funding: FundingMode = Field(default=FundingMode.POOLED, sa_type=String, title="Funding")
    platform_budget: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Platform budget a year")
    pooled_share: Decimal = Field(
        default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Pooled share", description="Of a mix; the rest is per use"
    )

    @property
    def label(self) -> str:
        """One to a file."""
        return "programme"


class DecisionRight(Noun):
    """Who holds a role with decision rights in the whole portfolio (P2.2)."""

    PREFIX: ClassVar[str] = "RI"

    role: str = Field(min_length=1, max_length=40, title="Role", description="Key of a playbook decision right")
    person_id: int = Field(foreign_key="person.id", title="Person")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The role's key."""
        return self.role


class Service(Noun):
    """A tier of the service catalogue (P8.2)."""

    PREFIX: ClassVar[str] = "SC"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="Service")
    description: str = Field(default="", max_length=TEXT, title="What it gives")
    sla: str = Field(default="", max_length=TEXT, title="SLA")
    cost_centre: str = Field(default="", max_length=NAME, title="Cost centre")
    fee_per_use: Decimal = Field(default=Decimal(0), ge=0, le=MOST, sa_type=Cents, title="Fee per use")
    onboarding: str = Field(default="", max_length=TEXT, title="Onboarding", description="Link")

    @property
    def label(self) -> str:
        """The service's name."""
        return self.name


class Subscription(ProjectNoun):
    """A project uses a service (P8.2); `uses_per_year` is what a charge per use counts."""

    PREFIX: ClassVar[str] = "SB"

    service_id: int = Field(foreign_key="service.id", title="Service")
    since: date | None = Field(default=None, title="Since")
    uses_per_year: int = Field(default=0, ge=0, le=10**9, title="Uses a year")
    note: str = Field(default="", max_length=TEXT, title="Note")


class FundingShare(Noun):
    """What a business unit pays of the pooled platform budget (P8.3); all shares add up to one."""

    PREFIX: ClassVar[str] = "FS"

    business_unit: str = Field(min_length=1, max_length=NAME, title="Business unit")
    cost_centre: str = Field(default="", max_length=NAME, title="Cost centre")
    share: Decimal = Field(default=Decimal(0), ge=0, le=1, sa_type=Exact, title="Share")

    @property
    def label(self) -> str:
        """The business unit."""
        return self.business_unit


class Enrolment(Noun):
    """A person takes a training programme (P4.8): weeks of capacity now, a skill at its end."""

    PREFIX: ClassVar[str] = "EN"

    person_id: int = Field(foreign_key="person.id", title="Person")
    programme: str = Field(min_length=1, max_length=40, title="Programme", description="Key of a playbook programme")
    start: date = Field(title="Starts on")
    cost_id: int | None = Field(
        default=None, foreign_key="cost_line.id", title="Charged as", description="The training cost of a project"
    )
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The programme and its start."""
        return f"{self.programme} from {self.start}"


class Template(Noun):
    """A plan kept as a template for new projects; `document` is the JSON of a plan."""

    PREFIX: ClassVar[str] = "TE"

    name: str = Field(min_length=1, max_length=NAME, title="Template")
    description: str = Field(default="", max_length=TEXT, title="Made for")
    document: str = Field(max_length=DOCUMENT, title="Plan")

    @property
    def label(self) -> str:
        """The template's name."""
        return self.name
