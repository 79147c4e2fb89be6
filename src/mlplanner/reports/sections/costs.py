"""What it costs: build, handover against its band, contingency, maintenance, and when the money goes (P4.6, P4.7)."""

from dataclasses import replace
from decimal import Decimal

from mlplanner.charts.cash_flows import CashFlow, CashPeriod
from mlplanner.charts.handover_bands import HandoverBand
from mlplanner.domain.enums import CostCategory, CostTiming
from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import MONTH_NAMES
from mlplanner.engine.asks import ask_now, headroom
from mlplanner.engine.results import CostRow, Costs
from mlplanner.reports.blocks import Align, Block, Column, Paragraph, Picture, Row, RowKind, Section, Table
from mlplanner.reports.formats import NOTHING, counted, exact, share
from mlplanner.reports.subjects import Subject
from mlplanner.reports.uncertainty_words import contingency_basis

PARTS = ("labour", "one_off", "non_labour", "training", "handover", "contingency", "maintenance", "total")
TITLES = ("Labour", "One-off", "Other", "Training", "Handover", "Contingency", "Maintenance", "Total")
TOTALS = {"handover": "handover_budget", "maintenance": "maintenance_year", "total": "ask"}
SERIES = ("build", "handover", "contingency", "maintenance")


def costs_section(subject: Subject) -> Section:
    """The ask built up line by line, handover, maintenance, other costs, by fiscal year and month."""
    blocks: list[Block] = [_ask_table(subject), *_handover(subject), _maintenance(subject)]
    if subject.plan.costs:
        blocks.append(_items(subject))
    costs = subject.figures.costs
    if costs.by_month:
        blocks.append(Picture(f"Cash flow by month ({subject.currency})", _cash_flow(subject)))
        blocks.append(_layout(f"By fiscal year ({subject.currency})", costs.by_fiscal_year, costs))
        blocks.append(_layout(f"By month ({subject.currency})", tuple(map(named_month, costs.by_month)), costs))
    return Section("Costs", _finding(subject), tuple(blocks))


def _finding(subject: Subject) -> str:
    costs = subject.figures.costs
    said = f"The plan asks for {subject.money(costs.ask)} in all: {subject.money(costs.build)} to build, {subject.money(costs.handover_budget)} to hand over, "
    said += f"{subject.money(costs.contingency)} in reserve and {subject.money(costs.maintenance_year)} for the first year of operation"
    left = headroom(subject.project, subject.figures)
    if left is None:
        return f"{said}; no budget envelope is set."
    word = (
        f"which leaves {subject.money(left)} of the envelope"
        if left >= 0
        else f"{subject.money(-left)} over the envelope"
    )
    return f"{said}, {word}."


def _ask_table(subject: Subject) -> Table:
    costs, project = subject.figures.costs, subject.project
    columns = (Column("Figure", 2.6), Column(subject.currency, 1.2, Align.RIGHT), Column("What it is", 4.2))
    left = headroom(project, subject.figures)
    rows = [
        Row(("Labour", exact(costs.labour), "staffing lines, without handover weeks")),
        Row(("One-off", exact(costs.one_off), "recruiting and set-up")),
        Row(("Other costs", exact(costs.non_labour), "costs that are not labour")),
        Row(("Training", exact(costs.training), "programme fees charged to the project")),
        Row(("Build", exact(costs.build), "the four above"), RowKind.TOTAL),
        Row(("Handover budget", exact(costs.handover_budget), f"{share(project.handover_pct)} of build")),
        Row(("Contingency", exact(costs.contingency), contingency_basis(subject.plan))),
        Row(("Maintenance, first year", exact(costs.maintenance_year), "twelve months from hand-over")),
        Row(("Ask in all", exact(costs.ask), "what approval grants"), RowKind.TOTAL),
        Row(
            (
                "Spent",
                exact(subject.figures.spent),
                "planned cost of the weeks that lie wholly before the day of this document",
            )
        ),
        Row(("Ask now", exact(ask_now(subject.figures)), "the ask less what is spent"), RowKind.CHOSEN),
    ]
    if project.budget is not None and left is not None:
        rows.append(Row(("Budget envelope", exact(project.budget), "from the brief")))
        rows.append(
            Row(("Headroom", exact(left), "the envelope less the ask" if left >= 0 else "the ask exceeds the envelope"))
        )
    returns = subject.figures.returns
    rows.append(
        Row(
            (
                f"Total cost of ownership, {returns.years} years",
                exact(returns.tco),
                "build, handover, contingency and maintenance with indexation",
            )
        )
    )
    return Table("The ask", columns, tuple(rows))


