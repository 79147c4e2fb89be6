"""What is refused whatever operation tries it, because it takes several rows to see: looked at before a step is kept."""

from collections.abc import Callable, Sequence

from mlplanner.domain.errors import BadInput, BadValue, Refused
from mlplanner.operations.capacity_guards import refuse_unknown_places
from mlplanner.operations.governance_guards import GOVERNANCE_GUARDS
from mlplanner.operations.links import refuse_wrong_links
from mlplanner.operations.operation import Context
from mlplanner.operations.programme import refuse_shares_that_do_not_add_up
from mlplanner.operations.rollout_guards import (
    refuse_early_observations,
    refuse_locked_criteria,
    refuse_windows_outside,
)
from mlplanner.operations.running import refuse_impossible_drills, refuse_overlapping_shifts
from mlplanner.storage.unit import RowChange

GUARDS: tuple[Callable[[Context, Sequence[RowChange]], None], ...] = (
    refuse_shares_that_do_not_add_up,
    refuse_wrong_links,
    refuse_windows_outside,
    refuse_locked_criteria,
    refuse_early_observations,
    refuse_overlapping_shifts,
    refuse_impossible_drills,
    refuse_unknown_places,
    *GOVERNANCE_GUARDS,
)
"""Each raises BadValue, BadInput or Refused, in one sentence; nothing of the step is kept then."""


def check_step(do: Context, place: Callable[[str], str] | None = None) -> None:
    """Ask every guard about the changes made so far; what comes from a file is refused with its `place` there."""
    changes = do.unit.changes
    try:
        for guard in GUARDS:
            guard(do, changes)
    except (BadInput, Refused) as error:
        if place is None:
            raise
        field = error.field if isinstance(error, BadValue) else ""
        placed = f"{place(field)}: {error}"
        raise (BadValue(placed, field) if isinstance(error, BadValue) else type(error)(placed)) from None
