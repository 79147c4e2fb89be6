"""The committee pack: what the steering committee decides about the whole portfolio (P2.2, P8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.funding import Funding, split_funding
from mlplanner.engine.inventory import InventoryRow, take_inventory
from mlplanner.engine.loads import loads_ahead
from mlplanner.engine.portfolios import Totals, add_up
from mlplanner.engine.results import Figures, Loads
from mlplanner.engine.trainings import Training, plan_trainings
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import RunningHead, Section
from mlplanner.reports.formats import day


@dataclass(frozen=True)
class Committee:
    """The portfolio with its figures, as the committee looks at it on `today`, the status day."""

    portfolio: Portfolio
    figures: Mapping[int, Figures]
    playbook: Playbook
    today: date

    @cached_property
    def live_plans(self) -> tuple[ProjectPlan, ...]:
        """The projects that the committee still has to do with: all but those that were withdrawn (P3.4)."""
        return tuple(plan for plan in self.portfolio.plans.values() if not plan.is_withdrawn)

    @property
    def currency(self) -> str:
        """The code of the portfolio's currency."""
        return self.portfolio.settings.currency

    @property
    def days_ahead(self) -> int:
        """How far ahead gates are looked at."""
        return int(self.playbook.figure("gates_due_days"))

    @cached_property
    def totals(self) -> Totals:
        """Sums over all projects."""
        pairs = ((plan, self.figures[key]) for key, plan in self.portfolio.plans.items())
        return add_up(pairs, self.today, self.days_ahead)

    @cached_property
    def loads(self) -> Loads:
        """Capacity from this week on."""
        return loads_ahead(self.portfolio, self.figures, self.playbook, self.today)

    @cached_property
    def funding(self) -> Funding:
        """Who pays."""
        return split_funding(self.portfolio, self.figures)

    @cached_property
    def inventory(self) -> tuple[InventoryRow, ...]:
        """All models."""
        return take_inventory(self.portfolio, self.figures, self.playbook, self.today)

    @cached_property
    def trainings(self) -> tuple[Training, ...]:
        """All enrolments."""
        return plan_trainings(self.portfolio, self.playbook, self.today)


@dataclass(frozen=True, slots=True)
class CommitteeReport:
    """What a committee pack says."""

    title: str
    author: str
    head: RunningHead
    sections: tuple[Section, ...]


def build_committee_pack(committee: Committee, sections: Iterable[Section], *, fingerprint: str) -> CommitteeReport:
    """The pack as of the portfolio's status day; `sections` in the order of reading."""
    settings = committee.portfolio.settings
    return CommitteeReport(
        title=f"Committee pack {settings.name}",
        author=settings.name,
        head=RunningHead(
            document="Committee pack",
            trail=(settings.name,),
            ref="",
            version=1,
            day=day(committee.today),
            classification=settings.classification,
            is_sample=settings.is_sample,
            fingerprint=fingerprint,
        ),
        sections=tuple(sections),
    )
