"""A colleague's edits made by LibreOffice itself: one start of the program runs a macro over copies of a workbook."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

FORMATS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">{}</script:module>"""
BASIC = """
Function Head(doc, name)
  Head = doc.NamedRanges.getByName(name).getReferredCells().RangeAddress
End Function

Function PageOf(doc, name)
  PageOf = doc.Sheets.getByIndex(Head(doc, name).Sheet)
End Function

Function RowOf(doc, kind, ref)
  Dim place, page, row
  place = Head(doc, "col_" &amp; kind &amp; "_ref")
  page = doc.Sheets.getByIndex(place.Sheet)
  row = place.StartRow + 1
  Do While page.getCellByPosition(place.StartColumn, row).String &lt;&gt; ref
    row = row + 1
  Loop
  RowOf = row
End Function

Function CellOf(doc, kind, field, row)
  Dim place
  place = Head(doc, "col_" &amp; kind &amp; "_" &amp; field)
  CellOf = doc.Sheets.getByIndex(place.Sheet).getCellByPosition(place.StartColumn, row)
End Function

Function Rows(doc, kind, first, last, fromColumn, toColumn)
  Rows = PageOf(doc, "col_" &amp; kind &amp; "_ref").getCellRangeByPosition(fromColumn, first, toColumn, last)
End Function

Sub SortBy(cells, column, isAscending)
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim how(1) As New com.sun.star.beans.PropertyValue
  field(0).Field = column
  field(0).IsAscending = isAscending
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  cells.sort(how())
End Sub

Sub CopyRow(doc, kind, fromRow, toRow)
  Dim page, target
  page = PageOf(doc, "col_" &amp; kind &amp; "_ref")
  target = page.getCellByPosition(0, toRow).CellAddress
  page.copyRange(target, page.getCellRangeByPosition(0, fromRow, 40, fromRow).RangeAddress)
End Sub

Function Opened(path)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, how())
End Function

Sub Store(doc, path, filter)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = filter
  doc.storeToURL(ConvertToURL(path), how())
End Sub
"""


@dataclass(frozen=True)
class Edit:
    """The body of a Basic procedure that gets the open document as `doc`, and the formats it is saved in.

    `follows`: it goes on with the document of the edit before, instead of a fresh copy.
    """

    name: str
    body: str
    formats: tuple[str, ...] = tuple(FORMATS)
    follows: bool = False


def edit_in_libreoffice(workbook: Path, folder: Path, edits: Sequence[Edit]) -> dict[tuple[str, str], Path]:
    """(edit, format) → file. Skips the test where LibreOffice is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-calc-nogui), so nothing edits the workbook")
    start = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    # The first start fills the profile, and would write over a macro that lies there already.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, timeout=120, check=True)
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(LIBRARY)
    made = {(edit.name, ending): folder / f"{edit.name}.{ending}" for edit in edits for ending in edit.formats}
    (library / "Edits.xba").write_text(MODULE.format(BASIC + _main(workbook, edits, made)), "utf-8")
    command = [*start, "macro:///Standard.Edits.Main"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    missing = [file.name for file in made.values() if not file.exists()]
    assert not missing, f"{missing}: {done.stdout}{done.stderr}{_told(folder)}"
    return made


def _told(folder: Path) -> str:
    log = folder / "failed.txt"
    return log.read_text() if log.exists() else ""


def _main(workbook: Path, edits: Sequence[Edit], made: dict[tuple[str, str], Path]) -> str:
    """The macro: each edit is made and saved in its formats; then the program ends."""
    log = made[next(iter(made))].parent / "failed.txt"
    lines = ["Sub Main", "On Error Goto Failed", "Dim doc"]
    for edit in edits:
        lines += [] if edit.follows else [f'doc = Opened("{workbook}")']
        lines.append(f"{edit.name}(doc)")
        lines += [f'Store(doc, "{made[edit.name, ending]}", "{FORMATS[ending]}")' for ending in edit.formats]
    lines += ["StarDesktop.terminate()", "Exit Sub", "Failed:", f'Open "{log}" For Output As #1']
    lines += ['Print #1, Error$ &amp; " in line " &amp; Erl', "Close #1", "StarDesktop.terminate()", "End Sub"]
    bodies = [f"Sub {edit.name}(doc)\n{escape(edit.body)}\nEnd Sub" for edit in edits]
    return "\n".join([*bodies, *lines])
