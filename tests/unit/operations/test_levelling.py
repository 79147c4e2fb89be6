"""A proposal of levelling applied, kept as a scenario, refused (P4.9)."""

import json
from datetime import timedelta

import pytest

from mlplanner.domain.errors import Refused
from mlplanner.operations.levelling import apply_proposal, keep_as_scenario
from mlplanner.operations.projects import move_by_weeks
from mlplanner.operations.scenarios import merge_scenario, start_scenario
from mlplanner.operations.workspace import Workspace
from tests.support.proposals import make_move, make_proposal
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def w() -> Workspace:
    return sample_in_memory()


def test_that_a_proposal_is_applied_in_one_step_and_recorded(w: Workspace) -> None:  # P4.9
    plan = w.portfolio.find("Churn")
    staffed = sum(sum(line.weekly.values()) for line in plan.lines)
    run = w.run(apply_proposal(make_proposal(w.portfolio, make_move(plan, 3, pause=2)))).value
    assert run is not None
    moved = w.portfolio.find("Churn")
    assert moved.project.start == plan.project.start + timedelta(weeks=3)
    assert moved.delivery_weeks == plan.delivery_weeks + 2
    assert [work.weeks for work in moved.inserted if work.is_pause] == [2]
    assert sum(sum(line.weekly.values()) for line in moved.lines) == staffed, "nobody works in a pause"
    assert w.portfolio.levellings == (run,)
    assert run.is_applied
    assert run.scenario_id is None
    assert run.objective == 300
    assert json.loads(run.facts)["moves"][0]["weeks"] == 5
    assert w.undo_label == "Level the portfolio: move 1 project"
    w.undo()
    assert w.portfolio.find("Churn") == plan


def test_that_a_scenario_holds_the_moves_and_merges_to_what_applying_gives(w: Workspace) -> None:
    name = "Attrition"
    proposal = make_proposal(w.portfolio, make_move(w.portfolio.find(name), 3, pause=2))
    w.run(apply_proposal(proposal))
    applied = w.portfolio.find(name)
    w.undo()
    before = w.portfolio.plans
    made = w.run(keep_as_scenario(proposal, "Levelled")).value
    assert w.portfolio.plans == before
    assert [run.scenario_id for run in w.portfolio.levellings] == [made.id]
    assert w.run(merge_scenario(made.id or 0)).value == ()
    merged = w.portfolio.find(name)
    assert (merged.project, merged.lines, merged.delivery_weeks) == (
        applied.project,
        applied.lines,
        applied.delivery_weeks,
    )


def test_that_a_pause_is_changed_and_taken_out_again(w: Workspace) -> None:
    plan = w.portfolio.find("Churn")
    w.run(apply_proposal(make_proposal(w.portfolio, make_move(plan, 0, pause=2))))
    longer = make_move(w.portfolio.find("Churn"), 0, pause=3)
    w.run(apply_proposal(make_proposal(w.portfolio, longer)))
    assert w.portfolio.find("Churn").delivery_weeks == plan.delivery_weeks + 3
    gone = make_move(w.portfolio.find("Churn"), 0, pause=1)
    cleared = gone.__class__(
        **{name: getattr(gone, name) for name in gone.__slots__} | {"pauses": {plan.phases[1].id: 0}}
    )
    w.run(apply_proposal(make_proposal(w.portfolio, cleared)))
    back = w.portfolio.find("Churn")
    assert (back.inserted, back.lines) == (plan.inserted, plan.lines)


def test_that_a_proposal_for_an_earlier_plan_is_refused(w: Workspace) -> None:
    plan = w.portfolio.find("Churn")
    proposal = make_proposal(w.portfolio, make_move(plan, 3))
    w.run(move_by_weeks(plan, 1))
    with pytest.raises(Refused, match="level it again"):
        w.run(apply_proposal(proposal))
    with pytest.raises(Refused, match="moves nothing"):
        w.run(apply_proposal(make_proposal(w.portfolio)))
    assert w.portfolio.levellings == ()


def test_that_a_name_that_is_taken_is_refused(w: Workspace) -> None:
    w.run(start_scenario("Levelled"))
    with pytest.raises(Refused, match="already"):
        w.run(keep_as_scenario(make_proposal(w.portfolio, make_move(w.portfolio.find("Churn"), 3)), "Levelled"))
    assert len(w.portfolio.scenarios) == 1
