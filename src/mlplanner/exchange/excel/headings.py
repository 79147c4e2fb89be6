"""Finds tables and records in a workbook that came back: by the names of their headings, then by their text.

Names follow when people insert rows, move columns, or rename headings and sheets; text is for files that lost the names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.validation import field_title
from mlplanner.exchange.excel.columns import Column, Record, Table
from mlplanner.exchange.excel.grids import heading_name, line_name
from mlplanner.exchange.excel.layouts import OLD_FIELDS
from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.problems import Problems

SEARCHED_ROWS = 200
"""A heading row stands near the top of its sheet."""
WEEK = re.compile(r"^w\s*([0-9]{1,3})$", re.IGNORECASE)


@dataclass
class FoundTable:
    """Where a table lies. `columns`: field → column number; `gone`: fields whose column was deleted."""

    table: Table
    sheet: str
    heading: int
    columns: dict[str, int]
    last: int = 0
    weeks: dict[int, int] = field(default_factory=dict)
    """Plan week → column number."""
    gone: tuple[str, ...] = ()
    calculated: dict[str, int] = field(default_factory=dict)
    """Calculated columns by their heading's text."""
    renamed: tuple[str, ...] = ()
    """What to tell about headings that read otherwise than they were sent."""

    def spot(self, field_name: str, row: int) -> Spot:
        """A field's cell."""
        return Spot(self.sheet, row, self.columns[field_name])


def title_of(kind: str, column: Column) -> str:
    """A column's heading."""
    return column.title or field_title(KIND_BY_KEY[kind].noun, column.field)


def find_tables(
    file: OpenFile, tables: Sequence[Table], problems: Problems, *, is_old: bool = False
) -> dict[str, FoundTable]:
    """The tables by kind; a problem for each that can't be found, unless an earlier mlplanner wrote the file."""
    found: dict[str, FoundTable] = {}
    for table in tables:
        place = _find_table(file, table, problems, is_old)
        if place:
            found[table.kind] = place
    for place in found.values():
        below = [
            other.heading for other in found.values() if other.sheet == place.sheet and other.heading > place.heading
        ]
        # The next table's title stands between the two.
        place.last = min(below) - 2 if below else file.size(place.sheet)[0]
    return found


def _find_table(file: OpenFile, table: Table, problems: Problems, is_old: bool) -> FoundTable | None:
    absent = Problems(file.source) if is_old else problems
    fields = ("ref", *(column.field for column in table.columns))
    named = {name: file.names[key] for name in fields if (key := heading_name(table.kind, name)) in file.names}
    spots = {name: spot for name, spot in named.items() if spot is not None}
    anchor = spots.get("ref") or next(iter(spots.values()), None)
    sheet = anchor.sheet if anchor else file.title_like(table.sheet)
    if sheet is None:
        absent.add(table.sheet, f"the sheet '{table.sheet}' is missing; put it back from the workbook as it was sent.")
        return None
    titles = {"ref": "Ref", **{column.field: title_of(table.kind, column) for column in table.columns}}
    heading = anchor.row if anchor else _heading_row(file, sheet, list(titles.values()))
    if heading is None:
        absent.add(sheet, f"no row with the headings of '{table.title}' is found; put the headings back.")
        return None
    texts = _texts(file, sheet, heading)
    columns = {name: spot.column for name, spot in spots.items() if (spot.sheet, spot.row) == (sheet, heading)}
    for name, title in titles.items():
        if name not in columns and named.get(name, 0) is not None and title.casefold() in texts:
            columns[name] = texts[title.casefold()]
    gone = tuple(name for name, spot in named.items() if spot is None and name != "ref")
    missing = [name for name in fields if name not in columns and name not in gone]
    if is_old and "ref" in columns:
        missing = []
    for name in missing:
        what = f"the heading '{titles[name]}' is not found; it was renamed or deleted, put it back."
        problems.add(Spot(sheet, heading, 1).text, what)
    if missing:
        return None
    place = FoundTable(table, sheet, heading, columns, gone=gone)
    _add_weeks(file, place, texts, problems)
    place.calculated = _calculated(file, place)
    place.renamed = _renamed(file, place, titles, problems)
    return place


