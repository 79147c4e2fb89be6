"""Snapshots: one project's plan, and the whole portfolio, as frozen values with a revision.

Engine, reports, exports and screens work on these; they never see a live row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mlplanner.domain.approvals import Baseline, RuleWaiver
from mlplanner.domain.benefits import Experiment, Kpi, Option, Risk, Trigger, ValueModel
from mlplanner.domain.capacity import OverloadAcceptance, Pool, WorkPattern
from mlplanner.domain.costs import CostLine, Maintenance
from mlplanner.domain.enums import GateState
from mlplanner.domain.errors import NotFound
from mlplanner.domain.exchanges import ExternalId, ImportMapping, ReturnedPack
from mlplanner.domain.features import Feature, FeatureState, FeatureTest, PrivacyRule, Serving
from mlplanner.domain.governance import (
    EthicsItem,
    Pause,
    PolicyDocument,
    ProjectRight,
    RaciActivity,
    Review,
    RiskAnswer,
    RiskAssessment,
)
from mlplanner.domain.lifecycle import Artifact, Condition, Decision, Gate, InsertedWork, Pack, Phase
from mlplanner.domain.models import DecommissionItem, Model, ModelState
from mlplanner.domain.people import ExchangeRate, Person, Rate, TimeOff
from mlplanner.domain.programme import (
    DecisionRight,
    Enrolment,
    FundingShare,
    Programme,
    Service,
    Subscription,
    Template,
)
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import DashboardItem, Escalation, Evidence, Observation, Stage
from mlplanner.domain.running import ChecklistItem, Drill, ModelTest, RetrainPolicy, RotaShift, Slo, Tool
from mlplanner.domain.scenarios import Levelling, Scenario, ScenarioChange
from mlplanner.domain.settings import Closure, Override, Settings
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.uncertainty import Uncertainty


@dataclass(frozen=True)
class ProjectPlan:
    """All that belongs to one project; tuples are in the order the screens show them."""

    project: Project
    value: ValueModel
    maintenance: Maintenance
    risk_assessment: RiskAssessment
    serving: Serving
    retraining: RetrainPolicy
    evidence: Evidence
    uncertainty: Uncertainty
    kpis: tuple[Kpi, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    options: tuple[Option, ...] = ()
    risks: tuple[Risk, ...] = ()
    phases: tuple[Phase, ...] = ()
    inserted: tuple[InsertedWork, ...] = ()
    gates: tuple[Gate, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    decisions: tuple[Decision, ...] = ()
    conditions: tuple[Condition, ...] = ()
    lines: tuple[StaffingLine, ...] = ()
    costs: tuple[CostLine, ...] = ()
    packs: tuple[Pack, ...] = ()
    returned_packs: tuple[ReturnedPack, ...] = ()
    external_ids: tuple[ExternalId, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    rule_waivers: tuple[RuleWaiver, ...] = ()
    raci: tuple[RaciActivity, ...] = ()
    risk_answers: tuple[RiskAnswer, ...] = ()
    ethics: tuple[EthicsItem, ...] = ()
    project_rights: tuple[ProjectRight, ...] = ()
    policies: tuple[PolicyDocument, ...] = ()
    pauses: tuple[Pause, ...] = ()
    reviews: tuple[Review, ...] = ()
    features: tuple[Feature, ...] = ()
    feature_tests: tuple[FeatureTest, ...] = ()
    privacy: tuple[PrivacyRule, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    slos: tuple[Slo, ...] = ()
    rota: tuple[RotaShift, ...] = ()
    drills: tuple[Drill, ...] = ()
    model_tests: tuple[ModelTest, ...] = ()
    tools: tuple[Tool, ...] = ()
    stages: tuple[Stage, ...] = ()
    observations: tuple[Observation, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    dashboard: tuple[DashboardItem, ...] = ()
    models: tuple[Model, ...] = ()
    decommission: tuple[DecommissionItem, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()

    @cached_property
    def feature_names(self) -> frozenset[str]:
        """The names of the features that are not disabled, in small letters: what models can share (P5.7)."""
        return frozenset(feature.name.casefold() for feature in self.features if feature.state != FeatureState.DISABLED)

    @property
    def id(self) -> int:
        """The project's id."""
        return self.project.id or 0

    def phase_weeks(self, phase: Phase) -> int:
        """The phase's own weeks plus the work inserted into it."""
        return phase.weeks + sum(work.weeks for work in self.inserted if work.phase_id == phase.id)

    @cached_property
    def delivery_weeks(self) -> int:
        """Weeks of all phases, without the headroom."""
        return sum(self.phase_weeks(phase) for phase in self.phases)

    @property
    def total_weeks(self) -> int:
        """Weeks until handed over: phases plus headroom."""
        return self.delivery_weeks + self.project.headroom_weeks

    def gate_of(self, phase: Phase) -> Gate | None:
        """The gate at the phase's end."""
        return next((gate for gate in self.gates if gate.phase_id == phase.id), None)

    def artifacts_of(self, gate: Gate) -> tuple[Artifact, ...]:
        """What the gate wants to see, in order."""
        return self._artifacts_by_gate.get(gate.id or 0, ())

    @cached_property
    def _artifacts_by_gate(self) -> dict[int, tuple[Artifact, ...]]:
        """The checks ask for a gate's artifacts some 20 times a project."""
        by_gate: dict[int, list[Artifact]] = {}
        for artifact in self.artifacts:
            by_gate.setdefault(artifact.gate_id, []).append(artifact)
        return {gate_id: tuple(artifacts) for gate_id, artifacts in by_gate.items()}

    def decisions_of(self, gate: Gate) -> tuple[Decision, ...]:
        """The gate's decisions, oldest first."""
        return tuple(decision for decision in self.decisions if decision.gate_id == gate.id)

    def gate_state(self, gate: Gate) -> GateState:
        """The state its last decision put the gate in; earlier ones are superseded (P3.4)."""
        decisions = self.decisions_of(gate)
        return GateState(decisions[-1].outcome) if decisions else GateState.OPEN

    @property
    def withdrawn_at(self) -> Gate | None:
        """The gate at which the project was withdrawn; a new decision there resumes it (P3.4)."""
        return next((gate for gate in self.gates if self.gate_state(gate) == GateState.WITHDRAW), None)

    @cached_property
    def is_withdrawn(self) -> bool:
        """True for a project that asks nothing further, neither money nor people, until it is resumed (P3.4)."""
        return bool(self.decisions) and self.withdrawn_at is not None

    @property
    def next_gate(self) -> Gate | None:
        """The first gate that is not passed; None when all are."""
        passed = (GateState.GO, GateState.GO_WITH_CONDITIONS)
        return next((gate for gate in self.gates if self.gate_state(gate) not in passed), None)

    @property
    def open_conditions(self) -> tuple[tuple[Gate, Condition], ...]:
        """What the gates' last decisions still demand; what a superseded decision asked no longer counts (P3.4)."""
        in_force = {decisions[-1].id: gate for gate in self.gates if (decisions := self.decisions_of(gate))}
        unmet = [condition for condition in self.conditions if condition.met_on is None]
        return tuple((in_force[each.decision_id], each) for each in unmet if each.decision_id in in_force)

    def line(self, line_id: int | None) -> StaffingLine | None:
        """A staffing line by id."""
        return next((line for line in self.lines if line.id == line_id), None)


