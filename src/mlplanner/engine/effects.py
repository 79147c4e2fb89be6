"""What a change of the playbook does to the projects: which checks appear, which fall silent, what the ask becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.figures import compute_figures
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class Effect:
    """How one project looks with one playbook instead of another."""

    project_id: int
    appeared: tuple[Finding, ...]
    vanished: tuple[Finding, ...]
    ask_before: Decimal
    ask_after: Decimal

    @property
    def is_empty(self) -> bool:
        """True when the project looks the same."""
        return not self.appeared and not self.vanished and self.ask_before == self.ask_after


def effects_of(portfolio: Portfolio, before: Playbook, after: Playbook, today: date) -> Iterator[Effect]:
    """One effect for each project in portfolio order, empty ones too; computed one by one as they are asked for."""
    for project_id, plan in portfolio.plans.items():
        old = compute_figures(portfolio, plan, before, today)
        new = compute_figures(portfolio, plan, after, today)
        yield Effect(
            project_id=project_id,
            appeared=tuple(finding for finding in new.findings if finding not in old.findings),
            vanished=tuple(finding for finding in old.findings if finding not in new.findings),
            ask_before=old.costs.ask,
            ask_after=new.costs.ask,
        )
