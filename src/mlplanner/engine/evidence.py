"""The verdict on measured operation against criteria fixed in advance (P7.3, P7.4).

Success is never declared before the window is over, without criteria, on what was measured before the criteria were
fixed, on a measurement taken long before the window's end, or while something else may have caused the effect.
"""

from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import Comparison, KpiKind
from mlplanner.domain.money import to_cents
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Evidence, Observation
from mlplanner.engine.evidence_results import EvidenceResult, Reason, Verdict
from mlplanner.playbook.entries import Playbook

VERDICTS = {
    Reason.REACHED: Verdict.MET,
    Reason.THRESHOLD_MISSED: Verdict.NOT_MET,
    Reason.MONEY_MISSED: Verdict.NOT_MET,
}
"""Every other reason means: not yet."""


def judge_evidence(plan: ProjectPlan, playbook: Playbook, planned: Decimal, today: date) -> EvidenceResult:
    """The verdict as of `today`; `planned` is the value model's benefit a year."""
    grace = int(playbook.figure("evidence_grace_days"))
    last = last_observation(plan, today)
    realised = realised_benefit(last) if last else None
    start, end = window_start(plan), window_end(plan)
    reason = _reason(plan, last, realised, grace, today)
    return EvidenceResult(
        verdict=VERDICTS.get(reason, Verdict.NOT_YET),
        reason=reason,
        window_start=start,
        window_end=end,
        days_left=max(0, (end - max(today, start)).days) if start and end else 0,
        observation_id=last.id if last else None,
        value=last.value if last else None,
        realised=realised,
        planned=planned,
    )


def window_start(plan: ProjectPlan) -> date | None:
    """The day from which measurements count: the launch, or later the day on which the criteria were fixed."""
    launched, locked = plan.evidence.launched_on, plan.evidence.locked_on
    return max(launched, locked) if launched and locked else launched


def window_end(plan: ProjectPlan) -> date | None:
    """The first day on which success may be declared; None before the launch is known."""
    start = window_start(plan)
    return start + timedelta(days=plan.project.evidence_days) if start else None


def missing_criteria(plan: ProjectPlan) -> tuple[str, ...]:
    """The fields of the evidence that are empty though nothing can be decided without them (P7.3)."""
    evidence = plan.evidence
    business = {kpi.id for kpi in plan.kpis if kpi.kind == KpiKind.BUSINESS}
    kpi = () if evidence.kpi_id in business else ("kpi_id",)
    return (*kpi, *(("threshold",) if evidence.threshold is None else ()))


def last_observation(plan: ProjectPlan, today: date) -> Observation | None:
    """The newest measurement of the deciding KPI that counts on `today`; of two on one day the later row."""
    kpi_id, start = plan.evidence.kpi_id, window_start(plan)
    fitting = [
        row
        for row in plan.observations
        if row.kpi_id == kpi_id and start is not None and start <= row.observed_on <= today
    ]
    return max(fitting, key=lambda row: (row.observed_on, row.id or 0), default=None)


def realised_benefit(observation: Observation) -> Decimal | None:
    """Money a year that the model brings: benefit × attribution − automation cost, to the cent; None without benefit."""
    if observation.benefit is None:
        return None
    return to_cents(observation.benefit * observation.attribution - observation.automation_cost)


def reaches(evidence: Evidence, value: Decimal) -> bool:
    """True when a value of the deciding KPI meets the threshold; the threshold itself does."""
    if evidence.threshold is None:
        return False
    return value >= evidence.threshold if evidence.comparison == Comparison.ABOVE else value <= evidence.threshold


def _reason(plan: ProjectPlan, last: Observation | None, realised: Decimal | None, grace: int, today: date) -> Reason:
    return _reason_before(plan, today) or _reason_measured(plan, last, realised, grace, today)


def _reason_before(plan: ProjectPlan, today: date) -> Reason | None:
    """What makes any measurement moot."""
    evidence = plan.evidence
    if missing_criteria(plan):
        return Reason.CRITERIA_MISSING
    if evidence.locked_on is None:
        return Reason.NOT_LOCKED
    if evidence.launched_on is None or evidence.launched_on > today:
        return Reason.NOT_LAUNCHED
    return Reason.CONFOUNDED if evidence.is_confounded else None


def _reason_measured(
    plan: ProjectPlan, last: Observation | None, realised: Decimal | None, grace: int, today: date
) -> Reason:
    """What the measurements say once they count."""
    end, money = window_end(plan), plan.evidence.threshold_money
    if last is None or end is None:
        return Reason.NO_OBSERVATION
    if today < end:
        return Reason.WINDOW_OPEN
    if last.observed_on < end - timedelta(days=grace):
        return Reason.NOT_MEASURED_AT_END
    if not reaches(plan.evidence, last.value):
        return Reason.THRESHOLD_MISSED
    if money is None:
        return Reason.REACHED
    if realised is None:
        return Reason.BENEFIT_UNKNOWN
    return Reason.REACHED if realised >= money else Reason.MONEY_MISSED
