"""What the first approval must name, who signs, and the money asked for (P1.1, P2.2, P4.7)."""

from collections.abc import Iterator

from mlplanner.domain.projects import Project
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_field, say_money

SIGNATORIES = ("sponsor_id", "model_risk_owner_id")


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


RULES = (
    Rule("operational_owner_missing", find_no_operational_owner),
    Rule("maintenance_missing", find_no_maintenance),
    Rule("signatory_missing", find_missing_signatories),
    Rule("budget_exceeded", find_exceeded_budget),
)
