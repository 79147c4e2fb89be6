"""What levelling gives back about a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mlplanner.engine.levelling.problem import Schedule


class Stop(StrEnum):
    """Why a run ended."""

    PROVEN = "proven"
    """The proposal equals the bound: nothing better exists."""
    EXHAUSTED = "exhausted"
    """Nothing better was found in many turns."""
    WORK = "work"
    """The work it was given is done; a run with the same seed does the same."""
    CLOCK = "clock"
    """The machine was too slow for that work; another run may end elsewhere."""
    CANCELLED = "cancelled"
    """The user stopped it; the best so far is kept."""


class Stays(StrEnum):
    """Why a job was left where it is planned."""

    FIXED = "fixed"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Step:
    """How good the best schedule was after a step of the search."""

    name: str
    objective: int
    work: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more person of a role would save, by the prices of the linear programme, and by levelling again."""

    role: int
    by_prices: int
    by_solving: int | None = None
    """The saving of a schedule that was found with one more person; None: only the prices were asked."""


@dataclass(frozen=True)
class Levelled:
    """The best schedule found. `bound` is proven: no schedule that leaves the same jobs in place costs less."""

    schedule: Schedule
    objective: int
    bound: int
    greedy: int
    """What the best of the plain priority rules costs."""
    planned: int | None
    """What the plan costs; None when a job has no place in it."""
    planned_over: int
    """Units above capacity in the plan, summed over roles and weeks."""
    over: int
    """Units above capacity that remain."""
    stays: Mapping[int, Stays]
    stop: Stop
    steps: tuple[Step, ...]
    worth: tuple[Worth, ...] = field(default=())
    """By role, the most valuable first; none where more people would save nothing."""

    @property
    def gap(self) -> float:
        """The share of the objective that may still be saved at most, 0 to 1."""
        return (self.objective - self.bound) / self.objective if self.objective > 0 else 0.0
