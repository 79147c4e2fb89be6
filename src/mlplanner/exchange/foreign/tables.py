"""Finds the tables of a foreign workbook: the heading row, and what each column means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.foreign.words import fields, folded, months, words

ROWS_SEARCHED, MOST_COLUMNS, MOST_ROWS = 20, 400, 5_000
_WEEK = re.compile(r"^([a-z]+) ?(\d{1,3})$")
_MARKS = re.compile(r"^[raci]([ ,/]*[raci])*$")
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
    ("staffing", ("owner", "role")),
    ("costs", ("item", "amount")),
)
"""What a table is, by the meanings that it must have; the first that fits."""


@dataclass(frozen=True)
class ForeignTable:
    """A table as understood: `columns` meaning → column, `weeks` column → Monday, `marks` column → role as headed."""

    sheet: str
    heading: int
    last: int
    kind: str
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    periods: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)
    numbered: Mapping[int, int] = field(default_factory=dict)
    """Columns headed Week 1, Week 2, …: column → number, counted from the plan's start."""
    filled: int = 0
    """Rows that hold anything in the column that names them."""

    @property
    def key(self) -> str:
        """The heading set, by which a corrected understanding is remembered."""
        return " | ".join(self.headings.values())[:4000]

    def spot(self, name: str, row: int) -> Spot | None:
        """The cell of a meaning in a row."""
        return Spot(self.sheet, row, self.columns[name]) if name in self.columns else None


def find_tables(file: OpenFile, remembered: Mapping[str, Mapping[str, str]]) -> list[ForeignTable]:
    """The best table of each sheet; `remembered`: heading set → heading → meaning, which beats the guess."""
    found = [table for sheet in file.titles if (table := _table(file, sheet, remembered))]
    return sorted(found, key=lambda table: (-len(table.columns), -table.filled))


def _table(file: OpenFile, sheet: str, remembered: Mapping[str, Mapping[str, str]]) -> ForeignTable | None:
    last, width = file.size(sheet)
    rows = range(1, min(last, ROWS_SEARCHED) + 1)
    width = min(width, MOST_COLUMNS)
    best = max(rows, key=lambda row: (_known(file, sheet, row, width), -row), default=0)
    if not best or _known(file, sheet, best, width) < 1:
        return None
    headings = {column: text for column in range(1, width + 1) if (text := file.text(Spot(sheet, best, column)))}
    table = ForeignTable(sheet, best, min(last, best + MOST_ROWS), "", {}, headings)
    columns = _columns(headings, remembered.get(table.key, {}))
    table = replace(table, columns=columns)
    used = set(columns.values())
    table = replace(table, **_periods(file, table, used, width))
    marks = {
        c: t for c, t in headings.items() if c not in used and c not in table.periods and _is_marks(file, table, c)
    }
    table = replace(table, marks=marks, kind=_kind(columns, marks, table))
    names = [columns[name] for name in ("task", "risk", "item", "owner", "likelihood") if name in columns]
    filled = len({folded(file.text(Spot(sheet, r, names[0]))) for r in range(best + 1, table.last + 1)}) if names else 0
    return replace(table, filled=filled) if table.kind else None


def _known(file: OpenFile, sheet: str, row: int, width: int) -> int:
    texts = (folded(file.text(Spot(sheet, row, column))) for column in range(1, width + 1))
    return len({fields()[text] for text in texts if text in fields()})


def _columns(headings: Mapping[int, str], corrected: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, heading in headings.items():
        name = corrected.get(heading) if heading in corrected else fields().get(folded(heading))
        if name:
            found.setdefault(name, column)
    return found


def _periods(file: OpenFile, table: ForeignTable, used: set[int], width: int) -> dict[str, Any]:
    """Columns that are weeks, months or days: by date, by `KW 12`, by the name of a month."""
    periods: dict[int, tuple[date, date]] = {}
    numbered: dict[int, int] = {}
    for column in (column for column in range(1, width + 1) if column not in used):
        raw = file.value(Spot(table.sheet, table.heading, column))
        text = folded(raw) if raw is not None else ""
        found = _WEEK.match(text)
        if isinstance(raw, datetime):
            periods[column] = (raw.date(), raw.date())
        elif found and found.group(1) in words("week"):
            numbered[column] = int(found.group(2))
        elif (month := _month(text)) is not None:
            periods[column] = month
    return {"periods": _closed(periods), "numbered": numbered}


def _month(text: str) -> tuple[date, date] | None:
    """`jan 2026`: its first and last day; a month without a year is no period."""
    name, _, year = text.partition(" ")
    if name not in months() or not year.isdigit() or len(year) not in (2, 4):
        return None
    first = date(int(year) + (2000 if len(year) == 2 else 0), months()[name], 1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _closed(periods: Mapping[int, tuple[date, date]]) -> dict[int, tuple[date, date]]:
    """Dates as headings reach to the day before the next one; the last as far as the one before it."""
    ordered = sorted(periods.items(), key=lambda item: item[1])
    closed: dict[int, tuple[date, date]] = {}
    length = timedelta(days=6)
    for place, (column, (first, last)) in enumerate(ordered):
        if first == last and place + 1 < len(ordered):
            length = max(ordered[place + 1][1][0] - first - timedelta(days=1), timedelta(0))
        closed[column] = (first, first + length if first == last else last)
    return closed


def _is_marks(file: OpenFile, table: ForeignTable, column: int) -> bool:
    """True when most filled cells are letters of RACI or its words."""
    texts = [
        folded(text)
        for row in range(table.heading + 1, table.last + 1)
        if (text := file.text(Spot(table.sheet, row, column)))
    ]
    known = words("accountable") | words("responsible") | words("consulted") | words("informed")
    fitting = [text for text in texts if _MARKS.match(text) or text in known]
    return bool(texts) and len(fitting) * 5 >= len(texts) * 4


def _kind(columns: Mapping[str, int], marks: Mapping[int, str], table: ForeignTable) -> str:
    if len(marks) >= 2 and not {"begin", "end"} & set(columns):
        return "raci"
    if ("owner" in columns or "role" in columns) and (table.periods or table.numbered) and "task" not in columns:
        return "staffing"
    if "risk" in columns and ({"likelihood", "impact", "mitigation"} & set(columns)):
        return "risks"
    return next((kind for kind, needed in _KINDS if set(needed) <= set(columns)), "")


def rows_of(file: OpenFile, table: ForeignTable) -> Iterator[int]:
    """Rows below the heading that hold anything; a row of totals, and all that follows it, is no part of the table."""
    columns = [*table.columns.values(), *table.periods, *table.numbered, *table.marks]
    empty = 0
    for row in range(table.heading + 1, table.last + 1):
        texts = [file.text(Spot(table.sheet, row, column)) for column in columns]
        if not any(texts):
            empty += 1
            continue
        first = folded(next(text for text in texts if text))
        if first.partition(" ")[0] in words("total"):
            return
        yield row
