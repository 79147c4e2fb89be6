"""Values in one canonical text each, so that 12 and 12.0, None and an empty cell compare equal."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from mlplanner.domain.noun import Noun
from mlplanner.domain.weeks import format_weeks, plain

Row = dict[str, str]
"""One row's fields in canonical text; empty means nothing is there."""
Rows = Mapping[str, Mapping[int, Row]]
"""Kind → id → row."""

MOST_CHARACTERS = 32_767
"""A cell's limit; openpyxl cuts longer text without a word."""
DIGITS = 15
"""Significant digits that every spreadsheet program keeps."""
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{1,4}_)")
"""The format's escapes have four digits; LibreOffice takes `_x1_` for one too."""


def canonical(value: Any) -> str:
    """The one text of a field's value."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case Mapping():
            return format_weeks({int(week): Decimal(fte) for week, fte in value.items()})
        case _:
            return plain(value) if isinstance(value, Decimal) else str(value)


def row_of(noun: Noun) -> Row:
    """All fields of a noun but its id and whole documents."""
    kept = (name for name in type(noun).model_fields if name != "id" and not is_document(type(noun), name))
    return {name: canonical(getattr(noun, name)) for name in kept}


@cache
def is_document(noun: type[Noun], name: str) -> bool:
    """True for a field that holds a whole document (a plan as JSON): no cell holds it, so no workbook carries it."""
    return any(getattr(item, "max_length", 0) > MOST_CHARACTERS for item in noun.model_fields[name].metadata)


def is_same_number(one: Decimal, other: Decimal) -> bool:
    """True when the two may differ only by the digits that a spreadsheet program does not keep."""
    return abs(one - other) <= abs(other).scaleb(1 - DIGITS)


def as_number(value: float | int | Decimal) -> Decimal:
    """A cell's number without the dust of binary fractions: 0.15000000000000002 → 0.15."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.{DIGITS}g}")


def to_cell_text(text: str) -> str:
    """Text as the file format wants it: what looks like one of its escapes is escaped itself."""
    return ESCAPE_LIKE.sub("_x005F_", text)


def from_cell_text(text: str) -> str:
    """The inverse of `to_cell_text`; line ends become plain ones."""
    decoded = ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    return decoded.replace("\r\n", "\n").replace("\r", "\n").strip()
