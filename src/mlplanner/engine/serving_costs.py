"""Cost and latency of an answer against the inference budget (P5.3, P5.6)."""

from decimal import Decimal

from mlplanner.domain.features import Feature, FeatureState, Serving, ServingMode
from mlplanner.domain.money import to_cents
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.data_results import CostSheet

PER = 1000
"""Costs are told for so many predictions."""
ZERO = Decimal(0)


def feature_cost(feature: Feature) -> Decimal | None:
    """CPU and GPU per 1,000 computations; None where neither is known."""
    known = [cost for cost in (feature.cpu_cost, feature.gpu_cost) if cost is not None]
    return sum(known, ZERO) if known else None


def is_on_path(feature: Feature) -> bool:
    """True when an answer waits for the feature. One whose serving is not said is taken for online, to be safe."""
    return feature.serving in (ServingMode.ONLINE, None)


def cost_sheet(plan: ProjectPlan) -> CostSheet:
    """Costs add up; of the features that an answer waits for the slowest counts, then the model."""
    serving = plan.serving
    used = [feature for feature in plan.features if feature.state != FeatureState.DISABLED]
    awaited = [feature for feature in used if is_on_path(feature)]
    slowest = max(awaited, key=lambda feature: feature.latency_ms or ZERO, default=None)
    model_cost = sum((cost for cost in (serving.model_cpu_cost, serving.model_gpu_cost) if cost is not None), ZERO)
    features_cost = sum((feature_cost(feature) or ZERO for feature in used), ZERO)
    features_latency = (slowest.latency_ms or ZERO) if slowest else ZERO
    model_latency = serving.model_latency_ms or ZERO
    decisions, cost, budget = plan.value.decisions_per_year, features_cost + model_cost, serving.cost_budget
    return CostSheet(
        features_cost=features_cost,
        model_cost=model_cost,
        cost=cost,
        latency_ms=features_latency + model_latency,
        features_latency_ms=features_latency,
        model_latency_ms=model_latency,
        slowest_id=slowest.id if slowest and slowest.latency_ms else None,
        dearest_id=_dearest(used, model_cost),
        cost_budget=budget,
        latency_budget_ms=serving.latency_budget_ms,
        unknown_ids=tuple(feature.id or 0 for feature in used if _is_unknown(feature)),
        unknown_model=_unknown_model(serving),
        decisions_per_year=decisions,
        cost_year=to_cents(cost * decisions / PER),
        budget_year=None if budget is None else to_cents(budget * decisions / PER),
    )


def _dearest(used: list[Feature], model_cost: Decimal) -> int | None:
    dearest = max(used, key=lambda feature: feature_cost(feature) or ZERO, default=None)
    return dearest.id if dearest and (feature_cost(dearest) or ZERO) > model_cost else None


def _is_unknown(feature: Feature) -> bool:
    return feature_cost(feature) is None or (is_on_path(feature) and feature.latency_ms is None)


def _unknown_model(serving: Serving) -> tuple[str, ...]:
    empty = []
    if serving.model_cpu_cost is None and serving.model_gpu_cost is None:
        empty.append("model_cpu_cost")
    if serving.model_latency_ms is None:
        empty.append("model_latency_ms")
    return tuple(empty)
