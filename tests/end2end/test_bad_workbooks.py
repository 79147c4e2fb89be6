"""Workbooks that come back wrong: one sentence with sheet and cell, the portfolio as it was (P9.2)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from mlplanner.__main__ import main
from tests.support.command_line import Refuse, files_of

Edit = Callable[[Any], object]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The plan workbook of the churn project."""
    from tests.support.sample_files import copy_of_sample

    folder = tmp_path_factory.mktemp("exported")
    path = folder / "plan.xlsx"
    assert main(["export", str(copy_of_sample(folder)), "churn", "--as", "plan.xlsx", "-o", str(path)]) == 0
    return path.read_bytes()


@pytest.fixture
def plan(exported: bytes, sample: Path) -> Path:
    """A fresh copy of it beside the portfolio."""
    path = sample.with_name("plan.xlsx")
    path.write_bytes(exported)
    return path


def heading(sheet: Any, text: str) -> Any:
    """The cell that holds exactly this text."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def put(sheet: str, title: str, value: object, row: int = 1) -> Edit:
    """Write into the n-th row below a heading."""

    def edit(book: Any) -> None:
        above = heading(book[sheet], title)
        book[sheet].cell(above.row + row, above.column).value = value

    return edit


def edited(path: Path, edit: Edit) -> Path:
    """Open, edit, save, as a colleague does."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def rename(sheet: str, title: str, text: str) -> Edit:
    return lambda book: setattr(heading(book[sheet], title), "value", text)


def without_names(sheet: str, title: str, text: str) -> Edit:
    """A heading renamed in a file that also lost its names, as some programs leave it."""

    def edit(book: Any) -> None:
        rename(sheet, title, text)(book)
        for name in [name for name in book.defined_names if "lines" in name]:
            del book.defined_names[name]

    return edit


SPOILT: dict[str, tuple[Edit, str]] = {
    "a missing sheet": (lambda book: book.remove(book["Staffing"]), "Staffing: the sheet 'Staffing' is missing"),
    "a heading that reads like another": (rename("Staffing", "Person", "Role"), "Staffing!C6: the heading 'Person'"),
    "a renamed heading without names": (without_names("Staffing", "Role", "Job"), "the heading 'Role' is not found"),
    "text for FTE": (put("Staffing", "W3", "half"), "Staffing!M7: must be a number such as 0.5; got 'half'"),
    "FTE of 0": (put("Staffing", "W3", 0), "Staffing!M7: FTE must be above 0"),
    "FTE of −1": (put("Staffing", "W3", -1), "Staffing!M7: FTE must be above 0 and at most 50; got -1"),
    "FTE of 1e9": (put("Staffing", "W3", 1e9), "Staffing!M7: FTE must be above 0 and at most 50; got 1000000000"),
    "FTE of NaN": (put("Staffing", "W3", "NaN"), "Staffing!M7: must be a number such as 0.5; got 'NaN'"),
    "an error for FTE": (put("Staffing", "W3", "#N/A"), "Staffing!M7: the cell shows #N/A"),
    "TRUE for FTE": (put("Staffing", "W3", True), "Staffing!M7: must be a number such as 0.5; got TRUE"),
    "an unknown role": (put("Staffing", "Role", "Wizard"), "Staffing!B7: 'Wizard' is not in the list; choose one of"),
    "an unknown Ref": (put("Staffing", "Ref", "ST-999", 2), "Staffing!A8: there is no ST-999 in this plan"),
    "text for an amount": (put("Costs", "Amount", "a lot"), "Costs!D8: must be an amount such as 1250.50"),
    "an amount of 1e30": (put("Costs", "Amount", 1e30), "Costs!D8: Amount: must be at most 1000000000000"),
    "an end before its start": (put("Costs", "From week", 17), "the last week (16) lies before the first (17)"),
    "a phase that ends before it starts": (
        lambda book: [
            put("Timeline", "Actual start", date(2026, 1, 10))(book),
            put("Timeline", "Actual end", date(2026, 1, 5))(book),
        ],
        "the actual end (2026-01-05) lies before the actual start (2026-01-10)",
    ),
    "a date before the project": (
        put("Artifacts", "Due", date(2020, 1, 1)),
        "Artifacts!G5: Due: 2020-01-01 lies before the project's start (2025-12-29)",
    ),
    "text for a date": (put("Artifacts", "Due", "soon"), "Artifacts!G5: must be a date such as 2026-03-02; got 'soon'"),
    "an unknown state": (put("Artifacts", "State", "Perhaps"), "Artifacts!F5: 'Perhaps' is not in the list"),
    "half a week": (put("Timeline", "Weeks", 2.5), "Timeline!C9: must be a whole number; got 2.5"),
    "10,000 characters in a name": (put("KPIs", "KPI", "x" * 10_000), "KPIs!B5: KPI: is longer than 120 characters"),
    "an empty name": (put("KPIs", "KPI", None), "KPIs!B5: KPI: must not be empty"),
    "an invisible name": (put("KPIs", "KPI", "\u200b\u2060"), "KPIs!B5: KPI: must not be empty"),
    "a newer version": (lambda book: book["_mlplanner"].__setitem__("B2", "99"), "was written by a newer mlplanner"),
}


