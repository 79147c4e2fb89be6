"""Service levels, the means to respond, serving, readiness, tests of the model, tools (P6.1 to P6.4, P6.6 to P6.8)."""

from collections.abc import Iterator, Sequence

from mlplanner.domain.features import ServingMode, TestState
from mlplanner.domain.governance import ItemState
from mlplanner.domain.running import ModelCheck, RetrainPolicy, Slo
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_count, say_field, say_names
from mlplanner.engine.operating import slo_covers

NO_POLICY = "retrain policy"
NO_PATH = "escalation path"


def find_incomplete_slos(case: Case) -> Iterator[Hit]:
    """Kinds of service level without an objective that has target, window and owner."""
    open_ = [cover for cover in slo_covers(case.plan) if not cover.is_complete]
    if open_:
        kinds = [_say_cover(cover.kind, cover.slo_id, cover.lacks) for cover in open_]
        named = next((cover for cover in open_ if cover.slo_id is not None), None)
        place = (named.slo_id, named.lacks[0]) if named else (None, None)
        yield Hit("slos", place[0], place[1], {"kinds": "; ".join(kinds)})


def find_no_response(case: Case) -> Iterator[Hit]:
    """What is missing of the authority to pause, somebody on call, an escalation path, a retrain policy.

    The operational owner is asked for at the first gate already.
    """
    plan = case.plan
    maintenance, policy = plan.maintenance, plan.retraining
    lacks: list[tuple[str, str, int | None, str]] = []
    if not policy.may_pause:
        lacks.append(("authority of the operational owner to pause it", "retraining", policy.id, "may_pause"))
    if maintenance.on_call_id is None and not plan.rota:
        lacks.append(("person on call", "maintenance", maintenance.id, "on_call_id"))
    lacks += [(words, "retraining", policy.id, field) for words, field in _response_gaps(policy)]
    if lacks:
        _, noun, noun_id, field = lacks[0]
        yield Hit(noun, noun_id, field, {"parts": _say_all([words for words, *_ in lacks])})


def find_monitoring_without_response(case: Case) -> Iterator[Hit]:
    """Monitoring is paid for, or ticked off, but leads to no action."""
    plan = case.plan
    is_watched = plan.maintenance.monitoring > 0 or any(
        item.key.startswith("monitor") and item.state == ItemState.DONE for item in plan.checklist
    )
    gaps = _response_gaps(plan.retraining)
    if is_watched and gaps:
        yield Hit("retraining", plan.retraining.id, gaps[0][1], {"parts": _say_all([words for words, _ in gaps])})


def find_no_retrain_trigger(case: Case) -> Iterator[Hit]:
    """The model is retrained by the calendar only."""
    policy = case.plan.retraining
    if policy.cadence and not policy.has_trigger:
        yield Hit("retraining", policy.id, "drift_threshold", {"parts": "a schedule but no threshold"})


def find_unowned_readiness(case: Case) -> Iterator[Hit]:
    """Open items of the checklist that nobody looks after, once production is next."""
    orphans = [i for i in case.plan.checklist if i.state == ItemState.OPEN and i.owner_id is None]
    if orphans and is_near_production(case):
        yield Hit("checklist", orphans[0].id, "owner_id", {"items": say_names([item.name for item in orphans])})


def find_incomplete_test_plan(case: Case) -> Iterator[Hit]:
    """Kinds of test that the plan does not have, once production is next."""
    planned = {test.kind for test in case.plan.model_tests}
    missing = [kind.value.replace("_", " ") for kind in ModelCheck if kind not in planned]
    if missing and is_near_production(case):
        yield Hit("model_tests", words={"kinds": _say_all(missing)})


def find_failing_model_tests(case: Case) -> Iterator[Hit]:
    """Tests of the model whose last run failed."""
    failing = [test for test in case.plan.model_tests if test.state == TestState.FAILING]
    if failing:
        yield Hit("model_tests", failing[0].id, "state", {"tests": say_names([test.name for test in failing])})


def find_undecided_serving(case: Case) -> Iterator[Hit]:
    """No choice of how the model is served, or none with a reason, once production is next."""
    serving = case.plan.serving
    field = "mode" if serving.mode is None else "reason" if not serving.reason.strip() else None
    if field and is_near_production(case):
        yield Hit("serving", serving.id, field, {"parts": "a choice" if field == "mode" else "a reason"})


def find_online_without_need(case: Case) -> Iterator[Hit]:
    """Answers while somebody waits, though the business tolerates a lag."""
    serving, lag = case.plan.serving, case.plan.serving.tolerated_lag_minutes
    if serving.mode == ServingMode.ONLINE and lag is not None and lag >= case.playbook.figure("online_lag_minutes"):
        yield Hit("serving", serving.id, "mode", {"lag": say_count(lag, "minute")})


def find_unreasoned_tools(case: Case) -> Iterator[Hit]:
    """Tools of which nobody says why they are bought, built or reused."""
    bare = [tool for tool in case.plan.tools if not tool.reason.strip()]
    if bare:
        yield Hit("tools", bare[0].id, "reason", {"tools": say_names([tool.name for tool in bare])})


def find_no_drill_budget(case: Case) -> Iterator[Hit]:
    """Drills that must be held and cost nothing."""
    cost, maintenance = case.facts.costs.maintenance, case.plan.maintenance
    if cost.drills and not maintenance.drill_cost:
        words = {"drills": say_count(cost.drills, "drill")}
        yield Hit("maintenance", maintenance.id, "drill_cost", words)


def is_near_production(case: Case) -> bool:
    """True once the gates before the one into production are passed."""
    entries = case.playbook.phases
    for gate in case.plan.gates:
        entry = entries.get(gate.key)
        if entry is not None and entry.gate.is_production:
            return True
        if not case.plan.gate_state(gate).is_passed:
            return False
    return bool(case.plan.gates)


def _response_gaps(policy: RetrainPolicy) -> list[tuple[str, str]]:
    """(words, field) of what an alert would need to lead to action."""
    gaps = [] if policy.escalation_path.strip() else [(NO_PATH, "escalation_path")]
    return gaps if policy.has_trigger or policy.cadence else [*gaps, (NO_POLICY, "drift_threshold")]


def _say_cover(kind: str, slo_id: int | None, lacks: Sequence[str]) -> str:
    if slo_id is None:
        return f"{kind} (none)"
    return f"{kind} ({say_names([f'no {say_field(Slo, name)}' for name in lacks])})"


def _say_all(words: Sequence[str]) -> str:
    """All of a short list: a reader has to see each."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


RULES = (
    Rule("slo_incomplete", find_incomplete_slos),
    Rule("response_incomplete", find_no_response),
    Rule("drill_budget_missing", find_no_drill_budget),
    Rule("monitoring_without_response", find_monitoring_without_response),
    Rule("retrain_trigger_missing", find_no_retrain_trigger),
    Rule("readiness_unowned", find_unowned_readiness),
    Rule("test_plan_incomplete", find_incomplete_test_plan),
    Rule("model_test_failing", find_failing_model_tests),
    Rule("serving_undecided", find_undecided_serving),
    Rule("online_without_need", find_online_without_need),
    Rule("tool_without_reason", find_unreasoned_tools),
)
