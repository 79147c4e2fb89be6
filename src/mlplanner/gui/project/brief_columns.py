"""The columns of the brief's grids: KPIs, rollback triggers, risks, options (P1.2, P1.5)."""

from typing import Any

from mlplanner.domain.benefits import Kpi, Option, Risk, Trigger
from mlplanner.domain.enums import Comparison, Direction, KpiKind
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind

_LEVELS = tuple(Choice(level, level.capitalize()) for level in ("low", "medium", "high"))


def kpi_columns(session: Session) -> tuple[Column[Any], ...]:
    """All fields of a KPI."""

    def metrics(_row: Kpi | None) -> list[Choice]:
        return [Choice(key, metric.title) for key, metric in session.playbook.metrics.items()]

    def cadences(_row: Kpi | None) -> list[Choice]:
        return [Choice(key, title) for key, title in session.playbook.cadences.items()]

    numbers = [
        field_column(Kpi, name, Kind.NUMBER, width=9) for name in ("baseline", "target", "threshold", "measured")
    ]
    return (
        field_column(Kpi, "name", width=28, prompt="New KPI"),
        field_column(Kpi, "kind", Kind.CHOICE, choices=enum_choices(KpiKind), width=10),
        field_column(Kpi, "metric", Kind.CHOICE, choices=metrics, width=18),
        field_column(Kpi, "unit", width=9),
        field_column(Kpi, "direction", Kind.CHOICE, choices=enum_choices(Direction), width=10),
        *numbers,
        field_column(Kpi, "measured_on", Kind.DATE, width=12),
        field_column(Kpi, "method", Kind.MULTILINE, width=30),
        field_column(Kpi, "cadence", Kind.CHOICE, choices=cadences, width=15),
        field_column(Kpi, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
    )


def trigger_columns(session: Session) -> tuple[Column[Any], ...]:
    """When to go back, and who does it."""
    return (
        field_column(Trigger, "metric", width=32, prompt="New trigger"),
        field_column(Trigger, "comparison", Kind.CHOICE, choices=enum_choices(Comparison), width=9),
        field_column(Trigger, "threshold", Kind.NUMBER, width=9),
        field_column(Trigger, "unit", width=9),
        field_column(Trigger, "action", Kind.MULTILINE, width=38),
        field_column(Trigger, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
    )


def risk_columns(session: Session) -> tuple[Column[Any], ...]:
    """Likelihood × impact, 25 worst."""
    return (
        field_column(Risk, "title", width=34, prompt="New risk"),
        field_column(Risk, "likelihood", Kind.NUMBER, width=9),
        field_column(Risk, "impact", Kind.NUMBER, width=8),
        Column(id="score", title="Score", read=lambda risk: risk.score, kind=Kind.NUMBER, width=7),
        field_column(Risk, "mitigation", Kind.MULTILINE, width=38),
        field_column(Risk, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
    )


def option_columns() -> tuple[Column[Any], ...]:
    """Other ways to the aim; their net value is worked out over the same horizon."""
    return (
        field_column(Option, "name", width=40, prompt="New option"),
        field_column(Option, "cost", Kind.MONEY, width=14),
        field_column(Option, "benefit_year", Kind.MONEY, width=16),
        field_column(Option, "risk", Kind.CHOICE, choices=lambda _row: _LEVELS, width=10),
    )
