"""Why jobs lie where they lie: which role, in which weeks, keeps a job from where it was planned or would rather be."""

from collections.abc import Iterable
from dataclasses import dataclass

from mlplanner.engine.levelling.problem import Problem, Schedule, Spot, cells, usage


@dataclass(frozen=True, slots=True)
class Forced:
    """A role that a job would lack, the weeks in which it would, and how many units at most."""

    role: int
    weeks: tuple[int, ...]
    units: int


def soonest(problem: Problem, place: int) -> Spot:
    """The job as early as it may start, staffed by its first option, without pauses."""
    job = problem.jobs[place]
    start, starts = max(job.earliest, job.options[0].earliest), list[int]()
    for block in job.options[0].blocks:
        starts.append(start)
        start += block.weeks
    return Spot(tuple(starts))


def forced_by(problem: Problem, schedule: Schedule, places: Iterable[int]) -> dict[int, tuple[Forced, ...]]:
    """For each job, who would be missing where it was planned (or, if that is not allowed, at its soonest place).

    The shortest role first; nothing for a job that would have room there.
    """
    used = usage(problem, dict(enumerate(schedule)))
    found = {}
    for place in places:
        job = problem.jobs[place]
        for role, week, units in cells(problem, place, schedule[place]):
            used[role][week] -= units
        is_allowed = job.planned is not None and job.planned[0] >= job.earliest
        spots = [Spot(job.planned)] if is_allowed and job.planned is not None else []
        asked = [_missing(problem, used, place, spot) for spot in (*spots, soonest(problem, place))]
        found[place] = next((missing for missing in asked if missing), ())
        for role, week, units in cells(problem, place, schedule[place]):
            used[role][week] += units
    return found


def _missing(problem: Problem, used: list[list[int]], place: int, spot: Spot) -> tuple[Forced, ...]:
    """Who is missing when the job lies at `spot` and `used` is taken by the others."""
    asked: dict[tuple[int, int], int] = {}
    for role, week, units in cells(problem, place, spot):
        asked[role, week] = asked.get((role, week), 0) + units
    short: dict[int, dict[int, int]] = {}
    for (role, week), units in asked.items():
        over = used[role][week] + units - problem.capacity[role][week]
        if over > 0 and units:
            short.setdefault(role, {})[week] = min(over, units)
    rows = [Forced(role, tuple(sorted(weeks)), max(weeks.values())) for role, weeks in short.items()]
    return tuple(sorted(rows, key=lambda row: (-sum(short[row.role].values()), row.role)))


def least_shortage(problem: Problem, place: int, fixed: Iterable[int]) -> tuple[Spot, tuple[Forced, ...]]:
    """Where the job would lack least beside the `fixed` ones, and whom: the least change that makes room for it.

    Pauses are not tried.
    """
    planned = {other: Spot(problem.jobs[other].planned or ()) for other in fixed if other != place}
    used = usage(problem, planned)
    first = soonest(problem, place)
    best: tuple[int, Spot, tuple[Forced, ...]] | None = None
    latest = problem.jobs[place].latest
    last = problem.weeks - problem.jobs[place].weeks if latest is None else latest
    for later in range(max(1, last - first.starts[0] + 1)):
        spot = Spot(tuple(start + later for start in first.starts))
        missing = _missing(problem, used, place, spot)
        score = sum(row.units for row in missing)
        if best is None or score < best[0]:
            best = (score, spot, missing)
        if not missing:
            break
    assert best is not None
    return best[1], best[2]
