"""The columns of a chapter: values that are edited in place, what they differ in, why, and where they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.weeks import plain
from mlplanner.gui.playbook.lines import SIGNS, Line
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Align, Column, Shade
from mlplanner.gui.tables.kinds import Choice, Kind, read_percent, show_value
from mlplanner.operations.cells import Edit
from mlplanner.operations.playbooks import edit_entry, explain_changes
from mlplanner.playbook.rows import EntryRow, Value

_STATES = {
    "changed": "Differs from what ships",
    "own": "Added here; it does not ship",
    "removed": "Removed here; reset it to have it back",
}


@dataclass(frozen=True, kw_only=True)
class EntryColumn(Column[Line]):
    """A value of an entry. A share is shown and typed as a percentage, in the same column as other figures."""

    def parse(self, row: Line | None, text: str, *, is_month_first: bool = False) -> Any:
        """The typed text as the value of this line's entry."""
        if self.kind == Kind.NUMBER and row is not None and is_share(row):
            return read_percent(text)
        return super().parse(row, text, is_month_first=is_month_first)

    def editable_text(self, row: Line) -> str:
        """What the editor starts with."""
        value = self.read(row)
        if self.kind == Kind.NUMBER and is_share(row) and value is not None:
            return f"{plain(Decimal(value) * 100)} %"
        return super().editable_text(row)


def is_share(line: Line) -> bool:
    """True for figures that are fractions of one."""
    return line.unit.startswith("share")


def unit_text(line: Line) -> str:
    """What stands after the value: `weeks`, and for a percentage what it is of."""
    return line.unit.removeprefix("share").strip()


def value_column(
    field: str,
    title: str,
    kind: Kind = Kind.TEXT,
    *,
    choices: Callable[[], Sequence[Choice]] | None = None,
    width: int = 16,
    prompt: str = "",
) -> EntryColumn:
    """The field `field` of an entry, edited in place; a tinted cell differs from what ships, its tip says from what."""

    def row_of(line: Line) -> EntryRow | None:
        return line.cells.get(field)

    def read(line: Line) -> Value:
        row = row_of(line)
        return None if row is None else row.shipped if row.is_removed else row.value

    def edit(line: Line, value: Any) -> Edit | None:
        row = row_of(line)
        if row is None:
            return None
        return edit_entry(row.path, row.override_value(_typed(value)))

    def hint(line: Line) -> str | None:
        row = row_of(line)
        if row is None or not row.is_overridden or line.state != "changed":
            return None
        return f"What ships: {value_text(line, row.shipped) or 'nothing'}"

    def shade(line: Line) -> Shade:
        row = row_of(line)
        if line.state == "removed":
            return Shade.BARRED
        return Shade.TINTED if row is not None and row.is_overridden else Shade.PLAIN

    return EntryColumn(
        id=field,
        title=title,
        read=read,
        edit=edit,
        kind=kind,
        choices=(lambda _row: choices()) if choices else (lambda _row: ()),
        width=width,
        prompt=prompt,
        hint=hint,
        shade=shade,
        is_editable=lambda line: line.state != "removed" and field in line.cells,
        show=(lambda line: value_text(line, read(line))) if kind == Kind.NUMBER else None,
        is_optional=field == "role",
    )


def value_text(line: Line, value: Value) -> str:
    """A value as people read it: shares as percentages, yes and no in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int):
        return show_value(Kind.PERCENT if is_share(line) else Kind.NUMBER, Decimal(value))
    return str(value)


def sign_column() -> Column[Line]:
    """Whether the line ships, was changed, was added, or was removed."""
    return Column(
        id="state",
        title="",
        tooltip="● differs from what ships, + added here, \N{MINUS SIGN} removed here",
        read=lambda line: SIGNS[line.state],
        hint=lambda line: _STATES.get(line.state),
        align=Align.CENTRE,
        width=3,
    )


def title_column(title: str, width: int) -> Column[Line]:
    """The entry's name, where it can't be changed."""
    return Column(id="name", title=title, read=lambda line: line.title, width=width)


def parent_column(title: str, choices: Sequence[Choice] = ()) -> Column[Line]:
    """Where the entry belongs; chosen for a new one only."""
    return Column(
        id="parent",
        title=title,
        read=lambda line: line.parent,
        edit=(lambda _line, _value: None) if choices else None,
        kind=Kind.CHOICE if choices else Kind.TEXT,
        choices=lambda _row: choices,
        is_editable=lambda _line: False,
        width=26,
    )


def reason_column(session: Session) -> Column[Line]:
    """Why the entry differs; asked for where it does."""

    def edit(line: Line, value: Any) -> Edit:
        if session.workspace.is_read_only:
            raise BadInput("The file is open read-only.")
        return explain_changes([override.path for override in line.overrides], str(value or ""))

    return Column(
        id="reason",
        title="Why it differs",
        read=lambda line: line.reason,
        edit=edit,
        kind=Kind.MULTILINE,
        empty="",
        width=26,
        is_editable=lambda line: bool(line.overrides),
        problem=lambda line: "Say why this differs from what ships." if line.is_changed and not line.reason else None,
    )


def source_column() -> Column[Line]:
    """Where the method says so."""
    return Column(id="source", title="Source", read=lambda line: line.source, width=10)


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, Decimal) else str(value)
