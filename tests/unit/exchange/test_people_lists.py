"""People from a sheet or the clipboard: columns by their words or looks, previewed, each wrong cell told (P4.9, P9.2)."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mlplanner.domain.changes import ChangeSet, EditAction
from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.foreign.people_lists import read_pasted
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 1, 7)
Table = list[list[Any]]
GERMAN: Table = [
    ["Unser Team, Stand Januar"],
    [],
    ["Nachname", "Vorname", "Funktion", "Abteilung", "Wochenstunden", "Eintritt", "Land", "Kenntnisse", "Parkplatz"],
    ["Berg", "Åsa", "Senior Data Engineer", "Risiko", "20,0", "02.03.2026", "DE", "SQL, dbt", 14],
    ["Kos", "Jan", "ML engineer", "IT", 40, date(2026, 5, 4), "AT", None, None],
    ["Summe", None, None, None, 60, None, None, None, None],
    ["Nach", "Der Summe", "ML engineer", None, None, None, None, None, None],
]


@pytest.fixture
def w() -> Workspace:
    return sample_in_memory(TODAY)


def book(tmp_path: Path, *sheets: tuple[str, Table]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(tmp_path / "Team.xlsx")
    return tmp_path / "Team.xlsx"


def read(w: Workspace, path: Path) -> ChangeSet:
    return read_changes(path, w.portfolio, w.playbook, today=TODAY)


def pasted(w: Workspace, *lines: str) -> ChangeSet | None:
    return read_pasted([line.split("|") for line in lines], w.portfolio, w.playbook)


def test_that_a_german_list_of_employees_becomes_people_in_one_step(w: Workspace, tmp_path: Path) -> None:
    changes = read(w, book(tmp_path, ("Team", GERMAN)))
    assert [edit.kind for edit in changes.edits] == ["people", "people"]
    before = len(w.portfolio.people)
    w.run(apply_changes(changes))
    asa, jan = list(w.portfolio.people.values())[before:]
    assert (asa.name, asa.role, asa.unit, asa.fte) == ("Åsa Berg", "data_engineer", "Risiko", Decimal("0.5"))
    assert (asa.employed_from, asa.country, asa.skills) == (date(2026, 3, 2), "DE", "SQL, dbt")
    assert (jan.fte, jan.employed_from, jan.country) == (Decimal(1), date(2026, 5, 4), "AT")
    w.undo()
    assert len(w.portfolio.people) == before
    told = "\n".join(changes.notes)
    assert "Wochenstunden = Hours a week" in told
    assert "not understood: Parkplatz" in told


def test_that_each_cell_that_does_not_fit_is_told_and_its_line_left_out(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [
        ["Name", "Role", "FTE", "From", "To", "Country", "Region", "Employment type"],
        ["Ann Good", "Data scientist", "80 %", "2026-02-02", None, "DE", "BY", "Freelancer"],
        ["Bo Role", "Wizard", 1, None, None, None, None, None],
        ["Cy Fte", "Data scientist", 1.5, None, None, None, None, None],
        ["Di Date", "Data scientist", 1, "soon", None, None, None, None],
        ["Ed End", "Data scientist", 1, "2026-05-01", "2026-04-01", None, None, None],
        ["Fe Place", "Data scientist", 1, None, None, "ZZ", None, None],
        ["Gi Region", "Data scientist", 1, None, None, "DE", "Q9", None],
        ["Hu Type", "Data scientist", 1, None, None, None, None, "Friend"],
        [None, "Data scientist", 1, None, None, None, None, None],
        ["Ann Good", "Data scientist", 1, None, None, None, None, None],
    ]
    changes = read(w, book(tmp_path, ("Staff", rows)))
    (edit,) = changes.edits
    assert edit.label == "Ann Good"
    assert edit.values["fte"] == Decimal("0.8")
    assert (edit.values["sourcing"], edit.values["region"]) == (Sourcing.CONTRACTOR, "BY")
    told = "\n".join(changes.notes)
    assert changes.notes[1] == "9\u00a0lines were left out:"
    for cell, words in {
        "Staff!B3": "'Wizard' is no role of the playbook",
        "Staff!C4": "at most 1 FTE",
        "Staff!D5": "must be a date",
        "Staff!E6": "employment ends (2026-04-01) before it starts",
        "Staff!F7": "no public holidays are known for 'ZZ'",
        "Staff!G8": "has no region 'Q9'",
        "Staff!H9": "must be one of",
        "Staff!A10": "needs a name",
        "Staff!A11": "stands at Staff!A2 already",
    }.items():
        assert any(cell in line and words in line for line in changes.notes), (cell, told)


def test_that_a_list_in_which_nothing_fits_is_refused_with_every_cell(w: Workspace, tmp_path: Path) -> None:
    rows: Table = [["Name", "Role", "FTE"], ["Ann", "Wizard", 1], ["Bo", "Data scientist", "much"]]
    with pytest.raises(BadInput, match=r"Team.xlsx, Sheet!B2: 'Wizard' is no role .*1 more problem") as told:
        read(w, book(tmp_path, ("Sheet", rows)))
    assert len(told.value.problems) == 2  # type: ignore[attr-defined]


def test_that_somebody_who_is_here_is_changed_in_the_columns_given(w: Workspace) -> None:
    known = next(person for person in w.portfolio.people.values() if person.role)
    changes = pasted(w, "Full name|FTE|Notes", f"{known.name.upper()}|40%|Back from leave")
    assert changes is not None
    (edit,) = changes.edits
    assert (edit.action, edit.id) == (EditAction.CHANGE, known.id)
    assert edit.values == {"fte": Decimal("0.4"), "note": "Back from leave"}


def test_that_a_block_without_headings_is_understood_by_its_cells(w: Workspace) -> None:
    changes = pasted(w, "Risk|Data engineer|Åsa Berg|50%|02.03.2026", "IT|ML engineer|Jan Kos|100%|04.05.2026")
    assert changes is not None
    assert changes.notes[0].startswith("Read as people: column 1 = Name, column 2 = Main role, column 3 = Department")
    changes = pasted(w, "Åsa Berg|Data engineer|0,5|02.03.2026|31.12.2026|DE")
    assert changes is not None
    values = changes.edits[0].values
    assert (values["name"], values["role"], values["fte"]) == ("Åsa Berg", "data_engineer", Decimal("0.5"))
    assert (values["employed_from"], values["employed_to"]) == (date(2026, 3, 2), date(2026, 12, 31))
    assert values["country"] == "DE"


@pytest.mark.parametrize("lines", [("Åsa Berg", "Jan Kos"), ("1|2", "3|4"), ("Alpha project|Some words",)])
def test_that_what_is_no_list_of_people_is_left_to_the_grid(w: Workspace, lines: tuple[str, ...]) -> None:
    assert pasted(w, *lines) is None


def test_that_people_and_work_of_one_file_share_their_names(w: Workspace, tmp_path: Path) -> None:
    work: Table = [
        ["Task", "Owner", "Start", "End", "Effort (h)"],
        ["Model bauen", "Åsa Berg", date(2026, 3, 2), date(2026, 3, 13), 40],
    ]
    changes = read(w, book(tmp_path, ("Team", GERMAN), ("Plan", work)))
    people = [edit for edit in changes.edits if edit.kind == "people"]
    assert [edit.label for edit in people] == ["Åsa Berg", "Jan Kos"]
    (line,) = (edit for edit in changes.edits if edit.kind == "lines")
    assert line.values["person_id"] == people[0].id
    w.run(apply_changes(changes))


@pytest.mark.parametrize(
    "headings",
    [
        ["Task", "Owner", "Start", "End"],
        ["Resource", "Role", "Week 1", "Week 2"],
        ["Name", "Start", "End", "Progress"],
    ],
)
def test_that_lists_of_work_stay_lists_of_work(w: Workspace, tmp_path: Path, headings: list[str]) -> None:
    row = ["Mara", "Data engineer", 1, 1] if "Week 1" in headings else ["Bauen", "Mara", "2026-03-02", "2026-03-13"]
    if "Progress" in headings:
        row = ["Bauen", "2026-03-02", "2026-03-13", "50%"]
    changes = read(w, book(tmp_path, ("Sheet", [headings, row])))
    assert any(edit.kind == "projects" for edit in changes.edits)
