"""The rate card in force on a day, in the portfolio's currency (P4.3; `arithmetic.md`, Staffing and labour)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TypeAlias

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import Rate
from mlplanner.domain.portfolio import Portfolio

WEEKS_IN_YEAR = 52
"""Weeks by which a year's loaded cost is divided."""


Key: TypeAlias = tuple[str, Sourcing]
"""Role and sourcing: what a line of the rate card is for."""


class Currencies:
    """The portfolio's exchange rates."""

    def __init__(self, portfolio: Portfolio) -> None:
        """Take the exchange rates as they are; of two for one currency the later counts."""
        self._factors = {rate.currency.upper(): Fraction(rate.rate) for rate in portfolio.exchange_rates}
        self._factors |= {"": Fraction(1), portfolio.settings.currency.upper(): Fraction(1)}

    def factor(self, currency: str) -> Fraction | None:
        """What one unit of `currency` is worth in the portfolio's; None when no exchange rate is known."""
        return self._factors.get(currency.upper())


@dataclass(frozen=True, slots=True, eq=False)
class RateInForce:
    """A line of the rate card in the portfolio's currency, not rounded; it is itself and equal to no other."""

    basis: RateBasis
    amount: Fraction
    one_off: Fraction
    lead_weeks: int

    def weekly(self, working_days: int) -> Fraction:
        """Cost of one FTE in a week with that many working days; a fixed fee has no weekly cost (ValueError)."""
        match self.basis:
            case RateBasis.ANNUAL:
                return self.amount / WEEKS_IN_YEAR
            case RateBasis.DAY:
                return self.amount * working_days
            case RateBasis.WEEK:
                return self.amount
            case _:
                raise ValueError("a fixed fee is divided by the weeks of its line")


class RateCard:
    """Rates by role and sourcing, each from its date on."""

    def __init__(self, rates: Iterable[Rate], currencies: Currencies) -> None:
        """Sort the rates by date; of two from the same day the later row counts."""
        self._currencies = currencies
        self._dates: dict[Key, list[date]] = {}
        self._rates: dict[Key, list[Rate]] = {}
        self._converted: dict[Key, list[RateInForce | None]] = {}
        for rate in sorted(rates, key=attrgetter("valid_from")):
            key = (rate.role, Sourcing(rate.sourcing))
            self._dates.setdefault(key, []).append(rate.valid_from)
            self._rates.setdefault(key, []).append(rate)

    def on(self, role: str, sourcing: Sourcing, day: date) -> RateInForce | None:
        """The rate in force on `day`; None when there is none, or none in a currency that can be converted."""
        key = (role, sourcing)
        place = bisect_right(self._dates.get(key, ()), day)
        if not place:
            return None
        if key not in self._converted:  # a project uses few lines of a card, so they are converted when asked for
            self._converted[key] = [convert(rate, self._currencies) for rate in self._rates[key]]
        return self._converted[key][place - 1]


def rate_card(portfolio: Portfolio, currencies: Currencies | None = None) -> RateCard:
    """The portfolio's rate card with all its rates; `currencies` are the portfolio's, where the caller has them."""
    return RateCard(portfolio.rates, currencies or Currencies(portfolio))


def yearly_rate_card(portfolio: Portfolio, currencies: Currencies | None = None) -> RateCard:
    """The rates that can pay for a year of operations: a fixed fee buys one delivery, not a year."""
    yearly = (rate for rate in portfolio.rates if rate.basis != RateBasis.FIXED)
    return RateCard(yearly, currencies or Currencies(portfolio))


def convert(rate: Rate, currencies: Currencies) -> RateInForce | None:
    """The rate in the portfolio's currency; None when no exchange rate for its currency is known."""
    factor = currencies.factor(rate.currency)
    if factor is None:
        return None
    amount, one_off = Fraction(rate.amount) * factor, Fraction(rate.one_off) * factor
    return RateInForce(RateBasis(rate.basis), amount, one_off, rate.lead_weeks)
