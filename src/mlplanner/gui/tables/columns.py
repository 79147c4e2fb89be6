"""A column of a grid, declared as a record: how to read a row, and what editing a cell means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from mlplanner.domain.names import same_name
from mlplanner.domain.noun import Noun
from mlplanner.domain.validation import field_title
from mlplanner.gui.tables.kinds import (
    Choice,
    Kind,
    edit_text,
    read_check,
    read_choice,
    read_date,
    read_money,
    read_number,
    read_percent,
    show_value,
)
from mlplanner.gui.tables.shares import refuse_share
from mlplanner.operations.cells import Edit, Named, RowFields

RowT = TypeVar("RowT")
NounT = TypeVar("NounT", bound=Noun)


class Align(StrEnum):
    """Where a cell's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Shade(StrEnum):
    """How a cell is set apart from its neighbours; each has a second sign beside colour where it carries meaning."""

    PLAIN = "plain"
    MUTED = "muted"
    """Quiet text: computed or not in use."""
    TINTED = "tinted"
    """A soft ground: part of a marked area (headroom, totals)."""
    STRONG = "strong"
    """Bold: a total of what follows."""
    HATCHED = "hatched"
    """Diagonal lines: an overlap."""
    BARRED = "barred"
    """Outside of what can be filled in."""


def no_choices(row: object) -> Sequence[Choice]:  # noqa: ARG001  (columns without a list)
    """For kinds that have none."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Column(Generic[RowT]):
    """One column over rows of type `RowT`.

    `read(row)` gives the value; `edit(row, value)` what to do for a new value of the column's kind (None value: the
    cell is cleared; a person typed by name comes as `Named`); None instead of an edit: nothing to do. A column without
    `edit` is read-only. `problem(row)` gives the sentence for a mark in the cell's corner, `hint(row)` a tooltip.
    """

    id: str
    title: str
    read: Callable[[RowT], Any]
    edit: Callable[[RowT, Any], Edit | None] | None = None
    kind: Kind = Kind.TEXT
    choices: Callable[[RowT | None], Sequence[Choice]] = no_choices
    width: int = 16
    """In characters of the grid's font."""
    align: Align | None = None
    decimals: int | None = None
    tooltip: str = ""
    """For the heading: what the column means."""
    problem: Callable[[RowT], str | None] | None = None
    hint: Callable[[RowT], str | None] | None = None
    shade: Callable[[RowT], Shade] | None = None
    is_editable: Callable[[RowT], bool] | None = None
    """Where only some rows can be edited in this column."""
    show: Callable[[RowT], str] | None = None
    """Words instead of the kind's own way to show the value."""
    is_optional: bool = True
    """For lists: whether nothing can be chosen."""
    empty: Any = None
    """What clearing the cell sets."""
    prompt: str = ""
    """Said in this column of the last line, where a row can be added."""
    subtitle: str = ""
    """Quieter lines under the title."""
    mark: str = ""
    """What a diamond in the heading stands for; empty: none."""
    is_now: bool = False
    """True for the column that stands for today: its heading is underlined."""
    has_edge: bool = False
    """A stronger line at the right: the end of a group of columns."""
    said: str = ""
    """What a sentence calls the column where the title is only the beginning of its name."""
    refuse: Callable[[Any], None] | None = None
    """Raises BadValue for values that are of the kind but can't be."""

    @property
    def alignment(self) -> Align:
        """Numbers to the right, signs in the middle, words to the left."""
        if self.align:
            return self.align
        return Align.RIGHT if self.kind.is_numeric else Align.CENTRE if self.kind == Kind.CHECK else Align.LEFT

    def text(self, row: RowT) -> str:
        """What the cell says."""
        if self.show:
            return self.show(row)
        choices = self.choices(row) if self.kind in (Kind.CHOICE, Kind.PERSON) else ()
        return show_value(self.kind, self.read(row), choices, self.decimals)

    def editable_text(self, row: RowT) -> str:
        """What the editor starts with, and what is copied."""
        if self.edit is None and self.show:
            return self.show(row)
        choices = self.choices(row) if self.kind in (Kind.CHOICE, Kind.PERSON) else ()
        return edit_text(self.kind, self.read(row), choices)

    def can_edit(self, row: RowT) -> bool:
        """True when a value can be put into this cell."""
        return self.edit is not None and (self.is_editable is None or self.is_editable(row))

    def parse(self, row: RowT | None, text: str, *, is_month_first: bool = False) -> Any:
        """The typed text as a value of the column's kind; BadValue with the reason when it is none."""
        match self.kind:
            case Kind.NUMBER:
                value: Any = read_number(text)
            case Kind.MONEY:
                value = read_money(text)
            case Kind.PERCENT:
                value = read_percent(text)
                if self.refuse:
                    self.refuse(value)
            case Kind.DATE:
                value = read_date(text, is_month_first=is_month_first)
            case Kind.CHECK:
                return read_check(text)
            case Kind.CHOICE:
                value = read_choice(text, self.choices(row))
            case Kind.PERSON:
                value = _read_person(text, self.choices(row))
            case Kind.MULTILINE:
                value = text.strip()
            case _:
                value = " ".join(text.split())
        return self.empty if value in (None, "") else value


def _read_person(text: str, people: Sequence[Choice]) -> Any:
    """The person's id, or the name of somebody new."""
    name = " ".join(text.split())
    known = {person.title: person.value for person in people}
    meant = same_name(name, known)
    return None if not name else Named(name) if meant is None else known[meant]


def field_column(
    noun: type[NounT],
    name: str,
    kind: Kind = Kind.TEXT,
    *,
    title: str = "",
    choices: Callable[[NounT | None], Sequence[Choice]] = no_choices,
    **options: Any,
) -> Column[NounT]:
    """A column that shows and sets one declared field of a noun: title, tooltip and empty value come from the field."""
    info = noun.model_fields[name]
    empty = None if info.is_required() else info.get_default(call_default_factory=True)
    values: dict[str, Any] = {
        "tooltip": info.description or "",
        "is_optional": not info.is_required() and empty in (None, ""),
        "refuse": partial(refuse_share, noun, name) if kind == Kind.PERCENT else None,
        "empty": "" if empty is None and kind in (Kind.TEXT, Kind.MULTILINE) else empty,
        **options,
    }
    return Column(
        id=name,
        title=title or field_title(noun, name),
        read=lambda row: getattr(row, name),
        edit=lambda row, value: RowFields(noun, row.id or 0, {name: value}),
        kind=kind,
        choices=choices,
        **values,
    )


def enum_choices(kind: type[Enum], titles: Mapping[str, str] | None = None) -> Callable[[Any], Sequence[Choice]]:
    """The members of a closed list, in order, with titles for people."""
    known = titles or {}
    items = tuple(Choice(item, known.get(str(item.value), _words(str(item.value)))) for item in kind)
    return lambda _row: items


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()
