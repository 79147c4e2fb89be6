"""The plan beside its scenarios: dates, money, people (issue rows of P4.9; `arithmetic.md` defines each figure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.portfolios import ask_of
from mlplanner.engine.results import Figures, Loads
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class ProjectOutlook:
    """One project as a scenario sees it."""

    ref: str
    name: str
    start: date
    delivery: date
    handed_over: date
    ask: Decimal
    value_year: Decimal


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one scenario, or the plan itself, comes to. Withdrawn projects are left out."""

    name: str
    last_delivery: date | None
    ask: Decimal
    value_year: Decimal
    npv: Decimal
    peak_fte: Decimal
    """Most FTE asked for in one week, all roles together."""
    over_weeks: int
    """Weeks of the next two years in which a role is asked for more than there is, summed over the roles."""
    projects: Mapping[int, ProjectOutlook]


def differing(plan: Outlook, other: Outlook) -> tuple[int, ...]:
    """Ids of the projects that the other sees differently, or alone; in the plan's order, then in the other's."""
    ids = dict.fromkeys((*plan.projects, *other.projects))
    return tuple(key for key in ids if plan.projects.get(key) != other.projects.get(key))


@dataclass(frozen=True, slots=True)
class Source:
    """What the figures of an outlook were computed from, for what is looked at more closely later."""

    portfolio: Portfolio
    playbook: Playbook
    figures: Mapping[int, Figures]

    def p80(self, project_id: int) -> date | None:
        """The delivery that is met in 80 of 100 draws; None for a project that is not there."""
        plan, known = self.portfolio.plans.get(project_id), self.figures.get(project_id)
        if plan is None or known is None:
            return None
        return simulate_project(self.portfolio, plan, self.playbook, known).delivery.p80


def outlook(name: str, portfolio: Portfolio, figures: Mapping[int, Figures], loads: Loads) -> Outlook:
    """The figures of a whole portfolio; `loads` cover the same weeks for all that are compared."""
    counted = [plan for plan in portfolio.plans.values() if not plan.is_withdrawn]
    projects = {
        plan.id: ProjectOutlook(
            plan.project.ref,
            plan.project.name,
            plan.project.start,
            figures[plan.id].timeline.delivery,
            figures[plan.id].timeline.handed_over,
            ask_of(plan, figures[plan.id]),
            figures[plan.id].value.benefit_year,
        )
        for plan in counted
    }
    weeks = range(len(loads.mondays))
    totals = [sum((load.demand[week] for load in loads.roles.values()), ZERO) for week in weeks]
    return Outlook(
        name=name,
        last_delivery=max((each.delivery for each in projects.values()), default=None),
        ask=sum((each.ask for each in projects.values()), ZERO),
        value_year=sum((each.value_year for each in projects.values()), ZERO),
        npv=sum((figures[plan.id].returns.npv for plan in counted), ZERO),
        peak_fte=max(totals, default=ZERO),
        over_weeks=sum(load.weeks_over for load in loads.roles.values()),
        projects=projects,
    )
