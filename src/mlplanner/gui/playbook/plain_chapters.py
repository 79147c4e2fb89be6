"""Chapters of the Playbook section that follow from what the playbook declares: title, description, plain fields."""

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from mlplanner.gui.playbook.chapter import Chapter
from mlplanner.gui.playbook.entry_columns import EntryColumn, reason_column, sign_column, source_column, value_column
from mlplanner.gui.playbook.lines import Line
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column as GridColumn
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.playbook.columns import Column, EntryKind
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.entry import Entry
from mlplanner.playbook.plain_chapters import columns_of
from mlplanner.playbook.rows import LAID_OUT

_KINDS = {
    EntryKind.NUMBER: Kind.NUMBER,
    EntryKind.WHOLE: Kind.NUMBER,
    EntryKind.YES_NO: Kind.CHECK,
    EntryKind.CHOICE: Kind.CHOICE,
    EntryKind.ROLE: Kind.CHOICE,
    EntryKind.TEXT: Kind.MULTILINE,
}
_WIDTHS = {"title": 28, EntryKind.TEXT: 40, EntryKind.CHOICE: 14, EntryKind.ROLE: 20}
_USUAL_WIDTH = 10


def plain_chapters() -> Iterator[Chapter]:
    """A chapter for each list of the playbook without a layout of its own, and for the lists inside its entries."""
    for name, info in Playbook.model_fields.items():
        if name not in LAID_OUT:
            title = info.title or name.replace("_", " ").capitalize()
            yield from _chapters(name, title, info.description or "", get_args(info.annotation)[1], depth=1)


def _chapters(name: str, title: str, about: str, entry: type, depth: int) -> Iterator[Chapter]:
    columns = columns_of(entry) if issubclass(entry, Entry) else (Column("title", "text", EntryKind.TEXT),)
    yield Chapter(name, title, about, "entry", _holds(name, depth), lambda session: _columns(session, columns))
    if not issubclass(entry, Entry):
        return
    for field, info in entry.model_fields.items():
        arms = get_args(info.annotation)
        if len(arms) == 2 and arms[0] is str and isinstance(arms[1], type):
            below = info.title or field.replace("_", " ")
            yield from _chapters(f"{name}.{field}", f"{title}: {below}", info.description or "", arms[1], depth + 2)


def _holds(name: str, depth: int) -> Callable[[str], bool]:
    """`risk_questions.impact.options.low` belongs to `risk_questions.options`: the names of the lists on its way."""
    lists = name.split(".")
    return lambda entry: entry.count(".") == depth and entry.split(".")[::2] == lists


def _columns(session: Session, columns: tuple[Column, ...]) -> Sequence[GridColumn[Line]]:
    made = tuple(_column(session, column) for column in columns)
    return (sign_column(), *made, reason_column(session), source_column())


def _column(session: Session, column: Column) -> EntryColumn:
    def choices() -> list[Choice]:
        if column.kind is EntryKind.ROLE:
            return [Choice(key, role.title) for key, role in session.playbook.roles.items()]
        return [Choice(value, value.replace("_", " ").capitalize()) for value in column.choices]

    has_choices = column.kind in (EntryKind.ROLE, EntryKind.CHOICE)
    width = _WIDTHS.get(column.field, _WIDTHS.get(column.kind, _USUAL_WIDTH))
    kind = Kind.TEXT if column.field == "title" else _KINDS[column.kind]
    title = column.label.capitalize()
    return value_column(column.field, title, kind, choices=choices if has_choices else None, width=width)
