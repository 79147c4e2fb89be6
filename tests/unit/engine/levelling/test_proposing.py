"""A portfolio levelled: what moves, what forces it, what stays and why (P4.9)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.capacity import Pool
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.levelling.diagnosing import Cause
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.results import Stop
from mlplanner.engine.levelling.wording import say_forced, say_quality, say_worth
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_inserted, make_line, make_person, make_plan, make_portfolio

TODAY = START - timedelta(weeks=4)
WEEK = timedelta(weeks=1)


def plan(number: int, fte: str = "1", role: str = "data_scientist", **fields: Any) -> ProjectPlan:
    """Two phases of two weeks from the start, without headroom or upkeep."""
    lines = fields.pop("lines", [make_line(role, fte, weeks=range(1, 5), project_id=number)])
    return make_plan(
        number,
        phases=(("discovery", 2), ("prototype", 2)),
        lines=lines,
        headroom_weeks=0,
        maintenance={"drills": 0},
        **fields,
    )


def portfolio(*plans: ProjectPlan, people: int = 1, **fields: Any) -> Portfolio:
    there = [make_person(number, f"P{number}", "data_scientist") for number in range(1, people + 1)]
    return make_portfolio(*plans, people=there, **fields)


def propose_for(of: Portfolio, **options: Any) -> Proposal:
    return propose(of, load_playbook(), TODAY, LevelOptions(seconds=0.5, **options))


def test_that_two_projects_for_one_person_follow_each_other_and_the_reason_is_named() -> None:
    found = propose_for(portfolio(plan(1, delay_cost=Decimal(900)), plan(2, delay_cost=Decimal(100))))
    (move,) = found.moves
    assert (move.project_id, move.weeks, move.cost, move.new_start) == (2, 4, 400, START + 4 * WEEK)
    (reason,) = move.forced_by
    assert (reason.role, reason.first, reason.weeks, reason.fte) == ("data_scientist", START, 4, Decimal(1))
    assert say_forced(move, load_playbook()) == "1 FTE Data scientist missing, 2 Mar 2026 to 29 Mar 2026"
    assert (found.objective, found.bound, found.stop, found.weeks_over) == (400, 400, Stop.PROVEN, (4, 0))
    assert "proven that it can't cost less" in say_quality(found, "EUR")


def test_that_one_more_person_is_worth_what_levelling_again_saves() -> None:
    found = propose_for(portfolio(*(plan(n, delay_cost=Decimal(100)) for n in (1, 2, 3))))
    (worth,) = found.worth
    assert worth.role == "data_scientist"
    assert worth.by_solving == 800  # 0 + 4 + 8 weeks of delay become 0 + 0 + 4
    assert worth.by_prices > 0
    assert "saves EUR 800" in say_worth(worth, load_playbook(), "EUR")


def test_that_pinned_and_begun_projects_stay() -> None:
    begun = plan(1, start=TODAY - WEEK)
    pinned, free = plan(2, is_pinned=True, delay_cost=Decimal(1)), plan(3, delay_cost=Decimal(1000))
    found = propose_for(portfolio(begun, pinned, free))
    assert [move.project_id for move in found.moves] == [3]
    assert found.projects == 1


def test_that_a_deadline_counts_more_than_the_rank() -> None:
    late = plan(2, delay_cost=Decimal(100), deadline=START + 4 * WEEK)
    found = propose_for(portfolio(plan(1, delay_cost=Decimal(150)), late))
    assert [move.project_id for move in found.moves] == [1]


def test_that_a_project_with_an_earliest_start_may_come_earlier() -> None:
    found = propose_for(portfolio(plan(1, earliest_start=START - 2 * WEEK)))
    (move,) = found.moves
    assert (move.weeks, move.cost, move.old_cost > 0) == (-2, 0, True)
    assert propose_for(portfolio(plan(1))).moves == ()
    assert propose_for(portfolio(plan(1)), is_earlier_allowed=True).moves[0].new_start == TODAY + WEEK


def test_that_a_phase_waits_where_a_pause_is_allowed() -> None:
    busy = plan(1, is_pinned=True, start=START + 2 * WEEK)
    waits = plan(2, lines=[make_line("data_scientist", "1", weeks=range(1, 5), project_id=2)], pause_weeks_most=4)
    found = propose_for(portfolio(busy, waits))
    (move,) = found.moves
    assert (move.new_start, list(move.pauses.values()), move.weeks) == (START, [4], 4)
    assert propose_for(portfolio(busy, waits), has_pauses=False).moves[0].weeks == 6


def test_that_a_pause_nobody_needs_any_more_is_taken_out() -> None:
    pause = make_inserted("prototype", 3, 0, project_id=1, is_pause=True)
    line = make_line("data_scientist", "1", weeks=(1, 2, 6, 7))
    found = propose_for(portfolio(plan(1, lines=[line], inserted=[pause])))
    (move,) = found.moves
    assert (move.new_start, move.pauses, move.weeks) == (START, {1002: 0}, -3)


def test_that_too_wide_a_project_stays_and_the_least_change_is_named() -> None:
    found = propose_for(portfolio(plan(1, "1.5"), plan(2)))
    causes = {row.cause: row for row in found.remains}
    assert causes[Cause.NO_ROOM].project_ids == (1,)
    assert "0.5 FTE more as Data scientist" in causes[Cause.NO_ROOM].sentence
    assert causes[Cause.FIXED].project_ids == (1,)
    assert [move.project_id for move in found.moves] == [2]


def test_that_a_deadline_before_the_soonest_end_is_named_with_the_weeks_it_lacks() -> None:
    found = propose_for(portfolio(plan(1, deadline=START + 2 * WEEK - timedelta(days=3))))
    (row,) = found.remains
    assert (row.cause, row.project_ids) == (Cause.DEADLINE, (1,))
    assert "can't end before 27 Mar 2026, 2 weeks after its deadline" in row.sentence


def test_that_fixed_projects_that_are_over_are_named_with_the_least_change() -> None:
    found = propose_for(portfolio(plan(1, is_pinned=True), plan(2, "0.4", is_pinned=True)))
    (row,) = found.remains
    assert (row.cause, row.project_ids, found.moves) == (Cause.FIXED, (1, 2), ())
    assert "0.4 FTE more would do, or moving Project 2 by hand" in row.sentence


def test_that_a_role_nobody_has_is_left_out_of_account_and_named() -> None:
    found = propose_for(portfolio(plan(1, role="ml_engineer")))
    assert [(row.cause, row.project_ids) for row in found.remains] == [(Cause.NOBODY, (1,))]
    assert found.moves == ()


def test_that_pools_are_supply_and_withdrawn_projects_ask_for_nobody() -> None:
    pool = Pool(id=1, name="Agreed", role="data_scientist", fte=Decimal(1))
    assert propose_for(portfolio(plan(1), plan(2), pools=(pool,))).moves == ()


def test_that_an_empty_portfolio_and_one_without_phases_have_nothing_to_move() -> None:
    assert propose_for(portfolio()).moves == ()
    bare = make_plan(1, phases=())
    assert propose_for(portfolio(bare, plan(2))).moves == ()


@pytest.mark.parametrize(("seconds", "seed"), [(0, 1), (-1, 1), (float("nan"), 1), (1e9, 1), (1, -1), (1, 2**31)])
def test_that_impossible_options_are_refused(seconds: float, seed: int) -> None:
    with pytest.raises(BadInput, match="must be"):
        LevelOptions(seconds, seed)


def test_that_the_same_seed_gives_the_same_proposal() -> None:
    of = portfolio(*(plan(n, "0.6", delay_cost=Decimal(10 * n)) for n in range(1, 6)))
    assert propose_for(of, seed=3) == propose_for(of, seed=3)
    assert propose_for(of).made_on == date(2026, 2, 2)
