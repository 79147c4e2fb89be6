"""What the first approval must name, who signs, the money asked for, and what a gate into production needs (P1.1, P2.2, P3.6, P4.7)."""

from collections.abc import Iterator

from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import say_day
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_field, say_money, say_names

SIGNATORIES = ("sponsor_id",)
"""The approvers of the tier have a rule of their own (P2.5)."""


def find_no_operational_owner(case: Case) -> Iterator[Hit]:
    """Nobody runs the model after the project."""
    if case.plan.maintenance.owner_id is None:
        yield Hit("maintenance", case.plan.maintenance.id, "owner_id")


def find_no_maintenance(case: Case) -> Iterator[Hit]:
    """A year of operation that costs nothing."""
    if not case.facts.costs.maintenance_year:
        yield Hit("maintenance", case.plan.maintenance.id, "fte")


def find_missing_signatories(case: Case) -> Iterator[Hit]:
    """Those whose signature the pack asks for."""
    for name in SIGNATORIES:
        if getattr(case.plan.project, name) is None:
            yield Hit("projects", case.plan.id, name, {"who": say_field(Project, name)})


def find_exceeded_budget(case: Case) -> Iterator[Hit]:
    """An ask above the envelope."""
    ask, budget = case.facts.costs.ask, case.plan.project.budget
    if budget is not None and ask > budget:
        amounts = {"ask": ask, "budget": budget, "over": ask - budget}
        words = {name: say_money(amount, case.portfolio.settings.currency) for name, amount in amounts.items()}
        yield Hit("projects", case.plan.id, "budget", words)


def find_open_production_gates(case: Case) -> Iterator[Hit]:
    """Gates into production without a signature or without the cost of failure that means rollback."""
    for gate in case.plan.gates:
        entry = case.playbook.phases.get(gate.key)
        if entry is None or not entry.gate.is_production or case.plan.gate_state(gate).is_passed:
            continue
        lacks = [] if gate.signer_body or gate.signer_id else [("signer_body", "committee or executive who signs")]
        lacks += [] if gate.rollback_cost is not None else [("rollback_cost", "cost of failure that means rollback")]
        if lacks:
            parts = " and no ".join(words for _, words in lacks)
            yield Hit("gates", gate.id, lacks[0][0], {"gate": gate.name, "parts": parts}, gate)


def find_stale_approval(case: Case) -> Iterator[Hit]:
    """A plan that moved away from what was approved."""
    approval = case.facts.approval
    if approval is not None and approval.is_stale:
        changes = say_names([change.text for change in approval.changes])
        words = {"gate": approval.gate_name, "date": say_day(approval.decided_on), "changes": changes}
        yield Hit("baselines", approval.baseline_id, None, words)


RULES = (
    Rule("operational_owner_missing", find_no_operational_owner),
    Rule("maintenance_missing", find_no_maintenance),
    Rule("signatory_missing", find_missing_signatories),
    Rule("budget_exceeded", find_exceeded_budget),
    Rule("production_gate_open", find_open_production_gates),
    Rule("approval_stale", find_stale_approval),
)
