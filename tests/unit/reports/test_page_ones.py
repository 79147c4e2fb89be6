"""What page 1 says: everything derived, nothing typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Condition
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.engine.asks import ask_now
from mlplanner.engine.results import Readiness
from mlplanner.reports.alternatives import if_declined, option_lines
from mlplanner.reports.conditions import gate_conditions
from mlplanner.reports.formats import brief_amount, day
from mlplanner.reports.page_ones import ask_sentence, build_page_one, key_numbers, risk_lines
from mlplanner.reports.recommendations import missing_items, recommend, warnings
from mlplanner.reports.subjects import Subject
from tests.builders import make_decision, make_line, make_person
from tests.support.reports import full_plan, make_artifact, make_kpi, make_subject, with_figures

NBSP = "\N{NO-BREAK SPACE}"


def said(spans: object) -> str:
    return "".join(span.text for span in spans).replace(NBSP, " ")  # type: ignore[attr-defined]


def ready(subject: Subject, *missing: str, blockers: tuple[Finding, ...] = ()) -> Subject:
    return with_figures(subject, readiness=(Readiness(1001, 1, 1 + len(missing), missing, blockers),))


def passed(**fields: object) -> Subject:
    decisions = [make_decision(1000 + place, "go", id=place) for place in range(1, 5)]
    return make_subject(full_plan(decisions=decisions, **fields))


# The ask


def test_that_the_ask_is_a_sentence_with_a_verb_an_amount_and_a_date() -> None:
    subject = make_subject()
    amount = f"{ask_now(subject.figures):,.0f}"
    assert (
        said(ask_sentence(subject)) == f"Approve EUR {amount} to put Churn early warning into production by 22 May 2026"
    )


def test_that_the_last_gate_asks_for_the_handover() -> None:
    decisions = [make_decision(1000 + place, "go", id=place) for place in range(1, 4)]
    text = said(ask_sentence(make_subject(full_plan(decisions=decisions))))
    assert text.endswith("to hand Churn early warning over to operations by 5 Jun 2026")


def test_that_nothing_is_asked_for_when_all_gates_are_passed() -> None:
    page = build_page_one(passed())
    assert "has passed all its gates; running it takes EUR 9,000 a year" in said(page.ask)
    assert page.recommendation.verdict == "No decision needed"
    assert page.choices == ()
    assert page.decided.replace(NBSP, " ").startswith("None is needed. The last one was taken on 2 Mar 2026 by Ελένη")


def test_that_a_gate_date_that_has_passed_is_called_overdue() -> None:
    assert build_page_one(make_subject(today=date(2026, 3, 21))).deadline.startswith("Decision overdue since")


def test_that_the_key_numbers_are_the_engines() -> None:
    subject = with_figures(make_subject(), spent=Decimal(0))
    returns = replace(subject.figures.returns, npv=Decimal("577700.40"), payback_months=Decimal("5.4"))
    numbers = key_numbers(with_figures(subject, returns=returns))
    assert [number.figure for number in numbers[2:]] == ["577,700", "5.4 months"]
    assert numbers[0].figure == numbers[1].figure == f"{subject.figures.costs.ask:,.0f}"
    assert "of a 250,000 envelope" in numbers[1].note
    never = key_numbers(with_figures(subject, returns=replace(returns, payback_months=None)))
    assert never[3].figure == "Not within 3 years"


# The recommendation


def test_that_a_plan_with_everything_gets_a_go() -> None:
    subject = ready(make_subject(full_plan(kpis=[make_kpi(measured="3")])))
    assert recommend(subject).verdict == "Go"


def test_that_a_kpi_between_threshold_and_target_makes_a_condition() -> None:
    subject = ready(make_subject())
    assert recommend(subject).verdict == "Go, with one condition"
    (condition,) = gate_conditions(subject)
    assert condition.text.replace(NBSP, " ") == "Cost ≤ 8 %"
    assert condition.owner == "Łukasz Nowak"
    assert condition.due == date(2026, 4, 17), "the gate after the next one"


def test_that_a_kpi_below_its_threshold_means_no_go() -> None:
    subject = ready(make_subject(full_plan(kpis=[make_kpi("Lift", "1")])))
    assert recommend(subject).verdict == "No go"
    assert "Lift" in recommend(subject).note


def test_that_missing_artifacts_and_blocking_checks_are_counted_once_each() -> None:
    finding = Finding("operational_owner_missing", Severity.MUST, "No owner.", 1, "costs", "maintenance")
    subject = ready(make_subject(), "Risk note", "RACI", blockers=(finding, finding))
    assert missing_items(subject) == ("Risk note", "RACI", "Operational owner")
    assert recommend(subject).verdict.replace(NBSP, " ") == "Not ready: 3 items missing"


def test_that_open_conditions_of_the_last_decision_stay_conditions() -> None:  # P3.4
    decisions = [make_decision(1001, "go_with_conditions", id=5)]
    both = [
        Condition(project_id=1, decision_id=5, text="Sign the runbook", owner_id=2, due=date(2026, 3, 1)),
        Condition(project_id=1, decision_id=5, text="Met", owner_id=2, due=date(2026, 3, 1), met_on=date(2026, 3, 2)),
    ]
    subject = make_subject(full_plan(kpis=[], decisions=decisions, conditions=both))
    (condition,) = gate_conditions(subject)
    assert (condition.text, condition.is_overdue) == ("Sign the runbook", True)


def test_that_superseded_decisions_make_no_conditions() -> None:
    decisions = [make_decision(1001, "go_with_conditions", id=5), make_decision(1001, "go", id=6)]
    old = [Condition(project_id=1, decision_id=5, text="Old", owner_id=2, due=date(2026, 3, 1))]
    assert gate_conditions(make_subject(full_plan(kpis=[], decisions=decisions, conditions=old))) == ()


def test_that_a_held_gate_is_said_on_page_one() -> None:
    subject = make_subject(full_plan(decisions=[make_decision(1001, "hold", reason="Labels are late")]))
    assert warnings(subject) == ("This gate was put on hold by Ελένη Παπαδοπούλου: Labels are late",)


# Options, refusal, risks


def test_that_doing_nothing_is_always_option_a_and_this_plan_the_last_and_chosen() -> None:
    lines = option_lines(make_subject())
    assert [line.name for line in lines] == ["A Do nothing", "B Rules", "C This plan"]
    assert [line.is_chosen for line in lines] == [False, False, True]
    assert lines[0].cost == lines[0].value == 0
    assert [line.name for line in option_lines(make_subject(full_plan(options=[])))] == ["A Do nothing", "B This plan"]


def test_that_a_refusal_names_the_loss_who_leaves_the_restart_and_what_is_spent() -> None:
    subject = make_subject(full_plan(restart_cost=Decimal(31000), restart_weeks=7))
    text = said(if_declined(with_figures(subject, spent=Decimal(84200))))
    assert text == (
        "About EUR 24,250 a month of net benefit is forgone. The contracted ML engineer (Łukasz Nowak) leaves on "
        "22 May 2026. A restart takes EUR 31,000 and 7 weeks. The EUR 84,200 already spent cannot be recovered. "
        "Names are picked by hand."
    )


def test_that_a_refusal_is_silent_about_contractors_who_have_left() -> None:
    lines = [make_line("ml_engineer", "1", (1, 2), "contractor", person_id=2)]
    assert "leaves" not in said(if_declined(make_subject(full_plan(lines=lines), today=date(2026, 4, 1))))


def test_that_an_empty_value_model_is_not_called_a_loss_of_nothing() -> None:
    assert "is not known" in said(if_declined(make_subject(full_plan(value={}))))


def test_that_a_plan_that_loses_money_says_that_waiting_is_free() -> None:
    costly = full_plan(maintenance={"owner_id": 2, "infrastructure": Decimal(10**7)})
    assert "Waiting costs nothing" in said(if_declined(make_subject(costly)))


def test_that_risks_come_worst_first_with_the_playbooks_rating() -> None:
    lines = risk_lines(make_subject())
    assert [line.score for line in lines] == [16, 12, 8, 4]
    assert [line.mark.word for line in lines] == ["High", "Medium", "Medium", "Low"]


# Money, time, value


def test_that_the_money_bar_adds_up_to_the_envelope() -> None:
    bar = build_page_one(make_subject()).money_bar
    assert bar.headroom is not None
    assert bar.spent + bar.ask + bar.headroom == 250000


def test_that_a_plan_over_its_envelope_says_by_how_much() -> None:
    subject = make_subject(full_plan(budget=Decimal(1000)))
    over = subject.figures.costs.ask - 1000
    assert build_page_one(subject).money_title == f"Money: {over:,.0f} over the envelope (EUR)"
    assert "no envelope" in build_page_one(make_subject(full_plan(budget=None))).money_title


def test_that_the_time_bar_marks_gates_passed_now_and_later() -> None:
    subject = make_subject(full_plan(decisions=[make_decision(1001, "go")]))
    bar = build_page_one(subject).time_bar
    assert [gate.label for gate in bar.gates] == ["G1 passed", "G2 now", "G3", "G4"]
    assert [segment.is_done for segment in bar.segments] == [True, False, False, False, False]
    assert bar.segments[-1].is_headroom


def test_that_there_is_no_value_line_without_a_value_model() -> None:
    assert build_page_one(make_subject(full_plan(value={}))).value_line is None
    assert build_page_one(make_subject()).value_line is not None


def test_that_an_artifact_of_a_later_gate_is_no_evidence_now() -> None:
    page = build_page_one(make_subject(full_plan(kpis=[], artifacts=[make_artifact(1003)])))
    assert page.evidence == ()


def test_that_signatories_are_named_where_the_plan_names_them() -> None:
    page = build_page_one(make_subject(full_plan(sponsor_id=None)))
    assert page.signatories == (("Executive sponsor", ""), ("Model risk owner", "山田 太郎"))
    assert make_person(1).name not in {name for _, name in page.signatories}


# How sure it is


def test_that_page_one_says_how_sure_its_date_and_its_value_are() -> None:
    subject = make_subject()
    page, band = build_page_one(subject), subject.value_band
    assert band is not None
    assert subject.sure_delivery == subject.simulation.delivery.p80
    assert f"P80 {day(subject.sure_delivery)}" in page.time_note
    assert page.time_bar.whisker is not None
    assert page.time_bar.whisker[0] == subject.figures.timeline.delivery_weeks < page.time_bar.whisker[1]
    assert f"P10–P90 {brief_amount(band.npv[0])} to {brief_amount(band.npv[1])}" in page.key_numbers[2].note
    assert str(band.payback_months[0]) in page.key_numbers[3].note
    assert page.value_line is not None
    assert page.value_line.band == (band.low, band.high)


def test_that_page_one_names_what_the_contingency_is_sized_by() -> None:
    subject = make_subject()
    assert "10 % of build" in build_page_one(subject).money_note.replace(NBSP, " ")
    spread = subject.plan.uncertainty.model_copy(update={"contingency": ContingencyBasis.P80, "seed": 7})
    sized = make_subject(replace(subject.plan, uncertainty=spread))
    note = build_page_one(sized).money_note.replace(NBSP, " ")
    assert "P80 of build less build (10,000 draws, seed 7)" in note
    assert f"EUR {sized.figures.costs.contingency:,.0f}" in note


def test_that_implausible_inputs_are_told_in_place_of_what_would_follow_from_them() -> None:
    plan = full_plan()
    phases = [phase.model_copy(update={"pessimistic_weeks": Decimal(1)}) for phase in plan.phases]
    subject = make_subject(replace(plan, phases=tuple(phases)))
    page = build_page_one(subject)
    assert any("P80 and P10–P90 are left out" in warning and "lies below" in warning for warning in page.warnings)
    assert "P80" not in page.time_note
    assert page.time_bar.whisker is None
    assert "P10" not in page.key_numbers[2].note + page.key_numbers[3].note
    assert page.value_line is not None
    assert page.value_line.band is None


def test_that_short_amounts_have_three_digits_or_so() -> None:
    amounts = ("999", "-1500", "204300", "1234567", "999999999", "12000000000")
    assert [brief_amount(Decimal(each)) for each in amounts] == ["999", "−2k", "204k", "1.2m", "1,000m", "12.0bn"]
