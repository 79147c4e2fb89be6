"""Supply against demand (P4.9, P8.5)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.enums import Commitment
from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.settings import Settings
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.capacity import ALL, CONFIRMED, TENTATIVE, load_periods, role_loads
from mlplanner.engine.results import Load, Loads
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

EVERY_WEEKDAY = WorkCalendar({})
GERMANY = work_calendar(Settings(country="DE"), [], START, date(2027, 12, 31))


def loads_of(portfolio: Portfolio, weeks: int = 4, calendar: WorkCalendar = EVERY_WEEKDAY, **options: Any) -> Loads:
    return role_loads(portfolio, calendar, START, weeks, **options)


def supply_of(person: Person, *away: TimeOff, weeks: int = 4, calendar: WorkCalendar = EVERY_WEEKDAY) -> list[Decimal]:
    loads = loads_of(make_portfolio(people=[person], time_off=away), weeks, calendar)
    assert loads.roles["data_scientist"].supply == loads.people[1].supply
    return list(loads.people[1].supply)


def scientist(**fields: Any) -> Person:
    return make_person(1, role="data_scientist", **fields)


def away(first: date, last: date) -> TimeOff:
    return TimeOff(person_id=1, first=first, last=last)


def test_that_a_person_supplies_their_fte() -> None:
    assert supply_of(scientist(fte=Decimal("0.8"))) == [Decimal("0.8")] * 4


def test_that_public_holidays_lessen_the_supply() -> None:
    supply = supply_of(scientist(), weeks=7, calendar=GERMANY)
    assert supply == [1, 1, 1, 1, Decimal("0.8"), Decimal("0.8"), 1]


def test_that_days_off_lessen_the_supply_once() -> None:
    # Tuesday to Sunday of week 2, and again Thursday of week 2 to Monday of week 3: 1 day left, then 4.
    days = away(date(2026, 3, 10), date(2026, 3, 15)), away(date(2026, 3, 12), date(2026, 3, 16))
    assert supply_of(scientist(fte=Decimal("0.5")), *days) == [
        Decimal("0.5"),
        Decimal("0.1"),
        Decimal("0.4"),
        Decimal("0.5"),
    ]


def test_that_a_day_off_on_a_holiday_is_not_lost_twice() -> None:
    easter = away(date(2026, 4, 3), date(2026, 4, 6))
    assert supply_of(scientist(), easter, weeks=6, calendar=GERMANY)[4:] == [Decimal("0.8"), Decimal("0.8")]


def test_that_time_off_before_and_after_the_weeks_asked_for_does_not_count() -> None:
    outside = away(date(2026, 1, 1), date(2026, 3, 1)), away(date(2026, 3, 30), date(2026, 5, 1))
    assert supply_of(scientist(), *outside) == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("fields", "supply"),
    [
        ({"employed_from": date(2026, 3, 11)}, ["0", "0.6", "1", "1"]),  # a Wednesday
        ({"employed_to": date(2026, 3, 17)}, ["1", "1", "0.4", "0"]),  # a Tuesday
        ({"employed_to": date(2026, 3, 15)}, ["1", "1", "0", "0"]),  # a Sunday
        ({"employed_from": date(2026, 3, 5), "employed_to": date(2026, 3, 6)}, ["0.4", "0", "0", "0"]),
        ({"employed_from": date(2027, 1, 1)}, ["0", "0", "0", "0"]),
        ({"employed_to": date(2025, 1, 1)}, ["0", "0", "0", "0"]),
        ({"employed_from": date(2020, 1, 1), "employed_to": date(2030, 1, 1)}, ["1", "1", "1", "1"]),
    ],
)
def test_that_a_person_supplies_nothing_outside_their_employment(fields: dict[str, Any], supply: list[str]) -> None:
    assert supply_of(scientist(**fields)) == [Decimal(fte) for fte in supply]


def test_that_a_role_has_the_people_whose_main_role_it_is() -> None:
    people = [
        scientist(),
        make_person(2, role="data_scientist", fte=Decimal("0.5")),
        make_person(3, role="ml_engineer"),
    ]
    loads = loads_of(make_portfolio(people=[*people, make_person(4)]))
    assert {key: load.supply[0] for key, load in loads.roles.items()} == {
        "data_scientist": Decimal("1.5"),
        "ml_engineer": 1,
    }
    assert list(loads.people) == [1, 2, 3]  # an owner without role or lines is no capacity


def test_that_demand_adds_up_over_projects_and_names_them() -> None:
    plans = [
        make_plan(1, lines=[make_line(fte="0.5", weeks=(1, 2)), make_line(fte="0.25", weeks=(2, 3))]),
        make_plan(2, start=START + timedelta(weeks=1), lines=[make_line(fte="0.3", weeks=(1, 2))]),
    ]
    load = loads_of(make_portfolio(*plans, people=[scientist()])).roles["data_scientist"]
    assert list(load.demand) == [Decimal("0.5"), Decimal("1.05"), Decimal("0.55"), 0]
    assert load.projects == ((1,), (1, 2), (1, 2), ())
    assert load.over == (False, True, False, False)
    assert load.weeks_over == 1
    assert load.share(1) == Decimal("1.05")


def test_that_weeks_outside_the_window_do_not_count() -> None:
    early = make_plan(1, start=START - timedelta(weeks=10), lines=[make_line(weeks=range(1, 13))])
    late = make_plan(2, start=START + timedelta(weeks=3), lines=[make_line(weeks=range(1, 13))])
    load = loads_of(make_portfolio(early, late)).roles["data_scientist"]
    assert list(load.demand) == [1, 1, 0, 1]


def test_that_a_role_with_demand_and_no_supply_is_over() -> None:
    load = loads_of(make_portfolio(make_plan(lines=[make_line(fte="0.05", weeks=[2])]))).roles["data_scientist"]
    assert load.over == (False, True, False, False)
    assert load.share(1) is None


def test_that_demand_equal_to_supply_is_not_over() -> None:
    lines = [make_line(fte=fte, weeks=[1]) for fte in ("0.1", "0.2")]
    portfolio = make_portfolio(make_plan(lines=lines), people=[scientist(fte=Decimal("0.3"))])
    assert not loads_of(portfolio).roles["data_scientist"].over[0]


def test_that_a_person_is_over_on_their_own_lines() -> None:
    lines = [make_line(fte="0.6", weeks=[1], person_id=1), make_line("ml_engineer", "0.5", weeks=[1], person_id=1)]
    people = [scientist(), make_person(2, role="data_scientist")]
    loads = loads_of(make_portfolio(make_plan(lines=lines), people=people))
    assert loads.people[1].demand[0] == Decimal("1.1")
    assert loads.people[1].over == (True, False, False, False)
    assert loads.people[1].projects[0] == (1,)
    assert not loads.roles["data_scientist"].over[0]
    assert loads.roles["ml_engineer"].over[0]


def test_that_a_person_without_a_main_role_shows_when_they_have_lines() -> None:
    plan = make_plan(lines=[make_line(fte="0.5", weeks=[1], person_id=7)])
    loads = loads_of(make_portfolio(plan, people=[make_person(7)]))
    assert [loads.people[7].supply[0], loads.people[7].demand[0]] == [1, Decimal("0.5")]
    assert loads.roles["data_scientist"].supply[0] == 0


def committed() -> Portfolio:
    plans = [
        make_plan(i, lines=[make_line(fte="1", weeks=[1])], commitment=kind, probability=Decimal(probability))
        for i, (kind, probability) in enumerate(
            [(Commitment.CONFIRMED, "0.9"), (Commitment.TENTATIVE, "0.5"), (Commitment.IDEA, "0.1")], start=1
        )
    ]
    return make_portfolio(*plans)


@pytest.mark.parametrize(
    ("counted", "is_weighted", "demand", "projects"),
    [
        (CONFIRMED, False, "1", (1,)),
        (TENTATIVE, False, "1", (2,)),
        (CONFIRMED | TENTATIVE, False, "2", (1, 2)),
        (ALL, False, "3", (1, 2, 3)),
        (ALL, True, "1.6", (1, 2, 3)),  # the confirmed one counts whole
        (CONFIRMED, True, "1", (1,)),
    ],
)
def test_that_only_projects_of_the_commitments_asked_for_count(
    counted: frozenset[Commitment], is_weighted: bool, demand: str, projects: tuple[int, ...]
) -> None:
    load = loads_of(committed(), counted=counted, is_weighted=is_weighted).roles["data_scientist"]
    assert (load.demand[0], load.projects[0]) == (Decimal(demand), projects)


def test_that_people_who_run_the_model_are_demand_for_a_year_from_hand_over() -> None:  # P8.5
    plan = make_plan(
        phases=[("discovery", 1)],
        maintenance={"role": "ml_engineer", "fte": Decimal("0.2")},
        commitment=Commitment.TENTATIVE,
        probability=Decimal("0.5"),
    )
    portfolio = make_portfolio(plan)
    load = loads_of(portfolio, weeks=60).roles["ml_engineer"]
    assert [place for place, fte in enumerate(load.demand) if fte] == list(range(3, 55))  # after W1 and two of headroom
    assert load.demand[3] == Decimal("0.2")
    assert load.projects[3] == (1,)
    assert loads_of(portfolio, weeks=60, is_weighted=True).roles["ml_engineer"].demand[3] == Decimal("0.1")
    later = role_loads(portfolio, EVERY_WEEKDAY, START + timedelta(weeks=50), 10)
    assert [bool(fte) for fte in later.roles["ml_engineer"].demand] == [True] * 5 + [False] * 5


@pytest.mark.parametrize("maintenance", [{"role": "", "fte": Decimal(1)}, {"role": "ml_engineer", "fte": Decimal(0)}])
def test_that_maintenance_without_people_is_no_demand(maintenance: dict[str, Any]) -> None:
    assert loads_of(make_portfolio(make_plan(maintenance=maintenance)), weeks=60).roles == {}


def test_that_any_day_of_the_first_week_may_be_given_and_no_weeks_are_no_weeks() -> None:
    portfolio = make_portfolio(people=[scientist(employed_from=START)])
    assert role_loads(portfolio, EVERY_WEEKDAY, date(2026, 3, 5), 2).mondays == (START, START + timedelta(weeks=1))
    assert role_loads(portfolio, EVERY_WEEKDAY, START, 0).people[1].supply == ()


def demanding(weekly: dict[int, str], weeks: int, calendar: WorkCalendar = EVERY_WEEKDAY) -> tuple[Loads, Load]:
    plan = make_plan(lines=[make_line(weekly=weekly)])
    loads = loads_of(make_portfolio(plan, people=[scientist()]), weeks, calendar)
    return loads, loads.roles["data_scientist"]


def test_that_months_average_their_weeks_by_working_days() -> None:
    loads, load = demanding({5: "1", 6: "1.5", 7: "1"}, 8, GERMANY)
    march, april = load_periods(loads, load)
    assert (march.label, march.start, march.demand) == (
        "2026-03",
        date(2026, 3, 1),
        Decimal(4) / 24,
    )  # week 5 has 4 of 24 days
    assert (april.label, april.weeks_over) == ("2026-04", 1)
    assert april.demand == (Decimal("1.5") * 4 + 5) / 14
    assert april.supply == (Decimal("0.8") * 4 + 10) / 14


def test_that_quarters_hold_three_months() -> None:
    loads, load = demanding({1: "1"}, 18)
    first, second = load_periods(loads, load, months=3)
    assert [(p.label, p.start) for p in (first, second)] == [
        ("2026-Q1", date(2026, 1, 1)),
        ("2026-Q2", date(2026, 4, 1)),
    ]
    assert first.demand == Decimal("0.2")


def test_that_a_month_without_a_working_day_averages_its_weeks_alike() -> None:
    closed = WorkCalendar({START + timedelta(days=i): "Closed" for i in range(26) if i % 7 < 5})
    loads, load = demanding({1: "1"}, 4, closed)
    assert load_periods(loads, load)[0].demand == Decimal("0.25")
