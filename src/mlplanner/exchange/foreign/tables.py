"""Finds the tables of a foreign workbook: the heading row, and what each column means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.books import ForeignBook
from mlplanner.exchange.foreign.headings import MOST_ROWS, HeadingRow, heading_rows, headings, key_of, time_headings
from mlplanner.exchange.foreign.memory import Memories
from mlplanner.exchange.foreign.periods import Span, periods_of
from mlplanner.exchange.foreign.values import Style, day
from mlplanner.exchange.foreign.words import fields, folded, words

_MARKS = re.compile(r"^[raci]([ ,/]*[raci])*$")
_LETTERS = {"r": "owner", "a": "accountable", "c": "consulted", "i": "informed"}
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("risks", ("likelihood", "impact")),
    ("costs", ("monthly",)),
    ("tasks", ("task", "begin")),
    ("tasks", ("task", "end")),
    ("tasks", ("task", "duration")),
    ("tasks", ("task", "weeks")),
    ("tasks", ("task", "days")),
    ("staffing", ("owner", "effort")),
    ("staffing", ("owner", "fte")),
    ("staffing", ("role", "effort")),
    ("staffing", ("role", "fte")),
    ("staffing", ("owner", "role")),
    ("costs", ("item", "amount")),
    ("costs", ("task", "amount")),
)
"""What a table is, by the meanings that it must have; the first that fits."""


@dataclass(frozen=True)
class Area:
    """A part of a sheet that may be a table: its heading, its last row, and the words over its columns."""

    sheet: str
    at: HeadingRow
    last: int
    headings: Mapping[int, str]


@dataclass(frozen=True)
class ForeignTable:
    """A table as understood: `columns` meaning → column, `periods` column → its days, `marks` column → role as headed."""

    sheet: str
    heading: int
    last: int
    kind: str
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    top: int = 0
    """The first row of the heading, where it has two."""
    periods: Mapping[int, Span] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)
    numbered: Mapping[int, int] = field(default_factory=dict)
    """Columns headed Week 1, Week 2, …: column → number, counted from the plan's start."""
    filled: int = 0
    """Different names in the column that names the rows."""
    styles: Mapping[int, Style] = field(default_factory=dict)
    """Columns whose style somebody corrected."""
    is_hidden: bool = False
    left: frozenset[int] = frozenset()
    """Columns that somebody left out."""

    @property
    def key(self) -> str:
        """The heading set, by which a corrected understanding is remembered."""
        return key_of(self.headings)

    @property
    def timed(self) -> tuple[int, ...]:
        """The columns of weeks or months."""
        return tuple(sorted({*self.periods, *self.numbered}))

    def spot(self, name: str, row: int) -> Spot | None:
        """The cell of a meaning in a row."""
        return Spot(self.sheet, row, self.columns[name]) if name in self.columns else None

    def meaning(self, column: int) -> str:
        """What a column was understood as; empty when it is left out."""
        return next((name for name, at in self.columns.items() if at == column), "")


def find_tables(book: ForeignBook, memory: Memories, today: date) -> list[ForeignTable]:
    """Every table of every sheet, in the order of the file; a remembered understanding beats the guess."""
    found: list[ForeignTable] = []
    for sheet in book.titles:
        rows = heading_rows(book, sheet, memory.said, memory.knows)
        tables: list[ForeignTable] = []
        for at, after in zip(rows, [*rows[1:], None], strict=False):
            last = _last_before(book, sheet, after) if after else book.size(sheet)[0]
            tables += _parts(book, Area(sheet, at, last, headings(book, sheet, at)), memory, today)
        found += _without_repeats(tables)
    return found


def _last_before(book: ForeignBook, sheet: str, after: HeadingRow) -> int:
    """The last row above the next table; a line just above its heading is its title."""
    above = after.top - 1
    return above - 1 if len(book.row(sheet, above)) == 1 else above


def _without_repeats(tables: Sequence[ForeignTable]) -> list[ForeignTable]:
    """Headings that are printed again on each page go on with the table above them."""
    kept: list[ForeignTable] = []
    for table in tables:
        above = next((place for place, other in enumerate(kept) if other.headings == table.headings), None)
        if above is not None:
            kept[above] = replace(kept[above], last=table.last, filled=kept[above].filled + table.filled)
        elif table.kind:
            kept.append(table)
    return kept


def _parts(book: ForeignBook, area: Area, memory: Memories, today: date) -> list[ForeignTable]:
    """One table, or several that stand side by side with an empty column between them."""
    whole = table_at(book, area, memory, today)
    found, at = area.headings, area.at
    blocks = _blocks(book, area.sheet, found, range(at.top, min(area.last, at.row + 60) + 1))
    if len(blocks) > 1:
        split = [replace(area, headings={c: found[c] for c in block if c in found}) for block in blocks]
        parts = [table_at(book, each, memory, today) for each in split]
        if sum(bool(part.kind) for part in parts) > 1:
            return parts
    return [whole]


def _blocks(book: ForeignBook, sheet: str, found: Mapping[int, str], rows: range) -> list[list[int]]:
    """Columns that stand together; a column without any cell divides them."""
    filled = set(found) | {column for row in rows for column in book.row(sheet, row)}
    blocks: list[list[int]] = []
    for column in sorted(filled):
        if blocks and column == blocks[-1][-1] + 1:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    return blocks


