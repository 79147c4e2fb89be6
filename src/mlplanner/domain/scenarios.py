"""Named what-ifs over the plan, and the runs of levelling that proposed some of them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.columns import Exact
from mlplanner.domain.noun import NAME, TEXT, Noun
from mlplanner.domain.programme import DOCUMENT


class ScenarioState(StrEnum):
    """A scenario is worked on until it is merged into the plan; one that is discarded is removed."""

    OPEN = "open"
    MERGED = "merged"


class ChangeAction(StrEnum):
    """What a scenario does to a row of the plan."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


class Scenario(Noun):
    """A what-if: its changes lie over the plan, which may move on underneath."""

    PREFIX: ClassVar[str] = "SC"

    name: str = Field(min_length=1, max_length=NAME, title="Scenario")
    note: str = Field(default="", max_length=TEXT, title="What it tries out")
    state: ScenarioState = Field(default=ScenarioState.OPEN, sa_type=String, title="State")
    made_on: date | None = Field(default=None, title="Made on")
    merged_on: date | None = Field(default=None, title="Merged on")

    @property
    def label(self) -> str:
        """The scenario's name."""
        return self.name


class ScenarioChange(Noun):
    """One cell that a scenario sees differently, or a row that it adds or removes.

    `row_id` is the row's id in the plan; rows that the scenario adds count downwards from −1. `before` and `after`
    are JSON of a field's value as plan.json writes it; for a row that is added or removed, of the whole row.
    """

    PREFIX: ClassVar[str] = "SX"

    scenario_id: int = Field(foreign_key="scenario.id", index=True, title="Scenario")
    position: int = Field(default=0, ge=0, title="Order")
    action: ChangeAction = Field(default=ChangeAction.SET, sa_type=String, title="Change")
    kind: str = Field(min_length=1, max_length=40, title="Kind", description="Key of the noun's kind")
    row_id: int = Field(title="Row")
    field: str = Field(default="", max_length=60, title="Field")
    before: str = Field(default="", max_length=DOCUMENT, title="Before")
    after: str = Field(default="", max_length=DOCUMENT, title="After")


class Levelling(Noun):
    """A run of levelling: what it was asked, what it found, and how good that is."""

    PREFIX: ClassVar[str] = "LV"

    made_on: date = Field(title="Made on")
    seed: int = Field(default=1, ge=0, le=2**31 - 1, title="Seed")
    seconds: Decimal = Field(default=Decimal(10), gt=0, le=86_400, sa_type=Exact, title="Work limit, seconds")
    objective: Decimal = Field(default=Decimal(0), sa_type=Exact, title="Weighted delay of the proposal")
    bound: Decimal = Field(default=Decimal(0), sa_type=Exact, title="Proven bound")
    before: Decimal = Field(default=Decimal(0), sa_type=Exact, title="Weighted delay of the plan")
    is_applied: bool = Field(default=False, title="Applied")
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id", title="Kept as scenario")
    facts: str = Field(
        default="", max_length=DOCUMENT, title="Result", description="JSON: options, moves, what remains"
    )

    @property
    def label(self) -> str:
        """When it ran."""
        return f"levelling of {self.made_on:%d %b %Y}"
