"""Cells as text of the file format: a portfolio has 600,000, and openpyxl keeps 400 bytes for each.

openpyxl makes everything else of a sheet. It would also write formulas without their results, so that phones, previews
and other programs showed empty totals.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

from mlplanner.domain.weeks import plain
from mlplanner.exchange.excel.canonical import to_cell_text

Result = Decimal | int | float | str | date | None
DANGEROUS = ("=", "+", "-", "@")
"""Text that begins so would be taken for a formula."""
EPOCH = date(1899, 12, 30)
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold; no field of ours does either."""
PIECE = 65_536
"""Bytes that are unpacked at a time."""
SHORT = 40
"""Texts up to this length are likely to stand in many cells and are kept once."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (without `=`) and what it gives at the time of writing."""

    text: str
    result: Result


Content = Formula | Decimal | int | str | date | None


Shared = dict[tuple[str, str | None], str]
"""Style and content → the cell as the file has it."""


@cache
def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class CellStyles:
    """The numbers under which a workbook keeps the looks of its cells."""

    def __init__(self, workbook: Any) -> None:
        """Look up the named styles of an openpyxl workbook."""
        self._sheet = SimpleNamespace(parent=workbook)
        self._numbers: dict[tuple[str, bool, bool | None], int] = {}

    def number(self, name: str, *, is_quoted: bool = False, wrap_left: bool | None = None) -> int:
        """The number of a named style; `is_quoted`: always text; `wrap_left`: to the left, wrapped or not."""
        key = (name, is_quoted, wrap_left)
        if key not in self._numbers:
            self._numbers[key] = self._look_up(*key)
        return self._numbers[key]

    def _look_up(self, name: str, is_quoted: bool, wrap_left: bool | None) -> int:
        from openpyxl.styles import Alignment
        from openpyxl.styles.styleable import StyleableObject

        held = StyleableObject(self._sheet)
        held.style = name
        if wrap_left is not None:
            held.alignment = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=wrap_left)
        if is_quoted:
            held.quotePrefix = True
        return int(held.style_id)


class Cells:
    """The cells of one sheet by row and column, each as what follows its address in the file."""

    def __init__(self, styles: CellStyles, shared: Shared) -> None:
        """No cells; `shared`: what all sheets of a workbook have in common."""
        self._styles, self._shared = styles, shared
        self._rows: dict[int, dict[int, str]] = {}
        self._packed, self._area = b"", ""

    def put(self, place: tuple[int, int], content: Content, style: str, wrap_left: bool | None = None) -> None:
        """Take the content of a cell, in place of what it had."""
        row = self._rows.setdefault(place[0], {})
        if wrap_left is None and (content is None or (isinstance(content, str) and len(content) < SHORT)):
            text = self._shared.get((style, content))
            if text is None:
                text = self._shared[style, content] = self._text(content, style, None)
            row[place[1]] = text
        else:
            row[place[1]] = self._text(content, style, wrap_left)

    def _text(self, content: Content, style: str, wrap_left: bool | None) -> str:
        is_quoted = isinstance(content, str) and content.startswith(DANGEROUS)
        return f' s="{self._styles.number(style, is_quoted=is_quoted, wrap_left=wrap_left)}"{written(content)}'

    @property
    def area(self) -> str:
        """What the cells span: `A1:F20`."""
        if self._packed:
            return self._area
        columns = {column for row in self._rows.values() for column in (min(row), max(row))} or {1}
        first, last = min(self._rows, default=1), max(self._rows, default=1)
        return f"{column_letter(min(columns))}{first}:{column_letter(max(columns))}{last}"

    def pack(self, heights: Mapping[int, float]) -> None:
        """Keep the finished rows in a tenth of the room; no cell is put after that."""
        self._area = self.area
        packer = zlib.compressobj(1)
        self._packed = b"".join([*(packer.compress(row.encode()) for row in self._made(heights)), packer.flush()])
        self._rows.clear()

    def rows(self, heights: Mapping[int, float]) -> Iterator[bytes]:
        """The rows as the file has them, in pieces; `heights` in points, of those that do not have the usual one."""
        if not self._packed:
            yield from (row.encode() for row in self._made(heights))
            return
        unpacker = zlib.decompressobj()
        yield from (unpacker.decompress(self._packed[at : at + PIECE]) for at in range(0, len(self._packed), PIECE))

    def _made(self, heights: Mapping[int, float]) -> Iterator[str]:
        for row in sorted({*self._rows, *heights}):
            more = f' ht="{heights[row]}" customHeight="1"' if row in heights else ""
            held = sorted(self._rows.get(row, {}).items())
            cells = "".join([f'<c r="{column_letter(column)}{row}"{text}' for column, text in held])
            yield f'<row r="{row}"{more}>{cells}</row>'


def written(content: Content) -> str:
    """A cell from behind its style to its end."""
    if content is None or content == "":
        return "/>"
    if isinstance(content, Formula):
        kind, text = result_text(content.result)
        value = f"<v>{escape(text)}</v>" if text or kind == "str" else ""
        mark = ' t="str"' if kind == "str" else ""
        return f"{mark}><f>{_escaped(content.text)}</f>{value}</c>"
    if isinstance(content, str):
        text = _escaped(to_cell_text(content))
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'
    return f"><v>{result_text(content)[1]}</v></c>"


def _escaped(text: str) -> str:
    return escape(UNFIT.sub("", text), {"\r": "&#13;"})


def result_text(result: Result) -> tuple[str, str]:
    """(cell type, text) of a computed value as the file wants it."""
    match result:
        case None:
            return "str", ""
        case str():
            return "str", UNFIT.sub("", to_cell_text(result))
        case date():
            return "n", str((result - EPOCH).days)
        case Decimal():
            return "n", plain(result)
        case _:
            return "n", repr(result)
