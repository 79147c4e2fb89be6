"""The same demand sourced in each way, side by side (P4.4)."""

from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.sourcing import SourcingOption, compare_sourcing
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_plan, make_portfolio


def compare(*lines: StaffingLine, today: date = START) -> tuple[SourcingOption, dict[Sourcing | None, SourcingOption]]:
    plan = make_plan(lines=lines)
    portfolio = make_portfolio(plan)
    options = compare_sourcing(portfolio, plan, plan.lines, today, load_playbook())
    return options[0], {option.sourcing: option for option in options[1:]}  # blended: None


def amounts(option: SourcingOption) -> list[Decimal]:
    return [option.labour, option.one_off, option.difference]


def test_that_each_way_prices_the_same_demand_by_the_rate_card() -> None:
    now, ways = compare(make_line("data_scientist", "0.5", weeks=range(1, 5), sourcing="contractor"))
    assert amounts(now) == [Decimal(8000), Decimal(500), 0]
    assert amounts(ways[Sourcing.INTERNAL]) == [Decimal(4000), 0, Decimal(-4500)]
    assert amounts(ways[Sourcing.HIRE]) == [Decimal(4000), Decimal(6000), Decimal(1500)]
    assert amounts(ways[Sourcing.CONTRACTOR]) == amounts(now)
    assert amounts(ways[Sourcing.PARTNER]) == [Decimal(10000), 0, Decimal(1500)]
    assert ways[Sourcing.HIRE].total == Decimal(10000)


def test_that_the_earliest_start_is_a_monday_after_the_lead_time() -> None:
    _, ways = compare(make_line(weeks=range(2, 5)), today=date(2026, 3, 4))
    assert ways[Sourcing.HIRE].earliest == date(2026, 5, 4), "eight weeks from Wednesday, the next Monday"
    assert ways[Sourcing.HIRE].late_weeks == 8
    assert ways[Sourcing.CONTRACTOR].earliest == date(2026, 3, 23)
    assert (ways[Sourcing.INTERNAL].earliest, ways[Sourcing.INTERNAL].late_weeks) == (date(2026, 3, 2), 0)


def test_that_a_line_under_way_is_not_called_late() -> None:
    now, ways = compare(make_line(sourcing="contractor"), today=date(2026, 4, 1))
    assert (now.earliest, now.late_weeks) == (START, 0)
    assert ways[Sourcing.CONTRACTOR].late_weeks == 7


def test_that_an_agreed_fee_counts_only_for_the_way_it_was_agreed_for() -> None:
    now, ways = compare(make_line(sourcing="partner", weeks=(1, 2), fixed_fee=Decimal(7777)))
    assert now.labour == ways[Sourcing.PARTNER].labour == Decimal(7777)
    assert ways[Sourcing.CONTRACTOR].labour == Decimal(8000)


def test_that_a_role_without_a_rate_is_named() -> None:
    now, ways = compare(make_line("data_engineer"))
    assert now.is_priced
    assert ways[Sourcing.HIRE].unpriced == ("data_engineer",)
    assert ways[Sourcing.HIRE].total == 0


def test_that_a_whole_project_is_compared_with_its_mix() -> None:
    now, ways = compare(
        make_line("data_scientist", "1", weeks=(1,)), make_line("ml_engineer", "1", weeks=(1,), sourcing="contractor")
    )
    assert now.total == Decimal(2000) + Decimal(4500)
    assert ways[Sourcing.INTERNAL].total == Decimal(2000) + Decimal(2100)
    assert ways[Sourcing.CONTRACTOR].total == Decimal(4000) + Decimal(500) + Decimal(4500)


def test_that_nothing_staffed_compares_to_nothing() -> None:
    now, ways = compare(make_line(weeks=()))
    assert [now.total, now.earliest, now.late_weeks] == [0, None, 0]
    assert all(option.total == 0 for option in ways.values())


# P4.4, P4.5
def test_that_blended_is_a_contractor_until_the_hire_is_there_with_the_overlap_of_the_playbook() -> None:
    _, ways = compare(make_line("data_scientist", "1", weeks=range(1, 13)))
    blended = ways[None]
    # The hire comes after 8 weeks: contractor in W1 to W10 at 4,000, hire in W9 to W12 at 2,000.
    assert blended.is_blended
    assert blended.labour == 10 * 4_000 + 4 * 2_000
    assert blended.one_off == 500 + 6_000
    assert blended.late_weeks == ways[Sourcing.CONTRACTOR].late_weeks == 2
    assert blended.in_house == Decimal(4) / 14


def test_that_blended_has_one_part_where_the_hire_is_there_first_or_too_late() -> None:
    _, soon = compare(make_line("data_scientist", "1", weeks=range(9, 13)))
    assert soon[None].labour == soon[Sourcing.HIRE].labour
    _, late = compare(make_line("data_scientist", "1", weeks=range(1, 9)))
    assert late[None].labour == late[Sourcing.CONTRACTOR].labour


def test_that_full_speed_comes_after_lead_time_and_ramp_up() -> None:
    _, ways = compare(make_line(weeks=range(2, 5)), today=date(2026, 3, 4))
    assert ways[Sourcing.HIRE].productive == date(2026, 6, 1), "4 May and four weeks of ramp-up"
    assert ways[Sourcing.CONTRACTOR].productive == date(2026, 4, 6)
    assert ways[Sourcing.INTERNAL].productive == ways[Sourcing.INTERNAL].earliest


def test_that_what_stays_in_house_is_counted_for_the_first_weeks_of_the_playbook() -> None:
    now, _ = compare(
        make_line("data_scientist", "1", weeks=range(1, 27)),
        make_line("data_scientist", "1", weeks=range(27, 53), sourcing="contractor"),
    )
    assert now.in_house == 1
