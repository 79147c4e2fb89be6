"""Plans and workbooks that version 1 wrote: the same project, with tier and model risk owner where they stand now.

`plan-v1.json`, `plan-v1.xlsx` and `portfolio-v1.xlsx` were exported by version 1 from `portfolio-v1.mlplan`.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.enums import Tier
from mlplanner.domain.errors import BadInput
from mlplanner.domain.governance import ProjectRight, RiskAssessment
from mlplanner.engine.rights import MODEL_RISK_OWNER
from mlplanner.exchange.imports import read_changes
from mlplanner.exchange.plan_versions import TAKEN_OVER
from mlplanner.operations.fields import add_row, set_fields
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import Workspace, create_workspace, open_workspace
from mlplanner.resources import read_text

PAYROLL = 2
OWNER = 20
TODAY = date(2026, 2, 20)


@pytest.fixture
def files(project_root: Path) -> Path:
    return project_root / "tests" / "files"


@pytest.fixture
def home(files: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The portfolio that the files came from, upgraded."""
    shutil.copy(files / "portfolio-v1.mlplan", tmp_path / "home.mlplan")
    workspace = open_workspace(tmp_path / "home.mlplan", today=lambda: TODAY)
    yield workspace
    workspace.close()


@pytest.fixture
def elsewhere() -> Iterator[Workspace]:
    """An empty portfolio of somebody else."""
    workspace = create_workspace(None, first_settings("Elsewhere"), today=lambda: TODAY)
    yield workspace
    workspace.close()


def read(workspace: Workspace, path: Path) -> ChangeSet:
    return read_changes(path, workspace.portfolio, workspace.playbook)


def document(files: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files / "plan-v1.json").read_text("utf-8"))
    return found


def written(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_that_the_files_are_of_version_1(files: Path) -> None:
    content = document(files)
    assert content["version"] == 1
    assert (content["project"]["tier"], content["project"]["model_risk_owner_id"]) == ("high", OWNER)
    assert "risk_assessment" not in content


def test_that_a_tier_is_taken_over_with_the_reason_that_an_upgraded_file_gives() -> None:
    assert TAKEN_OVER in read_text("migrations", "v2.sql")


def test_that_a_plan_of_version_1_changes_nothing_where_it_came_from(home: Workspace, files: Path) -> None:  # P2.4
    changes = read(home, files / "plan-v1.json")
    assert changes.edits == ()
    assert any("model risk assessment" in note for note in changes.notes)


def test_that_a_plan_of_version_1_becomes_a_project_elsewhere(elsewhere: Workspace, files: Path) -> None:  # P2.2, P2.4
    made = elsewhere.run(apply_changes(read(elsewhere, files / "plan-v1.json"))).value
    assert made is not None
    plan = elsewhere.portfolio.plan(made)
    assert (plan.risk_assessment.tier, plan.risk_assessment.tier_reason) == (Tier.HIGH, TAKEN_OVER)
    (right,) = plan.project_rights
    assert right.role == MODEL_RISK_OWNER
    assert right.person_id == plan.risk_assessment.tier_by_id
    assert elsewhere.portfolio.person_name(right.person_id)
    assert elsewhere.figures.of(made).governance.risk.tier is Tier.HIGH
    elsewhere.undo()
    assert not elsewhere.portfolio.plans


def test_that_another_tier_in_a_plan_of_version_1_is_one_edit(home: Workspace, files: Path, tmp_path: Path) -> None:
    content = document(files)
    content["project"]["tier"] = "medium"
    (edit,) = read(home, written(tmp_path / "plan.json", content)).edits
    assert (edit.kind, edit.values) == ("risk_assessment", {"tier": Tier.MEDIUM})


def test_that_other_decision_rights_outlive_a_plan_of_version_1(home: Workspace, files: Path) -> None:  # P2.2
    other = ProjectRight(project_id=PAYROLL, role="ethics_reviewer", person_id=7)
    home.run(add_row(other))
    assert read(home, files / "plan-v1.json").edits == ()


def test_that_a_plan_of_version_1_without_tier_says_nothing_about_it(
    home: Workspace, files: Path, tmp_path: Path
) -> None:
    content = document(files)
    del content["project"]["tier"], content["project"]["model_risk_owner_id"]
    changes = read(home, written(tmp_path / "plan.json", content))
    assert changes.edits == ()
    assert not any("plan format 1" in note for note in changes.notes)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("tier", "severe", "project.tier: must be one of low, medium, high, null; got severe."),
        ("model_risk_owner_id", "Ada", "project.model_risk_owner_id: must be a whole number or null; got Ada."),
        ("model_risk_owner_id", 999, "risk_assessment.tier_by_id: there is no person 999 in the file"),
    ],
)
def test_that_a_bad_old_field_is_told_by_its_place(
    elsewhere: Workspace, files: Path, tmp_path: Path, field: str, value: object, sentence: str
) -> None:
    content = document(files)
    content["project"][field] = value
    with pytest.raises(BadInput) as refused:
        read(elsewhere, written(tmp_path / "plan.json", content))
    assert sentence in str(refused.value)


