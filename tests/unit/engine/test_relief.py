"""Ways out of too much work: tried, never invented, and only where the plan allows them (P4.9)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.relief import Trial, Tried, WayKind, advice
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

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

    trial = Trial(portfolio, show, View(), START, 12)
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
