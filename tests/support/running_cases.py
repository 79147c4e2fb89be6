"""Golden cases of the rules of operation (P6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mlplanner.domain.features import ServingMode, TestState
from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.running import ChecklistItem
from tests.builders import make_decision
from tests.support.golden import Break, Golden, parts, row, upkeep
from tests.support.sound_case import World
from tests.support.sound_running import make_drill, make_model_tests, make_shift, make_tool

DECIDED = (date(2026, 3, 20), date(2026, 4, 17))


def near_production(break_: Break) -> Break:
    """The break once the first two gates are passed, in the week after."""

    def make(world: World) -> World:
        decisions = tuple(make_decision(1001 + n, "go", day, id=n + 1) for n, day in enumerate(DECIDED))
        return break_(world.with_plan(decisions=decisions))

    return make


def policy(**changes: object) -> Break:
    return lambda world: world.with_single("retraining", **changes)


def serving(**changes: object) -> Break:
    return lambda world: world.with_single("serving", **changes)


def on_leave(world: World) -> World:
    shift = make_shift(id=1)
    away = TimeOff(person_id=6, first=date(2026, 6, 1), last=date(2026, 6, 12))
    return replace(world.with_plan(rota=(shift,)), portfolio=replace(world.portfolio, time_off=(away,)))


def left(world: World) -> World:
    people = {**world.portfolio.people, 5: Person(id=5, name="Eve", employed_to=date(2026, 7, 3))}
    return replace(
        world.with_plan(rota=(make_shift(id=1, person_id=5),)), portfolio=replace(world.portfolio, people=people)
    )


def free_drills(world: World) -> World:
    return world.with_single("maintenance", drill_cost=Decimal(0))


ITEM = ChecklistItem(id=7, project_id=1, name="Rollback and safety nets")
RUNNING: dict[str, Golden] = {
    # P6.1
    "readiness_unowned": Golden(
        near_production(parts(checklist=(ITEM,))), "checklist", "owner_id", "Rollback and safety nets", is_alone=False
    ),
    # P6.2
    "serving_undecided": Golden(
        near_production(serving(mode=ServingMode.BATCH, reason="")),
        "serving",
        "reason",
        "lacks a reason",
        is_alone=False,
    ),
    "online_without_need": Golden(
        serving(mode=ServingMode.ONLINE, reason="Fast", tolerated_lag_minutes=60),
        "serving",
        "mode",
        "60 minutes",
        is_alone=False,
    ),
    # P6.3, P6.6
    "slo_incomplete": Golden(
        row("slos", 1, target=None, owner_id=None),
        "slos",
        "target",
        "latency (no target and no owner)",
        "productionize",
    ),
    # P6.4, P6.6
    "response_incomplete": Golden(
        policy(may_pause=False), "retraining", "may_pause", "authority of the operational owner", "productionize"
    ),
    "monitoring_without_response": Golden(
        lambda world: policy(escalation_path="")(upkeep(monitoring=Decimal(10))(world)),
        "retraining",
        "escalation_path",
        "there is no escalation path",
        is_alone=False,
    ),
    "retrain_trigger_missing": Golden(
        policy(drift_threshold=None), "retraining", "drift_threshold", "a schedule but no threshold"
    ),
    "rota_gap": Golden(
        parts(rota=(make_shift(0, 4, id=1), make_shift(6, 6, id=2))), "rota", None, "2 weeks: W17–W18, from 22 Jun 2026"
    ),
    "rota_absent": Golden(on_leave, "rota", "person_id", "is away from 1 Jun 2026 to 12 Jun 2026"),
    "rota_missing": Golden(near_production(parts()), "rota", None, "Finn would be on call alone", is_alone=False),
    # P6.5
    "drill_overdue": Golden(
        lambda world: replace(parts(drills=(make_drill(id=3),))(world), today=date(2026, 6, 18)),
        "drills",
        "done_on",
        "rollback drill of 17 Jun 2026",
        is_alone=False,
    ),
    "drill_unplanned": Golden(
        near_production(parts(drills=(make_drill(id=3), make_drill(27, id=4)))),
        "drills",
        None,
        "quarter 2 (from 7 Sep 2026) and quarter 4",
        is_alone=False,
    ),
    "drills_over_budget": Golden(
        parts(drills=tuple(make_drill(n, id=n) for n in range(1, 6))), "maintenance", "drills", "5 drills"
    ),
    # P6.5, P6.6
    "drill_budget_missing": Golden(
        free_drills, "maintenance", "drill_cost", "4 drills", "productionize", is_alone=False
    ),
    # P6.7
    "test_plan_incomplete": Golden(
        near_production(parts(model_tests=tuple(make_model_tests()[:4]))),
        "model_tests",
        None,
        "lacks: shadow and label lag",
        is_alone=False,
    ),
    "model_test_failing": Golden(
        row("model_tests", 3, state=TestState.FAILING), "model_tests", "state", "Test of backtest"
    ),
    # P6.8
    "tool_without_reason": Golden(parts(tools=(make_tool(id=5, reason=""),)), "tools", "reason", "Drift monitor"),
}
