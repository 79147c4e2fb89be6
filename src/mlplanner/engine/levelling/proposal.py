"""A proposal of levelling in the plan's own terms: dates, projects, roles, money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mlplanner.engine.levelling.diagnosing import Cause
from mlplanner.engine.levelling.marking import Marks
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.results import Step, Stop
from mlplanner.engine.levelling.ways import LineSourcing, cost_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A role of which too little is left, from one week to another, and how many FTE are missing at most."""

    role: str
    first: date
    last: date
    weeks: int
    """The weeks in which it is missing; there may be others between."""
    fte: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for one project."""

    project_id: int
    old_start: date
    new_start: date
    old_end: date
    """The Monday of the last week of its last phase."""
    new_end: date
    pauses: Mapping[int, int]
    """Weeks of pause before each phase (not the first), by the phase's id, where they change; 0 takes a pause out."""
    forced_by: tuple[Reason, ...]
    """Who would be missing where it was planned, the shortest role first; empty when it may come earlier."""
    cost: int
    """What its new place costs: delay, lateness, and sourcing that is dearer, in whole money."""
    old_cost: int
    sourcing: tuple[LineSourcing, ...] = ()
    """Lines that are staffed in another way."""

    @property
    def sourcing_cost(self) -> Decimal:
        """What the lines cost more by the rate card; below 0: less."""
        return cost_of(self.sourcing)

    @property
    def weeks(self) -> int:
        """By how many weeks its end moves; negative: earlier."""
        return (self.new_end - self.old_end).days // 7


@dataclass(frozen=True, slots=True)
class Remains:
    """What levelling can't take away, and the least change with which it could, in a sentence."""

    cause: Cause
    project_ids: tuple[int, ...]
    reasons: tuple[Reason, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class RoleWorth:
    """What one more FTE of a role over the whole time would save, in whole money.

    `by_prices` comes from the duals of the bound. `by_solving` is the saving of a schedule that was found with one
    FTE more; None where only the duals were asked.
    """

    role: str
    by_prices: int
    by_solving: int | None


@dataclass(frozen=True, slots=True)
class RoleWeeks:
    """Weeks in which a role is asked for more than there is, before and after, of those that levelling looks at."""

    role: str
    before: int
    after: int


@dataclass(frozen=True)
class Proposal:
    """The result of a run on a portfolio. Money in whole units of its currency."""

    revision: int
    """Of the portfolio that was read; a later one may not fit any more."""
    made_on: date
    options: LevelOptions
    moves: tuple[Move, ...]
    remains: tuple[Remains, ...]
    roles: tuple[RoleWeeks, ...]
    worth: tuple[RoleWorth, ...]
    objective: int
    bound: int
    """Proven: whatever is done with the projects that may move, it does not cost less."""
    before: int
    """What delay and lateness cost in the plan as it is, which may ask for more people than there are."""
    greedy: int
    """What the best of the plain priority rules comes to."""
    stop: Stop
    steps: tuple[Step, ...]
    projects: int
    """How many projects may move; of one under way what has not begun."""
    marks: Marks = field(default_factory=Marks)
    """What it depends on."""
    under_way: tuple[int, ...] = ()
    """Projects of which something has begun and more is to come: that stays."""
    may_wait: tuple[int, ...] = ()
    """Those of them whose other phases could be put off."""

    @property
    def gap(self) -> float:
        """The share of the objective that may still be saved at most, 0 to 1."""
        return (self.objective - self.bound) / self.objective if self.objective > 0 else 0.0

    @property
    def weeks_over(self) -> tuple[int, int]:
        """Role weeks over capacity before and after."""
        return sum(row.before for row in self.roles), sum(row.after for row in self.roles)
