"""The model inventory over all projects, and which models should go (P8.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mlplanner.domain.governance import ItemState
from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.money import ZERO, spread
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import say_day
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook

IN_SERVICE = frozenset({ModelState.CANARY, ModelState.PRODUCTION})


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A model with what its project knows of it."""

    model: Model
    project_id: int
    project: str
    owner: str
    kpi: str
    maintenance_year: Decimal
    """Its part of the project's maintenance, split evenly over the models that are not retired; none if withdrawn."""
    missing: tuple[str, ...]
    """What a production model must have and this one lacks: runbook, on-call, retirement policy, owner, KPI."""
    retirement_reasons: tuple[str, ...]
    """Why its retirement is proposed; empty: it is not, or it is kept by decision."""
    open_steps: int
    """Decommission steps that are still open."""

    @property
    def is_proposed_for_retirement(self) -> bool:
        """True when a rule proposes to archive it."""
        return bool(self.retirement_reasons)

    @property
    def search(self) -> str:
        """All its words, folded, for a free-text search."""
        words = (self.model.name, self.model.ref, self.model.release, self.model.state, self.project, self.owner)
        return " ".join((*words, self.kpi)).casefold()


def take_inventory(
    portfolio: Portfolio, figures: Mapping[int, Figures], playbook: Playbook, today: date
) -> tuple[InventoryRow, ...]:
    """All models in the order of the projects; `today`: the portfolio's status day.

    A project whose figures are not there (yet) counts without maintenance.
    """
    return tuple(
        _row(portfolio, plan, (model, amount), playbook, today)
        for plan in portfolio.plans.values()
        if plan.models
        for model, amount in _shares(plan, _maintenance_year(plan, figures.get(plan.id)))
    )


def _maintenance_year(plan: ProjectPlan, figures: Figures | None) -> Decimal:
    return ZERO if figures is None or plan.is_withdrawn else figures.costs.maintenance_year


def _shares(plan: ProjectPlan, maintenance_year: Decimal) -> Iterator[tuple[Model, Decimal]]:
    alive = [model for model in plan.models if model.state != ModelState.RETIRED]
    parts = dict(zip((model.id for model in alive), _even(maintenance_year, len(alive)), strict=True))
    return ((model, parts.get(model.id, ZERO)) for model in plan.models)


def _even(total: Decimal, count: int) -> tuple[Decimal, ...]:
    return spread(total, [1] * count) if count else ()


def _row(
    portfolio: Portfolio, plan: ProjectPlan, share: tuple[Model, Decimal], playbook: Playbook, today: date
) -> InventoryRow:
    model, amount = share
    steps = [step for step in plan.decommission if step.model_id == model.id]
    return InventoryRow(
        model=model,
        project_id=plan.id,
        project=plan.project.name,
        owner=portfolio.person_name(model.owner_id),
        kpi=next((kpi.name for kpi in plan.kpis if kpi.id == model.kpi_id), ""),
        maintenance_year=amount,
        missing=tuple(missing_of(plan, model)),
        retirement_reasons=tuple(retirement_reasons(model, playbook, today)),
        open_steps=sum(step.state == ItemState.OPEN for step in steps),
    )


def missing_of(plan: ProjectPlan, model: Model) -> Iterator[str]:
    """What a model in service must have and lacks (P8.1)."""
    if model.state not in IN_SERVICE:
        return
    if not model.runbook:
        yield "runbook"
    if plan.maintenance.on_call_id is None and not plan.rota:
        yield "on-call"
    if not model.retirement_policy:
        yield "retirement policy"
    if model.owner_id is None:
        yield "owner"
    if model.kpi_id is None:
        yield "business KPI"


def retirement_reasons(model: Model, playbook: Playbook, today: date) -> Iterator[str]:
    """Why a model in production should be archived: not retrained, or no impact measured, within the playbook's windows.

    A model that is kept by decision is not proposed before that decision ends. What was never done counts from the
    last evaluation; without any date the rule speaks.
    """
    if model.state != ModelState.PRODUCTION or (model.kept_until is not None and model.kept_until >= today):
        return
    checks = (
        ("retrained", model.retrained_on, "retire_untrained_days"),
        ("shown to have an impact", model.impact_on, "retire_unmeasured_days"),
    )
    for what, last, figure in checks:
        window = int(playbook.figure(figure))
        since = last or model.evaluated_on
        if since is None:
            yield f"never {what}"
        elif (today - since).days > window:
            yield f"not {what} since {say_day(since)} (window {window} days)"
