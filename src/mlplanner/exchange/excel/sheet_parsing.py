"""The cells of a sheet in one pass: values, errors and which cells are calculated.

openpyxl reads either the formulas or their results, so a file had to be read twice, and keeps an object for each cell. The
archive was looked at before (`preflight`), so its sizes are known and it holds no document type.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from mlplanner.exchange.excel.preflight import column_number
from mlplanner.exchange.excel.sheets import Place, PlainSheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW, CELL, VALUE, FORMULA, INLINE = (f"{MAIN}{name}" for name in ("row", "c", "v", "f", "is"))
TEXT, RUN = f"{MAIN}t", f"{MAIN}r"
DIGITS = "0123456789"
NO_DAY = "#VALUE!"
"""What a cell shows whose number is no day although its format is one."""


@dataclass
class Looks:
    """What the cells of a workbook need to be understood: its texts, and the styles that show numbers as days."""

    texts: Sequence[str]
    dates: Collection[int]
    durations: Collection[int]
    day_of: Callable[[float, bool], Any]
    """A number as a day (or, with True, as a duration). Raises OverflowError or ValueError."""


@dataclass
class SheetParser:
    """Reads one sheet."""

    looks: Looks
    values: dict[Place, Any] = field(default_factory=dict)
    errors: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    _columns: dict[str, int] = field(default_factory=dict)

    def parse(self, stream: IO[bytes]) -> PlainSheet:
        """All cells that hold anything. Raises SyntaxError or ValueError when the part is damaged."""
        from lxml import etree

        row = 0
        found = etree.iterparse(stream, tag=ROW, resolve_entities=False, no_network=True, huge_tree=True)
        for _, element in found:
            row = int(float(element.get("r") or row + 1))
            self._read_row(row, element)
            element.clear()
            # An emptied row still takes room in its parent.
            while element.getprevious() is not None:
                del element.getparent()[0]
        return PlainSheet(self.values, frozenset(self.errors), frozenset(self.formulas))

    def _read_row(self, row: int, element: Any) -> None:
        column = 0
        for cell in element.iterchildren(CELL):
            address = cell.get("r")
            if address:
                letters = address.rstrip(DIGITS)
                column = self._columns.get(letters) or self._columns.setdefault(letters, column_number(letters.upper()))
                place = (int(address[len(letters) :]), column)
            else:
                column += 1
                place = (row, column)
            if len(cell):
                self._read_cell(place, cell)

    def _read_cell(self, place: Place, cell: Any) -> None:
        raw = inline = None
        for part in cell:
            if part.tag == VALUE:
                raw = part.text
            elif part.tag == FORMULA:
                self.formulas.add(place)
            elif part.tag == INLINE:
                inline = part
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            if inline is not None:
                self.values[place] = text_of(inline)
        elif raw:
            value = self._value(kind, raw, cell.get("s"))
            if kind == "e" or (value == NO_DAY and kind == "n"):
                self.errors.add(place)
            self.values[place] = value

    def _value(self, kind: str, raw: str, style: str | None) -> Any:
        match kind:
            case "n":
                return self._number(raw, int(style or 0))
            case "s":
                return self.looks.texts[int(raw)]
            case "b":
                return bool(int(raw))
            case "d":
                from openpyxl.utils.datetime import from_ISO8601

                return from_ISO8601(raw)
            case _:
                return raw

    def _number(self, raw: str, style: int) -> Any:
        number = float(raw) if "." in raw or "e" in raw or "E" in raw else int(raw)
        if style not in self.looks.dates:
            return number
        try:
            return self.looks.day_of(number, style in self.looks.durations)
        except (OverflowError, ValueError):
            return NO_DAY


def text_of(element: Any) -> str:
    """The text of a string, of all its runs; how it is read aloud is left out."""
    if len(element) == 1 and element[0].tag == TEXT:
        return str(element[0].text or "")
    parts = [element.findtext(TEXT) or "", *(run.findtext(TEXT) or "" for run in element.iterchildren(RUN))]
    return "".join(parts)
