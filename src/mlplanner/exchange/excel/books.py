"""A workbook while it is written: cells with styles, formulas with their results, names for what people look for."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from mlplanner.domain.errors import BadInput
from mlplanner.exchange.excel.canonical import MOST_CHARACTERS, to_cell_text
from mlplanner.exchange.excel.cells import Cells, CellStyles, Content, Shared, column_letter
from mlplanner.exchange.excel.packing import finish
from mlplanner.exchange.excel.styles import LABEL, NOTE, TITLE, add_styles


class Sheet:
    """One sheet; rows and columns count from 1."""

    def __init__(self, page: Any, cells: Cells) -> None:
        """Wrap an openpyxl sheet, which holds all but the cells."""
        self.page = page
        self.cells = cells
        self.title: str = page.title
        self.heights: dict[int, float] = {}
        """Points of the rows that do not have the usual height."""

    def put(self, row: int, column: int, content: Content, style: str, wrap_left: bool | None = None) -> str:
        """Write a cell and return its absolute address (`Staffing!$B$4`).

        `wrap_left`: to the left whatever the style says, wrapped or not.
        """
        self.fill(row, column, content, style, wrap_left)
        return self.address(row, column)

    def fill(self, row: int, column: int, content: Content, style: str, wrap_left: bool | None = None) -> None:
        """As `put`, where nobody asks for the address."""
        if isinstance(content, str):
            self._check_length(row, column, content)
        self.cells.put((row, column), content, style, wrap_left)

    def close(self) -> None:
        """Nothing more is written on this sheet, so its cells may be packed."""
        self.cells.pack(self.heights)

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
        self.heights[1] = 24
        self.put(2, 1, note, NOTE)

    def total(self, row: int, column: int, label: str, content: Content, style: str) -> str:
        """A figure above a table: its label over it."""
        self.put(row, column, label, LABEL)
        return self.put(row + 1, column, content, style)

    def widths(self, widths: Mapping[int, float]) -> None:
        """Set the widths of columns, in characters."""
        for column, width in widths.items():
            self.page.column_dimensions[column_letter(column)].width = width

    def _check_length(self, row: int, column: int, text: str) -> None:
        if len(text) * 2 > MOST_CHARACTERS and len(to_cell_text(text).encode("utf-16-le")) // 2 > MOST_CHARACTERS:
            raise BadInput(
                f"{self.title}!{column_letter(column)}{row}: a cell holds at most {MOST_CHARACTERS:,} characters; "
                f"shorten the text that begins '{text[:30]}…' and export again."
            )


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
        self._styles = CellStyles(self.workbook)
        self._shared: Shared = {}

    def sheet(self, title: str) -> Sheet:
        """The sheet of that title; a new one goes to the end."""
        if title not in self.sheets:
            page = self.workbook.create_sheet(title)
            page.sheet_view.showGridLines = False
            self.sheets[title] = Sheet(page, Cells(self._styles, self._shared))
        return self.sheets[title]

    def name(self, name: str, address: str) -> str:
        """Give a cell or range a name; returns the name."""
        from openpyxl.workbook.defined_name import DefinedName

        self.workbook.defined_names[name] = DefinedName(name, attr_text=address)
        return name

    def save(self, path: Path) -> None:
        """Write the file at once: a failure before leaves nothing half-written."""
        from openpyxl.writer.excel import ExcelWriter

        for sheet in self.sheets.values():
            # openpyxl knows of no cells.
            sheet.page.calculate_dimension = lambda area=sheet.cells.area: area
        held = io.BytesIO()
        # As `Workbook.save`, but not yet compressed, for `finish` to add to.
        ExcelWriter(self.workbook, ZipFile(held, "w")).save()
        rows = {
            f"xl/worksheets/sheet{number}.xml": sheet.cells.rows(sheet.heights)
            for number, sheet in enumerate(self.sheets.values(), start=1)
        }
        finish(held.getvalue(), rows, self.stamp, path)
