"""The heading of a table: one row, or two that belong together, with what merged cells say over several columns."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.books import ForeignBook
from mlplanner.exchange.foreign.periods import Heading
from mlplanner.exchange.foreign.words import fields, folded, months, words

ROWS_SEARCHED, MOST_COLUMNS, MOST_ROWS = 20, 400, 5_000
_LONGEST = 80
"""A text that is longer is no heading."""
_FEW = 2
_NAMING = {"task", "item", "phase", "risk", "number"}
"""Meanings of the columns that name the rows."""


@dataclass(frozen=True)
class HeadingRow:
    """Where a heading stands: its last row, and the first one where it has two."""

    row: int
    top: int


def heading_rows(
    book: ForeignBook, sheet: str, said: Collection[str], knows: Callable[[Mapping[int, str]], bool]
) -> list[HeadingRow]:
    """Every row that heads a table, from the top: the best of the first rows, and all that are headings beyond doubt.

    `said`: headings that somebody gave a meaning; `knows`: whether a heading set was corrected before.
    """
    last = min(book.size(sheet)[0], MOST_ROWS)
    scores = {row: score for row in range(1, last + 1) if (score := known(book, sheet, row, said))}
    near = {row: score for row, score in scores.items() if row <= ROWS_SEARCHED}
    best = max(near, key=lambda row: (near[row], -row), default=0)
    sure = {row for row, score in scores.items() if score >= _FEW and 2 * score >= len(book.row(sheet, row))}
    sure |= {row for row in near if knows(headings(book, sheet, HeadingRow(row, row)))}
    chosen: list[int] = []
    for row in sorted({best, *sure} - {0}):
        if chosen and row == chosen[-1] + 1:
            # Two rows of one heading: the one that says more stands for it.
            chosen[-1] = row if scores[row] > scores[chosen[-1]] else chosen[-1]
        else:
            chosen.append(row)
    return [with_second(book, sheet, row) for row in chosen]


def known(book: ForeignBook, sheet: str, row: int, said: Collection[str] = ()) -> int:
    """How many different meanings the texts of a row name."""
    texts = [value for value in book.row(sheet, row).values() if _may_head(value)]
    found = {fields()[word] for text in texts if (word := folded(text)) in fields()}
    if not found & _NAMING:
        # In a RACI matrix these words are what its cells hold.
        found -= {"accountable", "consulted", "informed"}
    return len(found) + sum(text.strip() in said for text in texts)


def with_second(book: ForeignBook, sheet: str, row: int) -> HeadingRow:
    """The heading with a second row of weeks, months or parts below it, where one belongs to it."""
    below = book.row(sheet, row + 1)
    own = book.row(sheet, row)
    fresh = [column for column, value in below.items() if _may_head(value)]
    named = {column for column, value in own.items() if folded(value) in fields()}
    is_of_time = sum(_is_time(value) for value in below.values())
    merged_over = [c for c in fresh if book.is_covered(Spot(sheet, row, c)) or c not in own]
    if fresh and not named & set(fresh) and (is_of_time >= _FEW or (known(book, sheet, row + 1) and merged_over)):
        return HeadingRow(row + 1, row)
    return HeadingRow(row, row)


def _may_head(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _is_time(value: object) -> bool:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return not isinstance(value, float | bool)  # a date
    first = folded(value).partition(" ")[0]
    return first in months() or first.rstrip("0123456789") in words("week")


def headings(book: ForeignBook, sheet: str, at: HeadingRow) -> dict[int, str]:
    """Column → its words; a second column of the same words is told apart by what stands above it, else by a number."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for column in range(1, min(book.size(sheet)[1], MOST_COLUMNS) + 1):
        text = _text(book, sheet, at.row, column)
        if at.top != at.row and not text:
            text = _text(book, sheet, at.top, column)
        if not text:
            continue
        name, number = text, 2
        if name in taken and (above := _text(book, sheet, at.top - (at.top == at.row), column)):
            name = f"{text} ({above})"
        while name in taken:
            name, number = f"{text} ({number})", number + 1
        taken.add(name)
        found[column] = name
    return found


def _text(book: ForeignBook, sheet: str, row: int, column: int) -> str:
    value = book.shown(Spot(sheet, row, column)) if row > 0 else None
    return "" if value is None else from_cell_text(str(value))


def key_of(found: Mapping[int, str]) -> str:
    """The heading set, by which a corrected understanding is remembered."""
    return " | ".join(found.values())[:4000]


def time_headings(book: ForeignBook, sheet: str, at: HeadingRow) -> list[Heading]:
    """What stands over each column, and above that: a year or a word holds to the right until the next one."""
    found: list[Heading] = []
    above = ""
    for column in range(1, min(book.size(sheet)[1], MOST_COLUMNS) + 1):
        upper = at.top if at.top != at.row else at.row - 1
        raw = book.shown(Spot(sheet, at.row, column))
        if over := _text(book, sheet, upper, column):
            above = over
        if raw is None and at.top != at.row:
            raw = book.shown(Spot(sheet, at.top, column))
        if raw is not None:
            found.append(Heading(column, raw, above))
    return found


def at_row(book: ForeignBook, sheet: str, row: int) -> HeadingRow:
    """The heading that somebody says stands in `row`."""
    found = with_second(book, sheet, row)
    return found if found.row == row or known(book, sheet, row) else replace(found, row=row, top=row)
