"""Workbooks and text tables of other people are read in a process of their own: what it tells, and what it refuses."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.excel.preflight import check_file, check_table, may_be_ours
from mlplanner.exchange.excel.text_tables import decoded, rows_of_text, separator_of
from mlplanner.exchange.foreign.books import open_book
from mlplanner.exchange.problems import BadWorkbook


# P9.2
def test_that_cells_merged_areas_errors_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Plan"
    page.append(["Tâche", "Début", "%"])
    page.append(["Bâtir _x0041_", date(2026, 3, 2), 0.5])
    page["A4"], page["B4"], page["C4"] = "=1+1", True, "NA"
    page["D1"] = "#DIV/0!"
    page["D1"].data_type = "e"
    page.merge_cells("A6:C7")
    page["A6"] = "Title"
    made.create_sheet("Lists").sheet_state = "hidden"
    made["Lists"]["A1"] = 12
    made.save(tmp_path / "others.xlsx")
    book = open_book(tmp_path / "others.xlsx")
    assert book.titles == ("Plan", "Lists")
    assert (book.is_hidden("Plan"), book.is_hidden("Lists")) == (False, True)
    assert book.text(Spot("Plan", 1, 1)) == "Tâche"
    assert book.value(Spot("Plan", 2, 2)) == datetime.fromisoformat("2026-03-02")
    assert (book.value(Spot("Plan", 2, 3)), book.value(Spot("Lists", 1, 1))) == (0.5, 12)
    assert (book.value(Spot("Plan", 4, 2)), book.text(Spot("Plan", 4, 3))) == (True, "NA")
    assert book.is_error(Spot("Plan", 4, 1))
    assert book.text(Spot("Plan", 4, 1)) == "a formula without a result"
    assert (book.is_error(Spot("Plan", 1, 4)), book.text(Spot("Plan", 1, 4))) == (True, "#DIV/0!")
    assert book.shown(Spot("Plan", 7, 3)) == "Title"
    assert book.is_covered(Spot("Plan", 7, 3))


def test_that_a_text_table_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('Vorgang;Wer\n"Daten; holen";Märta\n\nModell;Ole\n', encoding="cp1252")
    book = open_book(path)
    assert book.text(Spot("Table", 2, 1)) == "Daten; holen"
    assert book.text(Spot("Table", 2, 2)) == "Märta"
    assert book.text(Spot("Table", 4, 1)) == "Modell"


@pytest.mark.parametrize(
    ("text", "separator"),
    [("a;b;c\n1,5;2;3\n", ";"), ("a,b\n1,2\n", ","), ("a\tb\n1\t2,5\n", "\t"), ("sep=|\na|b\n", "|"), ("one\n", ";")],
)
def test_that_the_separator_is_told_by_the_lines(text: str, separator: str) -> None:
    assert separator_of(text) == separator


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_that_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    assert decoded("Größe;1".encode(encoding)) == "Größe;1"


def test_that_ragged_rows_and_too_many_columns_are_handled() -> None:
    assert [[cell for cell in row if cell is not None] for row in rows_of_text(b"a;b;c\n1\n")] == [
        ["a", "b", "c"],
        ["1"],
    ]
    with pytest.raises(OverflowError):
        rows_of_text(b";" * 600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x01\x02", "is not an Excel workbook"),
        (b"<html>", "is a web page"),
        (b"a;b\n" * 6_000_000, "is larger than 20 MB"),
    ],
)
def test_that_what_is_no_table_is_refused_before_it_is_read(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(BadWorkbook, match=said):
        check_table(path)


def test_that_only_a_workbook_with_our_marks_is_opened_beside_the_plan(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.save(tmp_path / "others.xlsx")
    made.create_sheet("_mlplanner")
    made.save(tmp_path / "ours.xlsx")
    told = [may_be_ours(path, check_file(path)) for path in (tmp_path / "others.xlsx", tmp_path / "ours.xlsx")]
    assert told == [False, True]
