"""The verdict on the evidence in words, the same on screen and on paper (P7.3, P7.4)."""

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Evidence
from mlplanner.domain.validation import field_title
from mlplanner.engine.evidence import missing_criteria
from mlplanner.engine.evidence_results import EvidenceResult, Reason, Verdict
from mlplanner.reports.formats import counted, day, joined, measure, money, sentence

WORDS = {Verdict.MET: "Met", Verdict.NOT_MET: "Not met", Verdict.NOT_YET: "Not yet"}
SHORT = {
    Reason.CRITERIA_MISSING: "criteria missing",
    Reason.NOT_LOCKED: "criteria not fixed",
    Reason.NOT_LAUNCHED: "not launched",
    Reason.CONFOUNDED: "confounded",
    Reason.NO_OBSERVATION: "nothing measured",
    Reason.WINDOW_OPEN: "window not over",
    Reason.NOT_MEASURED_AT_END: "not measured at the end",
    Reason.BENEFIT_UNKNOWN: "benefit not worked out",
    Reason.THRESHOLD_MISSED: "threshold missed",
    Reason.MONEY_MISSED: "benefit too small",
    Reason.REACHED: "criteria reached",
}


def verdict_title(result: EvidenceResult) -> str:
    """`Not yet: confounded`."""
    return f"{WORDS[result.verdict]}: {SHORT[result.reason]}"


def verdict_reason(plan: ProjectPlan, result: EvidenceResult, currency: str) -> str:
    """Why, in one sentence that says what is to be done or waited for."""
    kpi = next((kpi for kpi in plan.kpis if kpi.id == plan.evidence.kpi_id), None)
    unit = kpi.unit if kpi else ""
    found = measure(result.value, unit)
    wanted = measure(plan.evidence.threshold, unit)
    match result.reason:
        case Reason.CRITERIA_MISSING:
            names = [field_title(Evidence, name).lower() for name in missing_criteria(plan)]
            return f"Fill in {joined(names).replace('kpi', 'KPI')}: nothing can be decided without."
        case Reason.NOT_LOCKED:
            return "The criteria are fixed when the production gate is passed; what is measured before does not count."
        case Reason.NOT_LAUNCHED:
            when = f" It is planned for {day(plan.evidence.launched_on)}." if plan.evidence.launched_on else ""
            return f"The model has not met real cases yet.{when}"
        case Reason.CONFOUNDED:
            return sentence(f"Something else may have caused the effect: {_confounder(plan)}{_follow_up(plan)}")
        case Reason.NO_OBSERVATION:
            return f"Nothing has been measured since {day(result.window_start)}; enter the first measurement."
        case Reason.WINDOW_OPEN:
            left = counted(result.days_left, "day")
            return f"{found} so far; the window ends on {day(result.window_end)}, in {left}."
        case Reason.NOT_MEASURED_AT_END:
            return f"The window ended on {day(result.window_end)}; the last measurement was taken too long before."
        case Reason.BENEFIT_UNKNOWN:
            return f"{found} reaches the threshold; the last measurement does not say what it is worth."
        case Reason.MONEY_MISSED:
            return f"{_money(result, currency)} a year after upkeep; {_goal(plan, currency)} were agreed."
        case _:
            worth = f", worth {_money(result, currency)} a year after upkeep" if result.realised is not None else ""
            return f"{found} at the end of the window against {wanted}{worth}."


def _confounder(plan: ProjectPlan) -> str:
    return plan.evidence.confounded_reason.strip().rstrip(".") or "it is not said what"


def _follow_up(plan: ProjectPlan) -> str:
    follow_up = next((each for each in plan.experiments if each.id == plan.evidence.follow_up_id), None)
    return f". It is decided by: {follow_up.name}" if follow_up else ". No follow-up is planned yet"


def _money(result: EvidenceResult, currency: str) -> str:
    return money(result.realised, currency) if result.realised is not None else "–"


def _goal(plan: ProjectPlan, currency: str) -> str:
    wanted = plan.evidence.threshold_money
    return money(wanted, currency) if wanted is not None else "–"
