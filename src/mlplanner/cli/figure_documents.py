"""Every figure of one project under the names of `arithmetic.md`, as `show --json` gives them."""

import dataclasses
from typing import Any

from mlplanner.cli.output import numbers
from mlplanner.domain.benefits import Experiment
from mlplanner.domain.costs import CostLine
from mlplanner.domain.documents import fingerprint, plan_document
from mlplanner.domain.lifecycle import Gate, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.results import Figures
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


def _data(figures: Figures) -> dict[str, Any]:
    """Features, coverage, cost and latency sheet, with what follows from them (P5)."""
    data, sheet = figures.data, figures.data.sheet
    left = {"is_known": sheet.is_known, "cost_left": sheet.cost_left, "latency_left_ms": sheet.latency_left_ms}
    return {**numbers(data), "coverage": data.coverage, "sheet": {**numbers(sheet), **left}}


def _add_refs(rows: list[dict[str, Any]], name: str, noun: type[Noun]) -> None:
    """Add the reference that people quote (`ST-014`)."""
    for row in rows:
        row["ref"] = f"{noun.PREFIX}-{row[name]:03d}"
