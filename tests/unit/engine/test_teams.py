"""The team by week and role, and FTE outside of the usual range (P4.1, P4.2)."""

from decimal import Decimal

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.results import LineCost
from mlplanner.engine.teams import mix_parts, overlap_by_line, team_totals, weeks_outside_range
from tests.builders import make_line, make_plan, make_portfolio, tiny_playbook


def costs_of(plan: ProjectPlan) -> tuple[LineCost, ...]:
    return compute_facts(make_portfolio(plan), plan, tiny_playbook()).costs.lines


def test_that_totals_are_the_sums_of_their_lines() -> None:
    plan = make_plan(
        lines=[
            make_line("data_scientist", weekly={1: "0.5", 2: "0.5"}),
            make_line("data_engineer", weekly={2: "1"}),
            make_line("data_scientist", weekly={2: "0.25", 3: "1"}),
        ]
    )
    everyone, scientists, engineers = team_totals(plan, costs_of(plan))
    assert (everyone.role, everyone.weekly) == (None, {1: Decimal("0.5"), 2: Decimal("1.75"), 3: 1})
    assert (scientists.role, scientists.weekly) == ("data_scientist", {1: Decimal("0.5"), 2: Decimal("0.75"), 3: 1})
    assert [everyone.fte_weeks, engineers.fte_weeks] == [Decimal("3.25"), 1]
    assert everyone.cost == scientists.cost + engineers.cost == Decimal("4500") + Decimal("1800")


def test_that_fte_outside_of_the_band_is_found_week_by_week() -> None:  # P4.1
    plan = make_plan(lines=[make_line("data_scientist", weekly={1: "0.25", 2: "0.3", 3: "0.8", 4: "0.85", 13: "0.1"})])
    odd = weeks_outside_range(plan, tiny_playbook(), costs_of(plan))
    assert odd == {1001: {1: Decimal("0.25"), 4: Decimal("0.85")}}, "week 13 is headroom"


def test_that_two_halves_of_a_role_are_within_the_band_together() -> None:
    plan = make_plan(lines=[make_line("data_scientist", "0.15"), make_line("data_scientist", "0.15")])
    assert weeks_outside_range(plan, tiny_playbook(), costs_of(plan)) == {}


def test_that_overlap_is_told_of_both_lines_and_is_not_odd() -> None:  # P4.5
    plan = make_plan(
        lines=[
            make_line("ml_engineer", "1", weeks=range(5, 13), sourcing="contractor", successor_id=1002),
            make_line("ml_engineer", "0.2", weeks=(11, 12)),
        ]
    )
    costs = costs_of(plan)
    assert overlap_by_line(plan, costs) == {1001: {11, 12}, 1002: {11, 12}}
    assert weeks_outside_range(plan, tiny_playbook(), costs) == {}


def test_that_a_role_unknown_to_the_playbook_has_no_band() -> None:
    plan = make_plan(lines=[make_line("astrologer", "5")])
    assert weeks_outside_range(plan, tiny_playbook(), costs_of(plan)) == {}


def test_that_the_mix_tells_weeks_and_money_with_their_shares() -> None:  # P4.2
    plan = make_plan(
        lines=[
            make_line("data_scientist", "1", weeks=(1, 2, 3)),
            make_line("data_scientist", "1", weeks=(1,), sourcing="contractor"),
        ]
    )
    costs = compute_facts(make_portfolio(plan), plan, tiny_playbook()).costs
    internal, contractor = mix_parts(costs)
    assert [internal.fte_weeks, internal.fte_share, internal.money] == [3, Decimal("0.75"), 6000]
    assert [contractor.sourcing, contractor.money] == ["contractor", 4500]
    assert internal.money_share + contractor.money_share == 1


def test_that_a_plan_without_lines_has_no_mix() -> None:
    plan = make_plan()
    assert mix_parts(compute_facts(make_portfolio(plan), plan, tiny_playbook()).costs) == ()
