"""The brief on one page: what is to be reached, by whom, by when, at what cost, and how it is measured (P1.1, P1.2, P1.5)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.charts.money_bars import MoneyBar
from mlplanner.charts.time_bars import TimeBar
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.asks import ask_now, headroom
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import Align, Column, Row, RowKind, RunningHead, Sentence, Span, Table, Tone
from mlplanner.reports.evidence import kpi_cells
from mlplanner.reports.formats import (
    NOTHING,
    counted,
    day,
    exact,
    first_upper,
    joined,
    limit,
    number,
    one_line,
    payback,
    share,
)
from mlplanner.reports.page_ones import KeyNumber, people
from mlplanner.reports.recommendations import Recommendation, warnings
from mlplanner.reports.sections.brief import missing_parts
from mlplanner.reports.subjects import Subject
from mlplanner.reports.time_bars import time_bar, time_title
from mlplanner.reports.uncertainty_words import reserve_basis

TRIGGERS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class BriefReport:
    """The page's content, from the top down."""

    title: str
    author: str
    head: RunningHead
    name: str
    people: tuple[str, ...]
    objective: Sentence
    verdict: Recommendation
    warnings: tuple[str, ...]
    key_numbers: tuple[KeyNumber, ...]
    decision_change: str
    action_owner: str
    action_change: str
    roles: tuple[tuple[str, str], ...]
    kpis: Table
    triggers: Table
    time_title: str
    time_bar: TimeBar
    time_note: str
    money_title: str
    money_bar: MoneyBar
    money_note: str
    value: Table
    ask: Table


def build_brief(
    portfolio: Portfolio,
    plan: ProjectPlan,
    figures: Figures,
    playbook: Playbook,
    today: date,
    *,
    fingerprint: str,
    version: int,
) -> BriefReport:
    """The brief as of the portfolio's status day."""
    subject = Subject(portfolio, plan, figures, playbook, today, fingerprint, version)
    project = plan.project
    return BriefReport(
        title=f"Brief {project.ref} {project.name}",
        author=portfolio.person_name(project.author_id),
        head=subject.head("Project brief", (project.business_unit,) if project.business_unit else ()),
        name=project.name,
        people=people(subject),
        objective=(Span(one_line(project.objective) or "The business objective is not written yet"),),
        verdict=_verdict(subject),
        warnings=warnings(subject),
        key_numbers=_key_numbers(subject),
        decision_change=one_line(project.decision_change) or "The brief does not say which decision changes.",
        action_owner=subject.person(project.action_owner_id),
        action_change=one_line(project.action_change) or "Not said yet.",
        roles=_roles(subject),
        kpis=_kpis(subject),
        triggers=_triggers(subject),
        time_title=time_title(subject),
        time_bar=time_bar(subject),
        time_note=_time_note(subject),
        money_title=f"Budget envelope ({subject.currency})",
        money_bar=MoneyBar(figures.spent, ask_now(figures), headroom(project, figures)),
        money_note=_money_note(subject),
        value=_value(subject),
        ask=_ask(subject),
    )


def _verdict(subject: Subject) -> Recommendation:
    missing = missing_parts(subject)
    if missing:
        verdict = f"Not complete: {counted(len(missing), 'part')} missing"
        return Recommendation(verdict, joined(missing), Tone.BAD)
    return Recommendation("Complete", "objective, owner, time, budget, stakeholders and KPIs are named", Tone.GOOD)


def _key_numbers(subject: Subject) -> tuple[KeyNumber, ...]:
    figures, timeline, code = subject.figures, subject.figures.timeline, subject.currency
    budget = subject.project.budget
    envelope = f"{code} of a {format_amount(budget)} envelope" if budget is not None else f"{code}; no envelope is set"
    back = first_upper(payback(figures.returns, figures.value.benefit_year))
    return (
        KeyNumber("Ask in all", format_amount(figures.costs.ask), envelope),
        KeyNumber(
            "Timeline", counted(timeline.delivery_weeks, "week"), f"{day(timeline.start)} to {day(timeline.delivery)}"
        ),
        KeyNumber("Value a year", format_amount(figures.value.benefit_year), f"{code}, before maintenance"),
        KeyNumber("Payback", back, "after hand-over, not discounted"),
    )


