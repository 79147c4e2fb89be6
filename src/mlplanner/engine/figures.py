"""All results of one project: its facts, what the checks say of them, and how far its gates are."""

from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.checks import check_project
from mlplanner.engine.evidence import judge_evidence
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.governance import compute_governance
from mlplanner.engine.readiness import gate_readiness
from mlplanner.engine.results import Costs, Figures
from mlplanner.engine.waivers import set_aside
from mlplanner.playbook.entries import Playbook


def compute_figures(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, today: date) -> Figures:
    """Everything the screens, reports and exports of a project show; the portfolio's status date goes before `today`.

    Raises BadInput when the settings name a country or region without known public holidays.
    """
    facts = compute_facts(portfolio, plan, playbook)
    found = check_project(portfolio, plan, playbook, facts, today)
    findings, waived = set_aside(plan, found, portfolio.status_day(today))
    return Figures(
        project_id=plan.id,
        timeline=facts.timeline,
        costs=facts.costs,
        value=facts.value,
        returns=facts.returns,
        experiments=facts.experiments,
        data=facts.data,
        readiness=gate_readiness(plan, findings),
        findings=findings,
        waived=waived,
        approval=facts.approval,
        governance=compute_governance(portfolio, plan, playbook, portfolio.status_day(today)),
        spent=spent_before(facts.costs, portfolio.status_day(today)),
        evidence=judge_evidence(plan, playbook, facts.value.benefit_year, portfolio.status_day(today)),
    )


def spent_before(costs: Costs, day: date) -> Decimal:
    """Build and handover cost of the weeks that are over on `day`; maintenance and contingency are not spent by plan."""
    past = (row for row in costs.by_week if row.start + timedelta(days=DAYS_IN_WEEK) <= day)
    return sum((row.total - row.contingency - row.maintenance for row in past), ZERO)
