"""What was decided at the gates, by whom and why; decisions are never edited, a later one supersedes (P3.4)."""

from mlplanner.domain.enums import GateState
from mlplanner.domain.lifecycle import Decision
from mlplanner.reports.blocks import Align, Block, Column, Row, Section, Table
from mlplanner.reports.conditions import condition_mark
from mlplanner.reports.formats import NOTHING, counted, day, one_line
from mlplanner.reports.sections.timeline import GATE_MARKS
from mlplanner.reports.subjects import Subject


def decisions_section(subject: Subject) -> Section:
    """Decisions, their conditions, and the documents made before."""
    title = "Decision history"
    if not subject.plan.decisions:
        return Section(title, "No gate has been decided yet.", tuple(_packs(subject)))
    blocks: list[Block] = [_decisions(subject)]
    if subject.plan.conditions:
        blocks.append(_conditions(subject))
    return Section(title, _finding(subject), (*blocks, *_packs(subject)))


def _finding(subject: Subject) -> str:
    last = _in_order(subject)[-1]
    gates = {gate.id: gate.name for gate in subject.plan.gates}
    word = GATE_MARKS[GateState(last.outcome.value)].word.lower()
    said = f"{counted(len(subject.plan.decisions), 'decision')}; the last one, on {day(last.decided_on)} at the {gates.get(last.gate_id, 'gate')}, was “{word}”"
    still = len(subject.plan.open_conditions)
    return f"{said}; {counted(still, 'condition')} not met yet." if still else f"{said}."


def _in_order(subject: Subject) -> list[Decision]:
    return sorted(subject.plan.decisions, key=lambda decision: (decision.decided_on, decision.id or 0))


def _decisions(subject: Subject) -> Table:
    columns = (
        Column("Date", 1.3, Align.RIGHT),
        Column("Gate", 1.8),
        Column("Decision", 1.6),
        Column("By", 1.7),
        Column("Reason", 4.0),
        Column("Waived", 2.0),
    )
    gates = {gate.id: gate for gate in subject.plan.gates}
    rows = []
    for each in _in_order(subject):
        gate = gates.get(each.gate_id)
        is_superseded = gate is not None and subject.plan.decisions_of(gate)[-1].id != each.id
        reason = one_line(each.reason) + (" (superseded)" if is_superseded else "")
        mark = GATE_MARKS[GateState(each.outcome.value)]
        name = gate.name if gate else NOTHING
        rows.append(
            Row(
                (
                    day(each.decided_on),
                    name,
                    mark,
                    subject.person(each.decided_by_id),
                    reason,
                    one_line(each.waived) or NOTHING,
                )
            )
        )
    return Table("Decisions", columns, tuple(rows))


def _conditions(subject: Subject) -> Table:
    columns = (
        Column("Condition", 4.4),
        Column("Of", 1.3, Align.RIGHT),
        Column("Owner", 1.8),
        Column("Due", 1.3, Align.RIGHT),
        Column("Met on", 1.3, Align.RIGHT),
        Column("State", 1.2),
    )
    days = {decision.id: decision.decided_on for decision in subject.plan.decisions}
    rows = tuple(
        Row(
            (
                one_line(c.text),
                day(days.get(c.decision_id)),
                subject.person(c.owner_id),
                day(c.due),
                day(c.met_on),
                condition_mark(c.met_on, c.due, subject.status_day),
            )
        )
        for c in subject.plan.conditions
    )
    return Table("Conditions", columns, rows)


def _packs(subject: Subject) -> list[Block]:
    # Not this plan's own copies: a pack made once more must be the same pack.
    earlier = [pack for pack in subject.plan.packs if pack.fingerprint != subject.fingerprint]
    if not earlier:
        return []
    columns = (
        Column("Document", 2.0),
        Column("Version", 0.9, Align.RIGHT),
        Column("Made on", 1.4, Align.RIGHT),
        Column("Gate", 1.8),
        Column("Ask", 1.8, Align.RIGHT),
        Column("Plan fingerprint", 2.6),
    )
    gates = {gate.key: gate.name for gate in subject.plan.gates}
    rows = tuple(
        Row(
            (
                p.kind,
                str(p.number),
                day(p.made_on),
                gates.get(p.gate_key, NOTHING),
                p.ask or NOTHING,
                p.fingerprint[:16],
            )
        )
        for p in earlier
    )
    return [Table("Documents made before", columns, rows)]
