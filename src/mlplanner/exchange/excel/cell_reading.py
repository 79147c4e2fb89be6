"""From a cell to the canonical text of a field's value, or one sentence on what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from mlplanner.domain.money import to_cents
from mlplanner.domain.weeks import plain
from mlplanner.exchange.excel.canonical import as_number, canonical, from_cell_text, is_same_number
from mlplanner.exchange.excel.columns import Shape

NUMBER = re.compile(r"^[+-]?[0-9]+(\.[0-9]+)?$")
SHARE = re.compile(r"^([0-9]+(?:\.[0-9]+)?)\s*%$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
DOTTED_DAY = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
FIRST_SERIAL, LAST_SERIAL = 1, 110_000
"""Days that a bare number can stand for: 1900 to 2201."""
EPOCH = date(1899, 12, 30)


class Unreadable(ValueError):
    """A cell does not hold what its column needs; the text says what it should hold."""


def read_plain(shape: str, raw: Any, known: str) -> str:
    """The canonical text of a cell that is no list entry; `known` is what was exported there.

    Raises Unreadable.
    """
    if raw is None or (isinstance(raw, str) and not from_cell_text(raw)):
        return ""
    return READERS[shape](raw, known)


def _text(raw: Any, known: str) -> str:
    """Text as it is; a program may have turned a text that looks like a number or a date into one."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        number = as_number(raw)
        return known if _is_known(number, known) else plain(number)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(sep=" ")
    # LibreOffice writes text that looks like an escape as it is.
    return known if str(raw) == known else from_cell_text(str(raw))


def _number(raw: Any, known: str, advice: str = "a number such as 0.5") -> str:
    if isinstance(raw, bool):
        raise Unreadable(f"must be {advice}; got {'TRUE' if raw else 'FALSE'}")
    if isinstance(raw, int | float):
        number = as_number(raw)
    elif isinstance(raw, str) and NUMBER.match(text := from_cell_text(raw)):
        number = Decimal(text)
    else:
        raise Unreadable(f"must be {advice}; got {_shown(raw)}")
    # A spreadsheet keeps 15 digits: an exact value that only lost the rest is unchanged.
    return known if _is_known(number, known) else plain(number)


def _percent(raw: Any, known: str) -> str:
    share = SHARE.match(from_cell_text(raw)) if isinstance(raw, str) else None
    if share:
        number = Decimal(share.group(1)) / 100
        return known if _is_known(number, known) else plain(number)
    return _number(raw, known, "a share such as 20 %")


def _whole(raw: Any, known: str) -> str:
    text = _number(raw, known, "a whole number")
    if "." in text:
        raise Unreadable(f"must be a whole number; got {text}")
    return text


def _money(raw: Any, known: str) -> str:
    text = _number(raw, known, "an amount such as 1250.50")
    return text if text == known else plain(to_cents(Decimal(text)))


def _day(raw: Any, _: str) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, int | float) and not isinstance(raw, bool) and FIRST_SERIAL <= raw <= LAST_SERIAL:
        return (EPOCH + timedelta(days=int(raw))).isoformat()
    if isinstance(raw, str):
        text = from_cell_text(raw)
        iso, dotted = ISO_DAY.match(text), DOTTED_DAY.match(text)
        parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else None
        if parts:
            try:
                return date(*(int(part) for part in parts)).isoformat()
            except ValueError:
                raise Unreadable(f"must be a day that exists; got {_shown(raw)}") from None
    raise Unreadable(f"must be a date such as 2026-03-02; got {_shown(raw)}")


def _is_known(number: Decimal, known: str) -> bool:
    try:
        return bool(known) and is_same_number(number, Decimal(known))
    except InvalidOperation:
        return False


def _shown(raw: Any) -> str:
    text = from_cell_text(raw) if isinstance(raw, str) else canonical(raw)
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


READERS: Mapping[str, Callable[[Any, str], str]] = {
    Shape.TEXT: _text,
    Shape.LONG: _text,
    Shape.WHOLE: _whole,
    Shape.NUMBER: _number,
    Shape.PERCENT: _percent,
    Shape.MONEY: _money,
    Shape.FTE: _number,
    Shape.DATE: _day,
}
