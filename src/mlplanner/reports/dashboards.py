"""The sponsor's dashboard on one page: business with attribution, model health, operations and adoption (P7.7)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.rollout import DashboardItem, DashboardPanel
from mlplanner.engine.evidence import last_observation
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import Column, Row, RunningHead, Table
from mlplanner.reports.escalations import escalation_table
from mlplanner.reports.formats import NOTHING, day, goal, measure, share
from mlplanner.reports.subjects import Subject
from mlplanner.reports.verdicts import verdict_reason, verdict_title

PANELS = {
    DashboardPanel.BUSINESS: "Business KPI, with the share due to the model",
    DashboardPanel.HEALTH: "Model health",
    DashboardPanel.OPERATIONS: "Operations and adoption",
}
EMPTY = "Nothing is shown here yet; add a line on the Rollout tab."


@dataclass(frozen=True, slots=True)
class DashboardReport:
    """The page from the top down; `panels` in the order of `PANELS`, and last what happens when a metric slips."""

    title: str
    author: str
    head: RunningHead
    name: str
    people: tuple[str, ...]
    verdict: str
    reason: str
    numbers: tuple[tuple[str, str], ...]
    panels: tuple[Table, ...]


def build_dashboard(
    portfolio: Portfolio,
    plan: ProjectPlan,
    figures: Figures,
    playbook: Playbook,
    today: date,
    *,
    fingerprint: str,
    version: int,
) -> DashboardReport:
    """The specification of the dashboard with today's values where there are any."""
    subject = Subject(portfolio, plan, figures, playbook, today, fingerprint, version)
    result = figures.evidence
    return DashboardReport(
        title=f"Dashboard {plan.project.ref} {plan.project.name}",
        author=portfolio.person_name(plan.project.author_id),
        head=subject.head("Dashboard", ("specification and values of today",)),
        name=plan.project.name,
        people=(
            f"Sponsor: {subject.person(plan.project.sponsor_id)}",
            f"Owner: {subject.person(plan.project.owner_id)}",
        ),
        verdict=verdict_title(result),
        reason=verdict_reason(plan, result, subject.currency),
        numbers=_numbers(subject),
        panels=(*(_panel(subject, panel) for panel in DashboardPanel), escalation_table(subject)),
    )


def _numbers(subject: Subject) -> tuple[tuple[str, str], ...]:
    result = subject.figures.evidence
    kpi = next((kpi for kpi in subject.plan.kpis if kpi.id == subject.plan.evidence.kpi_id), None)
    seen = last_observation(subject.plan, subject.status_day)
    return (
        (kpi.name if kpi else "Business KPI", measure(result.value, kpi.unit) if kpi else NOTHING),
        ("Due to the model", share(seen.attribution) if seen else NOTHING),
        ("Realised a year, after upkeep", subject.money(result.realised) if result.realised is not None else NOTHING),
        ("Planned a year", subject.money(result.planned)),
    )


def _panel(subject: Subject, panel: DashboardPanel) -> Table:
    lines = [line for line in subject.plan.dashboard if line.panel == panel]
    columns = (
        Column("Shows", 3.0),
        Column("KPI", 1.9),
        Column("Baseline", 1.0),
        Column("Threshold", 1.1),
        Column("Last value", 1.6),
        Column("Source", 2.0),
        Column("Refreshed", 1.2),
        Column("Owner", 1.4),
    )
    rows = tuple(_row(subject, line) for line in lines)
    return Table(PANELS[panel], columns, rows, "" if rows else EMPTY)


def _row(subject: Subject, line: DashboardItem) -> Row:
    kpi = _kpi_of(subject, line)
    known = (
        (kpi.name, measure(kpi.baseline, kpi.unit), goal(kpi.threshold, kpi.unit, kpi.direction), _last(subject, kpi))
        if kpi
        else (NOTHING,) * 4
    )
    cadence = subject.playbook.cadences.get(line.cadence, line.cadence)
    return Row((line.name, *known, line.source or NOTHING, cadence or NOTHING, subject.person(line.owner_id)))


def _kpi_of(subject: Subject, line: DashboardItem) -> Kpi | None:
    """The line's KPI; the playbook's line about the business KPI shows the one that decides."""
    is_about_it = any(entry.shows_kpi and entry.title == line.name for entry in subject.playbook.dashboard.values())
    kpi_id = subject.plan.evidence.kpi_id if line.kpi_id is None and is_about_it else line.kpi_id
    return next((kpi for kpi in subject.plan.kpis if kpi.id == kpi_id), None)


def _last(subject: Subject, kpi: Kpi) -> str:
    """The newest of what was observed after the launch, else what the KPI itself records."""
    seen = [(row.observed_on, row.value) for row in subject.plan.observations if row.kpi_id == kpi.id]
    if kpi.measured is not None and kpi.measured_on is not None:
        seen.append((kpi.measured_on, kpi.measured))
    if not seen:
        return NOTHING
    when, value = max(seen, key=lambda pair: pair[0])
    return f"{measure(value, kpi.unit)}, {day(when)}"
