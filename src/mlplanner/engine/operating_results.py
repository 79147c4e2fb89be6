"""What the engine says of operation: on-call weeks, drills by quarter, service levels, the year's upkeep (P6)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mlplanner.domain.running import SloKind


@dataclass(frozen=True, slots=True)
class RotaWeek:
    """A plan week of the rota. `uncovered` are its weekdays on which nobody is on call."""

    week: int
    monday: date
    people: tuple[int, ...]
    """Ids of those on call, in the order of their shifts."""
    backups: tuple[int, ...]
    uncovered: tuple[date, ...]

    @property
    def is_gap(self) -> bool:
        """True when nobody is on call on at least one weekday."""
        return bool(self.uncovered)


class QuarterState(StrEnum):
    """How a quarter's drills stand, in the words a person reads."""

    HELD = "held"
    PLANNED = "planned"
    OVERDUE = "overdue"
    MISSED = "missed"
    UNPLANNED = "not planned"


@dataclass(frozen=True, slots=True)
class DrillQuarter:
    """Thirteen weeks from hand-over on (number 1 first), and the drills that were planned, held and are overdue."""

    number: int
    first: date
    last: date
    planned: int
    """Drills that are still to come, without the overdue ones."""
    held: int
    overdue: int
    state: QuarterState


@dataclass(frozen=True, slots=True)
class SloCover:
    """Whether a kind of service level is set; `lacks` are field names of its best objective, empty when complete."""

    kind: SloKind
    slo_id: int | None
    lacks: tuple[str, ...]
    """All fields that an objective needs where there is none."""

    @property
    def is_complete(self) -> bool:
        """True when an objective of this kind has target, window and owner."""
        return self.slo_id is not None and not self.lacks


@dataclass(frozen=True, slots=True)
class UpkeepBudget:
    """Retrains and drills of the year after hand-over, in money and in work (P8.5)."""

    retrains: int
    retraining: Decimal
    retrain_fte_weeks: Decimal
    """Of the whole year."""
    drills: int
    drilling: Decimal
    drill_fte_weeks: Decimal
    """Of the whole year; more drills planned than budgeted count as they are planned."""
    planned_drills: int
    """Drills planned for, or held in, the year after hand-over."""


@dataclass(frozen=True, slots=True)
class Operating:
    """All of it. `rota` is empty where neither a shift nor a first week on call is known."""

    rota: tuple[RotaWeek, ...]
    quarters: tuple[DrillQuarter, ...]
    overdue_ids: tuple[int, ...]
    """Drills whose day has passed without a record."""
    slos: tuple[SloCover, ...]
    budget: UpkeepBudget
    ready: int
    """Items of the checklist that are done; those that do not apply are in neither number."""
    to_be_ready: int

    @property
    def gaps(self) -> tuple[RotaWeek, ...]:
        """The weeks in which nobody is on call on some weekday."""
        return tuple(week for week in self.rota if week.is_gap)
