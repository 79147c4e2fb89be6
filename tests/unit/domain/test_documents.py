"""The plan's document and its fingerprint."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from mlplanner.domain.documents import fingerprint, plan_document, rates_used
from mlplanner.domain.lifecycle import Pack
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.settings import Closure, Override
from mlplanner.engine.facts import compute_facts
from tests.builders import (
    START,
    make_cost,
    make_decision,
    make_line,
    make_person,
    make_plan,
    make_portfolio,
    make_rate,
    tiny_playbook,
)
from tests.strategies import portfolios


def a_portfolio(**changes: Any) -> Portfolio:
    line = make_line("data_scientist", "0.5", weeks=range(1, 3), person_id=1)
    plan = make_plan(lines=[line], costs=[make_cost("10.50", currency="USD")], owner_id=2)
    people = [make_person(1, "Ada"), make_person(2, "Bea"), make_person(3, "Cyd", note="private")]
    return make_portfolio(
        plan, people=people, exchange_rates={"USD": "0.9", "GBP": "1.2"}, portfolio_uid="u", **changes
    )


def with_plan(portfolio: Portfolio, **parts: Any) -> Portfolio:
    plan = replace(portfolio.plan(1), **parts)
    return replace(portfolio, plans={1: plan})


def with_project(portfolio: Portfolio, **fields: Any) -> Portfolio:
    return with_plan(portfolio, project=portfolio.plan(1).project.model_copy(update=fields))


def test_that_the_document_is_json_with_exact_decimals_iso_dates_and_weeks_as_keys() -> None:
    document = json.loads(json.dumps(plan_document(a_portfolio(), a_portfolio().plan(1))))
    assert document["format"] == "mlplanner-plan"
    assert document["version"] == 2
    assert document["portfolio"] == {"uid": "u", "name": "Portfolio", "currency": "EUR"}
    assert document["project"]["start"] == "2026-03-02"
    assert document["lines"][0]["weekly"] == {"1": "0.5", "2": "0.5"}
    assert document["costs"][0]["amount"] == "10.5"


def test_that_the_document_holds_every_kind_of_row_of_the_plan() -> None:
    document = plan_document(a_portfolio(), a_portfolio().plan(1))
    assert [key for key in document if key in {kind.key for kind in PROJECT_KINDS}] == [k.key for k in PROJECT_KINDS]


def test_that_only_the_people_a_plan_names_travel_with_it_and_without_their_notes() -> None:
    document = plan_document(a_portfolio(), a_portfolio().plan(1))
    assert [person["name"] for person in document["people"]] == ["Ada", "Bea"]
    assert set(document["people"][0]) == {"id", "name", "role", "unit"}


def test_that_the_context_holds_the_rates_and_currencies_that_the_plan_uses_and_no_others() -> None:
    context = plan_document(a_portfolio(), a_portfolio().plan(1))["context"]
    assert [(rate["role"], rate["sourcing"]) for rate in context["rates"]] == [("data_scientist", "internal")]
    assert [rate["currency"] for rate in context["exchange_rates"]] == ["USD"]


def test_that_a_rate_counts_as_used_when_it_is_in_force_in_some_week_of_the_plan() -> None:
    days = (date(2020, 1, 1), date(2025, 1, 1), date(2026, 4, 1), date(2030, 1, 1))
    portfolio = a_portfolio(rates=[make_rate("data_scientist", valid_from=day) for day in days])
    used = rates_used(portfolio, portfolio.plan(1))
    assert [rate.valid_from for rate in used] == [date(2025, 1, 1), date(2026, 4, 1)]


@given(portfolios())
def test_that_the_fingerprint_is_64_hex_digits_and_the_same_each_time(portfolio: Portfolio) -> None:
    first = fingerprint(portfolio, portfolio.plan(1))
    assert len(first) == 64
    assert int(first, 16) >= 0
    assert first == fingerprint(portfolio, portfolio.plan(1))


def _pack(portfolio: Portfolio) -> Portfolio:
    pack = Pack(id=1, project_id=1, kind="pack", made_on=START, number=1, fingerprint="0" * 64)
    return with_plan(portfolio, packs=(pack,))


IRRELEVANT: list[Callable[[Portfolio], Portfolio]] = [
    lambda p: replace(p, revision=99),
    lambda p: with_project(p, rank=7),
    _pack,
    lambda p: replace(p, settings=p.settings.model_copy(update={"classification": "Public", "name": "Other"})),
    lambda p: replace(p, rates=(*p.rates, make_rate("ml_engineer", "hire", "1"))),
    lambda p: replace(p, closures=(Closure(name="Long ago", first=date(2020, 1, 1), last=date(2020, 1, 2)),)),
    lambda p: replace(p, overrides=(Override(path="rules.p1_1.text", value='"x"'),)),
    lambda p: replace(p, people={**p.people, 1: p.people[1].model_copy(update={"note": "on leave"})}),
]


@pytest.mark.parametrize("change", IRRELEVANT)
def test_that_what_changes_no_figure_and_no_word_of_the_plan_leaves_the_fingerprint(
    change: Callable[[Portfolio], Portfolio],
) -> None:
    before, after = a_portfolio(), change(a_portfolio())
    assert fingerprint(before, before.plan(1)) == fingerprint(after, after.plan(1))


def _fte(plan: ProjectPlan) -> dict[str, Any]:
    return {"lines": (plan.lines[0].model_copy(update={"weekly": {1: Decimal("0.55")}}),)}


RELEVANT: list[Callable[[Portfolio], Portfolio]] = [
    lambda p: with_project(p, objective="Keep customers"),
    lambda p: with_project(p, owner_id=1),
    lambda p: with_plan(p, **_fte(p.plan(1))),
    lambda p: with_plan(p, decisions=(make_decision(),)),
    lambda p: replace(p, settings=p.settings.model_copy(update={"discount_rate": Decimal("0.1")})),
    lambda p: replace(p, settings=p.settings.model_copy(update={"currency": "CHF"})),
    lambda p: replace(p, rates=tuple(r.model_copy(update={"amount": r.amount + 1}) for r in p.rates)),
    lambda p: replace(p, exchange_rates=tuple(r.model_copy(update={"rate": r.rate + 1}) for r in p.exchange_rates)),
    lambda p: replace(p, closures=(Closure(name="Bridge day", first=date(2026, 4, 3), last=date(2026, 4, 3)),)),
    lambda p: replace(p, overrides=(Override(path="figures.drills_min.value", value="6"),)),
    lambda p: replace(p, people={**p.people, 1: p.people[1].model_copy(update={"name": "Eve"})}),
]


@pytest.mark.parametrize("change", RELEVANT)
def test_that_a_changed_word_or_a_changed_basis_of_the_figures_changes_the_fingerprint(
    change: Callable[[Portfolio], Portfolio],
) -> None:
    before, after = a_portfolio(), change(a_portfolio())
    assert fingerprint(before, before.plan(1)) != fingerprint(after, after.plan(1))


def test_that_the_same_plan_under_other_ids_has_the_same_fingerprint() -> None:
    first = make_plan(1, lines=[make_line(person_id=1)], decisions=[make_decision(1001)], name="Churn")
    second = make_plan(
        2, lines=[make_line(person_id=9)], decisions=[make_decision(2001, decided_by_id=9)], name="Churn"
    )
    here = make_portfolio(first, people=[make_person(1, "Ada")])
    there = make_portfolio(second, people=[make_person(9, "Ada")])
    assert fingerprint(here, first) == fingerprint(there, second)


def test_that_the_basis_holds_the_rate_that_pays_for_operations_under_a_later_fixed_fee() -> None:  # P4.7
    rates = [
        make_rate("ml_engineer", "partner", "5000", basis="week", valid_from=date(2024, 1, 1)),
        make_rate("ml_engineer", "partner", "90000", basis="fixed", valid_from=date(2025, 1, 1)),
    ]
    plan = make_plan(maintenance={"role": "ml_engineer", "sourcing": "partner", "fte": Decimal("0.5")})
    portfolio = make_portfolio(plan, rates=rates)
    assert {rate.amount for rate in rates_used(portfolio, plan)} == {Decimal(5000), Decimal(90000)}
    dearer = make_portfolio(plan, rates=[rates[0].model_copy(update={"amount": Decimal(6000)}), rates[1]])
    assert fingerprint(portfolio, plan) != fingerprint(dearer, plan)


def test_that_a_closure_in_the_year_of_operation_belongs_to_the_basis() -> None:  # P4.7
    plan = make_plan(maintenance={"role": "ml_engineer", "sourcing": "contractor", "fte": Decimal("0.5")})
    closure = Closure(name="Winter", first=date(2026, 12, 24), last=date(2026, 12, 31))
    with_it, without = make_portfolio(plan, closures=[closure]), make_portfolio(plan)
    costs = [compute_facts(each, plan, tiny_playbook()).costs.maintenance_year for each in (with_it, without)]
    assert costs[0] < costs[1]
    assert fingerprint(with_it, plan) != fingerprint(without, plan)
