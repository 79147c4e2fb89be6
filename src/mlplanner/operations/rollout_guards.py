"""What no step may do to the evidence: move criteria once fixed, observe before the launch, or bend the window (P7.3, P7.4).

The guards see the changes of a whole step before it is committed, so screens, grids, imports and the command line are
refused alike; undo and redo, which only bring back what was once accepted, are not asked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from mlplanner.domain.errors import BadValue
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import CRITERIA, Evidence, Observation
from mlplanner.domain.validation import field_title
from mlplanner.domain.weeks import plain
from mlplanner.operations.operation import Context
from mlplanner.storage.unit import RowChange

WINDOW = "evidence_days"


def refuse_locked_criteria(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue when criteria or window change after they were locked, or the lock itself, without a new decision."""
    decided = {each.project_id for each in changes if each.kind.key == "decisions" and each.before is None}
    for change in changes:
        if change.project_id in decided or change.before is None or change.after is None:
            continue
        if change.kind.key == "evidence":
            _refuse_lock(change)
        if change.kind.key == "projects" and WINDOW in _changed(change):
            plan = do.portfolio.plans.get(change.row_id)
            if plan and plan.evidence.locked_on:
                raise BadValue(_locked(field_title(Project, WINDOW), plan.evidence.locked_on), WINDOW)


def refuse_early_observations(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue for a measurement before the launch, after today, or of a project that has not launched."""
    touched = {each.project_id for each in changes if each.kind.key in ("observations", "evidence") and each.after}
    new = {each.row_id for each in changes if each.kind.key == "observations"}
    for project_id in touched:
        for evidence in do.unit.all(Evidence, project_id=project_id):
            for row in do.unit.all(Observation, project_id=project_id):
                _refuse_early(evidence, row, do.today, is_new=row.id in new)


def refuse_windows_outside(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue for an evidence window outside the playbook's band; one that was outside before may stay (P7.3)."""
    band = do.playbook.figures[WINDOW]
    for change in changes:
        if change.kind.key == "projects" and change.after is not None and WINDOW in _changed(change):
            days = do.unit.get(Project, change.row_id).evidence_days
            if not band.holds(Decimal(days)):
                low, high = plain(band.low or Decimal(0)), plain(band.high) if band.high is not None else "any number"
                title = field_title(Project, WINDOW)
                raise BadValue(f"{title}: must be {low} to {high}, as the playbook says; got {days}.", WINDOW)


def _changed(change: RowChange) -> set[str]:
    before, after = change.before or {}, change.after or {}
    return {name for name in after if name not in before or before[name] != after[name]}


def _refuse_lock(change: RowChange) -> None:
    locked = (change.before or {})["locked_on"]
    changed = _changed(change)
    if "locked_on" in changed:
        title = field_title(Evidence, "locked_on")
        raise BadValue(f"{title}: is set by the decision of the production gate and by nothing else.", "locked_on")
    if locked is not None:
        for name in _in_order(changed):
            raise BadValue(_locked(field_title(Evidence, name), date.fromisoformat(str(locked))), name)


def _in_order(changed: set[str]) -> Iterator[str]:
    return (name for name in CRITERIA if name in changed)


def _locked(title: str, day: date) -> str:
    return f"{title}: locked since {day}; a new decision of the production gate unlocks it."


def _refuse_early(evidence: Evidence, row: Observation, today: date, *, is_new: bool) -> None:
    launched = evidence.launched_on
    title = field_title(Observation, "observed_on")
    if launched is None:
        raise BadValue(f"{title}: nothing is launched yet; enter the day of launch first.", "observed_on")
    if row.observed_on < launched:
        if is_new:
            raise BadValue(f"{title}: {row.observed_on} lies before the launch on {launched}.", "observed_on")
        title = field_title(Evidence, "launched_on")
        raise BadValue(f"{title}: there is a measurement of {row.observed_on} already; got {launched}.", "launched_on")
    if is_new and row.observed_on > today:
        raise BadValue(f"{title}: {row.observed_on} has not come yet (today is {today}).", "observed_on")
