"""What a new line of the Operations tab begins with, so that one typed cell is enough."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import RotaShift, Slo, SloKind
from mlplanner.operations.cells import NewRow

_A_WEEK = timedelta(days=6)


def new_level(plan: ProjectPlan, values: Mapping[str, Any]) -> NewRow:
    """A service level: of the first kind that the project still lacks, else for the business."""
    known = {slo.kind for slo in plan.slos}
    kind = next((kind for kind in SloKind if kind not in known), SloKind.BUSINESS)
    return NewRow(Slo, {"project_id": plan.id, "kind": kind, "name": "New objective", **values})


def new_shift(plan: ProjectPlan, start: date, values: Mapping[str, Any]) -> NewRow:
    """A shift of a week, after the last one (the first: from `start` on), of whoever had the last one or is on call.

    BadInput when nobody is known who could have it.
    """
    last = max(plan.rota, key=lambda shift: shift.last, default=None)
    first = values.get("first") or (last.last + timedelta(days=1) if last else start)
    person = values.get("person_id") or (last.person_id if last else plan.maintenance.on_call_id)
    if person is None:
        raise BadInput("say first who is on call: type the name in the column On call")
    given = {"project_id": plan.id, "first": first, "last": first + _A_WEEK, "person_id": person}
    return NewRow(RotaShift, {**given, **values})
