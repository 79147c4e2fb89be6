"""What is no workbook, or would hurt, is refused before anything reads it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mlplanner.exchange.excel import preflight
from mlplanner.exchange.excel.open_files import OpenFile
from mlplanner.exchange.excel.preflight import check_file
from mlplanner.exchange.problems import BadWorkbook

TYPES = "<?xml version='1.0'?><Types/>"
ROW = '<sheetData><row><c r="{}"><v>1</v></c></row></sheetData>'


def archive(path: Path, **parts: str | bytes) -> Path:
    """An archive that looks like a workbook, with the given parts (`_` in a name stands for `/`)."""
    with ZipFile(path, "w", ZIP_DEFLATED) as out:
        for name, content in {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **parts}.items():
            out.writestr(name, content)
    return path


def sheet(content: str) -> dict[str, str | bytes]:
    return {"xl/worksheets/sheet1.xml": content}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"SQLite format 3\x00", "is a portfolio file"),
        (b'{"format": 1}', "looks like JSON"),
        (b"<html>", "is a web page"),
        (b"a;b;c\n", "is not an Excel workbook; save it as an Excel workbook (.xlsx)"),
        (b"PK\x03\x04 cut off", "is not a complete Excel file"),
        (preflight.OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    ],
)
def test_that_the_type_is_told_by_the_first_bytes(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadWorkbook) as caught:
        check_file(path)
    assert what in str(caught.value)
    assert str(caught.value).startswith("plan.xlsx ")


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "is an OpenDocument file but no spreadsheet"),
        (
            {
                "mimetype": preflight.OPEN_DOCUMENT,
                "content.xml": "<x/>",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
            },
            "is protected by a password",
        ),
        (sheet("<c s='1' r='XFD1048576'/>"), "has an entry in XFD1048576"),
        (sheet('<x:c t="n"\n r = "ZZZ1"/>'), "has an entry in ZZZ1, far outside"),
        (sheet('<mergeCells><mergeCell ref="A1:SR200000"/></mergeCells>'), "has more than 5,000,000 cells"),
        ({"xl/worksheets/sheet1.xml": ROW.format("XFD1048576").encode("utf-16-le")}, "is not written as any program"),
        (sheet("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "contains a document type definition"),
        ({"xl/styles.xml": " " * 70_000 + "<!DOCTYPE x>"}, "document type"),
        ({"xl/styles.xml": "<!DOCTYPE x>".encode("utf-16-le")}, "document type"),
        (sheet(ROW.format("ZZZZ99999999")), "has a cell ZZZZ99999999, which lies outside of any sheet"),
        (sheet(ROW.format("A1048577")), "lies outside of any sheet"),
        (sheet(ROW.format("XFD1048576")), "has an entry in XFD1048576, far outside of the plan"),
        (sheet(" " * (6 * 2**20)), "packed far more tightly"),
    ],
)
def test_that_hostile_content_is_refused(parts: dict[str, str | bytes], what: str, tmp_path: Path) -> None:
    with pytest.raises(BadWorkbook) as caught:
        check_file(archive(tmp_path / "plan.xlsx", **parts))
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "value", "what"),
    [
        ("LARGEST_FILE", 10, "is larger than"),
        ("LARGEST_UNPACKED", 10, "unpacks to more than"),
        ("MOST_PARTS", 2, "has more than 2 parts"),
        ("MOST_CELLS", 0, "has more than 0 cells"),
    ],
)
def test_that_limits_hold(limit: str, value: int, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "plan.xlsx", **sheet(ROW.format("A1")))
    check_file(path)
    monkeypatch.setattr(preflight, limit, value)
    with pytest.raises(BadWorkbook) as caught:
        check_file(path)
    assert what in str(caught.value)


def test_that_an_archive_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with ZipFile(path, "w") as out:
        out.writestr("word/document.xml", "<x/>")
    with pytest.raises(BadWorkbook, match="is an archive but not an Excel workbook"):
        check_file(path)


def test_that_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadWorkbook, match=r"plan\.xlsx can't be read"):
        check_file(tmp_path / "plan.xlsx")


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes, part: int = 5) -> bytes:
    """A workbook with damaged bytes after so many tenths of it."""
    place = len(content) * part // 10
    return content[:place] + b"\x00" * 64 + content[place + 64 :]


@pytest.mark.parametrize("damage", [cut, *(partial(flip, part=part) for part in range(1, 10))])
def test_that_a_damaged_workbook_is_refused(damage: Callable[[bytes], bytes], workbook: Path) -> None:
    workbook.write_bytes(damage(workbook.read_bytes()))
    with pytest.raises(BadWorkbook, match="is not a complete Excel file"):
        OpenFile(workbook)


def test_that_parts_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWorkbook, match="is not a complete Excel file"):
        OpenFile(archive(tmp_path / "plan.xlsx", **sheet("<worksheet")))
