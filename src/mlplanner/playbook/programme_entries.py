"""What the playbook holds of the programme: training, services, operating models (P4.8, P8)."""

from decimal import Decimal

from pydantic import Field

from mlplanner.playbook.entry import Entry


class TrainingEntry(Entry):
    """A training programme (P4.8): weeks at a load in FTE, a fee in the portfolio's currency, a skill at its end."""

    title: str = Field(min_length=1, max_length=80)
    role: str
    weeks: int = Field(ge=1, le=104)
    fte: Decimal = Field(ge=0, le=1)
    fee: Decimal = Field(ge=0, le=10**6)
    skill: str = Field(min_length=1, max_length=80)
    topics: str = ""
    source: str


class ServiceEntry(Entry):
    """A tier of the service catalogue that a new catalogue begins with (P8.2)."""

    title: str = Field(min_length=1, max_length=80)
    description: str = ""
    sla: str = ""
    source: str


class OperatingModelEntry(Entry):
    """An operating model with its consequences as advice (P8.4)."""

    title: str = Field(min_length=1, max_length=80)
    advice: str
    source: str
