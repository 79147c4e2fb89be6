"""How sure the plan is: spreads, seed and contingency of one project (`arithmetic.md`, Simulation)."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.columns import Exact
from mlplanner.domain.noun import ProjectNoun


class ContingencyBasis(StrEnum):
    """What the contingency is sized by (`arithmetic.md`, Money)."""

    PERCENTAGE = "percentage"
    P80 = "p80"


def _lowest(title: str) -> Decimal:
    """A field with how far a figure may lie below the plan, as a share of it: −0.05."""
    spread: Decimal = Field(default=Decimal(0), ge=-1, le=0, sa_type=Exact, title=title)
    return spread


def _highest(title: str) -> Decimal:
    """A field with how far a figure may lie above the plan, as a share of it: 0.1."""
    spread: Decimal = Field(default=Decimal(0), ge=0, le=5, sa_type=Exact, title=title)
    return spread


class Uncertainty(ProjectNoun):
    """What the simulation of a project needs beside its phases and risks; one to a project."""

    PREFIX: ClassVar[str] = "UN"

    contingency: ContingencyBasis = Field(
        default=ContingencyBasis.PERCENTAGE, sa_type=String, title="Contingency by", description="percentage or p80"
    )
    seed: int = Field(default=1, ge=0, le=2**31 - 1, title="Seed")
    draws: int = Field(default=10_000, ge=100, le=1_000_000, title="Draws")
    rate_low: Decimal = _lowest("Rates, lowest")
    rate_high: Decimal = _highest("Rates, highest")
    value_low: Decimal = _lowest("Value a year, lowest")
    value_high: Decimal = _highest("Value a year, highest")

    @property
    def label(self) -> str:
        """One to a project."""
        return "uncertainty"
