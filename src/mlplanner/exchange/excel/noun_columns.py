"""Columns made from what a noun declares: its titles, types, limits and references. A new noun needs no column list."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType, NoneType
from typing import Any, get_args

from mlplanner.domain.columns import Cents
from mlplanner.domain.noun import NAME, Noun
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.exchange.excel.canonical import is_document
from mlplanner.exchange.excel.columns import Column, Shape
from mlplanner.exchange.playbook_keys import PLAYBOOK_LISTS

UNSHOWN = frozenset({"id", "project_id", "position", "key"})
"""Identity and order: a row's Ref and its place on the sheet say the same."""
WIDTHS: Mapping[Shape, float] = MappingProxyType(
    {
        Shape.TEXT: 20,
        Shape.LONG: 34,
        Shape.WHOLE: 11,
        Shape.NUMBER: 12,
        Shape.PERCENT: 11,
        Shape.MONEY: 15,
        Shape.FTE: 8,
        Shape.DATE: 12,
        Shape.LIST: 18,
        Shape.MARKS: 60,
        Shape.PERSON: 20,
    }
)
"""Characters that a column has when nothing else is said."""
REFERENCE_WIDTH = 26
"""Characters for a Ref and a name."""
YES_NO = "yes_no"


def columns_of(
    key: str,
    first: Collection[str] = (),
    *,
    widths: Mapping[str, float] = MappingProxyType({}),
    reading: Collection[str] = (),
    without: Collection[str] = (),
) -> tuple[Column, ...]:
    """A column for every field of a kind: those of `first`, then the others in their declared order.

    `reading`: shown, never taken back. `without`: not shown; neither are identity, order, and documents too long for a
    cell.
    """
    noun = KIND_BY_KEY[key].noun
    hidden = {*UNSHOWN, *without}
    shown = [name for name in noun.model_fields if name not in hidden and not is_document(noun, name)]
    order = [*first, *(name for name in shown if name not in first)]
    return tuple(_column(key, noun, name, widths.get(name), name not in reading) for name in order)


def enum_list(values: type[StrEnum]) -> str:
    """The vocabulary's list of an enumeration: `ArtifactState` → `artifact_state`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in values.__name__).lstrip("_")


def type_of(noun: type[Noun], name: str) -> Any:
    """A field's type without None."""
    annotation = noun.model_fields[name].annotation
    return next((arm for arm in get_args(annotation) if arm is not NoneType), annotation)


def can_be_empty(noun: type[Noun], name: str) -> bool:
    """True for text and for fields that may hold nothing; weeks may all be cleared."""
    annotation = noun.model_fields[name].annotation
    return annotation is str or NoneType in get_args(annotation) or name == "weekly"


def _column(key: str, noun: type[Noun], name: str, width: float | None, is_input: bool) -> Column:
    shape, options = _shape(key, noun, name)
    # A heading has two lines; the longest word of a title is seldom longer than half of it.
    heading = len(field_title(noun, name)) / 2 + 4
    least = REFERENCE_WIDTH if options in KIND_BY_KEY else WIDTHS[shape]
    return Column(name, max(least, heading) if width is None else width, shape, options, is_input)


def _shape(key: str, noun: type[Noun], name: str) -> tuple[Shape, str]:
    """How the field's cells are typed, and the list they are chosen from."""
    target = references(noun).get(name)
    if target is not None:
        return (Shape.PERSON, "") if target.key == "people" else (Shape.LIST, target.key)
    kind = type_of(noun, name)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Shape.LIST, enum_list(kind)
    if (key, name) == ("raci", "marks"):
        return Shape.MARKS, ""
    if kind is str:
        options = PLAYBOOK_LISTS.get((key, name), "")
        return (Shape.LIST, options) if options else (_text(noun, name), "")
    plain = {bool: (Shape.LIST, YES_NO), int: (Shape.WHOLE, ""), date: (Shape.DATE, "")}
    return plain[kind] if kind in plain else (_decimal(noun, name), "")


def _text(noun: type[Noun], name: str) -> Shape:
    return Shape.LONG if max(_limits(noun, name, "max_length"), default=NAME) > NAME else Shape.TEXT


def _decimal(noun: type[Noun], name: str) -> Shape:
    if Cents in _limits(noun, name, "sa_type"):
        return Shape.MONEY
    is_share = _limits(noun, name, "ge") == [Decimal(0)] and _limits(noun, name, "le") == [Decimal(1)]
    return Shape.PERCENT if is_share else Shape.NUMBER


def _limits(noun: type[Noun], name: str, word: str) -> list[Any]:
    found = (getattr(item, word, None) for item in noun.model_fields[name].metadata)
    return [value for value in found if value is not None]
