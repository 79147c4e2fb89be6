"""Workbooks that calamine reads, and text tables: asked of a process of its own, with limits in time and memory."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from mlplanner.exchange.excel import cell_worker
from mlplanner.exchange.excel.canonical import to_cell_text
from mlplanner.exchange.excel.sheets import NamedCells, PlainSheet
from mlplanner.exchange.problems import refuse

SECONDS = 60
MOST_MERGED = 5_000
"""Cells of a merged area that is looked at; no heading covers more."""
SAYS = {
    cell_worker.PASSWORD: "is protected by a password; remove the password and save it again.",
    cell_worker.TOO_LARGE: "has entries far outside of the plan; clear them and try again.",
    cell_worker.DAMAGED: "is not a complete workbook; open it in your spreadsheet program, save it and try again.",
}
DIED = "can't be read within the limits of time and memory; save it as an Excel workbook (.xlsx) and try again."


def open_foreign(path: Path) -> tuple[dict[str, PlainSheet], NamedCells]:
    """Sheets and names of the file; BadWorkbook when it can't be read."""
    own = () if getattr(sys, "frozen", False) else ("-P", "-m", "mlplanner")
    try:
        done = subprocess.run(  # noqa: S603  (our own program, with one path as its argument)
            [sys.executable, *own, "--read-cells", str(path.resolve())],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if done.returncode != cell_worker.DONE:
            raise refuse(path.name, SAYS.get(done.returncode, DIED))
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise refuse(path.name, DIED) from None
    names: NamedCells = {name: tuple(cell) if cell else None for name, cell in told["names"].items()}
    return {sheet["title"]: _sheet(sheet) for sheet in told["sheets"]}, names


def _sheet(told: dict[str, Any]) -> PlainSheet:
    values = {(row, column): _value(kind, value) for row, column, kind, value in told["cells"]}
    errors = {(row, column): text for row, column, text in told["errors"]}
    formulas = {(row, column) for row, column in told["formulas"]}
    merged = {
        (row, column): (top, left)
        for top, left, bottom, right in told["merged"]
        if (bottom - top + 1) * (right - left + 1) <= MOST_MERGED
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    return PlainSheet({**values, **errors}, frozenset(errors), frozenset(formulas), merged, told["hidden"])


def _value(kind: str, value: Any) -> Any:
    if kind == "d":
        return datetime.fromisoformat(value)
    # Readers undo the escapes of .xlsx; these formats have none, so what looks like one is text.
    return to_cell_text(value) if isinstance(value, str) else value
