"""Capacity is granted in rank order, and the first project that can't be staffed is named (P4.9)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Risk
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.ranking import Grant, first_unstaffed, grant, scores
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

ENGINEER = make_person(1, role="ml_engineer")
UNITS = 10**9


def asking(number: int, fte: str, weeks: range, **fields: Any) -> ProjectPlan:
    return make_plan(number, lines=[make_line("ml_engineer", fte, weeks)], **fields)


def granted(portfolio: Portfolio) -> tuple[Grant, ...]:
    book = LoadBook(START, 10)
    book.show(portfolio, load_playbook(), WorkCalendar({}))
    return grant(portfolio, book, View())


def test_that_the_first_project_that_cannot_be_staffed_is_named_with_role_and_week() -> None:
    plans = asking(1, "0.6", range(1, 5)), asking(2, "0.5", range(3, 7)), asking(3, "0.4", range(1, 5))
    grants = granted(make_portfolio(*plans, people=[ENGINEER]))
    assert [each.is_staffed for each in grants] == [True, False, True]  # the third fits beside the first
    stopped = first_unstaffed(grants)
    assert stopped == Grant(2, is_staffed=False, role="ml_engineer", week=2, missing=UNITS // 10)


def test_that_must_have_projects_get_their_people_before_all_others() -> None:
    plans = asking(1, "0.6", range(1, 5)), asking(2, "0.5", range(3, 7), is_must_have=True)
    grants = granted(make_portfolio(*plans, people=[ENGINEER]))
    assert [(each.project_id, each.is_staffed) for each in grants] == [(2, True), (1, False)]


def test_that_a_must_have_project_takes_its_people_even_where_they_are_too_few() -> None:
    plans = asking(1, "0.2", range(1, 5)), asking(2, "1.5", range(1, 5), is_must_have=True)
    grants = granted(make_portfolio(*plans, people=[ENGINEER]))
    assert [(each.project_id, each.is_staffed, each.missing) for each in grants] == [
        (2, False, UNITS // 2),
        (1, False, UNITS // 5),
    ]


def test_that_a_role_in_which_nobody_is_stops_a_project_and_no_demand_stops_none() -> None:
    nobody = make_plan(1, lines=[make_line("data_scientist", "0.05", [4])])
    idle = make_plan(2, start=START + timedelta(weeks=100), lines=[make_line("data_scientist", "1", [1])])
    first, second = granted(make_portfolio(nobody, idle, people=[ENGINEER]))
    assert (first.role, first.week) == ("data_scientist", 3)
    assert second.is_staffed


def test_that_the_score_weighs_value_risk_feasibility_and_tier() -> None:
    risky = make_plan(1, feasibility=5, risks=[Risk(project_id=1, title="It fails", likelihood=5, impact=5)])
    safe = make_plan(2, feasibility=1)
    portfolio = make_portfolio(risky, safe)
    benefits = {1: Decimal(200), 2: Decimal(100)}
    by_id = {score.project_id: score for score in scores(portfolio, load_playbook(), benefits)}
    assert by_id[1].parts == {"value": 1, "risk": 0, "feasibility": 1, "tier": Decimal("0.5")}
    assert by_id[2].parts == {"value": Decimal("0.5"), "risk": 1, "feasibility": 0, "tier": Decimal("0.5")}
    # Weights 4, 2, 3, 1 of 10.
    assert [by_id[1].total, by_id[2].total] == [Decimal("75.0"), Decimal("45.0")]


def test_that_the_weights_of_the_score_are_the_playbook_s() -> None:
    portfolio = make_portfolio(make_plan(1, feasibility=5), make_plan(2, feasibility=1))
    playbook = load_playbook()
    figures = {
        key: figure.model_copy(update={"value": Decimal(0)})
        if key in ("score_value", "score_risk", "score_tier")
        else figure
        for key, figure in playbook.figures.items()
    }
    only = playbook.model_copy(update={"figures": figures})
    found = scores(portfolio, only, {1: Decimal(0), 2: Decimal(10)})
    assert [(score.project_id, score.total) for score in found] == [(1, Decimal(100)), (2, Decimal(0))]


def test_that_a_project_out_of_the_view_is_not_granted_anything() -> None:
    tentative = asking(1, "1", range(1, 5), commitment="tentative")
    portfolio = make_portfolio(tentative, asking(2, "1", range(1, 5)), people=[ENGINEER])
    book = LoadBook(START, 10)
    book.show(portfolio, load_playbook(), WorkCalendar({}))
    confirmed = View(frozenset({portfolio.plans[2].project.commitment}))
    assert [each.project_id for each in grant(portfolio, book, confirmed)] == [2]
    assert not first_unstaffed(grant(replace(portfolio), book, confirmed))
