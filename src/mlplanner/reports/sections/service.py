"""The models in the inventory, the platform services that the project uses, who pays, and who is trained (P8, P4.8)."""

from collections.abc import Iterator
from datetime import date

from mlplanner.domain.money import ZERO
from mlplanner.domain.programme import FundingMode, Subscription
from mlplanner.engine.funding import charge_for_use, pooled_by_payer
from mlplanner.engine.inventory import InventoryRow, take_inventory
from mlplanner.engine.trainings import Training, plan_trainings
from mlplanner.reports.blocks import Align, Block, Cell, Column, Facts, Mark, Paragraph, Row, Section, Table, Tone
from mlplanner.reports.formats import NOTHING, counted, day, exact, first_upper, joined, one_line, share
from mlplanner.reports.subjects import Subject

TITLE = "Model and service"
FUNDING = {FundingMode.POOLED: "pooled budget", FundingMode.PER_USE: "charge per use", FundingMode.MIX: "a mix of both"}
RIGHT = Align.RIGHT


def service_section(subject: Subject) -> Section:
    """What is run, on which service, who pays for it, and who is trained for it."""
    models = _inventory(subject)
    trainings = _trainings(subject)
    blocks: list[Block] = [*_models(subject, models), *_services(subject), *_funding(subject)]
    blocks += [_training(subject, trainings)] if trainings else []
    return Section(TITLE, _finding(subject, models), tuple(blocks))


def _inventory(subject: Subject) -> tuple[InventoryRow, ...]:
    rows = take_inventory(subject.portfolio, {subject.plan.id: subject.figures}, subject.playbook, subject.status_day)
    return tuple(row for row in rows if row.project_id == subject.plan.id)


def _finding(subject: Subject, models: tuple[InventoryRow, ...]) -> str:
    if not models:
        said = "The inventory lists no model of this project"
    elif len(models) == 1:
        row = models[0]
        said = f"{row.model.name} is in the inventory as {row.model.state}, {_owned(row)}"
    else:
        said = f"{counted(len(models), 'model')} of this project are in the inventory"
    lacking = [row.model.name for row in models if row.missing]
    proposed = [row.model.name for row in models if row.is_proposed_for_retirement]
    said += f"; {joined(lacking)} {'lacks' if len(lacking) == 1 else 'lack'} something it needs" if lacking else ""
    said += f"; proposed for the archive: {joined(proposed)}" if proposed else ""
    used = [name for name, _ in _subscribed(subject)]
    return f"{said}; {f'the project uses {joined(used)}' if used else 'it uses no service of the platform'}."


def _owned(row: InventoryRow) -> str:
    return f"owned by {row.owner}" if row.owner else "owned by nobody"


def _models(subject: Subject, models: tuple[InventoryRow, ...]) -> Iterator[Block]:
    if not models:
        yield Paragraph(
            "No model is listed: nobody could say later what runs, who owns it, and when it goes.", "Models"
        )
        return
    columns = (
        Column("Model", 2.4),
        Column("State", 1.4),
        Column("Owner", 1.8),
        Column("Business KPI", 2.2),
        Column("Evaluated", 1.4, RIGHT),
        Column("Retrained", 1.4, RIGHT),
        Column("Impact", 1.4, RIGHT),
        Column(f"{subject.currency} a year", 1.4, RIGHT),
    )
    yield Table(
        "Models in the inventory",
        columns,
        tuple(_model(row) for row in models),
        "Evaluated, retrained, impact: the days on which it was last. The money is the model's part of the maintenance.",
        is_compact=True,
    )
    yield Facts(tuple(_duties(subject, models)), "What each model has, and when it goes")


def _model(row: InventoryRow) -> Row:
    model = row.model
    name = f"{model.name} {model.release}".rstrip()
    days = (day(model.evaluated_on), day(model.retrained_on), day(model.impact_on))
    owner, kpi = row.owner or NOTHING, row.kpi or NOTHING
    return Row((name, model.state.value, owner, kpi, *days, exact(row.maintenance_year)))


def _duties(subject: Subject, models: tuple[InventoryRow, ...]) -> Iterator[tuple[str, str]]:
    """Retirement rule, what the rule says today, runbook, on-call, policies."""
    untrained, unmeasured = (int(subject.playbook.figure(f"retire_{key}_days")) for key in ("untrained", "unmeasured"))
    yield (
        "Retirement rule",
        f"Proposed for the archive after {untrained} days without retraining, or {unmeasured} without measured impact.",
    )
    for row in models:
        yield row.model.name, _duty(row, subject.status_day)
    upkeep = subject.plan.maintenance
    on_call = subject.portfolio.person_name(upkeep.on_call_id) or (
        f"by rota, {counted(len(subject.plan.rota), 'shift')}" if subject.plan.rota else "nobody"
    )
    yield "On call", first_upper(on_call)
    policies = [f"{policy.name} {policy.state.value}" for policy in subject.plan.policies]
    yield "Policies", first_upper(joined(policies)) if policies else "None is listed."


