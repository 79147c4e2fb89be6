"""What calamine does not tell of an Excel workbook (.xlsx): which cells show an error, and which were never computed."""

import posixpath
import zlib
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from mlplanner.exchange.excel.compound_files import Damaged, Marks
from mlplanner.exchange.excel.preflight import CELL, column_number

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NOT_COMPUTED = "a formula without a result"
"""What stands in for the value of a formula that no spreadsheet program has computed yet."""


def marks_of_xlsx(path: Path) -> Marks:
    """Errors and formulas of an .xlsx file that was looked at before (`preflight`). Raises Damaged."""
    from lxml import etree

    marks = Marks()
    try:
        with ZipFile(path) as archive:
            for title, part in _parts(archive, etree):
                with archive.open(part) as stream:
                    _scan(
                        etree.iterparse(stream, tag=f"{MAIN}c", resolve_entities=False, no_network=True), title, marks
                    )
    except (etree.XMLSyntaxError, KeyError, ValueError, BadZipFile, zlib.error, EOFError) as error:
        raise Damaged(str(error)) from error
    return marks


def _parts(archive: ZipFile, etree: Any) -> list[tuple[str, str]]:
    """(title, part) of every sheet; a workbook in another dialect of the format has no marks."""
    names = set(archive.namelist())
    if "xl/_rels/workbook.xml.rels" not in names:
        return []
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target", ""))).lstrip("/")
        for each in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = etree.fromstring(archive.read("xl/workbook.xml"))
    found = [(each.get("name"), targets.get(each.get(RELATION), "")) for each in book.iter(f"{MAIN}sheet")]
    return [(title, part) for title, part in found if part in names and "worksheets" in part]


def _scan(events: Any, title: str, marks: Marks) -> None:
    formulas, errors = marks.formulas.setdefault(title, set()), marks.errors.setdefault(title, {})
    for _, cell in events:
        formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
        place = _place(cell.get("r", "")) if formula is not None or cell.get("t") == "e" else None
        if place and formula is not None:
            formulas.add(place)
            if value is None or (not value.text and cell.get("t") != "str"):
                errors[place] = NOT_COMPUTED
        if place and cell.get("t") == "e" and value is not None:
            errors[place] = value.text or ""
        cell.clear()


def _place(address: str) -> tuple[int, int] | None:
    found = CELL.match(f' r="{address}"'.encode())
    return (int(found.group(2)), column_number(found.group(1).decode().upper())) if found else None
