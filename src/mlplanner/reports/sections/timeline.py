"""Phases, gates and artifacts on the calendar (P3.1–P3.3, P3.7)."""

from mlplanner.charts.gantts import Gantt, GanttRow
from mlplanner.domain.enums import ArtifactState, GateState
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.weeks import MONTH_NAMES, week_number
from mlplanner.engine.methodology import method_advice
from mlplanner.engine.results import GateDates, PhaseDates
from mlplanner.reports.blocks import Align, Block, Column, Mark, Paragraph, Picture, Row, RowKind, Section, Table, Tone
from mlplanner.reports.evidence import artifact_mark
from mlplanner.reports.formats import NOTHING, counted, day, in_words, one_line
from mlplanner.reports.subjects import Subject
from mlplanner.reports.time_bars import gate_sign, weeks_to, whisker

GATE_MARKS = {
    GateState.OPEN: Mark(Tone.OPEN, "Open"),
    GateState.GO: Mark(Tone.GOOD, "Go"),
    GateState.GO_WITH_CONDITIONS: Mark(Tone.WARN, "Go, conditions"),
    GateState.HOLD: Mark(Tone.WARN, "Hold"),
    GateState.DEFER: Mark(Tone.WARN, "Deferred"),
    GateState.NO_GO: Mark(Tone.BAD, "No go"),
    GateState.WITHDRAW: Mark(Tone.BAD, "Withdrawn"),
}


def timeline_section(subject: Subject) -> Section:
    """The Gantt chart, gates with owners, inserted work, artifacts."""
    if not subject.figures.timeline.phases:
        return Section("Timeline", "No phase is planned yet, so there is no date to hold anyone to.")
    blocks: list[Block] = [Picture("Plan by week", _gantt(subject), _gantt_note(subject)), _gates(subject)]
    if subject.plan.inserted:
        blocks.append(_inserted(subject))
    return Section("Timeline", _finding(subject), (*blocks, *_method(subject), _artifacts(subject)))


def _method(subject: Subject) -> list[Paragraph]:
    """The way of working that the plan's traits speak for (P3.5)."""
    found = method_advice(subject.portfolio, subject.plan, subject.playbook)
    return [
        Paragraph(
            f"{each.advice} Why: {' '.join(each.reasons)}", f"Way of working: {each.title[:1].lower()}{each.title[1:]}"
        )
        for each in found
    ]


def slip_said(weeks: int | None) -> str:
    """`+2 weeks` against the baseline; a dash where there is no baseline."""
    if weeks is None:
        return NOTHING
    sign = "+" if weeks > 0 else "\N{MINUS SIGN}" if weeks < 0 else ""
    return f"{sign}{counted(abs(weeks), 'week')}"


def _finding(subject: Subject) -> str:
    timeline = subject.figures.timeline
    said = f"{counted(timeline.delivery_weeks, 'week')} from {day(timeline.start)} to {day(timeline.delivery)}"
    if timeline.headroom_weeks:
        said += (
            f", then {counted(timeline.headroom_weeks, 'week')} of headroom: handed over on {day(timeline.handed_over)}"
        )
    slips = [gate.slip_weeks for gate in timeline.gates if gate.slip_weeks is not None]
    if slips and slips[-1]:
        word = "later" if slips[-1] > 0 else "earlier"
        said += f". The last gate lies {counted(abs(slips[-1]), 'week')} {word} than the baseline"
    deadline = subject.project.deadline
    if deadline and timeline.delivery > deadline:
        said += f". That misses the deadline of {day(deadline)}"
    return f"{said}."


def _gantt(subject: Subject) -> Gantt:
    timeline = subject.figures.timeline
    gates = {gate.week: (place, gate) for place, gate in enumerate(timeline.gates, start=1)}
    phases = {phase.id: phase for phase in subject.plan.phases}
    rows = [_gantt_row(phase, phases[phase.phase_id], gates.get(phase.last_week), subject) for phase in timeline.phases]
    if timeline.headroom_weeks:
        rows.append(GanttRow("Handover headroom", timeline.delivery_weeks + 1, timeline.total_weeks, is_headroom=True))
    today = weeks_to(timeline.start, subject.status_day, timeline.total_weeks)
    return Gantt(timeline.start, timeline.total_weeks, tuple(rows), today, whisker(subject))


