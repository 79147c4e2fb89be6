"""The columns of the rollout's grids: stages, measurements, escalation rules, dashboard (P7.1, P7.4, P7.5, P7.7)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from mlplanner.domain.enums import Comparison
from mlplanner.domain.rollout import (
    DashboardItem,
    DashboardPanel,
    Escalation,
    Observation,
    Stage,
    StageKind,
    StageState,
)
from mlplanner.domain.weeks import week_start
from mlplanner.engine.evidence import realised_benefit
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.reports.formats import day

KINDS = {"ab_test": "A/B test", "backtest": "Backtest or replay", "full": "All traffic"}
PANELS = {"business": "Business", "health": "Model health", "operations": "Operations and adoption"}
ProjectId = Callable[[], int]


def named(session: Session, project_id: ProjectId, kind: str) -> Callable[[Any], Sequence[Choice]]:
    """The project's rows of a kind, by what they are called."""

    def choices(_row: Any) -> Sequence[Choice]:
        return [Choice(row.id, row.label) for row in getattr(session.plan(project_id()), kind)]

    return choices


def stage_columns(session: Session, project_id: ProjectId) -> tuple[Column[Any], ...]:
    """How the model meets real cases, stage by stage."""

    def dates(stage: Stage) -> str:
        start = session.plan(project_id()).project.start
        return f"{day(week_start(start, stage.from_week))} – {day(week_start(start, stage.to_week + 1))}"

    return (
        field_column(Stage, "name", width=30, prompt="New stage"),
        field_column(Stage, "kind", Kind.CHOICE, choices=enum_choices(StageKind, KINDS), width=14),
        field_column(Stage, "share", Kind.PERCENT, width=8, title="Traffic"),
        field_column(Stage, "from_week", Kind.NUMBER, width=7, title="From W"),
        field_column(Stage, "to_week", Kind.NUMBER, width=6, title="to W"),
        field_column(Stage, "state", Kind.CHOICE, choices=enum_choices(StageState), width=11),
        field_column(Stage, "owner_id", Kind.PERSON, choices=people_choices(session), width=17),
        field_column(Stage, "entry_criteria", Kind.MULTILINE, width=32),
        field_column(Stage, "trigger_id", Kind.CHOICE, choices=named(session, project_id, "triggers"), width=26),
        field_column(Stage, "rollback_criteria", Kind.MULTILINE, width=28),
        field_column(Stage, "experiment_id", Kind.CHOICE, choices=named(session, project_id, "experiments"), width=24),
        Column(id="dates", title="Dates", read=dates, width=25),
        field_column(Stage, "note", Kind.MULTILINE, width=34),
    )


def observation_columns(session: Session, project_id: ProjectId) -> tuple[Column[Any], ...]:
    """What was measured, what of it is the model's, and what is left after upkeep."""

    def realised(row: Observation) -> Decimal | None:
        return realised_benefit(row)

    return (
        field_column(Observation, "observed_on", Kind.DATE, width=17, prompt="New measurement"),
        field_column(Observation, "value", Kind.NUMBER, width=13),
        field_column(
            Observation,
            "kpi_id",
            Kind.CHOICE,
            choices=named(session, project_id, "kpis"),
            width=30,
            is_optional=False,
        ),
        field_column(Observation, "benefit", Kind.MONEY, width=14),
        field_column(Observation, "attribution", Kind.PERCENT, width=12, title="Due to the model"),
        field_column(Observation, "automation_cost", Kind.MONEY, width=14, title="Upkeep a year"),
        Column(id="realised", title="Realised a year", read=realised, kind=Kind.MONEY, width=14),
        field_column(Observation, "note", Kind.MULTILINE, width=40),
    )


def escalation_columns(session: Session) -> tuple[Column[Any], ...]:
    """Who does what, and how fast, when a metric slips."""
    return (
        field_column(Escalation, "metric", width=32, prompt="New rule"),
        field_column(Escalation, "comparison", Kind.CHOICE, choices=enum_choices(Comparison), width=9),
        field_column(Escalation, "threshold", Kind.NUMBER, width=10),
        field_column(Escalation, "unit", width=9),
        field_column(Escalation, "action", Kind.MULTILINE, width=34),
        field_column(Escalation, "owner_id", Kind.PERSON, choices=people_choices(session), width=17),
        field_column(Escalation, "deadline_hours", Kind.NUMBER, width=12, tooltip="0: at once"),
        field_column(Escalation, "used_on", Kind.DATE, width=13),
        field_column(Escalation, "used_note", Kind.MULTILINE, width=34),
    )


def dashboard_columns(session: Session, project_id: ProjectId) -> tuple[Column[Any], ...]:
    """What the sponsor sees, part by part."""

    def cadences(_row: Any) -> list[Choice]:
        return [Choice(key, title) for key, title in session.playbook.cadences.items()]

    return (
        field_column(DashboardItem, "name", width=40, prompt="New line"),
        field_column(DashboardItem, "panel", Kind.CHOICE, choices=enum_choices(DashboardPanel, PANELS), width=18),
        field_column(DashboardItem, "kpi_id", Kind.CHOICE, choices=named(session, project_id, "kpis"), width=26),
        field_column(DashboardItem, "source", width=28),
        field_column(DashboardItem, "cadence", Kind.CHOICE, choices=cadences, width=14),
        field_column(DashboardItem, "owner_id", Kind.PERSON, choices=people_choices(session), width=17),
    )
