"""Where a rule must stay silent, and what a finding does to gates."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.enums import ArtifactState, ExperimentResult, Severity
from mlplanner.domain.lifecycle import Condition
from mlplanner.domain.settings import Override, Settings
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_decision, make_experiment, make_line, make_plan, make_rate
from tests.support.sound_case import World, foreign_cost, sound_world

HALF = Decimal("0.5")


def with_overrides(world: World, **values: str) -> World:
    overrides = [Override(path=path.replace("__", "."), value=value) for path, value in values.items()]
    return replace(world, playbook=load_playbook(overrides))


def with_decisions(world: World, *outcomes: str, gate_id: int = 1001) -> World:
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(len(outcomes))]
    rows = [
        make_decision(gate_id, outcome, day, id=n)
        for n, (outcome, day) in enumerate(zip(outcomes, days, strict=True), start=1)
    ]
    return world.with_plan(decisions=(*world.plan.decisions, *rows))


def with_lines(world: World, *lines: Any) -> World:
    rows = [line.model_copy(update={"id": 2001 + n}) for n, line in enumerate(lines)]
    return world.with_plan(lines=(*world.plan.lines, *rows))


@pytest.mark.parametrize("share", ["0.15", "0.20", "0.30"])
def test_that_the_ends_of_the_handover_band_belong_to_it(share: str) -> None:  # P4.6
    assert not sound_world().with_single("project", handover_pct=Decimal(share)).of_rule("handover_pct_outside")


@pytest.mark.parametrize(("share", "speaks"), [("0.1499", True), ("0.3001", True)])
def test_that_a_share_just_outside_the_handover_band_warns(share: str, speaks: bool) -> None:  # P4.6
    world = sound_world().with_single("project", handover_pct=Decimal(share))
    assert bool(world.of_rule("handover_pct_outside")) is speaks


def test_that_an_ask_that_equals_the_budget_is_within_it() -> None:  # P1.1
    assert not sound_world().with_single("project", budget=Decimal(154_000)).of_rule("budget_exceeded")


def test_that_a_budget_of_zero_is_a_budget() -> None:  # P1.1
    world = sound_world().with_single("project", budget=Decimal(0))
    assert not world.of_rule("brief_incomplete")
    assert world.of_rule("budget_exceeded")


def test_that_each_missing_part_of_the_brief_is_named() -> None:  # P1.1
    empty = {"objective": "", "owner_id": None, "budget": None, "stakeholders": "", "decision_change": ""}
    found = sound_world().with_single("project", **empty).of_rule("brief_incomplete")
    assert [finding.field for finding in found] == list(empty)
    assert len({finding.message for finding in found}) == len(empty)


def test_that_a_plan_without_phases_has_no_timeline_and_stops_no_gate() -> None:  # P1.1
    world = sound_world()
    bare = world.with_plan(phases=(), gates=(), artifacts=())
    found = bare.of_rule("brief_incomplete")
    assert "timeline in weeks" in found[0].message
    assert found[0].gate_key is None


def test_that_without_any_kpi_only_the_count_is_told() -> None:  # P1.2
    world = sound_world().with_plan(kpis=(), experiments=())
    assert "no KPIs" in world.of_rule("kpi_count")[0].message
    assert "has 1 KPI;" in sound_world().with_plan(kpis=sound_world().plan.kpis[:1]).of_rule("kpi_count")[0].message
    assert not world.of_rule("kpi_kind_missing")


def test_that_a_lower_target_is_better_where_lower_is_better() -> None:  # P1.2
    world = sound_world().with_row("kpis", 0, direction="lower", target=Decimal(70))
    assert not world.of_rule("kpi_target_not_better")


def test_that_a_kpi_may_be_there_to_be_held() -> None:  # P1.2
    assert not sound_world().with_row("kpis", 0, target=Decimal(80)).of_rule("kpi_target_not_better")


def test_that_a_target_is_not_compared_with_a_baseline_that_is_unknown() -> None:  # P1.2
    world = sound_world().with_row("kpis", 0, baseline=None)
    assert not world.of_rule("kpi_target_not_better")
    assert "baseline" in world.of_rule("kpi_incomplete")[0].message


def test_that_one_metric_with_a_threshold_is_enough() -> None:  # P1.4
    world = sound_world().with_row("kpis", 1, metric="auc")
    second = world.plan.kpis[1].model_copy(update={"id": 1003, "metric": "precision_at_k"})
    assert not world.with_plan(kpis=(*world.plan.kpis, second)).of_rule("metric_threshold_free")


@pytest.mark.parametrize(
    "value",
    [{"share_acted": Decimal(1)}, {"action_cost": Decimal(0), "false_positive_cost": Decimal(0)}],
    ids=["all are acted upon", "actions cost nothing"],
)
def test_that_auc_may_stand_alone_where_actions_are_not_scarce(value: dict[str, Decimal]) -> None:  # P1.4
    world = sound_world().with_row("kpis", 1, metric="auc").with_single("value", **value)
    assert not world.of_rule("metric_threshold_free")


def test_that_a_second_experiment_makes_up_for_a_confounded_first() -> None:  # P1.6
    world = sound_world().with_row("experiments", 0, result=ExperimentResult.CONFOUNDED)
    second = make_experiment(id=1002, kpi_id=1001, result=ExperimentResult.MET)
    assert not world.with_plan(experiments=(*world.plan.experiments, second)).of_rule("experiment_without_result")


def test_that_the_experiment_to_wait_for_is_the_last_one() -> None:  # P1.6
    world = sound_world().with_row("experiments", 0, result=ExperimentResult.CONFOUNDED)
    second = make_experiment(id=1002, name="Second test", kpi_id=1001)
    found = world.with_plan(experiments=(*world.plan.experiments, second)).of_rule("experiment_without_result")
    assert [finding.noun_id for finding in found] == [1002]


def test_that_an_experiment_that_failed_is_made_good_by_one_that_succeeded() -> None:  # P1.6
    world = sound_world().with_row("experiments", 0, result=ExperimentResult.NOT_MET)
    second = make_experiment(id=1002, kpi_id=1001, result=ExperimentResult.MET)
    assert not world.with_plan(experiments=(*world.plan.experiments, second)).of_rule("experiment_not_met")


def test_that_equal_rates_are_named_as_what_keeps_a_test_from_being_sized() -> None:  # P7.2
    world = replace(sound_world(), sizes={"n_per_arm": None})
    changed = world.with_row("experiments", 0, p2=Decimal("0.20"), result=ExperimentResult.PLANNED)
    assert changed.of_rule("experiment_not_sized")[0].field == "p2"


def test_that_two_people_may_share_a_role() -> None:  # P4.1
    """0.1 and 0.5 FTE of a scientist are 0.6 together, which is in the range."""
    world = with_lines(sound_world(), make_line("data_scientist", "0.1", range(1, 4), person_id=2))
    assert not world.of_rule("fte_outside_range")


def test_that_too_little_of_a_role_warns_on_each_line() -> None:  # P4.1
    world = sound_world().with_row("lines", 0, weekly={1: Decimal("0.15")})
    both = with_lines(world, make_line("data_scientist", "0.1", [1], person_id=2))
    assert [finding.noun_id for finding in both.of_rule("fte_outside_range")] == [1001, 2001]


def test_that_headroom_and_overlap_are_not_held_against_the_range() -> None:  # P4.1, P4.6
    world = sound_world()
    taking_over = {9: Decimal("0.1"), 10: Decimal("0.1"), 11: HALF, 12: HALF, 13: Decimal("0.1"), 14: Decimal("0.1")}
    leaving = {**dict.fromkeys(range(3, 9), HALF), 9: Decimal("0.1"), 10: Decimal("0.1")}
    eased = world.with_row("lines", 2, weekly=taking_over).with_row("lines", 1, weekly=leaving)
    assert not eased.of_rule("fte_outside_range")
    assert world.with_row("lines", 2, weekly={**taking_over, 12: Decimal("0.1")}).of_rule("fte_outside_range")


def test_that_a_partner_needs_no_successor_but_an_overlap_with_the_one_it_names() -> None:  # P4.5
    world = sound_world()
    assert not world.of_rule("successor_missing")
    named = world.with_row("lines", 3, successor_id=1001)
    assert "9 weeks" in named.of_rule("overlap_outside_range")[0].message


def test_that_a_contractor_is_no_successor() -> None:  # P4.5
    world = sound_world().with_row("lines", 3, successor_id=1002)
    assert "not internal" in world.of_rule("successor_not_named")[0].message
    assert not world.of_rule("overlap_outside_range")


@pytest.mark.parametrize("weeks", [range(5, 11), range(7, 15)], ids=["6 weeks", "4 weeks"])
def test_that_overlap_is_two_to_four_weeks(weeks: range) -> None:  # P4.5
    world = sound_world().with_row("lines", 2, weekly=dict.fromkeys(weeks, HALF))
    assert bool(world.of_rule("overlap_outside_range")) is (weeks.start == 5)


def test_that_lead_time_is_not_asked_of_people_who_are_there() -> None:  # P4.3
    """In week 4 the named contractor is at work; the agency, still a placeholder, is not."""
    world = replace(sound_world(), today=START + timedelta(weeks=4))
    assert [finding.noun_id for finding in world.of_rule("lead_time_short")] == [1004]


def test_that_lead_time_is_not_asked_of_work_that_is_over() -> None:  # P4.3
    assert not replace(sound_world(), today=START + timedelta(weeks=30)).of_rule("lead_time_short")


def test_that_a_rate_in_an_unknown_currency_is_told_where_the_plan_uses_it() -> None:
    world = sound_world()
    rates = (
        make_rate("data_scientist", currency="CHF", valid_from=date(2021, 1, 1), id=61),
        make_rate("change_manager", currency="CHF", id=62),
    )
    paid = replace(world, portfolio=replace(world.portfolio, rates=(*world.portfolio.rates, *rates)))
    found = paid.of_rule("currency_unknown")
    assert [(finding.noun, finding.noun_id) for finding in found] == [("rates", 61)]
    assert "rate for Data scientist is in CHF" in found[0].message


def test_that_the_status_date_of_the_portfolio_is_today() -> None:
    world = sound_world()
    settings = Settings(id=1, status_date=date(2026, 3, 21))
    assert replace(world, portfolio=replace(world.portfolio, settings=settings)).of_rule("gate_overdue")


def test_that_only_the_next_gate_is_told_to_be_overdue() -> None:  # P3.4
    late = replace(sound_world(), today=date(2026, 12, 1))
    assert [finding.noun_id for finding in late.of_rule("gate_overdue")] == [1001]
    assert [finding.noun_id for finding in with_decisions(late, "go").of_rule("gate_overdue")] == [1002]
    assert not with_decisions(late, "hold").of_rule("gate_overdue")


def test_that_a_go_after_a_hold_lets_the_next_phase_run() -> None:  # P3.4
    begun = sound_world().with_row("phases", 1, actual_start=date(2026, 3, 23))
    assert with_decisions(begun, "hold").of_rule("phase_begun_after_hold")
    assert with_decisions(begun, "no_go").of_rule("phase_begun_after_hold")
    assert not with_decisions(begun, "hold", "go").of_rule("phase_begun_after_hold")
    assert not with_decisions(begun, "hold").of_rule("phase_begun_before_gate")


def test_that_slip_is_told_where_it_begins() -> None:  # P3.7
    world = sound_world()
    baselines = [date(2026, 3, 13), date(2026, 4, 10), date(2026, 4, 24), date(2026, 5, 15)]
    for place, day in enumerate(baselines):
        world = world.with_row("gates", place, baseline=day)
    messages = [finding.message for finding in world.of_rule("gate_slips")]
    assert [message.split(",")[1] for message in messages] == [
        " 1 week later than in the baseline.",
        " 2 weeks later than in the baseline.",
    ]


def test_that_a_passed_gate_slips_to_the_day_it_was_decided() -> None:  # P3.7
    world = sound_world().with_row("gates", 0, baseline=date(2026, 3, 20))
    decided = world.with_plan(decisions=(make_decision(1001, "go", date(2026, 4, 1), id=1),))
    assert "falls on 1 Apr 2026, 2 weeks later" in decided.of_rule("gate_slips")[0].message


def test_that_conditions_of_a_superseded_decision_no_longer_count() -> None:  # P3.4
    condition = Condition(id=9, project_id=1, decision_id=1, text="Sign it", owner_id=2, due=START)
    world = replace(sound_world().with_plan(conditions=(condition,)), today=date(2026, 3, 10))
    assert with_decisions(world, "go_with_conditions").of_rule("condition_overdue")
    assert not with_decisions(world, "go_with_conditions", "go").of_rule("condition_overdue")
    met = world.with_row("conditions", 0, met_on=date(2026, 3, 3))
    assert not with_decisions(met, "go_with_conditions").of_rule("condition_overdue")


def test_that_a_gate_without_owners_of_artifacts_is_one_finding() -> None:  # P3.3
    world = sound_world()
    for place in range(7):
        world = world.with_row("artifacts", place, owner_id=None)
    found = world.of_rule("artifact_owner_missing")
    assert len(found) == 1
    assert "and 4 more" in found[0].message


def test_that_what_lies_behind_a_passed_gate_is_not_asked_again() -> None:  # P3.2, P3.3
    world = sound_world().with_row("gates", 0, owner_id=None).with_row("artifacts", 0, due=date(2026, 3, 1))
    passed = with_decisions(world.with_plan(artifacts=world.plan.artifacts[1:]), "go")
    assert {finding.rule for finding in passed.findings()} == set()


def test_that_a_must_finding_stops_the_next_gate_where_its_own_is_passed() -> None:  # P1.1
    world = with_decisions(sound_world().with_single("project", objective=""), "go")
    assert world.of_rule("brief_incomplete")[0].gate_key == "prototype"
    for gate_id in (1002, 1003, 1004):
        world = with_decisions(world, "go", gate_id=gate_id)
    assert world.of_rule("brief_incomplete")[0].gate_key is None


def test_that_a_plan_with_gates_of_its_own_is_stopped_at_its_next_gate() -> None:  # P1.1
    plan = make_plan(phases=[("look", 2), ("build", 4)])
    world = replace(sound_world(), plan=plan)
    assert world.of_rule("brief_incomplete")[0].gate_key == "look"


def test_that_a_warning_stops_no_gate_even_where_the_playbook_names_one() -> None:
    softer = with_overrides(sound_world(), rules__kpi_count__severity='"warn"')
    found = softer.with_plan(kpis=softer.plan.kpis[:1], experiments=()).of_rule("kpi_count")
    assert (found[0].severity, found[0].gate_key) == (Severity.WARN, None)


def test_that_a_removed_rule_does_not_speak() -> None:
    silent = with_overrides(sound_world(), rules__kpi_count="null")
    assert not silent.with_plan(kpis=()).of_rule("kpi_count")


def test_that_an_organisation_may_word_a_rule_itself() -> None:
    world = with_overrides(sound_world(), rules__kpi_count__text='"Only {count}?"')
    assert world.with_plan(kpis=world.plan.kpis[:1]).of_rule("kpi_count")[0].message == "Only 1 KPI?"


def test_that_a_wider_band_silences_a_warning() -> None:  # P4.1
    world = sound_world().with_row("lines", 0, weekly={1: Decimal("0.9")})
    assert world.of_rule("fte_outside_range")
    assert not with_overrides(world, roles__data_scientist__fte_high="0.9").of_rule("fte_outside_range")


def test_that_a_band_without_an_end_can_be_said() -> None:  # P4.6
    open_ended = with_overrides(sound_world(), figures__handover_pct__high="null")
    found = open_ended.with_single("project", handover_pct=Decimal("0.1")).of_rule("handover_pct_outside")
    assert "15 % to any number" in found[0].message


def test_that_an_artifact_that_the_organisation_adds_is_demanded_of_open_gates() -> None:  # P3.3
    entry = '{"title": "Works council note", "role": "change_manager", "source": ""}'
    world = with_overrides(sound_world(), phases__prototype__gate__artifacts__council=entry)
    found = world.of_rule("artifact_not_listed")
    assert [(finding.gate_key, "Works council note" in finding.message) for finding in found] == [("prototype", True)]


def test_that_findings_come_worst_first_and_in_a_stable_order() -> None:
    plan = make_plan(phases=[("look", 20)], lines=[make_line(), make_line("wizard")], costs=[foreign_cost()])
    world = replace(sound_world(), plan=plan)
    first, again = world.findings(), world.findings()
    worst_first = list(Severity)
    places = [worst_first.index(finding.severity) for finding in first]
    assert places == sorted(places)
    assert len(set(places)) == 3
    assert first == again


def test_that_a_waiver_by_name_and_with_a_reason_is_complete() -> None:  # P3.4
    world = sound_world().with_row(
        "artifacts", 0, state=ArtifactState.WAIVED, waived_by_id=2, waived_reason="Nothing to register"
    )
    assert not world.findings()
