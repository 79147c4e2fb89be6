"""Workbooks of other people for tests: made from rows, and read without a process of its own, which takes a second each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from mlplanner.exchange.excel.canonical import to_cell_text
from mlplanner.exchange.excel.preflight import check_table
from mlplanner.exchange.excel.sheets import PlainSheet
from mlplanner.exchange.foreign.books import ForeignBook

Table = Sequence[Sequence[Any]]


def book_of(sheets: Mapping[str, Table], merged: Mapping[str, Sequence[str]] | None = None) -> openpyxl.Workbook:
    """A workbook of these rows, with merged areas such as `B1:D1`."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
        for area in (merged or {}).get(title, ()):
            page.merge_cells(area)
    return made


def open_here(path: Path) -> ForeignBook:
    """What `open_book` gives, read in this process."""
    checked = check_table(path)
    with path.open("rb") as file:
        made = openpyxl.load_workbook(file, data_only=True)
    return ForeignBook(path.name, {page.title: _sheet(page) for page in made.worksheets}, checked.notes)


def _sheet(page: Any) -> PlainSheet:
    values = {
        (cell.row, cell.column): to_cell_text(cell.value) if isinstance(cell.value, str) else cell.value
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None and cell.value != ""
    }
    errors = frozenset((c.row, c.column) for row in page.iter_rows() for c in row if c.data_type == "e")
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in page.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    return PlainSheet(values, errors, frozenset(), merged, page.sheet_state != "visible")
