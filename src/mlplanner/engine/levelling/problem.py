"""What levelling is asked, apart from any portfolio: projects of phases, roles, weeks (`issue: Levelling`).

Weeks count from 0, the first week of the horizon. Work and capacity are whole numbers of one unit (thousandths of an
FTE when a portfolio is levelled), money is in whole units of the currency, so that nothing is lost to rounding.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

DAYS = 5
"""Working days of a week, the unit of `Problem.away`."""


@dataclass(frozen=True, slots=True)
class Block:
    """A phase: people work on it without a break.

    `demand` maps the role's place to the units asked for in each week from the block's start on. It may be shorter than
    the block; that of a job's last block may go on past its end (hand-over, the year of operation). `eased` is what
    people found for the job do besides; on days on which they are away it is asked of the others (`Problem.away`).
    """

    weeks: int
    demand: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    eased: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sourcing:
    """One way to staff a project: its own blocks, what that costs more, and when it can begin at the earliest."""

    name: str
    blocks: tuple[Block, ...]
    cost: int = 0
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A project to be placed. Its cost is `weight` a week of delay, and `late_weight` more past the deadline."""

    name: str
    options: tuple[Sourcing, ...]
    """Ways to staff it, the plan's own first; all have the same phases with the same weeks."""
    earliest: int = 0
    latest: int | None = None
    """The last week in which it may start; None: whenever there is room."""
    deadline: int | None = None
    """The end (week after the last) that it should not pass."""
    weight: int = 1
    late_weight: int = 0
    planned: tuple[int, ...] | None = None
    """Where its phases lie in the plan, staffed by the first option; None: it is not planned yet."""
    is_fixed: bool = False
    """It stays where it is planned: pinned, or under way."""
    is_must_have: bool = False
    """It is granted capacity before the others."""
    pause_most: int | None = 0
    """The most weeks it may wait between two phases; None: as long as it takes."""
    after: tuple[int, ...] = ()
    """Places of the jobs that must have ended before it starts."""

    @property
    def weeks(self) -> int:
        """Its length without pauses."""
        return sum(block.weeks for block in self.options[0].blocks)

    @property
    def soonest_end(self) -> int:
        """The week after the last, when it starts as early as it may."""
        return min(max(self.earliest, option.earliest) for option in self.options) + self.weeks

    def end(self, starts: tuple[int, ...]) -> int:
        """The week after its last phase."""
        return starts[-1] + self.options[0].blocks[-1].weeks

    def cost(self, spot: "Spot") -> int:
        """What a place costs: delay against the soonest end, lateness, and the sourcing."""
        end = self.end(spot.starts)
        late = max(0, end - self.deadline) if self.deadline is not None else 0
        return (
            self.weight * max(0, end - self.earliest - self.weeks)
            + self.late_weight * late
            + self.options[spot.option].cost
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a job lies: the start week of each phase, and which of its options staffs it."""

    starts: tuple[int, ...]
    option: int = 0


Schedule = tuple[Spot, ...]
"""A place for each job, in the problem's order."""


@dataclass(frozen=True)
class Problem:
    """Jobs, and the capacity they share: `capacity[role][week]`; weeks beyond it are not looked at.

    `away[week]` is how many of five days nobody works who is found for a job: public holidays and closures.
    """

    roles: tuple[str, ...]
    capacity: tuple[tuple[int, ...], ...]
    jobs: tuple[Job, ...]
    away: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse demand past the end of a phase that is not the last: the search looks at phases one by one."""
        for job in self.jobs:
            for option in job.options:
                for block in option.blocks[:-1]:
                    if any(len(units) > block.weeks for units in (*block.demand.values(), *block.eased.values())):
                        raise ValueError(f"{job.name}: a phase that is not the last asks for people after its end")

    @cached_property
    def weeks(self) -> int:
        """The horizon."""
        return len(self.capacity[0]) if self.capacity else 0

    def cost(self, schedule: Schedule) -> int:
        """The objective: what all delays, lateness and sourcing cost."""
        return sum(job.cost(spot) for job, spot in zip(self.jobs, schedule, strict=True))


def cells(problem: Problem, place: int, spot: Spot) -> Iterator[tuple[int, int, int]]:
    """(role, week, units) of everything a job asks for at a place, within the horizon; a cell may come twice."""
    for block, start in zip(problem.jobs[place].options[spot.option].blocks, spot.starts, strict=True):
        for role, profile in block.demand.items():
            for week, units in enumerate(profile, start=start):
                if units and week < problem.weeks:
                    yield role, week, units
        for role, profile in block.eased.items() if problem.away else ():
            for week, units in enumerate(profile, start=start):
                if week < problem.weeks and (left := -(-units * problem.away[week] // DAYS)):
                    yield role, week, left


def usage(problem: Problem, placed: Mapping[int, Spot]) -> list[list[int]]:
    """Units used by role and week when the jobs at these places lie there."""
    used = [[0] * problem.weeks for _ in problem.roles]
    for place, spot in placed.items():
        for role, week, units in cells(problem, place, spot):
            used[role][week] += units
    return used


def planned_spots(problem: Problem) -> dict[int, Spot]:
    """The plan as it is: the jobs that have a place in it."""
    return {place: Spot(job.planned) for place, job in enumerate(problem.jobs) if job.planned is not None}
