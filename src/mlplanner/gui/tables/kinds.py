"""The kinds of cells: how text becomes a value, how a value is shown, and what is put into the clipboard."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from mlplanner.domain.errors import BadValue
from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import MONTH_NAMES, plain
from mlplanner.reports.formats import day

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'\u2019_]")
"""What people and spreadsheets put between thousands."""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
UNITS = re.compile(r"^(?:[A-Za-z]{3}|[€$£¥])|(?:[A-Za-z]{3}|[€$£¥])$")
"""A currency before or after an amount; the column already says which."""
SHORT = re.compile(r"(.*\d)\s*([kKmM])")
"""An amount in thousands or millions, as people say it."""
MINUS = "\N{MINUS SIGN}"
YES, NO = ("yes", "y", "true", "x", "1", "✓", "☑"), ("", "no", "n", "false", "0", "–", "-", "☐")


class Kind(StrEnum):
    """What a column holds; decides editor, alignment, reading and showing."""

    TEXT = "text"
    MULTILINE = "multiline"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    CHECK = "check"

    @property
    def is_numeric(self) -> bool:
        """True for what is aligned to the right."""
        return self in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list: the value kept and the words shown."""

    value: Any
    title: str


def read_number(text: str) -> Decimal | None:
    """A number as people type it: `2,5`, `2.5`, `1,234.50`, `1.234,50`, `1 234.5`, `20 %`; None for nothing.

    The last of two different separators is the decimal one; a single comma before exactly three digits separates
    thousands (`1,234`), as the program itself shows amounts. BadValue when it is no number.
    """
    bare = SPACES.sub("", text).replace(MINUS, "-")
    if not bare:
        return None
    is_percent = bare.endswith("%")
    plain_text = _one_point(bare.removesuffix("%"))
    if plain_text is None or not NUMBER.fullmatch(plain_text):
        raise BadValue(f"must be a number; got '{text.strip()[:40]}'")
    try:
        number = Decimal(plain_text)
    except InvalidOperation:
        raise BadValue(f"must be a number; got '{text.strip()[:40]}'") from None
    return number / 100 if is_percent else number


def _one_point(text: str) -> str | None:
    """The number with one decimal point and nothing between thousands; None when the separators make no sense."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma < 0 and point < 0:
        return text
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    else:
        sign = "," if comma >= 0 else "."
        decimal = "" if text.count(sign) > 1 or (sign == "," and _is_thousands(text)) else sign
    whole, mark, rest = text.rpartition(decimal) if decimal else (text, "", "")
    groups = re.split(r"[.,]", whole.lstrip("+-"))
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    sign_text = whole[: len(whole) - len(whole.lstrip("+-"))]
    return sign_text + "".join(groups) + ("." + rest if mark else "")


def _is_thousands(text: str) -> bool:
    whole, _, rest = text.lstrip("+-").partition(",")
    return len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def read_money(text: str) -> Decimal | None:
    """An amount, with or without a currency beside it; `250k` and `1.2m` are thousands and millions."""
    bare = UNITS.sub("", text.strip()).strip()
    if (short := SHORT.fullmatch(bare)) is not None:
        number = read_number(short[1])
        return None if number is None else number * (1_000 if short[2] in "kK" else 1_000_000)
    return read_number(bare if bare.strip() else text)  # three letters alone ("nan") are no amount


def read_percent(text: str) -> Decimal | None:
    """A share of 1: `20 %`, `20` and `0.2` are all 0.2; without a sign, up to 1 is a share and above 1 a percentage."""
    number = read_number(text)
    return number / 100 if number is not None and "%" not in text and abs(number) > 1 else number


def read_date(text: str, *, is_month_first: bool = False) -> date | None:
    """A day: `2026-03-02`, `2.3.2026`, `2/3/2026`, `2 Mar 2026`, `Mar 2, 2026`; None for nothing."""
    bare = " ".join(text.replace("\u00a0", " ").replace(",", " ").split())
    if not bare:
        return None
    parts = [part for part in re.split(r"[\s./-]+", bare) if part]
    try:
        year, month, day_number = _date_parts(parts, is_month_first and "/" in bare)
        return date(year + 2000 if year < 100 else year, month, day_number)
    except (ValueError, IndexError):
        raise BadValue(f"must be a date such as 2026-03-02; got '{text.strip()[:40]}'") from None


def _date_parts(parts: Sequence[str], is_month_first: bool) -> tuple[int, int, int]:
    if len(parts) != 3:
        raise ValueError
    if len(parts[0]) == 4:
        return int(parts[0]), _month(parts[1]), int(parts[2])
    first_is_month = parts[0][:1].isalpha() or is_month_first
    month, day_text = (parts[0], parts[1]) if first_is_month else (parts[1], parts[0])
    return int(parts[2]), _month(month), int(day_text)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    names = [name.casefold() for name in MONTH_NAMES]
    return names.index(text[:3].casefold()) + 1


def read_check(text: str) -> bool:
    """Yes or no, as people and spreadsheets write it."""
    word = text.strip().casefold()
    if word not in (*YES, *NO):
        raise BadValue(f"must be yes or no; got '{text.strip()[:40]}'")
    return word in YES


def read_choice(text: str, choices: Sequence[Choice]) -> Any:
    """The value whose title (or key) is typed, in any case; a unique beginning is enough; None for nothing."""
    word = text.strip().casefold()
    if not word:
        return None
    exact = [c for c in choices if word in (c.title.casefold(), str(c.value).casefold())]
    found = exact or [c for c in choices if c.title.casefold().startswith(word)]
    if len(found) == 1 or exact:
        return found[0].value
    titles = ", ".join(c.title for c in choices if c.title)
    raise BadValue(f"must be one of {titles}; got '{text.strip()[:40]}'")


def show_value(kind: Kind, value: Any, choices: Sequence[Choice] = (), decimals: int | None = None) -> str:
    """What the cell says."""
    if value is None:
        return ""
    match kind:
        case Kind.MONEY:
            return format_amount(value, _cents(value) if decimals is None else decimals)
        case Kind.NUMBER:
            return _grouped(value, decimals)
        case Kind.PERCENT:
            return f"{plain(round(Decimal(value) * 100, 2 if decimals is None else decimals))}\u00a0%"
        case Kind.DATE:
            return day(value)
        case Kind.CHECK:
            return "✓" if value else ""
        case Kind.CHOICE | Kind.PERSON:
            return next((choice.title for choice in choices if choice.value == value), str(value))
        case _:
            return str(value)


def edit_text(kind: Kind, value: Any, choices: Sequence[Choice] = ()) -> str:
    """What the editor starts with, and what goes to the clipboard: read back, it gives the same value."""
    if value is None:
        return ""
    match kind:
        case Kind.MONEY | Kind.NUMBER:
            return plain(Decimal(value))
        case Kind.PERCENT:
            return f"{plain(Decimal(value) * 100)} %"
        case Kind.DATE:
            return str(value)
        case Kind.CHECK:
            return "yes" if value else "no"
        case _:
            return show_value(kind, value, choices)


def _cents(value: Decimal) -> int:
    return 2 if Decimal(value) % 1 else 0


def _grouped(value: Decimal | int, decimals: int | None) -> str:
    text = plain(Decimal(value)) if decimals is None else f"{Decimal(value):.{decimals}f}"
    whole, point, rest = text.lstrip("-").partition(".")
    sign = MINUS if text.startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{rest}"
