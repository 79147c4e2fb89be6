"""An independent check of a schedule: plain loops over the problem, nothing shared with the search."""

from itertools import pairwise

from mlplanner.engine.levelling.problem import Job, Problem, Schedule, Spot, planned_spots, usage


def broken_rules(problem: Problem, schedule: Schedule) -> list[str]:
    """What a schedule does wrong, in sentences; none when it may be shown.

    Capacity may only be exceeded in a week in which the plan exceeds it already, and by no more than the plan does.
    """
    if len(schedule) != len(problem.jobs):
        return [f"{len(schedule)} places for {len(problem.jobs)} projects."]
    found: list[str] = []
    for place, (job, spot) in enumerate(zip(problem.jobs, schedule, strict=True)):
        found += _broken_by(job, spot)
        for before in job.after:
            if spot.starts[0] < problem.jobs[before].end(schedule[before].starts):
                found.append(f"{job.name} starts before {problem.jobs[before].name} has ended.")
        if job.end(spot.starts) > problem.weeks and spot.starts != job.planned:
            found.append(f"{job.name} ends after week {problem.weeks}, the last of the horizon.")
        if job.is_fixed and spot != Spot(job.planned or (), 0):
            found.append(f"{job.name} is fixed and was moved (place {place}).")
    return found + _over(problem, schedule)


def _broken_by(job: Job, spot: Spot) -> list[str]:
    """Order and pauses of the phases, and the earliest start; a job that stays where it is planned breaks nothing."""
    if spot == Spot(job.planned or (), 0):
        return []
    option, found = job.options[spot.option], []
    if len(spot.starts) != len(option.blocks):
        return [f"{job.name} has {len(option.blocks)} phases and {len(spot.starts)} starts."]
    if spot.starts[0] < max(job.earliest, option.earliest):
        found.append(f"{job.name} starts in week {spot.starts[0]}, before the earliest it may.")
    if job.latest is not None and spot.starts[0] > job.latest:
        found.append(f"{job.name} starts in week {spot.starts[0]}, after the last it may.")
    for block, (start, following) in zip(option.blocks, pairwise(spot.starts), strict=False):
        pause = following - start - block.weeks
        if pause < 0 or (job.pause_most is not None and pause > job.pause_most):
            found.append(f"{job.name} waits {pause} weeks between two phases; 0 to {job.pause_most} are allowed.")
    return found


def _over(problem: Problem, schedule: Schedule) -> list[str]:
    used = usage(problem, dict(enumerate(schedule)))
    planned = usage(problem, planned_spots(problem))
    return [
        f"{role}, week {week}: {used[place][week]} asked for, {there} there."
        for place, role in enumerate(problem.roles)
        for week, there in enumerate(problem.capacity[place])
        if used[place][week] > max(there, planned[place][week])
    ]


def overload(problem: Problem, schedule: Schedule) -> int:
    """Units above capacity, summed over roles and weeks."""
    used = usage(problem, dict(enumerate(schedule)))
    return sum(
        max(0, asked - there)
        for asks, theres in zip(used, problem.capacity, strict=True)
        for asked, there in zip(asks, theres, strict=True)
    )
