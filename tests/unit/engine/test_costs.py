"""What a plan costs, up to the ask (P4.6, P4.7): a plan computed by hand, and its layouts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.costs import compute_costs, share_of
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.layouts import fiscal_year
from mlplanner.engine.results import CostRow, Costs
from mlplanner.engine.timelines import plan_timeline
from tests.builders import make_cost, make_line, make_plan, make_portfolio, tiny_playbook
from tests.unit.engine.cases import hand_made_plan

PARTS = ("labour", "one_off", "non_labour", "training", "handover", "contingency", "maintenance")


def costs_of(plan: ProjectPlan, **settings: Any) -> Costs:
    portfolio = make_portfolio(plan, **settings)
    calendar = plan_calendar(portfolio, plan)
    return compute_costs(portfolio, plan, tiny_playbook(), plan_timeline(plan, calendar), calendar)


def amounts(row: CostRow) -> dict[str, Decimal]:
    """The parts of a row that are not 0."""
    return {part: getattr(row, part) for part in PARTS if getattr(row, part)}


def euro(amount: str) -> Decimal:
    return Decimal(amount)


def test_that_the_plan_made_by_hand_comes_out() -> None:
    costs = costs_of(hand_made_plan())
    assert (costs.labour, costs.one_off) == (euro("29000.00"), euro("500.00"))
    assert (costs.non_labour, costs.training) == (euro("2800.00"), euro("700.00"))
    assert costs.build == euro("33000.00")
    assert (costs.handover_budget, costs.handover_planned) == (euro("6600.00"), euro("6000.00"))
    assert costs.handover_cover is not None
    assert round(costs.handover_cover, 6) == euro("0.909091")
    assert costs.contingency == euro("3300.00")
    assert costs.maintenance_year == costs.maintenance.total == euro("13000.00")
    assert costs.ask == euro("55900.00")


def test_that_the_mix_tells_fte_weeks_and_money_by_sourcing() -> None:  # P4.2
    costs = costs_of(hand_made_plan())
    assert costs.fte_weeks == 12
    assert costs.mix == {"internal": (euro("7"), euro("14000.00")), "contractor": (euro("5"), euro("20500.00"))}
    assert list(costs.mix) == ["internal", "contractor"]


def test_that_weeks_show_what_falls_due_in_them() -> None:
    rows = {row.label: row for row in costs_of(hand_made_plan()).by_week}
    assert rows["W1"].start == date(2026, 3, 2)
    assert amounts(rows["W1"]) == {"labour": 1000, "one_off": 500, "non_labour": 100}
    assert amounts(rows["W5"]) == {"labour": 3000, "training": 700}
    # 2,000 overlap, 1,000 runbook and the 600 of the budget that nobody planned; the contingency with the last week.
    assert amounts(rows["W12"]) == {"labour": 1500, "handover": 3600, "contingency": 3300}
    assert rows["W12"].total == euro("8400.00")
    assert amounts(rows["W14"]) == {"handover": 500}


def test_that_maintenance_falls_due_once_a_month_from_the_monday_after_hand_over() -> None:
    rows = [row for row in costs_of(hand_made_plan()).by_week if row.maintenance]
    assert [row.start for row in rows] == [
        date(2026, 6, 8), date(2026, 7, 6), date(2026, 8, 3), date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 2),
        date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 5), date(2027, 5, 3),
    ]  # fmt: skip
    assert [row.maintenance for row in rows] == [euro("1083.34")] * 4 + [euro("1083.33")] * 8
    assert rows[0].label == "W15"


def test_that_months_hold_the_weeks_whose_monday_lies_in_them() -> None:
    rows = costs_of(hand_made_plan()).by_month
    assert [row.label for row in rows] == [f"2026-{m:02}" for m in range(3, 13)] + [f"2027-{m:02}" for m in range(1, 6)]
    assert amounts(rows[0]) == {"labour": 11000, "one_off": 500, "non_labour": 2600, "training": 700}
    assert amounts(rows[3]) == {"handover": 500, "maintenance": euro("1083.34")}
    assert rows[3].start == date(2026, 6, 1)


def test_that_fiscal_years_are_named_by_the_year_in_which_they_end() -> None:
    rows = costs_of(hand_made_plan(), fiscal_month=4).by_fiscal_year
    assert [(row.label, row.start) for row in rows] == [
        ("FY2026", date(2025, 4, 1)),
        ("FY2027", date(2026, 4, 1)),
        ("FY2028", date(2027, 4, 1)),
    ]
    assert rows[0].total == euro("14800.00")  # March
    assert rows[2].total == euro("2166.66")  # April and May 2027
    calendar_year = costs_of(hand_made_plan(), fiscal_month=1).by_fiscal_year
    assert [(row.label, row.start) for row in calendar_year] == [
        ("FY2026", date(2026, 1, 1)),
        ("FY2027", date(2027, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("day", "first_month", "name"),
    [
        (date(2026, 12, 31), 1, 2026),
        (date(2026, 9, 30), 10, 2026),
        (date(2026, 10, 1), 10, 2027),
        (date(2026, 12, 1), 12, 2027),
    ],
)
def test_that_a_day_belongs_to_one_fiscal_year(day: date, first_month: int, name: int) -> None:
    assert fiscal_year(day, first_month) == name


def test_that_a_recruiting_cost_before_the_start_has_a_row() -> None:
    plan = make_plan(start=date(2026, 1, 5), lines=[make_line(weeks=range(1, 3), sourcing="hire")])
    costs = costs_of(plan)
    assert [row.label for row in costs.by_week[:9]] == ["W-7", "W-6", "W-5", "W-4", "W-3", "W-2", "W-1", "W0", "W1"]
    assert amounts(costs.by_week[0]) == {"one_off": 6000}
    assert (costs.by_month[0].label, costs.by_fiscal_year[0].label) == ("2025-11", "FY2025")


def test_that_a_plan_that_spends_more_than_the_handover_budget_has_a_negative_rest() -> None:  # P4.6
    plan = make_plan(costs=[make_cost("1000"), make_cost("500", from_week=13, category="handover")])
    costs = costs_of(plan)
    assert [costs.handover_budget, costs.handover_planned, costs.handover_cover] == [200, 500, Decimal("2.5")]
    rows = {row.label: row for row in costs.by_week}
    assert [rows["W12"].handover, rows["W13"].handover] == [-300, 500]
    assert sum(row.total for row in costs.by_week) == costs.ask == 1300  # 1,000 + 200 + 100; the rest is over


def test_that_an_empty_plan_costs_nothing() -> None:
    costs = costs_of(make_plan(phases=[], headroom_weeks=0))
    assert [costs.ask, costs.handover_cover, costs.mix] == [0, None, {}]
    assert [row.label for row in costs.by_week][:1] == ["W0"]
    assert all(row.total == 0 for row in costs.by_month)


def test_that_costs_after_the_plan_are_laid_out_too() -> None:
    costs = costs_of(make_plan(costs=[make_cost("40", from_week=30)]))
    rows = {row.label: row for row in costs.by_week}
    assert rows["W30"].non_labour == 40
    assert [row.label for row in costs.by_week][:30] == [f"W{k}" for k in range(1, 31)]


def test_that_a_share_is_rounded_half_up() -> None:
    assert share_of(Decimal("0.10"), Decimal("0.15")) == Decimal("0.02")
    assert share_of(Decimal("0.10"), Decimal("0.25")) == Decimal("0.03")
