"""The explicit list of nouns: tables, JSON, undo, history and workbooks are made from it.

Order: a noun comes after those it refers to, so rows can be inserted in this order and deleted in the reverse one.
"""

from dataclasses import dataclass

from mlplanner.domain.approvals import Baseline, RuleWaiver
from mlplanner.domain.benefits import Experiment, Kpi, Option, Risk, Trigger, ValueModel
from mlplanner.domain.capacity import OverloadAcceptance, Pool, WorkPattern
from mlplanner.domain.costs import CostLine, Maintenance
from mlplanner.domain.exchanges import ExternalId, ImportMapping, ReturnedPack
from mlplanner.domain.features import Feature, FeatureTest, PrivacyRule, Serving
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
from mlplanner.domain.models import DecommissionItem, Model
from mlplanner.domain.noun import Noun, ProjectNoun
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


@dataclass(frozen=True, slots=True)
class Kind:
    """What the mechanisms need to know of a noun."""

    key: str
    """Plural: the attribute of `ProjectPlan` or `Portfolio`, and the name in JSON."""
    noun: type[Noun]
    table: str
    title: str
    """Singular, for sentences ("staffing line")."""
    is_single: bool = False
    """True: exactly one to a project (or to the portfolio)."""
    is_append_only: bool = False
    """True: rows are added, never edited or removed one by one (P3.4)."""

    @property
    def in_project(self) -> bool:
        """True for what belongs to one project."""
        return issubclass(self.noun, ProjectNoun)


KINDS: tuple[Kind, ...] = (
    Kind("settings", Settings, "settings", "settings", is_single=True),
    Kind("closures", Closure, "closure", "closure"),
    Kind("overrides", Override, "override", "playbook change"),
    Kind("exchange_rates", ExchangeRate, "exchange_rate", "exchange rate"),
    Kind("people", Person, "person", "person"),
    Kind("time_off", TimeOff, "time_off", "time off"),
    Kind("patterns", WorkPattern, "work_pattern", "working time"),
    Kind("pools", Pool, "pool", "pool"),
    Kind("acceptances", OverloadAcceptance, "overload_acceptance", "accepted overload"),
    Kind("rates", Rate, "rate", "rate"),
    Kind("programme", Programme, "programme", "programme", is_single=True),
    Kind("rights", DecisionRight, "decision_right", "decision right"),
    Kind("services", Service, "service", "service"),
    Kind("funding_shares", FundingShare, "funding_share", "funding share"),
    Kind("templates", Template, "template", "template"),
    Kind("scenarios", Scenario, "scenario", "scenario"),
    Kind("scenario_changes", ScenarioChange, "scenario_change", "change of a scenario"),
    Kind("levellings", Levelling, "levelling", "levelling", is_append_only=True),
    Kind("import_mappings", ImportMapping, "import_mapping", "understanding of columns"),
    Kind("projects", Project, "project", "project"),
    Kind("kpis", Kpi, "kpi", "KPI"),
    Kind("value", ValueModel, "value_model", "value model", is_single=True),
    Kind("costs", CostLine, "cost_line", "cost"),
    Kind("experiments", Experiment, "experiment", "experiment"),
    Kind("triggers", Trigger, "trigger", "rollback trigger"),
    Kind("options", Option, "option", "option"),
    Kind("phases", Phase, "phase", "phase"),
    Kind("risks", Risk, "risk", "risk"),
    Kind("uncertainty", Uncertainty, "uncertainty", "uncertainty", is_single=True),
    Kind("inserted", InsertedWork, "inserted_work", "inserted work"),
    Kind("gates", Gate, "gate", "gate"),
    Kind("artifacts", Artifact, "artifact", "artifact"),
    Kind("decisions", Decision, "decision", "decision", is_append_only=True),
    Kind("conditions", Condition, "gate_condition", "condition"),
    Kind("lines", StaffingLine, "staffing_line", "staffing line"),
    Kind("maintenance", Maintenance, "maintenance", "maintenance", is_single=True),
    Kind("packs", Pack, "pack", "document", is_append_only=True),
    Kind("returned_packs", ReturnedPack, "returned_pack", "returned pack", is_append_only=True),
    Kind("external_ids", ExternalId, "external_id", "id in another program"),
    Kind("baselines", Baseline, "baseline", "baseline", is_append_only=True),
    Kind("rule_waivers", RuleWaiver, "rule_waiver", "waiver of a check"),
    Kind("raci", RaciActivity, "raci_activity", "RACI activity"),
    Kind("risk_answers", RiskAnswer, "risk_answer", "answer"),
    Kind("risk_assessment", RiskAssessment, "risk_assessment", "model risk assessment", is_single=True),
    Kind("ethics", EthicsItem, "ethics_item", "item of the ethical review"),
    Kind("project_rights", ProjectRight, "project_right", "decision right of the project"),
    Kind("policies", PolicyDocument, "policy_document", "policy document"),
    Kind("pauses", Pause, "pause", "pause"),
    Kind("reviews", Review, "review", "review"),
    Kind("features", Feature, "feature", "feature"),
    Kind("feature_tests", FeatureTest, "feature_test", "feature test"),
    Kind("privacy", PrivacyRule, "privacy_rule", "privacy rule"),
    Kind("serving", Serving, "serving", "serving", is_single=True),
    Kind("checklist", ChecklistItem, "checklist_item", "item of the operations checklist"),
    Kind("slos", Slo, "slo", "service level objective"),
    Kind("rota", RotaShift, "rota_shift", "on-call shift"),
    Kind("drills", Drill, "drill", "drill"),
    Kind("retraining", RetrainPolicy, "retrain_policy", "retrain policy", is_single=True),
    Kind("model_tests", ModelTest, "model_test", "test of the model"),
    Kind("tools", Tool, "tool", "tool"),
    Kind("stages", Stage, "stage", "stage"),
    Kind("evidence", Evidence, "evidence", "evidence", is_single=True),
    Kind("observations", Observation, "observation", "observation"),
    Kind("escalations", Escalation, "escalation", "escalation rule"),
    Kind("dashboard", DashboardItem, "dashboard_item", "line of the dashboard"),
    Kind("models", Model, "model", "model"),
    Kind("decommission", DecommissionItem, "decommission_item", "decommission step"),
    Kind("subscriptions", Subscription, "subscription", "subscription"),
    Kind("enrolments", Enrolment, "enrolment", "enrolment"),
)

KIND_OF: dict[type[Noun], Kind] = {kind.noun: kind for kind in KINDS}
KIND_BY_KEY: dict[str, Kind] = {kind.key: kind for kind in KINDS}
KIND_BY_PREFIX: dict[str, Kind] = {kind.noun.PREFIX: kind for kind in KINDS}
PROJECT_KINDS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.in_project)
PORTFOLIO_KINDS: tuple[Kind, ...] = tuple(kind for kind in KINDS if not kind.in_project and kind.noun is not Project)