# P9.2, P9.4, P4.1, P4.2
@pytest.mark.parametrize("fault", SPOILT)
def test_that_a_wrong_cell_is_told_with_its_place(sample: Path, plan: Path, refuse: Refuse, fault: str) -> None:
    edit, words = SPOILT[fault]
    sentence = refuse("import", sample, edited(plan, edit))
    assert sentence.startswith("plan.xlsx")
    assert words in sentence


def test_that_several_problems_are_counted(sample: Path, plan: Path, refuse: Refuse) -> None:
    edited(plan, lambda book: [put("Staffing", "W3", "half")(book), put("Costs", "Amount", "a lot")(book)])
    assert refuse("import", sample, plan).endswith("got 'half' (1 more problem in this file).")


def _zip(content: bytes, path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")


def _foreign(content: bytes, path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(path)


FILES: dict[str, tuple[Callable[[bytes, Path], object], str]] = {
    "empty": (lambda _, path: path.write_bytes(b""), "plan.xlsx is empty"),
    "cut off": (lambda content, path: path.write_bytes(content[:5000]), "plan.xlsx is not a complete Excel file"),
    "damaged": (
        lambda content, path: path.write_bytes(content[:3000] + bytes(2000) + content[5000:]),
        "plan.xlsx is not a complete Excel file",
    ),
    "of Excel 97": (
        lambda _, path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "is not a complete workbook",
    ),
    "an archive": (_zip, "plan.xlsx is an archive but not an Excel workbook"),
    "a PDF": (lambda _, path: path.write_bytes(b"%PDF-1.7"), "plan.xlsx is a PDF"),
    "somebody else's": (_foreign, "plan.xlsx is not a workbook that mlplanner wrote"),
}


@pytest.mark.parametrize("fault", FILES)
def test_that_a_file_that_is_no_plan_workbook_is_told(sample: Path, plan: Path, refuse: Refuse, fault: str) -> None:
    spoil, words = FILES[fault]
    spoil(plan.read_bytes(), plan)
    assert words in refuse("import", sample, plan)


def test_that_a_renamed_heading_does_no_harm_and_is_told(
    sample: Path, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(plan, rename("Staffing", "Role", "Job"))
    before = files_of(sample.parent)
    assert main(["import", str(sample), str(plan)]) == 0
    told = capsys.readouterr()
    assert told.out == "plan.xlsx changes nothing in sample.mlplan.\n"
    assert told.err == "Note: Staffing!B6: the heading 'Role' was renamed to 'Job'; its column was read as before.\n"
    assert files_of(sample.parent) == before


def test_that_a_person_whom_nobody_knows_is_told_by_name(
    sample: Path, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(plan, put("Staffing", "Person", "Ἀθηνᾶ 🙂"))
    assert main(["import", str(sample), str(plan), "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "Person: Ελένη Παπαδοπούλου → Ἀθηνᾶ 🙂" in told.out
    assert "Staffing!C7: 'Ἀθηνᾶ 🙂' is not among the people and will be added" in told.err
