"""Scenarios: a what-if lies over the plan, is compared with it, merged into it, or discarded."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlplanner.domain.documents import plan_document
from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.errors import Refused
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.people import Person, Rate
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.projects import Project
from mlplanner.domain.scenarios import ScenarioState
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.fields import add_row, remove_rows, set_fields
from mlplanner.operations.gates import decide_gate
from mlplanner.operations.outlooks import compare
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import remove_project
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.scenarios import copy_scenario, discard_scenario, merge_scenario, start_scenario
from mlplanner.operations.timelines import set_phase_weeks
from mlplanner.operations.workspace import Workspace, create_workspace, open_workspace
from tests.support.sample_files import copy_of_sample, sample_in_memory

TODAY = date(2026, 2, 16)


def plans_of(portfolio: Portfolio) -> list[object]:
    """Every plan as a document, without what a mere step changes."""
    return [{**plan_document(portfolio, plan), "revision": 0} for plan in portfolio.plans.values()]


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = sample_in_memory(TODAY)
    yield workspace
    workspace.close()


@pytest.fixture
def view(workspace: Workspace) -> Iterator[ScenarioWorkspace]:
    made = workspace.run(start_scenario("Claims later")).value
    view = ScenarioWorkspace(workspace, made.id or 0)
    yield view
    view.leave()


def move(view: Workspace, project_id: int, weeks: int) -> None:
    start = view.portfolio.plan(project_id).project.start
    view.run(set_fields(Project, project_id, start=start + timedelta(weeks=weeks)))


def test_that_an_edit_in_a_scenario_leaves_the_plan_alone(workspace: Workspace, view: ScenarioWorkspace) -> None:
    before = plans_of(workspace.portfolio)
    move(view, 1, 4)
    assert plans_of(workspace.portfolio) == before
    (change,) = workspace.portfolio.scenario_changes
    assert (change.kind, change.row_id, change.field) == ("projects", 1, "start")


def test_that_a_scenario_survives_a_restart(tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path)
    workspace = open_workspace(path)
    made = workspace.run(start_scenario("Later")).value
    view = ScenarioWorkspace(workspace, made.id or 0)
    move(view, 1, 4)
    line = view.portfolio.plan(1).lines[0]
    view.run(add_row(line.model_copy(update={"id": None, "position": 0, "successor_id": None})))
    wanted = plans_of(view.portfolio)
    view.close()
    again = open_workspace(path)
    view = ScenarioWorkspace(again, made.id or 0)
    assert plans_of(view.portfolio) == wanted
    assert view.undo_label
    view.undo()
    assert len(view.portfolio.plan(1).lines) == len(again.portfolio.plan(1).lines)
    view.close()


def test_that_undo_in_a_scenario_takes_back_its_own_edits_only(workspace: Workspace, view: ScenarioWorkspace) -> None:
    move(view, 1, 4)
    move(view, 2, 1)
    view.undo()
    view.undo()
    assert plans_of(view.portfolio) == plans_of(workspace.portfolio)
    assert view.undo_label is None
    with pytest.raises(Refused):
        view.undo()
    view.redo()
    assert view.portfolio.plan(1).project.start != workspace.portfolio.plan(1).project.start


def test_that_rows_of_a_scenario_refer_to_each_other(workspace: Workspace, view: ScenarioWorkspace) -> None:
    person = view.run(add_row(Person(name="New hire", role="ml_engineer", is_placeholder=True))).value
    line = view.portfolio.plan(1).lines[0]
    view.run(set_fields(StaffingLine, line.id or 0, person_id=person.id))
    added, changed = workspace.portfolio.scenario_changes
    assert (added.row_id, changed.after) == (-1, "-1")
    merged = workspace.run(merge_scenario(view.scenario_id)).value
    assert merged == ()
    assert workspace.portfolio.person_name(workspace.portfolio.plan(1).lines[0].person_id) == "New hire"


def test_that_an_edit_taken_back_by_hand_leaves_no_change(workspace: Workspace, view: ScenarioWorkspace) -> None:
    move(view, 1, 4)
    move(view, 1, -4)
    assert workspace.portfolio.scenario_changes == ()


def test_that_a_merged_scenario_is_the_plan_in_one_step(workspace: Workspace, view: ScenarioWorkspace) -> None:
    before = plans_of(workspace.portfolio)
    view.run(set_phase_weeks(view.portfolio.plan(1), view.portfolio.plan(1).phases[1], 6))
    line = view.portfolio.plan(2).lines[-1]
    view.run(remove_rows(StaffingLine, [line.id or 0]))
    wanted = plans_of(view.portfolio)
    workspace.run(merge_scenario(view.scenario_id))
    assert plans_of(workspace.portfolio) == wanted
    assert view.scenario.state == ScenarioState.MERGED
    workspace.undo()
    assert plans_of(workspace.portfolio) == before
    workspace.redo()
    with pytest.raises(Refused, match="merged"):
        workspace.run(merge_scenario(view.scenario_id))


def test_that_a_scenario_says_what_no_longer_fits(workspace: Workspace) -> None:
    made = workspace.run(start_scenario("Later")).value
    view = ScenarioWorkspace(workspace, made.id or 0)
    move(view, 1, 4)
    phase = view.portfolio.plan(2).phases[0]
    view.run(set_fields(Phase, phase.id or 0, name="Find out"))
    view.leave()
    workspace.run(set_fields(Project, 1, start=date(2027, 1, 4)))
    workspace.run(remove_project(2, workspace.portfolio.plan(2).project.name))
    view = ScenarioWorkspace(workspace, made.id or 0)
    assert [
        (each.is_conflict, each.change.kind) for each in sorted(view.misfits, key=lambda each: each.change.kind)
    ] == [
        (False, "phases"),
        (True, "projects"),
    ]
    assert view.portfolio.plan(1).project.start != date(2027, 1, 4)
    view.leave()
    (conflict,) = (each for each in view.misfits if each.is_conflict)
    left_out = workspace.run(merge_scenario(made.id or 0, keep_plan=frozenset({conflict.change.id or 0}))).value
    assert len(left_out) == 1
    assert workspace.portfolio.plan(1).project.start == date(2027, 1, 4)


def test_that_decisions_are_no_part_of_a_scenario(workspace: Workspace, view: ScenarioWorkspace) -> None:
    plan = next(plan for plan in view.portfolio.plans.values() if plan.next_gate and plan.next_gate.owner_id)
    gate = plan.next_gate
    assert gate is not None
    before = workspace.portfolio
    with pytest.raises(Refused, match="leave the scenario"):
        view.run(
            decide_gate(
                plan,
                gate,
                view.figures.of(plan.id),
                outcome=GateOutcome.HOLD,
                decided_by_id=gate.owner_id,
                decided_on=TODAY,
                reason="Wait for the data",
            )
        )
    assert workspace.portfolio is before
    assert view.portfolio.plan(plan.id).decisions == plan.decisions


def test_that_scenarios_are_compared_with_the_plan(workspace: Workspace, view: ScenarioWorkspace) -> None:
    move(view, 1, 4)
    rate = next(rate for rate in view.portfolio.rates if rate.role == "ml_engineer")
    view.run(set_fields(Rate, rate.id or 0, amount=rate.amount * 2))
    planned, seen = compare(workspace, [view.scenario_id])
    plan, other = planned.outlook, seen.outlook
    assert planned.misfits == seen.misfits == ()
    assert seen.source.p80(1) == (planned.source.p80(1) or TODAY) + timedelta(weeks=4)
    assert other.projects[1].delivery == plan.projects[1].delivery + timedelta(weeks=4)
    assert other.ask > plan.ask
    assert plan.ask == sum(each.ask for each in plan.projects.values())


def test_that_a_copy_is_changed_apart_and_a_discarded_scenario_is_gone(
    workspace: Workspace, view: ScenarioWorkspace
) -> None:
    move(view, 1, 4)
    copied = workspace.run(copy_scenario(view.scenario_id, "Variant")).value
    workspace.run(discard_scenario(view.scenario_id))
    assert {each.scenario_id for each in workspace.portfolio.scenario_changes} == {copied.id}
    workspace.undo()
    assert len(workspace.portfolio.scenario_changes) == 2
    with pytest.raises(Refused, match="already"):
        workspace.run(start_scenario("variant"))


@settings(max_examples=10)
@given(moves=st.lists(st.tuples(st.integers(1, 8), st.integers(-8, 8)), max_size=4))
def test_that_merging_and_undoing_is_the_identity(moves: list[tuple[int, int]]) -> None:
    workspace = sample_in_memory(TODAY)
    made = workspace.run(start_scenario("Any")).value
    view = ScenarioWorkspace(workspace, made.id or 0)
    before = plans_of(workspace.portfolio)
    for project_id, weeks in moves:
        move(view, project_id, weeks)
    wanted = plans_of(view.portfolio)
    view.leave()
    workspace.run(merge_scenario(made.id or 0))
    assert plans_of(workspace.portfolio) == wanted
    workspace.undo()
    assert plans_of(workspace.portfolio) == before
    workspace.close()


def test_that_an_empty_portfolio_is_compared_too() -> None:
    workspace = create_workspace(None, first_settings("Empty"), today=lambda: TODAY)
    made = workspace.run(start_scenario("Nothing")).value
    plan, other = (each.outlook for each in compare(workspace, [made.id or 0]))
    assert plan.ask == 0
    assert plan.last_delivery is None
    assert other.over_weeks == 0
    workspace.close()
