"""Kinds of workbooks that other people make: each comes in with a sensible result, and what does not is told by cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import ChangeSet, RowEdit
from mlplanner.exchange.foreign import reading
from mlplanner.exchange.foreign.memory import Memories
from mlplanner.exchange.foreign.outcomes import Outcome, RowOutcome
from mlplanner.exchange.foreign.tables import find_tables
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import Workspace
from tests.support.foreign_books import Table, book_of, open_here
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 1, 7)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file."""
    monkeypatch.setattr(reading, "open_book", open_here)


@pytest.fixture(scope="module")
def w() -> Workspace:
    return sample_in_memory(TODAY)


def made(tmp_path: Path, sheets: Mapping[str, Table], merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    book_of(sheets, merged).save(tmp_path / "Nordstern.xlsx")
    return tmp_path / "Nordstern.xlsx"


def read(w: Workspace, path: Path, **how: Any) -> ChangeSet:
    return read_changes(path, w.portfolio, w.playbook, today=TODAY, **how)


def preview(w: Workspace, path: Path) -> tuple[RowOutcome, ...]:
    book = open_here(path)
    tables = find_tables(book, Memories(), TODAY)
    taken = reading.proposed(tables)
    return reading.make_changes(book, taken, tables, w.portfolio, w.playbook, project="", today=TODAY).rows


def of(changes: ChangeSet, kind: str) -> list[RowEdit]:
    return [edit for edit in changes.edits if edit.kind == kind]


STATUS: Table = [
    ["Project status"],
    [],
    ["Work package", "Lead", "Start date", "Finish date", "% complete"],
    ["Collect data", "Ann Lee", "03/02/2026", "03/13/2026", "100%"],
    ["Train model", "Bo Chen; Ann Lee", "03/16/2026", "04/24/2026", "20%"],
    ["Go-live gate", None, "04/30/2026", "soon", None],
    ["Total", None, None, None, "60%"],
    [],
    ["Risks"],
    ["Nr.", "Risk description", "Likelihood", "Severity", "Response", "Owner"],
    [1, "Total loss of labels", "High", "4", "Label ourselves", "Bo Chen"],
    [2, "Vendor late", "2", "Medium", "Second vendor", None],
    [3, None, None, None, None, None],
]


# P9.2
def test_that_tasks_and_risks_on_one_sheet_come_in_with_american_dates(w: Workspace, tmp_path: Path) -> None:
    changes = read(w, made(tmp_path, {"Status": STATUS}))
    assert {edit.label: edit.values["due"] for edit in of(changes, "artifacts")} == {
        "Collect data": date(2026, 3, 13),
        "Train model": date(2026, 4, 24),
    }
    assert [edit.label for edit in of(changes, "risks")] == ["Total loss of labels", "Vendor late"]
    assert of(changes, "artifacts")[0].values["state"] == "submitted"
    assert "month first" in changes.notes[0]


def test_that_the_preview_says_of_each_row_what_becomes_of_it(w: Workspace, tmp_path: Path) -> None:
    rows = preview(w, made(tmp_path, {"Status": STATUS}))
    told = {(row.outcome, row.where): (row.what, row.why) for row in rows}
    assert told[Outcome.CREATE, "Status!A4"][0] == "Artifact Collect data"
    assert told[Outcome.ERROR, "Status!D6"] == ("", "'soon' is no date; left out.")
    assert told[Outcome.SKIP, "Status!A7"][1] == "a row of totals."
    assert (Outcome.SKIP, "Status!A13") in told
    assert "Label ourselves" in told[Outcome.CREATE, "Status!A11"][1]
    places = [row.where for row in rows if row.where.startswith("Status!")]
    assert places.index("Status!A4") < places.index("Status!D6") < places.index("Status!A11")


def test_that_a_second_import_says_that_nothing_changes(tmp_path: Path) -> None:
    w = sample_in_memory(TODAY)
    path = made(tmp_path, {"Risks": STATUS[9:]})
    w.run(apply_changes(read(w, path, project="Nordstern")))
    book = open_here(path)
    tables = find_tables(book, Memories(), TODAY)
    again = reading.make_changes(book, tables, tables, w.portfolio, w.playbook, project="Nordstern", today=TODAY)
    assert again.changes.is_empty
    assert [row.outcome for row in again.rows] == [Outcome.SAME, Outcome.SAME, Outcome.SKIP]


def test_that_months_below_a_merged_year_with_decimal_commas_become_fte(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Ressourcenplanung"],
        [],
        ["Mitarbeiter", "Rolle", "Standort", 2026, None, None, 2027],
        [None, None, None, "Okt", "Nov", "Dez", "Jan"],
        ["Mara Klein", "Data Engineer", "Köln", "0,5", "1,0", "1,0", "0,25"],
        [None],
        ["Ole Brandt", "ML Engineer", "Köln", "0,8", "0,8", None, "1,0"],
        ["Zwischensumme", None, None, "1,3", "1,8", "1,0", "1,25"],
        [],
        ["Hinweis: Stand 1.9.2026"],
    ]
    changes = read(w, made(tmp_path, {"Kapazität": rows}, {"Kapazität": ["D3:F3"]}))
    assert of(changes, "projects")[0].values["start"] == date(2026, 9, 28)
    mara, ole = (edit.values["weekly"] for edit in of(changes, "lines"))
    assert (mara[3], mara[7], ole[3]) == (Decimal("0.5"), Decimal(1), Decimal("0.8"))
    assert max(mara) == 18
    assert "decimal comma, FTE" in changes.notes[0]
    assert any("Kapazität!A10: skipped: a note below the table" in note for note in changes.notes)


def test_that_tasks_and_the_hours_of_their_team_become_one_project(w: Workspace, tmp_path: Path) -> None:
    plan: Table = [
        ["Phase", "Aufgabe", "Verantwortlich", "Beginn", "Ende", "Aufwand (PT)"],
        ["Analyse", "Interviews", "Mara", "KW 10/2026", "KW 11/2026", "5,5"],
        ["Analyse", "Daten sichten", "Ole", "KW 11/2026", "KW 12/2026", "10"],
        ["Umsetzung", "Modell bauen", "Ole", "KW 13/2026", "KW 16/2026", "15"],
        ["Umsetzung", "Abnahme Meilenstein", "Mara", "KW 17/2026", "KW 17/2026", None],
    ]
    team: Table = [
        ["Stunden pro Woche"],
        ["Name", "Rolle", "KW 10", "KW 11", "KW 12", "KW 13"],
        ["Mara", "Data engineer", 20, 20, 0, 8],
        ["Ole", "ML engineer", 40, "", 32, 40],
        ["Summe", None, 60, 20, 32, 48],
    ]
    changes = read(w, made(tmp_path, {"Plan": plan, "Team": team}))
    assert len(of(changes, "projects")) == 1
    assert [(edit.label, edit.values["weeks"]) for edit in of(changes, "phases")] == [("Analyse", 3), ("Umsetzung", 5)]
    assert [edit.values["weekly"] for edit in of(changes, "lines")] == [
        {1: Decimal("0.5"), 2: Decimal("0.5"), 4: Decimal("0.2")},
        {1: Decimal(1), 3: Decimal("0.8"), 4: Decimal(1)},
    ]
    assert [edit.where for edit in of(changes, "lines")] == ["Team!A3", "Team!A4"]


def test_that_names_in_the_cells_of_a_raci_become_marks(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Activity", "Responsible", "Accountable", "Consulted", "Informed"],
        ["Define", "Data scientist", "Product owner", "Legal", "Sponsor"],
        ["Build", "ML engineer, Data engineer", "ML engineer", "", "Sponsor"],
    ]
    changes = read(w, made(tmp_path, {"RACI": rows}))
    assert [edit.values["marks"] for edit in of(changes, "raci")] == [
        "data_scientist:R; product_owner:A; own_legal:C; own_sponsor:I",
        "ml_engineer:RA; data_engineer:R; own_sponsor:I",
    ]


def test_that_costs_in_thousands_are_taken_between_subtotals(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Kostenart", "Betrag (TEUR)", "Bemerkung"],
        ["Lizenzen", "12,5", "pro Jahr"],
        ["Cloud", "1.250,0", None],
        ["Zwischensumme", "1.262,5", None],
        ["Schulung", "viel", None],
        ["Gesamt", "1.262,5", None],
    ]
    changes = read(w, made(tmp_path, {"Budget": rows}))
    assert [(edit.label, edit.values["amount"]) for edit in of(changes, "costs")] == [
        ("Lizenzen", Decimal(12_500)),
        ("Cloud", Decimal(1_250_000)),
    ]
    assert any("Budget!A5: skipped: 'Schulung' has no amount" in note for note in changes.notes)


def test_that_crosses_under_months_are_the_time_of_a_task(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Initiative", "Task", "Owner", "Jan", "Feb", "Mar", "Apr"],
        ["Scope", "Collect", "Ann", None, "x", "x", None],
        ["Scope", "Train", "Bo", None, None, "x", "x"],
        ["Fraud two", "Scope", "Ann", "x", None, None, None],
    ]
    changes = read(w, made(tmp_path, {"Roadmap": rows}))
    starts = {edit.label: edit.values["start"] for edit in of(changes, "projects")}
    assert starts == {"Scope": date(2026, 1, 26), "Fraud two": date(2025, 12, 29)}


def test_that_a_heading_of_two_merged_rows_tells_plan_from_actual(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Task", "Owner", "Plan", None, "Actual", None],
        [None, None, "Start", "End", "Start", "End"],
        ["Build", "Ann", date(2026, 3, 2), date(2026, 3, 27), date(2026, 3, 9), None],
    ]
    changes = read(w, made(tmp_path, {"Tasks": rows}, {"Tasks": ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]}))
    assert of(changes, "phases")[0].values["weeks"] == 4
    assert "not understood: Start (Actual), End (Actual)" in changes.notes[0]


