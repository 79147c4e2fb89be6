"""What every schedule keeps to, and how good it is (P4.9)."""

from itertools import count

from hypothesis import given, settings

from mlplanner.engine.levelling.problem import Block, Problem, Spot, planned_spots
from mlplanner.engine.levelling.results import Stays, Stop
from mlplanner.engine.levelling.search.pipeline import level
from mlplanner.engine.levelling.search.work import Work
from mlplanner.engine.levelling.verifying import broken_rules, overload
from tests.support.levelling_cases import generated, levelled, own_job, problems


def _as_planned(problem: Problem) -> tuple[Spot, ...]:
    return tuple(planned_spots(problem).values())


@settings(max_examples=40, deadline=None)
@given(problems())
def test_that_a_schedule_breaks_no_rule_and_is_never_worse_than_the_plan(problem: Problem) -> None:  # P4.9
    found = levelled(problem, 0.02)
    assert broken_rules(problem, found.schedule) == []
    assert found.over == overload(problem, found.schedule) <= found.planned_over
    assert found.bound <= found.objective <= found.greedy
    plan = _as_planned(problem)
    if found.over == found.planned_over and not broken_rules(problem, plan):
        assert all(plan[place].starts[0] < job.earliest for place, job in enumerate(problem.jobs)) or (
            found.objective <= problem.cost(plan)
        )
    for place, job in enumerate(problem.jobs):
        if job.is_fixed:
            assert found.schedule[place] == Spot(job.planned or ())


@settings(max_examples=8, deadline=None)
@given(problems())
def test_that_the_same_seed_gives_the_same_schedule(problem: Problem) -> None:
    first, second = levelled(problem, 0.02), levelled(problem, 0.02)
    assert first == second


def test_that_a_generated_portfolio_costs_far_less_than_by_plain_rules_and_comes_with_a_bound() -> None:
    problem = generated(60, 1)
    first, second = levelled(problem, 0.8), levelled(problem, 0.8)
    assert broken_rules(problem, first.schedule) == []
    assert 0 < first.bound <= first.objective < 0.75 * first.greedy
    assert first.schedule == second.schedule
    assert first.stop is Stop.WORK


def test_that_pauses_between_phases_never_make_it_dearer_by_bound() -> None:
    without, pausing = levelled(generated(10, 2), 0.3), levelled(generated(10, 2, pause=2), 0.3)
    assert pausing.bound <= without.bound
    assert broken_rules(generated(10, 2, pause=2), pausing.schedule) == []


def test_that_two_projects_for_one_person_follow_each_other_the_dearer_first() -> None:
    block = Block(3, {0: (10, 10, 10)})
    cheap, dear = own_job("cheap", block, weight=1, planned=(0,)), own_job("dear", block, weight=5, planned=(0,))
    found = levelled(Problem(("engineer",), ((10,) * 12,), (cheap, dear)))
    assert [spot.starts for spot in found.schedule] == [(3,), (0,)]
    assert (found.objective, found.bound, found.stop) == (3, 3, Stop.PROVEN)
    assert (found.planned, found.planned_over, found.over) == (0, 30, 0)


def test_that_a_pause_is_taken_when_people_are_away_between_two_phases() -> None:
    blocks = (Block(2, {0: (10, 10)}), Block(1, {0: (10,)}))
    there = (10, 10, 0, 10, 0, 0, 10, 10, 10)
    found = levelled(Problem(("engineer",), (there,), (own_job("waits", *blocks, pause_most=2),)))
    assert found.schedule == (Spot((0, 3)),)


def test_that_buying_people_is_chosen_when_waiting_costs_more() -> None:
    block = Block(2, {0: (10, 10)})
    job = own_job("first", block, weight=9, planned=(0,), is_fixed=True)
    other = own_job("second", block, weight=9)
    bought = other.options[0].__class__("contractor", (Block(2),), cost=10)
    second = other.__class__(
        **{**{name: getattr(other, name) for name in other.__slots__}, "options": (*other.options, bought)}
    )
    found = levelled(Problem(("engineer",), ((10,) * 9,), (job, second)))
    assert found.schedule[1] == Spot((0,), option=1)
    assert found.objective == 10


def test_that_a_project_that_fits_nowhere_stays_and_takes_its_people() -> None:
    wide, narrow = Block(1, {0: (20,)}), Block(1, {0: (5,)})
    jobs = (own_job("wide", wide, planned=(1,)), own_job("narrow", narrow, planned=(1,)))
    found = levelled(Problem(("engineer",), ((10,) * 6,), jobs))
    assert found.stays == {0: Stays.NO_ROOM}
    assert [spot.starts for spot in found.schedule] == [(1,), (0,)]
    assert found.over == 10


def test_that_cancelling_keeps_the_best_so_far() -> None:
    asked = count()
    problem = generated(60, 1)
    found = level(problem, Work(60, should_stop=lambda: next(asked) > 20), 1)[0]
    assert found.stop is Stop.CANCELLED
    assert broken_rules(problem, found.schedule) == []
    assert found.objective <= found.greedy


def test_that_the_clock_stops_a_run_that_is_too_slow() -> None:
    found = level(generated(60, 1), Work(600, seconds=0.0), 1)[0]
    assert found.stop is Stop.CLOCK
    assert found.objective <= found.greedy


def test_that_each_broken_rule_is_named() -> None:
    job = own_job("A", Block(2, {0: (6, 6)}), Block(1, {0: (6,)}), earliest=1, pause_most=1)
    problem = Problem(("engineer",), ((10,) * 8,), (job, job))
    assert broken_rules(problem, (Spot((1, 3)), Spot((4, 6)))) == []
    said = [
        broken_rules(problem, (Spot((0, 2)), Spot((4, 6))))[0],
        broken_rules(problem, (Spot((1, 5)), Spot((4, 6))))[0],
        broken_rules(problem, (Spot((1, 3)), Spot((3, 5))))[0],
        broken_rules(problem, (Spot((1, 3)), Spot((6, 8))))[0],
    ]
    assert ["earliest" in said[0], "waits 2 weeks" in said[1], "week 3: 12 asked" in said[2], "horizon" in said[3]] == [
        True
    ] * 4
