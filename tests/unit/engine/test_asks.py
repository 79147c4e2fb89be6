"""What a sponsor weighs today."""

from dataclasses import replace
from decimal import Decimal
from math import ceil, floor

from mlplanner.domain.benefits import Option
from mlplanner.domain.settings import Settings
from mlplanner.engine.asks import ask_now, headroom, monthly_loss, option_value
from mlplanner.engine.returns import cumulative_nets
from tests.support.reports import full_plan, make_subject, with_figures


def test_that_the_ask_now_is_the_ask_less_what_is_spent() -> None:
    figures = with_figures(make_subject(), spent=Decimal("1000.25")).figures
    assert ask_now(figures) == figures.costs.ask - Decimal("1000.25")


def test_that_the_ask_now_is_never_below_nothing() -> None:
    figures = make_subject().figures
    assert ask_now(replace(figures, spent=figures.costs.ask + 1)) == 0


def test_that_the_headroom_is_the_envelope_less_the_whole_ask() -> None:  # P1.1
    subject = make_subject()
    assert headroom(subject.project, subject.figures) == Decimal(250000) - subject.figures.costs.ask
    without = make_subject(full_plan(budget=None))
    assert headroom(without.project, without.figures) is None


def test_that_a_month_of_waiting_costs_benefit_less_maintenance() -> None:
    subject = make_subject()
    # 100,000 decisions worth 3.00 each; maintenance 8,000 and one retrain of 1,000
    assert subject.figures.costs.maintenance_year == 9000
    assert monthly_loss(subject.figures) == Decimal("24250.00")


def test_that_an_options_value_is_discounted_year_by_year() -> None:
    option = Option(project_id=1, name="Rules", cost=Decimal(48000), benefit_year=Decimal(60000))
    settings = Settings(discount_rate=Decimal("0.1"), horizon_years=2)
    # 54,545.45 + 49,586.78 − 48,000
    assert option_value(option, settings) == Decimal("56132.23")


def test_that_the_value_line_crosses_nothing_where_the_plan_pays_back() -> None:
    subject = make_subject()
    returns = subject.figures.returns
    totals = cumulative_nets(returns, subject.figures.value.benefit_year, subject.project.evidence_days)
    assert totals[0] == -returns.investment
    assert len(totals) == returns.years * 12 + 1
    assert returns.payback_months is not None
    half = Decimal("0.05")  # payback is told to a tenth of a month
    assert totals[floor(returns.payback_months - half)] < 0 <= totals[ceil(returns.payback_months + half)]
    assert abs(totals[-1] - (sum(flow.net for flow in returns.flows) - returns.investment)) < Decimal("0.05")
