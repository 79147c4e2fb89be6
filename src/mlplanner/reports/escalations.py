"""What happens when a metric slips, as a table: in the pack and on the sponsor's dashboard (P7.5)."""

from mlplanner.domain.benefits import Trigger
from mlplanner.domain.rollout import Escalation
from mlplanner.reports.blocks import Column, Row, Table
from mlplanner.reports.formats import NOTHING, counted, day, limit, one_line
from mlplanner.reports.subjects import Subject

NONE = "No rule says who does what when a metric slips."


def escalation_table(subject: Subject) -> Table:
    """All rules with their last use; without any, the note says so."""
    columns = (
        Column("When", 2.6),
        Column("Then", 2.6),
        Column("Within", 0.9),
        Column("Owner", 1.4),
        Column("Last used", 3.0),
    )
    rows = tuple(_row(subject, row) for row in subject.plan.escalations)
    return Table("When a metric slips", columns, rows, "" if rows else NONE)


def watched(row: Trigger | Escalation) -> str:
    """`Drift score > 10 %`."""
    return f"{row.metric} {limit(row.comparison, row.threshold, row.unit)}"


def _row(subject: Subject, row: Escalation) -> Row:
    used = f"{day(row.used_on)}: {one_line(row.used_note)}" if row.used_on else "not yet"
    action = one_line(row.action) or NOTHING
    return Row((watched(row), action, _within(row.deadline_hours), subject.person(row.owner_id), used))


def _within(hours: int | None) -> str:
    return NOTHING if hours is None else "at once" if hours == 0 else counted(hours, "hour")
