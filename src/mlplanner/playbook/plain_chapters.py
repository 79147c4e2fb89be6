"""Chapters without a layout of their own: their rows follow from what their entries declare."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, get_args

from mlplanner.playbook.columns import Column, EntryKind
from mlplanner.playbook.entry import Entry

_UNSHOWN = frozenset({"source", "key"})
_KINDS: Mapping[type, EntryKind] = {
    bool: EntryKind.YES_NO,
    int: EntryKind.WHOLE,
    Decimal: EntryKind.NUMBER,
    str: EntryKind.TEXT,
}

Place = tuple[str, Entry | str, tuple[Column, ...]]
"""An entry's path, the entry (or a text alone), and its columns."""


def places_of(path: str, entries: Mapping[str, Any]) -> Iterator[Place]:
    """The entries below a path; an entry that holds entries of its own is followed by them."""
    for key, entry in entries.items():
        here = f"{path}.{key}"
        if isinstance(entry, str):
            yield here, entry, ()
        elif isinstance(entry, Entry):
            yield here, entry, columns_of(type(entry))
            for name, value in entry:
                if isinstance(value, dict):
                    yield from places_of(f"{here}.{name}", value)


def columns_of(entry: type[Entry]) -> tuple[Column, ...]:
    """The plain fields of an entry in their order; lists and tables within it have no column."""
    found = (_column(name, info.annotation) for name, info in entry.model_fields.items() if name not in _UNSHOWN)
    return tuple(column for column in found if column is not None)


def _column(name: str, annotation: Any) -> Column | None:
    arms = [arm for arm in get_args(annotation) if arm is not NoneType] or [annotation]
    kind = arms[0] if len(arms) == 1 and isinstance(arms[0], type) else None
    is_optional = NoneType in get_args(annotation)
    label = name.replace("_", " ")
    if kind is not None and issubclass(kind, Enum):
        return Column(name, label, EntryKind.CHOICE, choices=tuple(item.value for item in kind))
    if name == "role":
        return Column(name, label, EntryKind.ROLE)
    if kind is None or kind not in _KINDS:
        return None
    return Column(name, label, _KINDS[kind], is_optional=is_optional)
