"""Applies the edits of a file as one step: all of them, or none."""

from collections.abc import Mapping
from typing import Any

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import NotFound, Refused
from mlplanner.domain.exchanges import ExternalId
from mlplanner.domain.merging import conflict_title
from mlplanner.domain.noun import Noun
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KIND_BY_KEY, KIND_OF, KINDS
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title, validated
from mlplanner.operations.operation import Context, Operation

Ids = dict[tuple[str, int], int]
"""(kind, negative id of the file) → id in the portfolio."""

_ORDER = {kind.key: place for place, kind in enumerate(KINDS)}


def apply_changes(changes: ChangeSet) -> Operation[int | None]:
    """One undoable step of all edits; gives the id of the project that was added, else the one they belong to.

    A backup is made before. Refused when conflicts are undecided (`settle` decides them); naming the row, when a row
    changed or went since the file was compared, and when decisions or documents would go with a row (P3.4).
    """

    def apply(do: Context) -> int | None:
        if changes.conflicts:
            raise Refused(undecided(changes))
        ids: Ids = {}
        _add_all(do, [edit for edit in changes.edits if edit.action is EditAction.ADD], ids)
        for edit in changes.edits:
            if edit.action is EditAction.CHANGE:
                _change(do, edit, ids)
        removals = [edit for edit in changes.edits if edit.action is EditAction.REMOVE]
        for edit in sorted(removals, key=lambda edit: -_ORDER[edit.kind]):
            _remove(do, edit)
        added = [row_id for (kind, _), row_id in ids.items() if kind == KIND_OF[Project].key]
        return added[0] if added else changes.project_id

    return Operation(f"Import {changes.source}", apply, place=lambda field: _place(changes, field), backs_up=True)


def undecided(changes: ChangeSet) -> str:
    """One sentence on what was changed both here and in the file."""
    count = len(changes.conflicts)
    first = conflict_title(changes.conflicts[0])
    what = f"{first} was" if count == 1 else f"{first} and {count - 1} more were"
    return (
        f"{changes.source}: {what} changed both here and in the file since the export; nothing was taken over: "
        "choose which side holds."
    )


def _place(changes: ChangeSet, field: str) -> str:
    """`plan.json: drills[4]` where only one edit can be meant, else the file."""
    meant = [edit.where for edit in changes.edits if not field or field in edit.values]
    return f"{changes.source}: {meant[0]}" if len(meant) == 1 and meant[0] else changes.source


def _add_all(do: Context, edits: list[RowEdit], ids: Ids) -> None:
    """Rows in the registry's order; a reference to a row that comes later in the same list is set afterwards."""
    new = {(edit.kind, edit.id) for edit in edits}
    later: list[tuple[type[Noun], tuple[str, int], dict[str, int]]] = []
    # Ids of other programs come last: they may name a row of any kind.
    for edit in sorted(edits, key=lambda edit: (edit.kind == KIND_OF[ExternalId].key, _ORDER[edit.kind])):
        noun = KIND_BY_KEY[edit.kind].noun
        links = {name: kind.key for name, kind in references(noun).items()}
        ahead = {
            name: edit.values[name]
            for name, key in links.items()
            if (key, edit.values.get(name)) in new and (key, edit.values[name]) not in ids
        }
        values = _mapped(noun, {**edit.values, **dict.fromkeys(ahead)}, ids)
        if noun is Project:
            # The rank in the file is one among its own portfolio's projects.
            values["rank"] = max((plan.project.rank for plan in do.portfolio.plans.values()), default=0) + 1
        ids[edit.kind, edit.id] = do.unit.add(validated(noun, values)).id or 0
        if ahead:
            later.append((noun, (edit.kind, edit.id), ahead))
    for noun, place, ahead in later:
        do.unit.change(noun, ids[place], **_mapped(noun, ahead, ids))


def _mapped(noun: type[Noun], values: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """`values` with the real ids of the added rows they refer to."""
    mapped = dict(values)
    for name, kind in references(noun).items():
        if mapped.get(name) is not None:
            mapped[name] = ids.get((kind.key, mapped[name]), mapped[name])
    if noun is ExternalId:
        # The one reference that may point to a row of any kind.
        mapped["row_id"] = ids.get((mapped["kind"], mapped["row_id"]), mapped["row_id"])
    return mapped


def _change(do: Context, edit: RowEdit, ids: Ids) -> None:
    noun = KIND_BY_KEY[edit.kind].noun
    _refuse_changed(do, edit)
    do.unit.change(noun, edit.id, **_mapped(noun, edit.values, ids))


def _remove(do: Context, edit: RowEdit) -> None:
    _refuse_changed(do, edit)
    do.unit.remove(KIND_BY_KEY[edit.kind].noun, edit.id)


def _refuse_changed(do: Context, edit: RowEdit) -> None:
    """Refuse when the row is not as it was when the file was compared with it."""
    kind = KIND_BY_KEY[edit.kind]
    name = f"{kind.title.capitalize()} {edit.label or f'{kind.noun.PREFIX}-{edit.id:03d}'}"
    try:
        row = _as_compared(do, kind.noun, edit)
    except NotFound:
        raise Refused(f"{name} is no longer there; read {edit.where or 'the file'} again.") from None
    changed = [field for field, value in edit.before.items() if getattr(row, field) != value]
    if changed:
        title = field_title(kind.noun, changed[0])
        raise Refused(f"{name} was changed meanwhile ({title}); nothing was taken over: read the file again.")


def _as_compared(do: Context, noun: type[Noun], edit: RowEdit) -> Noun:
    """The row as it was before this step; a removal may find references that this step itself has cleared."""
    if edit.action is EditAction.CHANGE:
        return do.unit.get(noun, edit.id)
    kind = KIND_OF[noun]
    plan = do.portfolio.plans.get(edit.before.get("project_id", edit.id))
    rows = getattr(plan, kind.key, ()) if plan and kind.in_project else ()
    found = next((row for row in rows if row.id == edit.id), None)
    return found or do.unit.get(noun, edit.id)
