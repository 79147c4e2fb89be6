"""Working days: weekdays less public holidays and closures."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Closure, Settings
from mlplanner.engine.calendars import next_days_off, public_holidays, regions_with_holidays, work_calendar

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def closed(first: date, last: date) -> Closure:
    return Closure(name="Company holidays", first=first, last=last)


def test_that_without_a_country_every_weekday_is_worked() -> None:
    calendar = work_calendar(Settings(), [], FIRST, LAST)
    assert calendar.working_days(date(2026, 4, 6)) == 5
    assert calendar.last_working_day(date(2026, 4, 6)) == date(2026, 4, 10)


def test_that_a_public_holiday_is_not_worked() -> None:
    calendar = work_calendar(Settings(country="DE"), [], FIRST, LAST)
    assert calendar.working_days(date(2026, 3, 30)) == 4  # Good Friday, 3 April
    assert calendar.last_working_day(date(2026, 3, 30)) == date(2026, 4, 2)
    assert calendar.working_days(date(2026, 4, 6)) == 4  # Easter Monday
    assert calendar.days_off[date(2026, 4, 6)] == "Easter Monday"


def test_that_a_region_has_holidays_of_its_own() -> None:
    monday = date(2026, 1, 5)  # Epiphany falls on Tuesday the 6th, in Bavaria but not in Berlin
    assert work_calendar(Settings(country="DE", region="BY"), [], FIRST, LAST).working_days(monday) == 4
    assert work_calendar(Settings(country="DE", region="BE"), [], FIRST, LAST).working_days(monday) == 5


def test_that_a_closure_on_a_holiday_or_a_weekend_is_not_counted_twice() -> None:
    closures = [closed(date(2026, 4, 4), date(2026, 4, 7)), closed(date(2026, 4, 7), date(2026, 4, 8))]
    calendar = work_calendar(Settings(country="DE"), closures, FIRST, LAST)
    assert calendar.working_days(date(2026, 3, 30)) == 4
    assert calendar.working_days(date(2026, 4, 6)) == 2


def test_that_a_week_without_a_working_day_ends_on_the_last_one_before_it() -> None:
    calendar = work_calendar(Settings(), [closed(date(2026, 12, 18), date(2027, 1, 1))], FIRST, date(2027, 2, 1))
    assert calendar.working_days(date(2026, 12, 21)) == 0
    assert calendar.last_working_day(date(2026, 12, 28)) == date(2026, 12, 17)


def test_that_a_closure_without_end_still_leaves_a_last_working_day() -> None:
    calendar = work_calendar(Settings(), [closed(date(1990, 1, 1), date(2199, 12, 31))], FIRST, LAST)
    assert calendar.working_days(date(2026, 6, 1)) == 0
    assert calendar.last_working_day(date(2026, 6, 1)) == date(
        2024, 12, 31
    )  # days outside the calendar count as worked


def test_that_holidays_of_a_year_are_looked_up_once() -> None:
    public_holidays.cache_clear()
    for _ in range(3):
        work_calendar(Settings(country="FR"), [], FIRST, LAST)
    assert public_holidays.cache_info().misses == 2  # 2025 and 2026


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (Settings(country="XX"), "no public holidays are known for country 'XX'"),
        (Settings(country="DE", region="QQ"), "country DE has no region 'QQ'"),
    ],
)
def test_that_an_unknown_country_or_region_is_named_in_one_sentence(settings: Settings, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as raised:
        work_calendar(settings, [], FIRST, LAST)
    assert str(raised.value).endswith("or leave it empty.")
    assert "\n" not in str(raised.value)


def test_that_the_holidays_library_is_not_imported_without_a_country(project_root: Path) -> None:
    code = (
        "import sys; from datetime import date; from mlplanner.domain.settings import Settings;"
        "from mlplanner.engine.calendars import work_calendar;"
        "work_calendar(Settings(), [], date(2026, 1, 1), date(2026, 12, 31)); print('holidays' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project_root / "src"
    )
    assert run.stdout.strip() == "False"


def test_that_the_next_days_off_begin_today_and_hold_no_weekend() -> None:  # P4.9
    closures = [Closure(name="Closed", first=date(2026, 3, 5), last=date(2026, 3, 9))]
    found = next_days_off(Settings(country="DE"), closures, date(2026, 3, 6), 3)
    assert found == (
        (date(2026, 3, 6), "Closed"),
        (date(2026, 3, 9), "Closed"),
        (date(2026, 4, 3), "Good Friday"),
    )
    assert next_days_off(Settings(), (), date(2026, 3, 6), 3) == ()


def test_that_regions_are_known_by_name_and_most_countries_have_none() -> None:
    assert ("BW", "Baden-Württemberg") in regions_with_holidays("DE")
    assert regions_with_holidays("LU") == ()
    assert regions_with_holidays("QQ") == ()
