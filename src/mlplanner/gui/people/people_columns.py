"""The columns of the grids about people: who they are, what they are booked on, when they are away (P4.9)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mlplanner.domain.capacity import WEEKDAYS, Pool, WorkPattern
from mlplanner.domain.enums import Sourcing
from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.weeks import MONTH_NAMES
from mlplanner.engine.assignments import Assignment
from mlplanner.engine.results import Loads
from mlplanner.gui.people.field_problems import FieldProblems
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Align, Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.cells import Edit, RowFields
from mlplanner.reports.formats import counted, day

OVER = "▲"
"""The sign of too much demand."""


def role_choices(session: Session) -> Callable[[Any], Sequence[Choice]]:
    """The playbook's roles; a role that is no longer there stays with the rows that name it."""

    def choices(row: Any) -> list[Choice]:
        known = [Choice(key, role.title) for key, role in session.playbook.roles.items()]
        named = getattr(row, "role", "")
        is_gone = named and named not in session.playbook.roles
        return [*known, Choice(named, named)] if is_gone else known

    return choices


def person_columns(session: Session, loads: Callable[[], Loads | None]) -> tuple[Column[Person], ...]:
    """All fields of a person, and in how many of the coming weeks they are booked for more than they can."""
    problems = FieldProblems(session)

    def field(name: str, kind: Kind = Kind.TEXT, **options: Any) -> Column[Person]:
        """A field with what is wrong with it."""
        return field_column(Person, name, kind, problem=lambda row: problems.of(row, name), **options)

    def weeks_over(row: Person) -> int | None:
        known = loads()
        load = known.people.get(row.id or 0) if known else None
        return load.weeks_over if load else None

    def problem(row: Person) -> str | None:
        weeks = weeks_over(row)
        return f"{row.name} is booked for more than they can work in {counted(weeks, 'week')}." if weeks else None

    def says(row: Person) -> str:
        weeks = weeks_over(row)
        return f"{OVER} {weeks}" if weeks else "" if weeks is None else "–"

    return (
        field_column(Person, "name", width=20, prompt="New person"),
        field("role", Kind.CHOICE, choices=role_choices(session), width=18),
        field_column(Person, "unit", width=17),
        field("fte", Kind.NUMBER, width=6),
        Column(
            id="weeks_over",
            title="Weeks over",
            tooltip="Coming weeks in which projects ask for more than the person can work",
            read=weeks_over,
            show=says,
            problem=problem,
            align=Align.RIGHT,
            width=10,
        ),
        field("employed_from", Kind.DATE, width=12),
        field("employed_to", Kind.DATE, width=12),
        field("availability", Kind.PERCENT, width=12),
        field_column(Person, "ramp_weeks", Kind.NUMBER, width=10),
        field_column(Person, "sourcing", Kind.CHOICE, choices=enum_choices(Sourcing), width=12),
        field_column(Person, "is_placeholder", Kind.CHECK, width=10),
        field_column(Person, "country", title="Country", width=9),
        field_column(Person, "region", width=8),
        field_column(Person, "skills", Kind.MULTILINE, width=24),
        field_column(Person, "note", Kind.MULTILINE, width=36),
    )


def pattern_columns() -> tuple[Column[WorkPattern], ...]:
    """From which day on, and what part of each weekday is worked."""
    days = (field_column(WorkPattern, name, Kind.PERCENT, title=name[:3].capitalize(), width=6) for name in WEEKDAYS)
    return (field_column(WorkPattern, "valid_from", Kind.DATE, width=12, prompt="From"), *days)


def pool_columns(session: Session) -> tuple[Column[Pool], ...]:
    """What is promised as a number: role, FTE, from when until when, by whom."""
    return (
        field_column(Pool, "name", width=22, prompt="New pool"),
        field_column(Pool, "role", Kind.CHOICE, choices=role_choices(session), width=20),
        field_column(Pool, "fte", Kind.NUMBER, width=7),
        field_column(Pool, "first", Kind.DATE, width=13),
        field_column(Pool, "last", Kind.DATE, width=13),
        field_column(Pool, "note", Kind.MULTILINE, width=40),
    )


def time_off_columns(session: Session) -> tuple[Column[TimeOff], ...]:
    """First to last day; a first day after the last moves the last along, and the other way round."""
    problems = FieldProblems(session)

    def first(row: TimeOff, when: date | None) -> Edit:
        return RowFields(TimeOff, row.id or 0, {"first": when} | ({"last": when} if when and when > row.last else {}))

    def last(row: TimeOff, when: date | None) -> Edit:
        return RowFields(TimeOff, row.id or 0, {"last": when} | ({"first": when} if when and when < row.first else {}))

    return (
        Column(
            id="first",
            title="First day",
            read=lambda r: r.first,
            edit=first,
            kind=Kind.DATE,
            width=13,
            prompt="From",
            problem=lambda row: problems.of(row, "first"),
        ),
        Column(id="last", title="Last day", read=lambda r: r.last, edit=last, kind=Kind.DATE, width=13),
        field_column(TimeOff, "note", width=18),
    )


def assignment_columns(session: Session, *, of_role: bool) -> tuple[Column[Assignment], ...]:
    """The project, the weeks and the FTE of each line; for a role who fills it, for a person as what."""
    portfolio = session.portfolio

    def project(row: Assignment) -> str:
        plan = session.portfolio.plans.get(row.project_id)
        return plan.project.name if plan else ""

    def who(row: Assignment) -> str:
        if row.line_id is None:
            return "Running the model"
        line = session.portfolio.plan(row.project_id).line(row.line_id)
        return portfolio.person_name(row.person_id) or (line.placeholder if line else "") or "Nobody yet"

    def weeks(row: Assignment) -> str:
        first = f"{row.first.day} {MONTH_NAMES[row.first.month - 1]}"
        return f"{first if row.first.year == row.last.year else day(row.first)} – {day(row.last)}"

    part = Column[Assignment](
        id="part",
        title="Who" if of_role else "As",
        read=who if of_role else lambda row: session.playbook.role_title(row.role),
        width=18,
    )
    rest = (
        Column[Assignment](id="weeks", title="Weeks of", read=lambda row: row.first, show=weeks, width=25),
        Column[Assignment](
            id="peak", title="FTE", tooltip="The most in one week", read=lambda row: row.peak, kind=Kind.NUMBER, width=5
        ),
        Column[Assignment](
            id="weeks_over",
            title="Over",
            tooltip="Weeks in which more is asked for than there is",
            read=lambda row: row.weeks_over,
            show=lambda row: f"{OVER} {row.weeks_over}" if row.weeks_over else "–",
            align=Align.RIGHT,
            width=6,
        ),
    )
    title = Column[Assignment](id="project", title="Project", read=project, width=20)
    return (title, part, *rest) if of_role else (title, *rest, part)
