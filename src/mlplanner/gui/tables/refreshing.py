"""How to get from the rows shown to the next snapshot's without losing selection, editor or scroll position."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Remove these rows (last first), put the rest into `order` (None: as they are), insert at these places."""

    removed: tuple[int, ...]
    order: tuple[int, ...] | None
    inserted: tuple[int, ...]


def row_steps(now: Sequence[Hashable], then: Sequence[Hashable]) -> RowSteps:
    """The steps from the keys shown to the keys to be shown; keys are unique in each."""
    kept, wanted = set(now), set(then)
    stay = [key for key in now if key in wanted]
    aim = [key for key in then if key in kept]
    place = {key: at for at, key in enumerate(stay)}
    return RowSteps(
        removed=tuple(at for at in range(len(now) - 1, -1, -1) if now[at] not in wanted),
        order=None if stay == aim else tuple(place[key] for key in aim),
        inserted=tuple(at for at, key in enumerate(then) if key not in kept),
    )
