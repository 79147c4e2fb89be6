"""KPIs: how many, which kinds, complete, and fit for scarce actions (P1.2, P1.4, P1.7)."""

from collections.abc import Iterator
from decimal import Decimal

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import Direction, KpiKind
from mlplanner.domain.weeks import plain
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_band, say_count, say_field, say_names, say_share

COMPLETE = ("unit", "baseline", "target", "method", "cadence")
COMPLETE_MODEL = (*COMPLETE, "metric", "owner_id")
"""A business KPI needs no metric of the playbook, and its owner has a rule of its own."""


def find_wrong_count(case: Case) -> Iterator[Hit]:
    """Fewer or more KPIs than a sponsor can hold in mind."""
    band = case.playbook.figures["kpi_count"]
    count = len(case.plan.kpis)
    if not band.holds(Decimal(count)):
        said = say_count(count, "KPI") if count else "no KPIs"
        yield Hit("kpis", words={"count": said, **say_band(band)})


def find_missing_kinds(case: Case) -> Iterator[Hit]:
    """No business KPI, or none that judges the model; without any KPI the count says enough."""
    for kind in KpiKind if case.plan.kpis else ():
        if not any(kpi.kind == kind for kpi in case.plan.kpis):
            yield Hit("kpis", words={"kind": kind})


def find_missing_thresholds(case: Case) -> Iterator[Hit]:
    """KPIs on which no gate can be decided."""
    for kpi in case.plan.kpis:
        if kpi.threshold is None:
            yield Hit("kpis", kpi.id, "threshold", {"kpi": kpi.name})


def find_incomplete_kpis(case: Case) -> Iterator[Hit]:
    """What a KPI leaves open, in one finding each."""
    for kpi in case.plan.kpis:
        wanted = COMPLETE_MODEL if kpi.kind == KpiKind.MODEL else COMPLETE
        if empty := [name for name in wanted if getattr(kpi, name) in (None, "")]:
            parts = say_names([say_field(Kpi, name) for name in empty])
            yield Hit("kpis", kpi.id, empty[0], {"kpi": kpi.name, "parts": parts})


def find_missing_owners(case: Case) -> Iterator[Hit]:
    """Business KPIs that nobody answers for."""
    for kpi in case.plan.kpis:
        if kpi.kind == KpiKind.BUSINESS and kpi.owner_id is None:
            yield Hit("kpis", kpi.id, "owner_id", {"kpi": kpi.name})


def find_targets_no_better(case: Case) -> Iterator[Hit]:
    """Targets worse than today's value: mostly the direction is set wrong. Equal is fine: a KPI that must not fall."""
    for kpi in case.plan.kpis:
        if kpi.baseline is None or kpi.target is None:
            continue
        gain = kpi.target - kpi.baseline if kpi.direction == Direction.HIGHER else kpi.baseline - kpi.target
        if gain < 0:
            words = {"kpi": kpi.name, "target": plain(kpi.target), "baseline": plain(kpi.baseline)}
            yield Hit("kpis", kpi.id, "target", words)


def find_threshold_free_metrics(case: Case) -> Iterator[Hit]:
    """All model KPIs are threshold-free scores while actions are limited and costly."""
    value = case.plan.value
    models = [kpi for kpi in case.plan.kpis if kpi.kind == KpiKind.MODEL]
    metrics = [case.playbook.metrics.get(kpi.metric) for kpi in models]
    is_blind = bool(metrics) and all(metric is not None and metric.is_threshold_free for metric in metrics)
    is_limited = 0 < value.share_acted < 1
    if is_blind and is_limited and value.action_cost + value.false_positive_cost > 0:
        titles = say_names([metric.title for metric in metrics if metric])
        yield Hit("kpis", models[0].id, "metric", {"metrics": titles, "share": say_share(value.share_acted)})


RULES = (
    Rule("kpi_count", find_wrong_count),
    Rule("kpi_kind_missing", find_missing_kinds),
    Rule("kpi_threshold_missing", find_missing_thresholds),
    Rule("kpi_incomplete", find_incomplete_kpis),
    Rule("kpi_owner_missing", find_missing_owners),
    Rule("kpi_target_not_better", find_targets_no_better),
    Rule("metric_threshold_free", find_threshold_free_metrics),
)
