"""Who does the work: staffing lines (P4.2, P4.5)."""

from decimal import Decimal
from typing import ClassVar

from pydantic import field_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Weekly
from mlplanner.domain.enums import Sourcing
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun
from mlplanner.domain.weeks import LAST_WEEK

FTE_STEP = Decimal("0.05")
FTE_MOST = Decimal(50)


def check_fte(fte: Decimal) -> Decimal:
    """`fte` if it can be planned: above 0, at most 50, in steps of 0.05; else ValueError with the reason."""
    if fte == 0:
        raise ValueError("FTE must be above 0; clear the week to take the line off it; got 0")
    if not fte.is_finite() or not 0 < fte <= FTE_MOST:
        raise ValueError(f"FTE must be above 0 and at most {FTE_MOST}; got {fte}")
    if fte % FTE_STEP:
        raise ValueError(f"FTE goes in steps of {FTE_STEP}; got {fte}")
    return fte.normalize()


class StaffingLine(ProjectNoun):
    """One role with its FTE in each plan week; weeks after the last phase are handover headroom.

    `weekly` maps plan week → FTE; a week that is absent is not staffed. When a phase grows or shrinks the operation
    moves the weeks along, so a line "by phase" and a line "from–to" are the same thing.
    """

    PREFIX: ClassVar[str] = "ST"

    position: int = Field(default=0, ge=0, title="Order")
    role: str = Field(min_length=1, max_length=40, title="Role", description="Key of a playbook role")
    sourcing: Sourcing = Field(default=Sourcing.INTERNAL, sa_type=String, title="Sourcing")
    person_id: int | None = Field(default=None, foreign_key="person.id", title="Person")
    placeholder: str = Field(default="", max_length=NAME, title="Placeholder")
    weekly: dict[int, Decimal] = Field(default_factory=dict, sa_type=Weekly, title="FTE by week")
    successor_id: int | None = Field(default=None, foreign_key="staffing_line.id", title="Successor")
    fixed_fee: Decimal | None = Field(default=None, ge=0, le=10**12, sa_type=Cents, title="Agreed fixed fee")
    exit_criteria: str = Field(default="", max_length=TEXT, title="Exit criteria")
    sla: str = Field(default="", max_length=TEXT, title="SLA")
    portability: str = Field(default="", max_length=TEXT, title="Portability")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @field_validator("weekly")
    @classmethod
    def _weeks_and_fte(cls, value: dict[int, Decimal]) -> dict[int, Decimal]:
        """Weeks within the longest plan, each with an FTE that can be planned."""
        wrong = [w for w in value if not 1 <= w <= LAST_WEEK]
        if wrong:
            raise ValueError(f"week {wrong[0]} is outside 1 to {LAST_WEEK}")
        return {w: check_fte(f) for w, f in sorted(value.items())}
