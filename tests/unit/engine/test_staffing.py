"""What staffing lines cost (P4.2, P4.3, P4.5): plans computed by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.settings import Closure, Settings
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.rates import rate_card
from mlplanner.engine.results import LineCost
from mlplanner.engine.staffing import compute_lines
from mlplanner.engine.timelines import plan_timeline
from tests.builders import STANDARD_RATES, START, make_line, make_plan, make_portfolio, make_rate

EVERY_WEEKDAY = WorkCalendar({})
GERMANY = work_calendar(Settings(country="DE"), [], START, date(2026, 12, 31))


def costs_of(plan: ProjectPlan, calendar: WorkCalendar = EVERY_WEEKDAY, **portfolio: Any) -> tuple[LineCost, ...]:
    card = rate_card(make_portfolio(plan, **portfolio))
    return compute_lines(plan, plan_timeline(plan, calendar), card, calendar)


def cost_of(line: StaffingLine, calendar: WorkCalendar = EVERY_WEEKDAY, **portfolio: Any) -> LineCost:
    return costs_of(make_plan(lines=[line]), calendar, **portfolio)[0]


def euro(amount: str) -> Decimal:
    return Decimal(amount)


def test_that_an_internal_line_costs_its_share_of_a_year() -> None:
    cost = cost_of(make_line(fte="0.5", weeks=range(1, 13), id=77))
    assert [cost.line_id, cost.fte_weeks] == [77, 6]
    assert [cost.build, cost.handover, cost.one_off] == [euro("12000.00"), 0, 0]
    assert cost.weekly == dict.fromkeys(range(1, 13), euro("1000.00"))


def test_that_fte_may_differ_from_week_to_week() -> None:
    cost = cost_of(make_line(weekly={1: "0.25", 3: "1", 4: "0.5"}))
    assert cost.weekly == {1: euro("500.00"), 3: euro("2000.00"), 4: euro("1000.00")}
    assert (cost.build, cost.fte_weeks) == (euro("3500.00"), euro("1.75"))


def test_that_a_contractor_is_paid_for_the_days_worked() -> None:
    # Weeks 4 to 7 have 5, 4 (Good Friday), 4 (Easter Monday) and 5 working days: 18 × 800 × 0.5.
    cost = cost_of(make_line(fte="0.5", weeks=range(4, 8), sourcing="contractor"), GERMANY)
    assert cost.build == euro("7200.00")
    assert cost.weekly == {4: euro("2000.00"), 5: euro("1600.00"), 6: euro("1600.00"), 7: euro("2000.00")}


def test_that_a_contractor_costs_nothing_in_a_week_without_a_working_day() -> None:
    closure = Closure(name="Closed", first=date(2026, 3, 9), last=date(2026, 3, 13))
    calendar = work_calendar(Settings(), [closure], START, date(2026, 12, 31))
    contractor = cost_of(make_line(weeks=(1, 2), sourcing="contractor"), calendar)
    assert contractor.weekly == {1: euro("4000.00"), 2: euro("0.00")}
    internal = cost_of(make_line(weeks=(1, 2)), calendar)
    assert internal.weekly == {1: euro("2000.00"), 2: euro("2000.00")}  # a salary is paid all the same


def test_that_a_hire_costs_like_an_internal_and_is_recruited_before() -> None:
    cost = cost_of(make_line(weeks=range(3, 5), sourcing="hire"))
    assert (cost.build, cost.one_off, cost.one_off_week) == (euro("4000.00"), euro("6000.00"), -5)  # 3 − 8 weeks
    assert cost.total == euro("10000.00")


def test_that_a_partner_is_paid_by_week_and_fte() -> None:
    assert cost_of(make_line(fte="1.5", weeks=(1, 2), sourcing="partner")).build == euro("15000.00")


def test_that_a_fixed_fee_of_the_rate_card_is_divided_by_the_weeks_whatever_the_fte() -> None:
    rates = [make_rate(sourcing="partner", amount="10000", basis=RateBasis.FIXED)]
    cost = cost_of(make_line(fte="2", weeks=(1, 2, 3), sourcing="partner"), rates=rates)
    assert cost.build == euro("10000.00")
    assert list(cost.weekly.values()) == [euro("3333.34"), euro("3333.33"), euro("3333.33")]


@pytest.mark.parametrize(
    ("sourcing", "build"),
    [("partner", "9000.00"), ("contractor", "9000.00"), ("internal", "6000.00"), ("hire", "6000.00")],
)
def test_that_an_agreed_fee_is_the_total_of_external_lines_only(sourcing: str, build: str) -> None:
    cost = cost_of(make_line(weeks=(1, 2, 3), sourcing=sourcing, fixed_fee=Decimal(9000)))
    assert cost.build == euro(build)


def test_that_an_agreed_fee_needs_no_rate() -> None:
    cost = cost_of(make_line(weeks=(1, 2), sourcing="partner", fixed_fee=Decimal("99.99")), rates=())
    assert (cost.build, cost.unpriced_weeks) == (euro("99.99"), ())
    assert cost.weekly == {1: euro("50.00"), 2: euro("49.99")}


def test_that_an_agreed_fee_over_both_buckets_is_rounded_in_each() -> None:
    cost = cost_of(make_line(weeks=(12, 13), sourcing="partner", fixed_fee=Decimal("100.01")))
    assert (cost.build, cost.handover) == (euro("50.01"), euro("50.01"))


def test_that_a_rate_that_changes_in_the_middle_counts_from_its_first_monday() -> None:
    rates = [make_rate(), make_rate(amount="156000", valid_from=date(2026, 3, 18))]  # a Wednesday, week 3
    cost = cost_of(make_line(weeks=range(2, 6)), rates=rates)
    assert list(cost.weekly.values()) == [euro("2000.00")] * 2 + [euro("3000.00")] * 2


def test_that_weeks_before_the_first_rate_are_named_and_count_nothing() -> None:
    cost = cost_of(make_line(weeks=range(2, 6)), rates=[make_rate(valid_from=date(2026, 3, 18))])
    assert (cost.unpriced_weeks, cost.build) == ((2, 3), euro("4000.00"))
    assert cost.weekly[2] == 0


def test_that_a_foreign_rate_is_converted_before_it_is_rounded() -> None:
    rates = [make_rate(sourcing="contractor", amount="0.01", currency="USD", one_off=Decimal("0.05"))]
    cost = cost_of(make_line(fte="0.1", weeks=[1], sourcing="contractor"), rates=rates, exchange_rates={"USD": "0.9"})
    assert (cost.build, cost.one_off) == (euro("0.00"), euro("0.05"))  # 0.0045 and 0.045
    longer = cost_of(make_line(fte="1", weeks=[1], sourcing="contractor"), rates=rates, exchange_rates={"USD": "0.9"})
    assert longer.build == euro("0.05")  # 0.045, half up
    assert cost_of(make_line(weeks=[1], sourcing="contractor"), rates=rates).unpriced_weeks == (1,)


def test_that_half_a_cent_is_rounded_up_exactly() -> None:
    # 26 × 0.5 × 0.02 / 52 = 0.005. With 28 digits 0.02 / 52 is a little less than it is, and the sum 0.00499….
    long = make_plan(phases=[("discovery", 26)], lines=[make_line(fte="0.5", weeks=range(1, 27))])
    assert costs_of(long, rates=[make_rate(amount="0.02")])[0].build == euro("0.01")


def test_that_weekly_amounts_add_up_to_the_rounded_line() -> None:
    # 100.40 × 0.05 × 13 / 52 = 1.255 → 1.26: nine weeks of ten cents and four of nine.
    plan = make_plan(phases=[("discovery", 13)], lines=[make_line(fte="0.05", weeks=range(1, 14))])
    cost = costs_of(plan, rates=[make_rate(amount="100.40")])[0]
    assert cost.build == euro("1.26")
    assert list(cost.weekly.values()) == [euro("0.10")] * 9 + [euro("0.09")] * 4


def test_that_the_headroom_is_handover() -> None:  # P4.6
    cost = cost_of(make_line(weeks=range(11, 16)))
    assert (cost.build, cost.handover) == (euro("6000.00"), euro("4000.00"))  # week 15 lies after hand-over: build
    assert cost.handover_weeks == (13, 14)


def overlapping(sourcing: str = "contractor", successor: str = "internal", **fields: Any) -> tuple[LineCost, ...]:
    leaving = make_line(weeks=range(8, 12), sourcing=sourcing, **{"successor_id": 1002, **fields})
    return costs_of(make_plan(lines=[leaving, make_line(weeks=range(10, 15), sourcing=successor)]))


def test_that_weeks_together_with_the_successor_are_handover() -> None:  # P4.5
    leaving, staying = overlapping()
    assert leaving.overlap_weeks == leaving.handover_weeks == (10, 11)
    assert (leaving.build, leaving.handover) == (euro("8000.00"), euro("8000.00"))
    assert (staying.overlap_weeks, staying.handover) == ((), euro("4000.00"))  # only the headroom


@pytest.mark.parametrize(
    ("sourcing", "successor", "successor_id", "weeks"),
    [
        ("partner", "hire", 1002, (10, 11)),
        ("contractor", "contractor", 1002, ()),  # who leaves as well is no successor
        ("internal", "internal", 1002, ()),
        ("contractor", "internal", None, ()),
    ],
)
def test_that_only_an_external_line_overlaps_with_an_internal_successor(
    sourcing: str, successor: str, successor_id: int | None, weeks: tuple[int, ...]
) -> None:
    assert overlapping(sourcing, successor, successor_id=successor_id)[0].overlap_weeks == weeks


def test_that_a_line_without_weeks_costs_nothing() -> None:
    cost = cost_of(make_line(weeks=[], sourcing="hire"))
    assert [cost.total, cost.fte_weeks, cost.weekly, cost.one_off_week] == [0, 0, {}, 0]
    agreed = cost_of(make_line(weeks=[], sourcing="partner", fixed_fee=Decimal(500)))
    assert agreed.total == 0


def test_that_a_line_without_a_rate_has_no_one_off_cost() -> None:
    cost = cost_of(make_line(weeks=[4], sourcing="hire"), rates=[r for r in STANDARD_RATES if r.sourcing != "hire"])
    assert [cost.one_off, cost.one_off_week, cost.unpriced_weeks] == [0, 4, (4,)]
