"""Workbooks of other people: recognised by their headings, in several languages, each guess told and correctable."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mlplanner.domain.changes import ChangeSet, RowEdit
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.foreign import reading
from mlplanner.exchange.foreign.books import open_book
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import Workspace
from tests.support.foreign_books import open_here
from tests.support.foreign_files import foreign_file
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 1, 7)
Table = list[list[Any]]


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file; `test_foreign_books.py` has the tests of that."""
    monkeypatch.setattr(reading, "open_book", open_here)


@pytest.fixture(scope="module")
def w() -> Workspace:
    return sample_in_memory(TODAY)


def book(tmp_path: Path, rows: Table, name: str = "Plan of others.xlsx") -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    made.save(tmp_path / name)
    return tmp_path / name


def read(w: Workspace, path: Path, **how: Any) -> ChangeSet:
    return read_changes(path, w.portfolio, w.playbook, today=TODAY, **how)


def of(changes: ChangeSet, kind: str) -> list[RowEdit]:
    return [edit for edit in changes.edits if edit.kind == kind]


GERMAN: Table = [
    ["Projektplan Retouren"],
    [],
    ["Nr.", "Vorgangsname", "Zuständig", "Anfang*", "Ende", "Aufwand (h)"],
    [1, "Verstehen", None, None, None, None],
    [2, "  Daten holen", "Mara; Ole", "02.03.2026", "13.03.2026", "40,0"],
    [3, "  Meilenstein", None, "20.03.2026", "20.03.2026", None],
    [4, "Bauen", None, None, None, None],
    [5, "  Modell bauen", "Ole", "23.03.2026", "17.04.2026", "120,5"],
    [6, "  Kein Datum", "Ole", "bald", None, None],
]


# P9.2
def test_that_a_german_task_list_below_a_title_becomes_phases_and_work(w: Workspace, tmp_path: Path) -> None:
    changes = read(w, book(tmp_path, GERMAN))
    assert [(edit.label, edit.values["weeks"]) for edit in of(changes, "phases")] == [("Verstehen", 3), ("Bauen", 4)]
    assert of(changes, "gates")[0].label == "Meilenstein"
    assert of(changes, "projects")[0].values["start"] == date(2026, 3, 2)
    assert {edit.label for edit in of(changes, "people")} == {"Mara", "Ole"}
    ole = of(changes, "lines")[1].values["weekly"]
    assert ole[1] == Decimal("0.25")
    assert ole[4] == Decimal("0.85")
    assert of(changes, "phases")[0].where == "Sheet!A4"
    told = "\n".join(changes.notes)
    assert "headings in row 3: Nr. = number; Vorgangsname = task; Zuständig = owner" in told
    assert "Anfang* = begin" in told
    assert "decimal comma" in told
    assert "'bald' is no date" in told
    assert "Sheet!D9" in told


def test_that_months_as_columns_become_fte_by_week(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Ressource", "Rolle", date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)],
        ["Mara", "Data engineer", 0.5, 1, None],
        ["Ole", "Dompteur", "50%", None, "25%"],
        ["Summe", None, 1, 1, 0.25],
    ]
    changes = read(w, book(tmp_path, rows))
    mara, ole = (edit.values for edit in of(changes, "lines"))
    assert (mara["role"], ole["role"]) == ("data_engineer", "own_dompteur")
    assert len(of(changes, "lines")) == 2
    assert mara["weekly"][2] == pytest.approx(Decimal("0.5"), abs=Decimal("0.1"))
    assert max(mara["weekly"].values()) <= Decimal("1.15")


def test_that_numbered_weeks_are_counted_from_the_begin(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Project", "Person", "Role", "Start", "KW 1", "KW 2", "KW 3"],
        ["Fable", "Mara", "ML engineer", "2026-03-02", 20, None, 40],
    ]
    changes = read(w, book(tmp_path, rows))
    assert of(changes, "projects")[0].label == "Fable"
    assert of(changes, "lines")[0].values["weekly"] == {1: Decimal("0.5"), 3: Decimal(1)}


