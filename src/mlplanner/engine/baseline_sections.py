"""Which rows of a plan an approval freezes, and which of their fields (P3.4).

What is progress rather than promise (states, measured values, days on which something was done) is in none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mlplanner.domain.benefits import Experiment, Kpi, Trigger
from mlplanner.domain.costs import CostLine
from mlplanner.domain.features import Feature, FeatureState, PrivacyRule
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Escalation, Stage
from mlplanner.domain.running import Slo


def _label(_plan: ProjectPlan, row: Noun) -> str:
    return row.label


def _privacy(plan: ProjectPlan, row: Noun) -> str:
    rule = dict(row)
    feature = next((each.name for each in plan.features if each.id == rule["feature_id"]), "")
    return f"{feature}, {rule['jurisdiction']}"


def _is_used(row: Noun) -> bool:
    return not isinstance(row, Feature) or row.state != FeatureState.DISABLED


@dataclass(frozen=True)
class Listed:
    """A list of rows that are approved by name. `what` tells what a row is that came or went."""

    key: str
    noun: type[Noun]
    what: str
    fields: tuple[str, ...]
    name: Callable[[ProjectPlan, Noun], str] = _label

    def rows(self, plan: ProjectPlan) -> list[Noun]:
        """The rows that count; a disabled feature is as good as removed."""
        return [row for row in getattr(plan, self.key) if _is_used(row)]


LISTED: tuple[Listed, ...] = (
    Listed("costs", CostLine, "Cost", ("category", "amount", "currency", "timing", "from_week", "to_week")),
    Listed("kpis", Kpi, "KPI", ("direction", "unit", "target", "threshold")),
    Listed("triggers", Trigger, "rollback trigger", ("comparison", "threshold", "unit", "action", "owner_id")),
    Listed("experiments", Experiment, "experiment", ("kind", "kpi_id", "design", "alpha", "power", "share", "window_days")),
    Listed("stages", Stage, "rollout stage", ("kind", "share", "from_week", "to_week", "entry_criteria", "trigger_id",
                                              "rollback_criteria", "experiment_id", "owner_id")),
    Listed("escalations", Escalation, "escalation", ("comparison", "threshold", "unit", "action", "owner_id", "deadline_hours")),
    Listed("features", Feature, "feature", ("computation", "freshness_minutes", "owner_id", "sensitivity", "sources",
                                            "cpu_cost", "gpu_cost", "latency_ms", "serving")),
    Listed("privacy", PrivacyRule, "privacy rule", ("treatment",), _privacy),
    Listed("slos", Slo, "service level", ("kind", "comparison", "target", "unit", "window_days", "owner_id")),
)  # fmt: skip
"""In the order in which changes are told."""
SERVING = ("mode", "tolerated_lag_minutes", "latency_budget_ms", "cost_budget")
"""How the model is served, and within which budget (P5.4)."""
