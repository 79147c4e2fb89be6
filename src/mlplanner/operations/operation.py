"""What an operation is: a label for the history, and a function that writes through the unit of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from mlplanner.domain.portfolio import Portfolio
from mlplanner.playbook.entries import Playbook
from mlplanner.storage.unit import Unit

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What an operation may look at beside the rows it writes."""

    unit: Unit
    portfolio: Portfolio
    playbook: Playbook
    today: date


@dataclass(frozen=True)
class Operation(Generic[T]):
    """One intent of the user. `label` is what Undo will say: "Change FTE of Data engineer"."""

    label: str
    apply: Callable[[Context], T]


@dataclass(frozen=True)
class Changes:
    """What a step changed, so that a screen can tell whether it is stale."""

    label: str
    revision: int
    action: str = "edit"
    kinds: frozenset[str] = frozenset()
    project_ids: frozenset[int] = frozenset()
    rows: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when the operation left everything as it was; no step was made."""
        return not self.rows


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What `Workspace.run` gives back."""

    value: T
    changes: Changes = field(default_factory=lambda: Changes("", 0))
