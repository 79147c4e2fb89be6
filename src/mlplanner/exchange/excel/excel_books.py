"""Workbooks that openpyxl reads (.xlsx, .xlsm)."""

import re
import warnings
import zlib
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

from mlplanner.engine.garbage import no_look_for_garbage
from mlplanner.exchange.excel.preflight import column_number
from mlplanner.exchange.excel.sheet_parsing import Looks, SheetParser
from mlplanner.exchange.excel.sheets import NamedCells, PlainSheet, Sheets
from mlplanner.exchange.problems import refuse

ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
FAULTS = (
    BadZipFile, zlib.error, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError,
    AssertionError, NotImplementedError, RuntimeError, EOFError, ArithmeticError,
)  # fmt: skip
"""openpyxl has no error of its own for damaged parts; each of these was seen with a damaged file or may be."""


def open_excel(path: Path) -> tuple[Sheets, NamedCells]:
    """Sheets and names of the file; BadWorkbook when it can't be read."""
    try:
        # Parts that openpyxl does not know (slicers, new formats) are no concern of ours: we only read.
        with no_look_for_garbage(), warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            return _read(file)
    except FAULTS:
        raise refuse(path.name, "is not a complete Excel file; open it in Excel, save it and try again.") from None


def _read(file: IO[bytes]) -> tuple[Sheets, NamedCells]:
    """Openpyxl tells what there is and how it looks; the cells are read by ourselves."""
    from openpyxl import load_workbook

    workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        looks = _looks(workbook)
        sheets: dict[str, PlainSheet] = {}
        for page in workbook.worksheets:
            with page._get_source() as part:  # noqa: SLF001  (there is no other way to a sheet's part)
                looks.texts = page._shared_strings  # noqa: SLF001
                sheets[page.title] = SheetParser(looks).parse(part)
        return sheets, _names(workbook, sheets)
    finally:
        workbook.close()


def _looks(workbook: Any) -> Looks:
    from openpyxl.utils.datetime import from_excel

    def day_of(number: float, is_duration: bool) -> Any:
        return from_excel(number, workbook.epoch, timedelta=is_duration)

    return Looks((), workbook._date_formats, workbook._timedelta_formats, day_of)  # noqa: SLF001


def _names(workbook: Any, sheets: Sheets) -> NamedCells:
    found: NamedCells = {}
    for name, defined in workbook.defined_names.items():
        text = defined.attr_text or ""
        sheet, _, cell = text.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        place = ADDRESS.match(cell)
        if place and sheet in sheets:
            found[name] = (sheet, int(place.group(2)), column_number(place.group(1)))
        elif "#REF!" in text:
            found[name] = None
    return found
