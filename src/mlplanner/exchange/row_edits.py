"""From matched rows to edits: what is new, what differs, what is gone, and what an import may not touch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.errors import BadInput, BadValue
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.registry import KIND_OF, PROJECT_KINDS, Kind
from mlplanner.domain.rows import PROJECT_KIND, owned_rows, references
from mlplanner.domain.staffing import StaffingLine, check_fte
from mlplanner.domain.validation import validated
from mlplanner.exchange.row_matching import FileRow, Matches

_AFTER_START = ("due", "deadline")
"""Dates that can't lie before the project; others (a baseline, a measurement) may."""


@dataclass
class Edits:
    """Edits by action, and notes on what was read but not taken."""

    added: list[RowEdit] = field(default_factory=list)
    changed: list[RowEdit] = field(default_factory=list)
    removed: list[RowEdit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def in_order(self) -> tuple[RowEdit, ...]:
        """New rows first, because changed ones may refer to them; rows go when nothing refers to them any more."""
        return (*self.added, *self.changed, *self.removed)


def make_edits(matches: Matches, plan: ProjectPlan | None) -> Edits:
    """Every edit that turns `plan` into the file's; `plan` None: a new project. Raises BadInput with the row's place."""
    edits = Edits()
    project = next(row for row in matches.rows if row.kind is PROJECT_KIND)
    untaken: set[tuple[str, int]] = set()
    for row in matches.rows:
        values = _resolved(row, matches, untaken)
        if values is None:
            edits.notes.append(f"{row.where} was not taken: it belongs to a row that was not taken.")
            untaken.add((row.kind.key, row.id))
        elif row.kind.is_append_only and plan is not None:
            _compare_append_only(row, values, edits)
            if row.current is None:
                untaken.add((row.kind.key, row.id))
        elif row.current is None:
            edits.added.append(_addition(row, values, project.id))
        elif not row.is_by_name:
            _compare(row, values, edits)
    if plan is None:
        edits.added += _missing_singles(matches, project.id)
    else:
        _compare_missing(matches, plan, edits)
    start = _start(project, edits)
    for edit in (*edits.added, *edits.changed):
        _refuse_dates_before(start, edit)
    return edits


def _resolved(row: FileRow, matches: Matches, untaken: set[tuple[str, int]]) -> dict[str, Any] | None:
    """The row's values with the ids of this portfolio; None when it refers to a row that is not taken."""
    values = {name: value for name, value in row.values.items() if name != "id"}
    for name, kind in references(row.kind.noun).items():
        if values.get(name) is None:
            continue
        key = matches.ids.get((kind.key, values[name]))
        if key is None:
            raise BadInput(
                f"{row.where}.{name}: there is no {kind.title} {values[name]} in the file; correct it or add the row."
            )
        if (kind.key, key) in untaken:
            return None
        values[name] = key
    return values


def noun_at(where: str, noun: type[Noun], values: Mapping[str, Any]) -> Noun:
    """The validated noun; BadInput that begins with `where` it stands in the file."""
    if noun is StaffingLine:
        for week, fte in values.get("weekly", {}).items():
            try:
                check_fte(Decimal(str(fte)))
            except ValueError as error:
                raise BadInput(f"{where}.weekly.{week}: {error}.") from None
    try:
        return validated(noun, values)
    except BadValue as error:
        place = f"{where}.{error.field}" if error.field else where
        raise BadInput(f"{place}: {error}") from None


def _noun(row: FileRow, values: Mapping[str, Any]) -> Noun:
    return noun_at(row.where, row.kind.noun, values)


def _addition(row: FileRow, values: dict[str, Any], project_id: int) -> RowEdit:
    if row.kind.in_project:
        values["project_id"] = project_id
    noun = _noun(row, values)
    taken = {name: getattr(noun, name) for name in row.kind.noun.model_fields if name != "id"}
    label = noun.label if noun.label != noun.ref else f"new {row.kind.title}"
    return RowEdit(EditAction.ADD, row.kind.key, row.id, taken, label=label, where=row.where)


def _missing_singles(matches: Matches, project_id: int) -> list[RowEdit]:
    """A new project has one row of each single kind, with its defaults where the file says nothing."""
    lowest = min(row.id for row in matches.rows)
    kinds = [kind for kind in PROJECT_KINDS if kind.is_single and kind.key not in matches.listed]
    rows = [FileRow(kind, kind.key, {}, lowest - place, None) for place, kind in enumerate(kinds, start=1)]
    return [_addition(row, {}, project_id) for row in rows]


def _differences(row: FileRow, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, before) of the fields that differ."""
    current = row.current
    assert current is not None
    held = {name: getattr(current, name) for name in type(current).model_fields if name in row.kind.noun.model_fields}
    noun = _noun(row, {**held, **values})
    names = [name for name in values if getattr(noun, name) != held[name]]
    return {name: getattr(noun, name) for name in names}, {name: held[name] for name in names}


def _compare(row: FileRow, values: Mapping[str, Any], edits: Edits) -> None:
    after, before = _differences(row, values)
    if after:
        assert row.current is not None
        label = row.current.label
        edits.changed.append(RowEdit(EditAction.CHANGE, row.kind.key, row.id, after, before, label, row.where))


def _compare_append_only(row: FileRow, values: Mapping[str, Any], edits: Edits) -> None:
    """Decisions and documents are history (P3.4): an import neither adds, changes nor removes one."""
    if row.current is None:
        edits.notes.append(f"{row.where} was not taken: a {row.kind.title} is made in mlplanner, not by an import.")
    elif _differences(row, values)[0]:
        edits.notes.append(f"{row.where} was not taken: {row.current.ref} is a {row.kind.title} and is never edited.")


def _compare_missing(matches: Matches, plan: ProjectPlan, edits: Edits) -> None:
    """Rows of the plan that a listed section no longer holds are removed, unless what stays refers to them."""
    in_file = {(row.kind.key, row.id) for row in matches.rows if row.current is not None}
    missing: list[Noun] = []
    stays: dict[tuple[str, int], Noun] = {}
    # From the last kind to the first: whether a row must stay is known before the rows it refers to come up.
    for kind, row in reversed(list(owned_rows(plan))):
        is_listed, place = kind.key in matches.listed, (kind.key, row.id or 0)
        if is_listed and not kind.is_single and place not in in_file:
            if not kind.is_append_only and place not in stays:
                missing.append(row)
                continue
            edits.notes += _why_it_stays(kind, row, stays.get(place))
        elif is_listed and not kind.is_append_only:
            continue  # its references come from the file, where a dangling one was refused
        stays |= {(target.key, getattr(row, name)): row for name, target in references(type(row)).items()}
    edits.removed = [
        RowEdit(EditAction.REMOVE, KIND_OF[type(row)].key, row.id or 0, before=_held(row), label=row.label)
        for row in missing
    ]


def _why_it_stays(kind: Kind, row: Noun, because: Noun | None) -> list[str]:
    if because is not None:
        return [f"{kind.title.capitalize()} {row.ref} '{row.label}' stays: {because.ref} refers to it."]
    # Documents made since the file was written are the portfolio's own records: nobody took them out of the file.
    return [] if kind.key == "packs" else [f"{row.ref} stays: a {kind.title} is history and is never removed."]


def _held(row: Noun) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields if name != "id"}


def _start(project: FileRow, edits: Edits) -> date:
    """The project's start as it will be."""
    edited = next((edit for edit in (*edits.added, *edits.changed) if edit.kind == PROJECT_KIND.key), None)
    value = (edited.values if edited else {}).get("start") or getattr(project.current, "start", date.min)
    assert isinstance(value, date)
    return value


def _refuse_dates_before(start: date, edit: RowEdit) -> None:
    for name in _AFTER_START:
        day = edit.values.get(name)
        if isinstance(day, date) and day < start:
            raise BadInput(
                f"{edit.where}.{name}: {json_value(day)} lies before the project's start ({json_value(start)}); correct it."
            )
