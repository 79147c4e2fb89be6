"""All results of a project together."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.engine.facts import compute_facts, plan_calendar
from mlplanner.engine.figures import compute_figures, spent_before
from mlplanner.engine.results import Costs, Readiness
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, TODAY, make_experiment, make_line, make_plan, make_portfolio, tiny_playbook
from tests.unit.engine.cases import hand_made_plan, hand_made_portfolio


def hand_made_costs() -> Costs:
    portfolio = hand_made_portfolio()
    return compute_facts(portfolio, portfolio.plans[1], tiny_playbook()).costs


def test_that_returns_stand_on_what_is_invested_and_what_it_brings() -> None:
    value = {"decisions_per_year": 1000, "share_acted": 1, "precision": 1, "true_positive_value": 100}
    plan = hand_made_plan(value=value, evidence_days=0, experiments=[make_experiment(), make_experiment(p1=None)])
    facts = compute_facts(make_portfolio(plan, indexation=Decimal(0)), plan, tiny_playbook())
    assert facts.value.benefit_year == 100_000
    assert facts.returns.investment == 33_000 + 6_600 + 3_300
    assert facts.returns.tco == 42_900 + 3 * 13_000
    assert facts.returns.payback_months == Decimal("5.9")  # 42,900 / (87,000 / 12)
    assert [size.n_per_arm for size in facts.experiments] == [6510, None]


def test_that_figures_hold_the_facts_the_findings_and_the_gates() -> None:
    portfolio = hand_made_portfolio()
    plan, playbook = portfolio.plans[1], load_playbook()
    figures, facts = compute_figures(portfolio, plan, playbook, TODAY), compute_facts(portfolio, plan, playbook)
    assert figures.project_id == 1
    assert (figures.costs, figures.timeline, figures.value) == (facts.costs, facts.timeline, facts.value)
    assert (figures.returns, figures.experiments) == (facts.returns, facts.experiments)
    assert [ready.gate_id for ready in figures.readiness] == [gate.id for gate in plan.gates]
    assert "brief_incomplete" in {finding.rule for finding in figures.findings}
    assert {finding.project_id for finding in figures.findings} == {1}


@pytest.mark.parametrize(
    ("day", "spent"),
    [
        (START, "0"),
        (date(2026, 3, 8), "0"),  # the Sunday of week 1
        (date(2026, 3, 9), "1600"),
        (date(2026, 3, 16), "5100"),
        (date(2026, 6, 1), "39100"),  # week 13 too: build 33,000, handover 6,100; not the contingency of week 12
        (date(2030, 1, 1), "39600"),  # no maintenance
    ],
)
def test_that_weeks_are_spent_when_they_are_over(day: date, spent: str) -> None:
    assert spent_before(hand_made_costs(), day) == Decimal(spent)


def test_that_a_gate_is_ready_by_the_share_of_its_artifacts() -> None:
    assert Readiness(gate_id=1, done=1, total=4, missing=(), blockers=()).share == Decimal("0.25")
    assert Readiness(gate_id=1, done=0, total=0, missing=(), blockers=()).share == 1


def test_that_recruiting_is_spent_before_the_start() -> None:
    plan = make_plan(lines=[make_line(sourcing="hire")])
    portfolio = make_portfolio(plan)
    assert compute_figures(portfolio, plan, load_playbook(), START).spent == 6000
    assert compute_figures(portfolio, plan, load_playbook(), START - timedelta(weeks=20)).spent == 0


def test_that_the_status_date_goes_before_today() -> None:
    portfolio = hand_made_portfolio(status_date=date(2026, 3, 9))
    figures = compute_figures(portfolio, portfolio.plans[1], load_playbook(), date(2030, 1, 1))
    assert figures.spent == 1600


def test_that_an_unknown_country_is_one_sentence() -> None:
    portfolio = hand_made_portfolio(country="ZZ")
    with pytest.raises(BadInput, match="country 'ZZ'"):
        compute_figures(portfolio, portfolio.plans[1], load_playbook(), TODAY)


def test_that_the_calendar_reaches_over_the_last_staffed_week_and_a_year_of_operations() -> None:
    plan = make_plan(lines=[make_line(weeks=[200], sourcing="contractor")])
    calendar = plan_calendar(make_portfolio(plan, country="DE"), plan)
    assert date(2029, 12, 25) in calendar.days_off
    short = plan_calendar(make_portfolio(country="DE"), make_plan())
    assert date(2027, 5, 1) not in short.days_off  # a Saturday
    assert date(2027, 5, 17) in short.days_off  # Whit Monday, 49 weeks after hand-over
