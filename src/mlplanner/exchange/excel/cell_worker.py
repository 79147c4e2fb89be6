"""Reads an .xls or .ods in a process of its own, which may die of a hostile file without harm.

`python -m mlplanner --read-cells FILE` writes the cells as JSON. calamine ends the whole process on some files (it asks for
549 GB for one cell in XFD1048576), so it never runs beside a person's unsaved work.
"""

import contextlib
import io
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mlplanner.exchange.excel.compound_files import Damaged, Locked, Marks, marks_of_xls
from mlplanner.exchange.excel.open_documents import MOST_COLUMNS, MOST_ROWS, marks_of_ods

MEMORY = 1536 * 2**20
"""Bytes of address space, where the system has such a limit."""
SECONDS = 60
"""Of processor time, where the system has such a limit; the one who waits has a clock of its own."""
MOST_CELLS = 2_000_000
PASSWORD, TOO_LARGE, DAMAGED, DONE = 3, 4, 5, 0
"""How the process ends."""


def read_cells(path: Path) -> int:
    """Write the cells of the file to standard output; gives the exit code."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        content = path.read_bytes()
        marks = marks_of_ods(path) if content.startswith(b"PK") else marks_of_xls(content)
        # From a path calamine would go by the name.
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [_sheet(book, name, marks) for name in book.sheet_names]
    except (PasswordError, Locked):
        return PASSWORD
    except OverflowError:
        return TOO_LARGE
    except (CalamineError, Damaged, OSError, ValueError, MemoryError):
        return DAMAGED
    json.dump({"sheets": sheets, "names": marks.names}, sys.stdout)
    return DONE


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _sheet(book: Any, name: str, marks: Marks) -> dict[str, Any]:
    """The filled cells of one sheet: row, column, type, value."""
    sheet = book.get_sheet_by_name(name)
    cells: list[tuple[int, int, str, Any]] = []
    if sheet.start is not None:
        (first, left), (last, right) = sheet.start, sheet.end
        if last >= MOST_ROWS or right >= MOST_COLUMNS or (last - first + 1) * (right - left + 1) > MOST_CELLS:
            raise OverflowError(name)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
            cells += [
                (row, column, *_plain(value)) for column, value in enumerate(values, start=left + 1) if value != ""
            ]
    errors = [(*place, text) for place, text in marks.errors.get(name, {}).items()]
    return {"title": name, "cells": cells, "formulas": sorted(marks.formulas.get(name, ())), "errors": errors}


def _plain(value: Any) -> tuple[str, Any]:
    """Type and value as JSON has them."""
    if isinstance(value, bool | int | float | str):
        return "v", value
    if isinstance(value, datetime):
        return "d", value.isoformat()
    if isinstance(value, date):
        return "d", f"{value.isoformat()}T00:00:00"
    return "v", str(value)
