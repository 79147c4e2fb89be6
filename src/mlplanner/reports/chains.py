"""The chain from the business KPI to the verdict, link by link, each with the place where it is edited (P1.4, P7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mlplanner.domain.benefits import Kpi, Trigger
from mlplanner.domain.enums import Direction, KpiKind
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import StageState
from mlplanner.engine.chains import (
    disagreeing_triggers,
    evidence_agrees,
    linked_escalations,
    linked_experiments,
    linked_triggers,
    say_goal,
)
from mlplanner.engine.results import Figures
from mlplanner.reports.formats import goal, limit, measure, money, number, share
from mlplanner.reports.verdicts import verdict_title

OPEN = "not said yet"
SMALL = Decimal("0.1")
"""Amounts below this are said with four decimals."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link: `tab`, `noun`, `noun_id` and `field` say where it is edited; `is_broken` where it is open or contradicts."""

    title: str
    text: str
    tab: str
    noun: str
    noun_id: int | None
    field: str | None
    is_broken: bool = False


def rollout_chain(plan: ProjectPlan, figures: Figures, currency: str) -> tuple[Link, ...]:
    """KPI → threshold → money per prediction → gate threshold → rollback trigger → retrain → verdict."""
    evidence = plan.evidence
    kpi = next((kpi for kpi in plan.kpis if kpi.id == evidence.kpi_id), None)
    first = (
        Link("Business KPI", kpi.name, "brief", "kpis", kpi.id, "name")
        if kpi
        else Link("Business KPI", OPEN, "rollout", "evidence", evidence.id, "kpi_id", is_broken=True)
    )
    return (
        first,
        _threshold(plan, kpi),
        _money(plan, figures, currency),
        _gate(plan, figures),
        _trigger(plan, kpi),
        _retrain(plan),
        Link("Verdict", verdict_title(figures.evidence), "rollout", "observations", None, None),
    )


def touched_by_threshold(plan: ProjectPlan, kpi: Kpi, currency: str) -> tuple[Link, ...]:
    """What a change of the KPI's threshold touches, with today's values: experiments, evidence, triggers, rules."""
    return tuple(_touched(plan, kpi, currency))


def _touched(plan: ProjectPlan, kpi: Kpi, currency: str) -> Iterator[Link]:
    for experiment in linked_experiments(plan, kpi):
        worth = f"{money(experiment.success_money, currency)} a year" if experiment.success_money is not None else OPEN
        place = ("rollout", "experiments", experiment.id, "success_money")
        yield Link(f"Experiment '{experiment.name}'", worth, *place, is_broken=experiment.success_money is None)
    if plan.evidence.kpi_id == kpi.id:
        text = say_goal(plan.evidence, kpi.unit)
        place = ("rollout", "evidence", plan.evidence.id, "threshold")
        yield Link("Evidence", text, *place, is_broken=not evidence_agrees(plan.evidence, kpi))
    wrong = {trigger.id for trigger, _ in disagreeing_triggers(plan)}
    for trigger in linked_triggers(plan, kpi):
        place = ("brief", "triggers", trigger.id, "threshold")
        yield Link("Rollback trigger", _limit(trigger), *place, is_broken=trigger.id in wrong)
    for rule in linked_escalations(plan, kpi):
        text = limit(rule.comparison, rule.threshold, rule.unit)
        yield Link("Escalation rule", text, "rollout", "escalations", rule.id, "threshold")


def _threshold(plan: ProjectPlan, kpi: Kpi | None) -> Link:
    if kpi is None or kpi.threshold is None:
        return Link("Threshold", OPEN, "brief", "kpis", kpi.id if kpi else None, "threshold", is_broken=True)
    text = goal(kpi.threshold, kpi.unit, kpi.direction)
    is_broken = not evidence_agrees(plan.evidence, kpi)
    return Link("Threshold", text, "brief", "kpis", kpi.id, "threshold", is_broken=is_broken)


def _money(plan: ProjectPlan, figures: Figures, currency: str) -> Link:
    worth = figures.value.value_per_prediction
    text = f"{currency} {format_amount(worth, 2 if abs(worth) >= SMALL else 4)} a prediction"
    place = ("value", "value", plan.value.id, "true_positive_value")
    return Link("Money", text, *place, is_broken=worth <= 0)


def _gate(plan: ProjectPlan, figures: Figures) -> Link:
    """The model KPI's threshold; beside it the precision at which acting breaks even."""
    models = [kpi for kpi in plan.kpis if kpi.kind == KpiKind.MODEL and kpi.threshold is not None]
    if not models:
        return Link("Gate threshold", OPEN, "brief", "kpis", None, "threshold", is_broken=True)
    kpi, star = models[0], figures.value.break_even_precision
    even = f" (breaks even at {share(star)})" if star is not None else ""
    text = f"{kpi.name} {goal(kpi.threshold, kpi.unit, kpi.direction)}{even}"
    return Link("Gate threshold", text, "brief", "kpis", kpi.id, "threshold")


def _trigger(plan: ProjectPlan, kpi: Kpi | None) -> Link:
    """That of the stage under way, else of the next one, else one on the KPI, else the first."""
    found = _stage_trigger(plan) or next(iter(linked_triggers(plan, kpi) if kpi else ()), None)
    found = found or next(iter(plan.triggers), None)
    if found is None:
        return Link("Rollback", OPEN, "brief", "triggers", None, "metric", is_broken=True)
    wrong = {trigger.id for trigger, _ in disagreeing_triggers(plan)}
    text = f"{found.metric} {_limit(found)}"
    return Link("Rollback", text, "brief", "triggers", found.id, "threshold", is_broken=found.id in wrong)


def _stage_trigger(plan: ProjectPlan) -> Trigger | None:
    by_id = {trigger.id: trigger for trigger in plan.triggers}
    for state in (StageState.RUNNING, StageState.PLANNED):
        for stage in plan.stages:
            if stage.state == state and stage.trigger_id in by_id:
                return by_id[stage.trigger_id]
    return None


def _retrain(plan: ProjectPlan) -> Link:
    policy = plan.retraining
    kpi = next((kpi for kpi in plan.kpis if kpi.id == policy.kpi_id), None)
    parts = []
    if kpi and policy.performance_threshold is not None:
        worse = "<" if kpi.direction == Direction.HIGHER else ">"
        parts.append(f"{kpi.name} {worse} {measure(policy.performance_threshold, kpi.unit)}")
    if policy.drift_metric and policy.drift_threshold is not None:
        parts.append(f"{policy.drift_metric} > {number(policy.drift_threshold)}")
    text = "; ".join(parts) or (f"schedule: {policy.cadence}" if policy.cadence else OPEN)
    return Link("Retrain", text, "operations", "retraining", policy.id, "drift_threshold", is_broken=text == OPEN)


def _limit(trigger: Trigger) -> str:
    return limit(trigger.comparison, trigger.threshold, trigger.unit)
