"""A project that breaks no rule of the shipped playbook, and small ways to break it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Kpi, Trigger
from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import ExperimentResult, KpiKind
from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.rollout import DashboardItem, DashboardPanel, Escalation, Stage, StageKind
from mlplanner.engine.approval_results import Approval
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.checks import check_project
from mlplanner.engine.facts import Facts
from mlplanner.engine.features import data_figures
from mlplanner.engine.rates import rate_card
from mlplanner.engine.results import Costs, ExperimentSize, MaintenanceCost, Returns, Value
from mlplanner.engine.staffing import compute_lines
from mlplanner.engine.timelines import plan_timeline
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_cost, make_experiment, make_line, make_person, make_plan, make_portfolio
from tests.support.sound_data import sound_data
from tests.support.sound_governance import sound_governance
from tests.support.sound_running import ON_CALL, POLICY, make_model_tests, make_slos

ZERO = Decimal(0)


@dataclass(frozen=True)
class World:
    """A plan with all that a check looks at. The three mappings replace single figures of the facts."""

    plan: ProjectPlan
    portfolio: Portfolio
    playbook: Playbook = field(default_factory=load_playbook)
    costs: Mapping[str, Any] = field(default_factory=dict)
    value: Mapping[str, Any] = field(default_factory=dict)
    returns: Mapping[str, Any] = field(default_factory=dict)
    sizes: Mapping[str, Any] = field(default_factory=dict)
    approval: Approval | None = None
    today: date = START

    def findings(self) -> tuple[Finding, ...]:
        """What the checks say."""
        return check_project(self.portfolio, self.plan, self.playbook, self.facts(), self.today)

    def of_rule(self, key: str) -> list[Finding]:
        """The findings of one rule."""
        return [finding for finding in self.findings() if finding.rule == key]

    def facts(self) -> Facts:
        """Real dates and line costs; the other figures are round ones, or those of the mappings."""
        calendar = work_calendar(self.portfolio.settings, (), START, date(2027, 12, 31))
        timeline = plan_timeline(self.plan, calendar)
        lines = compute_lines(self.plan, timeline, rate_card(self.portfolio), calendar)
        costs = replace(_costs(), lines=lines, **self.costs)
        sizes = [replace(ExperimentSize(e.id or 0, 6510, 4, True), **self.sizes) for e in self.plan.experiments]
        data = data_figures(self.plan, self.playbook)
        return Facts(
            timeline,
            costs,
            replace(_value(), **self.value),
            replace(_returns(), **self.returns),
            tuple(sizes),
            data,
            approval=self.approval,
        )

    def with_row(self, kind: str, place: int, /, **changes: Any) -> "World":
        """One row of the plan changed."""
        rows = list(getattr(self.plan, kind))
        rows[place] = rows[place].model_copy(update=changes)
        return self.with_plan(**{kind: tuple(rows)})

    def with_single(self, kind: str, /, **changes: Any) -> "World":
        """The project, the value model or maintenance changed."""
        return self.with_plan(**{kind: getattr(self.plan, kind).model_copy(update=changes)})

    def with_plan(self, **changes: Any) -> "World":
        """Whole parts of the plan replaced."""
        return replace(self, plan=replace(self.plan, **changes))


def sound_world() -> World:
    """Twelve weeks from 2 March 2026, before any gate, with nothing to object to."""
    people = [make_person(n, name) for n, name in enumerate(("Ada", "Ben", "Cem", "Dora", "Eve", "Finn"), start=1)]
    plan = make_plan(
        **_project_fields(),
        value=_VALUE,
        maintenance=_MAINTENANCE,
        gate_fields={
            key: {"owner_id": 2}
            | ({"signer_id": 1, "rollback_cost": Decimal(20_000)} if phase.gate.is_production else {})
            for key, phase in load_playbook().phases.items()
        },
        artifacts=_artifacts(),
        kpis=_kpis(),
        experiments=[
            make_experiment(kpi_id=1001, units_per_week=5000, result=ExperimentResult.MET, success_money=Decimal(1))
        ],
        evidence={"kpi_id": 1001, "comparison": "above", "threshold": Decimal(82)},
        stages=_stages(),
        escalations=[
            Escalation(project_id=1, metric="Drift", action="Look at the data", owner_id=2, deadline_hours=24)
        ],
        dashboard=[DashboardItem(project_id=1, panel=panel, name=f"Shows {panel}") for panel in DashboardPanel],
        **sound_data(),
        triggers=[Trigger(project_id=1, metric="Complaints", threshold=Decimal(5), action="Take it back", owner_id=2)],
        lines=_lines(),
        costs=[make_cost("5000", category="handover")],
        retraining=POLICY,
        slos=make_slos(),
        model_tests=make_model_tests(),
        **sound_governance(),
    )
    return World(plan, make_portfolio(plan, people=people))


_VALUE = {
    "decisions_per_year": 100_000,
    "share_acted": Decimal("0.1"),
    "precision": Decimal("0.55"),
    "true_positive_value": Decimal(100),
    "false_positive_cost": Decimal(10),
    "action_cost": Decimal(20),
    "prediction_cost": Decimal("0.05"),
}
_MAINTENANCE = {
    "owner_id": 6,
    **ON_CALL,
    "role": "ml_engineer",
    "fte": Decimal("0.2"),
    "retrains": 2,
    "retrain_cost": Decimal(1000),
    "drills": 4,
    "drill_cost": Decimal(500),
}


def _project_fields() -> dict[str, Any]:
    return {
        "objective": "Keep customers",
        "owner_id": 1,
        "sponsor_id": 2,
        "budget": Decimal(500_000),
        "stakeholders": "Customer Success",
        "decision_change": "Calls go to those who would leave.",
        "action_owner_id": 4,
        "action_change": "They call the list from the top.",
        "deadline": date(2026, 12, 31),
    }


def _kpis() -> list[Kpi]:
    shared: dict[str, Any] = {"project_id": 1, "unit": "%", "method": "Monthly report", "cadence": "monthly"}
    numbers: dict[str, Any] = {"baseline": Decimal(80), "target": Decimal(83), "threshold": Decimal(82)}
    return [
        Kpi(name="Retention", kind=KpiKind.BUSINESS, owner_id=1, **shared, **numbers),
        Kpi(name="Precision", kind=KpiKind.MODEL, metric="precision_at_k", owner_id=3, **shared, **numbers),
    ]


def _stages() -> list[Stage]:
    """A canary long after the production gate of W10, then all traffic."""
    terms: dict[str, Any] = {
        "project_id": 1,
        "owner_id": 2,
        "entry_criteria": "Gate passed",
        "rollback_criteria": "Harm",
    }
    return [
        Stage(name="Canary", kind=StageKind.CANARY, share=Decimal("0.1"), from_week=21, to_week=22, **terms),
        Stage(name="All", kind=StageKind.FULL, share=Decimal(1), from_week=31, to_week=34, **terms),
    ]


def _artifacts() -> list[Artifact]:
    """Those of the playbook; a gate of the builders has the id 1001, 1002, …"""
    return [
        Artifact(project_id=1, gate_id=1000 + place, key=key, name=entry.title, owner_id=5, due=date(2026, 8, 31))
        for place, phase in enumerate(load_playbook().phases.values(), start=1)
        for key, entry in phase.gate.artifacts.items()
    ]


def _lines() -> list[Any]:
    """An employee, a contractor with two weeks of overlap, the successor, and a partner on good terms."""
    terms: dict[str, Any] = {"exit_criteria": "Tests pass", "sla": "99 %", "portability": "Open formats"}
    return [
        make_line("data_scientist", "0.5", range(1, 13), person_id=4),
        make_line("ml_engineer", "0.5", range(3, 11), "contractor", person_id=5, successor_id=1003),
        make_line("ml_engineer", "0.4", range(9, 15), person_id=6),
        make_line("data_scientist", "0.3", range(4, 13), "partner", placeholder="Agency", **terms),
    ]


def _costs() -> Costs:
    maintenance = MaintenanceCost(
        labour=Decimal(20_000),
        annual_rate=Decimal(100_000),
        infrastructure=ZERO,
        monitoring=ZERO,
        retrains=2,
        retraining=Decimal(2000),
        drills=4,
        drilling=Decimal(2000),
        total=Decimal(24_000),
    )
    return Costs(
        lines=(),
        items=(),
        labour=Decimal(100_000),
        one_off=ZERO,
        non_labour=ZERO,
        training=ZERO,
        build=Decimal(100_000),
        handover_budget=Decimal(20_000),
        handover_planned=Decimal(18_000),
        handover_cover=Decimal("0.9"),
        contingency=Decimal(10_000),
        maintenance=maintenance,
        maintenance_year=Decimal(24_000),
        ask=Decimal(154_000),
        fte_weeks=Decimal(20),
        mix={},
        by_week=(),
        by_month=(),
        by_fiscal_year=(),
    )


def _value() -> Value:
    return Value(Decimal(10_000), Decimal(3), Decimal(300_000), Decimal("0.277273"), Decimal("76.67"))


def _returns() -> Returns:
    return Returns(3, Decimal(130_000), (), Decimal(200_000), Decimal(577_700), Decimal(2), Decimal("5.4"))


def foreign_cost() -> CostLine:
    """A cost in a currency that the portfolio can't convert."""
    return make_cost("100", currency="CHF", name="Licences", id=77)