def _renamed(file: OpenFile, place: FoundTable, titles: dict[str, str], problems: Problems) -> tuple[str, ...]:
    """A note for each heading that was typed over; a problem where it now reads like another column."""
    wanted = {column: titles[name] for name, column in place.columns.items()}
    wanted |= {column: f"W{week}" for week, column in place.weeks.items()}
    known = {title.casefold() for title in wanted.values()}
    notes = []
    for column, title in wanted.items():
        spot = Spot(place.sheet, place.heading, column)
        text = " ".join(file.text(spot).split())
        if text.casefold() in known and text.casefold() != title.casefold():
            problems.add(spot.text, f"the heading '{title}' now reads '{text}' like another column; put it back.")
        elif text.casefold() != title.casefold():
            notes.append(f"{spot.text}: the heading '{title}' was renamed to '{text}'; its column was read as before.")
    return tuple(notes)


def _add_weeks(file: OpenFile, place: FoundTable, texts: dict[str, int], problems: Problems) -> None:
    """W1, W2, …: by name, else by text, so that a week column that was added counts too."""
    if not place.table.has_weeks:
        return
    for name, spot in file.names.items():
        week = re.fullmatch(rf"{heading_name(place.table.kind, 'w')}([0-9]+)", name)
        if week and spot and (spot.sheet, spot.row) == (place.sheet, place.heading):
            place.weeks[int(week.group(1))] = spot.column
    taken = set(place.weeks.values())
    for text, column in texts.items():
        week = WEEK.match(text)
        if week and column not in taken:
            place.weeks.setdefault(int(week.group(1)), column)
    if not place.weeks:
        where = Spot(place.sheet, place.heading, 1).text
        problems.add(where, "no week columns W1, W2, … are found; put their headings back.")


def _calculated(file: OpenFile, place: FoundTable) -> dict[str, int]:
    """Columns with a name of this table that are neither fields nor weeks."""
    known = {*place.columns.values(), *place.weeks.values()}
    begin = heading_name(place.table.kind, "")
    old = {heading_name("projects", column.field) for column in OLD_FIELDS}
    spots = [spot for name, spot in file.names.items() if name.startswith(begin) and name not in old and spot]
    found = [s for s in spots if (s.sheet, s.row) == (place.sheet, place.heading) and s.column not in known]
    return {file.text(spot): spot.column for spot in found}


def _texts(file: OpenFile, sheet: str, row: int) -> dict[str, int]:
    """Heading text in lower case → column; of two the first."""
    texts: dict[str, int] = {}
    for column in range(1, file.size(sheet)[1] + 1):
        text = " ".join(file.text(Spot(sheet, row, column)).split()).casefold()
        if text:
            texts.setdefault(text, column)
    return texts


def _heading_row(file: OpenFile, sheet: str, titles: list[str]) -> int | None:
    """The row with most of the headings, if it has at least half of them."""
    wanted = {title.casefold() for title in titles}
    best, most = None, ((len(wanted) + 1) // 2 - 1, 0)
    for row in range(1, min(file.size(sheet)[0], SEARCHED_ROWS) + 1):
        texts = _texts(file, sheet, row).keys()
        # Another table on the sheet may have all these headings and more.
        fit = (len(wanted & texts), -len(texts - wanted))
        if fit > most:
            best, most = row, fit
    return best


def find_lines(file: OpenFile, record: Record, problems: Problems, *, is_old: bool = False) -> dict[str, Spot]:
    """The value's cell for each field of a record; a line that was deleted is left out."""
    problems = Problems(file.source) if is_old else problems
    spots: dict[str, Spot] = {}
    sheet = file.title_like(record.sheet)
    labels = _labels(file, sheet) if sheet else {}
    for column in record.columns:
        name = line_name(record.kind, column.field)
        title = title_of(record.kind, column)
        if file.names.get(name):
            spots[column.field] = file.names[name]  # type: ignore[assignment]  # just tested
        elif name not in file.names and title.casefold() in labels:
            spots[column.field] = labels[title.casefold()]
        elif name not in file.names and sheet:
            problems.add(sheet, f"the line '{title}' is not found; put its label back.")
    if sheet is None and not spots:
        problems.add(
            record.sheet, f"the sheet '{record.sheet}' is missing; put it back from the workbook as it was sent."
        )
    return spots


def _labels(file: OpenFile, sheet: str) -> dict[str, Spot]:
    rows = range(1, min(file.size(sheet)[0], SEARCHED_ROWS) + 1)
    spots: dict[str, Spot] = {}
    for column in (1, 2):
        for row in rows:
            text = " ".join(file.text(Spot(sheet, row, column)).split()).casefold()
            if text:
                spots.setdefault(text, Spot(sheet, row, column + 1))
    return spots
