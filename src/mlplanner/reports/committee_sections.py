"""The chapters of the committee pack: each opens with its finding in one sentence."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.funding import UNALLOCATED, FundingRow
from mlplanner.engine.loads import roles_over
from mlplanner.engine.portfolios import next_gate_dates
from mlplanner.reports.blocks import Align, Block, Column, Facts, Mark, Row, RowKind, Section, Table, Tone
from mlplanner.reports.committee_risks import reviews_section, risks_section
from mlplanner.reports.committee_uncertainty import uncertainty_section
from mlplanner.reports.committees import Committee
from mlplanner.reports.formats import NOTHING, counted, day, joined, money, one_line, sentence, share

RIGHT = Align.RIGHT


def decisions_asked(committee: Committee) -> Section:
    """The gates that fall due, with what each project asks for and who decides."""
    due = [committee.portfolio.plans[key] for key in committee.totals.gates_due]
    others = tuple(_other_decisions(committee))
    also: tuple[Block, ...] = (Facts(others, "Also to be decided"),) if others else ()
    if not due:
        return Section("Decisions asked", f"No gate falls due in the next {committee.days_ahead} days.", also)
    columns = (
        Column("Project", 2.6),
        Column("Gate", 1.6),
        Column("Due", 1.2),
        Column("Decides", 1.8),
        Column(f"Ask ({committee.currency})", 1.4, RIGHT),
        Column("Readiness", 1.5),
    )
    rows = tuple(Row(_decision(committee, plan)) for plan in due)
    late = sum(_is_late(committee, plan) for plan in due)
    finding = f"{counted(len(due), 'gate')} to decide within {committee.days_ahead} days"
    finding += f", {late} of them late." if late else "."
    return Section("Decisions asked", finding, (Table("Gates that fall due", columns, rows), *also))


def _other_decisions(committee: Committee) -> Iterator[tuple[str, str]]:
    """What waits for the committee beside the gates: pauses, approvals that the plan left behind, archive, funding."""
    pairs = [(plan, committee.figures[plan.id]) for plan in committee.live_plans]
    for plan, figures in pairs:
        if pause := figures.governance.pause:
            yield f"Pause of {plan.project.name}", f"Since {day(pause.paused_on)}: {sentence(one_line(pause.reason))}"
    stale = [plan.project.name for plan, figures in pairs if figures.approval and figures.approval.is_stale]
    if stale:
        yield "Approve again", f"The plan is no longer what was approved: {joined(stale)}."
    retired = [row.model.name for row in committee.inventory if row.is_proposed_for_retirement]
    if retired:
        yield "Archive or keep", f"Proposed for the archive: {joined(retired)}."
    left = sum((row.pooled for row in committee.funding.rows if row.business_unit == UNALLOCATED), Decimal(0))
    if left > 0:
        yield "Platform", f"{money(left, committee.currency)} of its budget is borne by nobody."


def _decision(committee: Committee, plan: ProjectPlan) -> tuple[str | Mark, ...]:
    figures, gate = committee.figures[plan.id], plan.next_gate
    dates = next_gate_dates(plan, figures)
    if gate is None or dates is None:
        return (plan.project.name, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    ready = next(item for item in figures.readiness if item.gate_id == gate.id)
    stopped = len(ready.missing) + len(ready.blockers)
    mark = Mark(Tone.GOOD, "ready") if not stopped else Mark(Tone.BAD, counted(stopped, "open point"))
    return (
        plan.project.name,
        gate.name,
        day(dates.date),
        committee.portfolio.person_name(gate.owner_id) or f"nobody named ({gate.owner_role})",
        format_amount(figures.costs.ask),
        mark,
    )


def _is_late(committee: Committee, plan: ProjectPlan) -> bool:
    dates = next_gate_dates(plan, committee.figures[plan.id])
    return dates is not None and dates.date < committee.today


def money_section(committee: Committee) -> Section:
    """What is asked by fiscal year, and who pays for projects and platform."""
    totals, funding = committee.totals, committee.funding
    if not committee.portfolio.plans:
        return Section("Money", "There is no project yet, so nothing is asked for.")
    years = Facts(
        tuple((label, money(amount, committee.currency)) for label, amount in totals.by_fiscal_year.items()),
        "Asks by fiscal year",
    )
    columns = (
        Column("Business unit", 2.2),
        Column("Cost centre", 1.2),
        Column("Asks of projects", 1.5, RIGHT),
        Column("Pooled platform", 1.5, RIGHT),
        Column("Per use", 1.2, RIGHT),
        Column("Total", 1.5, RIGHT),
    )
    rows = [Row(_payer(row)) for row in funding.rows]
    rows.append(Row(_payer(funding.totals), RowKind.TOTAL))
    finding = (
        f"{counted(totals.projects, 'project')} ask for {money(totals.ask, committee.currency)}; the platform takes "
        f"{money(funding.platform, committee.currency)} a year."
    )
    return Section("Money", finding, (years, Table(f"Who pays ({committee.currency})", columns, tuple(rows))))


def _payer(row: FundingRow) -> tuple[str, ...]:
    amounts = (row.asks, row.pooled, row.per_use, row.total)
    return (
        row.business_unit or "No business unit",
        row.cost_centre or NOTHING,
        *(format_amount(amount, 2) for amount in amounts),
    )


def capacity_section(committee: Committee) -> Section:
    """Roles that are asked for more than there is, and because of which projects."""
    over = roles_over(committee.loads)
    if not over:
        return Section("Capacity", "In no week is a role asked for more than there is.")
    columns = (
        Column("Role", 1.8),
        Column("Weeks over", 1.0, RIGHT),
        Column("First week", 1.2),
        Column("Worst gap, FTE", 1.2, RIGHT),
        Column("Projects behind it", 4.0),
    )
    rows = tuple(Row(_shortage(committee, role, ids)) for role, ids in over.items())
    worst = max(over, key=lambda role: committee.loads.roles[role].weeks_over)
    finding = (
        f"{counted(len(over), 'role')} short; the worst is {committee.playbook.role_title(worst)} with "
        f"{counted(committee.loads.roles[worst].weeks_over, 'week')} over capacity."
    )
    return Section("Capacity", finding, (Table("Roles over capacity", columns, rows),))


def _shortage(committee: Committee, role: str, projects: frozenset[int]) -> tuple[str, ...]:
    load = committee.loads.roles[role]
    gaps = [demand - supply for demand, supply in zip(load.demand, load.supply, strict=True)]
    plans = [plan for key, plan in committee.portfolio.plans.items() if key in projects]
    return (
        committee.playbook.role_title(role),
        str(load.weeks_over),
        day(committee.loads.mondays[load.over.index(True)]),
        format_amount(max(gaps), 2),
        joined([plan.project.name for plan in plans]) or "training",
    )


def models_section(committee: Committee) -> Section:
    """Models in service, what they lack, and those that should be archived."""
    rows = committee.inventory
    if not rows:
        return Section("Models and retirements", "The inventory is empty: no project names its model.")
    proposed = [row for row in rows if row.is_proposed_for_retirement]
    columns = (
        Column("Model", 2.0),
        Column("Project", 2.0),
        Column("State", 1.1),
        Column(f"Maintenance a year ({committee.currency})", 1.5, RIGHT),
        Column("Lacks", 1.8),
        Column("Why archive it", 2.4),
    )
    table = Table(
        "Model inventory",
        columns,
        tuple(
            Row(
                (
                    row.model.name,
                    row.project,
                    row.model.state.value,
                    format_amount(row.maintenance_year, 2),
                    joined(list(row.missing)) or NOTHING,
                    joined(list(row.retirement_reasons)) or NOTHING,
                )
            )
            for row in rows
        ),
    )
    names = joined([row.model.name for row in proposed])
    finding = f"{counted(len(rows), 'model')}; " + (
        f"proposed for the archive: {names}." if proposed else "none to archive."
    )
    return Section("Models and retirements", finding, (table,))


def training_section(committee: Committee) -> Section:
    """Who is being trained, until when, and what they can do then."""
    open_now = [training for training in committee.trainings if not training.is_done]
    if not open_now:
        return Section("Capability roadmap", "Nobody is enrolled in training from today on.")
    columns = (
        Column("Person", 1.8),
        Column("Programme", 2.4),
        Column("Until", 1.2),
        Column("Load", 0.8, RIGHT),
        Column("Skill", 2.4),
    )
    rows = tuple(
        Row((item.person.name, item.entry.title, day(item.end), share(item.entry.fte, 0), item.entry.skill))
        for item in open_now
    )
    finding = f"{counted(len(open_now), 'person', 'people')} in training; the last programme ends {day(max(item.end for item in open_now))}."
    return Section("Capability roadmap", finding, (Table("Enrolments", columns, rows),))


def operating_section(committee: Committee) -> Section:
    """How the programme is run, and what it offers."""
    programme = committee.portfolio.programme
    entry = committee.playbook.operating_models.get(programme.operating_model or "")
    blocks: list[Block] = []
    if committee.portfolio.services:
        columns = (Column("Service", 1.8), Column("SLA", 3.6), Column("Cost centre", 1.2), Column("Projects", 2.6))
        rows = tuple(Row(cells) for cells in _services(committee))
        blocks.append(Table("Service catalogue", columns, rows))
    if entry is None:
        return Section("Operating model", "No operating model is chosen yet.", tuple(blocks))
    return Section("Operating model", f"{entry.title}. {entry.advice}", tuple(blocks))


def _services(committee: Committee) -> Iterator[tuple[str, ...]]:
    for service in committee.portfolio.services:
        users = [
            plan.project.name
            for plan in committee.live_plans
            if any(item.service_id == service.id for item in plan.subscriptions)
        ]
        yield service.name, service.sla or NOTHING, service.cost_centre or NOTHING, joined(users) or NOTHING


COMMITTEE_SECTIONS: tuple[Callable[[Committee], Section], ...] = (
    decisions_asked,
    money_section,
    capacity_section,
    uncertainty_section,
    risks_section,
    reviews_section,
    models_section,
    training_section,
    operating_section,
)
