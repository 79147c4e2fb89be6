"""Who runs the model, what it promises, who is on call, what is rehearsed, and when it is retrained (P6, P8.5)."""

from mlplanner.domain.enums import Comparison
from mlplanner.domain.governance import ItemState
from mlplanner.domain.running import Drill, Slo
from mlplanner.engine.operating import compute_operating, is_overdue
from mlplanner.engine.operating_results import Operating, QuarterState, RotaWeek
from mlplanner.reports.blocks import Align, Block, Cell, Column, Facts, Mark, Paragraph, Row, Section, Table, Tone
from mlplanner.reports.formats import (
    NBSP,
    NOTHING,
    counted,
    day,
    in_words,
    joined,
    measure,
    number,
    one_line,
)
from mlplanner.reports.subjects import Subject

TITLE = "Operations"
ITEM_MARKS = {
    ItemState.DONE: Mark(Tone.GOOD, "done"),
    ItemState.OPEN: Mark(Tone.OPEN, "open"),
    ItemState.NOT_APPLICABLE: Mark(Tone.OPEN, "not needed"),
}
QUARTER_MARKS = {
    QuarterState.HELD: Tone.GOOD,
    QuarterState.PLANNED: Tone.OPEN,
    QuarterState.OVERDUE: Tone.WARN,
    QuarterState.UNPLANNED: Tone.WARN,
    QuarterState.MISSED: Tone.BAD,
}


def operations_section(subject: Subject) -> Section:
    """Owner and on-call, service levels, rota, drills, retrain policy, readiness, tests and tools."""
    costs = subject.figures.costs
    state = compute_operating(
        subject.plan, subject.figures.timeline, costs.maintenance, subject.playbook, subject.status_day
    )
    blocks: list[Block] = [
        _response(subject),
        _levels(subject),
        _rota(subject, state),
        *_drills(subject, state),
        _retraining(subject, state),
        _readiness(subject, state),
        _tests(subject),
        _tools(subject),
    ]
    return Section(TITLE, _finding(subject, state), tuple(blocks))


def _finding(subject: Subject, state: Operating) -> str:
    owner = subject.portfolio.person_name(subject.plan.maintenance.owner_id)
    said = f"{owner} runs the model" if owner else "Nobody is named to run the model"
    said += " and may pause it" if owner and subject.plan.retraining.may_pause else ""
    ready = (
        f"{state.ready} of {counted(state.to_be_ready, 'item')} of the readiness checklist" if state.to_be_ready else ""
    )
    said += f"; {ready} {'is' if state.ready == 1 else 'are'} done" if ready else "; no readiness checklist is kept"
    gaps = [f"{cover.kind.value}" for cover in state.slos if not cover.is_complete]
    return f"{said}{f', service levels for {joined(gaps)} are not complete' if gaps else ''}."


def _response(subject: Subject) -> Facts:
    maintenance, policy = subject.plan.maintenance, subject.plan.retraining
    since = f", from week {maintenance.on_call_from_week}" if maintenance.on_call_from_week else ""
    serving = subject.plan.serving
    how = serving.mode.value.capitalize() if serving.mode else "Not decided"
    return Facts(
        (
            ("Operational owner", subject.person(maintenance.owner_id)),
            ("May pause the model", "yes" if policy.may_pause else "no"),
            ("On call", f"{subject.person(maintenance.on_call_id)}{since if maintenance.on_call_id else ''}"),
            ("Escalation", one_line(policy.escalation_path) or NOTHING),
            ("Serving", f"{how}: {one_line(serving.reason)}" if serving.reason else how),
        ),
        "Who responds",
    )


def _levels(subject: Subject) -> Table | Paragraph:
    if not subject.plan.slos:
        return Paragraph("None is set: nobody could say whether the service is good enough.", "Service levels")
    columns = (
        Column("Objective", 3.2),
        Column("Protects", 1.1),
        Column("Target", 1.8),
        Column("Window", 1.1, Align.RIGHT),
        Column("Owner", 1.8),
    )
    rows = tuple(
        Row(
            (
                slo.name,
                slo.kind.value,
                _target(slo),
                counted(slo.window_days, "day") if slo.window_days else NOTHING,
                subject.person(slo.owner_id),
            )
        )
        for slo in subject.plan.slos
    )
    return Table("Service levels", columns, rows)


def _target(slo: Slo) -> str:
    sign = "≤" if slo.comparison == Comparison.BELOW else "≥"
    return f"{sign}{NBSP}{measure(slo.target, slo.unit)}" if slo.target is not None else NOTHING


def _rota(subject: Subject, state: Operating) -> Table | Paragraph:
    if not subject.plan.rota:
        person = subject.portfolio.person_name(subject.plan.maintenance.on_call_id)
        alone = f"{person} would be on call alone, week after week." if person else "Nobody would answer an alert."
        return Paragraph(f"No shift is planned: {alone}", "On-call rota")
    columns = (Column("Weeks", 1.6), Column("From", 1.4), Column("On call", 2.4), Column("Stand-in", 2.4))
    gaps = [f"W{week.week}" for week in state.gaps]
    note = f"Nobody is on call in {joined(gaps)}." if gaps else "Somebody is on call in each of these weeks."
    rows = tuple(_rota_row(subject, run) for run in _runs(state.rota))
    return Table("On-call rota", columns, rows, note)


def _runs(weeks: tuple[RotaWeek, ...]) -> list[list[RotaWeek]]:
    """Weeks that follow each other with the same people."""
    runs: list[list[RotaWeek]] = []
    for week in weeks:
        same = runs and (runs[-1][0].people, runs[-1][0].backups, runs[-1][0].is_gap) == (
            week.people,
            week.backups,
            week.is_gap,
        )
        if same:
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs


