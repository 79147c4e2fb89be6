"""A proposal notices every change it depends on, and says what changed (P4.9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.capacity import Pool
from mlplanner.domain.people import TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.staleness import say_stale
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

TODAY = START - timedelta(weeks=4)
Change = Callable[[Portfolio], Portfolio]


def before() -> Portfolio:
    plans = [
        make_plan(number, lines=[make_line("data_scientist", "1", weeks=range(1, 5), project_id=number)])
        for number in (1, 2)
    ]
    return make_portfolio(*plans, people=[make_person(1, "Ada", "data_scientist")])


def project(**fields: Any) -> Change:
    def change(portfolio: Portfolio) -> Portfolio:
        plan = portfolio.plan(2)
        changed = replace(plan, project=plan.project.model_copy(update=fields))
        return replace(portfolio, plans={**portfolio.plans, 2: changed})

    return change


def line(**fields: Any) -> Change:
    def change(portfolio: Portfolio) -> Portfolio:
        plan = portfolio.plan(2)
        changed = replace(plan, lines=(plan.lines[0].model_copy(update=fields),))
        return replace(portfolio, plans={**portfolio.plans, 2: changed})

    return change


PROJECT, PEOPLE = "Project 2 has changed since", "How many people there are as Data scientist has changed since"
CHANGES: dict[str, tuple[Change, str]] = {
    "start": (project(start=START + timedelta(weeks=1)), PROJECT),
    "pin": (project(is_pinned=True), PROJECT),
    "deadline": (project(deadline=START + timedelta(weeks=20)), PROJECT),
    "must have": (project(is_must_have=True), PROJECT),
    "cost of delay": (project(delay_cost=Decimal(77)), PROJECT),
    "pause": (project(pause_weeks_most=3), PROJECT),
    "staffing": (line(weekly={1: Decimal("0.5")}), PROJECT),
    "role": (line(role="ml_engineer"), PROJECT),
    "length": (
        lambda p: replace(p, plans={**p.plans, 2: replace(p.plan(2), phases=p.plan(2).phases[:1])}),
        PROJECT,
    ),
    "rank": (
        lambda p: replace(p, plans=dict(sorted(p.plans.items(), reverse=True))),
        "The order of the projects has changed since",
    ),
    "gone": (lambda p: replace(p, plans={1: p.plans[1]}), "1 project has been taken out since"),
    "time off": (
        lambda p: replace(p, time_off=(TimeOff(id=1, person_id=1, first=START, last=START),)),
        PEOPLE,
    ),
    "pool": (lambda p: replace(p, pools=(Pool(id=1, name="More", role="data_scientist", fte=Decimal(1)),)), PEOPLE),
    "holidays": (lambda p: replace(p, settings=p.settings.model_copy(update={"country": "DE"})), PEOPLE),
    "nobody": (lambda p: replace(p, people={}), PEOPLE),
}


@pytest.mark.parametrize("what", CHANGES)
def test_that_a_change_is_noticed_and_named(what: str) -> None:  # P4.9
    change, said = CHANGES[what]
    portfolio, playbook = before(), load_playbook()
    proposal = propose(portfolio, playbook, TODAY, LevelOptions(seconds=0.1))
    assert say_stale(portfolio, playbook, TODAY, proposal) is None
    sentence = say_stale(change(portfolio), playbook, TODAY, proposal)
    assert sentence is not None
    assert sentence.startswith(said)
    assert sentence.endswith("level it again.")


def test_that_what_levelling_does_not_depend_on_leaves_it_fit() -> None:
    portfolio, playbook = before(), load_playbook()
    proposal = propose(portfolio, playbook, TODAY, LevelOptions(seconds=0.1))
    renamed = project(name="Another name", objective="Something else")(portfolio)
    assert say_stale(renamed, playbook, TODAY, proposal) is None
    assert say_stale(portfolio, playbook, TODAY + timedelta(days=1), proposal) is None


def test_that_another_week_makes_it_stale() -> None:
    portfolio, playbook = before(), load_playbook()
    proposal = propose(portfolio, playbook, TODAY, LevelOptions(seconds=0.1))
    said = say_stale(portfolio, playbook, TODAY + timedelta(weeks=1), proposal)
    assert said == "The portfolio was levelled on 2 Feb 2026, in another week than this; level it again."
    assert date(2026, 2, 2) == TODAY
