"""New entries for every cell of the sheets that are made from nouns: what is typed, and what it means."""

from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.exchange.excel.columns import Column, Record, Shape, Table
from mlplanner.exchange.excel.noun_columns import type_of
from mlplanner.exchange.excel.vocabularies import Vocabulary

NEW_DAY = date(2026, 11, 16)
FITTING: dict[str, tuple[Any, Any]] = {
    "currency": ("GBP", "GBP"),
    "country": ("FR", "FR"),
    "region": ("BY", "BY"),
    "draws": (5000, 5000),
    "rate_low": (-0.1, Decimal("-0.1")),
    "value_low": (-0.1, Decimal("-0.1")),
}
"""Fields with limits of their own."""
MARKS = "Product owner: A; ML engineer: R, C", "product_owner:A; ml_engineer:RC"


def made_parts(module: Any) -> list[Table | Record]:
    """The tables and records of `plan_pages` or `portfolio_pages` that have no layout of their own."""
    return [part for page in module.PAGES for part in page.parts]


def inputs(part: Table | Record) -> list[Column]:
    """What a person may edit in it."""
    if isinstance(part, Table) and not part.is_input:
        return []
    return [column for column in part.columns if column.is_input]


def entry(part: Table | Record, column: Column, vocabulary: Vocabulary, known: Any) -> tuple[Any, Any]:
    """(what is typed, the value that the field gets), other than `known` where there is a choice."""
    if (part.kind, column.field) == ("acceptances", "person_id"):
        return None, None  # a role is named in the same row, and only one of the two may be
    if column.field in FITTING:
        return FITTING[column.field]
    if column.shape in (Shape.LIST, Shape.PERSON) or column.options in vocabulary.labels:
        return _choice(part, column, vocabulary, known)
    plain: dict[str, tuple[Any, Any]] = {
        Shape.TEXT: ("Something else", "Something else"),
        Shape.LONG: ("-Something\nelse", "-Something\nelse"),
        Shape.MARKS: MARKS,
        Shape.WHOLE: (5, 5),
        Shape.NUMBER: (0.7, Decimal("0.7")),
        Shape.PERCENT: (0.25, Decimal("0.25")),
        Shape.MONEY: (77.25, Decimal("77.25")),
        Shape.FTE: (0.25, Decimal("0.25")),
        Shape.DATE: (NEW_DAY, NEW_DAY),
    }
    return plain[column.shape]


def _choice(part: Table | Record, column: Column, vocabulary: Vocabulary, known: Any) -> tuple[Any, Any]:
    """The last of the list that is not what stands there, if there is another."""
    labels = vocabulary.labels[column.options or "people"]
    others = [each for each in labels.items() if each[0] != str(getattr(known, "value", known))]
    value, label = (others or list(labels.items()))[-1]
    if column.shape is Shape.TEXT:
        return label, label  # a suggestion, not a list
    kind = type_of(KIND_BY_KEY[part.kind].noun, column.field)
    return label, {"true": True, "false": False}.get(value, value) if kind is bool else kind(value)
