"""The brief: what is to be reached, who answers for it, by which measures, and who acts on the output (P1.1, P1.2, P1.5)."""

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.projects import Project
from mlplanner.engine.checks.wording import say_field
from mlplanner.reports.blocks import Align, Block, Column, Facts, Paragraph, Row, Section, Table
from mlplanner.reports.evidence import kpi_cells
from mlplanner.reports.formats import NOTHING, counted, day, joined, limit, one_line
from mlplanner.reports.subjects import Subject

INCOMPLETE, KPI_RULES = "brief_incomplete", ("kpi_count", "kpi_kind_missing")
"""The rules that say what the brief lacks."""


def brief_section(subject: Subject) -> Section:
    """Brief, KPIs, action plan and triggers."""
    blocks: list[Block] = [Facts(brief_pairs(subject)), kpi_table(subject), *action_blocks(subject)]
    return Section("Brief", _finding(subject), tuple(blocks))


def missing_parts(subject: Subject) -> tuple[str, ...]:
    """What the brief does not say yet, as the checks found it (P1.1)."""
    findings = subject.figures.findings
    lacking = [finding for finding in findings if finding.rule == INCOMPLETE]
    parts = [say_field(Project, finding.field) if finding.field else "timeline" for finding in lacking]
    if any(finding.rule in KPI_RULES for finding in findings):
        band = subject.playbook.figures["kpi_count"]
        parts.append(f"{band.low} to {band.high} KPIs of both kinds")
    return tuple(parts)


def brief_pairs(subject: Subject) -> tuple[tuple[str, str], ...]:
    """The brief's own fields, each with its name."""
    project, timeline = subject.project, subject.figures.timeline
    owner = subject.portfolio.people.get(project.owner_id or 0)
    weeks = f"{counted(timeline.delivery_weeks, 'week')}, {day(timeline.start)} to {day(timeline.delivery)}"
    headroom = f"; handed over {day(timeline.handed_over)}" if timeline.headroom_weeks else ""
    return (
        ("Business objective", project.objective or NOTHING),
        ("Accountable owner", f"{owner.name}, {owner.unit}".rstrip(", ") if owner else NOTHING),
        ("Executive sponsor", subject.person(project.sponsor_id)),
        ("Timeline", weeks + headroom),
        ("Budget envelope", subject.money(project.budget) if project.budget is not None else NOTHING),
        ("Primary stakeholders", project.stakeholders or NOTHING),
        ("What changes", project.decision_change or NOTHING),
        ("Why now", project.why_now or NOTHING),
    )


def kpi_table(subject: Subject) -> Table:
    """All KPIs with baseline, target, threshold and what was measured."""
    columns = (
        Column("KPI", 2.6),
        Column("Kind", 0.9),
        Column("Baseline", 1.1, Align.RIGHT),
        Column("Target", 1.2, Align.RIGHT),
        Column("Go/no-go", 1.2, Align.RIGHT),
        Column("Measured", 1.1, Align.RIGHT),
        Column("Status", 1.1),
        Column("How and how often", 2.2),
        Column("Owner", 1.6),
    )
    note = "" if subject.plan.kpis else "No KPI is set yet."
    return Table("KPIs", columns, tuple(_kpi_row(kpi, subject) for kpi in subject.plan.kpis), note)


def action_blocks(subject: Subject) -> tuple[Block, ...]:
    """Who acts on the output and what they do differently; the triggers that take the model back."""
    project = subject.project
    pairs = (
        ("Who acts on it", subject.person(project.action_owner_id)),
        ("What they do differently", project.action_change or NOTHING),
    )
    return (Facts(pairs, "Action plan"), trigger_block(subject))


def trigger_block(subject: Subject) -> Table | Paragraph:
    """The rollback triggers, or that there are none."""
    if not subject.plan.triggers:
        return Paragraph(
            "No rollback trigger is set: nothing says when the model has to be taken back.", "Rollback triggers"
        )
    columns = (Column("When", 2.4), Column("Limit", 1.0, Align.RIGHT), Column("Then", 3.4), Column("By", 1.6))
    rows = tuple(
        Row(
            (
                t.metric,
                limit(t.comparison, t.threshold, t.unit),
                one_line(t.action) or NOTHING,
                subject.person(t.owner_id),
            )
        )
        for t in subject.plan.triggers
    )
    return Table("Rollback triggers", columns, rows)


def _kpi_row(kpi: Kpi, subject: Subject) -> Row:
    cadence = subject.playbook.cadences.get(kpi.cadence, kpi.cadence)
    how = ", ".join(part for part in (one_line(kpi.method), cadence[:1].lower() + cadence[1:]) if part)
    return Row((*kpi_cells(kpi), how or NOTHING, subject.person(kpi.owner_id)))


def _finding(subject: Subject) -> str:
    missing = missing_parts(subject)
    if missing:
        return f"The brief is not complete: it lacks {joined(missing)}."
    kpis = counted(len(subject.plan.kpis), "KPI")
    owner = subject.person(subject.project.owner_id)
    return f"The brief is complete: {owner} answers for the result, which is held against {kpis}."
