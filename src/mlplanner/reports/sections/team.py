"""Where the people and roles of a plan are short, because of which projects, and what roles deliver (P4.1, P4.9)."""

from datetime import timedelta

from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, plain
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.results import Load, Loads
from mlplanner.reports.blocks import Align, Block, Column, Paragraph, Row, Table
from mlplanner.reports.formats import NOTHING, day, joined
from mlplanner.reports.subjects import Subject

RIGHT = Align.RIGHT


def shortages(subject: Subject) -> Block:
    """Its roles and people in the weeks to come in which all projects ask for more than there is (P4.9)."""
    loads = _loads(subject)
    if loads is None:
        return Paragraph("The plan's weeks are over.", "Capacity of its roles and people")
    roles = {line.role for line in subject.plan.lines}
    team = {line.person_id for line in subject.plan.lines}
    short = [(subject.playbook.role_title(str(key)), load) for key, load in loads.roles.items() if key in roles]
    short += [(subject.person(int(key)), load) for key, load in loads.people.items() if key in team]
    rows = tuple(Row(_shortage(subject, name, load, loads)) for name, load in short if _behind(subject, load))
    if not rows:
        said = "In none of its weeks to come are they asked for more than there is."
        return Paragraph(said, "Capacity of its roles and people")
    columns = (
        Column("Role or person", 1.8),
        Column("Weeks over", 0.9, RIGHT),
        Column("First week", 1.2, RIGHT),
        Column("Worst gap, FTE", 1.1, RIGHT),
        Column("Projects behind it", 4.6),
    )
    return Table("Where people are short in its weeks", columns, rows, is_compact=True)


def deliverables(subject: Subject) -> Table:
    """What each staffed role is there for, and its usual FTE (P4.1)."""
    columns = (Column("Role", 1.8), Column("Usual FTE", 1.0), Column("Main deliverable", 5.0))
    known = ((key, subject.playbook.roles.get(key)) for key in dict.fromkeys(line.role for line in subject.plan.lines))
    rows = tuple(
        Row(
            (
                subject.playbook.role_title(key),
                f"{plain(role.fte_low)} to {plain(role.fte_high)}" if role else NOTHING,
                role.deliverable if role and role.deliverable else NOTHING,
            )
        )
        for key, role in known
    )
    return Table("What each role delivers", columns, rows, is_compact=True)


def _loads(subject: Subject) -> Loads | None:
    """Capacity from the plan's first week, or this one, until hand-over; None when that is past."""
    timeline = subject.figures.timeline
    first = monday_of(max(timeline.start, subject.status_day))
    weeks = (monday_of(timeline.handed_over) - first).days // DAYS_IN_WEEK + 1
    if weeks < 1:
        return None
    end = first + timedelta(days=DAYS_IN_WEEK * weeks)
    calendar = work_calendar(subject.portfolio.settings, subject.portfolio.closures, first, end)
    return role_loads(subject.portfolio, calendar, first, weeks, playbook=subject.playbook)


def _behind(subject: Subject, load: Load) -> list[int]:
    """The weeks over capacity in which this project is one of those that ask."""
    return [week for week, over in enumerate(load.over) if over and subject.plan.id in load.projects[week]]


def _shortage(subject: Subject, name: str, load: Load, loads: Loads) -> tuple[str, ...]:
    weeks = _behind(subject, load)
    ids = {project for week in weeks for project in load.projects[week]}
    plans = [plan.project.name for key, plan in subject.portfolio.plans.items() if key in ids]
    worst = max(load.demand[week] - load.supply[week] for week in weeks)
    return (name, str(len(weeks)), day(loads.mondays[weeks[0]]), format_amount(worst, 2), joined(plans))
