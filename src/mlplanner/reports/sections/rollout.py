"""How the model meets real cases, what was measured, and what that proves (P7)."""

from mlplanner.domain.enums import Comparison
from mlplanner.domain.rollout import Evidence, Stage, StageKind, StageState
from mlplanner.domain.validation import field_title
from mlplanner.domain.weeks import week_start
from mlplanner.engine.evidence import realised_benefit
from mlplanner.reports.blocks import Align, Block, Column, Facts, Mark, Paragraph, Row, Section, Table, Tone
from mlplanner.reports.chains import rollout_chain
from mlplanner.reports.escalations import escalation_table, watched
from mlplanner.reports.formats import NOTHING, counted, day, exact, measure, money, one_line, share
from mlplanner.reports.subjects import Subject
from mlplanner.reports.verdicts import verdict_reason, verdict_title

TITLE = "Rollout and evidence"
KINDS = {
    StageKind.SHADOW: "Shadow",
    StageKind.CANARY: "Canary",
    StageKind.AB_TEST: "A/B test",
    StageKind.STEPPED_WEDGE: "Stepped wedge",
    StageKind.BACKTEST: "Backtest or replay",
    StageKind.FULL: "All traffic",
}
STATES = {
    StageState.PLANNED: Mark(Tone.OPEN, "Planned"),
    StageState.RUNNING: Mark(Tone.OPEN, "Running"),
    StageState.PASSED: Mark(Tone.GOOD, "Passed"),
    StageState.ROLLED_BACK: Mark(Tone.BAD, "Rolled back"),
}


def rollout_section(subject: Subject) -> Section:
    """The chain from KPI to verdict, stages, criteria, measurements, escalation."""
    plan = subject.plan
    if not plan.stages and plan.evidence.kpi_id is None and not plan.observations:
        return Section(
            TITLE, "No rollout is planned yet: stages, criteria of success and escalation rules are missing."
        )
    return Section(TITLE, _finding(subject), (_chain(subject), _stages(subject), _criteria(subject), *_more(subject)))


def _finding(subject: Subject) -> str:
    result = subject.figures.evidence
    return f"Verdict, {_lower(verdict_title(result))}. {verdict_reason(subject.plan, result, subject.currency)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _chain(subject: Subject) -> Facts:
    links = rollout_chain(subject.plan, subject.figures, subject.currency)
    return Facts(tuple((link.title, link.text) for link in links), "From the business KPI to the verdict")


def _stages(subject: Subject) -> Table | Paragraph:
    if not subject.plan.stages:
        return Paragraph("No stage is planned: the model would meet all cases at once.", "Stages")
    columns = (
        Column("Stage", 2.2),
        Column("Kind", 1.2),
        Column("Traffic", 0.8, Align.RIGHT),
        Column("From", 1.1),
        Column("Weeks", 1.0),
        Column("Begins when", 2.4),
        Column("Goes back when", 2.4),
        Column("Owner", 1.3),
        Column("State", 1.1),
    )
    told = [f"{stage.name}: {one_line(stage.note)}" for stage in subject.plan.stages if stage.note]
    rows = tuple(_stage_row(stage, subject) for stage in subject.plan.stages)
    return Table("Stages", columns, rows, "  ".join(told), is_compact=True)


def _stage_row(stage: Stage, subject: Subject) -> Row:
    trigger = next((each for each in subject.plan.triggers if each.id == stage.trigger_id), None)
    back = "; ".join(filter(None, (watched(trigger) if trigger else "", one_line(stage.rollback_criteria))))
    return Row(
        (
            stage.name,
            KINDS[stage.kind],
            share(stage.share),
            day(week_start(subject.project.start, stage.from_week)),
            f"W{stage.from_week}–W{stage.to_week}",
            one_line(stage.entry_criteria) or NOTHING,
            back or NOTHING,
            subject.person(stage.owner_id),
            STATES[stage.state],
        )
    )


def _criteria(subject: Subject) -> Facts:
    evidence, result = subject.plan.evidence, subject.figures.evidence
    kpi = next((kpi for kpi in subject.plan.kpis if kpi.id == evidence.kpi_id), None)
    window = f"{counted(subject.project.evidence_days, 'day')}"
    if result.window_start and result.window_end:
        window += f", {day(result.window_start)} to {day(result.window_end)}"
    side = "at least" if evidence.comparison == Comparison.ABOVE else "at most"
    threshold = measure(evidence.threshold, kpi.unit if kpi else "")
    wanted = f"{side} {threshold}" if evidence.threshold is not None else NOTHING
    money_wanted = (
        f"{subject.money(evidence.threshold_money)} a year" if evidence.threshold_money is not None else NOTHING
    )
    realised = f"{subject.money(result.realised)} a year" if result.realised is not None else "not measured yet"
    pairs = (
        (field_title(Evidence, "kpi_id"), kpi.name if kpi else NOTHING),
        (field_title(Evidence, "threshold"), wanted),
        ("In money", money_wanted),
        (field_title(Evidence, "criteria"), one_line(evidence.criteria) or NOTHING),
        ("Fixed on", day(evidence.locked_on) if evidence.locked_on else "not fixed yet"),
        ("Evidence window", window),
        ("Realised after upkeep", f"{realised}; {subject.money(result.planned)} planned"),
        ("Follow-up", _follow_up(subject)),
    )
    return Facts(pairs, "Criteria, fixed before the launch")


def _follow_up(subject: Subject) -> str:
    plan = subject.plan
    experiment = next((each for each in plan.experiments if each.id == plan.evidence.follow_up_id), None)
    if experiment is None:
        return "none"
    cost = next((item for item in subject.figures.costs.items if item.cost_id == experiment.cost_id), None)
    return f"{experiment.name}, {money(cost.total, subject.currency) if cost else 'not budgeted'}"


def _more(subject: Subject) -> tuple[Block, ...]:
    rules = escalation_table(subject)
    return (_observations(subject), rules if rules.rows else Paragraph(rules.note, rules.title))


def _observations(subject: Subject) -> Table | Paragraph:
    if not subject.plan.observations:
        return Paragraph("Nothing has been measured since the launch.", "Measurements")
    columns = (
        Column("Day", 1.1),
        Column("KPI", 2.4),
        Column("Value", 1.2, Align.RIGHT),
        Column("Benefit a year", 1.3, Align.RIGHT),
        Column("Due to the model", 1.2, Align.RIGHT),
        Column("Upkeep", 1.2, Align.RIGHT),
        Column("Realised a year", 1.3, Align.RIGHT),
    )
    kpis = {kpi.id: kpi for kpi in subject.plan.kpis}
    rows = []
    for row in sorted(subject.plan.observations, key=lambda row: row.observed_on):
        kpi, realised = kpis[row.kpi_id], realised_benefit(row)
        worth = ("", "", "", "")
        if row.benefit is not None and realised is not None:
            worth = (exact(row.benefit), share(row.attribution), exact(row.automation_cost), exact(realised))
        rows.append(Row((day(row.observed_on), kpi.name, measure(row.value, kpi.unit), *worth)))
    note = "Realised: benefit times the share due to the model, less the upkeep of the automation."
    return Table(f"Measurements ({subject.currency})", columns, tuple(rows), note)
