"""What follows from a step, whichever way it comes: days of states, and names that follow (P3.4, P7.1, P7.5)."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mlplanner.domain.benefits import Kpi, Trigger
from mlplanner.domain.documents import plan_document
from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Escalation
from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.fields import add_row, set_fields, set_many
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.projects import copy_project
from mlplanner.operations.workspace import Workspace, open_workspace

TODAY = date(2026, 2, 20)


@pytest.fixture
def w(sample_file: Path) -> Iterator[Workspace]:
    opened = open_workspace(sample_file)
    assert opened.today == TODAY
    yield opened
    opened.close()


def claims(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("claims")


def missing(w: Workspace) -> Artifact:
    return next(each for each in claims(w).artifacts if each.state == ArtifactState.MISSING)


def again(w: Workspace, artifact: Artifact) -> Artifact:
    return next(each for each in claims(w).artifacts if each.id == artifact.id)


def take(w: Workspace, path: Path) -> None:
    w.run(apply_changes(read_changes(path, w.portfolio, w.playbook)))


def edited_json(w: Workspace, path: Path, artifact: Artifact, **fields: Any) -> Path:
    document = plan_document(w.portfolio, claims(w))
    row = next(each for each in document["artifacts"] if each["id"] == artifact.id)
    row.update(fields)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_that_an_edited_cell_dates_the_state_and_undo_takes_both_back(w: Workspace) -> None:  # P3.4
    artifact = missing(w)
    w.run(set_fields(Artifact, artifact.id or 0, state="draft"))
    assert again(w, artifact).changed_on == TODAY
    w.undo()
    assert again(w, artifact) == artifact
    w.redo()
    assert again(w, artifact).changed_on == TODAY


def test_that_an_imported_json_dates_the_state(w: Workspace, tmp_path: Path) -> None:  # P3.4, P9.1
    artifact = missing(w)
    take(w, edited_json(w, tmp_path / "plan.json", artifact, state="draft"))
    assert again(w, artifact).changed_on == TODAY


def test_that_the_day_that_a_file_gives_counts(w: Workspace, tmp_path: Path) -> None:  # P3.4
    artifact = missing(w)
    take(w, edited_json(w, tmp_path / "plan.json", artifact, state="draft", changed_on="2026-02-02"))
    assert again(w, artifact).changed_on == date(2026, 2, 2)
    take(w, edited_json(w, tmp_path / "plan.json", artifact, state="submitted", submitted_on="2026-02-11"))
    assert again(w, artifact).changed_on == date(2026, 2, 11)


def test_that_an_imported_workbook_dates_the_state(w: Workspace, tmp_path: Path) -> None:  # P3.4, P9.2
    artifact, plan = missing(w), claims(w)
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(w.portfolio, plan, w.figures.of(plan.id), w.playbook, path)
    book = load_workbook(path)
    sheet = book["Artifacts"]
    row = next(cell.row for cell in sheet["A"] if cell.value == artifact.ref)
    column = int(next(c.column for line in sheet.iter_rows() for c in line if c.value == "State"))
    sheet.cell(row, column).value = "Draft"
    book.save(path)
    take(w, path)
    assert (again(w, artifact).state, again(w, artifact).changed_on) == (ArtifactState.DRAFT, TODAY)


def test_that_another_edit_leaves_the_day_of_the_state(w: Workspace) -> None:  # P3.4
    artifact = next(each for each in claims(w).artifacts if each.changed_on and each.changed_on < TODAY)
    w.run(set_fields(Artifact, artifact.id or 0, name="Another name"))
    assert again(w, artifact).changed_on == artifact.changed_on


def test_that_a_new_artifact_with_a_state_is_dated_and_a_copied_project_is_not(w: Workspace) -> None:  # P3.4
    gate = claims(w).gates[0]
    row = Artifact(project_id=claims(w).id, gate_id=gate.id or 0, name="Extra", state=ArtifactState.DRAFT)
    assert again(w, w.run(add_row(row)).value).changed_on == TODAY
    copied = w.run(copy_project(claims(w), "Copy", date(2026, 5, 4))).value
    assert {each.changed_on for each in w.portfolio.plan(copied.id or 0).artifacts} == {None}


def watched(w: Workspace) -> tuple[Kpi, Trigger, Escalation]:
    """A KPI, and a trigger and an escalation that watch it by its name."""
    plan, kpi = claims(w), claims(w).kpis[0]
    trigger = w.run(add_row(Trigger(project_id=plan.id, metric=kpi.name, action="Stop"))).value
    rule = w.run(add_row(Escalation(project_id=plan.id, metric=kpi.name.upper(), action="Call"))).value
    return kpi, trigger, rule


def metrics(w: Workspace, trigger: Trigger, rule: Escalation) -> tuple[str, str]:
    plan = claims(w)
    found = next(each.metric for each in plan.triggers if each.id == trigger.id)
    return found, next(each.metric for each in plan.escalations if each.id == rule.id)


def test_that_triggers_and_escalations_follow_a_renamed_kpi_in_one_step(w: Workspace) -> None:  # P7.1, P7.5
    kpi, trigger, rule = watched(w)
    others = [each for each in claims(w).triggers if each.id != trigger.id and each.metric != kpi.name]
    w.run(set_fields(Kpi, kpi.id or 0, name="Days to settle"))
    assert metrics(w, trigger, rule) == ("Days to settle", "Days to settle")
    assert [each for each in claims(w).triggers if each in others] == others
    w.undo()
    assert metrics(w, trigger, rule) == (kpi.name, kpi.name.upper())
    assert claims(w).kpis[0] == kpi


def test_that_a_metric_renamed_with_its_kpi_keeps_what_was_typed(w: Workspace) -> None:  # P7.1
    kpi, trigger, rule = watched(w)
    edits: list[tuple[type[Noun], int, dict[str, Any]]] = [
        (Kpi, kpi.id or 0, {"name": "Days"}),
        (Trigger, trigger.id or 0, {"metric": "Complaints"}),
    ]
    w.run(set_many("Rename", edits))
    assert metrics(w, trigger, rule) == ("Complaints", "Days")


def test_that_names_that_change_places_take_their_followers_along(w: Workspace) -> None:  # P7.1
    kpi, trigger, rule = watched(w)
    other = claims(w).kpis[1]
    w.run(set_many("Swap", [(Kpi, kpi.id or 0, {"name": other.name}), (Kpi, other.id or 0, {"name": kpi.name})]))
    assert metrics(w, trigger, rule) == (other.name, other.name)


def test_that_followers_stay_where_another_kpi_has_the_old_name(w: Workspace) -> None:  # P7.1
    kpi, trigger, rule = watched(w)
    twin = claims(w).kpis[1]
    w.run(set_fields(Kpi, twin.id or 0, name=kpi.name))
    w.run(set_fields(Kpi, kpi.id or 0, name="Days"))
    assert metrics(w, trigger, rule) == (kpi.name, kpi.name.upper())
