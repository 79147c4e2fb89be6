"""Golden cases of the rules about models and services (P8.1, P8.2)."""

from dataclasses import replace
from datetime import date
from typing import Any

from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.programme import Service, Subscription
from tests.support.golden import Break, Golden
from tests.support.golden_rollout import gate_passed
from tests.support.sound_case import World

SOUND: dict[str, Any] = {
    "state": ModelState.PRODUCTION,
    "owner_id": 2,
    "kpi_id": 1001,
    "evaluated_on": date(2026, 2, 1),
    "retrained_on": date(2026, 2, 1),
    "impact_on": date(2026, 2, 1),
    "runbook": "wiki/runbook",
    "retirement_policy": "After a year without retraining",
}


def model(**fields: Any) -> Break:
    """A model in production with all it needs, but for `fields`."""

    def make(world: World) -> World:
        made = Model(id=1, project_id=1, name="Churn score", **{**SOUND, **fields})
        called = world.with_single("maintenance", on_call_id=3)
        return called.with_plan(models=(made,))

    return make


def service(**fields: Any) -> Break:
    """The project uses a service, and another that nobody uses lacks everything."""

    def make(world: World) -> World:
        whole = {"sla": "Next working day", "cost_centre": "CC-1", **fields}
        services = (Service(id=1, name="Managed", **whole), Service(id=2, name="Unused"))
        used = world.with_plan(subscriptions=(Subscription(id=1, project_id=1, service_id=1),))
        return replace(used, portfolio=replace(used.portfolio, services=services))

    return make


MODEL_CASES: dict[str, Golden] = {
    # P8.1
    "inventory_empty": Golden(
        gate_passed,
        "models",
        None,
        "no model is in the inventory",
        "handover",
        is_alone=False,
    ),
    "production_model_unready": Golden(
        model(runbook="", retirement_policy=""),
        "models",
        "runbook",
        "'Churn score' is in production without runbook and retirement policy",
        "handover",
    ),
    "model_incomplete": Golden(
        model(state=ModelState.CANARY, retirement_policy="", kpi_id=None),
        "models",
        "retirement_policy",
        "'Churn score' serves users without retirement policy and business KPI",
    ),
    "retirement_proposed": Golden(
        model(retrained_on=date(2024, 6, 1)),
        "models",
        "retirement_policy",
        "or say why it is kept: not retrained since 1 Jun 2024",
    ),
    # P8.2
    "service_incomplete": Golden(service(sla=""), "services", "sla", "the service 'Managed', which has no SLA"),
}
