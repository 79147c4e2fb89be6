"""Every rule of the playbook that the plan breaks, worst first."""

from mlplanner.domain.enums import Severity
from mlplanner.reports.blocks import Column, Mark, Row, Section, Table, Tone
from mlplanner.reports.formats import NOTHING, counted, day, first_upper, joined, one_line
from mlplanner.reports.subjects import Subject

MARKS = {
    Severity.MUST: Mark(Tone.BAD, "Must"),
    Severity.WARN: Mark(Tone.WARN, "Warning"),
    Severity.ADVISE: Mark(Tone.OPEN, "Advice"),
}


def checks_section(subject: Subject) -> Section:
    """The findings as the engine orders them."""
    findings = subject.figures.findings
    if not findings:
        said = "The plan breaks no rule of the playbook" + (" that was not waived." if subject.figures.waived else ".")
        return Section("Open checks", said, _waived(subject))
    columns = (
        Column("Level", 1.1),
        Column("What is open", 5.6),
        Column("Where", 1.1),
        Column("Stops", 1.4),
        Column("Rule", 0.8),
    )
    gates = {gate.key: gate.name for gate in subject.plan.gates}
    rows = tuple(
        Row(
            (
                MARKS[f.severity],
                f.message,
                first_upper(f.tab),
                gates.get(f.gate_key or "", NOTHING),
                f.source or NOTHING,
            )
        )
        for f in findings
    )
    return Section("Open checks", _finding(subject), (Table("", columns, rows), *_waived(subject)))


def _waived(subject: Subject) -> tuple[Table, ...]:
    """Checks that were set aside by name, with the reason."""
    if not subject.figures.waived:
        return ()
    columns = (Column("Check", 4.6), Column("Waived by", 1.6), Column("Reason", 3.2), Column("Until", 1.2))
    rows = tuple(
        Row(
            (
                each.finding.message,
                subject.person(each.waived_by_id),
                one_line(each.reason),
                day(each.until) if each.until else "revoked",
            )
        )
        for each in subject.figures.waived
    )
    return (Table("Waived checks", columns, rows, "A waived check does not count as open; a must can't be waived."),)


def _finding(subject: Subject) -> str:
    count = {level: sum(f.severity == level for f in subject.figures.findings) for level in Severity}
    words = {Severity.MUST: "requirement", Severity.WARN: "warning", Severity.ADVISE: "advice"}
    said = [
        counted(count[level], word, "pieces of advice" if word == "advice" else "")
        for level, word in words.items()
        if count[level]
    ]
    blockers = len(subject.readiness.blockers) if subject.readiness else 0
    tail = (
        f" {counted(blockers, 'of them stops', 'of them stop')} the next gate."
        if blockers
        else " None of them stops the next gate."
    )
    aside = f" {counted(len(subject.figures.waived), 'check')} waived by name." if subject.figures.waived else ""
    return f"{joined(said)} open.{tail}{aside}"
