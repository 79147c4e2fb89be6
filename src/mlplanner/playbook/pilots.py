"""The platform pilot as data: two complementary use cases (P8.6)."""

import tomllib
from decimal import Decimal

from pydantic import Field

from mlplanner.playbook.entry import Entry
from mlplanner.resources import read_text


class PilotLine(Entry):
    """A role with its FTE in each phase; a phase that is absent is not staffed."""

    role: str = Field(min_length=1, max_length=40)
    fte: dict[str, Decimal]


class PilotProject(Entry):
    """One use case: `begins` is the part of the pilot before it, `phases` how its weeks are shared."""

    name: str = Field(min_length=1, max_length=100)
    objective: str
    decision_change: str
    stakeholders: str
    why_now: str
    if_declined: str
    begins: Decimal = Field(ge=0, lt=1)
    service: str
    """Key of a service tier of the playbook."""
    uses_per_year: int = Field(ge=0)
    note: str = ""
    phases: dict[str, Decimal]
    lines: tuple[PilotLine, ...]


class Pilot(Entry):
    """The template of a whole pilot."""

    projects: tuple[PilotProject, ...] = Field(min_length=2)


def load_pilot() -> Pilot:
    """The pilot that ships, checked."""
    return Pilot.model_validate(tomllib.loads(read_text("templates", "platform_pilot.toml"), parse_float=Decimal))