def _handover(subject: Subject) -> tuple[Block, ...]:
    costs, figure = subject.figures.costs, subject.playbook.figures["handover_pct"]
    planned = costs.handover_planned / costs.build if costs.build else None
    band = HandoverBand(subject.project.handover_pct, planned, figure.low or Decimal(0), figure.high or Decimal(1))
    said = f"The plan spends {subject.currency} {exact(costs.handover_planned)} of the {exact(costs.handover_budget)} kept for handover"
    cover = f" ({share(costs.handover_cover)})" if costs.handover_cover is not None else ""
    inside = "inside" if figure.holds(subject.project.handover_pct) else "outside"
    note = f"{said}{cover}. The budget lies {inside} the usual band."
    return (Picture("Handover, as a share of build", band, note),)


def _maintenance(subject: Subject) -> Table | Paragraph:
    cost, plan = subject.figures.costs.maintenance, subject.plan.maintenance
    if not cost.total:
        return Paragraph(
            "No maintenance is planned: a model without upkeep gets worse unseen. Add operations, monitoring and retrains.",
            "Maintenance, first year",
        )
    columns = (Column("Figure", 2.6), Column(subject.currency, 1.2, Align.RIGHT), Column("What it is", 4.2))
    labour = (
        f"{plan.fte:f} FTE {subject.playbook.role_title(plan.role)} at {exact(cost.annual_rate)} a year"
        if plan.fte
        else NOTHING
    )
    tools = f"of which tools {exact(cost.tooling)}" if cost.tooling else ""
    owner, on_call = subject.person(plan.owner_id), subject.person(plan.on_call_id)
    since = f" from week {plan.on_call_from_week}" if plan.on_call_from_week else ""
    rows = (
        Row(("Operations", exact(cost.labour), labour)),
        Row(("Infrastructure", exact(cost.infrastructure), tools)),
        Row(("Monitoring", exact(cost.monitoring), "")),
        Row(
            ("Retraining", exact(cost.retraining), f"{counted(cost.retrains, 'retrain')} at {exact(plan.retrain_cost)}")
        ),
        Row(("Incident drills", exact(cost.drilling), f"{counted(cost.drills, 'drill')} at {exact(plan.drill_cost)}")),
        Row(
            (
                "Maintenance",
                exact(cost.total),
                f"operational owner: {owner}; on call: {on_call}{since if plan.on_call_id else ''}",
            ),
            RowKind.TOTAL,
        ),
    )
    return Table("Maintenance, first year", columns, rows)


def _items(subject: Subject) -> Table:
    columns = (
        Column("Cost", 3.0),
        Column("Category", 1.3),
        Column("Amount", 1.4, Align.RIGHT),
        Column("Falls due", 2.0),
        Column("Times", 0.8, Align.RIGHT),
        Column(f"Total {subject.currency}", 1.5, Align.RIGHT),
    )
    names = {CostCategory.NON_LABOUR: "other", CostCategory.TRAINING: "training", CostCategory.HANDOVER: "handover"}
    items = {item.cost_id: item for item in subject.figures.costs.items}
    rows = []
    for cost in subject.plan.costs:
        item = items.get(cost.id or 0)
        due = (
            f"once, week {cost.from_week}"
            if cost.timing == CostTiming.ONCE
            else f"monthly, weeks {cost.from_week} to {cost.to_week}"
        )
        amount = (
            f"{cost.currency} {exact(cost.amount)}".strip() if cost.currency != subject.currency else exact(cost.amount)
        )
        counts = (str(item.times), exact(item.total)) if item else (NOTHING, NOTHING)
        rows.append(Row((cost.name, names[cost.category], amount, due, *counts)))
    return Table("Costs beside labour", columns, tuple(rows))


def _cash_flow(subject: Subject) -> CashFlow:
    periods = tuple(
        CashPeriod(f"{MONTH_NAMES[row.start.month - 1]} {row.start.year % 100:02d}", _amounts(row))
        for row in subject.figures.costs.by_month
    )
    return CashFlow(SERIES, periods, subject.figures.costs.ask, subject.currency)


def _amounts(row: CostRow) -> tuple[Decimal, ...]:
    return (row.labour + row.one_off + row.non_labour + row.training, row.handover, row.contingency, row.maintenance)


def named_month(row: CostRow) -> CostRow:
    """The row labelled `Feb 2026`, as the document writes all its days."""
    return replace(row, label=f"{MONTH_NAMES[row.start.month - 1]} {row.start.year}")


def _layout(title: str, rows: tuple[CostRow, ...], costs: Costs) -> Table:
    """Periods with the parts that are not nothing everywhere; they add up to the ask and its parts."""
    used = [part for part in PARTS if any(getattr(row, part) for row in rows)]
    columns = (Column("Period", 1.1), *(Column(TITLES[PARTS.index(part)], 1.0, Align.RIGHT) for part in used))
    shown = [Row((row.label, *(format_amount(getattr(row, part), 2) for part in used))) for row in rows]
    sums = (exact(getattr(costs, TOTALS.get(part, part))) for part in used)
    return Table(title, columns, (*shown, Row(("All", *sums), RowKind.TOTAL)), is_compact=True)