@dataclass(frozen=True)
class Portfolio:
    """The whole file at one revision. `plans` is keyed by project id, in rank order."""

    revision: int
    settings: Settings
    plans: Mapping[int, ProjectPlan] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    time_off: tuple[TimeOff, ...] = ()
    patterns: tuple[WorkPattern, ...] = ()
    pools: tuple[Pool, ...] = ()
    acceptances: tuple[OverloadAcceptance, ...] = ()
    rates: tuple[Rate, ...] = ()
    exchange_rates: tuple[ExchangeRate, ...] = ()
    closures: tuple[Closure, ...] = ()
    overrides: tuple[Override, ...] = ()
    programme: Programme = field(default_factory=Programme)
    rights: tuple[DecisionRight, ...] = ()
    services: tuple[Service, ...] = ()
    funding_shares: tuple[FundingShare, ...] = ()
    templates: tuple[Template, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    scenario_changes: tuple[ScenarioChange, ...] = ()
    levellings: tuple[Levelling, ...] = ()
    import_mappings: tuple[ImportMapping, ...] = ()

    @cached_property
    def production_features(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Models in production and the names of their features, project by project: what can be shared (P5.7)."""
        counted = ((sum(m.state == ModelState.PRODUCTION for m in plan.models), plan) for plan in self.plans.values())
        return tuple((models, plan.feature_names) for models, plan in counted if models)

    def plan(self, project_id: int) -> ProjectPlan:
        """One project's plan; NotFound when it is not (or no longer) there."""
        try:
            return self.plans[project_id]
        except KeyError:
            raise NotFound(f"There is no project ML-{project_id:03d} in this portfolio.") from None

    def find(self, text: str) -> ProjectPlan:
        """A project by reference (`ML-014`), id, or name (any case; a unique beginning is enough)."""
        wanted = text.strip().casefold()
        plans = list(self.plans.values())
        for fits in (
            lambda p: wanted in (p.project.ref.casefold(), str(p.id), p.project.name.casefold()),
            lambda p: p.project.name.casefold().startswith(wanted),
        ):
            found = [p for p in plans if fits(p)]
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(f"{p.project.ref} {p.project.name}" for p in found[:5])
                raise NotFound(f"'{text}' fits several projects ({names}); use the reference.")
        raise NotFound(f"There is no project '{text}' in this portfolio; 'mlplanner projects FILE' lists them.")

    def person_name(self, person_id: int | None) -> str:
        """The person's name, or empty."""
        person = self.people.get(person_id) if person_id is not None else None
        return person.name if person else ""

    def status_day(self, today: date) -> date:
        """The portfolio's status date, or today."""
        return self.settings.status_date or today