def _gantt_row(dates: PhaseDates, phase: Phase, gate: tuple[int, GateDates] | None, subject: Subject) -> GanttRow:
    start = subject.figures.timeline.start
    baseline = None
    if phase.baseline_start and phase.baseline_end:
        baseline = (week_number(start, phase.baseline_start), week_number(start, phase.baseline_end))
    inserted = tuple((work.first_week, work.last_week) for work in dates.inserted)
    if gate is None:
        return GanttRow(dates.name, dates.first_week, dates.last_week, inserted, baseline)
    falls = gate[1].date
    label = f"G{gate[0]} {falls.day} {MONTH_NAMES[falls.month - 1]}"
    return GanttRow(
        dates.name, dates.first_week, dates.last_week, inserted, baseline, label, gate_sign(gate[1], subject)
    )


def _gantt_note(subject: Subject) -> str:
    said = ["Diamonds are gates: filled is passed, amber is to be decided now, hollow comes later."]
    if subject.plan.inserted:
        said.append("Lighter parts are inserted work.")
    if any(phase.baseline_start for phase in subject.plan.phases):
        said.append("The thin grey line below a bar is its baseline.")
    if subject.sure_delivery and whisker(subject):
        said.append(f"The amber whisker reaches to P80 of the delivery, {day(subject.sure_delivery)}.")
    return " ".join(said)


def _gates(subject: Subject) -> Table:
    columns = (
        Column("Gate", 2.4),
        Column("Date", 1.3, Align.RIGHT),
        Column("Baseline", 1.3, Align.RIGHT),
        Column("Slip", 1.0, Align.RIGHT),
        Column("Decided", 1.3, Align.RIGHT),
        Column("State", 1.6),
        Column("Ready", 0.9, Align.RIGHT),
        Column("Decided by", 1.7),
        Column("Owner", 1.8),
    )
    ready = {each.gate_id: each for each in subject.figures.readiness}
    owners = {gate.id: gate for gate in subject.plan.gates}
    rows = []
    for place, gate in enumerate(subject.figures.timeline.gates, start=1):
        state, noun = ready.get(gate.gate_id), owners[gate.gate_id]
        done = f"{state.done} of {state.total}" if state else NOTHING
        owner = subject.portfolio.person_name(noun.owner_id) or "nobody named"
        dates = (day(gate.date), day(gate.baseline), slip_said(gate.slip_weeks), day(gate.decided_on))
        rows.append(
            Row((f"G{place} {gate.name}", *dates, GATE_MARKS[gate.state], done, noun.owner_role or NOTHING, owner))
        )
    return Table("Gates", columns, tuple(rows), "Ready: artifacts accepted or waived, of all the gate asks for.")


def _inserted(subject: Subject) -> Table:
    columns = (
        Column("Inserted work", 2.2),
        Column("Phase", 1.6),
        Column("Weeks", 0.9, Align.RIGHT),
        Column("Why", 4.0),
    )
    names = {phase.id: phase.name for phase in subject.plan.phases}
    rows = tuple(
        Row((work.name, names.get(work.phase_id, NOTHING), str(work.weeks), one_line(work.reason) or NOTHING))
        for work in subject.plan.inserted
    )
    return Table("Inserted work", columns, rows)


def _artifacts(subject: Subject) -> Table | Paragraph:
    if not subject.plan.artifacts:
        return Paragraph("No artifact is asked for at any gate.", "Artifacts")
    columns = (
        Column("Artifact", 3.4),
        Column("State", 1.0),
        Column("Status", 1.2),
        Column("Due", 1.3, Align.RIGHT),
        Column("Accepted", 1.3, Align.RIGHT),
        Column("Owner", 1.8),
        Column("Evidence or waiver", 2.6),
    )
    rows: list[Row] = []
    for gate in subject.plan.gates:
        artifacts = subject.plan.artifacts_of(gate)
        if artifacts:
            done = sum(artifact.state.is_done for artifact in artifacts)
            rows.append(Row((f"{gate.name}: {in_words(done)} of {in_words(len(artifacts))} done",), RowKind.GROUP))
        for each in artifacts:
            waiver = f"waived by {subject.person(each.waived_by_id)}: {one_line(each.waived_reason)}"
            evidence = waiver if each.state == ArtifactState.WAIVED else each.link or each.file_name or NOTHING
            mark = artifact_mark(each, subject.status_day)
            days = (day(each.due), day(each.accepted_on))
            rows.append(Row((each.name, each.state.value, mark, *days, subject.person(each.owner_id), evidence)))
    return Table("Artifacts by gate", columns, tuple(rows))
