"""How documents write days, amounts, shares and counts: the same on every machine, in every locale."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mlplanner.domain.enums import Comparison, Direction
from mlplanner.domain.money import format_amount, to_places
from mlplanner.domain.weeks import MONTH_NAMES, plain

if TYPE_CHECKING:
    from mlplanner.engine.results import Returns

NBSP = "\N{NO-BREAK SPACE}"
NOTHING = "–"
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def day(value: date | None) -> str:
    """`27 Feb 2026`; a dash where there is none."""
    return f"{value.day}{NBSP}{MONTH_NAMES[value.month - 1]}{NBSP}{value.year}" if value else NOTHING


def money(amount: Decimal, currency: str) -> str:
    """`EUR 121,700`, whole units, for sentences."""
    return f"{currency}{NBSP}{format_amount(amount)}"


def brief_amount(amount: Decimal) -> str:
    """`204k`, `1.2m`: three digits or so, where a range has to be short."""
    for size, sign in ((Decimal(1_000_000_000), "bn"), (Decimal(1_000_000), "m"), (Decimal(1_000), "k")):
        if abs(amount) >= size:
            scaled = amount / size
            return f"{format_amount(scaled, 0 if abs(scaled) >= 100 or sign == 'k' else 1)}{sign}"
    return format_amount(amount)


def exact(amount: Decimal) -> str:
    """`121,700.00`: to the cent, for tables whose heading names the currency."""
    return format_amount(amount, 2)


def share(value: Decimal, decimals: int = 1) -> str:
    """`0.275` → `27.5 %`, without a useless `.0`."""
    return f"{plain(to_places(100 * value, decimals))}{NBSP}%"


def number(value: Decimal | int | None) -> str:
    """A number as it was entered, thousands separated, with a real minus sign; a dash where there is none."""
    if value is None:
        return NOTHING
    text = plain(Decimal(value))
    whole, point, rest = text.lstrip("-").partition(".")
    sign = "\N{MINUS SIGN}" if text.startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{rest}"


def measure(value: Decimal | None, unit: str) -> str:
    """A number with its unit: `3.4 %`; a dash where there is none."""
    return f"{number(value)}{NBSP}{unit}".rstrip() if value is not None else NOTHING


def goal(value: Decimal | None, unit: str, direction: Direction) -> str:
    """A target with the side that is good: `≥ 55 %`."""
    sign = "≥" if direction == Direction.HIGHER else "≤"
    return f"{sign}{NBSP}{measure(value, unit)}" if value is not None else NOTHING


def limit(comparison: Comparison, value: Decimal, unit: str) -> str:
    """A threshold with the side that is bad: `< 50 %`."""
    return f"{'<' if comparison == Comparison.BELOW else '>'}{NBSP}{measure(value, unit)}"


def weekly(fte: Mapping[int, Decimal]) -> str:
    """`W1–W4: 0.5, W5: 1`: FTE by plan week as runs of equal weeks; a dash where there is none."""
    runs: list[tuple[int, int, Decimal]] = []
    for week, amount in sorted(fte.items()):
        first = week
        if runs and runs[-1][1] == week - 1 and runs[-1][2] == amount:
            first = runs.pop()[0]
        runs.append((first, week, amount))
    spans = (f"W{a}" if a == b else f"W{a}–W{b}" for a, b, _ in runs)
    return ", ".join(f"{span}: {plain(amount)}" for span, (_, _, amount) in zip(spans, runs, strict=True)) or NOTHING


def payback(returns: "Returns", benefit_year: Decimal) -> str:
    """`9.9 months` from hand-over to where the money is back, or why there is no such number."""
    if not returns.investment:
        return "no cost planned yet"
    if not benefit_year:
        return "no value planned yet"
    months = returns.payback_months
    return f"not within {returns.years} years" if months is None else f"{number(months)} months"


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 week`, `12 weeks`."""
    return f"{count:,}{NBSP}{noun if count == 1 else plural or noun + 's'}"


def in_words(count: int) -> str:
    """Small counts as words, as a sentence has them."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else str(count)


def joined(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def first_upper(text: str) -> str:
    """The sentence with a capital, and the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """`text` with a full stop, unless it ends with a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…。" else f"{text}."


def one_line(text: str) -> str:
    """Line breaks and runs of spaces as single spaces."""
    return " ".join(text.split())


def spaced(fingerprint: str) -> str:
    """The first 16 hexadecimal digits in groups of four: `5D41 FF3E 4FE7 B727`."""
    head = fingerprint[:16].upper()
    return " ".join(head[place : place + 4] for place in range(0, len(head), 4))
