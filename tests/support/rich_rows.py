"""A row or two of every noun of governance, data, operations, rollout and programme, with references among them."""

from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.approvals import Baseline, RuleWaiver
from mlplanner.domain.capacity import OverloadAcceptance, Pool, WorkPattern
from mlplanner.domain.enums import ArtifactState, Comparison
from mlplanner.domain.exchanges import ExternalId, ImportMapping, ReturnedPack
from mlplanner.domain.features import (
    Feature,
    FeatureCheck,
    FeatureState,
    FeatureTest,
    PrivacyRule,
    PrivacyTreatment,
    ServingMode,
    TestState,
)
from mlplanner.domain.governance import (
    EthicsItem,
    ItemState,
    Pause,
    PolicyDocument,
    ProjectRight,
    RaciActivity,
    Review,
    RiskAnswer,
)
from mlplanner.domain.lifecycle import Pack
from mlplanner.domain.models import DecommissionItem, Model, ModelState
from mlplanner.domain.programme import (
    DecisionRight,
    Enrolment,
    FundingMode,
    FundingShare,
    OperatingModel,
    Programme,
    Service,
    Subscription,
    Template,
)
from mlplanner.domain.rollout import DashboardItem, DashboardPanel, Escalation, Observation, Stage, StageKind
from mlplanner.domain.running import (
    ChecklistItem,
    Drill,
    DrillKind,
    ModelCheck,
    ModelTest,
    RotaShift,
    Slo,
    SloKind,
    Tool,
    ToolArea,
    ToolSource,
)
from mlplanner.domain.scenarios import Levelling, Scenario, ScenarioChange

DAY = date(2026, 4, 6)
P: dict[str, Any] = {"project_id": 1}


def project_rows() -> dict[str, Any]:
    """Fields of `make_plan` with rows of every kind that belongs to a project and is not in the plan itself."""
    return {**_governance(), **_data(), **_operations(), **_rollout(), **_records()}


def _governance() -> dict[str, Any]:
    return {
        "risk_assessment": {"summary": "Wrong offers cost trust", "signed_by_id": 2, "signed_on": DAY},
        "risk_answers": [RiskAnswer(**P, question="impact", option="high", note="Many customers")],
        "raci": [
            RaciActivity(**P, position=1, name="Labels", marks="product_owner:A; data_scientist:R"),
            RaciActivity(**P, position=2, name="Release", marks="product_owner:AR; ml_engineer:C"),
        ],
        "ethics": [EthicsItem(**P, position=1, key="bias", name="Bias", state=ItemState.DONE, done_on=DAY, owner_id=1)],
        "policies": [
            PolicyDocument(**P, position=1, name="Access", state=ArtifactState.DRAFT, review_by=date(2027, 1, 1))
        ],
        "project_rights": [ProjectRight(**P, role="model_owner", person_id=1)],
        "reviews": [Review(**P, kind="quarterly", due=date(2026, 7, 1))],
        "pauses": [Pause(**P, paused_by_id=2, paused_on=DAY, reason="Complaints", lifts_when="They are answered")],
        "rule_waivers": [RuleWaiver(**P, rule="no_risk", waived_by_id=1, waived_on=DAY, reason="Known")],
    }


def _data() -> dict[str, Any]:
    return {
        "features": [
            Feature(**P, position=1, name="Calls, 90 days", cpu_cost=Decimal("0.02"), serving=ServingMode.BATCH),
            Feature(**P, position=2, name="Calls", state=FeatureState.DISABLED, replaced_by_id=1001, owner_id=3),
        ],
        "feature_tests": [
            FeatureTest(**P, feature_id=1001, check=FeatureCheck.NULL_RATE, tolerance="1 %", state=TestState.PASSING)
        ],
        "privacy": [PrivacyRule(**P, feature_id=1002, jurisdiction="EU", treatment=PrivacyTreatment.HASH)],
        "serving": {"mode": ServingMode.ONLINE, "latency_budget_ms": Decimal(120), "has_feature_store": True},
    }


