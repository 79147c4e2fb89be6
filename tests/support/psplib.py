"""Instances of PSPLIB (Kolisch and Sprecher, 1997) as problems of the levelling engine.

The library is not part of this project: `MLPLANNER_PSPLIB` names a folder with its `.sm` files and their `bounds.csv`.
Each activity becomes a job with one phase, and a last job of a week, which costs 1 a week, waits for all others: its
cost is the makespan less the length of the longest chain.
"""

import csv
import os
from pathlib import Path

import pytest

from mlplanner.engine.levelling.problem import Block, Job, Problem, Schedule, Sourcing

OWN = Path(__file__).parents[1] / "files" / "levelling"
"""Small instances of our own in the same format."""


def library() -> Path:
    """The folder with the library; skips the test, saying so, where there is none."""
    folder = os.environ.get("MLPLANNER_PSPLIB", "")
    if not folder or not (Path(folder) / "bounds.csv").exists():
        pytest.skip("MLPLANNER_PSPLIB does not name a folder with PSPLIB's instances and bounds.csv")
    return Path(folder)


def best_known(folder: Path) -> dict[str, int]:
    """Instance → the shortest makespan that is known."""
    with (folder / "bounds.csv").open(encoding="utf-8") as file:
        return {row["instance"]: int(row["best_known"]) for row in csv.DictReader(file)}


def read_instance(path: Path) -> Problem:
    """A problem in which time counts in weeks."""
    lines = path.read_text("utf-8").splitlines()
    after = _successors(lines)
    weeks, demands = _requests(lines)
    capacity = [int(word) for word in lines[_find(lines, "RESOURCEAVAILABILITIES") + 2].split()]
    before: dict[int, list[int]] = {job: [] for job in weeks}
    for job, following in after.items():
        for each in following:
            before[each].append(job)
    real = [job for job in sorted(weeks) if weeks[job]]
    ends = dict.fromkeys(weeks, 0)
    for job in sorted(weeks):  # a successor has the higher number
        ends[job] = max((ends[each] for each in before[job]), default=0) + weeks[job]
    place = {job: number for number, job in enumerate(real)}
    jobs = [
        Job(
            name=f"job {job}",
            options=(Sourcing("own", (_block(weeks[job], demands[job]),)),),
            earliest=ends[job] - weeks[job],
            weight=0,
            after=tuple(place[each] for each in before[job] if each in place),
        )
        for job in real
    ]
    last = Job("the end", (Sourcing("own", (Block(1),)),), earliest=max(ends.values()), after=tuple(range(len(jobs))))
    horizon = sum(weeks.values()) + 1
    return Problem(
        tuple(f"R{number + 1}" for number in range(len(capacity))),
        tuple((units,) * horizon for units in capacity),
        (*jobs, last),
    )


def makespan(schedule: Schedule) -> int:
    """When the last activity ends: where the job behind all others starts."""
    return schedule[-1].starts[0]


def _block(weeks: int, demand: list[int]) -> Block:
    return Block(weeks, {role: (units,) * weeks for role, units in enumerate(demand) if units})


def _find(lines: list[str], title: str) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith(title))


def _successors(lines: list[str]) -> dict[int, list[int]]:
    first, found = _find(lines, "PRECEDENCE RELATIONS") + 2, dict[int, list[int]]()
    for line in lines[first:]:
        if line.startswith("*"):
            break
        job, _modes, _count, *following = map(int, line.split())
        found[job] = following
    return found


def _requests(lines: list[str]) -> tuple[dict[int, int], dict[int, list[int]]]:
    first = _find(lines, "REQUESTS/DURATIONS") + 3
    weeks, demands = dict[int, int](), dict[int, list[int]]()
    for line in lines[first:]:
        if line.startswith("*"):
            break
        job, _mode, duration, *demand = map(int, line.split())
        weeks[job], demands[job] = duration, demand
    return weeks, demands
