"""A report's subject from a plan of `tests.builders`, with figures computed and the shipped playbook."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Kpi, Option, Risk
from mlplanner.domain.enums import Direction, KpiKind
from mlplanner.domain.governance import ProjectRight
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.figures import compute_figures
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.subjects import Subject
from tests.builders import TODAY, make_cost, make_line, make_person, make_plan, make_portfolio

FINGERPRINT = "5d41ff3e4fe7b727" * 4
PEOPLE = (
    make_person(1, "Ελένη Παπαδοπούλου", unit="Customer Success"),
    make_person(2, "Łukasz Nowak"),
    make_person(3, "山田 太郎"),
)


def make_kpi(name: str = "Lift", measured: str | None = None, **fields: Any) -> Kpi:
    """A KPI to be raised: target 3, threshold 2, in percent."""
    values = {"project_id": 1, "target": Decimal(3), "threshold": Decimal(2), "unit": "%", "owner_id": 2, **fields}
    return Kpi(name=name, measured=None if measured is None else Decimal(measured), **values)


def make_artifact(gate_id: int = 1001, state: str = "accepted", **fields: Any) -> Artifact:
    """An artifact of the first gate."""
    return Artifact(**{"project_id": 1, "gate_id": gate_id, "name": "Risk note", "state": state, **fields})


def full_plan(**fields: Any) -> ProjectPlan:
    """A plan with everything page 1 speaks of; `fields` replace what is given here."""
    values: dict[str, Any] = {
        "name": "Churn early warning",
        "objective": "Keep subscribers",
        "owner_id": 1,
        "sponsor_id": 1,
        "author_id": 2,
        "project_rights": [ProjectRight(project_id=1, role="model_risk_owner", person_id=3)],
        "budget": Decimal(250000),
        "stakeholders": "Finance",
        "decision_change": "The list decides who is called",
        "why_now": "The desk has room",
        "if_declined": "Names are picked by hand",
        "lines": [
            make_line("data_scientist", "0.5", range(1, 13), person_id=3),
            make_line("ml_engineer", "0.5", range(4, 13), "contractor", person_id=2, successor_id=1001),
        ],
        "costs": [make_cost("2500.55"), make_cost("900", 1, 12)],
        "kpis": [
            make_kpi("Lift", "3.4"),
            make_kpi("Cost", "9", kind=KpiKind.MODEL, direction=Direction.LOWER, target=8, threshold=10),
        ],
        "options": [Option(project_id=1, name="Rules", cost=Decimal(48000), benefit_year=Decimal(60000))],
        "risks": [Risk(project_id=1, title=f"Risk {score}", likelihood=score, impact=4) for score in (1, 2, 3, 4)],
        "artifacts": [make_artifact()],
        "value": {
            "decisions_per_year": 100000,
            "share_acted": Decimal("0.1"),
            "precision": Decimal("0.55"),
            "true_positive_value": Decimal(100),
            "false_positive_cost": Decimal(10),
            "action_cost": Decimal(20),
            "prediction_cost": Decimal("0.05"),
        },
        "maintenance": {"owner_id": 2, "infrastructure": Decimal(8000), "retrain_cost": Decimal(1000)},
    }
    return make_plan(**{**values, **fields})


def make_subject(plan: ProjectPlan | None = None, today: date = TODAY, **settings: Any) -> Subject:
    """The subject of a report on `plan` (by default the full one)."""
    shown = plan or full_plan()
    portfolio = make_portfolio(shown, people=PEOPLE, **settings)
    return subject_of(portfolio, shown, today)


def subject_of(portfolio: Portfolio, plan: ProjectPlan, today: date = TODAY) -> Subject:
    """The subject of a report on one plan of a portfolio."""
    playbook = load_playbook(())
    figures = compute_figures(portfolio, plan, playbook, today)
    return Subject(portfolio, plan, figures, playbook, today, FINGERPRINT, 3)


def with_figures(subject: Subject, **changes: Any) -> Subject:
    """The subject with some of its figures replaced."""
    return replace(subject, figures=replace(subject.figures, **changes))