def _duty(row: InventoryRow, today: date) -> str:
    model = row.model
    said = [
        f"Runbook: {one_line(model.runbook) or 'none'}",
        f"When it goes: {one_line(model.retirement_policy) or 'not said'}",
    ]
    if model.retired_on:
        said.append(f"Retired on {day(model.retired_on)}")
    if row.missing:
        said.append(f"Lacks {joined(list(row.missing))}")
    if row.retirement_reasons:
        said.append(f"Proposed for the archive: {joined(list(row.retirement_reasons))}")
    if model.kept_until and model.kept_until >= today:
        said.append(f"Kept until {day(model.kept_until)}: {one_line(model.kept_reason)}")
    if row.open_steps:
        said.append(f"{counted(row.open_steps, 'step')} of taking it out of service open")
    return ". ".join(part.rstrip(".") for part in said) + "."


def _subscribed(subject: Subject) -> Iterator[tuple[str, Subscription]]:
    names = {service.id: service.name for service in subject.portfolio.services}
    for subscription in subject.plan.subscriptions:
        yield names.get(subscription.service_id, NOTHING), subscription


def _services(subject: Subject) -> Iterator[Block]:
    if not subject.plan.subscriptions:
        offered = [service.name for service in subject.portfolio.services]
        there = f"The catalogue has {joined(offered)}." if offered else "The catalogue is empty."
        yield Paragraph(f"The project subscribes to none. {there}", "Services of the platform")
        return
    columns = (
        Column("Service", 1.8),
        Column("SLA", 3.4),
        Column("Cost centre", 1.1),
        Column("Since", 1.2, RIGHT),
        Column("Uses a year", 0.9, RIGHT),
        Column("A use", 1.1, RIGHT),
        Column("A year", 1.3, RIGHT),
    )
    rows = [Row(cells) for cells in _service_rows(subject)]
    note = "Paid from the pooled budget, so uses are counted and not charged." if _is_pooled(subject) else ""
    yield Table(f"Services of the platform ({subject.currency})", columns, tuple(rows), note, is_compact=True)


def _service_rows(subject: Subject) -> Iterator[tuple[Cell, ...]]:
    services = {service.id: service for service in subject.portfolio.services}
    for name, subscription in _subscribed(subject):
        service = services.get(subscription.service_id)
        fee = service.fee_per_use if service else ZERO
        charge = ZERO if _is_pooled(subject) else charge_for_use(fee, subscription)
        sla = one_line(service.sla) if service else ""
        yield (
            name,
            sla or Mark(Tone.WARN, "none promised"),
            (service.cost_centre if service else "") or NOTHING,
            day(subscription.since),
            f"{subscription.uses_per_year:,}",
            exact(fee),
            exact(charge),
        )


def _is_pooled(subject: Subject) -> bool:
    return subject.portfolio.programme.funding == FundingMode.POOLED


def _funding(subject: Subject) -> Iterator[Block]:
    """How the platform is paid, and what the project's business unit bears of it (P8.3, P8.4)."""
    programme, playbook = subject.portfolio.programme, subject.playbook
    model = playbook.operating_models.get(programme.operating_model or "")
    facts = [("Operating model", f"{model.title}. {model.advice}" if model else "None is chosen yet.")]
    if programme.platform_budget:
        budget = subject.money(programme.platform_budget)
        facts.append(("Funding", f"{first_upper(FUNDING[FundingMode(programme.funding)])}; {budget} a year"))
        facts.append(("Pooled share", _pooled_share(subject)))
    else:
        facts.append(("Funding", "The platform has no budget of its own."))
    yield Facts(tuple(facts), "How the platform is run and paid")


def _pooled_share(subject: Subject) -> str:
    project, programme = subject.project, subject.portfolio.programme
    amount = pooled_by_payer(subject.portfolio).get((project.business_unit, project.cost_centre), ZERO)
    who = " ".join(part for part in (project.business_unit, project.cost_centre) if part) or "The project names no unit"
    if not amount:
        return f"{who}: nothing of the pool"
    return f"{who} bears {subject.money(amount)} a year, {share(amount / programme.platform_budget)} of the budget"


def _trainings(subject: Subject) -> tuple[Training, ...]:
    """Charged to the project, or of people who work on it."""
    team = {line.person_id for line in subject.plan.lines}
    found = plan_trainings(subject.portfolio, subject.playbook, subject.status_day)
    return tuple(item for item in found if item.charged_to == subject.plan.id or item.person.id in team)


def _training(subject: Subject, trainings: tuple[Training, ...]) -> Table:
    columns = (
        Column("Person", 1.8),
        Column("Programme", 2.4),
        Column("From", 1.2, RIGHT),
        Column("Until", 1.2, RIGHT),
        Column("Load", 0.7, RIGHT),
        Column("Skill", 2.2),
        Column("Charged here", 1.2, RIGHT),
    )
    amounts = {cost.cost_id: cost.total for cost in subject.figures.costs.items}
    rows = tuple(
        Row(
            (
                item.person.name,
                item.entry.title,
                day(item.start),
                day(item.end),
                share(item.entry.fte, 0),
                item.entry.skill,
                exact(amounts[item.enrolment.cost_id or 0]) if item.charged_to == subject.plan.id else NOTHING,
            )
        )
        for item in trainings
    )
    return Table(f"Training of those who work on it ({subject.currency})", columns, rows, is_compact=True)
