"""The columns of the experiments' grid: the design, and what follows from it (P1.6, P7.2)."""

from collections.abc import Callable
from typing import Any

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentDesign, ExperimentKind, ExperimentResult
from mlplanner.engine.checks.experiments import COMPARISONS
from mlplanner.engine.results import ExperimentSize
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind

_KINDS = {"ab_test": "A/B test", "backtest": "Backtest", "matched_cohort": "Matched cohort", "uplift": "Uplift"}


def experiment_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    """Inputs, sample size in each arm, weeks needed, and whether that fits the window."""

    def size(row: Experiment) -> ExperimentSize | None:
        sizes = session.figures(project_id()).experiments
        return next((found for found in sizes if found.experiment_id == row.id), None)

    def kpis(_row: Experiment | None) -> list[Choice]:
        return [Choice(kpi.id, kpi.name) for kpi in session.plan(project_id()).kpis]

    def fits(row: Experiment) -> str:
        found = size(row)
        if found is None or found.fits_window is None:
            return "– not known"
        return "● fits" if found.fits_window else "▲ too short"

    def computed(key: str, title: str) -> Column[Any]:
        return Column(id=key, title=title, read=lambda row: getattr(size(row), key, None), kind=Kind.NUMBER, width=10)

    def costs(_row: Experiment | None) -> list[Choice]:
        return [Choice(cost.id, cost.name) for cost in session.plan(project_id()).costs]

    whole = {"units_per_week": 12, "label_lag_weeks": 10, "window_days": 9}
    return (
        field_column(Experiment, "name", width=30, prompt="New experiment"),
        field_column(
            Experiment, "kind", Kind.CHOICE, choices=enum_choices(ExperimentKind, _KINDS), width=13, problem=_doubt
        ),
        field_column(Experiment, "kpi_id", Kind.CHOICE, choices=kpis, width=24),
        field_column(Experiment, "design", Kind.CHOICE, choices=enum_choices(ExperimentDesign), width=12),
        *(field_column(Experiment, name, Kind.PERCENT, width=10) for name in ("p1", "p2")),
        *(field_column(Experiment, name, Kind.NUMBER, width=10) for name in ("sigma", "delta")),
        *(field_column(Experiment, name, Kind.PERCENT, width=9) for name in ("alpha", "power", "share")),
        *(field_column(Experiment, name, Kind.NUMBER, width=width) for name, width in whole.items()),
        computed("n_per_arm", "Per group"),
        computed("weeks", "Weeks needed"),
        Column(id="fits", title="In the window", read=fits, width=12),
        field_column(Experiment, "success_money", Kind.MONEY, width=14),
        field_column(Experiment, "cost_id", Kind.CHOICE, choices=costs, width=22),
        field_column(Experiment, "result", Kind.CHOICE, choices=enum_choices(ExperimentResult), width=12),
        field_column(Experiment, "result_on", Kind.DATE, width=12),
        field_column(Experiment, "result_note", Kind.MULTILINE, width=34),
    )


def _doubt(row: Experiment) -> str | None:
    """Why a design counts as less certain (P7.2)."""
    is_doubtful = row.kind in COMPARISONS
    return "Groups are not drawn by lot: lower confidence, a controlled test has to follow." if is_doubtful else None
