"""Imports as one undoable step: everything of a file, or nothing."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from mlplanner.domain.changes import ChangeSet, Conflict, EditAction, RowEdit
from mlplanner.domain.documents import fingerprint, plan_document
from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.errors import Refused
from mlplanner.domain.lifecycle import Decision, Gate
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.projects import Project
from mlplanner.domain.staffing import StaffingLine
from mlplanner.exchange.plan_json import read_plan_json
from mlplanner.operations.fields import add_row, set_fields
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace, open_workspace
from mlplanner.storage.backups import backups
from tests.strategies import portfolios
from tests.support.sample_files import copy_of_sample

DAY = date(2026, 3, 2)


def new_workspace() -> Workspace:
    return create_workspace(None, first_settings(), today=lambda: DAY)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    found = new_workspace()
    found.run(add_row(Person(name="Ada", role="data_scientist")))
    found.run(create_project("Churn", DAY))
    for role in ("data_scientist", "ml_engineer"):
        found.run(add_row(StaffingLine(project_id=1, role=role, weekly={1: Decimal("0.5")})))
    yield found
    found.close()


def document_of(workspace: Workspace) -> dict[str, Any]:
    return plan_document(workspace.portfolio, workspace.portfolio.plan(1))


def read(tmp_path: Path, workspace: Workspace, document: dict[str, Any]) -> ChangeSet:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_plan_json(path, workspace.portfolio)


def test_that_an_import_is_one_step_that_undo_takes_back_and_redo_does_again(
    tmp_path: Path, workspace: Workspace
) -> None:
    before = document_of(workspace)
    document = document_of(workspace)
    document["project"]["objective"] = "Keep customers"
    document["lines"][0]["weekly"]["2"] = "0.75"
    del document["lines"][1]
    document["people"].append({"id": 90, "name": "Dan"})
    document["lines"].append({"id": 91, "role": "data_engineer", "person_id": 90, "weekly": {"3": "1"}})
    document["lines"][0]["successor_id"] = 91
    assert workspace.run(apply_changes(read(tmp_path, workspace, document))).value == 1
    plan = workspace.portfolio.plan(1)
    assert plan.project.objective == "Keep customers"
    assert [line.role for line in plan.lines] == ["data_engineer", "data_scientist"]
    first, second = sorted(plan.lines, key=lambda line: line.role, reverse=True)
    assert first.weekly == {1: Decimal("0.5"), 2: Decimal("0.75")}
    assert first.successor_id == second.id
    assert workspace.portfolio.person_name(second.person_id) == "Dan"
    after = document_of(workspace)
    assert workspace.undo_label == "Import plan.json"
    workspace.undo()
    assert document_of(workspace) | {"revision": 0} == before | {"revision": 0}
    workspace.redo()
    assert document_of(workspace) | {"revision": 0} == after | {"revision": 0}


def test_that_importing_the_result_again_changes_nothing(tmp_path: Path, workspace: Workspace) -> None:
    document = document_of(workspace)
    document["costs"].append({"name": "GPU", "amount": "1000.10", "position": 1})
    workspace.run(apply_changes(read(tmp_path, workspace, document)))
    assert read(tmp_path, workspace, document_of(workspace)).is_empty


def test_that_a_row_that_changed_meanwhile_stops_the_whole_import_by_name(tmp_path: Path, workspace: Workspace) -> None:
    document = document_of(workspace)
    document["project"]["objective"] = "Keep customers"
    document["phases"][0]["weeks"] = 5
    changes = read(tmp_path, workspace, document)
    workspace.run(set_fields(Project, 1, objective="Another"))
    with pytest.raises(Refused, match=r"Project Churn was changed meanwhile \(Business objective\)"):
        workspace.run(apply_changes(changes))
    assert workspace.portfolio.plan(1).project.objective == "Another"
    assert workspace.portfolio.plan(1).phases[0].weeks == 3


def test_that_a_row_that_went_meanwhile_stops_the_import_by_name(tmp_path: Path, workspace: Workspace) -> None:
    document = document_of(workspace)
    document["lines"][0]["note"] = "x"
    changes = read(tmp_path, workspace, document)
    workspace.undo()
    workspace.undo()
    with pytest.raises(Refused, match="Staffing line ST-001 is no longer there"):
        workspace.run(apply_changes(changes))


# P3.4
def test_that_an_edit_that_would_drop_a_decision_with_its_gate_is_refused(workspace: Workspace) -> None:
    gate = workspace.portfolio.plan(1).gates[0]
    decision = Decision(
        project_id=1, gate_id=gate.id or 0, outcome=GateOutcome.HOLD, decided_by_id=1, decided_on=DAY, reason="Data"
    )
    workspace.run(add_row(decision))
    edit = RowEdit(EditAction.REMOVE, "gates", gate.id or 0, label=gate.name)
    with pytest.raises(Refused, match="Decision GD-001 would go with its gate"):
        workspace.run(apply_changes(ChangeSet("plan.xlsx", (edit,), project_id=1)))
    assert gate in workspace.portfolio.plan(1).gates


def test_that_rows_are_removed_in_any_given_order_with_what_belongs_to_them(workspace: Workspace) -> None:
    plan = workspace.portfolio.plan(1)
    phase, gate = plan.phases[3], plan.gates[3]
    edits = [
        RowEdit(EditAction.REMOVE, "phases", phase.id or 0, {"project_id": 1, "name": phase.name}),
        RowEdit(EditAction.REMOVE, "gates", gate.id or 0, before={"project_id": 1, "name": gate.name}),
    ]
    workspace.run(apply_changes(ChangeSet("plan.xlsx", tuple(edits), project_id=1)))
    plan = workspace.portfolio.plan(1)
    assert len(plan.phases) == len(plan.gates) == 3
    assert not [item for item in plan.artifacts if item.gate_id == gate.id]


def test_that_a_pair_of_lines_that_refer_to_each_other_can_be_removed(tmp_path: Path, workspace: Workspace) -> None:
    workspace.run(set_fields(StaffingLine, 1, successor_id=2))
    workspace.run(set_fields(StaffingLine, 2, successor_id=1))
    document = document_of(workspace)
    document["lines"] = []
    workspace.run(apply_changes(read(tmp_path, workspace, document)))
    assert workspace.portfolio.plan(1).lines == ()


def test_that_an_empty_import_makes_no_step(tmp_path: Path, workspace: Workspace) -> None:
    revision = workspace.portfolio.revision
    outcome = workspace.run(apply_changes(read(tmp_path, workspace, document_of(workspace))))
    assert outcome.changes.is_empty
    assert workspace.portfolio.revision == revision


def test_that_a_new_project_goes_to_the_end_of_the_ranking(tmp_path: Path, workspace: Workspace) -> None:
    document = document_of(workspace)
    document["portfolio"]["uid"] = "another"
    new_id = workspace.run(apply_changes(read(tmp_path, workspace, document))).value
    assert list(workspace.portfolio.plans) == [1, new_id]
    gates = workspace.portfolio.plan(new_id or 0).gates
    assert {type(gate) for gate in gates} == {Gate}
    assert [gate.name for gate in gates] == [gate.name for gate in workspace.portfolio.plan(1).gates]


@settings(max_examples=15)
@given(portfolio=portfolios())
def test_that_any_plan_taken_over_by_another_portfolio_keeps_its_fingerprint(
    tmp_path_factory: pytest.TempPathFactory, portfolio: Portfolio
) -> None:
    path = tmp_path_factory.mktemp("import") / "plan.json"
    path.write_text(json.dumps(plan_document(portfolio, portfolio.plan(1))), encoding="utf-8")
    workspace = new_workspace()
    try:
        new_id = workspace.run(apply_changes(read_plan_json(path, workspace.portfolio))).value
        taken = workspace.portfolio.plan(new_id or 0)
        here = Portfolio(portfolio.revision, workspace.portfolio.settings, {1: portfolio.plan(1)}, portfolio.people)
        assert fingerprint(workspace.portfolio, taken) == fingerprint(here, portfolio.plan(1))
    finally:
        workspace.close()


def test_that_a_backup_is_made_before_and_undecided_conflicts_are_refused(tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path)
    workspace = open_workspace(path)
    name = RowEdit(EditAction.CHANGE, "projects", 1, {"name": "New"}, {"name": "Meanwhile"})
    workspace.run(set_fields(Project, 1, name="Meanwhile"))
    asked = Conflict("projects", 1, "name", "Old", "New", "Meanwhile", "Meanwhile", label="Meanwhile")
    with pytest.raises(Refused, match="Name of Meanwhile was changed both here and in the file"):
        workspace.run(apply_changes(ChangeSet("plan.xlsx", conflicts=(asked,))))
    kept = {file.name for file in backups(path)}
    workspace.run(set_fields(Project, 1, name="Again"))
    workspace.run(set_fields(Project, 1, name="Meanwhile"))
    workspace.run(apply_changes(ChangeSet("plan.xlsx", (name,))))
    (made,) = {file for file in backups(path) if file.name not in kept}
    with sqlite3.connect(made) as connection:
        assert connection.execute("SELECT name FROM project WHERE id = 1").fetchone() == ("Meanwhile",)
    connection.close()
    workspace.close()
