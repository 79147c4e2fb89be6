"""One line of the portfolio as the screen shows it: a project's plan beside its results, nothing computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mlplanner.domain.enums import Severity
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.portfolios import ask_of, next_gate_dates, spend_by_fiscal_year
from mlplanner.reports.formats import day

if TYPE_CHECKING:
    from mlplanner.engine.results import Figures, GateDates, Readiness
    from mlplanner.gui.uncertainty.sure_dates import SureDate

    SureOf = Callable[[ProjectPlan, Figures], SureDate | None]

ALL_PASSED = "All gates passed"


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project's line. `figures` and all that follows from them are None while they are being computed."""

    plan: ProjectPlan
    figures: Figures | None
    stage: str
    """The phase whose gate comes next."""
    stage_order: int
    gate_owner: str
    gate_owner_role: str
    owner: str
    sponsor: str
    is_late: bool
    """The next gate's day is over."""
    gate: GateDates | None
    readiness: Readiness | None
    must: int
    warn: int
    advise: int
    search: str
    """All words of the line, case folded."""
    sure: SureDate | None = None
    """The delivery that holds with a certainty of 80 %; None until it is drawn."""

    @property
    def id(self) -> int:
        """The project's id."""
        return self.plan.id

    @property
    def ask(self) -> Decimal | None:
        """Ask, portfolio currency; nothing once the project was withdrawn."""
        return ask_of(self.plan, self.figures) if self.figures else None

    @property
    def value_year(self) -> Decimal | None:
        """Value of predictions per year, portfolio currency."""
        return self.figures.value.benefit_year if self.figures else None

    @property
    def handed_over(self) -> date | None:
        """The day it is handed over."""
        return self.figures.timeline.handed_over if self.figures else None

    @property
    def sure_on(self) -> date | None:
        """The day of `sure`, where there is one."""
        return self.sure.day if self.sure else None

    @property
    def is_stale(self) -> bool:
        """True when the plan is no longer what was approved."""
        return bool(self.figures and self.figures.approval and self.figures.approval.is_stale)

    @property
    def tier(self) -> str:
        """Risk tier in words; empty while nobody assessed it."""
        return self.figures.governance.risk.title if self.figures else ""

    @property
    def is_paused(self) -> bool:
        """True while the model risk owner's pause is in force (P2.8)."""
        return self.figures is not None and self.figures.governance.pause is not None

    @property
    def reviews_overdue(self) -> int:
        """Reviews of the tier whose day has passed (P2.5)."""
        return len(self.figures.governance.overdue) if self.figures else 0

    @property
    def reviews_held(self) -> int:
        """Reviews of the tier that were held."""
        return len(self.figures.governance.held) if self.figures else 0

    @property
    def next_review(self) -> date | None:
        """The day of the first review that is to be held."""
        review = self.figures.governance.next_review if self.figures else None
        return review.due if review else None

    @property
    def fiscal_years(self) -> frozenset[str]:
        """Labels of the fiscal years into which some of the ask falls."""
        return frozenset(spend_by_fiscal_year(self.plan, self.figures)) if self.figures else frozenset()


def whisker_words(row: ProjectRow) -> str:
    """What the whisker at a bar means; why there is none; nothing while it is to be drawn."""
    if row.sure is None:
        return ""
    return f"P80 {day(row.sure.day)}: {row.sure.about}" if row.sure.day else f"No P80 date. {row.sure.about}"


def make_row(
    portfolio: Portfolio, plan: ProjectPlan, figures: Figures | None, today: date, sure: SureDate | None = None
) -> ProjectRow:
    """The line of one project."""
    project, gate = plan.project, plan.next_gate
    phase = next((phase for phase in plan.phases if gate and phase.id == gate.phase_id), None)
    dates = next_gate_dates(plan, figures) if figures else None
    owner, sponsor = portfolio.person_name(project.owner_id), portfolio.person_name(project.sponsor_id)
    gate_owner = portfolio.person_name(gate.owner_id) if gate else ""
    severities = [finding.severity for finding in figures.findings] if figures else []
    stage = phase.name if phase else ALL_PASSED
    words = (project.ref, project.name, stage, owner, sponsor, gate_owner, project.business_unit, project.cost_centre)
    return ProjectRow(
        plan=plan,
        figures=figures,
        stage=stage,
        stage_order=phase.position if phase else 1000,
        gate_owner=gate_owner,
        gate_owner_role=gate.owner_role if gate else "",
        owner=owner,
        sponsor=sponsor,
        is_late=dates is not None and dates.date < today and not plan.is_withdrawn,
        gate=dates,
        readiness=next((r for r in figures.readiness if gate and r.gate_id == gate.id), None) if figures else None,
        must=severities.count(Severity.MUST),
        warn=severities.count(Severity.WARN),
        advise=severities.count(Severity.ADVISE),
        search="\n".join(
            (*words, figures.governance.risk.title if figures else "", gate.name if gate else "", project.objective)
        ).casefold(),
        sure=sure,
    )


class RowMaker:
    """Makes lines and keeps those whose plan, figures and people are the same objects as before."""

    def __init__(self, sure_of: SureOf) -> None:
        """`sure_of` says what is known of how sure a delivery is."""
        self._sure_of = sure_of
        self._kept: dict[int, tuple[tuple[object, ...], ProjectRow]] = {}

    def rows(
        self, portfolio: Portfolio, figures: Iterable[tuple[int, Figures | None]], today: date
    ) -> list[ProjectRow]:
        """The lines of all projects, in portfolio order."""
        made: dict[int, tuple[tuple[object, ...], ProjectRow]] = {}
        for project_id, known in figures:
            plan = portfolio.plans[project_id]
            sure = self._sure_of(plan, known) if known else None
            parts = (plan, known, portfolio.people, today, sure)
            kept = self._kept.get(project_id)
            is_same = kept is not None and all(a is b or a == b for a, b in zip(kept[0][1:], parts[1:], strict=True))
            if kept is None or kept[0][0] is not plan or not is_same:
                kept = (parts, make_row(portfolio, plan, known, today, sure))
            made[project_id] = kept
        self._kept = made
        return [row for _, row in made.values()]