def _rota_row(subject: Subject, run: list[RotaWeek]) -> Row:
    first, last = run[0], run[-1]
    weeks = f"W{first.week}" if first is last else f"W{first.week}–W{last.week}"
    who: Cell = joined([subject.person(person) for person in first.people])
    if not first.people:
        who = Mark(Tone.WARN, "nobody")
    elif first.is_gap:
        who = Mark(Tone.WARN, f"{who}, {counted(len(first.uncovered), 'day')} open")
    backups = joined([subject.person(person) for person in first.backups]) or NOTHING
    return Row((weeks, day(first.monday), who, backups))


def _drills(subject: Subject, state: Operating) -> tuple[Block, ...]:
    quarters = Table(
        "Incident drills by quarter after hand-over",
        (
            Column("Quarter", 1.0),
            Column("From", 1.4),
            Column("To", 1.4),
            Column("State", 1.6),
            Column("Held", 0.8, Align.RIGHT),
        ),
        tuple(
            Row((str(q.number), day(q.first), day(q.last), Mark(QUARTER_MARKS[q.state], q.state.value), str(q.held)))
            for q in state.quarters
        ),
        f"{counted(state.budget.planned_drills, 'drill')} planned or held in the year after hand-over; {state.budget.drills} are budgeted.",
    )
    if not subject.plan.drills:
        return (quarters,)
    columns = (
        Column("Drill", 1.2),
        Column("Planned on", 1.3),
        Column("Held", 1.6),
        Column("Owner", 1.7),
        Column("What was learnt", 3.2),
    )
    rows = tuple(
        Row(
            (
                d.kind.value,
                day(d.planned_on),
                _held(subject, d),
                subject.person(d.owner_id),
                one_line(d.finding) or NOTHING,
            )
        )
        for d in subject.plan.drills
    )
    return (quarters, Table("Drills", columns, rows))


def _held(subject: Subject, drill: Drill) -> Cell:
    if drill.done_on is not None:
        return day(drill.done_on) + (f", {drill.minutes}{NBSP}min" if drill.minutes is not None else "")
    return Mark(Tone.WARN, "overdue") if is_overdue(drill, subject.status_day) else NOTHING


def _retraining(subject: Subject, state: Operating) -> Facts:
    policy, budget = subject.plan.retraining, state.budget
    kpi = next((kpi for kpi in subject.plan.kpis if kpi.id == policy.kpi_id), None)
    performance = f"{kpi.name} passes {measure(policy.performance_threshold, kpi.unit)}" if kpi else NOTHING
    drift = f"{policy.drift_metric} passes {number(policy.drift_threshold)}" if policy.drift_metric else NOTHING
    drift += (
        f" over {counted(policy.drift_window_days, 'day')}" if policy.drift_window_days and policy.drift_metric else ""
    )
    return Facts(
        (
            ("By performance", performance),
            ("By drift", drift),
            ("By schedule", subject.playbook.cadences.get(policy.cadence, policy.cadence) or NOTHING),
            ("Owner", subject.person(policy.owner_id)),
            (
                "Retrains in the first year",
                _work(budget.retrains, subject.money(budget.retraining), number(budget.retrain_fte_weeks)),
            ),
            (
                "Drills in the first year",
                _work(budget.drills, subject.money(budget.drilling), number(budget.drill_fte_weeks)),
            ),
        ),
        "When it is retrained, and what that takes",
    )


def _work(times: int, cost: str, fte_weeks: str) -> str:
    return f"{in_words(times)}: {cost} in the maintenance cost, {fte_weeks} FTE-weeks of demand"


def _readiness(subject: Subject, state: Operating) -> Table | Paragraph:
    if not subject.plan.checklist:
        return Paragraph("No checklist is kept: nobody can say what is ready.", "Readiness")
    columns = (Column("Item", 3.0), Column("State", 1.1), Column("Owner", 1.6), Column("Trade-off and evidence", 3.6))
    rows = tuple(
        Row(
            (
                item.name,
                ITEM_MARKS[item.state],
                subject.person(item.owner_id),
                ". ".join(filter(None, (one_line(item.trade_off).rstrip("."), one_line(item.evidence)))) or NOTHING,
            )
        )
        for item in subject.plan.checklist
    )
    return Table(f"Readiness: {state.ready} of {state.to_be_ready}", columns, rows)


def _tests(subject: Subject) -> Table | Paragraph:
    if not subject.plan.model_tests:
        return Paragraph("No test of the model is planned.", "Test plan")
    columns = (
        Column("Test", 2.8),
        Column("Data window", 2.2),
        Column("Owner", 1.6),
        Column("State", 1.0),
        Column("Result", 3.0),
    )
    marks = {"planned": Tone.OPEN, "passing": Tone.GOOD, "failing": Tone.BAD}
    rows = tuple(
        Row(
            (
                t.name,
                t.window or NOTHING,
                subject.person(t.owner_id),
                Mark(marks[t.state.value], t.state.value),
                one_line(t.result) or NOTHING,
            )
        )
        for t in subject.plan.model_tests
    )
    return Table("Test plan", columns, rows)


def _tools(subject: Subject) -> Table | Paragraph:
    if not subject.plan.tools:
        return Paragraph("No tool is named.", "Tools")
    columns = (
        Column("Tool", 2.4),
        Column("For", 1.2),
        Column("Bought or built", 1.2),
        Column(f"{subject.currency} a year", 1.2, Align.RIGHT),
        Column("Why", 3.6),
    )
    rows = tuple(
        Row((t.name, t.area.value, t.source.value, number(t.cost_year), one_line(t.reason) or NOTHING))
        for t in subject.plan.tools
    )
    return Table("Tools", columns, rows, "Their yearly cost is part of the infrastructure in the maintenance cost.")
