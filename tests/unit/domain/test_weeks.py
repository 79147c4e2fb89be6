"""Weeks of a plan, and FTE by week as text."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.weeks import format_weeks, monday_of, parse_weeks, plain, week_number, week_start

days = st.dates(date(1990, 1, 1), date(2199, 12, 31))
weekly_fte = st.dictionaries(st.integers(1, 260), st.integers(1, 1000).map(lambda steps: Decimal(steps) / 20))


@given(days)
def test_that_the_monday_of_a_day_is_in_its_week(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_that_weeks_count_from_one() -> None:
    start = date(2026, 3, 2)
    assert [week_start(start, week) for week in (1, 2, 0, -1)] == [
        date(2026, 3, 2),
        date(2026, 3, 9),
        date(2026, 2, 23),
        date(2026, 2, 16),
    ]
    assert [week_number(start, day) for day in (start, date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 1))] == [
        1,
        1,
        2,
        0,
    ]


def test_that_a_start_in_the_middle_of_a_week_counts_from_its_monday() -> None:
    assert week_start(date(2026, 3, 5), 2) == date(2026, 3, 9)
    assert week_number(date(2026, 3, 5), date(2026, 3, 2)) == 1


@given(days, st.integers(-50, 260))
def test_that_the_number_of_a_weeks_start_is_the_week(start: date, week: int) -> None:
    assert week_number(start, week_start(start, week)) == week


def test_that_weeks_alike_are_written_as_runs() -> None:
    weekly = {4: Decimal("1.00"), 1: Decimal("0.5"), 2: Decimal("0.50"), 6: Decimal(1)}
    assert format_weeks(weekly) == "1-2:0.5;4:1;6:1"
    assert format_weeks({}) == ""
    assert parse_weeks("") == {}


@given(weekly_fte)
def test_that_written_weeks_are_read_back(weekly: dict[int, Decimal]) -> None:
    assert parse_weeks(format_weeks(weekly)) == weekly


@pytest.mark.parametrize(
    ("number", "text"),
    [("0.50", "0.5"), ("10", "10"), ("1E+1", "10"), ("100.00", "100"), ("-0.00", "0"), ("0", "0"), ("-1.20", "-1.2"), ("1E-7", "0.0000001")],
)  # fmt: skip
def test_that_a_number_has_one_text(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
