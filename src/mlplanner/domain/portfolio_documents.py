"""The whole portfolio as a document of JSON-able values, lossless: every noun of the registry, plans in rank order.

What a file keeps beside its nouns stays in the file: the history with its undo, the revision, and backups.
"""

from typing import Any

from mlplanner.domain.documents import PLAN_VERSION, row_document
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.domain.rows import plan_rows

PORTFOLIO_FORMAT = "mlplanner-portfolio"
PORTFOLIO_VERSION = PLAN_VERSION
"""The version of the plans in it: an older portfolio is read by the translations of older plans."""


def portfolio_document(portfolio: Portfolio) -> dict[str, Any]:
    """Everything that the portfolio holds now; the same document for the same portfolio."""
    document: dict[str, Any] = {"format": PORTFOLIO_FORMAT, "version": PORTFOLIO_VERSION}
    for kind in PORTFOLIO_KINDS:
        rows = [row_document(row) for row in portfolio_rows(portfolio, kind)]
        document[kind.key] = rows[0] if kind.is_single else rows
    document["projects"] = [_project(plan) for plan in portfolio.plans.values()]
    return document


def portfolio_rows(portfolio: Portfolio, kind: Kind) -> tuple[Noun, ...]:
    """The portfolio's own rows of one kind, in the order of the screens."""
    rows = getattr(portfolio, kind.key)
    if kind.is_single:
        return (rows,)
    return tuple(rows.values() if isinstance(rows, dict) else rows)


def _project(plan: ProjectPlan) -> dict[str, Any]:
    document: dict[str, Any] = {"project": row_document(plan.project)}
    for kind in PROJECT_KINDS:
        rows = [row_document(row) for row in plan_rows(plan, kind)]
        document[kind.key] = rows[0] if kind.is_single else rows
    return document
