"""Reads cells of foreign workbooks: numbers and dates in any style, decided by the column's own evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from mlplanner.exchange.excel.canonical import as_number
from mlplanner.exchange.foreign.words import folded, months

_NUMBER = re.compile(r"[-+]?\d[\d.,' \u00a0]*")
_DAY = re.compile(r"^(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})\.?$")
_NAMED = re.compile(r"^(\d{1,2}) ([a-z]+) (\d{2,4})$|^([a-z]+) (\d{1,2}) (\d{2,4})$")
_YEAR = 31


@dataclass(frozen=True)
class Style:
    """How a column writes: decimal comma, and the day or the month first."""

    is_comma: bool = False
    is_month_first: bool = False
    is_percent: bool = False

    @property
    def words(self) -> str:
        """For people: `decimal comma, day first`."""
        parts = [("decimal comma", self.is_comma), ("month first", self.is_month_first), ("per cent", self.is_percent)]
        return ", ".join(text for text, holds in parts if holds)


def style_of(cells: Iterable[Any]) -> Style:
    """The style that most texts of a column speak for."""
    texts = [str(cell).strip() for cell in cells if isinstance(cell, str)]
    comma = sum(bool(re.search(r",\d{1,2}\b(?!\d)", text)) for text in texts)
    point = sum(bool(re.search(r"\.\d{1,2}\b(?![\d.])", text)) for text in texts)
    days = [found for text in texts if (found := _DAY.match(text))]
    month_first = sum(12 < int(found.group(2)) <= _YEAR for found in days)
    day_first = sum(12 < int(found.group(1)) <= _YEAR for found in days)
    slashes = sum("/" in text for text in texts)
    is_percent = sum("%" in text for text in texts) * 2 > len(texts)
    return Style(
        comma > point, month_first > day_first or (not day_first and month_first > 0 and slashes > 0), is_percent
    )


def number(raw: Any, style: Style) -> Decimal | None:
    """`1.234,5`, `40 h`, `Low (1)`, 0.5; None when there is no number in it."""
    if isinstance(raw, bool) or raw is None or isinstance(raw, date):
        return None
    if isinstance(raw, int | float):
        return as_number(raw)
    found = _NUMBER.search(str(raw))
    if not found:
        return None
    text = found.group().strip(" .,'\u00a0").replace("'", "").replace(" ", "").replace("\u00a0", "")
    text = text.replace(".", "").replace(",", ".") if style.is_comma else text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value / 100 if "%" in str(raw) else value


def day(raw: Any, style: Style) -> date | None:
    """A date in a cell or in words; None when it is none."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        return None
    text = raw.strip().partition("T")[0]
    found = _DAY.match(text)
    try:
        return _made(found, style) if found else _named(folded(text))
    except ValueError:
        return None


def _made(found: re.Match[str], style: Style) -> date:
    first, second, third = (int(part) for part in found.groups())
    if len(found.group(1)) == 4:
        return date(first, second, third)
    year = third + 2000 if third < 100 else third
    return date(year, first, second) if style.is_month_first else date(year, second, first)


def _named(text: str) -> date | None:
    found = _NAMED.match(text)
    if not found:
        return None
    number_, name, year = (
        (found.group(1), found.group(2), found.group(3))
        if found.group(1)
        else (found.group(5), found.group(4), found.group(6))
    )
    month = months().get(name)
    return date(int(year) + (2000 if len(year) == 2 else 0), month, int(number_)) if month else None


def people(text: str) -> list[str]:
    """Names split at commas, semicolons, slashes and line breaks."""
    return [name.strip() for name in re.split(r"[,;\n/&]| and | und | et | y ", text) if name.strip()]
