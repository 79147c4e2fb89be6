"""The history in plain words: who did what when, and what each field was before and after."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import Kind
from mlplanner.domain.validation import field_title
from mlplanner.reports.formats import weekly
from mlplanner.storage import history
from mlplanner.storage.history import Step
from mlplanner.storage.images import to_noun, values
from mlplanner.storage.unit import RowChange

__all__ = ["FieldChange", "Step", "describe_step", "list_steps"]


@dataclass(frozen=True)
class FieldChange:
    """One field of one row, in words."""

    subject: str
    field: str
    before: str
    after: str


def list_steps(connection: Connection, project_id: int | None = None, limit: int | None = 500) -> tuple[Step, ...]:
    """Steps, newest first; with a project only those that touched it."""
    return history.steps(connection, project_id, limit)


def describe_step(connection: Connection, portfolio: Portfolio, step: Step) -> tuple[FieldChange, ...]:
    """What a step changed, field by field; names instead of ids for people."""
    changes = history.changes_of(connection, step.target or step.id)
    if step.action == "undo":
        changes = tuple(change.inverse for change in changes)
    return tuple(line for change in changes for line in _lines(portfolio, change))


def _lines(portfolio: Portfolio, change: RowChange) -> list[FieldChange]:
    before, after = _noun(change.kind, change.before), _noun(change.kind, change.after)
    known = after or before
    if known is None:
        return []
    subject = f"{change.kind.title.capitalize()} {known.label}"
    if before is None or after is None:
        return [FieldChange(subject, "", "" if before is None else "present", "removed" if after is None else "added")]
    return [
        FieldChange(
            subject, field_title(change.kind.noun, name), _words(portfolio, name, old), _words(portfolio, name, new)
        )
        for name, old in dict(before).items()
        if (new := getattr(after, name)) != old
    ]


def _noun(kind: Kind, image: dict[str, Any] | None) -> Noun | None:
    if image is None:
        return None
    known = values(kind, image)
    defaults = {
        n: f.get_default(call_default_factory=True) for n, f in kind.noun.model_fields.items() if n not in known
    }
    return to_noun(kind, {**defaults, **known})


def _words(portfolio: Portfolio, name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if (
        name.endswith("_id")
        and value in portfolio.people
        and not name.startswith(("phase", "gate", "successor", "kpi"))
    ):
        return portfolio.person_name(value)
    if isinstance(value, dict):
        return weekly(value)
    return str(value)
