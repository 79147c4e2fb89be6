"""Files of .xls and .ods are read in a process of their own, which may die without harm (P9.2)."""

import struct
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mlplanner.exchange.excel import cell_worker, foreign_books, preflight
from mlplanner.exchange.excel.compound_files import Damaged, marks_of_xls
from mlplanner.exchange.excel.foreign_books import open_foreign
from mlplanner.exchange.excel.open_documents import marks_of_ods
from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.problems import BadWorkbook

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet><table:table table:name="It's">{rows}</table:table>
<table:named-expressions>
<table:named-range table:name="here" table:cell-range-address="$'It''s'.$B$3"/>
<table:named-range table:name="gone" table:cell-range-address="$'It''s'.$#REF!$3"/>
<table:named-range table:name="range" table:cell-range-address="$'It''s'.$A$1:.$B$3"/>
</table:named-expressions></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ROWS = """<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell/>
<table:table-cell office:value-type="string"><text:p>_x0041_ ≥ 3</text:p></table:table-cell>
<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-03-02"><text:p>02.03.26</text:p></table:table-cell>
</table:table-row>"""

HUGE_ROW = """<table:table-cell table:number-columns-repeated="16384"
 office:value-type="string"><text:p>x</text:p></table:table-cell>"""
FAR_CELL = """<table:table-cell table:number-columns-repeated="700"/><table:table-cell
 office:value-type="string"><text:p>x</text:p></table:table-cell>"""


def ods(path: Path, rows: str = ROWS, content: str = "") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as out:
        out.writestr("mimetype", preflight.OPEN_DOCUMENT)
        out.writestr("META-INF/manifest.xml", MANIFEST)
        out.writestr("content.xml", content or "".join(CONTENT.format(rows=rows).splitlines()))
    return path


def test_that_an_open_document_gives_values_errors_formulas_and_names(tmp_path: Path) -> None:
    file = OpenFile(ods(tmp_path / "plan.ods"))
    cells = [Spot("It's", 3, column) for column in range(2, 6)]
    assert file.titles == ("It's",)
    assert file.text(cells[0]) == "_x0041_ ≥ 3"
    assert (file.value(cells[1]), file.is_error(cells[1])) == ("#DIV/0!", True)
    assert (file.value(cells[2]), file.is_formula(cells[2]), file.is_error(cells[2])) == (2.0, True, False)
    assert str(file.value(cells[3])) == "2026-03-02 00:00:00"
    assert file.names == {"here": cells[0], "gone": None}
    assert file.notes == ()


def test_that_a_file_with_another_ending_is_read_as_what_it_is(tmp_path: Path) -> None:
    file = OpenFile(ods(tmp_path / "plan.xlsx"))
    assert file.notes == ("plan.xlsx is an OpenDocument spreadsheet, whatever its name says, and was read as one.",)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("<table:table-row>", "is not a complete workbook"),
        (
            f'<table:table-row table:number-rows-repeated="1048576">{HUGE_ROW}</table:table-row>',
            "has entries far outside of the plan",
        ),
        (
            f"<table:table-row>{FAR_CELL}</table:table-row>" * 2,
            "has entries far outside of the plan",
        ),
    ],
)
def test_that_a_hostile_open_document_ends_the_reader_and_not_the_program(
    rows: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign_books, "SECONDS", 20)
    with pytest.raises(BadWorkbook, match=what):
        OpenFile(ods(tmp_path / "plan.ods", rows))


@pytest.mark.parametrize("content", [b"\0" * 600, b"\0" * 22 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\xff" * 4000])
def test_that_an_old_workbook_that_is_none_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.xls"
    path.write_bytes(preflight.OLD_EXCEL + content)
    with pytest.raises(BadWorkbook, match=r"plan\.xls is not a complete workbook"):
        OpenFile(path)


def test_that_sectors_in_a_circle_are_no_hang() -> None:
    header = bytearray(512)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *[0xFFFFFFFF] * 126)
    with pytest.raises(Damaged, match="circle"):
        marks_of_xls(bytes(header) + table + b"\0" * 512)


def test_that_an_entity_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    path = ods(tmp_path / "plan.ods", content=evil + CONTENT.partition("?>")[2].format(rows="&e;"))
    with pytest.raises(BadWorkbook, match="document type definition"):
        OpenFile(path)
    assert "secret" not in str(marks_of_ods(path))


def test_that_a_reader_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_books, "SECONDS", 0.01)
    with pytest.raises(BadWorkbook, match="within the limits of time and memory"):
        open_foreign(ods(tmp_path / "plan.ods"))


def test_that_a_bundled_program_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Python's own switches, since its program is the planner."""
    told = tmp_path / "program"
    told.write_text(f'#!/bin/sh\n[ "$1" = --read-cells ] && exit {cell_worker.PASSWORD}\nexit 1\n')
    told.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(told))
    with pytest.raises(BadWorkbook, match="protected by a password"):
        open_foreign(tmp_path / "plan.ods")
