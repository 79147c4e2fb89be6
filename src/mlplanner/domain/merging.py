"""Decides conflicts of a file that came back: what is taken becomes edits, what is kept is told (P9.2)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mlplanner.domain.changes import ChangeSet, Conflict, EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title


def settle(changes: ChangeSet, takes: Callable[[Conflict], bool]) -> ChangeSet:
    """The change set without conflicts: `takes` says for each whether the file's side is taken; else ours stays."""
    chosen = [(conflict, takes(conflict)) for conflict in changes.conflicts]
    taken = [conflict for conflict, is_taken in chosen if is_taken]
    kept = [conflict for conflict, is_taken in chosen if not is_taken]
    edits = list(changes.edits)
    places = {(edit.kind, edit.id): n for n, edit in enumerate(edits) if edit.action is EditAction.CHANGE}
    for conflict in taken:
        _take(edits, places, conflict)
    notes = [*changes.notes, *map(_kept_note, kept)]
    edits = _without_parents(edits, kept, notes)
    return replace(changes, edits=tuple(edits), notes=tuple(notes), conflicts=())


def conflict_title(conflict: Conflict) -> str:
    """`Impact of Data come late`, `W3 of Ana`, `Risk Data come late`."""
    kind = KIND_BY_KEY[conflict.kind]
    if conflict.is_of_row:
        return f"{kind.title.capitalize()} {conflict.label}"
    name = field_title(kind.noun, conflict.field) if conflict.week is None else f"W{conflict.week}"
    return f"{name} of {conflict.label}"


def _take(edits: list[RowEdit], places: dict[tuple[str, int], int], conflict: Conflict) -> None:
    """Add the file's side to the edit of its row, or a new edit."""
    if conflict.is_of_row:
        gone = RowEdit(EditAction.REMOVE, conflict.kind, conflict.id, {}, conflict.held, conflict.label, conflict.where)
        edits.append(gone)
        return
    place = places.get((conflict.kind, conflict.id))
    old = edits[place] if place is not None else None
    value = conflict.theirs
    if conflict.week is not None:
        weeks = dict((old.values if old else {}).get(conflict.field, conflict.held))
        value = {week: fte for week, fte in {**weeks, conflict.week: conflict.theirs}.items() if fte is not None}
    values = {**(old.values if old else {}), conflict.field: value}
    before = {**(old.before if old else {}), conflict.field: conflict.held}
    where = old.where if old else conflict.where
    edit = RowEdit(EditAction.CHANGE, conflict.kind, conflict.id, values, before, conflict.label, where)
    if place is None:
        places[conflict.kind, conflict.id] = len(edits)
        edits.append(edit)
    else:
        edits[place] = edit


def _kept_note(conflict: Conflict) -> str:
    where = f"{conflict.where}: " if conflict.where else ""
    if conflict.is_of_row:
        return f"{where}{conflict_title(conflict)} was deleted in the file and stays: it was changed here."
    mine, theirs = (_shown(value) for value in (conflict.mine, conflict.theirs))
    return f"{where}{conflict_title(conflict)} stays {mine}; {theirs} in the file was not taken."


def _shown(value: object) -> str:
    return "empty" if value in (None, "", {}) else f"'{json_value(value)}'"


def _without_parents(edits: list[RowEdit], kept: Iterable[Conflict], notes: list[str]) -> list[RowEdit]:
    """Without the removals that would take a kept row with them."""
    held = [(conflict.kind, conflict.held) for conflict in kept if conflict.is_of_row]
    while held:
        key, row = held.pop()
        needed = {(kind.key, row.get(name)) for name, kind in references(KIND_BY_KEY[key].noun).items()}
        stays = [e for e in edits if e.action is EditAction.REMOVE and (e.kind, e.id) in needed]
        for edit in stays:
            edits = [each for each in edits if each is not edit]
            held.append((edit.kind, edit.before))
            title = KIND_BY_KEY[edit.kind].title.capitalize()
            notes.append(f"{title} {edit.label} was deleted in the file and stays: a row that stays refers to it.")
    return edits
