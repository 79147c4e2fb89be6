"""What a column of a workbook is: which field it shows, how wide it is, and how its cells are typed."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a cell's value is typed, shown and read back."""

    TEXT = "text"
    LONG = "long"
    """A paragraph: wrapped."""
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    FTE = "fte"
    DATE = "date"
    LIST = "list"
    """One entry of a closed list of the vocabulary; anything else is refused."""
    MARKS = "marks"
    """Letters of a RACI matrix by role: `Product owner: A; Data scientist: R`."""
    PERSON = "person"
    """A person's name; an unknown one is a new person."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one line of a record sheet.

    `field` is the noun's field. `is_input` False: shown, never taken back. `after_start`: a date that can't lie before
    the project's start. `options` names the vocabulary's list of a LIST, or the suggestions for a TEXT.
    """

    field: str
    width: float = 14
    shape: Shape = Shape.TEXT
    options: str = ""
    is_input: bool = True
    after_start: bool = False
    title: str = ""
    """Empty: the title of the noun's field."""
    hint: str = ""
    """What to enter; shown beside a record's line."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one kind of noun on a sheet. `is_fixed`: rows are neither added nor removed in a workbook."""

    kind: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    is_fixed: bool = False
    is_input: bool = True
    """False: the whole table is for reading only."""
    keeps_rows: bool = False
    """True: rows may be added in a workbook, but not removed."""
    has_weeks: bool = False
    """True: the columns W1, W2, … with the FTE of each week follow."""


@dataclass(frozen=True, slots=True)
class Record:
    """A noun of which a project has exactly one: a label and a value in each line."""

    kind: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