def test_that_the_old_fields_are_unknown_to_the_new_version(elsewhere: Workspace, files: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a field that mlplanner knows"):
        read(elsewhere, written(tmp_path / "plan.json", {**document(files), "version": 2}))


def edited(files: Path, tmp_path: Path, name: str, change: Callable[[Any], None]) -> Path:
    book = load_workbook(files / name)
    change(book)
    path = tmp_path / name
    book.save(path)
    return path


def named(book: Any, name: str) -> Any:
    sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
    return book[sheet.strip("'")][cell.replace("$", "")]


def test_that_a_plan_workbook_of_version_1_is_read_and_its_old_headings_are_told(home: Workspace, files: Path) -> None:
    changes = read(home, files / "plan-v1.xlsx")
    assert changes.edits == ()
    told = [note for note in changes.notes if "no longer a field of the project" in note]
    assert [note.partition("'")[2].partition("'")[0] for note in told] == ["Risk tier", "Model risk owner"]
    assert all(note.startswith("Brief!") for note in told)


def test_that_what_was_changed_in_the_old_cells_is_taken_over(home: Workspace, files: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        named(book, "in_projects_tier").value = "Medium"
        named(book, "in_projects_model_risk_owner_id").value = "Nia Evans"
        named(book, "in_projects_budget").value = 330000

    home.run(apply_changes(read(home, edited(files, tmp_path, "plan-v1.xlsx", change))))
    plan = home.portfolio.plan(PAYROLL)
    assert plan.project.budget == 330000
    assert plan.risk_assessment.tier is Tier.MEDIUM
    assert "workbook of version 1" in plan.risk_assessment.tier_reason
    (right,) = plan.project_rights
    assert home.portfolio.person_name(right.person_id) == "Nia Evans"
    assert plan.risk_assessment.tier_by_id == right.person_id
    home.undo()
    assert home.portfolio.plan(PAYROLL).risk_assessment.tier is Tier.HIGH


def test_that_a_cleared_owner_takes_the_right_away(home: Workspace, files: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        named(book, "in_projects_model_risk_owner_id").value = None

    home.run(apply_changes(read(home, edited(files, tmp_path, "plan-v1.xlsx", change))))
    assert home.portfolio.plan(PAYROLL).project_rights == ()


def test_that_a_tier_changed_on_both_sides_is_told(home: Workspace, files: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        named(book, "in_projects_tier").value = "Low"

    row = home.portfolio.plan(PAYROLL).risk_assessment
    home.run(set_fields(RiskAssessment, row.id or 0, tier=Tier.MEDIUM))
    changes = read(home, edited(files, tmp_path, "plan-v1.xlsx", change))
    assert any("Risk tier was changed here too" in note for note in changes.notes)


def test_that_the_old_cells_are_found_without_the_hidden_sheet(home: Workspace, files: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book["_mlplanner"]
        named(book, "in_projects_tier").value = "Medium"

    (edit,) = read(home, edited(files, tmp_path, "plan-v1.xlsx", change)).edits
    assert (edit.kind, edit.values["tier"]) == ("risk_assessment", Tier.MEDIUM)


def test_that_a_portfolio_workbook_of_version_1_hands_over_its_tiers(
    home: Workspace, files: Path, tmp_path: Path
) -> None:
    unchanged = read(home, files / "portfolio-v1.xlsx")
    assert unchanged.edits == ()
    assert len(unchanged.notes) == 1
    assert "'Risk tier' is no longer a field" in unchanged.notes[0]

    def change(book: Any) -> None:
        heading = named(book, "col_projects_tier")
        sheet = heading.parent
        row = next(cell.row for cell in sheet["A"] if cell.value == "ML-002")
        sheet.cell(row, heading.column).value = "Medium"

    (edit,) = read(home, edited(files, tmp_path, "portfolio-v1.xlsx", change)).edits
    assert (edit.kind, edit.values["tier"]) == ("risk_assessment", Tier.MEDIUM)
    assert edit.id == home.portfolio.plan(PAYROLL).risk_assessment.id
