"""From rows as read to edits: what the sender changed, held against what the portfolio says now.

A cell that the sender left as exported never undoes what was changed here meanwhile.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mlplanner.domain.changes import Conflict, EditAction, RowEdit
from mlplanner.domain.errors import BadValue
from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_BY_KEY, Kind
from mlplanner.domain.validation import field_title, validated
from mlplanner.domain.weeks import parse_weeks
from mlplanner.exchange.excel.canonical import Row, Rows, row_of
from mlplanner.exchange.excel.merging import UNTOLD, Merged, merge_row
from mlplanner.exchange.excel.noun_columns import can_be_empty
from mlplanner.exchange.excel.row_reading import SheetRow
from mlplanner.exchange.problems import Problems


@dataclass
class RowChanges:
    """Collects edits. `base`: what was exported; `nouns`: what the portfolio holds now, by kind and id."""

    base: Rows
    nouns: Mapping[str, Mapping[int, Noun]]
    problems: Problems
    notes: list[str]
    after_start: Mapping[str, frozenset[str]]
    """Kind → fields with days that can't lie before the project's start."""
    changed: list[RowEdit] = field(default_factory=list)
    added: list[RowEdit] = field(default_factory=list)
    days: list[tuple[int, str, str, date]] = field(default_factory=list)
    """(project, cell, title, day) of new days that can't lie before the start."""
    removed: list[RowEdit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    contested: Collection[tuple[str, int]] = ()
    """(kind, id) of rows that the sender removed and that were changed, or are needed by something new, here."""

    def compare(self, kind: Kind, row: SheetRow, inputs: frozenset[str]) -> None:
        """A row that was exported: its cells against the base, then against the portfolio."""
        known = self.base.get(kind.key, {}).get(row.id, {})
        differing = {name: text for name, text in row.cells.items() if text != known.get(name, "")}
        for name in sorted(differing.keys() - inputs):
            title = field_title(kind.noun, name)
            self.notes.append(f"{row.places[name]}: {title} is for reading; the change was not taken.")
        wanted = {name: text for name, text in differing.items() if name in inputs}
        if not wanted:
            return
        noun = self.nouns.get(kind.key, {}).get(row.id)
        if noun is None:
            self.notes.append(f"{row.where}: this row was removed here since the export; its changes were not taken.")
            return
        merged = merge_row(known, wanted, row_of(noun))
        made = self._made(kind, row, {name: getattr(noun, name) for name in type(noun).model_fields}, merged.theirs)
        if made is not None:
            self._collect(kind, row, noun, made, merged)

    def _collect(self, kind: Kind, row: SheetRow, noun: Noun, made: Noun, merged: Merged) -> None:
        """The edit of what only the sender changed, and the conflicts; `made` is the row with all of theirs."""
        values = {name: getattr(made, name) for name in merged.taken} | (
            {"weekly": parse_weeks(merged.taken["weekly"])} if "weekly" in merged.taken else {}
        )
        after = {name: value for name, value in values.items() if value != getattr(noun, name)}
        before = {name: getattr(noun, name) for name in after}
        self._note_days(kind, row, noun, {name: getattr(made, name) for name in merged.theirs})
        if after:
            where = row.places.get(next(iter(after)), row.where)
            self.changed.append(RowEdit(EditAction.CHANGE, kind.key, row.id, after, before, noun.label, where))
        held = {name: getattr(noun, name) for name in type(noun).model_fields}
        for cell in merged.conflicts:
            name, week = cell.field, cell.week
            base = _typed_base(kind, held, name, cell.base)
            sides = (base, getattr(made, name), held[name])
            was, theirs, mine = sides if week is None else (side.get(week) for side in sides)
            if theirs != mine:
                where = row.places.get(name if week is None else f"w{week}", row.places.get(name, row.where))
                self.conflicts.append(
                    Conflict(kind.key, row.id, name, was, theirs, mine, held[name], week, noun.label, where)
                )

    def add(self, kind: Kind, row: SheetRow, fixed: Mapping[str, Any]) -> None:
        """A new row; `fixed` are the fields that the sheet does not show (project, position)."""
        filled = {name: text for name, text in row.cells.items() if text}
        made = self._made(kind, row, dict(fixed), filled)
        if made is not None:
            values = {name: getattr(made, name) for name in kind.noun.model_fields if name != "id"}
            self._note_days(kind, row, made, values)
            label = made.label if made.label != made.ref else f"new {kind.title}"
            self.added.append(RowEdit(EditAction.ADD, kind.key, row.id, values, label=label, where=row.where))

    def remove(self, kind: Kind, row_id: int) -> None:
        """A row that was exported and is gone; one that is gone here too needs nothing."""
        noun = self.nouns.get(kind.key, {}).get(row_id)
        if noun is None:
            return
        before = {name: getattr(noun, name) for name in type(noun).model_fields if name != "id"}
        if (kind.key, row_id) in self.contested:
            exported = self.base.get(kind.key, {}).get(row_id, {})
            now = row_of(noun)
            names = [name for name in exported if exported[name] != now.get(name) and name not in UNTOLD]
            was, mine = {name: exported[name] for name in names}, {name: now.get(name, "") for name in names}
            self.conflicts.append(Conflict(kind.key, row_id, "", was, None, mine, before, label=noun.label))
            return
        self.removed.append(RowEdit(EditAction.REMOVE, kind.key, row_id, before=before, label=noun.label))

    def refuse_days_before(self, starts: Mapping[int, date]) -> None:
        """A problem for each new day that lies before its project's start, which may be new itself."""
        for project_id, where, title, day in self.days:
            start = starts.get(project_id, day)
            if day < start:
                self.problems.add(where, f"{title}: {day} lies before the project's start ({start}); correct it.")

    def _note_days(self, kind: Kind, row: SheetRow, noun: Noun, values: Mapping[str, Any]) -> None:
        project_id = int(getattr(noun, "project_id", None) or noun.id or 0)
        for name in self.after_start.get(kind.key, frozenset()):
            if isinstance(day := values.get(name), date):
                self.days.append((project_id, row.places.get(name, row.where), field_title(kind.noun, name), day))

    def in_order(self, people: list[RowEdit]) -> tuple[RowEdit, ...]:
        """New rows after those they refer to, then changes; rows go in the reverse order."""
        order = {key: number for number, key in enumerate(KIND_BY_KEY)}
        added = sorted(self.added, key=lambda edit: order[edit.kind])
        removed = sorted(self.removed, key=lambda edit: -order[edit.kind])
        return (*people, *added, *self.changed, *removed)

    def _made(self, kind: Kind, row: SheetRow, held: dict[str, Any], wanted: Row) -> Noun | None:
        """The validated noun; None when something is wrong. Looks on after a problem, so that each cell is told."""
        values, is_good = dict(held), True
        for name, text in wanted.items():
            if not text and not can_be_empty(kind.noun, name):
                where = row.places.get(name, row.where)
                self.problems.add(where, f"{field_title(kind.noun, name)}: must not be empty; type a value.")
                is_good = False
            else:
                values[name] = typed(kind.noun, name, text)
        for _ in range(len(wanted) + 1):
            try:
                made = validated(kind.noun, values)
                return made if is_good else None
            except BadValue as error:
                self.problems.add(row.places.get(error.field, row.where), str(error))
                is_good = False
                if error.field not in wanted or values.get(error.field) == held.get(error.field, _NOTHING):
                    return None
                values.pop(error.field)
                if error.field in held:
                    values[error.field] = held[error.field]
                elif kind.noun.model_fields[error.field].is_required():
                    return None
        return None


_NOTHING = object()


def typed(noun: type[Noun], name: str, text: str) -> Any:
    """What the noun's validation wants for a canonical text."""
    if name == "weekly":
        return parse_weeks(text)
    return text if text or noun.model_fields[name].annotation is str else None


def _typed_base(kind: Kind, held: Mapping[str, Any], name: str, text: str) -> Any:
    """The exported text of a field as a value; the text itself where it no longer fits."""
    if name == "weekly":
        return parse_weeks(text)
    if not text:
        return "" if kind.noun.model_fields[name].annotation is str else None
    try:
        return getattr(validated(kind.noun, {**held, name: typed(kind.noun, name, text)}), name)
    except BadValue:
        return text
