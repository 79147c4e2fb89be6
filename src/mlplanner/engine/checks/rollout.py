"""Stages, escalation and the sponsor's dashboard (P7.1, P7.5, P7.7)."""

from collections.abc import Iterator

from mlplanner.domain.rollout import DashboardPanel, Escalation, Stage, StageKind, StageState
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_field, say_names
from mlplanner.engine.evidence import judge_evidence
from mlplanner.engine.evidence_results import Verdict

UNSEEN = (StageKind.SHADOW, StageKind.BACKTEST)
"""Nobody acts on the scores of these, so there is nothing to roll back and no share of traffic."""
BEGUN = (StageState.RUNNING, StageState.PASSED)
PANELS = {
    DashboardPanel.BUSINESS: "the business KPI",
    DashboardPanel.HEALTH: "the model's health",
    DashboardPanel.OPERATIONS: "operations and adoption",
}


def find_no_stages(case: Case) -> Iterator[Hit]:
    """The model is to meet all cases at once."""
    if not case.plan.stages:
        yield Hit("stages")


def find_incomplete_stages(case: Case) -> Iterator[Hit]:
    """What a stage leaves open, in one finding each."""
    for stage in case.plan.stages:
        if empty := _open_fields(stage):
            parts = say_names([say_field(Stage, name) for name in empty])
            yield Hit("stages", stage.id, empty[0], {"stage": stage.name, "parts": parts})


def find_stages_before_gate(case: Case) -> Iterator[Hit]:
    """Stages with traffic that begin before the gate that allows it; what is over can't be mended any more."""
    key = case.playbook.rules["stage_before_gate"].gate
    gate = next((each for each in case.facts.timeline.gates if each.key == key), None)
    for stage in case.plan.stages if gate else ():
        is_over = stage.state in (StageState.PASSED, StageState.ROLLED_BACK)
        if gate and stage.share and stage.from_week <= gate.week and not is_over:
            words = {"stage": stage.name, "week": str(stage.from_week), "gate": gate.name, "decided": str(gate.week)}
            yield Hit("stages", stage.id, "from_week", words)


def find_early_full_rollout(case: Case) -> Iterator[Hit]:
    """All traffic before the criteria are met."""
    begun = [stage for stage in case.plan.stages if stage.kind == StageKind.FULL and stage.state in BEGUN]
    if not begun:
        return
    result = judge_evidence(case.plan, case.playbook, case.facts.value.benefit_year, case.today)
    if result.verdict is not Verdict.MET:
        for stage in begun:
            words = {"stage": stage.name, "verdict": result.verdict.replace("_", " ")}
            yield Hit("stages", stage.id, "state", words)


def find_no_escalation(case: Case) -> Iterator[Hit]:
    """Nobody is told what to do when a metric slips."""
    if not case.plan.escalations:
        yield Hit("escalations")


def find_incomplete_escalations(case: Case) -> Iterator[Hit]:
    """Rules without action, owner or deadline."""
    for row in case.plan.escalations:
        empty = [name for name in ("action", "owner_id", "deadline_hours") if getattr(row, name) in (None, "")]
        if empty:
            parts = say_names([say_field(Escalation, name) for name in empty])
            yield Hit("escalations", row.id, empty[0], {"metric": row.metric, "parts": parts})


def find_missing_panels(case: Case) -> Iterator[Hit]:
    """Parts of the dashboard without a line."""
    shown = {line.panel for line in case.plan.dashboard}
    if missing := [words for panel, words in PANELS.items() if panel not in shown]:
        yield Hit("dashboard", words={"parts": say_names(missing)})


def _open_fields(stage: Stage) -> list[str]:
    is_seen = stage.kind not in UNSEEN
    wanted = ["entry_criteria", "owner_id", *(["share"] if is_seen else [])]
    empty = [name for name in wanted if not getattr(stage, name)]
    has_way_back = stage.trigger_id is not None or stage.rollback_criteria
    return empty + (["rollback_criteria"] if is_seen and not has_way_back else [])


RULES = (
    Rule("rollout_stages_missing", find_no_stages),
    Rule("stage_incomplete", find_incomplete_stages),
    Rule("stage_before_gate", find_stages_before_gate),
    Rule("full_rollout_too_early", find_early_full_rollout),
    Rule("escalation_missing", find_no_escalation),
    Rule("escalation_incomplete", find_incomplete_escalations),
    Rule("dashboard_part_missing", find_missing_panels),
)
