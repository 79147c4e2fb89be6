"""The playbook as rows for a screen that views and edits it, and what differs from the shipped one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from mlplanner.domain.errors import BadInput
from mlplanner.domain.weeks import plain
from mlplanner.playbook.columns import (
    ARTIFACT,
    FIGURE,
    GATE,
    METRIC,
    PHASE,
    ROLE,
    RULE,
    SENSITIVITY,
    SOURCING,
    Column,
    EntryKind,
)
from mlplanner.playbook.entries import Figure, Playbook
from mlplanner.playbook.entry import Entry
from mlplanner.playbook.loading import load_playbook
from mlplanner.playbook.plain_chapters import places_of

Value = Decimal | int | str | bool | None
LAID_OUT = frozenset({"figures", "roles", "phases", "sourcing", "mixes", "metrics", "cadences", "rules", "sensitivity"})
"""Chapters whose rows are declared in `columns`."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One value of the playbook, with the path that an override of it has."""

    path: str
    chapter: str
    entry: str
    """Path of the entry it belongs to: `roles.data_engineer`; overriding that with `null` removes the entry."""
    title: str
    value: Value
    unit: str
    band: str
    source: str
    kind: EntryKind
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    is_overridden: bool = False
    is_removed: bool = False
    shipped: Value = None
    """The shipped value; None for an entry that an organisation added."""

    @property
    def value_text(self) -> str:
        """The value as it is typed."""
        return _typed(self.value)

    @property
    def shipped_text(self) -> str:
        """The shipped value as it is typed."""
        return _typed(self.shipped)

    def override_value(self, text: str) -> str:
        """The JSON of an override from what a person typed; BadInput in one sentence when it does not fit."""
        typed = text.strip()
        if not typed and (self.is_optional or self.kind is EntryKind.ROLE):
            return "null" if self.is_optional else '""'
        if self.kind in (EntryKind.NUMBER, EntryKind.WHOLE):
            return _number_json(self.title, typed)
        if self.kind is EntryKind.YES_NO:
            return _yes_no_json(self.title, typed)
        if self.choices and typed not in self.choices:
            raise BadInput(f"{self.title}: must be one of {', '.join(self.choices)}; got '{typed}'.")
        return json.dumps(typed, ensure_ascii=False)


def entry_rows(playbook: Playbook) -> tuple[EntryRow, ...]:
    """Every value of `playbook` that can be viewed and edited, in the order of its chapters.

    Entries that ship but are removed here come last in their chapter, with `is_removed`.
    """
    shipped = {row.path: row for row in _rows(load_playbook())}
    rows = [_compared(row, shipped.pop(row.path, None)) for row in _rows(playbook)]
    gone = [
        replace(row, value=None, is_removed=True, is_overridden=True, shipped=row.value) for row in shipped.values()
    ]
    order = {chapter: place for place, chapter in enumerate(Playbook.model_fields)}
    return tuple(sorted([*rows, *gone], key=lambda row: order[row.chapter]))


def diff_from_shipped(playbook: Playbook) -> tuple[EntryRow, ...]:
    """The rows that an organisation changed, added or removed; `shipped` holds what was there."""
    return tuple(row for row in entry_rows(playbook) if row.is_overridden)


def _compared(row: EntryRow, shipped: EntryRow | None) -> EntryRow:
    if shipped is None:
        return replace(row, is_overridden=True)
    return replace(row, shipped=shipped.value, is_overridden=row.value != shipped.value)


def _rows(playbook: Playbook) -> Iterator[EntryRow]:
    yield from _figure_rows(playbook.figures)
    yield from _chapter_rows("roles", playbook.roles, ROLE)
    for key, phase in playbook.phases.items():
        path = f"phases.{key}"
        yield from _entry_rows("phases", path, phase, PHASE)
        yield from _entry_rows("phases", f"{path}.gate", phase.gate, GATE)
        for name, artifact in phase.gate.artifacts.items():
            yield from _entry_rows("phases", f"{path}.gate.artifacts.{name}", artifact, ARTIFACT)
    yield from _chapter_rows("sourcing", playbook.sourcing, SOURCING)
    yield from _chapter_rows("mixes", playbook.mixes, SOURCING)
    yield from _chapter_rows("metrics", playbook.metrics, METRIC)
    for key, text in playbook.cadences.items():
        path = f"cadences.{key}"
        yield EntryRow(path, "cadences", path, text, text, "", "", "P1.2", EntryKind.TEXT)
    yield from _chapter_rows("rules", playbook.rules, RULE)
    yield from _chapter_rows("sensitivity", playbook.sensitivity, SENSITIVITY)
    for chapter in (name for name in Playbook.model_fields if name not in LAID_OUT):
        yield from _plain_rows(chapter, getattr(playbook, chapter))


def _plain_rows(chapter: str, entries: Mapping[str, Entry | str]) -> Iterator[EntryRow]:
    for path, entry, columns in places_of(chapter, entries):
        if isinstance(entry, str):
            yield EntryRow(path, chapter, path, entry, entry, "", "", "", EntryKind.TEXT)
        else:
            yield from _entry_rows(chapter, path, entry, columns)


def _figure_rows(figures: Mapping[str, Figure]) -> Iterator[EntryRow]:
    for key, figure in figures.items():
        band = _band(figure.low, figure.high)
        for row in _entry_rows("figures", f"figures.{key}", figure, FIGURE):
            kind = EntryKind.WHOLE if figure.is_whole else row.kind
            yield replace(row, unit=figure.unit, kind=kind, band=band if row.path.endswith(".value") else "")


def _chapter_rows(chapter: str, entries: Mapping[str, Entry], columns: tuple[Column, ...]) -> Iterator[EntryRow]:
    for key, entry in entries.items():
        yield from _entry_rows(chapter, f"{chapter}.{key}", entry, columns)


def _entry_rows(chapter: str, path: str, entry: Entry, columns: tuple[Column, ...]) -> Iterator[EntryRow]:
    values = dict(entry)
    title = str(values.get("title", path.rpartition(".")[2].replace("_", " ").capitalize()))
    for column in columns:
        yield EntryRow(
            path=f"{path}.{column.field}",
            chapter=chapter,
            entry=path,
            title=f"{title}: {column.label}" if column.label else title,
            value=values[column.field],
            unit=column.unit,
            band="",
            source=str(values.get("source", "")),
            kind=column.kind,
            choices=column.choices,
            is_optional=column.is_optional,
        )


def _band(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"{plain(low)}–{plain(high)}"
    if low is not None:
        return f"at least {plain(low)}"
    return f"at most {plain(high)}" if high is not None else ""


def _typed(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)


def _number_json(title: str, typed: str) -> str:
    try:
        number = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise BadInput(f"{title}: must be a number; got '{typed[:60]}'.")
    return plain(number)


def _yes_no_json(title: str, typed: str) -> str:
    if typed.casefold() not in ("yes", "no"):
        raise BadInput(f"{title}: must be yes or no; got '{typed[:60]}'.")
    return "true" if typed.casefold() == "yes" else "false"
