"""The verdict: never early, never without criteria, never on something else's effect (P7.3, P7.4)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import Comparison, KpiKind
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Observation
from mlplanner.engine.evidence import judge_evidence, realised_benefit
from mlplanner.engine.evidence_results import EvidenceResult, Reason, Verdict
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_plan
from tests.strategies import decimals

PLAYBOOK = load_playbook()
LAUNCH = date(2026, 3, 2)
END = LAUNCH + timedelta(days=60)
PLANNED = Decimal(120_000)


def plan_with(*observed: tuple[date, str], days: int = 60, **evidence: Any) -> ProjectPlan:
    """Handling time of at most 15.5 minutes and 90,000 a year; each measurement is worth 134,400 less 14,400."""
    fields = {
        "kpi_id": 1001,
        "comparison": "below",
        "threshold": Decimal("15.5"),
        "threshold_money": Decimal(90_000),
        "locked_on": LAUNCH,
        "launched_on": LAUNCH,
        **evidence,
    }
    rows = [
        Observation(
            project_id=1,
            kpi_id=1001,
            observed_on=day,
            value=Decimal(value),
            benefit=Decimal(134_400),
            automation_cost=Decimal(14_400),
        )
        for day, value in observed
    ]
    kpis = [Kpi(project_id=1, name="Handling time", kind=KpiKind.BUSINESS), Kpi(project_id=1, name="Share")]
    return make_plan(kpis=kpis, observations=rows, evidence=fields, evidence_days=days)


def judge(plan: ProjectPlan, today: date = END) -> EvidenceResult:
    return judge_evidence(plan, PLAYBOOK, PLANNED, today)


def test_that_criteria_reached_at_the_windows_end_are_met() -> None:  # P7.4
    result = judge(plan_with((END, "14.2")))
    assert (result.verdict, result.reason) == (Verdict.MET, Reason.REACHED)
    assert (result.realised, result.planned) == (Decimal("120000.00"), PLANNED)
    assert (result.window_start, result.window_end, result.days_left) == (LAUNCH, END, 0)


def test_that_the_threshold_itself_is_good_enough() -> None:  # P7.4
    assert judge(plan_with((END, "15.5"))).verdict is Verdict.MET
    assert judge(plan_with((END, "15.51"))).reason is Reason.THRESHOLD_MISSED


def test_that_a_benefit_below_the_success_threshold_in_money_is_not_met() -> None:  # P7.4
    assert judge(plan_with((END, "14.2"), threshold_money=Decimal("120000.01"))).reason is Reason.MONEY_MISSED


def test_that_success_is_not_declared_a_day_early() -> None:  # P7.3
    result = judge(plan_with((END - timedelta(days=1), "14.2")), END - timedelta(days=1))
    assert (result.verdict, result.reason, result.days_left) == (Verdict.NOT_YET, Reason.WINDOW_OPEN, 1)


def test_that_a_measurement_long_before_the_windows_end_decides_nothing() -> None:  # P7.3
    assert judge(plan_with((END - timedelta(days=7), "14.2"))).verdict is Verdict.MET
    assert judge(plan_with((END - timedelta(days=8), "14.2"))).reason is Reason.NOT_MEASURED_AT_END


def test_that_the_reasons_for_not_yet_are_told_apart() -> None:  # P7.3, P7.4
    seen = (END, "14.2")
    assert judge(plan_with(seen, kpi_id=None)).reason is Reason.CRITERIA_MISSING
    assert judge(plan_with(seen, threshold=None)).reason is Reason.CRITERIA_MISSING
    assert judge(plan_with(seen, kpi_id=1002)).reason is Reason.NO_OBSERVATION
    assert judge(plan_with(seen, locked_on=None)).reason is Reason.NOT_LOCKED
    assert judge(plan_with(launched_on=None)).reason is Reason.NOT_LAUNCHED
    assert judge(plan_with(launched_on=END + timedelta(days=1))).reason is Reason.NOT_LAUNCHED
    assert judge(plan_with(seen, is_confounded=True)).reason is Reason.CONFOUNDED
    assert judge(plan_with()).reason is Reason.NO_OBSERVATION


def test_that_criteria_fixed_after_the_launch_begin_the_window_anew() -> None:  # P7.3
    late = LAUNCH + timedelta(days=20)
    result = judge(plan_with((LAUNCH + timedelta(days=10), "14.2"), locked_on=late))
    assert (result.window_start, result.window_end) == (late, late + timedelta(days=60))
    assert result.reason is Reason.NO_OBSERVATION


def test_that_the_newest_measurement_counts() -> None:  # P7.4
    result = judge(plan_with((END, "14.2"), (END - timedelta(days=3), "17"), (END + timedelta(days=9), "18")))
    assert (result.value, result.verdict) == (Decimal("14.2"), Verdict.MET)


def test_that_only_the_models_share_of_a_benefit_counts() -> None:  # P7.4
    row = Observation(
        project_id=1,
        kpi_id=1,
        observed_on=END,
        value=Decimal(1),
        attribution=Decimal("0.333"),
        benefit=Decimal("100.01"),
        automation_cost=Decimal(50),
    )
    assert realised_benefit(row) == Decimal("-16.70")
    assert realised_benefit(row.model_copy(update={"benefit": None})) is None


@st.composite
def plans(draw: st.DrawFn) -> ProjectPlan:
    days = st.integers(0, 120).map(lambda n: LAUNCH + timedelta(days=n))
    observed = draw(st.lists(st.tuples(days, decimals(Decimal(10), Decimal(20)).map(str)), max_size=4))
    return plan_with(
        *observed,
        days=draw(st.integers(30, 90)),
        kpi_id=draw(st.sampled_from([None, 1001])),
        threshold=draw(st.none() | decimals(Decimal(12), Decimal(18))),
        threshold_money=draw(st.none() | decimals(Decimal(0), Decimal(200_000))),
        comparison=draw(st.sampled_from(list(Comparison))),
        locked_on=draw(st.none() | days),
        launched_on=draw(st.none() | days),
        is_confounded=draw(st.booleans()),
    )


@given(plans(), st.integers(0, 220))
def test_that_success_needs_all_that_was_agreed(plan: ProjectPlan, after: int) -> None:  # P7.3, P7.4
    today = LAUNCH + timedelta(days=after)
    result, evidence = judge(plan, today), plan.evidence
    if result.verdict is not Verdict.MET:
        return
    assert evidence.kpi_id
    assert evidence.threshold is not None
    assert evidence.locked_on
    assert evidence.launched_on
    assert not evidence.is_confounded
    assert (today - max(evidence.launched_on, evidence.locked_on)).days >= plan.project.evidence_days
    assert evidence.threshold_money is None or (result.realised or Decimal(-1)) >= evidence.threshold_money


@given(plans(), st.integers(0, 220))
def test_that_there_is_one_verdict_with_one_reason(plan: ProjectPlan, after: int) -> None:  # P7.4
    result = judge(plan, LAUNCH + timedelta(days=after))
    assert (result.verdict is Verdict.MET) == (result.reason is Reason.REACHED)
    assert (result.verdict is Verdict.NOT_MET) == (result.reason in (Reason.THRESHOLD_MISSED, Reason.MONEY_MISSED))
    assert result.days_left >= 0
