"""Who can work when, and what was decided about too little of it (P4.8, P4.9)."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import field_validator, model_validator
from sqlmodel import Field

from mlplanner.domain.columns import Exact
from mlplanner.domain.noun import NAME, TEXT, Noun

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def _share(title: str) -> Decimal:
    """A field with the part of a full day that is worked on a weekday: 0, 0.5, 1."""
    share: Decimal = Field(default=Decimal(1), ge=0, le=1, sa_type=Exact, title=title)
    return share


class WorkPattern(Noun):
    """Which part of each weekday a person works, from a day on; it takes the place of the person's plain FTE."""

    PREFIX: ClassVar[str] = "WP"

    person_id: int = Field(foreign_key="person.id", index=True, title="Person")
    valid_from: date | None = Field(default=None, title="From", description="Empty: from the beginning")
    monday: Decimal = _share("Monday")
    tuesday: Decimal = _share("Tuesday")
    wednesday: Decimal = _share("Wednesday")
    thursday: Decimal = _share("Thursday")
    friday: Decimal = _share("Friday")

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """Monday to Friday."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday)


class Pool(Noun):
    """People of a role who are promised as a number, not by name: approved supply beside the named people (P4.9)."""

    PREFIX: ClassVar[str] = "PO"

    name: str = Field(min_length=1, max_length=NAME, title="Pool")
    role: str = Field(min_length=1, max_length=40, title="Role", description="Key of a playbook role")
    fte: Decimal = Field(default=Decimal(1), gt=0, le=500, sa_type=Exact, title="FTE")
    first: date | None = Field(default=None, title="First day")
    last: date | None = Field(default=None, title="Last day")
    note: str = Field(default="", max_length=TEXT, title="Approved by, note")

    @property
    def label(self) -> str:
        """The pool's name."""
        return self.name

    @model_validator(mode="after")
    def _end_after_start(self) -> "Pool":
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"the last day ({self.last}) lies before the first ({self.first})")
        return self


class OverloadAcceptance(Noun):
    """Too much work for a role or a person in some weeks, known and accepted, with the reason (P4.9)."""

    PREFIX: ClassVar[str] = "OA"

    role: str = Field(default="", max_length=40, title="Role", description="Key of a playbook role; empty for a person")
    person_id: int | None = Field(default=None, foreign_key="person.id", title="Person")
    first: date = Field(title="First week")
    last: date = Field(title="Last week")
    reason: str = Field(min_length=1, max_length=TEXT, title="Why this is accepted")
    accepted_by_id: int | None = Field(default=None, foreign_key="person.id", title="Accepted by")
    accepted_on: date | None = Field(default=None, title="On")

    @field_validator("reason")
    @classmethod
    def _says_why(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("say why it is accepted")
        return value

    @model_validator(mode="after")
    def _one_of_two(self) -> "OverloadAcceptance":
        if bool(self.role) == (self.person_id is not None):
            raise ValueError("name either a role or a person")
        if self.last < self.first:
            raise ValueError(f"the last week ({self.last}) lies before the first ({self.first})")
        return self
