"""What people and roles are booked on, and in which weeks that is too much (P4.9)."""

from datetime import date
from decimal import Decimal

from mlplanner.engine.assignments import assignments_of_person, assignments_of_role
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.results import Loads
from tests.builders import make_line, make_person, make_plan, make_portfolio

MONDAY = date(2026, 3, 2)


def loads_of(portfolio: object, weeks: int = 20) -> Loads:
    calendar = work_calendar(portfolio.settings, (), MONDAY, date(2027, 12, 31))  # type: ignore[attr-defined]
    return role_loads(portfolio, calendar, MONDAY, weeks)  # type: ignore[arg-type]


def test_that_a_person_sees_the_weeks_in_which_two_projects_are_too_much() -> None:  # P4.9
    first = make_plan(1, lines=[make_line(weeks=range(1, 5), fte="0.8", person_id=1)])
    second = make_plan(2, lines=[make_line(weeks=range(3, 7), fte="0.5", person_id=1)])
    portfolio = make_portfolio(first, second, people=[make_person(1, role="data_scientist")])
    load = loads_of(portfolio).people[1]
    found = assignments_of_person(portfolio, 1, load, MONDAY)
    assert [(item.project_id, item.first, item.last, item.weeks_over) for item in found] == [
        (1, date(2026, 3, 2), date(2026, 3, 23), 2),
        (2, date(2026, 3, 16), date(2026, 4, 6), 2),
    ]
    assert [(item.peak, item.fte_weeks) for item in found] == [
        (Decimal("0.8"), Decimal("3.2")),
        (Decimal("0.5"), Decimal("2.0")),
    ]


def test_that_what_is_over_and_what_others_do_is_left_out() -> None:
    done = make_plan(1, start=date(2025, 3, 3), lines=[make_line(weeks=range(1, 5), person_id=1)])
    other = make_plan(2, lines=[make_line(person_id=2), make_line(weekly={}, person_id=1)])
    portfolio = make_portfolio(done, other, people=[make_person(1), make_person(2)])
    assert assignments_of_person(portfolio, 1, None, MONDAY) == []


def test_that_a_role_counts_whoever_fills_it_and_the_year_of_operation() -> None:  # P8.5
    lines = [make_line("ml_engineer", weeks=[1], person_id=1), make_line("ml_engineer", weeks=[2])]
    plan = make_plan(1, lines=lines, maintenance={"role": "ml_engineer", "fte": Decimal("0.2")}, headroom_weeks=2)
    portfolio = make_portfolio(plan, people=[make_person(1)])
    load = loads_of(portfolio).roles["ml_engineer"]
    found = assignments_of_role(portfolio, "ml_engineer", load, MONDAY)
    assert [(item.line_id, item.person_id) for item in found] == [(1001, 1), (1002, None), (None, None)]
    operation = found[-1]
    assert (operation.first, operation.fte_weeks) == (date(2026, 6, 8), Decimal("10.4"))
    assert operation.weeks_over == 6
    assert assignments_of_role(portfolio, "data_engineer", None, MONDAY) == []
