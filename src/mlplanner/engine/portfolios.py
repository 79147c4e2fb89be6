"""What the projects of a portfolio add up to: asks, spend by fiscal year, gates that fall due, failed checks.

The portfolio's list needs it before any figure: it is kept free of what only the calculations need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from mlplanner.domain.enums import Severity
from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import ProjectPlan

if TYPE_CHECKING:
    from mlplanner.engine.results import Figures, GateDates


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums and counts over some projects. A withdrawn one asks nothing, and nobody has to decide or mend it (P3.4)."""

    projects: int
    """Without those that were withdrawn."""
    ask: Decimal
    by_fiscal_year: Mapping[str, Decimal]
    """Fiscal year's label → what falls into it; the values add up to `ask`."""
    current_year: str
    """The label of the fiscal year that holds the day asked for; empty when nothing falls into it."""
    failed: int
    """Findings that the method says must not be."""
    warned: int
    gates_due: tuple[int, ...]
    """Ids of the projects whose next gate falls due within the days asked for, or should have been."""
    reviews_overdue: int
    """Reviews that a risk tier asks for and nobody held in time (P2.5)."""
    next_review: date | None
    """The day of the first review that is still in time; None when none is scheduled."""


def next_gate_dates(plan: ProjectPlan, figures: Figures) -> GateDates | None:
    """Where the next gate that is not passed lies; None when all are passed."""
    gate = plan.next_gate
    return next((dates for dates in figures.timeline.gates if gate and dates.gate_id == gate.id), None)


def is_gate_due(plan: ProjectPlan, figures: Figures, today: date, days: int) -> bool:
    """True when the next gate falls on a day up to `days` from today, or is late; not for a withdrawn project."""
    dates = next_gate_dates(plan, figures)
    return not plan.is_withdrawn and dates is not None and dates.date <= today + timedelta(days=days)


def ask_of(plan: ProjectPlan, figures: Figures) -> Decimal:
    """What a project adds to the asks of the portfolio: nothing once it was withdrawn (P3.4)."""
    return ZERO if plan.is_withdrawn else figures.costs.ask


def spend_by_fiscal_year(plan: ProjectPlan, figures: Figures) -> dict[str, Decimal]:
    """What a project adds by fiscal year label; years without any cost are left out, and so is a withdrawn project."""
    rows = () if plan.is_withdrawn else figures.costs.by_fiscal_year
    return {row.label: row.total for row in rows if row.total}


def add_up(pairs: Iterable[tuple[ProjectPlan, Figures]], today: date, days: int) -> Totals:
    """Totals over some projects; `days`: how far ahead a gate counts as due."""
    ask, years, starts = ZERO, dict[str, Decimal](), dict[str, date]()
    failed = warned = count = 0
    due: list[int] = []
    overdue, ahead = 0, list[date]()
    for plan, figures in pairs:
        if plan.is_withdrawn:
            continue
        count += 1
        ask += figures.costs.ask
        for row in figures.costs.by_fiscal_year:
            years[row.label] = years.get(row.label, ZERO) + row.total
            starts[row.label] = min(row.start, starts.get(row.label, row.start))
        failed += sum(finding.severity == Severity.MUST for finding in figures.findings)
        warned += sum(finding.severity == Severity.WARN for finding in figures.findings)
        if is_gate_due(plan, figures, today, days):
            due.append(plan.id)
        overdue += len(figures.governance.overdue)
        ahead += [review.due for review in figures.governance.upcoming]
    current = max((label for label, start in starts.items() if start <= today), default="")
    return Totals(
        count, ask, dict(sorted(years.items())), current, failed, warned, tuple(due), overdue, min(ahead, default=None)
    )