def table_at(book: ForeignBook, area: Area, memory: Memories, today: date) -> ForeignTable:
    """The table in an area, as the memory of its headings or else their words say."""
    found, sheet, row = area.headings, area.sheet, area.at.row
    known = memory.of(found)
    table = ForeignTable(sheet, row, min(area.last, row + MOST_ROWS), "", {}, found, area.at.top)
    table = replace(table, is_hidden=book.is_hidden(sheet))
    columns = meanings(found, known.columns)
    left = frozenset(column for column, heading in found.items() if known.columns.get(heading) == "")
    return understood(book, replace(table, columns=columns, left=left), known.kind, today, known.styles)


def meanings(found: Mapping[int, str], corrected: Mapping[str, str]) -> dict[str, int]:
    """Meaning → column: by what somebody said of a heading, else by its words; the first column of a meaning has it."""
    taken = {name for name in corrected.values() if name}
    columns: dict[str, int] = {}
    letters = {folded(text) for text in found.values()} >= {"r", "a"}
    for column, heading in found.items():
        word = folded(heading)
        guess = fields().get(word) or fields().get(_without_units(heading))
        if letters and word in _LETTERS:
            guess = _LETTERS[word]
        name = corrected.get(heading, "" if guess in taken else guess)
        if name:
            columns.setdefault(name, column)
    if "role" in columns and "owner" not in columns and "task" in columns:
        heading = found[columns["task"]]
        if folded(heading) in words("bare name") and heading not in corrected:
            # Beside a role, a name is that of a person.
            columns["owner"] = columns.pop("task")
    return columns


def _without_units(heading: str) -> str:
    """`Effort in hours`, `Aufwand Std.` → the word before its unit."""
    parts = folded(heading).split()
    units = {word for name in ("hours", "days", "weeks", "percent", "fte") for word in words(f"unit {name}")} | {
        "in",
        "€",
        "eur",
    }
    while len(parts) > 1 and parts[-1] in units:
        parts.pop()
    return " ".join(parts)


def understood(
    book: ForeignBook, table: ForeignTable, kind: str, today: date, styles: Mapping[str, Style] | None = None
) -> ForeignTable:
    """The table with its columns of time, its columns of RACI letters, its kind (unless one is given), and its size."""
    used, at = {*table.columns.values(), *table.left}, HeadingRow(table.heading, table.top)
    over = [
        each
        for each in time_headings(book, table.sheet, at)
        if each.column not in used and each.column in table.headings
    ]
    periods, numbered = periods_of(over, _first_year(book, table, today))
    table = replace(table, periods=periods, numbered=numbered)
    free = [c for c in table.headings if c not in used and c not in periods and c not in numbered]
    marks = {c: table.headings[c] for c in free if _is_marks(book, table, c)}
    by_heading = {text: column for column, text in table.headings.items()}
    kept = {by_heading[text]: style for text, style in (styles or {}).items() if text in by_heading}
    table = replace(table, marks=marks, styles=kept or table.styles)
    table = replace(table, kind=kind or _kind(table))
    return replace(table, filled=_filled(book, table))


def _filled(book: ForeignBook, table: ForeignTable) -> int:
    names = [
        table.columns[name] for name in ("task", "risk", "item", "owner", "role", "likelihood") if name in table.columns
    ]
    if not names:
        return 0
    rows = range(table.heading + 1, table.last + 1)
    return len({folded(text) for row in rows if (text := book.text(Spot(table.sheet, row, names[0])))})


def _first_year(book: ForeignBook, table: ForeignTable, today: date) -> int:
    """The year of the earliest date that the table has, or of today."""
    column = table.columns.get("begin") or table.columns.get("end")
    rows = range(table.heading + 1, min(table.last, table.heading + 200) + 1)
    days = [day(book.value(Spot(table.sheet, row, column)), Style()) for row in rows] if column else []
    return min((found.year for found in days if found), default=today.year)


def _is_marks(book: ForeignBook, table: ForeignTable, column: int) -> bool:
    """True when most filled cells are letters of RACI or its words."""
    texts = [
        folded(text)
        for row in range(table.heading + 1, table.last + 1)
        if (text := book.text(Spot(table.sheet, row, column)))
    ]
    known = words("accountable") | words("responsible") | words("consulted") | words("informed")
    fitting = [text for text in texts if _MARKS.match(text) or text in known]
    return bool(texts) and len(fitting) * 5 >= len(texts) * 4


def _kind(table: ForeignTable) -> str:
    columns, named = table.columns, set(table.columns)
    if len(table.marks) >= 2 and not {"begin", "end"} & named:
        return "raci"
    if "accountable" in columns and {"owner", "consulted", "informed"} & named and {"task", "item", "phase"} & named:
        return "raci"
    if table.timed:
        if {"owner", "role"} & named and (
            "task" not in columns or ("role" in columns and not {"begin", "end"} & named)
        ):
            return "staffing"
        if "task" in columns:
            return "tasks"
    if "risk" in columns and {"likelihood", "impact", "mitigation", "score"} & named:
        return "risks"
    return next((kind for kind, needed in _KINDS if set(needed) <= named), "")
