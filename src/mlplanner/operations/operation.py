"""What an operation is: a label for the history, and a function that writes through the unit of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from mlplanner.domain.portfolio import Portfolio
from mlplanner.playbook.entries import Playbook
from mlplanner.storage.unit import Unit

ResultT_co = TypeVar("ResultT_co", covariant=True)


@dataclass(frozen=True)
class Context:
    """What an operation may look at beside the rows it writes."""

    unit: Unit
    portfolio: Portfolio
    playbook: Playbook
    today: date


@dataclass(frozen=True)
class Operation(Generic[ResultT_co]):
    """One intent of the user. `label` is what Undo will say: "Change FTE of Data engineer".

    `place` says where a refused field (or, for an empty name, the step) stands in the file that the operation reads.
    """

    label: str
    apply: Callable[[Context], ResultT_co]
    place: Callable[[str], str] | None = field(default=None, kw_only=True)
    backs_up: bool = field(default=False, kw_only=True)
    """True: the file is copied to its backups before, unless the newest backup holds it already."""


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
class Outcome(Generic[ResultT_co]):
    """What `Workspace.run` gives back."""

    value: ResultT_co
    changes: Changes = field(default_factory=lambda: Changes("", 0))
