"""Models in service have what keeps them alive, and those that should go are proposed; services are complete (P8.1, P8.2)."""

from collections.abc import Iterator

from mlplanner.domain.models import Model, ModelState
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_names
from mlplanner.engine.inventory import missing_of, retirement_reasons

ESSENTIAL = {"runbook": "runbook", "on-call": None, "retirement policy": "retirement_policy"}
"""What no model in production may lack, and the field that holds it (on-call is the project's)."""
USUAL = {"owner": "owner_id", "business KPI": "kpi_id"}


def find_unready_production(case: Case) -> Iterator[Hit]:
    """Production without runbook, on-call or retirement policy."""
    for model, missing in _lacking(case):
        if model.state == ModelState.PRODUCTION:
            yield from _hit(model, [part for part in missing if part in ESSENTIAL])


def find_incomplete_service(case: Case) -> Iterator[Hit]:
    """The same before production, and an owner and a KPI wherever there are users."""
    for model, missing in _lacking(case):
        is_production = model.state == ModelState.PRODUCTION
        yield from _hit(model, [part for part in missing if not (is_production and part in ESSENTIAL)])


def find_empty_inventory(case: Case) -> Iterator[Hit]:
    """A production gate was passed and no model is listed: nothing says what runs, whose it is, and when it goes."""
    if case.plan.models or case.plan.is_withdrawn:
        return
    for gate in case.plan.gates:
        entry = case.playbook.phases.get(gate.key)
        if entry is not None and entry.gate.is_production and case.plan.gate_state(gate).is_passed:
            yield Hit("models", None, None, {"gate": gate.name})
            return


def find_retirements(case: Case) -> Iterator[Hit]:
    """Models that nobody retrains, or whose effect nobody measures."""
    for model in case.plan.models:
        if reasons := tuple(retirement_reasons(model, case.playbook, case.today)):
            yield Hit("models", model.id, "retirement_policy", {"model": model.name, "reasons": "; ".join(reasons)})


def find_incomplete_services(case: Case) -> Iterator[Hit]:
    """Services the project relies on that promise nothing, or that nobody can be charged for."""
    used = {subscription.service_id for subscription in case.plan.subscriptions}
    for service in case.portfolio.services:
        lacks = [] if service.sla else [("sla", "SLA")]
        lacks += [] if service.cost_centre else [("cost_centre", "cost centre")]
        if service.id in used and lacks:
            parts = " and no ".join(words for _, words in lacks)
            yield Hit("services", service.id, lacks[0][0], {"service": service.name, "parts": parts})


def _lacking(case: Case) -> Iterator[tuple[Model, list[str]]]:
    return ((model, list(missing_of(case.plan, model))) for model in case.plan.models)


def _hit(model: Model, parts: list[str]) -> Iterator[Hit]:
    if parts:
        fields = {**ESSENTIAL, **USUAL}
        field = next((fields[part] for part in parts if fields[part]), None)
        yield Hit("models", model.id, field, {"model": model.name, "parts": say_names(parts)})


RULES = (
    Rule("inventory_empty", find_empty_inventory),
    Rule("production_model_unready", find_unready_production),
    Rule("model_incomplete", find_incomplete_service),
    Rule("retirement_proposed", find_retirements),
    Rule("service_incomplete", find_incomplete_services),
)