def test_that_a_matrix_of_words_becomes_a_raci_and_wrong_rows_are_told(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Activité", "Product owner", "Équipe"],
        ["Cadrer", "Accountable", "Responsible"],
        ["Livrer", "A", "A"],
        ["Suivre", "A", "I"],
    ]
    changes = read(w, book(tmp_path, rows))
    marks = {edit.label: edit.values["marks"] for edit in of(changes, "raci")}
    assert marks == {"Cadrer": "product_owner:A; own_equipe:R", "Suivre": "product_owner:RA; own_equipe:I"}
    assert any("Sheet!A3: skipped: 2 roles are accountable" in note for note in changes.notes)


def test_that_risks_in_words_numbers_and_per_cents_are_on_one_scale(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Riesgo", "Probabilidad", "Impacto", "Mitigación", "Responsable"],
        ["Datos tarde", "Alta", 8, "Pedir ya", "Ana"],
        ["Poco uso", "Baja", 10, "", ""],
    ]
    changes = read(w, book(tmp_path, rows))
    risks = {edit.label: edit.values for edit in of(changes, "risks")}
    assert (risks["Datos tarde"]["likelihood"], risks["Datos tarde"]["impact"]) == (4, 4)
    assert (risks["Poco uso"]["likelihood"], risks["Poco uso"]["impact"]) == (2, 5)
    assert [edit.label for edit in of(changes, "people")] == ["Ana"]


def test_that_a_corrected_column_is_remembered_for_the_same_headings(tmp_path: Path) -> None:
    w = sample_in_memory(TODAY)
    rows: Table = [["Task", "Captain", "Start", "End"], ["Build", "Mara", "2026-03-02", "2026-03-13"]]
    path = book(tmp_path, rows)
    assert of(read(w, path), "people") == []
    corrected = read(w, path, columns={"Captain": "owner"}, project="Fable")
    assert [edit.label for edit in of(corrected, "people")] == ["Mara"]
    w.run(apply_changes(corrected))
    assert [each.headings for each in w.portfolio.import_mappings] == ["Task | Captain | Start | End"]
    other = book(tmp_path, [*rows[:1], ["Test", "Ole", "2026-04-06", "2026-04-10"]], "other.xlsx")
    assert [edit.label for edit in of(read(w, other), "people")] == ["Ole"]
    w.undo()
    assert w.portfolio.import_mappings == ()
    with pytest.raises(BadInput, match="'boss' is no meaning of a column"):
        read(w, path, columns={"Captain": "boss"})


def test_that_tasks_go_into_a_project_that_is_here_and_move_none_of_its_phases(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [["Task", "Owner", "Start", "End"], ["Check the labels", "Priya Raman", "2026-01-12", "2026-01-16"]]
    changes = read(w, book(tmp_path, rows), project="ML-001")
    assert changes.project_id == 1
    assert {edit.kind for edit in changes.edits} == {"artifacts", "lines", "external_ids"}
    assert of(changes, "artifacts")[0].values["gate_id"] == w.portfolio.plan(1).gates[0].id


def test_that_a_workbook_without_any_known_table_is_refused_in_one_sentence(w: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not a workbook that mlplanner wrote, and holds no table"):
        read(w, book(tmp_path, [["Song", "Singer"], ["One", "Two"]]))


@pytest.mark.parametrize(
    ("name", "kind", "count", "sample"),
    [
        ("gantt-milestones.xlsx", "gates", 1, "Q1 Release Milestone"),
        ("project-plan-months.xlsx", "phases", 7, "Relay Servers"),
        ("raci-steps.xlsx", "raci", 8, "Daily Stand Ups"),
        ("risk-scorecard.xlsx", "risks", 9, "Risk of row 10"),
        ("ops-management-workbook.xlsx", "costs", 24, "Payroll"),
        ("resource-allocation-weeks.xlsx", "projects", 3, "Project Gamma"),
    ],
)
def test_that_workbooks_from_public_places_come_in(
    name: str, kind: str, count: int, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = foreign_file("xlsx", name)
    monkeypatch.setattr(reading, "open_book", cache(open_book))  # apart, as a user has it, but once for both readings
    w = sample_in_memory(TODAY)
    changes = read(w, path)
    labels = [edit.label for edit in of(changes, kind)]
    assert (len(labels), sample in labels) == (count, True)
    assert "was read as" in changes.notes[0]
    w.run(apply_changes(changes))
    assert read(w, path).edits == ()
