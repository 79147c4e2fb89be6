"""Edits of many cells: one step or none, and the sentence names the cell."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostTiming
from mlplanner.domain.errors import BadInput
from mlplanner.domain.people import Rate
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.cells import CellEdit, NewRow, RowFields, WeekFte, apply_cells, change_cell
from mlplanner.operations.fields import add_row
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.staffing import split_fte, split_weeks
from mlplanner.operations.workspace import Workspace, create_workspace


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = create_workspace(None, first_settings(), today=lambda: date(2026, 3, 2))
    made.run(create_project("Churn", date(2026, 3, 2)))
    made.run(add_row(StaffingLine(project_id=1, role="data_engineer", weekly={1: Decimal("0.5"), 2: Decimal(1)})))
    yield made
    made.close()


def line(workspace: Workspace) -> StaffingLine:
    return workspace.portfolio.plan(1).lines[0]


def fte(week: int, value: str | None) -> CellEdit:
    return CellEdit(f"Data engineer, W{week}", WeekFte(1, week, None if value is None else Decimal(value)))


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "0.33", "NaN"])
def test_that_an_fte_that_can_not_be_planned_refuses_all_and_names_its_cell(workspace: Workspace, value: str) -> None:
    before = line(workspace)
    with pytest.raises(BadInput, match=r"^Data engineer, W4: ") as refusal:
        workspace.run(apply_cells("Paste", [fte(3, "0.5"), fte(4, value), fte(5, "0.5")]))
    assert "FTE by week" not in str(refusal.value)
    assert line(workspace) == before


def test_that_the_cells_of_a_line_change_in_one_write(workspace: Workspace) -> None:
    outcome = workspace.run(apply_cells("Paste", [fte(1, None), fte(2, "0.25"), fte(7, "1")]))
    assert line(workspace).weekly == {2: Decimal("0.25"), 7: 1}
    assert outcome.changes.rows == (("lines", 1),)


def test_that_fields_which_fit_only_together_may_be_pasted_one_by_one(workspace: Workspace) -> None:
    workspace.run(add_row(Rate.model_validate({"role": "data_engineer", "valid_from": date(2026, 1, 1)})))
    cells = [
        CellEdit("Sourcing", RowFields(Rate, 1, {"sourcing": "contractor"})),
        CellEdit("Basis", RowFields(Rate, 1, {"basis": "day"})),
    ]
    workspace.run(apply_cells("Paste", cells))
    assert workspace.portfolio.rates[0].basis == "day"


def test_that_a_rule_over_several_fields_names_the_row(workspace: Workspace) -> None:
    workspace.run(add_row(CostLine(project_id=1, name="GPU", timing=CostTiming.MONTHLY, from_week=1, to_week=5)))
    with pytest.raises(BadInput, match=r"^GPU, From week: .*lies before the first"):
        workspace.run(change_cell("Change", CellEdit("GPU, From week", RowFields(CostLine, 1, {"from_week": 9}))))


def test_that_a_new_row_says_which_field_is_missing(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match=r"^New cost: Cost: must not be empty"):
        workspace.run(change_cell("Add", CellEdit("New cost", NewRow(CostLine, {"project_id": 1}))))


def test_that_a_split_keeps_the_sum(workspace: Workspace) -> None:  # P4.2
    workspace.run(split_fte(line(workspace), Decimal("0.4")))
    first, second = workspace.portfolio.plan(1).lines
    assert first.weekly == {1: Decimal("0.4"), 2: Decimal("0.4")}
    assert second.weekly == {1: Decimal("0.1"), 2: Decimal("0.6")}
    workspace.undo()
    workspace.run(split_weeks(line(workspace), 2))
    assert [dict(each.weekly) for each in workspace.portfolio.plan(1).lines] == [{1: Decimal("0.5")}, {2: 1}]


@pytest.mark.parametrize("kept", ["0", "1", "-1", "2"])
def test_that_a_split_that_leaves_nothing_is_refused(workspace: Workspace, kept: str) -> None:
    with pytest.raises(BadInput, match="Only a part"):
        workspace.run(split_fte(line(workspace), Decimal(kept)))
    with pytest.raises(BadInput, match="both sides of W1"):
        workspace.run(split_weeks(line(workspace), 1))
