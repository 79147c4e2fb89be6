"""What a playbook may hold; a file that does not fit is refused with the entry's path."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from mlplanner.domain.enums import RateBasis, Severity
from mlplanner.playbook.data_entries import CatalogueEntry, FeatureCheckEntry, SensitivityEntry
from mlplanner.playbook.entry import Entry
from mlplanner.playbook.governance_entries import (
    DecisionRightEntry,
    EthicsEntry,
    PolicyEntry,
    RaciEntry,
    ReviewEntry,
    RiskOption,
    RiskQuestion,
    TierArtifact,
    TierEntry,
)
from mlplanner.playbook.methodology_entries import MethodEntry, TraitEntry
from mlplanner.playbook.programme_entries import OperatingModelEntry, ServiceEntry, TrainingEntry
from mlplanner.playbook.rollout_entries import DashboardEntry, EscalationEntry, StageEntry
from mlplanner.playbook.running_entries import ModelTestEntry, ReadinessEntry, ServiceLevelEntry

Tab = Literal[
    "brief", "value", "timeline", "staffing", "costs", "governance", "data", "operations", "rollout", "approval",
    "models", "programme",
]  # fmt: skip
"""The tabs of a project, and the window's sections, that a check can lead to."""


class Figure(Entry):
    """One number of the method. `low`–`high` is the band outside which a rule speaks."""

    title: str = Field(min_length=1, max_length=80)
    value: Decimal = Field(ge=0, le=10**6)
    low: Decimal | None = Field(default=None, ge=0, le=10**6)
    high: Decimal | None = Field(default=None, ge=0, le=10**6)
    is_whole: bool = False
    """True for what is counted: weeks, days, KPIs."""
    unit: str
    source: str
    note: str = ""

    @model_validator(mode="after")
    def _band(self) -> "Figure":
        if self.is_whole and self.value % 1:
            raise ValueError(f"the value {self.value} must be a whole number")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"the value {self.value} lies outside {self.low} to {self.high}")
        return self

    def holds(self, value: Decimal) -> bool:
        """True when `value` lies in the band, ends included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Role(Entry):
    """A role with its usual FTE and main deliverable (P4.1)."""

    title: str = Field(min_length=1, max_length=80)
    fte_low: Decimal = Field(ge=0, le=50)
    fte_high: Decimal = Field(ge=0, le=50)
    deliverable: str = Field(max_length=400)
    source: str = ""

    @model_validator(mode="after")
    def _band(self) -> "Role":
        if self.fte_high < self.fte_low:
            raise ValueError(f"the highest FTE ({self.fte_high}) lies below the lowest ({self.fte_low})")
        return self


class ArtifactEntry(Entry):
    """A document or record that a gate wants (P3.3); `role`: the playbook role that delivers it."""

    title: str = Field(min_length=1, max_length=120)
    role: str = ""
    source: str


class GateEntry(Entry):
    """The gate at a phase's end (P3.2)."""

    title: str = Field(min_length=1, max_length=120)
    owner_role: str = Field(min_length=1, max_length=120)
    artifacts: dict[str, ArtifactEntry]
    source: str
    is_production: bool = False
    """True where the model goes to production: somebody signs, and a cost of failure means rollback (P3.6)."""


class PhaseEntry(Entry):
    """A phase of the default life cycle (P3.1), in file order; `optimistic` to `pessimistic` weeks are usual."""

    title: str = Field(min_length=1, max_length=120)
    weeks: int = Field(ge=1, le=104)
    gate: GateEntry
    source: str
    optimistic: Decimal | None = Field(default=None, ge=1, le=104)
    pessimistic: Decimal | None = Field(default=None, ge=1, le=104)

    @model_validator(mode="after")
    def _spread(self) -> "PhaseEntry":
        if self.optimistic is not None and self.optimistic > self.weeks:
            raise ValueError(f"the {self.weeks} weeks lie below the optimistic length ({self.optimistic})")
        if self.pessimistic is not None and self.pessimistic < self.weeks:
            raise ValueError(f"the {self.weeks} weeks lie above the pessimistic length ({self.pessimistic})")
        return self


class SourcingEntry(Entry):
    """A way to source people (P4.2–P4.5)."""

    title: str = Field(min_length=1, max_length=80)
    bases: tuple[RateBasis, ...]
    advice: str
    handover_risk: str
    source: str


class MixEntry(Entry):
    """A mix of several ways to source people, for the comparison (P4.4); no line and no rate has it."""

    title: str = Field(min_length=1, max_length=80)
    advice: str
    handover_risk: str
    source: str


class MetricEntry(Entry):
    """A model metric; threshold-free ones do not tell what an action is worth (P1.4)."""

    title: str = Field(min_length=1, max_length=80)
    is_threshold_free: bool
    source: str


