"""Every figure of one project under the names of `arithmetic.md`, as `show --json` gives them."""

import dataclasses
from typing import Any

from mlplanner.cli.output import numbers
from mlplanner.domain.benefits import Experiment
from mlplanner.domain.costs import CostLine
from mlplanner.domain.documents import fingerprint, plan_document
from mlplanner.domain.lifecycle import Gate, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.funding import charge_for_use
from mlplanner.engine.operating import compute_operating
from mlplanner.engine.operating_results import Operating
from mlplanner.engine.results import Figures
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.sourcing import compare_sourcing, movable_lines
from mlplanner.operations.workspace import Workspace


def figure_document(workspace: Workspace, project_id: int) -> dict[str, Any]:
    """Identity, dates, money, value, readiness and findings of one project; amounts are numbers exact to the cent.

    Under `plan` every row of the plan as `plan.json` holds it, whose decimals are text.
    """
    portfolio, figures = workspace.portfolio, workspace.figures.of(project_id)
    plan = portfolio.plan(project_id)
    names = ("name", "start", "commitment", "budget", "deadline", "handover_pct", "contingency_pct", "evidence_days")
    head = {
        "ref": plan.project.ref,
        "id": plan.id,
        **{name: getattr(plan.project, name) for name in names},
        "owner": portfolio.person_name(plan.project.owner_id),
        "currency": portfolio.settings.currency,
        "revision": portfolio.revision,
        "status_date": workspace.today,
        "fingerprint": fingerprint(portfolio, plan),
    }
    owners = {gate.id: portfolio.person_name(gate.owner_id) for gate in plan.gates}
    found: dict[str, Any] = numbers({**head, **_figures(figures)})
    for gate in found["gates"]:
        gate["owner"] = owners[gate["gate_id"]]
    for key, name, noun in _ROWS:
        _add_refs(found[key], name, noun)
    found["governance"] = _governance(figures)
    found["operating"] = _operating(
        compute_operating(plan, figures.timeline, figures.costs.maintenance, workspace.playbook, workspace.today)
    )
    found["simulation"] = numbers(simulate_project(portfolio, plan, workspace.playbook, figures))
    found["sourcing"] = _sourcing(workspace, plan)
    found["services"] = _services(portfolio, plan)
    document = plan_document(portfolio, plan)
    found["plan"] = {kind.key: document[kind.key] for kind in PROJECT_KINDS} | {"project": document["project"]}
    return found


_ROWS: tuple[tuple[str, str, type[Noun]], ...] = (
    ("phases", "phase_id", Phase),
    ("gates", "gate_id", Gate),
    ("readiness", "gate_id", Gate),
    ("lines", "line_id", StaffingLine),
    ("items", "cost_id", CostLine),
    ("experiments", "experiment_id", Experiment),
)


def _figures(figures: Figures) -> dict[str, Any]:
    """All results side by side: the names of `arithmetic.md` do not clash."""
    parts = (figures.timeline, figures.costs, figures.value, figures.returns)
    found = {field.name: getattr(part, field.name) for part in parts for field in dataclasses.fields(part)}
    mix = {key: {"fte_weeks": weeks, "amount": amount} for key, (weeks, amount) in figures.costs.mix.items()}
    readiness = [{**numbers(gate), "share": gate.share} for gate in figures.readiness]
    return {
        **found,
        "total_weeks": figures.timeline.total_weeks,
        "mix": mix,
        "payback": figures.returns.payback_months,
        "experiments": figures.experiments,
        "readiness": readiness,
        "data": _data(figures),
        "findings": figures.findings,
        "waived": figures.waived,
        "approval": figures.approval,
        "spent": figures.spent,
        "evidence": figures.evidence,
    }


def _governance(figures: Figures) -> dict[str, Any]:
    """Tier, points, the pause in force, and the reviews up to the next of each kind (P2.4, P2.5, P2.8)."""
    governance, pause = figures.governance, figures.governance.pause
    found: dict[str, Any] = numbers(
        {
            "tier": governance.tier,
            "risk": governance.risk,
            "paused_on": pause.paused_on if pause else None,
            "reviews": governance.reviews,
            "overdue_reviews": len(governance.overdue),
        }
    )
    return found


def _sourcing(workspace: Workspace, plan: ProjectPlan) -> list[dict[str, Any]]:
    """The lines that could be sourced otherwise, as planned and in each way (P4.4)."""
    lines = movable_lines(workspace.portfolio, plan)
    if not lines:
        return []
    portfolio, playbook = workspace.portfolio, workspace.playbook
    options = compare_sourcing(portfolio, plan, lines, portfolio.status_day(workspace.today), playbook)
    return [{**numbers(option), "total": numbers(option.total)} for option in options]


def _services(portfolio: Portfolio, plan: ProjectPlan) -> list[dict[str, Any]]:
    """The service catalogue, who uses each tier, and what a year of this project's use is charged (P8.2, P8.3)."""
    mine = {item.service_id: item for item in plan.subscriptions}
    found = []
    for service in portfolio.services:
        own = mine.get(service.id or 0)
        users = [
            other.project.name
            for other in portfolio.plans.values()
            if any(item.service_id == service.id for item in other.subscriptions)
        ]
        terms = {name: getattr(service, name) for name in ("name", "sla", "cost_centre", "fee_per_use", "onboarding")}
        charged = charge_for_use(service.fee_per_use, own) if own else 0
        found.append({**numbers(terms), "projects": users, "is_used": own is not None, "charge_year": numbers(charged)})
    return found


def _operating(state: Operating) -> dict[str, Any]:
    """On-call weeks with their gaps, drills by quarter, service levels, upkeep, readiness (P6)."""
    found: dict[str, Any] = numbers(state)
    for cover, shown in zip(state.slos, found["slos"], strict=True):
        shown["is_complete"] = cover.is_complete
    return {**found, "gaps": [week.week for week in state.gaps]}


def _data(figures: Figures) -> dict[str, Any]:
    """Features, coverage, cost and latency sheet, with what follows from them (P5)."""
    data, sheet = figures.data, figures.data.sheet
    left = {"is_known": sheet.is_known, "cost_left": sheet.cost_left, "latency_left_ms": sheet.latency_left_ms}
    return {**numbers(data), "coverage": data.coverage, "sheet": {**numbers(sheet), **left}}


def _add_refs(rows: list[dict[str, Any]], name: str, noun: type[Noun]) -> None:
    """Add the reference that people quote (`ST-014`)."""
    for row in rows:
        row["ref"] = f"{noun.PREFIX}-{row[name]:03d}"
