"""Sheets of a foreign workbook that are lists of people, told from task lists and staffing tables (P4.9)."""

from collections.abc import Iterator

from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.books import ForeignBook
from mlplanner.exchange.foreign.headings import MOST_ROWS
from mlplanner.exchange.foreign.people_columns import Columns, heading_of
from mlplanner.exchange.foreign.people_lists import PeopleList
from mlplanner.exchange.foreign.tables import ForeignTable
from mlplanner.exchange.foreign.words import folded, people_fields

_MOST_COLUMNS, _ROWS_SEARCHED = 60, 20
_OF_PEOPLE = frozenset(
    {"unit", "hours", "availability", "ramp_weeks", "sourcing", "is_placeholder", "country", "skills", "given"}
)
"""What only a list of people has."""
_OF_WORK = frozenset(
    {
        "effort",
        "progress",
        "project",
        "outline",
        "duration",
        "days",
        "weeks",
        "after",
        "risk",
        "item",
        "amount",
        "monthly",
    }
)
"""What a list of people has not: with one of these the sheet is about work."""


def people_sheets(file: ForeignBook, tables: list[ForeignTable]) -> Iterator[PeopleList]:
    """The lists of people; `tables` are the sheets as they would be understood otherwise."""
    other: dict[str, ForeignTable] = {}
    for table in tables:
        other.setdefault(table.sheet, table)
    for sheet in file.titles:
        if file.is_hidden(sheet):
            continue
        last, width = file.size(sheet)
        rows = range(1, min(last, MOST_ROWS) + 1)
        places = range(1, min(width, _MOST_COLUMNS) + 1)
        cells = [[_value(file, Spot(sheet, row, column)) for column in places] for row in rows]
        found = [(heading_of([line]), place) for place, line in enumerate(cells[:_ROWS_SEARCHED])]
        columns, place = max(found, key=lambda item: len(item[0].by_field) if item[0] else 0, default=(None, 0))
        if columns is not None and _is_people(columns, other.get(sheet)):
            yield PeopleList(file.source, cells, Namer(sheet), columns, place + 1, sheet)


def _value(file: ForeignBook, spot: Spot) -> object:
    return None if file.is_error(spot) else file.value(spot)


class Namer:
    """Names the cells of a sheet: `Team!B4`."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet

    def __call__(self, row: int, column: int) -> str:
        """The cell at a row and column counted from 0."""
        return Spot(self._sheet, row + 1, column + 1).text


def _is_people(columns: Columns, other: ForeignTable | None) -> bool:
    """True when the headings speak of who somebody is, and not of the work that they do."""
    by_field = columns.by_field
    if other is None:
        return "role" in by_field or "fte" in by_field or not _OF_PEOPLE.isdisjoint(by_field)
    if other.periods or other.numbered or other.marks:
        return False
    task = other.headings.get(other.columns.get("task", 0), "")
    about_work = {name for name in _OF_WORK & other.columns.keys() if other.columns[name] not in columns.used}
    if about_work or (task and people_fields().get(folded(task)) != "name"):
        return False
    return not _OF_PEOPLE.isdisjoint(by_field) or {"role", "fte"} <= by_field.keys()
