"""What follows from a step whatever operation makes it: one place for screens, grids, imports and the command line.

Consequences are part of the step: undo takes them back with it, redo brings them back, and the guards see them.
"""

from collections.abc import Callable, Sequence
from datetime import date

from mlplanner.domain.benefits import Kpi, Trigger
from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.rollout import Escalation
from mlplanner.engine.chains import is_same_name
from mlplanner.operations.operation import Context
from mlplanner.storage.unit import RowChange

DAY_OF = {ArtifactState.SUBMITTED: "submitted_on", ArtifactState.ACCEPTED: "accepted_on"}
"""State → the field that says when the artifact came into it."""


def complete_step(do: Context) -> None:
    """Write what follows from the changes made so far."""
    changes = do.unit.changes
    for follow in CONSEQUENCES:
        follow(do, changes)


def date_states(do: Context, changes: Sequence[RowChange]) -> None:
    """An artifact in another state says since when, unless the step says it itself (P3.4).

    A state that a whole new project brings along keeps what is known of it.
    """
    for change in changes:
        if change.kind.noun is not Artifact or change.after is None or change.project_id not in do.portfolio.plans:
            continue
        before = change.before or {"state": ArtifactState.MISSING.value, "changed_on": None}
        if change.after["state"] != before["state"] and change.after["changed_on"] == before["changed_on"]:
            do.unit.change(Artifact, change.row_id, changed_on=_day(do, change, before.get))


def _day(do: Context, change: RowChange, before: Callable[[str], object]) -> date:
    """The day that the step itself gives for the new state, else today."""
    row = do.unit.get(Artifact, change.row_id)
    name = DAY_OF.get(row.state)
    given: date | None = getattr(row, name) if name else None
    is_new = name is not None and change.after is not None and change.after[name] != before(name)
    return given if given is not None and is_new else do.today


def rename_followers(do: Context, changes: Sequence[RowChange]) -> None:
    """Rollback triggers and escalations that watch a KPI by its name follow when it is renamed (P7.1, P7.5).

    Those whose metric the step changes itself are left alone, and so are all when another KPI still has the old name.
    """
    metrics = [each for each in changes if each.kind.noun in (Trigger, Escalation) and _has_other(each, "metric")]
    edited = {(each.kind.noun, each.row_id) for each in metrics}
    for project_id in dict.fromkeys(each.project_id for each in changes if each.kind.noun is Kpi):
        names = _new_names(do, changes, project_id)
        followers: list[Trigger | Escalation] = [*do.unit.all(Trigger, project_id=project_id)]
        followers += do.unit.all(Escalation, project_id=project_id)
        for row in followers if names else ():
            new = next((new for old, new in names if is_same_name(old, row.metric)), None)
            if new is not None and (type(row), row.id) not in edited:
                do.unit.change(type(row), row.id or 0, metric=new)


def _new_names(do: Context, changes: Sequence[RowChange], project_id: int | None) -> list[tuple[str, str]]:
    """(old name, new name) of the project's renamed KPIs whose old name no other KPI has kept."""
    renamed = {
        each.row_id: (str(each.before["name"]), str(each.after["name"]))
        for each in changes
        if each.kind.noun is Kpi
        and each.project_id == project_id
        and each.before
        and each.after
        and _has_other(each, "name")
    }
    kept = [kpi.name for kpi in do.unit.all(Kpi, project_id=project_id) if kpi.id not in renamed] if renamed else []
    return [(old, new) for old, new in renamed.values() if not any(is_same_name(old, name) for name in kept)]


def _has_other(change: RowChange, name: str) -> bool:
    """True when the step gave the field another value, or made the row."""
    return change.before is None or change.after is None or change.before[name] != change.after[name]


CONSEQUENCES: tuple[Callable[[Context, Sequence[RowChange]], None], ...] = (date_states, rename_followers)
