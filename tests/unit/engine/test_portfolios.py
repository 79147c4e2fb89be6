"""What the projects of a portfolio add up to."""

from datetime import timedelta

from mlplanner.domain.enums import Severity
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.loads import loads_ahead, roles_over
from mlplanner.engine.portfolios import (
    add_up,
    is_gate_due,
    next_gate_dates,
    spend_by_fiscal_year,
)
from mlplanner.playbook.loading import load_playbook
from tests.builders import (
    START,
    TODAY,
    make_decision,
    make_line,
    make_person,
    make_plan,
    make_portfolio,
    make_rate,
    tiny_playbook,
)


def test_that_totals_are_the_sums_of_the_projects() -> None:
    weeks = range(1, 13)
    plans = [
        make_plan(project_id=1, lines=[make_line("data_scientist", "1", weeks=weeks)]),
        make_plan(project_id=2, lines=[make_line("data_scientist", "0.5", weeks=weeks)]),
    ]
    portfolio = make_portfolio(*plans, rates=[make_rate("data_scientist", amount="104000")])
    figures = {plan.id: compute_figures(portfolio, plan, load_playbook(), TODAY) for plan in plans}
    totals = add_up([(plan, figures[plan.id]) for plan in plans], TODAY, 30)
    assert totals.projects == 2
    assert totals.ask == figures[1].costs.ask + figures[2].costs.ask
    assert sum(totals.by_fiscal_year.values()) == totals.ask
    assert totals.current_year == "FY2026"
    findings = [finding for item in figures.values() for finding in item.findings]
    assert totals.failed == sum(finding.severity == Severity.MUST for finding in findings)
    assert totals.warned == sum(finding.severity == Severity.WARN for finding in findings)
    assert spend_by_fiscal_year(plans[0], figures[1]).keys() <= totals.by_fiscal_year.keys()


def test_that_an_empty_portfolio_adds_up_to_nothing() -> None:
    totals = add_up([], TODAY, 30)
    assert totals.projects == totals.ask == 0
    assert totals.current_year == ""
    assert not totals.by_fiscal_year


def test_that_a_gate_is_due_up_to_the_last_day_and_when_late() -> None:
    plan = make_plan()
    figures = compute_figures(make_portfolio(plan), plan, load_playbook(), TODAY)
    gate = next_gate_dates(plan, figures)
    assert gate is not None
    assert gate.key == "discovery"
    assert is_gate_due(plan, figures, gate.date - timedelta(days=30), 30)
    assert not is_gate_due(plan, figures, gate.date - timedelta(days=31), 30)
    assert is_gate_due(plan, figures, gate.date + timedelta(days=100), 30)


def test_that_a_project_with_all_gates_passed_has_none_due() -> None:
    decisions = [make_decision(gate_id=1000 + place) for place in range(1, 5)]
    plan = make_plan(decisions=decisions)
    figures = compute_figures(make_portfolio(plan), plan, load_playbook(), TODAY)
    assert next_gate_dates(plan, figures) is None
    assert not is_gate_due(plan, figures, START + timedelta(days=365), 30)


def test_that_a_role_without_people_is_over_with_the_projects_behind_it() -> None:  # P4.9
    plan = make_plan(lines=[make_line("data_scientist", "1", weeks=range(1, 4))])
    portfolio = make_portfolio(plan, people=[make_person(1, "Ada", "data_engineer")])
    figures = {1: compute_figures(portfolio, plan, load_playbook(), TODAY)}
    loads = loads_ahead(portfolio, figures, tiny_playbook(), TODAY)
    assert loads.mondays[0] == START
    assert loads.mondays[-1] <= figures[1].timeline.handed_over
    assert roles_over(loads) == {"data_scientist": frozenset({1})}


def test_that_without_projects_the_coming_week_is_looked_at() -> None:
    loads = loads_ahead(make_portfolio(), {}, tiny_playbook(), TODAY)
    assert len(loads.mondays) == 1
    assert roles_over(loads) == {}
