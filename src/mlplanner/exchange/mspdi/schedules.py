"""What a Microsoft Project XML file says, as plain values: no identity with our plan yet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ResourceKind(StrEnum):
    """People work; material and costs only cost."""

    WORK = "1"
    MATERIAL = "0"
    COST = "2"


@dataclass(frozen=True)
class Task:
    """A row of the schedule; `key` is its lasting id there, `own` the id that we wrote into Text1."""

    uid: str
    row: str
    key: str
    name: str
    level: int
    begin: date | None
    end: date | None
    hours: Decimal
    is_summary: bool
    is_milestone: bool
    percent: int
    own: str
    exported: str
    finished_on: date | None
    after: tuple[str, ...]
    has_other_links: bool
    """Links that are not plainly "begins when the other is finished"."""
    has_constraint: bool
    has_deadline: bool
    is_recurring: bool
    fixed_cost: Decimal
    place: str = ""
    """The cell, in a workbook."""

    @property
    def where(self) -> str:
        """`task 12`, by the number that Project shows, or the cell."""
        return self.place or f"task {self.row}"


@dataclass(frozen=True)
class Resource:
    """A person, a role, or something that only costs."""

    uid: str
    key: str
    name: str
    kind: ResourceKind
    group: str
    initials: str
    units: Decimal
    rate: Decimal
    """By the hour; 0 where none is given."""
    has_extra_cost: bool
    """Overtime, cost per use, or a table of rates."""
    own_days: int
    """Exceptions in its own calendar."""
    is_generic: bool
    own: str
    place: str = ""
    """The cell, in a workbook."""

    @property
    def where(self) -> str:
        """`resource 3`, by its number in the file, or the cell."""
        return self.place or f"resource {self.uid}"


@dataclass(frozen=True)
class Timed:
    """Planned hours between two days."""

    first: date
    last: date
    hours: Decimal


@dataclass(frozen=True)
class Assignment:
    """A resource on a task."""

    uid: str
    task: str
    resource: str
    begin: date | None
    end: date | None
    hours: Decimal
    cost: Decimal
    own: str
    exported: str
    timed: tuple[Timed, ...]


@dataclass(frozen=True)
class Schedule:
    """The whole file."""

    source: str
    name: str
    key: str
    subject: str
    start: date
    currency: str
    hours_a_day: Decimal
    tasks: tuple[Task, ...]
    resources: tuple[Resource, ...]
    assignments: tuple[Assignment, ...]
    days_off: tuple[tuple[date, date, str], ...]
    works_on_weekends: bool
