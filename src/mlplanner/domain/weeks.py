"""Weeks of a plan: Monday to Sunday, counted from 1 (`arithmetic.md`, Weeks and dates)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

DAYS_IN_WEEK = 7
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LAST_WEEK = 260
"""A plan is at most five years long; longer is a programme of several projects."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date) -> str:
    """`27 Feb 2026`, in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def monday_of(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def week_start(start: date, week: int) -> date:
    """The Monday of plan week `week` (1, 2, …; 0 and below lie before the start) of a plan that starts on `start`."""
    return start + timedelta(days=DAYS_IN_WEEK * (week - 1) - start.weekday())


def week_number(start: date, day: date) -> int:
    """The plan week that holds `day`; 0 or negative before the plan's start."""
    return (monday_of(day) - monday_of(start)).days // DAYS_IN_WEEK + 1


def format_weeks(weekly: Mapping[int, Decimal]) -> str:
    """`{1: 0.5, 2: 0.5, 4: 1}` → `1-2:0.5;4:1`: how the file and the history hold weekly FTE."""
    runs: list[tuple[int, int, Decimal]] = []
    for week, fte in sorted(weekly.items()):
        if runs and runs[-1][1] == week - 1 and runs[-1][2] == fte:
            runs[-1] = (runs[-1][0], week, fte)
        else:
            runs.append((week, week, fte))
    return ";".join(f"{a if a == b else f'{a}-{b}'}:{plain(fte)}" for a, b, fte in runs)


def parse_weeks(text: str) -> dict[int, Decimal]:
    """The inverse of `format_weeks`."""
    weekly: dict[int, Decimal] = {}
    for run in filter(None, text.split(";")):
        span, fte = run.split(":")
        first, _, last = span.partition("-")
        for week in range(int(first), int(last or first) + 1):
            weekly[week] = Decimal(fte)
    return weekly


def plain(number: Decimal) -> str:
    """A decimal in its one canonical text: no exponent, no trailing zeros, no minus zero (`0.50` → `0.5`)."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
