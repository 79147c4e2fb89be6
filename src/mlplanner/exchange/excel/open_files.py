"""A workbook that came back, opened: cells with values and formulas, names, and the exported state."""

import contextlib
import re
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.excel.preflight import check_file, column_number
from mlplanner.exchange.excel.problems import refuse
from mlplanner.exchange.excel.states import FORMAT, SHEET, VERSION, DamagedState, State, unpack_state

ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
STATE_ROW = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: its sheet's title, row and column."""

    sheet: str
    row: int
    column: int

    @property
    def text(self) -> str:
        """`Staffing!F12`, as people quote it."""
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


class OpenFile:
    """Values as the sender's program computed them, and the formulas beside them."""

    def __init__(self, path: Path) -> None:
        """Check and open the file; BadWorkbook when it is none that can be read."""
        check_file(path)
        self.source = path.name
        self._values = self._load(path, is_values=True)
        # By title: openpyxl looks through all sheets for each one that is asked for, and so for each cell.
        self._pages = _pages(self._values)
        self._formula_pages = _pages(self._load(path, is_values=False))

    def _load(self, path: Path, is_values: bool) -> Any:
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                # Parts that openpyxl does not know (slicers, new formats) are no concern of ours: we only read.
                warnings.simplefilter("ignore")
                return load_workbook(path, data_only=is_values)
        except (
            BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
            AttributeError,
            SyntaxError,
        ):
            # openpyxl has no error of its own for damaged parts; each of these was seen with a damaged file.
            raise refuse(
                self.source, "is not a complete Excel file; open it in Excel, save it and try again."
            ) from None

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sheets with cells."""
        return tuple(self._pages)

    def title_like(self, title: str) -> str | None:
        """The sheet of that title in any case."""
        wanted = title.strip().casefold()
        return next((name for name in self.titles if name.strip().casefold() == wanted), None)

    def size(self, sheet: str) -> tuple[int, int]:
        """(last row, last column) that holds anything."""
        page = self._pages[sheet]
        return page.max_row, page.max_column

    def value(self, spot: Spot) -> Any:
        """A cell's value; None when it is empty or does not exist."""
        cell = self._pages[spot.sheet]._cells.get((spot.row, spot.column))  # noqa: SLF001  (page.cell() would create it)
        return None if cell is None else cell.value

    def is_error(self, spot: Spot) -> bool:
        """True for #REF!, #DIV/0! and their like."""
        cell = self._pages[spot.sheet]._cells.get((spot.row, spot.column))  # noqa: SLF001
        return cell is not None and cell.data_type == "e"

    def is_formula(self, spot: Spot) -> bool:
        """True when the cell is calculated."""
        cell = self._formula_pages[spot.sheet]._cells.get((spot.row, spot.column))  # noqa: SLF001
        return cell is not None and cell.data_type == "f"

    def text(self, spot: Spot) -> str:
        """A cell's text, decoded; empty for an empty cell."""
        value = self.value(spot)
        return "" if value is None else from_cell_text(str(value))

    @cached_property
    def names(self) -> Mapping[str, Spot | None]:
        """Named cells; None for a name whose cell was deleted."""
        found: dict[str, Spot | None] = {}
        for name, defined in self._values.defined_names.items():
            spot = self._spot(defined.attr_text or "")
            if spot is not None or "#REF!" in (defined.attr_text or ""):
                found[name] = spot
        return found

    def _spot(self, address: str) -> Spot | None:
        sheet, _, cell = address.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        found = ADDRESS.match(cell)
        if not found or sheet not in self.titles:
            return None
        return Spot(sheet, int(found.group(2)), column_number(found.group(1)))

    def state(self) -> State | None:
        """The exported state; None when its sheet was deleted or damaged. BadWorkbook when it is of a newer version."""
        if SHEET not in self.titles:
            return None
        marks = [self.text(Spot(SHEET, row, 2)) for row in range(1, STATE_ROW)]
        if marks[0] != FORMAT:
            return None
        with contextlib.suppress(ValueError):
            if int(marks[1]) > VERSION:
                raise_newer(self.source)
        last = self.size(SHEET)[1]
        cells = tuple(self.text(Spot(SHEET, STATE_ROW, column)) for column in range(2, last + 1))
        with contextlib.suppress(DamagedState):
            return unpack_state(marks[6], cells)
        return None


def _pages(workbook: Any) -> dict[str, Any]:
    return {page.title: page for page in workbook.worksheets}


def raise_newer(source: str) -> None:
    """Refuse a workbook of a later format."""
    raise refuse(source, "was written by a newer mlplanner; update this one and try again.")
