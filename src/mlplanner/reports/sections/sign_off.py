"""The gate with what it lacks and who signs it, and which cost of failure takes the model back (P3.4, P3.6)."""

from mlplanner.domain.money import format_amount
from mlplanner.engine.gaps import gate_gaps
from mlplanner.reports.blocks import Align, Block, Column, Facts, Paragraph, Row, Section, Table
from mlplanner.reports.formats import NOTHING, counted, day
from mlplanner.reports.gaps import since_said
from mlplanner.reports.sections.timeline import GATE_MARKS
from mlplanner.reports.subjects import Subject

TITLE = "Gate and sign-off"


def sign_off_section(subject: Subject) -> Section:
    """The next gate's gaps, and the signatures of all gates."""
    if not subject.plan.gates:
        return Section(TITLE, "No gate is planned, so nobody decides or signs.")
    blocks: list[Block] = []
    if subject.gate is not None:
        blocks += [_head(subject), _gaps(subject)]
    return Section(TITLE, _finding(subject), (*blocks, _signers(subject)))


def _finding(subject: Subject) -> str:
    if subject.gate is None:
        return "All gates are passed; nothing is left to sign."
    gaps = gate_gaps(subject.portfolio, subject.plan, subject.gate, subject.status_day)
    owner = subject.portfolio.person_name(subject.gate.owner_id) or "nobody named yet"
    said = f"The {subject.gate.name} is decided by {owner}"
    if not gaps:
        return f"{said}; every artifact it asks for is there."
    orphans = sum(not gap.owner for gap in gaps)
    alone = f", {counted(orphans, 'of them')} without an owner" if orphans else ""
    return f"{said}; {counted(len(gaps), 'artifact is', 'artifacts are')} missing{alone}."


def _head(subject: Subject) -> Facts:
    gate, dates = subject.gate, subject.gate_dates
    if gate is None or dates is None:
        return Facts(())
    pairs = [
        ("Gate", gate.name),
        ("To be decided on", day(dates.date)),
        ("Decided by", f"{subject.person(gate.owner_id)} ({gate.owner_role})" if gate.owner_role else NOTHING),
    ]
    return Facts(tuple(pairs))


def _gaps(subject: Subject) -> Table | Paragraph:
    gaps = gate_gaps(subject.portfolio, subject.plan, subject.gate, subject.status_day) if subject.gate else ()
    if not gaps:
        return Paragraph("Nothing is missing.", "What is missing")
    columns = (Column("Missing", 3.2), Column("Who has it", 1.8), Column("Since when", 2.6))
    rows = tuple(
        Row((gap.name, gap.owner or "nobody", since_said(gap) + (", overdue" if gap.is_overdue else "")))
        for gap in gaps
    )
    return Table("What is missing", columns, rows)


def _signers(subject: Subject) -> Table:
    columns = (
        Column("Gate", 2.0),
        Column("State", 1.5),
        Column("Signed by", 3.4),
        Column(f"Failure that means rollback ({subject.currency})", 2.4, Align.RIGHT),
    )
    rows = []
    for gate in subject.plan.gates:
        who = ", ".join(filter(None, (subject.portfolio.person_name(gate.signer_id), gate.signer_body)))
        needs = entry.gate.is_production if (entry := subject.playbook.phases.get(gate.key)) else False
        cost = format_amount(gate.rollback_cost) if gate.rollback_cost is not None else ""
        missing = "missing" if needs else NOTHING
        rows.append(Row((gate.name, GATE_MARKS[subject.plan.gate_state(gate)], who or missing, cost or missing)))
    note = "A failure that costs this much takes the model back at once, without a further decision."
    return Table("Signatures", columns, tuple(rows), note)
