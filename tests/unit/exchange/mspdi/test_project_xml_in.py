"""Schedules of other people: into phases, gates and staffing, with a list of what has no place here."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.imports import read_changes
from mlplanner.exchange.mspdi.reading import read_project_xml
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import Workspace
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_person, make_portfolio
from tests.support.foreign_files import foreign_file
from tests.support.sample_files import sample_in_memory

FILE = Path(__file__).parents[3] / "files" / "mspdi" / "return-desk.xml"
PORTFOLIO = make_portfolio(rates=(), people=[make_person(3, "Mara Vogel", "ml_engineer")])


def read(path: Path = FILE) -> ChangeSet:
    return read_changes(path, PORTFOLIO, load_playbook())


def of(changes: ChangeSet, kind: str) -> list[RowEdit]:
    return [edit for edit in changes.edits if edit.kind == kind]


def edited(tmp_path: Path, *changes: tuple[str, str], encoding: str = "utf-8") -> Path:
    text = FILE.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "edited.xml"
    path.write_bytes(text.encode(encoding))
    return path


# P9.2
def test_that_summaries_become_phases_that_end_with_their_milestone() -> None:
    changes = read()
    phases = [(edit.label, edit.values["weeks"]) for edit in of(changes, "phases")]
    assert phases == [("Understand returns", 3), ("Build the pilot", 8)]
    assert [edit.label for edit in of(changes, "gates")] == ["Steering decides on the pilot", "Pilot accepted"]
    project = of(changes, "projects")[0].values
    assert (project["name"], project["start"]) == ("Return desk", date(2026, 3, 2))


def test_that_tasks_become_what_the_gate_wants_to_see_with_owner_date_and_state() -> None:
    changes = read()
    artifacts = {edit.label: edit.values for edit in of(changes, "artifacts")}
    assert set(artifacts) == {
        "Collect two years of returns",
        "Interview the desk",
        "Train first model",
        "Weekly check-in",
        "Label a sample",
        "First look at errors",
    }
    done = artifacts["Collect two years of returns"]
    assert (done["state"], done["submitted_on"], done["due"]) == ("submitted", date(2026, 3, 12), date(2026, 3, 13))
    assert artifacts["Train first model"]["owner_id"] == 3
    assert artifacts["Interview the desk"]["state"] == "draft"


def test_that_work_becomes_fte_in_its_own_weeks() -> None:
    changes = read()
    lines = {edit.values["placeholder"] or edit.values["person_id"]: edit.values for edit in of(changes, "lines")}
    engineer = lines["Data engineer"]
    assert (engineer["role"], engineer["weekly"]) == ("data_engineer", {1: Decimal("0.5"), 2: Decimal("0.5")})
    mara = lines[3]
    assert mara["role"] == "ml_engineer"
    assert mara["weekly"] == {4: Decimal(1), 6: Decimal(1)}


def test_that_people_roles_rates_and_costs_come_in() -> None:
    changes = read()
    assert [edit.label for edit in of(changes, "people")] == ["Odd Helper", "On leave"]
    rates = {edit.values["role"]: edit.values["amount"] for edit in of(changes, "rates")}
    assert rates["data_engineer"] == Decimal("130000.00")
    costs = {edit.label: (edit.values["amount"], edit.values["from_week"]) for edit in of(changes, "costs")}
    assert costs == {
        "Labels: Label a sample": (Decimal("1200.50"), 8),
        "Fixed cost: Label a sample": (Decimal("2500.00"), 8),
    }


def test_that_the_list_of_losses_names_what_has_no_place_here() -> None:
    notes = "\n".join(read().notes)
    for words in (
        "becomes a new project",
        "1 link between tasks was not taken",
        "1 task ('Train first model') with a fixed date or other constraint was taken as dated",
        "1 task ('Interview the desk') with a deadline of its own",
        "1 task ('Weekly check-in') that recurs was taken once",
        "Overtime rates and costs per use of 1 resource was not taken",
        "No role could be told for Odd Helper",
        "rounded for Odd Helper",
        "Nothing is assigned to On leave",
    ):
        assert words in notes


def test_that_it_is_one_step_and_the_same_file_again_changes_nothing() -> None:
    w = sample_in_memory(date(2026, 1, 7))
    before = len(w.portfolio.plans)
    project_id = w.run(apply_changes(read_changes(FILE, w.portfolio, w.playbook))).value
    plan = w.portfolio.plan(project_id or 0)
    gate = plan.gate_of(plan.phases[1])
    dates = {each.gate_id: each.date for each in w.figures.of(plan.id).timeline.gates}
    assert gate is not None
    assert dates[gate.id or 0] in (date(2026, 5, 14), date(2026, 5, 15))
    ids = {(each.kind, each.row_id) for each in plan.external_ids}
    assert {("phases", phase.id) for phase in plan.phases} <= ids
    again = read_changes(FILE, w.portfolio, w.playbook)
    assert (again.edits, again.project_id) == ((), project_id)
    w.undo()
    assert len(w.portfolio.plans) == before


def test_that_a_later_file_of_the_same_schedule_updates_the_project(tmp_path: Path) -> None:
    w = sample_in_memory(date(2026, 1, 7))
    w.run(apply_changes(read_changes(FILE, w.portfolio, w.playbook)))
    later = edited(
        tmp_path,
        ("Pilot accepted", "Pilot signed off"),
        ("2026-05-15T17:00:00</Finish>", "2026-05-22T17:00:00</Finish>"),
    )
    changes = read_changes(later, w.portfolio, w.playbook)
    assert {edit.action for edit in changes.edits} == {EditAction.CHANGE}
    told = {(edit.kind, name): value for edit in changes.edits for name, value in edit.values.items()}
    assert told["phases", "weeks"] == 9
    assert told["gates", "name"] == "Pilot signed off"
    w.run(apply_changes(changes))
    assert read_changes(later, w.portfolio, w.playbook).is_empty


def test_that_a_flat_list_is_cut_at_its_milestones(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        ("<OutlineLevel>2</OutlineLevel>", "<OutlineLevel>1</OutlineLevel>"),
        ("<Summary>1</Summary>", "<Summary>0</Summary>"),
    )
    changes = read(path)
    assert [edit.label for edit in of(changes, "gates")] == [
        "Steering decides on the pilot",
        "First look at errors",
        "Pilot accepted",
    ]
    assert [edit.values["weeks"] for edit in of(changes, "phases")] == [3, 4, 4]


def test_that_a_file_in_utf_16_is_read_alike(tmp_path: Path) -> None:
    path = edited(tmp_path, ('encoding="UTF-8"', 'encoding="UTF-16"'), encoding="utf-16")
    assert [edit.values for edit in of(read(path), "phases")] == [edit.values for edit in of(read(), "phases")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<SaveVersion>", "<!-- --><SaveVersion", "is not complete XML"),
        ("<Project ", "<!DOCTYPE Project [<!ENTITY a 'b'>]><Project ", "document type definition"),
        ("schemas.microsoft.com/project", "example.org/other", "no Microsoft Project file"),
    ],
)
def test_that_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as caught:
        read(edited(tmp_path, (old, new)))
    assert str(caught.value).startswith("edited.xml")


def test_that_a_name_far_too_long_is_cut_and_a_wild_date_told(tmp_path: Path) -> None:
    long = edited(tmp_path, ("Pilot accepted", "P" * 500))
    assert len(of(read(long), "gates")[1].label) == 120
    wild = edited(tmp_path, ("2026-03-02T08:00:00", "1066-03-02T08:00:00"))
    with pytest.raises(BadInput, match="must lie between 1990"):
        read(wild)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_no_damaged_file_ends_in_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(FILE.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"9", b"-", b"<"])
        )
    path = tmp_path_factory.mktemp("fuzz") / "plan.xml"
    path.write_bytes(content)
    said = "plan.xml"
    try:
        said = read_project_xml(path, PORTFOLIO, load_playbook()).source
    except BadInput as error:
        said = str(error)
    assert said.startswith("plan.xml")


@pytest.mark.parametrize(
    ("name", "phases", "lines", "people"),
    [
        ("sample1.xml", ["Task Relationships", "Recurring Task", "First Task"], 2, 2),
        ("resources.xml", ["Task A / Completed Task", "Contoured Task"], 3, 3),
        ("resource-misc-project2019.xml", [], 0, 3),
    ],
)
def test_that_files_of_other_programs_come_in(name: str, phases: list[str], lines: int, people: int) -> None:
    path = foreign_file("mspdi", name)
    w: Workspace = sample_in_memory(date(2026, 1, 7))
    changes = read_changes(path, w.portfolio, w.playbook)
    assert [edit.label for edit in of(changes, "phases")] == phases
    assert (len(of(changes, "lines")), len(of(changes, "people"))) == (lines, people)
    assert changes.notes
    w.run(apply_changes(changes))
    assert read_changes(path, w.portfolio, w.playbook).is_empty
