"""What the lines of the rate card cost by week and by year, so that days, weeks and years can be compared (P4.3, P4.4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.money import to_cents
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WORK_WEEK, work_calendar
from mlplanner.engine.maintenance import annual_cost
from mlplanner.engine.rates import WEEKS_IN_YEAR, Currencies, convert


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One FTE at a rate, in the portfolio's currency."""

    week: Decimal
    """A week of five working days."""
    year: Decimal
    """52 weeks; people paid by the day are paid for the days they work."""


def rate_equivalents(portfolio: Portfolio, day: date) -> dict[int, Equivalent]:
    """Rate id → equivalent, over the 52 weeks from the week of `day` on; the same weeks for all, to compare them.

    A fixed fee has none, nor has a rate in a currency without an exchange rate. Raises BadInput when the settings
    name a country or region without known public holidays.
    """
    monday = monday_of(day)
    end = monday + timedelta(days=DAYS_IN_WEEK * WEEKS_IN_YEAR)
    calendar = work_calendar(portfolio.settings, portfolio.closures, monday, end)
    currencies = Currencies(portfolio)
    found: dict[int, Equivalent] = {}
    for rate in portfolio.rates:
        converted = convert(rate, currencies)
        if rate.id is not None and converted is not None and converted.basis is not RateBasis.FIXED:
            week, year = converted.weekly(WORK_WEEK), annual_cost(converted, calendar, monday)
            found[rate.id] = Equivalent(to_cents(week), to_cents(year))
    return found