class RuleEntry(Entry):
    """A check: severity and sentence; `{names}` in the text are filled by the rule."""

    title: str = Field(min_length=1, max_length=80)
    severity: Severity
    text: str = Field(min_length=1, max_length=400)
    tab: Tab
    source: str
    gate: str = ""
    """Key of the gate that can't pass while a `must` check is open; empty: the rule names its own, or none."""


class Playbook(Entry):
    """The whole method."""

    figures: dict[str, Figure]
    roles: dict[str, Role]
    phases: dict[str, PhaseEntry]
    sourcing: dict[str, SourcingEntry]
    metrics: dict[str, MetricEntry]
    cadences: dict[str, str]
    rules: dict[str, RuleEntry]
    mixes: dict[str, MixEntry] = Field(default_factory=dict)
    trainings: dict[str, TrainingEntry] = Field(
        default_factory=dict, title="Training", description="Programmes that people can be enrolled in."
    )
    service_tiers: dict[str, ServiceEntry] = Field(
        default_factory=dict, title="Services", description="What a new service catalogue begins with."
    )
    operating_models: dict[str, OperatingModelEntry] = Field(
        default_factory=dict, title="Operating models", description="Who builds and runs models, and what follows."
    )
    decommission_steps: dict[str, str] = Field(
        default_factory=dict, title="Decommissioning", description="What is done when a model goes out of service."
    )
    sensitivity: dict[str, SensitivityEntry] = Field(default_factory=dict)
    catalogue: dict[str, CatalogueEntry] = Field(
        default_factory=dict, title="Catalogue", description="What a complete entry of the feature registry says."
    )
    feature_checks: dict[str, FeatureCheckEntry] = Field(
        default_factory=dict, title="Feature tests", description="Those that are asked for count in the coverage."
    )
    stages: dict[str, StageEntry] = Field(
        default_factory=dict, title="Stages", description="How a rollout exposes a model, kind by kind."
    )
    escalations: dict[str, EscalationEntry] = Field(
        default_factory=dict, title="Escalation", description="The rules that a new project starts with."
    )
    dashboard: dict[str, DashboardEntry] = Field(
        default_factory=dict, title="Dashboard", description="What a sponsor's dashboard shows at first."
    )
    readiness_items: dict[str, ReadinessEntry] = Field(
        default_factory=dict, title="Readiness", description="The operations checklist that a new project begins with."
    )
    service_levels: dict[str, ServiceLevelEntry] = Field(
        default_factory=dict, title="Service levels", description="The objectives that a new project begins with."
    )
    model_tests: dict[str, ModelTestEntry] = Field(
        default_factory=dict, title="Test plan", description="Tests of the model that a new project begins with."
    )
    decision_rights: dict[str, DecisionRightEntry] = Field(
        default_factory=dict, title="Decision rights", description="Who may decide what, and how often they meet."
    )
    raci: dict[str, RaciEntry] = Field(
        default_factory=dict,
        title="RACI",
        description="The usual activities with their marks, as role:letters. New projects start with them.",
    )
    risk_questions: dict[str, RiskQuestion] = Field(
        default_factory=dict, title="Risk questions", description="The questions of the model risk assessment."
    )
    risk_options: dict[str, RiskOption] = Field(
        default_factory=dict,
        title="Risk answers",
        description="The answers to the risk questions, and the points that each gives.",
    )
    tiers: dict[str, TierEntry] = Field(
        default_factory=dict, title="Risk tiers", description="What a risk tier asks for, beside the usual gates."
    )
    tier_artifacts: dict[str, TierArtifact] = Field(
        default_factory=dict,
        title="Artifacts of tiers",
        description="What a gate wants to see beside its own artifacts when the risk is of that tier.",
    )
    reviews: dict[str, ReviewEntry] = Field(
        default_factory=dict, title="Reviews", description="Reviews that come back once the model is in production."
    )
    ethics: dict[str, EthicsEntry] = Field(
        default_factory=dict, title="Ethical review", description="The items of the ethical review."
    )
    policies: dict[str, PolicyEntry] = Field(
        default_factory=dict, title="Policies", description="The minimum policy set of a production model."
    )

    methods: dict[str, MethodEntry] = Field(
        default_factory=dict, title="Ways of working", description="What is advised, by the traits of a project."
    )
    traits: dict[str, TraitEntry] = Field(
        default_factory=dict, title="Traits", description="What speaks for a way of working; a trait may be removed."
    )

    def figure(self, key: str) -> Decimal:
        """The value in force of a figure."""
        return self.figures[key].value

    def role_title(self, key: str) -> str:
        """The role's title; a role that is no longer in the playbook shows its key."""
        role = self.roles.get(key)
        return role.title if role else key

    def right_title(self, key: str) -> str:
        """The title of a decision right (or role); one that is no longer in the playbook shows its key."""
        right = self.decision_rights.get(key)
        return right.title if right else self.role_title(key)
