"""The approval in force, and each difference between it and the plan of now (P3.4, P3.7)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What changed, what it was, what it is, and both in one clause: `Ask 240,000 → 275,500`."""

    what: str
    was: str
    now: str
    text: str


@dataclass(frozen=True, slots=True)
class Approval:
    """The last decision that passed a gate and is in force, with what changed since."""

    baseline_id: int
    gate_id: int
    gate_name: str
    decided_on: date
    decided_by_id: int
    changes: tuple[PlanChange, ...]
    seen_p80: date | None = None
    """P80 of the delivery as the sponsor saw it; None in a baseline that does not have it."""

    @property
    def is_stale(self) -> bool:
        """True when the plan is no longer what was approved."""
        return bool(self.changes)