def _operations() -> dict[str, Any]:
    return {
        "checklist": [ChecklistItem(**P, position=1, name="Runbook", trade_off="Short rather than complete")],
        "slos": [Slo(**P, position=1, kind=SloKind.LATENCY, name="Fast", target=Decimal("0.2"), unit="s")],
        "rota": [RotaShift(**P, first=date(2026, 6, 1), last=date(2026, 6, 7), person_id=3, backup_id=1)],
        "drills": [Drill(**P, kind=DrillKind.RETRAINING, planned_on=date(2026, 6, 10), owner_id=3)],
        "retraining": {"kpi_id": 1002, "cadence": "monthly", "role": "ml_engineer", "may_pause": True},
        "model_tests": [ModelTest(**P, position=1, kind=ModelCheck.LABEL_LAG, name="Late labels", window="90 days")],
        "tools": [
            Tool(**P, position=1, area=ToolArea.DRIFT, name="Watch", source=ToolSource.BUY, cost_year=Decimal(1200))
        ],
    }


def _rollout() -> dict[str, Any]:
    return {
        "evidence": {
            "kpi_id": 1001,
            "threshold": Decimal("0.4"),
            "criteria": "Against last year",
            "launched_on": date(2026, 2, 2),
        },
        "stages": [
            Stage(**P, position=1, kind=StageKind.SHADOW, name="Beside", from_week=8, to_week=9, trigger_id=1001),
            Stage(**P, position=2, name="A tenth", share=Decimal("0.1"), from_week=10, to_week=17, experiment_id=1001),
        ],
        "observations": [Observation(**P, kpi_id=1001, observed_on=date(2026, 2, 27), value=Decimal("0.38"))],
        "escalations": [
            Escalation(**P, position=1, metric="Errors", comparison=Comparison.ABOVE, deadline_hours=4, owner_id=3)
        ],
        "dashboard": [
            DashboardItem(**P, position=1, panel=DashboardPanel.HEALTH, name="Drift", kpi_id=1002, cadence="weekly")
        ],
        "models": [Model(**P, position=1, name="Churn", release="2", state=ModelState.SHADOW, kpi_id=1001)],
        "decommission": [DecommissionItem(**P, model_id=1001, position=1, name="Archive", state=ItemState.OPEN)],
        "subscriptions": [Subscription(**P, service_id=1, since=DAY, uses_per_year=1000)],
    }


def _records() -> dict[str, Any]:
    return {
        "returned_packs": [ReturnedPack(**P, received_on=DAY, file_name="pack.pdf", file_sha256="0" * 64)],
        "external_ids": [ExternalId(**P, system="msproject", kind="phases", row_id=1001, external_id="7")],
        "packs": [Pack(**P, kind="pack.pdf", made_on=DAY, number=1, fingerprint="0" * 64, ask="EUR 1")],
        "baselines": [Baseline(**P, decision_id=1001, made_on=DAY, facts="{}")],
    }


def shared_rows() -> dict[str, Any]:
    """Fields of `Portfolio` with rows of every kind of the programme."""
    return {
        "programme": Programme(
            id=1, operating_model=OperatingModel.HYBRID, funding=FundingMode.MIX, pooled_share=Decimal("0.6")
        ),
        "rights": (DecisionRight(id=1, role="model_owner", person_id=2),),
        "services": (Service(id=1, position=1, name="Serving", sla="99 %", fee_per_use=Decimal("0.01")),),
        "funding_shares": (
            FundingShare(id=1, business_unit="Sales", share=Decimal("0.7")),
            FundingShare(id=2, business_unit="Service", share=Decimal("0.3")),
        ),
        "patterns": (WorkPattern(id=1, person_id=2, valid_from=DAY, friday=Decimal("0.5")),),
        "pools": (Pool(id=1, name="Bench", role="data_engineer", fte=Decimal("1.5"), last=DAY),),
        "acceptances": (OverloadAcceptance(id=1, role="ml_engineer", first=DAY, last=DAY, reason="Two weeks only"),),
        "scenarios": (Scenario(id=1, name="Claims later", made_on=DAY),),
        "scenario_changes": (
            ScenarioChange(id=1, scenario_id=1, kind="projects", row_id=1, field="rank", before="1", after="2"),
        ),
        "levellings": (Levelling(id=1, made_on=DAY, objective=Decimal(40), bound=Decimal("31.5"), scenario_id=1),),
        "import_mappings": (ImportMapping(id=1, name="team.xlsx", headings="Task\nOwner"),),
        "templates": (Template(id=1, name="Pilot", description="Twelve weeks", document="{}"),),
        "enrolments": (Enrolment(id=1, person_id=1, programme="basics", start=DAY, cost_id=1003),),
    }
