"""How a table was understood: in one sentence, and as a document for programs (`import --dry-run --json`)."""

from collections.abc import Mapping
from typing import Any

from mlplanner.exchange.excel.cells import column_letter
from mlplanner.exchange.foreign.cells import SheetCells, examples
from mlplanner.exchange.foreign.units import UNITS_OF

STYLED = ("begin", "end", *UNITS_OF)
"""Meanings whose columns have a style."""


def style_words(cells: SheetCells, name: str) -> str:
    """`hours, decimal comma`; empty where the column leaves nothing to say."""
    if name not in STYLED:
        return ""
    style = cells.style(name)
    doubt = "" if style.is_sure else "day or month first?" if name in ("begin", "end") else "decimal point?"
    return ", ".join(filter(None, (style.words, doubt)))


def understood_words(cells: SheetCells) -> str:
    """`Plan, headings in row 9: Task = task; Start = begin (day first); 12 weeks`."""
    table, parts = cells.table, []
    for name, column in table.columns.items():
        style = style_words(cells, name)
        parts.append(f"{_one_line(table.headings[column])} = {name}{f' ({style})' if style else ''}")
    if table.timed:
        style = style_words(cells, "periods")
        parts.append(f"{len(table.timed)} columns are weeks or months{f' ({style})' if style else ''}")
    if table.marks:
        parts.append(f"{', '.join(map(_one_line, table.marks.values()))} = roles of a RACI matrix")
    left = [_one_line(text) for column, text in table.headings.items() if is_ignored(cells, column)]
    ignored = f"; not understood: {', '.join(left[:12])}" if left else ""
    return f"'{table.sheet}' was read as {table.kind}, headings in row {table.heading}: {'; '.join(parts)}{ignored}."


def is_ignored(cells: SheetCells, column: int) -> bool:
    """True for a column of which nothing is taken."""
    table = cells.table
    text = table.headings[column].partition(" (")[0].strip()
    return len(text) > 1 and column not in {*table.columns.values(), *table.timed, *table.marks}


def described(cells: SheetCells, *, is_taken: bool) -> Mapping[str, Any]:
    """The table as a document: where it is, what it is, and each column with meaning, style and an example."""
    table = cells.table
    columns = [
        {
            "column": column_letter(column),
            "heading": heading,
            "meaning": _meaning(cells, column),
            "style": style_words(cells, "periods" if column in table.timed else table.meaning(column)),
            "example": next(iter(examples(cells.book, table, column, 1)), ""),
        }
        for column, heading in table.headings.items()
    ]
    return {
        "sheet": table.sheet,
        "heading_row": table.heading,
        "kind": table.kind,
        "taken": is_taken,
        "columns": columns,
    }


def _meaning(cells: SheetCells, column: int) -> str:
    if column in cells.table.timed:
        return "period"
    return "raci role" if column in cells.table.marks else cells.table.meaning(column)


def _one_line(text: str) -> str:
    return " ".join(text.split())
