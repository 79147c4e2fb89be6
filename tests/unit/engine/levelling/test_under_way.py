"""Projects under way: what has begun stays, the phases to come may wait (P4.9)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.levelling.diagnosing import Cause
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.wording import say_under_way
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_inserted, make_line, make_person, make_plan, make_portfolio

WEEK = timedelta(weeks=1)


def plan(number: int, **fields: Any) -> ProjectPlan:
    """Two phases of two weeks; a data scientist works in all of them."""
    line = make_line("data_scientist", "1", weeks=fields.pop("weeks", range(1, 5)), project_id=number)
    phases = (("discovery", 2), ("prototype", 2))
    return make_plan(number, phases=phases, lines=[line], headroom_weeks=0, maintenance={"drills": 0}, **fields)


def propose_in(plans: tuple[ProjectPlan, ...], weeks: int, **options: Any) -> Proposal:
    """The proposal on a day in the week at place `weeks` after the common start."""
    return propose(of(*plans), load_playbook(), START + weeks * WEEK, LevelOptions(seconds=0.3, **options))


def of(*plans: ProjectPlan) -> Portfolio:
    return make_portfolio(*plans, people=[make_person(1, "Ada", "data_scientist")])


def busy(**fields: Any) -> ProjectPlan:
    """A pinned project that takes the only one in the weeks of the other's second phase, and one more."""
    return plan(2, start=START + 2 * WEEK, weeks=range(1, 4), is_pinned=True, **fields)


def test_that_the_phases_to_come_wait_and_what_has_begun_stays() -> None:  # P4.9
    begun = plan(1, pause_weeks_most=4)
    found = propose_in((begun, busy()), 1)
    (move,) = found.moves
    second = begun.phases[1].id
    assert (move.project_id, move.old_start, move.new_start, dict(move.pauses)) == (1, START, START, {second: 3})
    assert (move.weeks, move.forced_by[0].role) == (3, "data_scientist")
    assert (found.under_way, found.may_wait, found.weeks_over) == ((1,), (1,), (2, 0))
    assert say_under_way(found).startswith("1 project is under way: what has begun stays, the phases to come of 1 may")


def test_that_they_wait_no_longer_than_the_project_allows() -> None:
    for fields in ({}, {"pause_weeks_most": 4, "is_pinned": True}, {"pause_weeks_most": 4, "is_must_have": True}):
        found = propose_in((plan(1, **fields), busy()), 1)
        assert (found.moves, found.may_wait) == ((), ()), fields
        assert "so does the rest" in say_under_way(found)
    assert propose_in((plan(1, pause_weeks_most=4), busy()), 1, has_pauses=False).moves == ()
    short = propose_in((plan(1, pause_weeks_most=2), busy()), 1)
    assert short.moves == ()
    assert short.remains[0].cause is Cause.NO_ROOM
    assert short.remains[0].sentence.startswith("The rest of Project 1 needs more people")


def test_that_nothing_to_come_is_put_earlier() -> None:
    pause = make_inserted("prototype", 2, 0, project_id=1, is_pause=True)
    waiting = plan(1, inserted=[pause], weeks=(1, 2, 5, 6), earliest_start=START)
    found = propose_in((waiting,), 1, is_earlier_allowed=True)
    assert (found.moves, found.may_wait) == ((), (1,))


def test_that_a_longer_pause_counts_the_one_that_is_there() -> None:
    pause = make_inserted("prototype", 1, 0, project_id=1, is_pause=True)
    waiting = plan(1, inserted=[pause], weeks=(1, 2, 4, 5), pause_weeks_most=4)
    (move,) = propose_in((waiting, busy()), 1).moves
    assert (list(move.pauses.values()), move.weeks) == ([3], 2)


def test_that_a_phase_with_an_actual_start_has_begun_whatever_the_plan_says() -> None:
    ahead = plan(1, pause_weeks_most=4)
    phases = (ahead.phases[0].model_copy(update={"actual_start": START - 4 * WEEK}), ahead.phases[1])
    found = propose_in((replace(ahead, phases=phases), busy()), -2)
    (move,) = found.moves
    assert (move.new_start, list(move.pauses.values())) == (START, [3])


def test_that_all_that_has_begun_or_is_over_stays() -> None:
    found = propose_in((plan(1, pause_weeks_most=4), busy()), 3)
    assert (found.moves, found.may_wait) == ((), ())
    assert say_under_way(propose_in((plan(1),), -1)) == ""
