"""Rank and cut-off: who gets people first, and which project is the first that can't be staffed (P4.9).

Capacity is granted in rank order, projects that must be had before all others. A project that fits takes its people; one
that does not fit takes none, so that a smaller one behind it may still fit. One that must be had takes them in any case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.tiers import risk_tier
from mlplanner.engine.work_units import is_over
from mlplanner.playbook.entries import Playbook

PARTS = ("value", "risk", "feasibility", "tier")
"""What a score is made of; the playbook's figures `score_value` … are the weights."""
_WORST_RISK = 5 * 5
"""Likelihood times impact, both at most 5."""
_TIERS = {"low": Decimal(1), "medium": Decimal("0.5"), "high": Decimal(0)}
_MIDDLE = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Grant:
    """What the rank gives one project."""

    project_id: int
    is_staffed: bool
    role: str = ""
    """The first role that stops it."""
    week: int = 0
    """The place of the first week in which it is short."""
    missing: int = 0
    """Units that are missing then."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much speaks for a project: 0 to 100, and its parts from 0 to 1."""

    project_id: int
    total: Decimal
    parts: Mapping[str, Decimal]


def grant(portfolio: Portfolio, book: LoadBook, view: View) -> tuple[Grant, ...]:
    """Grant the book's supply in rank order; projects that the view leaves out or that ask for nobody are staffed."""
    left = {role: list(book.row(role, view).supply) for role in book.roles}
    counted = [plan for plan in portfolio.plans.values() if plan.project.commitment in view.counted]
    order = sorted(counted, key=lambda plan: not plan.project.is_must_have)
    return tuple(_grant(plan, book.asked(plan.id), left, book.weeks) for plan in order)


def first_unstaffed(grants: Iterable[Grant]) -> Grant | None:
    """Where the cut-off lies: the first project in the order of granting that can't be staffed."""
    return next((each for each in grants if not each.is_staffed), None)


def scores(portfolio: Portfolio, playbook: Playbook, benefits: Mapping[int, Decimal]) -> tuple[Score, ...]:
    """The scores of the projects whose value a year is given, the highest first; equal ones stay in rank order."""
    weights = {part: playbook.figure(f"score_{part}") for part in PARTS}
    whole = sum(weights.values()) or Decimal(1)
    most = max((value for value in benefits.values() if value > 0), default=Decimal(1))
    found = []
    for plan in portfolio.plans.values():
        if plan.id in benefits:
            parts = _parts(portfolio, plan, playbook, max(benefits[plan.id], Decimal(0)) / most)
            total = sum((weights[part] * parts[part] for part in PARTS), Decimal(0))
            found.append(Score(plan.id, round(100 * total / whole, 1), parts))
    return tuple(sorted(found, key=lambda score: -score.total))


def _grant(
    plan: ProjectPlan, asked: Mapping[str, Mapping[int, int]], left: Mapping[str, list[int]], weeks: int
) -> Grant:
    rows = {role: left.get(role, [0] * weeks) for role in asked}
    short = (
        (week, role, wanted - rows[role][week])
        for role, weekly in asked.items()
        for week, wanted in weekly.items()
        if is_over(wanted, rows[role][week])
    )
    stop = min(short, default=None)
    if stop is None or plan.project.is_must_have:
        for role, weekly in asked.items():
            for week, wanted in weekly.items():
                rows[role][week] = max(rows[role][week] - wanted, 0)
    if stop is None:
        return Grant(plan.id, is_staffed=True)
    return Grant(plan.id, is_staffed=False, role=stop[1], week=stop[0], missing=stop[2])


def _parts(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, value: Decimal) -> dict[str, Decimal]:
    worst = max((risk.likelihood * risk.impact for risk in plan.risks), default=0)
    feasibility = plan.project.feasibility
    tier = risk_tier(portfolio, plan, playbook).title
    return {
        "value": value,
        "risk": 1 - Decimal(worst) / _WORST_RISK,
        "feasibility": _MIDDLE if feasibility is None else Decimal(feasibility - 1) / 4,
        "tier": _TIERS.get(tier, _MIDDLE),
    }
