"""The rows of a workbook's tables, each cell in canonical text with its place."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.staffing import check_fte
from mlplanner.domain.weeks import LAST_WEEK, format_weeks, parse_weeks, plain
from mlplanner.exchange.excel.canonical import Row, Rows
from mlplanner.exchange.excel.cell_reading import Unreadable, read_plain
from mlplanner.exchange.excel.columns import Column, Shape, Table
from mlplanner.exchange.excel.headings import FoundTable
from mlplanner.exchange.excel.marks import read_marks
from mlplanner.exchange.excel.newcomers import Newcomers
from mlplanner.exchange.excel.noun_columns import can_be_empty
from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.excel.row_identity import Content, Words, are_mixed_up, match_by_content, original_of
from mlplanner.exchange.excel.vocabularies import Vocabulary, folded
from mlplanner.exchange.problems import Problems

NEW = re.compile(r"^NEW[-\s]?\w{1,20}$", re.IGNORECASE)


@dataclass(frozen=True)
class SheetRow:
    """A row as read. `id` is negative for a new row. `cells` holds what could be read, `places` every cell."""

    id: int
    where: str
    cells: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reader:
    """Reads tables and records of one file. `base` is what was exported, by kind, id and field."""

    file: OpenFile
    base: Rows
    vocabulary: Vocabulary
    newcomers: Newcomers
    problems: Problems
    by_content: bool = False
    """True: in a table whose Refs were mixed up rows are found by what they say."""
    mixed_up: list[tuple[str, int]] = field(default_factory=list)
    """Sheets whose Refs do not stand beside their rows, with the number of rows that read like another one."""
    removed: dict[str, set[int]] = field(default_factory=dict)
    """Kind → rows that were exported and are gone."""
    removable: set[str] = field(default_factory=set)
    """Kinds whose rows a workbook may remove: what points at a removed one is cleared."""
    contested: Collection[tuple[str, int]] = ()
    """Removed rows that may stay, because they were changed here: what points at them is left alone."""

    def find_rows(self, place: FoundTable) -> dict[int, int]:
        """Sheet row → id of every row that holds something; the rows that were exported and are gone are `removed`."""
        kind = place.table.kind
        filled = (row for row in range(place.heading + 1, place.last + 1) if self._is_filled(place, row))
        ids = {row: key for row in filled if (key := self._row_id(place, row)) is not None}
        content = Content(self.file, self.vocabulary, place, self.base.get(kind, {}))
        shifted = are_mixed_up(content, ids)
        if shifted:
            self.mixed_up.append((place.sheet, shifted))
            if self.by_content:
                matched = match_by_content(content, ids)
                ids = {row: key or self.newcomers.next_id() for row, key in matched.items()}
        ids = self._without_copies(content, ids)
        if kind == "people" and "name" in place.columns:
            for row, key in ids.items():
                self.newcomers.named.setdefault(folded(self.file.text(place.spot("name", row))), key)
        self.removed[kind] = set(self.base.get(kind, {})) - set(ids.values())
        if place.table.is_input and not place.table.is_fixed and not place.table.keeps_rows:
            self.removable.add(kind)
        return ids

    def _without_copies(self, content: Content, ids: dict[int, int]) -> dict[int, int]:
        """The second use of a Ref is a new row; one that says the same is left out, and told."""
        rows: dict[int, list[int]] = {}
        for row, key in ids.items():
            rows.setdefault(key, []).append(row)
        missing = (
            {content.of_export(key): key for key in content.exported if key not in rows} if _are_twice(rows) else {}
        )
        found = dict(ids)
        for key, places in rows.items():
            if len(places) == 1:
                continue
            original = original_of(content, places, key)
            for row in places:
                if row != original:
                    self._take_copy(content, found, (original, row), missing)
        return found

    def _take_copy(
        self, content: Content, found: dict[int, int], pair: tuple[int, int], missing: dict[Words, int]
    ) -> None:
        original, row = pair
        spot, words, key = content.place.spot("ref", row), content.of_file(row), found[row]
        ref, prefix = self.file.text(spot), KIND_BY_KEY[content.place.table.kind].noun.PREFIX
        begin = f"{spot.text}: the Ref {ref} stands here and in {content.place.spot('ref', original).text};"
        if words in missing:
            found[row] = missing.pop(words)
            self.newcomers.notes.append(f"{begin} this row reads like {prefix}-{found[row]:03d} and was taken for it.")
        elif words == content.of_file(original):
            del found[row]
            self.newcomers.notes.append(f"{begin} both say the same, so this copy was left out.")
        elif content.place.table.is_input and not content.place.table.is_fixed:
            found[row] = self.newcomers.next_id()
            self.newcomers.notes.append(f"{begin} this row differs and is a new one, a copy of {prefix}-{key:03d}.")
        else:
            del found[row]
            self.newcomers.notes.append(f"{begin} rows of this table are made in mlplanner, so this copy was left out.")

    def read_row(self, place: FoundTable, row: int, row_id: int) -> SheetRow:
        """All cells of a row; what can't be read is a problem and left out."""
        known = self.base.get(place.table.kind, {}).get(row_id, {})
        cells: Row = {}
        places: dict[str, str] = {}
        for column in place.table.columns:
            if column.field in place.columns:
                spot = place.spot(column.field, row)
                places[column.field] = spot.text
                self._take(cells, place.table.kind, column, spot, known)
        if place.table.has_weeks:
            self._take_weeks(cells, places, place, row, known.get("weekly", ""))
        return SheetRow(row_id, place.spot("ref", row).text, cells, places)

    def read_lines(self, kind: str, columns: tuple[Column, ...], spots: Mapping[str, Spot], row_id: int) -> SheetRow:
        """A record's values."""
        known = self.base.get(kind, {}).get(row_id, {})
        cells: Row = {}
        for column in columns:
            if column.field in spots:
                self._take(cells, kind, column, spots[column.field], known)
        where = next((spot.text for spot in spots.values()), "")
        return SheetRow(row_id, where, cells, {name: spot.text for name, spot in spots.items()})

    def _take(self, cells: Row, kind: str, column: Column, spot: Spot, known: Row) -> None:
        try:
            cells[column.field] = self._read(kind, column, spot, known.get(column.field, ""))
        except Unreadable as error:
            self.problems.add(spot.text, f"{error}.")

    def _read(self, kind: str, column: Column, spot: Spot, known: str) -> str:
        raw = self._raw(spot)
        text = self.file.text(spot)
        if column.shape == Shape.MARKS:
            return read_marks(text, known, self.vocabulary) if text else ""
        if column.shape not in (Shape.LIST, Shape.PERSON):
            return read_plain(column.shape, raw, known)
        name = column.options or "people"
        if not text:
            return ""
        value = self.newcomers.tags.get((name, text.upper()))
        found = str(value) if value is not None else self.vocabulary.meant(name, text, known)
        if found is not None and name in self.removable and self._is_removed(name, found):
            if not can_be_empty(KIND_BY_KEY[kind].noun, column.field):
                raise Unreadable(f"'{text}' was deleted in this workbook; delete this row too, or choose another one")
            return self._without_target(spot, text, found == known)
        if found is None and text.casefold() == known.casefold():
            return known
        if found is None and column.shape == Shape.PERSON:
            return self.newcomers.person(text, spot.text)
        if found is None:
            raise Unreadable(f"'{text[:60]}' is not in the list; choose {self._choices(name)}")
        return found

    def _raw(self, spot: Spot) -> object:
        """The cell's value; Unreadable when it is an error or a formula that nobody has computed."""
        raw = self.file.value(spot)
        if self.file.is_error(spot):
            raise Unreadable(f"the cell shows {raw}; type a value over it")
        if raw is None and self.file.is_formula(spot):
            raise Unreadable("the cell holds a formula without a result; save the file in Excel once, or type a value")
        return raw

    def _is_removed(self, name: str, value: str) -> bool:
        if not value.lstrip("-").isdigit() or (name, int(value)) in self.contested:
            return False
        return int(value) in self.removed.get(name, set())

    def _without_target(self, spot: Spot, text: str, is_old: bool) -> str:
        if not is_old:
            raise Unreadable(f"'{text}' was deleted in this workbook; choose another row")
        self.newcomers.notes.append(
            f"{spot.text}: {text} was deleted in this workbook, so nothing points at it any more."
        )
        return ""

    def _choices(self, name: str) -> str:
        entries = self.vocabulary.entries(name)
        shown = ", ".join(entries[:8])
        return f"one of {shown}{' …' if len(entries) > 8 else ''}" if entries else "an entry that exists, or clear it"

    def _take_weeks(self, cells: Row, places: dict[str, str], place: FoundTable, row: int, known: str) -> None:
        """FTE by week in canonical runs; weeks whose column was deleted keep what was exported."""
        exported = parse_weeks(known)
        weekly = {week: fte for week, fte in exported.items() if week not in place.weeks}
        places["weekly"] = place.spot("ref", row).text
        is_good = is_same = True
        for week, column in place.weeks.items():
            spot, before = Spot(place.sheet, row, column), exported.get(week)
            places[f"w{week}"] = spot.text
            try:
                fte = self._fte(spot, week, before)
            except ValueError as error:
                self.problems.add(spot.text, f"{str(error).rstrip('.')}.")
                is_good = False
                continue
            if fte is not None:
                weekly[week] = fte
            if is_same and fte != before:
                places["weekly"], is_same = spot.text, False
        if is_good:
            cells["weekly"] = format_weeks(weekly)

    def _fte(self, spot: Spot, week: int, before: Decimal | None) -> Decimal | None:
        """What is typed in a week's cell; None for an empty one. ValueError says what is wrong."""
        text = read_plain(Shape.FTE, self._raw(spot), plain(before) if before is not None else "")
        if not text:
            return None
        if not 1 <= week <= LAST_WEEK:
            raise ValueError(f"week {week} is outside of a plan, which has at most {LAST_WEEK} weeks")
        return check_fte(Decimal(text))

    def _is_filled(self, place: FoundTable, row: int) -> bool:
        """True when a row has a Ref or anything typed into an input cell."""
        columns = {*place.columns.values(), *place.weeks.values()}
        return any(self.file.text(Spot(place.sheet, row, column)) for column in columns)

    def _row_id(self, place: FoundTable, row: int) -> int | None:
        """The row's id by its Ref; a new id for an empty Ref or one such as NEW-1; None: a problem was told."""
        kind, spot = place.table.kind, place.spot("ref", row)
        text = self.file.text(spot)
        prefix = KIND_BY_KEY[kind].noun.PREFIX
        found = re.fullmatch(rf"{prefix}-0*([0-9]{{1,12}})", text, re.IGNORECASE)
        if found:
            return self._known_id(place.table, int(found.group(1)), spot, text)
        if text and not NEW.match(text):
            what = f"'{text[:40]}' is no Ref of this table (such as {prefix}-014); clear it to make this a new row."
            self.problems.add(spot.text, what)
            return None
        key = self.newcomers.next_id()
        if text and self.newcomers.tags.setdefault((kind, text.upper()), key) != key:
            self.problems.add(spot.text, f"the Ref {text} stands twice; give the new row another one.")
        return key

    def _known_id(self, table: Table, key: int, spot: Spot, text: str) -> int | None:
        if key in self.base.get(table.kind, {}):
            return key
        self.problems.add(spot.text, f"there is no {text} in this plan; clear the Ref to make this a new row.")
        return None


def _are_twice(rows: Mapping[int, list[int]]) -> bool:
    return any(len(places) > 1 for places in rows.values())
