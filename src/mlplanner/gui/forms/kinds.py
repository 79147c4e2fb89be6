"""What people type, and what is shown: one pair of functions for each kind of value."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain


class FieldKind(StrEnum):
    """How a field is shown and typed."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    WHOLE = "whole"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form. `choices` are (value, text) pairs; `hint` is shown while the field is empty."""

    name: str
    kind: FieldKind
    title: str = ""
    hint: str = ""
    unit: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    is_optional: bool = True


def shown(kind: FieldKind, value: Any) -> str:
    """The text for a value; empty for none."""
    if value is None or value == "":
        return ""
    match kind:
        case FieldKind.MONEY:
            return format_amount(Decimal(value), 2).removesuffix(".00")
        case FieldKind.PERCENT:
            return f"{plain(Decimal(value) * 100)} %"
        case FieldKind.NUMBER:
            return plain(Decimal(value))
        case FieldKind.WHOLE:
            return f"{int(value):,}"
        case FieldKind.DATE:
            return str(value.isoformat())
        case _:
            return str(value)


def typed(kind: FieldKind, text: str) -> Any:
    """The value of what was typed, None for nothing. BadInput in one sentence when it can't be read."""
    text = text.strip()
    if kind in (FieldKind.TEXT, FieldKind.PARAGRAPH):
        return text
    if not text:
        return None
    match kind:
        case FieldKind.PERCENT:
            number = read_number(text.removesuffix("%"))
            return number / 100 if text.endswith("%") or abs(number) > 1 else number
        case FieldKind.MONEY | FieldKind.NUMBER:
            return read_number(text)
        case FieldKind.WHOLE:
            return _whole(text)
        case FieldKind.DATE:
            return read_date(text)
        case _:
            return text


def read_number(text: str) -> Decimal:
    """A number as people write it: `2,5`, `2.5`, `1,234.50`, `1.234,50`, `1 234`, `−3`."""
    plain_text = re.sub(r"[\s'’\u00a0\u202f]", "", text).replace("\N{MINUS SIGN}", "-")
    comma, point = plain_text.rfind(","), plain_text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal, group = (",", ".") if comma > point else (".", ",")
        plain_text = plain_text.replace(group, "").replace(decimal, ".")
    elif comma >= 0:
        is_grouped = plain_text.count(",") > 1 or re.fullmatch(r"-?[1-9]\d{0,2}(,\d{3})+", plain_text)
        plain_text = plain_text.replace(",", "" if is_grouped else ".")
    try:
        number = Decimal(plain_text)
    except InvalidOperation:
        raise BadInput(f"'{text}' is no number; type for example 2.5.") from None
    if not number.is_finite():
        raise BadInput(f"'{text}' is no number; type for example 2.5.")
    return number


def _whole(text: str) -> int:
    number = read_number(text)
    if number != number.to_integral_value():
        raise BadInput(f"'{text}' is not a whole number.")
    return int(number)


def read_date(text: str) -> date:
    """A day as people write it: `2026-03-02`, `2.3.2026`, `02/03/2026` (day first)."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = [int(part) for part in found.groups()] if found else None
    if parts is None and (found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)):
        parts = [int(part) for part in reversed(found.groups())]
    try:
        if parts is not None:
            return date(*parts)
    except ValueError:
        pass
    raise BadInput(f"'{text}' is no date; type for example 2026-03-02.")
