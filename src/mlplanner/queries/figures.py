"""Derived figures, computed when asked for and kept until something they depend on changes.

The engine is imported with the first figure, not before: measured, the projects are on the screen 50 ms of 760 sooner.
"""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from mlplanner.engine.results import Figures


class Source(Protocol):
    """Where the current snapshot comes from (the workspace)."""

    portfolio: Portfolio
    playbook: Playbook

    @property
    def today(self) -> date:
        """Status date or today."""


class FigureCache:
    """Figures by project. A plan that did not change is the same object in the next snapshot, so identity is the key."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: dict[int, tuple[ProjectPlan, Figures]] = {}
        self._context: tuple[object, ...] = ()

    def of(self, project_id: int) -> "Figures":
        """The figures of one project at the current revision; NotFound when it is gone."""
        self._drop_if_context_changed()
        plan = self._source.portfolio.plan(project_id)
        kept = self._kept.get(project_id)
        if kept is None or kept[0] is not plan:
            kept = (plan, self._compute(plan))
            self._kept[project_id] = kept
        return kept[1]

    def known(self, project_id: int) -> "Figures | None":
        """The figures if they are computed already; computes nothing."""
        self._drop_if_context_changed()
        kept = self._kept.get(project_id)
        return kept[1] if kept and kept[0] is self._source.portfolio.plans.get(project_id) else None

    def adopt(self, other: "FigureCache") -> None:
        """Take over what another cache has computed; it counts as far as plans and context are the very same."""
        self._kept, self._context = other.content()

    def content(self) -> tuple[dict[int, "tuple[ProjectPlan, Figures]"], tuple[object, ...]]:
        """What is known so far, and the context it was computed in."""
        return dict(self._kept), self._context

    def all(self) -> dict[int, "Figures"]:
        """The figures of every project, in portfolio order."""
        return {project_id: self.of(project_id) for project_id in self._source.portfolio.plans}

    def _compute(self, plan: ProjectPlan) -> "Figures":
        from mlplanner.engine.figures import compute_figures

        return compute_figures(self._source.portfolio, plan, self._source.playbook, self._source.today)

    def _drop_if_context_changed(self) -> None:
        portfolio = self._source.portfolio
        context = (
            portfolio.settings,
            portfolio.people,
            portfolio.rates,
            portfolio.exchange_rates,
            portfolio.closures,
            portfolio.production_features,
            portfolio.services,
            self._source.playbook,
            self._source.today,
        )
        if not _same(self._context, context):
            self._kept.clear()
            self._context = context


def _same(kept: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Identity first: comparing people and rates value by value on every edit would cost more than it saves."""
    return len(kept) == len(now) and all(a is b or a == b for a, b in zip(kept, now, strict=True))
