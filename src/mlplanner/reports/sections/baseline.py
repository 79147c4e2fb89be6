"""What changed since the last approval: the page that a sponsor who said yes looks for (P3.4, P3.7)."""

from mlplanner.reports.blocks import Align, Column, Paragraph, Row, Section, Table
from mlplanner.reports.formats import counted, day, first_upper
from mlplanner.reports.subjects import Subject
from mlplanner.reports.uncertainty_words import p80_since

TITLE = "Changed since the last approval"


def _seen(subject: Subject) -> tuple[Paragraph, ...]:
    """The P80 that the approval was given on, beside that of now: it moves with what is known, without any change."""
    approval = subject.figures.approval
    if approval is None or approval.seen_p80 is None:
        return ()
    return (Paragraph(p80_since(approval.seen_p80, subject.sure_delivery), "How sure the date was"),)


def changes_section(subject: Subject) -> Section:
    """Each difference between the approved plan and this one."""
    approval = subject.figures.approval
    if approval is None:
        return Section(TITLE, "Nothing was approved yet, so there is nothing to compare with.")
    given = f"the {approval.gate_name} on {day(approval.decided_on)}"
    if not approval.is_stale:
        return Section(TITLE, f"Nothing changed: the plan is still what was approved at {given}.", _seen(subject))
    columns = (
        Column("What", 3.0),
        Column("Approved", 2.2, Align.RIGHT),
        Column("Now", 2.2, Align.RIGHT),
        Column("In a sentence", 4.0),
    )
    rows = tuple(Row((c.what, first_upper(c.was), first_upper(c.now), c.text)) for c in approval.changes)
    count = counted(len(rows), "fact")
    return Section(
        TITLE, f"{count} changed since the approval at {given}.", (Table("", columns, rows), *_seen(subject))
    )
