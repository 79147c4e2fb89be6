"""The closed lists of a workbook: what people read and choose, and which value stands for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mlplanner.domain.enums import (
    ArtifactState,
    Commitment,
    Comparison,
    CostCategory,
    CostTiming,
    Direction,
    ExperimentDesign,
    ExperimentKind,
    ExperimentResult,
    GateOutcome,
    GateState,
    KpiKind,
    Sourcing,
    Tier,
)
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.playbook.entries import Playbook

Labels = Mapping[str, Mapping[str, str]]
"""List → canonical value → what the cell shows."""

ENUMS: Mapping[str, type[StrEnum]] = {
    "commitment": Commitment,
    "tier": Tier,
    "kpi_kind": KpiKind,
    "direction": Direction,
    "experiment_kind": ExperimentKind,
    "design": ExperimentDesign,
    "experiment_result": ExperimentResult,
    "comparison": Comparison,
    "artifact_state": ArtifactState,
    "outcome": GateOutcome,
    "gate_state": GateState,
    "cost_category": CostCategory,
    "timing": CostTiming,
}
SPELLED = {"ab_test": "A/B test", "no_go": "No-go", "non_labour": "Non-labour"}
TYPED = ("risk", "cadences")
"""Suggestions only: the field takes any text."""


@dataclass(frozen=True)
class Vocabulary:
    """Labels of every list. Reading prefers what the sender saw (`seen`), then what the portfolio says now."""

    labels: Labels
    seen: Labels = field(default_factory=dict)

    def label(self, name: str, value: str) -> str:
        """What a cell shows for `value`; a value that is no longer listed shows itself."""
        return self.labels.get(name, {}).get(value, value) if value else ""

    def entries(self, name: str) -> tuple[str, ...]:
        """The labels of a list in order."""
        return tuple(self.labels.get(name, {}).values())

    def value(self, name: str, text: str) -> str | None:
        """The value that `text` stands for: label, value itself, or reference; None when it is unknown."""
        wanted = _folded(text)
        found = self._index.get((name, wanted))
        if found is None and "-" in wanted:
            found = self._index.get((name, wanted.split(" ", 1)[0]))
        return found

    @cached_property
    def _index(self) -> dict[tuple[str, str], str]:
        index: dict[tuple[str, str], str] = {}
        for labels in (self.seen, self.labels):
            for name, entries in labels.items():
                for value, label in entries.items():
                    index.setdefault((name, _folded(label)), value)
        for name, entries in self.labels.items():
            for value, label in entries.items():
                index.setdefault((name, _folded(value)), value)
                index.setdefault((name, _folded(label.split(" ", 1)[0])), value) if _is_reference(label) else None
        return index


def plan_vocabulary(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> Vocabulary:
    """The lists of one plan's workbook."""
    rows = {"phases": plan.phases, "gates": plan.gates, "kpis": plan.kpis, "decisions": plan.decisions}
    lists = {name: {str(noun.id): reference(noun) for noun in nouns} for name, nouns in rows.items()}
    lines = {str(line.id): line.ref for line in plan.lines}
    used = [line.role for line in plan.lines] + [artifact.role for artifact in plan.artifacts]
    return Vocabulary({**shared_lists(portfolio, playbook, used), **lists, "lines": lines})


def portfolio_vocabulary(portfolio: Portfolio, playbook: Playbook) -> Vocabulary:
    """The lists of the portfolio's workbook."""
    all_lines = [line for plan in portfolio.plans.values() for line in plan.lines]
    projects = {str(plan.id): reference(plan.project) for plan in portfolio.plans.values()}
    lines = {str(line.id): line.ref for line in all_lines}
    shared = shared_lists(portfolio, playbook, [line.role for line in all_lines])
    return Vocabulary({**shared, "projects": projects, "lines": lines})


def shared_lists(portfolio: Portfolio, playbook: Playbook, roles: Iterable[str] = ()) -> dict[str, Mapping[str, str]]:
    """The lists that do not depend on a project; `roles` are in use although the playbook may not know them."""
    titles = {key: role.title for key, role in playbook.roles.items()}
    return {
        **{name: {str(item.value): spelled(item.value) for item in items} for name, items in ENUMS.items()},
        "roles": unique({**titles, **{key: key for key in roles if key and key not in titles}}),
        "sourcing": unique({str(kind.value): _sourcing_title(kind, playbook) for kind in Sourcing}),
        "metrics": unique({key: metric.title for key, metric in playbook.metrics.items()}),
        "cadences": dict(playbook.cadences),
        "risk": {level: level for level in ("low", "medium", "high")},
        "people": unique({str(person.id): person.name for person in portfolio.people.values()}, "PE"),
    }


def spelled(value: str) -> str:
    """`go_with_conditions` → `Go with conditions`."""
    return SPELLED.get(value, value.replace("_", " ").capitalize())


def reference(noun: Noun) -> str:
    """`GA-003 Prototype gate`: unique, and readable without looking it up."""
    return f"{noun.ref} {noun.label}" if noun.label != noun.ref else noun.ref


def unique(labels: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Labels that differ: two people of one name are told apart by their reference."""
    count = Counter(_folded(label) for label in labels.values())
    return {
        value: label if count[_folded(label)] == 1 else f"{label} ({f'{prefix}-{int(value):03d}' if prefix else value})"
        for value, label in labels.items()
    }


def _sourcing_title(kind: Sourcing, playbook: Playbook) -> str:
    entry = playbook.sourcing.get(kind.value)
    return entry.title if entry else spelled(kind.value)


def _is_reference(label: str) -> bool:
    head = label.split(" ", 1)[0]
    return len(head) > 3 and head[2] == "-" and head[3:].isdigit()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
