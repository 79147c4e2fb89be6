"""Ways out of too much work do what was tried, as one step that undo and redo repeat exactly (P4.9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.engine.ways_out import Way, WayKind, changed
from mlplanner.operations.operation import Operation
from mlplanner.operations.relief import accept_overload, take_way
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def workspace() -> Workspace:
    return sample_in_memory(date(2026, 2, 20))


def ways(workspace: Workspace) -> dict[WayKind, Way]:
    plan = workspace.portfolio.find("Claims triage")
    line = next(line for line in plan.lines if line.role == "ml_engineer")
    other = next(key for key, person in workspace.portfolio.people.items() if person.role == "ml_engineer")
    return {
        WayKind.MOVE: Way(WayKind.MOVE, "ml_engineer", plan.id, weeks=3),
        WayKind.SWAP: Way(WayKind.SWAP, "ml_engineer", plan.id, line.id or 0, person_id=other),
        WayKind.HIRE: Way(WayKind.HIRE, "ml_engineer", first=date(2026, 5, 4)),
        WayKind.CONTRACT: Way(
            WayKind.CONTRACT, "ml_engineer", plan.id, line.id or 0, first=date(2026, 3, 2), last=date(2026, 4, 3)
        ),
        WayKind.DEFER: Way(WayKind.DEFER, "ml_engineer", plan.id, weeks=15),
    }


def content(workspace: Workspace) -> object:
    portfolio = workspace.portfolio
    return portfolio.plans, portfolio.people, portfolio.acceptances


def steps_back_and_forth(workspace: Workspace, operation: Operation[object]) -> None:
    before = content(workspace)
    workspace.run(operation)
    after = content(workspace)
    assert after != before
    workspace.undo()
    assert content(workspace) == before
    workspace.redo()
    assert content(workspace) == after


@pytest.mark.parametrize("kind", list(WayKind))
def test_that_a_way_taken_is_the_way_that_was_tried(workspace: Workspace, kind: WayKind) -> None:
    way = ways(workspace)[kind]
    tried = changed(workspace.portfolio, way)
    steps_back_and_forth(workspace, take_way(way))
    done = workspace.portfolio
    assert done.plans.get(way.project_id) == tried.plans.get(way.project_id)
    named = {key: person.model_copy(update={"name": "?"}) for key, person in done.people.items()}
    assert named == {key: person.model_copy(update={"name": "?"}) for key, person in tried.people.items()}


def test_that_newcomers_get_names_of_their_own(workspace: Workspace) -> None:
    way = ways(workspace)[WayKind.HIRE]
    for _ in range(2):
        workspace.run(take_way(way))
    names = [person.name for person in workspace.portfolio.people.values() if person.is_placeholder]
    assert names[-2:] == ["ML engineer, hire 1", "ML engineer, hire 2"]


def test_that_a_contract_changes_the_sourcing_of_the_line_and_gives_it_to_the_contractor(workspace: Workspace) -> None:
    way = ways(workspace)[WayKind.CONTRACT]
    workspace.run(take_way(way))
    line = workspace.portfolio.plan(way.project_id).line(way.line_id)
    assert line is not None
    assert line.sourcing is Sourcing.CONTRACTOR
    person = workspace.portfolio.people[line.person_id or 0]
    assert (person.sourcing, person.employed_from, person.employed_to) == (Sourcing.CONTRACTOR, way.first, way.last)


def test_that_an_overload_is_accepted_with_a_reason_for_a_role_or_a_person(workspace: Workspace) -> None:
    first = date(2026, 3, 2)
    steps_back_and_forth(workspace, accept_overload("ml_engineer", first, first + timedelta(6), "Agreed", first))
    steps_back_and_forth(workspace, accept_overload(1, first, first + timedelta(6), "Agreed", first))
    with pytest.raises(BadInput):
        workspace.run(accept_overload("ml_engineer", first, first, " ", first))


def test_that_waiting_before_a_phase_moves_what_the_trial_moved(workspace: Workspace) -> None:
    plan = workspace.portfolio.find("Claims triage")
    way = Way(WayKind.DEFER, "ml_engineer", plan.id, phase_id=plan.phases[1].id or 0, weeks=3)
    tried = changed(workspace.portfolio, way).plans[plan.id]
    steps_back_and_forth(workspace, take_way(way))
    done = workspace.portfolio.plan(plan.id)
    assert done.inserted[-1].is_pause
    assert done.lines != plan.lines
    assert replace(done, inserted=()) == replace(tried, inserted=())
    assert [work.weeks for work in done.inserted] == [work.weeks for work in tried.inserted]
