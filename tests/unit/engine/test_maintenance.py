"""A year of running the model (P4.7, P6.5, P7.6, P8.5)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import Rate
from mlplanner.domain.running import Tool, ToolArea
from mlplanner.domain.settings import Closure, Settings
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.maintenance import first_monday_after, maintenance_cost
from mlplanner.engine.rates import yearly_rate_card
from mlplanner.engine.results import MaintenanceCost
from tests.builders import STANDARD_RATES, make_portfolio, make_rate, tiny_playbook

HANDED_OVER = date(2026, 6, 5)
EVERY_WEEKDAY = WorkCalendar({})


def year_of(
    rates: tuple[Rate, ...] = STANDARD_RATES, calendar: WorkCalendar = EVERY_WEEKDAY, fx: str = "1", **fields: Any
) -> MaintenanceCost:
    card = yearly_rate_card(make_portfolio(rates=rates, exchange_rates={"USD": fx}))
    tools = [
        Tool(project_id=1, area=ToolArea.DRIFT, name="A tool", cost_year=Decimal(cost))
        for cost in fields.pop("tools", ())
    ]
    maintenance = Maintenance(project_id=1, **{"role": "data_scientist", **fields})
    return maintenance_cost(maintenance, tools, tiny_playbook(), card, calendar, handed_over=HANDED_OVER)


def test_that_a_year_adds_up_people_running_costs_retrains_and_drills() -> None:
    cost = year_of(
        fte=Decimal("0.25"),
        infrastructure=Decimal(12000),
        monitoring=Decimal("2400.50"),
        retrains=2,
        retrain_cost=Decimal(3000),
        drills=6,
        drill_cost=Decimal(250),
    )
    assert [cost.annual_rate, cost.labour] == [104000, Decimal("26000.00")]
    assert (cost.retraining, cost.drilling) == (Decimal("6000.00"), Decimal("1500.00"))
    assert cost.total == Decimal("47900.50")


def test_that_the_yearly_cost_of_tools_is_infrastructure() -> None:  # P6.8, P8.5
    cost = year_of(infrastructure=Decimal(1000), tools=("2400.50", "600"))
    assert [cost.infrastructure, cost.tooling, cost.total] == [
        Decimal("4000.50"),
        Decimal("3000.50"),
        Decimal("4000.50"),
    ]


def test_that_one_forced_retrain_and_four_drills_are_the_least() -> None:  # P6.5, P7.6
    cost = year_of(retrains=0, retrain_cost=Decimal(1000), drills=1, drill_cost=Decimal(100))
    assert (cost.retrains, cost.drills) == (1, 4)
    assert [cost.retraining, cost.drilling, cost.total] == [1000, 400, 1400]


def test_that_the_rate_in_force_at_hand_over_counts() -> None:
    rates = (make_rate(amount="52000"), make_rate(amount="104000", valid_from=HANDED_OVER))
    assert year_of(rates, fte=Decimal(1)).labour == 104000
    later = (make_rate(amount="52000"), make_rate(amount="104000", valid_from=date(2026, 6, 6)))
    assert year_of(later, fte=Decimal(1)).labour == 52000


def test_that_people_paid_by_the_day_are_paid_for_the_working_days_of_52_weeks() -> None:
    contractor: dict[str, Any] = {"sourcing": Sourcing.CONTRACTOR, "fte": Decimal("0.5")}
    assert year_of(**contractor).labour == 104_000  # 260 days × 800 × 0.5
    closure = Closure(name="Closed", first=date(2026, 12, 21), last=date(2027, 1, 1))
    closed = work_calendar(Settings(), [closure], HANDED_OVER, date(2027, 12, 31))
    assert year_of(calendar=closed, **contractor).labour == 100_000  # ten days less


def test_that_a_partner_is_paid_for_52_weeks() -> None:
    assert year_of(sourcing=Sourcing.PARTNER, fte=Decimal(1)).labour == 260_000


def test_that_a_fixed_fee_does_not_pay_for_a_year_of_operations() -> None:
    rates = (make_rate(sourcing="partner", amount="90000", basis=RateBasis.FIXED),)
    cost = year_of(rates, sourcing=Sourcing.PARTNER, fte=Decimal("0.2"))
    assert [cost.labour, cost.annual_rate, cost.is_unpriced] == [0, 0, True]


def test_that_the_labour_is_the_fte_times_the_annual_rate_that_is_shown() -> None:
    cost = year_of((make_rate(amount="99999.99", currency="USD"),), fx="0.923", fte=Decimal("0.35"))
    assert cost.annual_rate == Decimal("92299.99077")
    assert cost.labour == Decimal("32305.00")


@pytest.mark.parametrize(("fields", "is_unpriced"), [({"fte": Decimal(1)}, True), ({"fte": Decimal(0)}, False)])
def test_that_people_without_a_rate_are_unpriced(fields: dict[str, Any], is_unpriced: bool) -> None:
    cost = year_of(role="", **fields)
    assert [cost.labour, cost.annual_rate, cost.is_unpriced] == [0, 0, is_unpriced]


@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 7)])
def test_that_operations_begin_on_the_monday_of_the_next_week(day: date) -> None:
    assert first_monday_after(day) == date(2026, 6, 8)
