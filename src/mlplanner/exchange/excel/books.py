"""A workbook while it is written: cells with styles, formulas with their results, names for what people look for."""

import io
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from mlplanner.domain.errors import BadInput
from mlplanner.exchange.excel.canonical import MOST_CHARACTERS, to_cell_text
from mlplanner.exchange.excel.packing import Result, finish
from mlplanner.exchange.excel.styles import LABEL, NOTE, TITLE, add_styles

DANGEROUS = ("=", "+", "-", "@")
"""Text that begins so would be taken for a formula."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (without `=`) and what it gives at the time of writing."""

    text: str
    result: Result


Content = Formula | Decimal | int | str | date | None


@cache
def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Sheet:
    """One sheet; rows and columns count from 1."""

    def __init__(self, page: Any) -> None:
        """Wrap an openpyxl sheet."""
        self.page = page
        self.title: str = page.title
        self.results: dict[str, Result] = {}
        self._styled: dict[str, Any] = {}

    def put(self, row: int, column: int, content: Content, style: str) -> str:
        """Write a cell and return its absolute address (`Staffing!$B$4`)."""
        cell = self.page.cell(row, column)
        self._set_style(cell, style)
        if isinstance(content, Formula):
            cell.value = f"={content.text}"
            self.results[cell.coordinate] = content.result
        elif isinstance(content, str):
            self._put_text(cell, content)
        elif content is not None:
            cell.value = content
        return self.address(row, column)

    def address(self, row: int, column: int) -> str:
        """A cell's absolute address with its sheet."""
        return f"{self.quoted}!${column_letter(column)}${row}"

    def block(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """A range's absolute address with its sheet."""
        first = self.address(first_row, first_column)
        return f"{first}:${column_letter(last_column)}${last_row}"

    @property
    def quoted(self) -> str:
        """The sheet's name as formulas want it."""
        return self.title if self.title.isalnum() and self.title.isascii() else f"'{self.title}'"

    def head(self, title: str, note: str) -> None:
        """The sheet's title and what it is for, in the first two rows."""
        self.put(1, 1, title, TITLE)
        self.page.row_dimensions[1].height = 24
        self.put(2, 1, note, NOTE)

    def total(self, row: int, column: int, label: str, content: Content, style: str) -> str:
        """A figure above a table: its label over it."""
        self.put(row, column, label, LABEL)
        return self.put(row + 1, column, content, style)

    def align_left(self, row: int, column: int, *, wrap: bool) -> None:
        """Set a cell's content to the left, whatever its style says."""
        from openpyxl.styles import Alignment

        self.page.cell(row, column).alignment = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=wrap)

    def widths(self, widths: Mapping[int, float]) -> None:
        """Set the widths of columns, in characters."""
        for column, width in widths.items():
            self.page.column_dimensions[column_letter(column)].width = width

    def _set_style(self, cell: Any, style: str) -> None:
        """As `cell.style = style`; openpyxl looks through all 60 names twice for each cell, so that is done once."""
        if style in self._styled:
            cell._style = copy(self._styled[style])  # noqa: SLF001  (as openpyxl itself hands a style on)
        else:
            cell.style = style
            self._styled[style] = copy(cell._style)  # noqa: SLF001

    def _put_text(self, cell: Any, text: str) -> None:
        if not text:
            return
        escaped = to_cell_text(text)
        if len(escaped.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
            raise BadInput(
                f"{self.title}!{cell.coordinate}: a cell holds at most {MOST_CHARACTERS:,} characters; shorten the text "
                f"that begins '{text[:30]}…' and export again."
            )
        cell.value = escaped
        cell.data_type = "s"
        if text.startswith(DANGEROUS):
            cell.quotePrefix = True


class Book:
    """The whole file. `stamp` is the day written into its properties: the same plan gives the same bytes."""

    def __init__(self, title: str, stamp: date) -> None:
        """Start an empty workbook."""
        from openpyxl import Workbook

        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.workbook.properties.title = title
        self.workbook.properties.creator = "mlplanner"
        self.stamp = stamp
        self.sheets: dict[str, Sheet] = {}
        add_styles(self.workbook)

    def sheet(self, title: str) -> Sheet:
        """The sheet of that title; a new one goes to the end."""
        if title not in self.sheets:
            page = self.workbook.create_sheet(title)
            page.sheet_view.showGridLines = False
            self.sheets[title] = Sheet(page)
        return self.sheets[title]

    def name(self, name: str, address: str) -> str:
        """Give a cell or range a name; returns the name."""
        from openpyxl.workbook.defined_name import DefinedName

        self.workbook.defined_names[name] = DefinedName(name, attr_text=address)
        return name

    def save(self, path: Path) -> None:
        """Write the file at once: a failure before leaves nothing half-written."""
        from openpyxl.writer.excel import ExcelWriter

        held = io.BytesIO()
        # As `Workbook.save`, but not yet compressed, for `finish` to add to.
        ExcelWriter(self.workbook, ZipFile(held, "w")).save()
        results = {
            f"xl/worksheets/sheet{number}.xml": sheet.results
            for number, sheet in enumerate(self.sheets.values(), start=1)
        }
        finish(held.getvalue(), results, self.stamp, path)
