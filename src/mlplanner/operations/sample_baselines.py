"""The baselines of the sample: what each case's gates approved, which may differ from the plan of today (P3.4)."""

from collections.abc import Callable, Mapping
from typing import Any

from mlplanner.domain.approvals import Baseline
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import plan_rows
from mlplanner.domain.validation import validated
from mlplanner.engine.baselines import approved_facts, facts_json
from mlplanner.engine.facts import compute_facts
from mlplanner.operations.operation import Context
from mlplanner.queries.snapshots import load_portfolio

Linked = Callable[[type[Noun], Mapping[str, Any]], dict[str, Any]]
"""Names of a case file as ids."""


def write_baselines(do: Context, approved: Mapping[int, tuple[list[Mapping[str, Any]], Linked]]) -> None:
    """Freeze what the passing decisions in force approved.

    `approved`: project id → entries such as `{kind = "costs", match = {name = "Cloud"}, was = {amount = "2100"}}`, what
    the row said when it was approved. The rows are as now again afterwards.
    """
    undo = [
        step
        for project_id, (entries, linked) in approved.items()
        for step in _as_approved(do, project_id, entries, linked)
    ]
    then = load_portfolio(do.unit.connection, 0)
    for plan in then.plans.values():
        _freeze(do, then, plan)
    for noun, row_id, fields in undo:
        do.unit.change(noun, row_id, **fields)


def _as_approved(
    do: Context, project_id: int, entries: list[Mapping[str, Any]], linked: Linked
) -> list[tuple[type[Noun], int, dict[str, Any]]]:
    plan = load_portfolio(do.unit.connection, 0).plans[project_id]
    undo = []
    for entry in entries:
        kind = KIND_BY_KEY[entry["kind"]]
        wanted, was = linked(kind.noun, entry.get("match", {})), linked(kind.noun, entry["was"])
        row = next(
            row for row in plan_rows(plan, kind) if all(getattr(row, name) == value for name, value in wanted.items())
        )
        undo.append((kind.noun, row.id or 0, {name: getattr(row, name) for name in was}))
        do.unit.change(kind.noun, row.id or 0, **was)
    return undo


def _freeze(do: Context, then: Portfolio, plan: ProjectPlan) -> None:
    facts = facts_json(approved_facts(then, plan, compute_facts(then, plan, do.playbook), do.playbook))
    for gate in plan.gates:
        decisions = plan.decisions_of(gate)
        if decisions and decisions[-1].outcome.is_pass:
            last = decisions[-1]
            frozen = {"project_id": plan.id, "decision_id": last.id, "made_on": last.decided_on, "facts": facts}
            do.unit.add(validated(Baseline, frozen))
