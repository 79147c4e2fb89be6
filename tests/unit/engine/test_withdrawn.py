"""A withdrawn project asks nothing further: neither money nor people (P3.4, P4.9, P8.3)."""

from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.programme import FundingMode, FundingShare, Programme, Service, Subscription
from mlplanner.engine.assignments import assignments_of_role
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.funding import split_funding
from mlplanner.engine.inventory import take_inventory
from mlplanner.engine.portfolios import add_up, is_gate_due, spend_by_fiscal_year
from mlplanner.engine.results import Figures
from mlplanner.engine.upkeep import operation_start, upkeep_work
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.committee_sections import COMMITTEE_SECTIONS
from mlplanner.reports.committees import Committee
from tests.builders import START, TODAY, make_cost, make_decision, make_line, make_plan, make_portfolio

CALENDAR = WorkCalendar({})
PLAYBOOK = load_playbook()
LATE = TODAY + timedelta(days=365)


def two_projects(*outcomes: str) -> Portfolio:
    """Project 1 goes on; the first gate of project 2 was decided so, one after the other."""
    decisions = [make_decision(2001, outcome, id=n, project_id=2) for n, outcome in enumerate(outcomes, start=1)]
    plans = [
        make_plan(
            project_id=key,
            decisions=decisions if key == 2 else (),
            business_unit="Claims" if key == 1 else "Sales",
            lines=[make_line("data_scientist", "0.5", project_id=key)],
            costs=[make_cost("1000.33", project_id=key)],
            maintenance={"role": "ml_engineer", "fte": Decimal("0.2"), "infrastructure": Decimal(500)},
            models=[Model(project_id=key, name=f"Model {key}")],
            subscriptions=[Subscription(project_id=key, service_id=1, uses_per_year=10)],
        )
        for key in (1, 2)
    ]
    return make_portfolio(
        *plans,
        programme=Programme(funding=FundingMode.PER_USE, platform_budget=Decimal(100)),
        funding_shares=(FundingShare(id=1, business_unit="Claims", share=Decimal(1)),),
        services=(Service(id=1, name="Managed", fee_per_use=Decimal(7)),),
    )


def figures_of(portfolio: Portfolio) -> dict[int, Figures]:
    return {key: compute_figures(portfolio, plan, PLAYBOOK, TODAY) for key, plan in portfolio.plans.items()}


def test_that_a_withdrawn_project_asks_for_nobody() -> None:  # P3.4, P4.9, P8.5
    loads = role_loads(two_projects("withdraw"), CALENDAR, START, 80)
    assert set(loads.roles["data_scientist"].demand) == {Decimal("0.5"), Decimal(0)}
    assert {key for role in loads.roles.values() for ids in role.projects for key in ids} == {1}
    listed = assignments_of_role(two_projects("withdraw"), "ml_engineer", None, START)
    assert [item.project_id for item in listed] == [1]


def test_that_a_resumed_project_counts_again() -> None:  # P3.4
    portfolio = two_projects("withdraw", "hold")
    assert role_loads(portfolio, CALENDAR, START, 2).roles["data_scientist"].demand[0] == 1
    figures = figures_of(portfolio)
    totals = add_up([(plan, figures[key]) for key, plan in portfolio.plans.items()], TODAY, 30)
    assert totals.ask == figures[1].costs.ask + figures[2].costs.ask


def test_that_totals_leave_a_withdrawn_project_out() -> None:  # P3.4
    portfolio = two_projects("withdraw")
    figures = figures_of(portfolio)
    pairs = [(plan, figures[key]) for key, plan in portfolio.plans.items()]
    assert add_up(pairs, LATE, 30) == add_up(pairs[:1], LATE, 30)
    assert spend_by_fiscal_year(*pairs[1]) == {}
    assert is_gate_due(*pairs[0], LATE, 30)
    assert not is_gate_due(*pairs[1], LATE, 30)


def test_that_the_funding_split_charges_a_withdrawn_project_nothing() -> None:  # P3.4, P8.3
    portfolio = two_projects("withdraw")
    figures = figures_of(portfolio)
    funding = split_funding(portfolio, figures)
    sales = next(row for row in funding.rows if row.business_unit == "Sales")
    assert sales.total == 0
    assert funding.asks == figures[1].costs.ask
    assert sum((row.total for row in funding.rows), Decimal(0)) == funding.total


def test_that_models_of_a_withdrawn_project_cost_no_maintenance() -> None:  # P3.4, P8.1
    portfolio = two_projects("withdraw")
    first, second = take_inventory(portfolio, figures_of(portfolio), PLAYBOOK, TODAY)
    assert first.maintenance_year > 0
    assert second.maintenance_year == 0


def test_that_the_committee_is_not_asked_about_a_withdrawn_project() -> None:  # P2.2, P3.4
    portfolio = two_projects("withdraw")
    committee = Committee(portfolio, figures_of(portfolio), PLAYBOOK, LATE)
    sections = {section.title: section for section in (make(committee) for make in COMMITTEE_SECTIONS)}
    assert sections["Decisions asked"].finding.startswith("1\u00a0gate to decide")
    assert sections["Money"].finding.startswith("1\u00a0project ask")
    # The inventory still lists the model, which costs nothing further.
    others = [section for title, section in sections.items() if title != "Models and retirements"]
    assert "Project 2" not in repr(others)
    assert "Project 1" in repr(others)


def running(*models: tuple[ModelState, date | None]) -> int:
    """Weeks of the year of operation that ask for an engineer."""
    made = [Model(project_id=1, name=f"M{n}", state=state, retired_on=on) for n, (state, on) in enumerate(models)]
    plan = make_plan(models=made, maintenance={"role": "ml_engineer", "fte": Decimal("0.2")})
    return sum(len(work.weekly) for work in upkeep_work(plan, PLAYBOOK, operation_start(plan, CALENDAR)))


def test_that_nobody_watches_models_that_are_retired() -> None:  # P8.1, P8.5
    start = operation_start(make_plan(), CALENDAR)
    assert running((ModelState.PRODUCTION, None), (ModelState.RETIRED, start)) == 52
    assert running((ModelState.RETIRED, start + timedelta(days=13))) == 2
    assert running((ModelState.RETIRED, start - timedelta(days=1))) == running((ModelState.RETIRED, None)) == 0
