"""The one door for writing: a unit of work that validates, writes, and records each row before and after.

Undo, redo, history and audit all live on these records, below the features: no feature writes undo code.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Insert,
    Select,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from mlplanner.domain.errors import BadValue, NotFound, Refused, WorldFault
from mlplanner.domain.noun import Noun
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KIND_OF, KINDS, Kind
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title, validated
from mlplanner.storage.images import filled, image, to_noun, values
from mlplanner.storage.tables import table_of

NounT = TypeVar("NounT", bound=Noun)


@dataclass(frozen=True)
class RowChange:
    """One row before and after, as file values; None: it did not exist."""

    kind: Kind
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def project_id(self) -> int | None:
        """The project whose plan it touches; None for portfolio-wide rows."""
        known: Mapping[str, Any] = self.after or self.before or {}
        return self.row_id if self.kind.key == "projects" else known.get("project_id")

    @property
    def inverse(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.kind, self.row_id, self.after, self.before)


_PARTS = frozenset({"time_off", "patterns", "scenario_changes"})
"""Kinds of the portfolio whose rows are part of a person or a scenario, and go with it."""


class Unit:
    """All writes of one operation, inside one transaction that the workspace opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[str, int], RowChange] = {}

    @property
    def connection(self) -> Connection:
        """For reading what the step wrote so far as a snapshot; writes go through the methods below."""
        return self._connection

    @property
    def changes(self) -> tuple[RowChange, ...]:
        """What changed so far, one entry a row; rows that ended as they began are left out."""
        return tuple(change for change in self._changes.values() if change.before != change.after)

    def get(self, noun: type[NounT], row_id: int) -> NounT:
        """The row as a noun; NotFound with a sentence when it is gone."""
        kind = KIND_OF[noun]
        row = self._connection.execute(_select_one(kind), {"row_id": row_id}).mappings().first()
        if row is None:
            raise NotFound(f"{kind.title.capitalize()} {noun.PREFIX}-{row_id:03d} is no longer there.")
        return to_noun(kind, row)  # type: ignore[return-value]

    def all(self, noun: type[NounT], **equal: Any) -> tuple[NounT, ...]:
        """The rows whose columns equal the given values, by id."""
        kind = KIND_OF[noun]
        rows = self._connection.execute(_select_equal(kind, tuple(equal)), equal).mappings()
        return tuple(to_noun(kind, row) for row in rows)  # type: ignore[misc]

    def add(self, value: NounT) -> NounT:
        """Insert a noun; returns it with its id."""
        kind = KIND_OF[type(value)]
        checked = validated(type(value), dict(value))
        fields = {name: item for name, item in dict(checked).items() if not (name == "id" and item is None)}
        result = self._write(kind, _insert(kind), {**fields, "version": 1})
        row_id = checked.id if checked.id is not None else int(result.inserted_primary_key[0])  # type: ignore[index]
        stored = checked.model_copy(update={"id": row_id})
        self._note(RowChange(kind, row_id, None, image(kind, dict(stored))))
        return stored

    def add_all(self, rows: Iterable[NounT]) -> None:
        """Insert validated nouns of one kind that have their ids, in one statement; they may refer to each other."""
        many = list(rows)
        if not many:
            return
        kind = KIND_OF[type(many[0])]
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        self._connection.execute(_insert(kind), [{**dict(row), "version": 1} for row in many])
        for row in many:
            self._note(RowChange(kind, row.id or 0, None, image(kind, dict(row))))

    def change(self, noun: type[NounT], row_id: int, **fields: Any) -> NounT:
        """Update some fields of a row, validated as a whole; returns the row after."""
        kind = KIND_OF[noun]
        if kind.is_append_only:
            raise Refused(f"A {kind.title} is never edited; a later one supersedes it.")
        before = self.get(noun, row_id)
        after = validated(noun, {**dict(before), **fields})
        if dict(after) == dict(before):
            return before
        changed = {name: value for name, value in dict(after).items() if value != getattr(before, name)}
        self._write(kind, _update(kind), {**changed, "row_id": row_id})
        self._note(RowChange(kind, row_id, image(kind, dict(before)), image(kind, dict(after))))
        return after

    def remove(self, noun: type[Noun], row_id: int) -> None:
        """Delete a row with all that belongs to it; optional references to it are cleared.

        Refused when decisions or documents would go with it: they go only with their whole project (P3.4).
        """
        kind = KIND_OF[noun]
        if kind.is_append_only:
            raise Refused(f"A {kind.title} is never removed; a later one supersedes it.")
        self._remove(kind, self.get(noun, row_id), keeps_history=noun is not Project)

    def _remove(self, kind: Kind, victim: Noun, *, keeps_history: bool) -> None:
        if keeps_history and kind.is_append_only:
            raise Refused(
                f"{kind.title.capitalize()} {victim.ref} would go with its gate; a {kind.title} is never removed."
            )
        for child, column, is_required in _references_to(kind):
            for row in self.all(child.noun, **{column: victim.id}):
                if not is_required:
                    if (child, row.id) != (kind, victim.id):
                        self.change(child.noun, row.id or 0, **{column: None})
                elif (child.in_project and kind.in_project | (kind.key == "projects")) or child.key in _PARTS:
                    self._remove(child, row, keeps_history=keeps_history)
                else:
                    raise Refused(
                        f"{victim.label} is named in a {child.title} and has to stay; set an end date instead."
                    )
        self._connection.execute(_delete(kind), {"row_id": victim.id})
        self._note(RowChange(kind, victim.id or 0, image(kind, dict(victim)), None))

    def apply(self, changes: Iterator[RowChange]) -> None:
        """Put rows into their recorded `after` state (undo and redo); refused when a row is not as recorded."""
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        projects: list[int] = []
        for change in changes:
            self._put(change)
            self._note(change)
            if change.kind.noun is Project:
                projects.append(change.row_id)
        for project_id in projects:
            self._complete(project_id)

    def _complete(self, project_id: int) -> None:
        """Give a restored project the nouns that are newer than its record, and take them from a removed one.

        The record of a project removed before the file was upgraded lacks them; each project has one of each.
        """
        is_there = bool(self.all(Project, id=project_id))
        for kind in KINDS:
            if kind.in_project and kind.is_single:
                rows = self.all(kind.noun, project_id=project_id)
                if is_there and not rows:
                    self.add(validated(kind.noun, {"project_id": project_id}))
                elif not is_there:
                    for row in rows:
                        self._remove(kind, row, keeps_history=False)

    def _put(self, change: RowChange) -> None:
        kind, here = change.kind, {"row_id": change.row_id}
        found = self._connection.execute(_select_one(kind), here).mappings().first()
        current = image(change.kind, dict(found)) if found is not None else None
        expected = None if change.before is None else filled(kind, change.before)
        if current != expected:
            raise WorldFault(
                f"{change.kind.title.capitalize()} {change.row_id} was changed meanwhile; nothing was undone."
            )
        if change.after is None:
            self._connection.execute(_delete(kind), here)
            return
        fields = values(change.kind, filled(kind, change.after))
        if current is None:
            self._connection.execute(_insert(kind), {**fields, "version": 1})
        else:
            self._connection.execute(_update(kind), {**fields, **here})

    def _write(self, kind: Kind, statement: Insert | Update, fields: Mapping[str, Any]) -> CursorResult[Any]:
        """Write a row; BadValue, naming the field, when it refers to a row that is not there."""
        try:
            return self._connection.execute(statement, fields)
        except IntegrityError:
            for name, target in references(kind.noun).items():
                row_id = fields.get(name)
                if row_id is not None and not self._connection.execute(_select_one(target), {"row_id": row_id}).first():
                    title = field_title(kind.noun, name)
                    raise BadValue(f"{title}: there is no {target.title} with the number {row_id}.", name) from None
            raise

    def _note(self, change: RowChange) -> None:
        key = (change.kind.key, change.row_id)
        earlier = self._changes.pop(key, None)
        self._changes[key] = RowChange(
            change.kind, change.row_id, earlier.before if earlier else change.before, change.after
        )


# Statements are made once for each noun: building and hashing them anew cost more than running them.


@cache
def _select_one(kind: Kind) -> Select[Any]:
    table = table_of(kind)
    return select(table).where(table.c.id == bindparam("row_id"))


@cache
def _select_equal(kind: Kind, names: tuple[str, ...]) -> Select[Any]:
    table = table_of(kind)
    return select(table).where(*(table.c[name] == bindparam(name) for name in names)).order_by(table.c.id)


@cache
def _insert(kind: Kind) -> Insert:
    return insert(table_of(kind))


@cache
def _update(kind: Kind) -> Update:
    table = table_of(kind)
    return update(table).where(table.c.id == bindparam("row_id")).values(version=table.c.version + 1)


@cache
def _delete(kind: Kind) -> Delete:
    table = table_of(kind)
    return delete(table).where(table.c.id == bindparam("row_id"))


@cache
def _references_to(kind: Kind) -> list[tuple[Kind, str, bool]]:
    """(noun, column, required) of each foreign key that points at `kind`'s table."""
    return [
        (child, name, not table_of(child).columns[name].nullable)
        for child in reversed(KINDS)
        for name, target in references(child.noun).items()
        if target is kind
    ]
