"""What can't be levelled away, and the least change with which it could (`issue: Bad input`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mlplanner.engine.levelling.explaining import Forced, least_shortage
from mlplanner.engine.levelling.problem import Problem, Spot, cells, usage
from mlplanner.engine.levelling.results import Levelled, Stays


class Cause(StrEnum):
    """What stands in the way."""

    NO_ROOM = "no_room"
    """A project needs more than there is in any stretch of weeks; `missing` more of a role would make room."""
    DEADLINE = "deadline"
    """The deadline lies `weeks` weeks before the soonest possible end."""
    LATE = "late"
    """The project ends `weeks` weeks after its deadline because others are in its way."""
    NOBODY = "nobody"
    """Nobody has the role in any week: levelling leaves it out of account."""
    FIXED = "fixed"
    """Projects that stay where they are ask together for more than there is; `missing` more would do."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that can't be levelled away."""

    cause: Cause
    jobs: tuple[int, ...]
    """Those that it is about; for FIXED those that share the overload, the largest share first."""
    missing: tuple[Forced, ...] = ()
    weeks: int = 0
    release: int | None = None
    """FIXED: the one job without which it would not be over; None when it takes several."""


def obstacles(problem: Problem, found: Levelled) -> tuple[Obstacle, ...]:
    """All of them: projects without room, deadlines, overload by projects that stay."""
    return (*_without_room(problem, found), *_deadlines(problem, found), *_fixed_over(problem, found))


def _without_room(problem: Problem, found: Levelled) -> Iterator[Obstacle]:
    fixed = [place for place, why in found.stays.items() if why is Stays.FIXED]
    for place, why in found.stays.items():
        if why is Stays.NO_ROOM:
            yield Obstacle(Cause.NO_ROOM, (place,), least_shortage(problem, place, fixed)[1])


def _deadlines(problem: Problem, found: Levelled) -> Iterator[Obstacle]:
    for place, job in enumerate(problem.jobs):
        if job.deadline is None or found.stays.get(place) is Stays.FIXED:
            continue
        if job.soonest_end > job.deadline:
            yield Obstacle(Cause.DEADLINE, (place,), weeks=job.soonest_end - job.deadline)
        elif (late := job.end(found.schedule[place].starts) - job.deadline) > 0:
            yield Obstacle(Cause.LATE, (place,), weeks=late)


def _fixed_over(problem: Problem, found: Levelled) -> Iterator[Obstacle]:
    """Overload by role, of those that stay for whatever reason: nobody else may take part in it."""
    placed = {place: Spot(problem.jobs[place].planned or ()) for place in found.stays}
    used = usage(problem, placed)
    for role, capacity in enumerate(problem.capacity):
        over = {week: used[role][week] - there for week, there in enumerate(capacity) if used[role][week] > there}
        if not over:
            continue
        shares: dict[int, dict[int, int]] = {}
        for place, spot in placed.items():
            for asked, week, units in cells(problem, place, spot):
                if asked == role and week in over:
                    row = shares.setdefault(place, {})
                    row[week] = row.get(week, 0) + units
        jobs = sorted(shares, key=lambda place: (-sum(shares[place].values()), place))
        free = [p for p in jobs if all(shares[p].get(week, 0) >= units for week, units in over.items())]
        missing = Forced(role, tuple(sorted(over)), max(over.values()))
        yield Obstacle(Cause.FIXED, tuple(jobs), (missing,), release=free[-1] if free else None)