def test_that_tables_side_by_side_and_repeated_headings_are_read_apart(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Task", "Start", "End", None, "Risk", "Probability", "Impact"],
        ["Build", "2026-03-02", "2026-03-13", None, "Late", "70%", "High"],
        ["Test", "2026-03-16", "2026-03-27", None, "Leak", "10%", "Low"],
        ["Task", "Start", "End", None, "Risk", "Probability", "Impact"],
        ["Ship", "2026-03-30", "2026-04-03", None, "Loss", "30%", "Low"],
    ]
    changes = read(w, made(tmp_path, {"S": rows}))
    assert [edit.label for edit in of(changes, "phases")] == ["Build", "Test", "Ship"]
    assert {e.label: e.values["likelihood"] for e in of(changes, "risks")} == {"Late": 4, "Leak": 1, "Loss": 2}


def test_that_a_hidden_sheet_is_not_taken_unless_asked(w: Workspace, tmp_path: Path) -> None:
    book = book_of({"Now": STATUS[9:], "Old": [*STATUS[9:], [4, "Forgotten", 5, 5, None, None]]})
    book["Old"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    changes = read(w, tmp_path / "a.xlsx")
    assert [edit.label for edit in of(changes, "risks")] == ["Total loss of labels", "Vendor late"]
    assert [(each["sheet"], each["taken"]) for each in changes.understood] == [("Now", True), ("Old", False)]


def test_that_a_corrected_column_replaces_what_was_remembered(tmp_path: Path) -> None:
    w = sample_in_memory(TODAY)
    rows: Table = [["Task", "Captain", "Deputy", "Start", "End"], ["Build", "Mara", "Ole", "2026-03-02", "2026-03-13"]]
    path = made(tmp_path, {"S": rows})
    w.run(apply_changes(read(w, path, columns={"Captain": "owner"})))
    corrected = read(w, path, columns={"Deputy": "owner", "Captain": ""})
    assert [edit.action for edit in of(corrected, "import_mappings")] == ["change"]
    w.run(apply_changes(corrected))
    assert [edit.label for edit in of(read(w, path, project="Other"), "people")] == []
    assert [each.mapping for each in w.portfolio.import_mappings] == ['{"Deputy": "owner"}']
    back = read(w, path, columns={"Deputy": "", "Captain": ""})
    w.run(apply_changes(back))
    assert w.portfolio.import_mappings == ()
