"""Golden cases of the rules on rollout, evidence, escalation and dashboard (P7)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Trigger
from mlplanner.domain.enums import Comparison, ExperimentKind, ExperimentResult
from mlplanner.domain.rollout import Observation, StageState
from tests.builders import make_decision, make_experiment
from tests.support.golden import Golden, parts, row
from tests.support.sound_case import World

LAUNCH = date(2026, 5, 11)


def launched(world: World, *, days: int = 60, observed: bool = True, **measured: Any) -> World:
    """Criteria locked and the model launched in W11; `days` later."""
    fixed = world.with_single("evidence", locked_on=LAUNCH, launched_on=LAUNCH)
    end = LAUNCH + timedelta(days=60)
    fields = {"value": Decimal(84), "benefit": Decimal(400_000), "attribution": Decimal("0.9"), **measured}
    seen = Observation(id=1, project_id=1, kpi_id=1001, observed_on=end, **fields)
    rows = (seen,) if observed else ()
    return replace(fixed.with_plan(observations=rows), today=LAUNCH + timedelta(days=days))


def gate_passed(world: World) -> World:
    return world.with_plan(decisions=(make_decision(1003, "go", date(2026, 5, 8), id=1),))


def confounded(world: World) -> World:
    return world.with_single("evidence", is_confounded=True, confounded_reason="New staff.")


def watching_trigger(world: World) -> World:
    trigger = Trigger(
        project_id=1,
        metric=" retention ",
        comparison=Comparison.BELOW,
        threshold=Decimal(83),
        action="Back",
        owner_id=2,
    )
    return world.with_plan(triggers=(trigger.model_copy(update={"id": 1001}),))


def compared(world: World) -> World:
    cohort = make_experiment(kpi_id=1001, kind=ExperimentKind.UPLIFT, result=ExperimentResult.MET, id=1009)
    return world.with_plan(experiments=(*world.plan.experiments, cohort))


def with_experiment(**fields: Any) -> Any:
    later = make_experiment(kpi_id=1001, units_per_week=5000, id=1009, success_money=Decimal(1), **fields)
    return lambda world: world.with_plan(experiments=(*world.plan.experiments, later))


ROLLOUT: Mapping[str, Golden] = {
    "rollout_stages_missing": Golden(parts(stages=()), "stages", None, "No rollout stage"),
    "stage_incomplete": Golden(
        row("stages", 0, owner_id=None, rollback_criteria=""), "stages", "owner_id", "owner and rollback criteria"
    ),
    "stage_before_gate": Golden(row("stages", 0, from_week=10), "stages", "from_week", "from W10"),
    "full_rollout_too_early": Golden(
        row("stages", 1, state=StageState.RUNNING), "stages", "state", "not yet", gate="handover"
    ),
    "evidence_criteria_missing": Golden(
        lambda world: world.with_single("evidence", kpi_id=None, threshold=None),
        "evidence",
        "kpi_id",
        "deciding KPI and success threshold",
        gate="productionize",
    ),
    "evidence_not_locked": Golden(gate_passed, "evidence", "locked_on", "not locked", is_alone=False),
    "evidence_disagrees": Golden(
        lambda world: world.with_single("evidence", threshold=Decimal(81)), "evidence", "threshold", "at least 82 %"
    ),
    "trigger_disagrees": Golden(watching_trigger, "triggers", "threshold", "fires below 83"),
    "confounded_without_follow_up": Golden(confounded, "evidence", "follow_up_id", "(New staff)", gate="handover"),
    "confounded_not_said": Golden(
        with_experiment(result=ExperimentResult.CONFOUNDED), "evidence", "is_confounded", "is confounded"
    ),
    "experiment_money_missing": Golden(
        lambda world: with_experiment()(world).with_row("experiments", 1, success_money=None),
        "experiments",
        "success_money",
        "threshold in money",
    ),
    "experiment_follow_up_missing": Golden(compared, "experiments", "cost_id", "not drawn at random", is_alone=False),
    "observation_due": Golden(
        lambda world: launched(world, observed=False), "observations", None, "10 Jul 2026", is_alone=False
    ),
    "benefit_below_plan": Golden(
        lambda world: launched(world, benefit=Decimal(300_000)),
        "observations",
        "benefit",
        "EUR 270,000 a year after upkeep; EUR 300,000",
        is_alone=False,
    ),
    "escalation_missing": Golden(parts(escalations=()), "escalations", None, "No escalation rule"),
    "escalation_incomplete": Golden(
        row("escalations", 0, owner_id=None, action=""), "escalations", "action", "action and owner"
    ),
    "dashboard_part_missing": Golden(parts(dashboard=()), "dashboard", None, "the model's health"),
}
