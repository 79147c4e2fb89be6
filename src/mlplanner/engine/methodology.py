"""Advice on the way of working, from the traits that the plan itself shows (P3.5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mlplanner.domain.enums import KpiKind, Tier
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.tiers import risk_tier
from mlplanner.playbook.entries import Playbook

LISTED = 3
"""Names that a sentence can carry before it says 'and n more'."""


@dataclass(frozen=True, slots=True)
class MethodAdvice:
    """A way of working that the plan's traits speak for, and why: one sentence a trait."""

    method: str
    title: str
    advice: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """How strongly a plan shows a trait: a count, and the names behind it."""

    count: int
    names: Sequence[str] = ()


def method_advice(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> tuple[MethodAdvice, ...]:
    """The ways of working that at least one trait speaks for, the one with most reasons first."""
    reasons: dict[str, list[str]] = {}
    for key, find in TRAITS.items():
        entry = playbook.traits.get(key)
        if entry is None or entry.method not in playbook.methods:
            continue
        shown = find(portfolio, plan, playbook)
        least = int(playbook.figure(entry.figure)) if entry.figure in playbook.figures else 1
        if shown.count >= least:
            words = {"count": f"{shown.count:,}", "names": _listed(shown.names)}
            reasons.setdefault(entry.method, []).append(entry.text.format_map(words))
    found = [
        MethodAdvice(key, method.title, method.advice, tuple(reasons[key]))
        for key, method in playbook.methods.items()
        if key in reasons
    ]
    return tuple(sorted(found, key=lambda advice: -len(advice.reasons)))


def _unmeasured(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    names = [k.name for k in plan.kpis if k.kind is KpiKind.MODEL and k.threshold is not None and k.measured is None]
    return _Shown(len(names), names)


def _labelling(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    return _Shown(len(plan.inserted), [f"'{work.name}'" for work in plan.inserted])


def _features(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    return _Shown(len(plan.features))


def _stakeholders(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    parts = plan.project.stakeholders.replace(";", ",").replace("\n", ",").split(",")
    return _Shown(sum(bool(part.strip()) for part in parts))


def _updates(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    return _Shown(plan.maintenance.retrains)


def _scale(_portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    return _Shown(plan.value.decisions_per_year)


def _regulation(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> _Shown:
    return _Shown(int(risk_tier(portfolio, plan, playbook).tier is Tier.HIGH))


def _shared(portfolio: Portfolio, plan: ProjectPlan, _playbook: Playbook) -> _Shown:
    names = {service.id: service.name for service in portfolio.services}
    used = [names[each.service_id] for each in plan.subscriptions if each.service_id in names]
    return _Shown(len(used), used)


TRAITS: Mapping[str, Callable[[Portfolio, ProjectPlan, Playbook], _Shown]] = {
    "kpi_unmeasured": _unmeasured,
    "labelling": _labelling,
    "feature_engineering": _features,
    "stakeholders": _stakeholders,
    "frequent_updates": _updates,
    "scale": _scale,
    "regulation": _regulation,
    "shared_pipelines": _shared,
}


def _listed(names: Sequence[str]) -> str:
    if len(names) > LISTED + 1:
        return f"{', '.join(names[:LISTED])} and {len(names) - LISTED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
