"""The history: steps and their row changes, in the file, so that undo and redo survive a restart."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.storage.images import dump, load
from mlplanner.storage.tables import CHANGES, STEPS
from mlplanner.storage.unit import RowChange


@dataclass(frozen=True)
class Step:
    """One step as it stands in the file."""

    id: int
    at: str
    actor: str
    label: str
    action: str
    target: int | None


def record(
    connection: Connection, label: str, changes: Sequence[RowChange], action: str = "edit", target: int | None = None
) -> int:
    """Append a step with its changes; returns the step's id, which is the file's new revision."""
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "actor": _actor(),
        "label": label,
        "action": action,
        "target": target,
    }
    step_id = int(connection.execute(insert(STEPS).values(**row)).inserted_primary_key[0])  # type: ignore[index]
    rows = [
        {
            "step_id": step_id,
            "kind": change.kind.key,
            "row_id": change.row_id,
            "project_id": change.project_id,
            "before": dump(change.before),
            "after": dump(change.after),
        }
        for change in changes
    ]
    if rows:
        connection.execute(insert(CHANGES), rows)
    return step_id


def _actor() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def revision(connection: Connection) -> int:
    """The id of the newest step; 0 for a new file."""
    return int(connection.execute(select(func.coalesce(func.max(STEPS.c.id), 0))).scalar_one())


def steps(connection: Connection, project_id: int | None = None, limit: int | None = None) -> tuple[Step, ...]:
    """Steps, newest first; with `project_id` those that touched that project's plan."""
    query = select(STEPS).order_by(STEPS.c.id.desc())
    if project_id is not None:
        touched = select(CHANGES.c.step_id).where(CHANGES.c.project_id == project_id)
        query = query.where(STEPS.c.id.in_(touched))
    if limit is not None:
        query = query.limit(limit)
    return tuple(Step(**row) for row in connection.execute(query).mappings())


def changes_of(connection: Connection, step_id: int) -> tuple[RowChange, ...]:
    """The row changes of a step, in the order they were made."""
    query = select(CHANGES).where(CHANGES.c.step_id == step_id).order_by(CHANGES.c.id)
    return tuple(_change(row) for row in connection.execute(query).mappings())


def _change(row: Any) -> RowChange:
    return RowChange(KIND_BY_KEY[row["kind"]], row["row_id"], load(row["before"]), load(row["after"]))


def stacks(connection: Connection) -> tuple[list[Step], list[Step]]:
    """(undo, redo) stacks of edits, top last, as the sequence of steps leaves them; a new edit ends redo."""
    undo: list[Step] = []
    redo: list[Step] = []
    for step in reversed(steps(connection)):
        if step.action == "edit":
            undo.append(step)
            redo.clear()
        elif step.action == "undo":
            redo.append(undo.pop())
        else:
            undo.append(redo.pop())
    return undo, redo
