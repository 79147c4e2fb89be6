"""Ways out of too much work: tried, never invented, and only where the plan allows them (P4.9)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.relief import Trial, Tried, advice
from mlplanner.engine.ways_out import WayKind
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.ways_out import say_money
from tests.builders import START, make_line, make_person, make_plan, make_portfolio, make_rate

NEXT = START + timedelta(weeks=4)
PEOPLE = (make_person(1, role="ml_engineer"), make_person(2, role="ml_engineer", fte=Decimal("0.5")))
WEEKS, UNITS = 30, 10**9


def asking(number: int, fte: str, **fields: Any) -> ProjectPlan:
    return make_plan(number, lines=[make_line("ml_engineer", fte, range(1, 5), person_id=1)], start=NEXT, **fields)


def tried(portfolio: Portfolio, key: str | int = "ml_engineer") -> tuple[list[Tried], Trial, LoadBook]:
    book, playbook, calendar = LoadBook(START, WEEKS), load_playbook(), WorkCalendar({})

    def show(other: Portfolio) -> LoadBook:
        book.show(other, playbook, calendar)
        return book

    trial = Trial(portfolio, show, View(), START, playbook)
    show(portfolio)
    return trial.ways_out(key, 0, WEEKS), trial, book


def kinds(found: list[Tried]) -> set[WayKind]:
    return {each.way.kind for each in found}


def test_that_the_smallest_move_that_helps_most_is_proposed() -> None:
    found, _, _ = tried(make_portfolio(asking(1, "1"), asking(2, "1"), people=PEOPLE))
    moves = {each.way.project_id: each for each in found if each.way.kind is WayKind.MOVE}
    assert [moves[number].way.weeks for number in (1, 2)] == [4, 4]
    assert (moves[2].before.units, moves[2].after.units) == (4 * UNITS // 2, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_pinned": True},
        {"is_must_have": True},
        {"start": START - timedelta(weeks=1)},
        {"deadline": NEXT + timedelta(weeks=12, days=-3)},  # the Friday on which it is delivered
    ],
    ids=["pinned", "must have", "begun", "deadline"],
)
def test_that_projects_that_may_not_be_moved_are_left_alone(fields: dict[str, Any]) -> None:
    _, trial, _ = tried(make_portfolio(asking(1, "1"), people=PEOPLE))
    plan = make_plan(2, **{"start": NEXT, **fields})
    assert trial.weeks_movable(plan) == 0


def test_that_a_deadline_bounds_the_move() -> None:
    _, trial, _ = tried(make_portfolio(asking(1, "1"), people=PEOPLE))
    plan = make_plan(2, start=NEXT, deadline=NEXT + timedelta(weeks=15, days=-3))
    assert trial.weeks_movable(plan) == 3


def test_that_a_person_with_too_much_gives_a_line_to_somebody_of_the_same_role() -> None:
    portfolio = make_portfolio(asking(1, "1"), asking(2, "0.5"), people=PEOPLE)
    found, _, _ = tried(portfolio, 1)
    swaps = [each for each in found if each.way.kind is WayKind.SWAP]
    assert [(each.way.project_id, each.way.person_id, each.after.all_units) for each in swaps] == [(2, 2, 0)]


def test_that_trying_leaves_the_book_as_it_was() -> None:
    portfolio = make_portfolio(asking(1, "1"), asking(2, "1"), people=PEOPLE)
    found, trial, book = tried(portfolio)
    again = trial.shortage(book, "ml_engineer")
    assert all(each.before == again for each in found)
    assert len(book.people) == 2


def test_that_nothing_is_proposed_where_nothing_is_short() -> None:
    found, trial, book = tried(make_portfolio(asking(1, "0.5"), people=PEOPLE))
    assert found == []
    assert advice(trial, book, 3) == []


def test_that_every_way_proposed_helps_and_every_advice_lessens_the_whole() -> None:
    portfolio = make_portfolio(*(asking(number, "0.8") for number in (1, 2, 3)), people=PEOPLE)
    found, trial, book = tried(portfolio)
    assert {WayKind.MOVE, WayKind.HIRE, WayKind.CONTRACT} <= kinds(found)
    assert all(each.is_help for each in found)
    chosen = advice(trial, book, 3)
    assert 1 <= len(chosen) <= 3
    assert [each.after.all_units for each in chosen] == sorted(each.after.all_units for each in chosen)
    assert all(each.after.all_units < each.before.all_units for each in chosen)


def test_that_a_hire_costs_salary_from_the_first_day_to_the_end_of_the_weeks_at_the_rates_in_force() -> None:  # P4.3
    rates = [
        make_rate("ml_engineer", Sourcing.HIRE, "104000", lead_weeks=4, one_off=Decimal(9000)),
        make_rate("ml_engineer", Sourcing.HIRE, "130000", valid_from=START + timedelta(weeks=14), lead_weeks=4),
    ]
    portfolio = make_portfolio(asking(1, "1"), asking(2, "1"), people=PEOPLE, rates=rates)
    found, _, _ = tried(portfolio)
    hire = next(each for each in found if each.way.kind is WayKind.HIRE)
    assert (hire.way.first, hire.way.lead_weeks, hire.way.ramp_weeks) == (START + timedelta(weeks=4), 4, 4)
    # Weeks 5 to 14 at 2,000, weeks 15 to 30 at 2,500, and 9,000 once.
    assert hire.effects.money == 10 * 2_000 + 16 * 2_500 + 9_000
    assert (hire.effects.one_off, hire.effects.until) == (Decimal(9_000), START + timedelta(weeks=WEEKS, days=-1))
    assert hire.effects.full_speed == START + timedelta(weeks=8)
    assert (hire.missed, hire.before.weeks) == (0, 4)
    # One is short by half a unit for four weeks; the newcomer gives 1/5, 2/5, 3/5, 4/5 in them.
    assert hire.after.units == UNITS * 3 // 10 + UNITS // 10


def test_that_a_contractor_is_priced_against_the_line_as_it_is_and_a_late_one_delays_what_waits() -> None:  # P4.4
    rates = [
        make_rate("ml_engineer", Sourcing.INTERNAL, "104000"),
        make_rate("ml_engineer", Sourcing.CONTRACTOR, "900", lead_weeks=6, one_off=Decimal(1500)),
    ]
    portfolio = make_portfolio(asking(1, "1"), asking(2, "1", delay_cost=Decimal(700)), people=PEOPLE, rates=rates)
    found, _, _ = tried(portfolio)
    late = next(each for each in found if each.way.kind is WayKind.CONTRACT and each.way.project_id == 2)
    # Four weeks of five days at 900 instead of 2,000 a week, and the set-up once.
    assert late.effects.money == 4 * 5 * 900 - 4 * 2_000 + 1_500
    assert late.way.first == START + timedelta(weeks=6)
    assert (late.effects.delay_weeks, late.effects.delay_cost) == (2, Decimal(2 * 700))


def test_that_a_move_says_the_new_delivery_and_the_value_that_comes_later() -> None:
    portfolio = make_portfolio(asking(1, "1"), asking(2, "1", delay_cost=Decimal(700)), people=PEOPLE)
    found, _, _ = tried(portfolio)
    move = next(each for each in found if each.way.kind is WayKind.MOVE and each.way.project_id == 2)
    effects = move.effects
    assert effects.delivery is not None
    assert effects.delivery_after == effects.delivery + timedelta(weeks=4)
    assert (effects.delay_cost, effects.money) == (Decimal(4 * 700), Decimal(0))


def test_that_a_way_without_a_rate_says_so_instead_of_a_price() -> None:
    portfolio = make_portfolio(asking(1, "1"), asking(2, "1"), people=PEOPLE)
    found, _, _ = tried(portfolio)
    hire = next(each for each in found if each.way.kind is WayKind.HIRE)
    said = say_money(hire, portfolio, load_playbook())
    assert said == "Its cost is not known: the rate card has no rate for ML engineer."


def test_that_a_project_is_deferred_beyond_a_move_to_where_there_is_room_for_it() -> None:
    blocker = make_plan(
        1, lines=[make_line("ml_engineer", "1.5", range(1, 16), person_id=1)], start=NEXT, is_pinned=True
    )
    portfolio = make_portfolio(blocker, asking(2, "1"), people=PEOPLE)
    found, _, _ = tried(portfolio)
    (way,) = (each.way for each in found if each.way.kind is WayKind.DEFER)
    assert (way.project_id, way.weeks) == (2, 15)
    assert next(each for each in found if each.way == way).after.units == 0


def test_that_a_project_under_way_waits_before_its_next_phase_no_longer_than_it_may() -> None:
    begun = make_plan(
        2,
        lines=[make_line("ml_engineer", "1", range(1, 13), person_id=2)],
        start=START - timedelta(weeks=1),
        pause_weeks_most=3,
    )
    portfolio = make_portfolio(asking(1, "1"), begun, people=PEOPLE)
    found, _, _ = tried(portfolio)
    deferred = [each for each in found if each.way.kind is WayKind.DEFER]
    assert all(each.way.phase_id and each.way.weeks <= 3 for each in deferred)
    assert {each.way.project_id for each in deferred} == {2}
    assert all(each.effects.delay_weeks == each.way.weeks for each in deferred)
