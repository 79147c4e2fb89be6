"""What calamine does not tell of an OpenDocument spreadsheet (.ods): names, formula cells and errors."""

import re
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from mlplanner.exchange.excel.compound_files import Damaged, Marks

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
ADDRESS = re.compile(r"^\$?(?:'((?:[^']|'')+)'|([^'.]+))\.\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
ERROR = re.compile(r"^(?:#[A-Z0-9/!?]{2,10}|Err:[0-9]{3})$")
MOST_MARKS = 2_000_000
MOST_ROWS, MOST_COLUMNS = 200_000, 512


def marks_of_ods(path: Path) -> Marks:
    """Names, formulas and errors of an .ods file. Raises Damaged; OverflowError when it repeats cells far outside."""
    from lxml import etree

    tags = [f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}named-range", *CELLS]
    scan = _Scan()
    try:
        with ZipFile(path) as archive, archive.open("content.xml") as stream:
            events = etree.iterparse(
                stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
            )
            for event, element in events:
                if event == "start":
                    scan.begin(element)
                else:
                    scan.end(element)
    except (etree.XMLSyntaxError, KeyError, ValueError, BadZipFile, zlib.error) as error:
        raise Damaged(str(error)) from error
    return scan.marks


class _Scan:
    """Goes through the document and knows in which cell it is."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._title, self._row, self._column, self._last = "", 1, 1, 0

    def begin(self, element: Any) -> None:
        """A sheet or a row begins."""
        if element.tag == f"{TABLE}table":
            self._title, self._row = element.get(f"{TABLE}name", ""), 1
        elif element.tag == f"{TABLE}table-row":
            self._column, self._last = 1, 0

    def end(self, element: Any) -> None:
        """A cell, a row or a name is complete."""
        if element.tag == f"{TABLE}named-range":
            _name(self.marks, element)
            return
        if element.tag in CELLS:
            _mark(self.marks, self._title, self._row, self._column, element)
            self._column += _repeats(element, "number-columns-repeated")
            if element.get(f"{OFFICE}value-type"):
                self._last = self._column
        elif element.tag == f"{TABLE}table-row":
            self._row += _repeats(element, "number-rows-repeated")
            if self._last and (self._row > MOST_ROWS + 1 or self._last > MOST_COLUMNS + 1):
                raise OverflowError(self._title)
        element.clear()


def _repeats(element: Any, name: str) -> int:
    return max(1, int(element.get(f"{TABLE}{name}", "1")))


def _mark(marks: Marks, title: str, row: int, column: int, cell: Any) -> None:
    formula, kind = cell.get(f"{TABLE}formula"), cell.get(f"{EXTENSION}value-type")
    shown = "".join(cell.itertext()) if kind == "error" or formula else ""
    if formula:
        formulas = marks.formulas.setdefault(title, set())
        if len(formulas) > MOST_MARKS:
            raise Damaged("too many formulas")
        formulas.add((row, column))
    if kind == "error" or ERROR.match(shown):
        marks.errors.setdefault(title, {})[row, column] = shown or "#ERROR!"


def _name(marks: Marks, element: Any) -> None:
    """A name of the whole document; those of one sheet are the program's own."""
    holder = element.getparent().getparent()
    name, address = element.get(f"{TABLE}name", ""), element.get(f"{TABLE}cell-range-address", "")
    if holder is None or holder.tag != f"{OFFICE}spreadsheet" or not name:
        return
    found = ADDRESS.match(address)
    if found:
        number = 0
        for letter in found.group(3):
            number = number * 26 + ord(letter) - 64
        marks.names[name] = ((found.group(1) or found.group(2)).replace("''", "'"), int(found.group(4)), number)
    elif "#REF!" in address:
        marks.names[name] = None
