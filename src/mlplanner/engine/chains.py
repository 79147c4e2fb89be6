"""What hangs on a KPI's threshold: experiment, evidence, rollback trigger, and where they contradict it (P7.2, P7.3)."""

from collections.abc import Iterator

from mlplanner.domain.benefits import Experiment, Kpi, Trigger
from mlplanner.domain.enums import Comparison, Direction
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Escalation, Evidence
from mlplanner.domain.weeks import plain

BETTER = {Direction.HIGHER: Comparison.ABOVE, Direction.LOWER: Comparison.BELOW}


def linked_experiments(plan: ProjectPlan, kpi: Kpi) -> tuple[Experiment, ...]:
    """The experiments that measure the KPI."""
    return tuple(each for each in plan.experiments if each.kpi_id == kpi.id)


def linked_triggers(plan: ProjectPlan, kpi: Kpi) -> tuple[Trigger, ...]:
    """The rollback triggers that watch the KPI: those whose metric has its name."""
    return tuple(each for each in plan.triggers if is_same_name(each.metric, kpi.name))


def linked_escalations(plan: ProjectPlan, kpi: Kpi) -> tuple[Escalation, ...]:
    """The escalation rules that watch the KPI."""
    return tuple(each for each in plan.escalations if is_same_name(each.metric, kpi.name))


def evidence_agrees(evidence: Evidence, kpi: Kpi) -> bool:
    """True when the evidence succeeds exactly where the KPI's threshold lets the project go on, or either is open."""
    if evidence.threshold is None or kpi.threshold is None:
        return True
    return evidence.threshold == kpi.threshold and evidence.comparison == BETTER[kpi.direction]


def disagreeing_triggers(plan: ProjectPlan) -> Iterator[tuple[Trigger, Kpi]]:
    """Triggers that fire at a value that the threshold of their KPI calls good enough."""
    for kpi in plan.kpis:
        for trigger in linked_triggers(plan, kpi) if kpi.threshold is not None else ():
            if _fires_on_success(trigger, kpi):
                yield trigger, kpi


def follow_up_is_budgeted(plan: ProjectPlan) -> bool:
    """True when the evidence names a follow-up experiment that a cost line of the plan pays for (P7.2)."""
    follow_up = next((each for each in plan.experiments if each.id == plan.evidence.follow_up_id), None)
    return follow_up is not None and follow_up.cost_id in {cost.id for cost in plan.costs}


def say_wanted(kpi: Kpi) -> str:
    """`at least 55 %`."""
    word = "at least" if kpi.direction == Direction.HIGHER else "at most"
    return f"{word} {plain(kpi.threshold)} {kpi.unit}".strip() if kpi.threshold is not None else "no threshold"


def say_goal(evidence: Evidence, unit: str = "") -> str:
    """`at most 15.5 minutes`."""
    word = "at least" if evidence.comparison == Comparison.ABOVE else "at most"
    return f"{word} {plain(evidence.threshold)} {unit}".strip() if evidence.threshold is not None else "no threshold"


def say_trigger(trigger: Trigger | Escalation) -> str:
    """`above 7.5 %`."""
    return f"{trigger.comparison.value} {plain(trigger.threshold)} {trigger.unit}".strip()


def _fires_on_success(trigger: Trigger, kpi: Kpi) -> bool:
    """A trigger has to look the other way than the goal, and no nearer than the threshold."""
    if kpi.threshold is None:
        return False
    if trigger.comparison == BETTER[kpi.direction]:
        return True
    if kpi.direction == Direction.HIGHER:
        return trigger.threshold > kpi.threshold
    return trigger.threshold < kpi.threshold


def is_same_name(one: str, other: str) -> bool:
    """True when a metric's name means the KPI of the other name: in any case, without spaces around it."""
    return one.strip().casefold() == other.strip().casefold()