def _roles(subject: Subject) -> tuple[tuple[str, str], ...]:
    project, maintenance = subject.project, subject.plan.maintenance
    return (
        ("Accountable owner", subject.person(project.owner_id)),
        ("Executive sponsor", subject.person(project.sponsor_id)),
        ("Model risk owner", subject.person(subject.figures.governance.model_risk_owner_id)),
        ("Operational owner", subject.person(maintenance.owner_id)),
        ("Stakeholders", one_line(project.stakeholders) or NOTHING),
    )


def _kpis(subject: Subject) -> Table:
    columns = (
        Column("KPI", 3.0),
        Column("Kind", 0.9),
        Column("Baseline", 1.0, Align.RIGHT),
        Column("Target", 1.0, Align.RIGHT),
        Column("Go/no-go", 1.0, Align.RIGHT),
        Column("Measured", 1.0, Align.RIGHT),
        Column("Status", 1.0),
        Column("Owner", 1.7),
    )
    most = int(subject.playbook.figures["kpi_count"].high or len(subject.plan.kpis))
    rows = tuple(Row((*kpi_cells(kpi), subject.person(kpi.owner_id))) for kpi in subject.plan.kpis[:most])
    rest = len(subject.plan.kpis) - len(rows)
    return Table(
        f"KPIs{f' (the first {most}; {rest} more in the plan)' if rest > 0 else ''}",
        columns,
        rows,
        "No KPI is set yet.",
    )


def _triggers(subject: Subject) -> Table:
    columns = (Column("When", 2.4), Column("Limit", 0.8, Align.RIGHT), Column("Then", 3.4), Column("By", 1.5))
    shown = subject.plan.triggers[:TRIGGERS_SHOWN]
    rows = tuple(
        Row(
            (
                t.metric,
                limit(t.comparison, t.threshold, t.unit),
                one_line(t.action) or NOTHING,
                subject.person(t.owner_id),
            )
        )
        for t in shown
    )
    rest = len(subject.plan.triggers) - len(shown)
    note = "No rollback trigger is set: nothing says when the model has to be taken back."
    return Table(f"Rollback triggers{f' ({rest} more in the plan)' if rest else ''}", columns, rows, note)


def _time_note(subject: Subject) -> str:
    gates = subject.figures.timeline.gates
    said = joined([f"G{place} {day(gate.date)}" for place, gate in enumerate(gates, start=1)])
    return f"{said}; handed over {day(subject.figures.timeline.handed_over)}."


def _money_note(subject: Subject) -> str:
    left = headroom(subject.project, subject.figures)
    if left is None:
        return "No budget envelope is set."
    word = "The ask leaves" if left >= 0 else "The ask exceeds the envelope by"
    return f"{word} {subject.money(abs(left))}{' of the envelope' if left >= 0 else ''}."


def _value(subject: Subject) -> Table:
    value, returns, model, code = subject.figures.value, subject.figures.returns, subject.plan.value, subject.currency
    precision = value.break_even_precision
    even = share(precision, 2) if precision is not None else NOTHING
    rows = (
        Row(("Decisions a year", number(model.decisions_per_year))),
        Row(("Value of a prediction", f"{code} {number(round(value.value_per_prediction, 4))}")),
        Row(("Break-even precision", f"{even} (plan: {share(model.precision, 2)})")),
        Row(("Value a year", f"{code} {exact(value.benefit_year)}")),
        Row((f"Net present value, {returns.years} years", f"{code} {exact(returns.npv)}"), RowKind.TOTAL),
    )
    return Table("Value", (Column("", 1.6), Column("", 1.4, Align.RIGHT)), rows)


def _ask(subject: Subject) -> Table:
    costs, project = subject.figures.costs, subject.project
    rows = (
        Row(("Build", exact(costs.build))),
        Row((f"Handover budget, {share(project.handover_pct)} of build", exact(costs.handover_budget))),
        Row((f"Contingency, {reserve_basis(subject.plan)}", exact(costs.contingency))),
        Row(("Maintenance, first year", exact(costs.maintenance_year))),
        Row(("Ask in all", exact(costs.ask)), RowKind.TOTAL),
    )
    return Table(f"Ask ({subject.currency})", (Column("", 2.2), Column("", 1.0, Align.RIGHT)), rows)
