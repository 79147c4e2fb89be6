"""Which exported row a row of the workbook is: by its Ref, and by its content where Refs were copied or mixed up.

People copy rows with their Ref, and sort a table without its Ref column. A row's words tell both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mlplanner.domain.weeks import parse_weeks, plain
from mlplanner.exchange.excel.canonical import Row
from mlplanner.exchange.excel.cell_reading import Unreadable, read_plain
from mlplanner.exchange.excel.columns import Column, Shape
from mlplanner.exchange.excel.headings import FoundTable
from mlplanner.exchange.excel.marks import shown_marks
from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.excel.vocabularies import Vocabulary, folded

Words = tuple[str, ...]
"""A row's cells in one form each, whether read from the file or from what was exported."""
SAMPLE = 500
"""So many rows of a table are looked at before all are."""
MOST_SHIFTED = 10
"""One row in so many may carry another row's content."""
MOST_PAIRS = 4_000_000
"""Comparisons of edited rows with what is left, when rows are matched by content."""


@dataclass(frozen=True)
class Content:
    """The words of a table's rows, as they stand in the file and as they were exported."""

    file: OpenFile
    vocabulary: Vocabulary
    place: FoundTable
    exported: Mapping[int, Row]

    @property
    def columns(self) -> list[Column]:
        """The columns that are in the file."""
        return [column for column in self.place.table.columns if column.field in self.place.columns]

    def of_file(self, row: int) -> Words:
        """As it stands in the file."""
        place = self.place
        cells = [self._read(column.shape, place.spot(column.field, row)) for column in self.columns]
        weeks = [self._read(Shape.FTE, Spot(place.sheet, row, column)) for column in place.weeks.values()]
        return (*cells, *weeks)

    def of_export(self, row_id: int) -> Words:
        """As it was exported."""
        row = self.exported[row_id]
        weekly = parse_weeks(row.get("weekly", "")) if self.place.weeks else {}
        cells = [self._shown(column, row.get(column.field, "")) for column in self.columns]
        return (*cells, *(plain(weekly[week]) if week in weekly else "" for week in self.place.weeks))

    def _read(self, shape: Shape, spot: Spot) -> str:
        raw: Any = self.file.value(spot)
        if raw is None:
            return ""
        if shape in (Shape.LIST, Shape.PERSON, Shape.MARKS, Shape.TEXT, Shape.LONG):
            return folded(read_plain(Shape.TEXT, raw, ""))
        try:
            return read_plain(shape, raw, "")
        except Unreadable:
            return folded(self.file.text(spot))

    def _shown(self, column: Column, value: str) -> str:
        if column.shape is Shape.MARKS:
            return folded(shown_marks(value, self.vocabulary)) if value else ""
        if column.shape in (Shape.LIST, Shape.PERSON):
            name = column.options or "people"
            seen = self.vocabulary.seen.get(name, {})
            return folded(seen.get(value) or self.vocabulary.label(name, value))
        return folded(value) if column.shape in (Shape.TEXT, Shape.LONG) else value


def likeness(one: Words, other: Words) -> int:
    """How many filled cells two rows share."""
    return sum(bool(a) and a == b for a, b in zip(one, other, strict=True))


def original_of(content: Content, rows: Iterable[int], row_id: int) -> int:
    """Of several rows with one Ref the one that is most like what was exported; of equals the first."""
    exported = content.of_export(row_id)
    return max(rows, key=lambda row: likeness(content.of_file(row), exported))


def are_mixed_up(content: Content, ids: Mapping[int, int]) -> int:
    """How many rows (of up to SAMPLE) carry the content of another Ref, if that is more than one in ten; else 0.

    A row counts when it reads exactly like another exported row whose own place reads otherwise too.
    """
    known = [(row, row_id) for row, row_id in ids.items() if row_id in content.exported]
    looked = known[:: max(1, len(known) // SAMPLE)]
    strange = [row for row, row_id in looked if content.of_file(row) != content.of_export(row_id)]
    if len(strange) * MOST_SHIFTED <= len(looked):
        return 0
    owners: defaultdict[Words, list[int]] = defaultdict(list)
    for row_id in content.exported:
        owners[content.of_export(row_id)].append(row_id)
    row_of = {row_id: row for row, row_id in known}

    @cache
    def is_displaced(row_id: int) -> bool:
        return row_id in row_of and content.of_file(row_of[row_id]) != content.of_export(row_id)

    shifted = sum(any(map(is_displaced, owners.get(content.of_file(row), ()))) for row in strange)
    return shifted if shifted * MOST_SHIFTED > len(looked) else 0


def match_by_content(content: Content, ids: Mapping[int, int]) -> dict[int, int]:
    """Sheet row → exported id: exact likeness first, then the row that shares most; else what `ids` says.

    No id is given twice; a row that is like nothing that was exported keeps a new id of its own, or none (0).
    """
    free: defaultdict[Words, list[int]] = defaultdict(list)
    for row_id in sorted(content.exported, reverse=True):
        free[content.of_export(row_id)].append(row_id)
    found: dict[int, int] = {}
    for row in ids:
        same = free.get(content.of_file(row))
        if same:
            # Of rows that read alike each keeps its own Ref where it can.
            found[row] = same.pop(same.index(ids[row])) if ids[row] in same else same.pop()
    left = {row_id: words for words, held in free.items() for row_id in held}
    waiting = [row for row in ids if row not in found]
    if len(left) * len(waiting) > MOST_PAIRS:
        waiting = []
    for row in waiting:
        words = content.of_file(row)
        shared = Counter({row_id: likeness(words, each) for row_id, each in left.items()})
        best = shared.most_common(1)
        if best and best[0][1] * 2 > sum(map(bool, words)):
            found[row] = best[0][0]
            del left[best[0][0]]
    return {row: found.get(row) or min(row_id, 0) for row, row_id in ids.items()}
