"""A proposal of levelling applied, kept as a scenario, refused (P4.9)."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import Refused
from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import week_start
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.ways import LineSourcing
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.operations.fields import set_fields
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
    with pytest.raises(
        Refused, match=r"^Churn early warning has changed since the portfolio was levelled; level it again"
    ):
        w.run(apply_proposal(proposal))
    with pytest.raises(Refused, match="level it again"):
        w.run(keep_as_scenario(proposal, "Levelled"))
    with pytest.raises(Refused, match="moves nothing"):
        w.run(apply_proposal(make_proposal(w.portfolio)))
    assert w.portfolio.levellings == ()


def test_that_a_name_that_is_taken_is_refused(w: Workspace) -> None:
    w.run(start_scenario("Levelled"))
    with pytest.raises(Refused, match="already"):
        w.run(keep_as_scenario(make_proposal(w.portfolio, make_move(w.portfolio.find("Churn"), 3)), "Levelled"))
    assert len(w.portfolio.scenarios) == 1


def test_that_a_line_is_given_to_somebody_still_to_be_found_in_the_same_step(w: Workspace) -> None:  # P4.4, P4.9
    plan = w.portfolio.find("Churn")
    line = next(each for each in plan.lines if each.sourcing == Sourcing.INTERNAL)
    bought = LineSourcing(
        line_id=line.id or 0,
        role=line.role,
        before=Sourcing.INTERNAL,
        after=Sourcing.CONTRACTOR,
        cost=Decimal(900),
        people=(max(line.weekly.values()),),
        lead_weeks=3,
        ramp_weeks=2,
        first_week=min(line.weekly),
    )
    proposal = make_proposal(w.portfolio, replace(make_move(plan, 3), sourcing=(bought,)))
    people = w.portfolio.people
    w.run(apply_proposal(proposal))
    given = w.portfolio.find("Churn").line(line.id)
    assert given is not None
    found = w.portfolio.people[given.person_id or 0]
    assert (given.sourcing, given.weekly, found.sourcing) == (Sourcing.CONTRACTOR, line.weekly, Sourcing.CONTRACTOR)
    assert (found.is_placeholder, found.role, found.ramp_weeks) == (True, line.role, 2)
    first = week_start(plan.project.start, 3 + min(line.weekly) - 2)
    assert (found.employed_from, found.employed_to) == (
        first,
        week_start(plan.project.start, 3 + max(line.weekly)) + timedelta(days=4),
    )
    assert json.loads(w.portfolio.levellings[0].facts)["moves"][0]["sourcing"] == [
        [line.id, "internal", "contractor", "900"]
    ]
    w.undo()
    assert (w.portfolio.find("Churn"), w.portfolio.people) == (plan, people)
    w.run(keep_as_scenario(proposal, "Bought"))
    assert w.portfolio.people == people
    w.run(merge_scenario(w.portfolio.scenarios[0].id or 0))
    merged = w.portfolio.find("Churn").line(line.id)
    assert merged is not None
    assert w.portfolio.people[merged.person_id or 0].name == found.name


@pytest.mark.parametrize("seed", [0, 3])
def test_that_nobody_is_over_by_an_applied_proposal_who_was_not_before(w: Workspace, seed: int) -> None:  # P4.9
    draw = Random(seed)
    for key in list(w.portfolio.plans):
        w.run(move_by_weeks(w.portfolio.plan(key), draw.randint(0, 25)))
        w.run(set_fields(Project, key, pause_weeks_most=draw.choice([0, 0, 4, 8])))
    before = _missing(w)
    proposal = propose(w.portfolio, w.playbook, w.today, LevelOptions(seconds=0.2, may_source=True))
    assert any(move.sourcing for move in proposal.moves)
    w.run(apply_proposal(proposal))
    after = _missing(w)
    for role, weeks in before.items():
        assert [
            week for week, (was, now) in enumerate(zip(weeks, after[role], strict=True)) if now > max(was, 0) + 2
        ] == []
    assert sum(map(sum, _positive(after))) < sum(map(sum, _positive(before)))


def _missing(w: Workspace) -> dict[str, list[int]]:
    """Billionths of an FTE missing by role and week; below 0 where there is more than enough. Roles with people only."""
    weeks, portfolio = 200, w.portfolio
    book = LoadBook(w.today, weeks)
    span = (w.today - timedelta(weeks=60), w.today + timedelta(weeks=weeks + 60))
    book.show(portfolio, w.playbook, work_calendar(portfolio.settings, portfolio.closures, *span))
    rows = {role: book.row(role, View()) for role in book.roles}
    return {
        role: [asked - there for asked, there in zip(row.demand, row.supply, strict=True)]
        for role, row in rows.items()
        if any(row.supply)
    }


def _positive(rows: dict[str, list[int]]) -> list[list[int]]:
    return [[max(0, units) for units in row] for row in rows.values()]
