"""Criteria, experiments and measurements that are to prove the benefit (P7.2 to P7.4)."""

from collections.abc import Iterator

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentResult
from mlplanner.domain.money import ZERO
from mlplanner.domain.rollout import Evidence
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.chains import (
    disagreeing_triggers,
    evidence_agrees,
    follow_up_is_budgeted,
    say_goal,
    say_trigger,
    say_wanted,
)
from mlplanner.engine.checks.experiments import COMPARISONS, OPEN, tied_experiments
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_field, say_money, say_names
from mlplanner.engine.evidence import judge_evidence, missing_criteria
from mlplanner.engine.evidence_results import Reason

UNMEASURED = (Reason.NO_OBSERVATION, Reason.NOT_MEASURED_AT_END)


def find_missing_criteria(case: Case) -> Iterator[Hit]:
    """Nothing to decide by."""
    if empty := missing_criteria(case.plan):
        parts = say_names([say_field(Evidence, name) for name in empty])
        yield Hit("evidence", case.plan.evidence.id, empty[0], {"parts": parts})


def find_unlocked_criteria(case: Case) -> Iterator[Hit]:
    """The gate that fixes the criteria is passed, and they still can be moved."""
    key = case.playbook.rules["evidence_not_locked"].gate
    gate = next((each for each in case.plan.gates if each.key == key), None)
    is_passed = gate is not None and case.plan.gate_state(gate).is_passed
    if gate and is_passed and case.plan.evidence.locked_on is None and not missing_criteria(case.plan):
        yield Hit("evidence", case.plan.evidence.id, "locked_on", {"gate": gate.name})


def find_disagreeing_evidence(case: Case) -> Iterator[Hit]:
    """The evidence succeeds at another value than the KPI's threshold."""
    kpi = next((kpi for kpi in case.plan.kpis if kpi.id == case.plan.evidence.kpi_id), None)
    if kpi and not evidence_agrees(case.plan.evidence, kpi):
        words = {"kpi": kpi.name, "wanted": say_wanted(kpi), "found": say_goal(case.plan.evidence)}
        yield Hit("evidence", case.plan.evidence.id, "threshold", words)


def find_disagreeing_triggers(case: Case) -> Iterator[Hit]:
    """Triggers that roll back what the go threshold lets pass."""
    for trigger, kpi in disagreeing_triggers(case.plan):
        words = {"kpi": kpi.name, "found": say_trigger(trigger), "wanted": plain(kpi.threshold or ZERO)}
        yield Hit("triggers", trigger.id, "threshold", words)


def find_no_follow_up(case: Case) -> Iterator[Hit]:
    """A confounded result without a budgeted second look."""
    evidence = case.plan.evidence
    if evidence.is_confounded and not follow_up_is_budgeted(case.plan):
        reason = evidence.confounded_reason.strip().rstrip(".") or "it is not said what"
        yield Hit("evidence", evidence.id, "follow_up_id", {"reason": reason})


def find_unsaid_confounding(case: Case) -> Iterator[Hit]:
    """The last experiment on the deciding KPI is confounded; a later conclusive one would have settled it."""
    evidence = case.plan.evidence
    tied = [each for each in case.plan.experiments if evidence.kpi_id and each.kpi_id == evidence.kpi_id]
    known = [each for each in tied if each.result not in OPEN]
    if known and known[-1].result == ExperimentResult.CONFOUNDED and not evidence.is_confounded:
        yield Hit("evidence", evidence.id, "is_confounded", {"experiment": known[-1].name})


def find_no_money(case: Case) -> Iterator[Hit]:
    """Experiments to come whose success is not fixed in money."""
    for experiment in tied_experiments(case.plan):
        if experiment.result in OPEN and experiment.success_money is None:
            yield Hit("experiments", experiment.id, "success_money", {"experiment": experiment.name})


def find_unfollowed_comparisons(case: Case) -> Iterator[Hit]:
    """Comparisons without random groups that no budgeted controlled test follows."""
    for experiment in case.plan.experiments:
        if experiment.kind in COMPARISONS and not _is_followed(case, experiment):
            yield Hit("experiments", experiment.id, "cost_id", {"experiment": experiment.name})


def find_missing_measurement(case: Case) -> Iterator[Hit]:
    """The window is over and nobody looked."""
    result = judge_evidence(case.plan, case.playbook, case.facts.value.benefit_year, case.today)
    if result.reason in UNMEASURED and result.window_end and result.window_end <= case.today:
        yield Hit("observations", words={"day": say_day(result.window_end)})


def find_small_benefit(case: Case) -> Iterator[Hit]:
    """The model earns less than planned once the window is over."""
    result = judge_evidence(case.plan, case.playbook, case.facts.value.benefit_year, case.today)
    is_over = result.window_end is not None and result.window_end <= case.today
    if is_over and result.realised is not None and result.realised < result.planned:
        code = case.portfolio.settings.currency
        words = {"realised": say_money(result.realised, code), "planned": say_money(result.planned, code)}
        yield Hit("observations", result.observation_id, "benefit", words)


def _is_followed(case: Case, experiment: Experiment) -> bool:
    return any(
        other.kind.is_randomised and other.kpi_id == experiment.kpi_id and other.cost_id is not None
        for other in case.plan.experiments
    )


RULES = (
    Rule("evidence_criteria_missing", find_missing_criteria),
    Rule("evidence_not_locked", find_unlocked_criteria),
    Rule("evidence_disagrees", find_disagreeing_evidence),
    Rule("trigger_disagrees", find_disagreeing_triggers),
    Rule("confounded_without_follow_up", find_no_follow_up),
    Rule("confounded_not_said", find_unsaid_confounding),
    Rule("experiment_money_missing", find_no_money),
    Rule("experiment_follow_up_missing", find_unfollowed_comparisons),
    Rule("observation_due", find_missing_measurement),
    Rule("benefit_below_plan", find_small_benefit),
)
