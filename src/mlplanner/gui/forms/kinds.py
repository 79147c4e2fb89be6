"""What people type, and what is shown: one pair of functions for each kind of value."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain
from mlplanner.gui.tables.kinds import read_date, read_money, read_number, read_percent


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
            return read_percent(text)
        case FieldKind.MONEY:
            return read_money(text)
        case FieldKind.NUMBER:
            return read_number(text)
        case FieldKind.WHOLE:
            return _whole(text)
        case FieldKind.DATE:
            return read_date(text)
        case _:
            return text


def _whole(text: str) -> int | None:
    number = read_number(text)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise BadInput(f"must be a whole number; got '{text[:40]}'")
    return int(number)
