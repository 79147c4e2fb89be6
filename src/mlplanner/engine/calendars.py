"""Which days are worked: Monday to Friday less public holidays and closures (`arithmetic.md`, Weeks and dates)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Closure, Settings
from mlplanner.domain.weeks import monday_of
from mlplanner.engine.countries import holidays_library

WORK_WEEK = 5
"""Monday to Friday."""
WHOLE_WEEK = (1 << WORK_WEEK) - 1
"""All five days worked, as `WorkCalendar.worked` says it."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """The portfolio's calendar. `days_off` maps each weekday on which nobody works to its name."""

    days_off: Mapping[date, str]

    @cached_property
    def _lost_days(self) -> dict[date, int]:
        """Monday → weekdays of that week on which nobody works."""
        lost: dict[date, int] = {}
        for day in self.days_off:
            monday = monday_of(day)
            lost[monday] = lost.get(monday, 0) + 1
        return lost

    @cached_property
    def _masks(self) -> dict[date, int]:
        """Monday → which weekdays of that week are worked, for the weeks that lose any: bit 0 Monday to bit 4 Friday."""
        masks: dict[date, int] = {}
        for day in self.days_off:
            monday = monday_of(day)
            masks[monday] = masks.get(monday, WHOLE_WEEK) & ~(1 << day.weekday())
        return masks

    def worked(self, monday: date) -> int:
        """Which days of the week that starts on `monday` are worked: bit 0 Monday to bit 4 Friday."""
        return self._masks.get(monday, WHOLE_WEEK)

    def working_days(self, monday: date) -> int:
        """Working days (0 to 5) in the week that starts on `monday`."""
        return WORK_WEEK - self._lost_days.get(monday, 0)

    def is_working(self, day: date) -> bool:
        """True when people work on `day`."""
        return day.weekday() < WORK_WEEK and day not in self.days_off

    def last_working_day(self, monday: date) -> date:
        """The last working day of the week that starts on `monday`; if it has none, the last one before it."""
        day = monday + timedelta(days=WORK_WEEK - 1)
        while not self.is_working(day):
            day -= ONE_DAY
        return day


def work_calendar(settings: Settings, closures: Iterable[Closure], first: date, last: date) -> WorkCalendar:
    """The calendar for plans between `first` and `last`; the year before is known too, the days outside are not.

    Raises BadInput when the settings name a country or region without known public holidays.
    """
    start, end = date(first.year - 1, 1, 1), date(last.year, 12, 31)
    days_off: dict[date, str] = {}
    if settings.country:
        for year in range(start.year, end.year + 1):
            days_off.update(public_holidays(settings.country, settings.region, year))
    for closure in closures:
        for day in _days(max(closure.first, start), min(closure.last, end)):
            days_off.setdefault(day, closure.name)
    return WorkCalendar({day: name for day, name in days_off.items() if day.weekday() < WORK_WEEK})


def local_calendar(
    settings: Settings, closures: Iterable[Closure], first: date, last: date, place: tuple[str, str]
) -> WorkCalendar:
    """The calendar of those who work at `place` (country, region), with the portfolio's closures (P4.9).

    Without a country the region is one of the portfolio's country. Raises BadInput when there is no such place.
    """
    country, region = place
    where = settings.model_copy(update={"country": country or settings.country, "region": region})
    return work_calendar(where, closures, first, last)


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    """Public holidays of a year with their English names; BadInput when country or region is unknown."""
    library = holidays_library()
    try:
        return dict(library.country_holidays(country, subdiv=region or None, years=year, language="en_US"))
    except NotImplementedError:
        raise BadInput(_unknown(country, region, set(library.list_supported_countries()))) from None


def countries_with_holidays() -> tuple[str, ...]:
    """ISO codes of the countries whose public holidays are known, in alphabetical order."""
    return tuple(sorted(code for code in holidays_library().list_supported_countries() if len(code) == 2))


def regions_with_holidays(country: str) -> tuple[tuple[str, str], ...]:
    """Regions of a country that have public holidays of their own: code and name, by name; none for most countries."""
    if country not in countries_with_holidays():
        return ()
    known = holidays_library().country_holidays(country)
    names: dict[str, str] = dict.fromkeys(known.subdivisions, "")
    for name, code in known.subdivisions_aliases.items():
        names[code] = names.get(code) or name
    return tuple(sorted(((code, name or code) for code, name in names.items()), key=lambda pair: pair[1].casefold()))


def next_days_off(
    settings: Settings, closures: Iterable[Closure], day: date, count: int
) -> tuple[tuple[date, str], ...]:
    """The next `count` weekdays from `day` on, within the year, on which nobody works, with their names.

    Raises BadInput when the settings name a country or region without known public holidays.
    """
    days_off = work_calendar(settings, closures, day, day + timedelta(days=366)).days_off
    ahead = sorted(item for item in days_off.items() if item[0] >= day)
    return tuple(ahead[:count])


def _unknown(country: str, region: str, known: set[str]) -> str:
    """What is wrong with the settings, and what to do."""
    if country not in known:
        return f"Settings: no public holidays are known for country '{country}'; use a code such as DE or US, or leave it empty."
    return (
        f"Settings: country {country} has no region '{region}'; use a code such as BY for Bavaria, or leave it empty."
    )


def _days(first: date, last: date) -> Iterator[date]:
    """Each day from first to last inclusive; none when last lies before first."""
    while first <= last:
        yield first
        first += ONE_DAY
