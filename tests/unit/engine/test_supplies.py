"""What people can work: patterns, availability, ramp-up, places, pools, people still to be found (P4.8, P4.9)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.capacity import Pool, WorkPattern
from mlplanner.domain.errors import BadInput
from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.settings import Closure
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.results import Loads
from tests.builders import START, make_person, make_portfolio

EVERY_WEEKDAY = WorkCalendar({})


def loads_of(*people: Person, weeks: int = 4, calendar: WorkCalendar = EVERY_WEEKDAY, **parts: Any) -> Loads:
    return role_loads(make_portfolio(people=people, **parts), calendar, START, weeks)


def supply_of(person: Person, **parts: Any) -> list[Decimal]:
    return list(loads_of(person, **parts).people[1].supply)


def engineer(**fields: Any) -> Person:
    return make_person(1, role="ml_engineer", **fields)


def pattern(days: str, valid_from: date | None = None) -> WorkPattern:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday")
    shares = dict(zip(names, map(Decimal, days.split()), strict=True))
    return WorkPattern.model_validate({"person_id": 1, "valid_from": valid_from, **shares})


def test_that_a_working_time_by_weekday_takes_the_place_of_the_plain_fte() -> None:
    # P4.9
    assert supply_of(engineer(fte=Decimal("0.2")), patterns=(pattern("1 1 0.5 0 0"),)) == [Decimal("0.5")] * 4


def test_that_a_working_time_counts_from_its_day_on_even_within_a_week() -> None:
    # From Wednesday of week 2 on only half days: 2 whole and 3 half days in that week.
    half = pattern("0.5 0.5 0.5 0.5 0.5", START + timedelta(days=9))
    assert supply_of(engineer(), patterns=(half,)) == [1, Decimal("0.7"), Decimal("0.5"), Decimal("0.5")]


def test_that_the_next_working_time_ends_the_one_before() -> None:
    two = pattern("0 0 0 0 0", START + timedelta(weeks=1)), pattern("1 1 1 1 0", START + timedelta(weeks=2))
    assert supply_of(engineer(), patterns=two) == [1, 0, Decimal("0.8"), Decimal("0.8")]


def test_that_a_day_off_on_a_day_that_is_not_worked_loses_nothing() -> None:
    friday = TimeOff(person_id=1, first=START + timedelta(days=4), last=START + timedelta(days=4))
    assert supply_of(engineer(), patterns=(pattern("1 1 1 1 0"),), time_off=(friday,))[0] == Decimal("0.8")


def test_that_availability_leaves_a_share_for_projects() -> None:
    person = engineer(fte=Decimal("0.8"), availability=Decimal("0.75"))
    assert supply_of(person) == [Decimal("0.6")] * 4


def test_that_a_newcomer_works_up_to_full_speed_in_even_steps_that_cost_half_the_ramp() -> None:
    supply = supply_of(engineer(employed_from=START + timedelta(weeks=1), ramp_weeks=3), weeks=6)
    assert supply == [0, Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), 1, 1]


def test_that_a_ramp_that_began_before_the_weeks_asked_for_goes_on_within_them() -> None:
    person = engineer(employed_from=START - timedelta(weeks=2), ramp_weeks=3)
    assert supply_of(person)[:2] == [Decimal("0.75"), 1]


def test_that_somebody_still_to_be_found_counts_from_the_planned_start_and_not_without_one() -> None:
    assert supply_of(engineer(is_placeholder=True)) == [0, 0, 0, 0]
    later = engineer(is_placeholder=True, employed_from=START + timedelta(weeks=2))
    assert supply_of(later) == [0, 0, 1, 1]


def test_that_people_have_the_public_holidays_of_their_own_place() -> None:
    # 6 April 2026 is Easter Monday in Germany, not in the United States; 25 May is Memorial Day there.
    people = engineer(), make_person(2, role="ml_engineer", country="US")
    portfolio = make_portfolio(people=people, country="DE")
    calendar = work_calendar(portfolio.settings, (), START, START + timedelta(weeks=20))
    loads = role_loads(portfolio, calendar, START, 13)
    german, american = loads.people[1].supply, loads.people[2].supply
    assert (german[5], american[5]) == (Decimal("0.8"), Decimal(1))
    assert (german[12], american[12]) == (Decimal("0.8"), Decimal("0.8"))  # Whit Monday; Memorial Day
    assert loads.roles["ml_engineer"].supply[5] == Decimal("1.8")


def test_that_a_region_alone_is_one_of_the_portfolio_s_country_and_closures_count_everywhere() -> None:
    people = engineer(), make_person(2, role="ml_engineer", region="BY")
    closed = Closure(name="Works outing", first=START, last=START)
    portfolio = make_portfolio(people=people, closures=(closed,), country="DE")
    calendar = work_calendar(portfolio.settings, portfolio.closures, START, START + timedelta(weeks=20))
    loads = role_loads(portfolio, calendar, START, 14)
    assert loads.people[2].supply[0] == Decimal("0.8")
    assert (loads.people[1].supply[13], loads.people[2].supply[13]) == (Decimal(1), Decimal("0.8"))  # Corpus Christi


def test_that_an_unknown_place_is_told() -> None:
    with pytest.raises(BadInput, match="no public holidays are known for country 'XX'"):
        supply_of(engineer(country="XX"))


def test_that_a_pool_is_supply_of_its_role_while_it_lasts() -> None:
    pool = Pool(
        name="Platform team",
        role="ml_engineer",
        fte=Decimal("2.5"),
        first=START + timedelta(days=7),
        last=date(2026, 3, 18),
    )
    assert list(loads_of(engineer(), pools=(pool,)).roles["ml_engineer"].supply) == [
        1,
        Decimal("3.5"),
        Decimal("2.5"),
        1,
    ]


def test_that_a_pool_supplies_a_role_in_which_nobody_is_named() -> None:
    pool = Pool(name="Analysts", role="data_scientist", fte=Decimal(3))
    assert list(loads_of(pools=(pool,), weeks=2).roles["data_scientist"].supply) == [3, 3]
