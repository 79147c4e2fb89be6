"""Every rule of the playbook that the plan breaks, worst first."""

from mlplanner.domain.enums import Severity
from mlplanner.reports.blocks import Column, Mark, Row, Section, Table, Tone
from mlplanner.reports.formats import NOTHING, counted, first_upper, joined
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
        return Section("Open checks", "The plan breaks no rule of the playbook.")
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
    return Section("Open checks", _finding(subject), (Table("", columns, rows),))


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
    return f"{joined(said)} open.{tail}"
