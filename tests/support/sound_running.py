"""Readiness for operation that no rule objects to: service levels, somebody who can respond, a policy, a test plan."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mlplanner.domain.running import (
    Drill,
    ModelCheck,
    ModelTest,
    RotaShift,
    Slo,
    SloKind,
    Tool,
    ToolArea,
)

OPERATED_FROM = date(2026, 6, 8)
"""The Monday after twelve weeks from 2 March 2026 and two of headroom."""
ON_CALL = {"on_call_id": 6, "on_call_from_week": 13}
POLICY: dict[str, Any] = {
    "drift_metric": "Population stability index",
    "drift_threshold": Decimal("0.2"),
    "drift_window_days": 14,
    "cadence": "quarterly",
    "owner_id": 5,
    "escalation_path": "On call, then Finn, then the sponsor",
    "may_pause": True,
}


def make_slos() -> list[Slo]:
    """One of each kind, complete."""
    return [
        Slo(project_id=1, kind=kind, name=f"Level of {kind}", target=Decimal(100), window_days=30, owner_id=6)
        for kind in SloKind
    ]


def make_model_tests() -> list[ModelTest]:
    """One of each kind."""
    return [ModelTest(project_id=1, kind=kind, name=f"Test of {kind}", owner_id=5) for kind in ModelCheck]


def make_shift(weeks: int = 0, count: int = 12, **fields: Any) -> RotaShift:
    """A shift of whole weeks, counted from the first week on call (25 May 2026)."""
    first = date(2026, 5, 25) + timedelta(weeks=weeks)
    values = {"first": first, "last": first + timedelta(weeks=count, days=-1), "person_id": 6, **fields}
    return RotaShift(project_id=1, **values)


def make_drill(week: int = 1, **fields: Any) -> Drill:
    """A drill on the Wednesday of a week after hand-over, 0 first."""
    return Drill(project_id=1, planned_on=OPERATED_FROM + timedelta(weeks=week, days=2), **fields)


def make_tool(**fields: Any) -> Tool:
    """A tool with its reason."""
    values = {"area": ToolArea.DRIFT, "name": "Drift monitor", "reason": "Two days to set up", **fields}
    return Tool(project_id=1, **values)
