"""In what a column counts: hours or days of work, FTE or per cent, currency or thousands of it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from mlplanner.exchange.foreign.words import words
from mlplanner.exchange.mspdi.elements import HOURS_A_DAY

DAYS_A_WEEK, WEEKS_A_MONTH = 5, 4
UNIT_WORDS = {
    "hours": "hours",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "fte": "FTE",
    "percent": "per cent",
    "week_hours": "hours a week",
    "week_days": "days a week",
    "thousands": "thousands",
}
UNITS_OF = {
    "effort": ("hours", "days", "weeks", "months"),
    "duration": ("days", "weeks", "months"),
    "fte": ("fte", "percent", "week_hours", "week_days"),
    "periods": ("fte", "percent", "week_hours", "week_days", "hours", "days"),
    "amount": ("", "thousands"),
    "monthly": ("", "thousands"),
}
"""Meaning of a column → units that it may have, the usual one first."""
_RATES = {"hours": "week_hours", "days": "week_days"}
_FTE_MOST, _DAYS_MOST, _HOURS_MOST, _MONTH_DAYS_MOST = 2, 5, 60, 23
_HUNDRED = 100
_SIGNS = re.compile(r"[^\w%€$£]+")


def unit_in(texts: Iterable[str], allowed: Sequence[str]) -> str:
    """The unit that the first of the texts names: `Aufwand (PT)` → days; empty when none does."""
    for text in texts:
        said = f" {_SIGNS.sub(' ', text.casefold()).strip()} "
        for unit in ("thousands", "percent", "fte", "hours", "days", "weeks", "months"):
            if any(f" {word} " in said for word in words(f"unit {unit}")):
                is_rate = unit in _RATES and any(f" {word} " in said for word in words("a week"))
                fitting = unit if unit in allowed and not is_rate else _RATES.get(unit, "")
                if fitting in allowed:
                    return fitting
    return ""


def guessed_unit(name: str, values: Sequence[Decimal], *, is_of_weeks: bool) -> str:
    """The unit that the size of the numbers speaks for."""
    most = max(values, default=Decimal(0))
    if name not in ("fte", "periods"):
        return UNITS_OF[name][0] if name in UNITS_OF else ""
    if most <= _FTE_MOST:
        return "fte"
    if name == "periods" and not is_of_weeks:
        if most <= _MONTH_DAYS_MOST:
            return "days"
        return "percent" if most <= _HUNDRED and all(value % 5 == 0 for value in values) else "hours"
    if most <= _DAYS_MOST:
        return "week_days"
    # Nobody works 45 to 60 hours as a rule, but many are there for 50 per cent.
    return "week_hours" if most <= _HOURS_MOST and not (name == "fte" and most > 45) else "percent"


def hours_of(value: Decimal, unit: str) -> Decimal:
    """An effort in hours."""
    days = {"days": 1, "weeks": DAYS_A_WEEK, "months": DAYS_A_WEEK * WEEKS_A_MONTH}.get(unit)
    return value * days * HOURS_A_DAY if days else value


def calendar_days(value: Decimal, unit: str) -> int:
    """A duration in days of the calendar; working days are five to a week."""
    if unit == "months":
        return int(value * 30)
    return int(value * 7) if unit == "weeks" else int(value)


def share_of(value: Decimal, unit: str) -> Decimal:
    """A rate as FTE."""
    if unit == "percent":
        return value / 100
    if unit == "week_hours":
        return value / (DAYS_A_WEEK * HOURS_A_DAY)
    return value / DAYS_A_WEEK if unit == "week_days" else value


def period_hours(value: Decimal, unit: str, working_days: int) -> Decimal:
    """The hours that a cell of a column of weeks or months means."""
    if unit in ("hours", "days"):
        return value * HOURS_A_DAY if unit == "days" else value
    return share_of(value, unit) * working_days * HOURS_A_DAY
