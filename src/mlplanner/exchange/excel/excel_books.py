"""Workbooks that openpyxl reads (.xlsx, .xlsm)."""

import contextlib
import gc
import re
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from mlplanner.exchange.excel.preflight import column_number
from mlplanner.exchange.excel.sheets import ExcelSheet, NamedCells, Sheets
from mlplanner.exchange.problems import refuse

ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
FAULTS = (
    BadZipFile, zlib.error, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError,
    AssertionError, NotImplementedError, RuntimeError, EOFError, ArithmeticError,
)  # fmt: skip
"""openpyxl has no error of its own for damaged parts; each of these was seen with a damaged file or may be."""


def open_excel(path: Path) -> tuple[Sheets, NamedCells]:
    """Sheets and names of the file; BadWorkbook when it can't be read."""
    with _no_garbage():
        computed, written = _load(path, is_values=True), _load(path, is_values=False)
    formulas = {page.title: page for page in written.worksheets}
    # By title: openpyxl looks through all sheets for each one that is asked for, and so for each cell.
    sheets = {page.title: ExcelSheet(page, formulas[page.title]) for page in computed.worksheets}
    return sheets, _names(computed, sheets)


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """No look for circular garbage meanwhile: every cell is an object that stays, and looking took half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(path: Path, is_values: bool) -> Any:
    from openpyxl import load_workbook

    try:
        # openpyxl leaves a file that it opened itself open when it fails.
        with warnings.catch_warnings(), path.open("rb") as file:
            # Parts that openpyxl does not know (slicers, new formats) are no concern of ours: we only read.
            warnings.simplefilter("ignore")
            return load_workbook(file, data_only=is_values)
    except FAULTS:
        raise refuse(path.name, "is not a complete Excel file; open it in Excel, save it and try again.") from None


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
