"""Reads a workbook or a text table in a process of its own, which may die of a hostile file without harm.

`python -m mlplanner --read-cells FILE` writes the cells as JSON. calamine ends the whole process on some files (it asks for
549 GB for one cell in XFD1048576), so it never runs beside a person's unsaved work. Our own .xlsx files are not read here.
"""

import contextlib
import io
import json
import os
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from mlplanner.exchange.excel.compound_files import Damaged, Locked, Marks, marks_of_xls
from mlplanner.exchange.excel.open_documents import MOST_COLUMNS, MOST_ROWS, marks_of_ods
from mlplanner.exchange.excel.preflight import OLD_EXCEL
from mlplanner.exchange.excel.sheet_marks import marks_of_xlsx
from mlplanner.exchange.excel.text_tables import rows_of_text

MEMORY = 1536 * 2**20
"""Bytes of address space, where the system has such a limit."""
SECONDS = 60
"""Of processor time, where the system has such a limit; the one who waits has a clock of its own."""
MOST_CELLS = 2_000_000
PASSWORD, TOO_LARGE, DAMAGED, DONE = 3, 4, 5, 0
"""How the process ends."""


def read_cells(path: Path) -> int:
    """Write the cells of the file to standard output; gives the exit code."""
    # Each thread of the algebra library takes address space, and none of them has anything to do here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    limit_process()
    from python_calamine import CalamineError, PasswordError

    try:
        content = path.read_bytes()
        if content.startswith((b"PK", OLD_EXCEL)):
            marks = _marks(content, path)
            sheets = _sheets(content, marks)
        else:
            marks, sheets = Marks(), [_told("Table", rows_of_text(content))]
    except (PasswordError, Locked):
        return PASSWORD
    except OverflowError:
        return TOO_LARGE
    except (CalamineError, Damaged, OSError, ValueError, MemoryError):
        return DAMAGED
    json.dump({"sheets": sheets, "names": marks.names}, sys.stdout)
    return DONE


def limit_process() -> None:
    """Limit the memory and the time of this process, where the system has such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _marks(content: bytes, path: Path) -> Marks:
    if content.startswith(OLD_EXCEL):
        return marks_of_xls(content)
    return marks_of_xlsx(path) if b"xl/workbook.xml" in content else marks_of_ods(path)


def _sheets(content: bytes, marks: Marks) -> list[dict[str, Any]]:
    """Every sheet of cells; charts on sheets of their own are left out."""
    import pandas
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found: list[dict[str, Any]] = []
    # From a path the format would be told by the name.
    with pandas.ExcelFile(io.BytesIO(content), engine="calamine") as book:
        for about in book.book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.book.get_sheet_by_name(about.name)
            _refuse_size(sheet)
            frame = pandas.read_excel(book, sheet_name=about.name, header=None, dtype=object, na_filter=False)
            told = _told(about.name, frame.itertuples(index=False, name=None))
            told["formulas"] = sorted(marks.formulas.get(about.name, ()))
            told["errors"] = [(*place, text) for place, text in marks.errors.get(about.name, {}).items()]
            told["merged"] = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
            told["hidden"] = about.visible != SheetVisibleEnum.Visible
            found.append(told)
    return found


def _refuse_size(sheet: Any) -> None:
    if sheet.start is None:
        return
    (first, left), (last, right) = sheet.start, sheet.end
    if last >= MOST_ROWS or right >= MOST_COLUMNS or (last - first + 1) * (right - left + 1) > MOST_CELLS:
        raise OverflowError(sheet.name)


def _told(title: str, rows: Any) -> dict[str, Any]:
    """The filled cells of one sheet: row, column, type, value."""
    cells = [
        (row, column, *_plain(value))
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None and value != ""
    ]
    return {"title": title, "cells": cells, "formulas": [], "errors": [], "merged": [], "hidden": False}


def _plain(value: Any) -> tuple[str, Any]:
    """Type and value as JSON has them."""
    if isinstance(value, bool | int | float | str):
        return "v", value
    if isinstance(value, datetime):
        return "d", value.isoformat()
    if isinstance(value, date):
        return "d", f"{value.isoformat()}T00:00:00"
    if isinstance(value, timedelta):
        return "v", value.total_seconds() / 3600
    return "v", value.isoformat() if isinstance(value, time) else str(value)
