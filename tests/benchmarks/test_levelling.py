"""How near levelling comes to its bound and to the best known; printed, never asserted but for valid schedules (`make bench`).

Work is counted in units of about a second on one core, so that what is found does not depend on the load of the machine.
`MLPLANNER_BENCH_UNITS` (10,60) and `MLPLANNER_BENCH_PROJECTS` (20,100,300,1000) choose what is measured.
"""

import os
import time
from pathlib import Path

import pytest

from mlplanner.engine.levelling.search.pipeline import level
from mlplanner.engine.levelling.search.work import Work
from mlplanner.engine.levelling.verifying import broken_rules
from tests.support.levelling_cases import generated
from tests.support.psplib import OWN, best_known, library, makespan, read_instance


def _chosen(name: str, usual: str) -> list[int]:
    return [int(word) for word in os.environ.get(name, usual).split(",")]


@pytest.mark.parametrize("units", _chosen("MLPLANNER_BENCH_UNITS", "10,60"))
@pytest.mark.parametrize("projects", _chosen("MLPLANNER_BENCH_PROJECTS", "20,100,300,1000"))
@pytest.mark.parametrize("pause", [0, 4])
def test_that_portfolios_are_levelled_and_the_gap_is_printed(projects: int, units: int, pause: int) -> None:
    """Growth from 20 to 1,000 projects: cost against the plain rules and the bound."""
    if pause and (projects > 300 or units > 10):
        pytest.skip("pauses are measured up to 300 projects")
    problem = generated(projects, 1, pause=pause)
    begun = time.perf_counter()
    found = level(problem, Work(units), 1)[0]
    took = time.perf_counter() - begun
    assert broken_rules(problem, found.schedule) == []
    assert found.bound <= found.objective <= found.greedy
    steps = ", ".join(f"{step.name} {step.objective:,} ({step.work:.1f})" for step in found.steps)
    print(
        f"\n{projects} projects, pauses {pause}, {units} units: {found.objective:,}, bound {found.bound:,}, "
        f"gap {100 * found.gap:.0f} %, plain rules {found.greedy:,}, {took:.0f} s, {found.stop}\n  {steps}"
    )


def test_that_a_first_schedule_comes_at_once() -> None:
    """A valid proposal for 300 projects, before any bound."""
    problem = generated(300, 1)
    begun = time.perf_counter()
    found = level(problem, Work(1000, should_stop=lambda: True), 1)[0]
    print(f"\nfirst valid schedule of 300 projects: {time.perf_counter() - begun:.2f} s, {found.objective:,}")
    assert broken_rules(problem, found.schedule) == []


def test_that_the_gaps_of_the_library_are_printed() -> None:
    """PSPLIB where it is at hand: how far from the best known makespans, after 30 units at most."""
    folder = library()
    for name, best in sorted(best_known(folder).items()):
        _print_gap(folder, name, best, 30.0)


def test_that_the_gaps_of_our_own_instances_are_printed() -> None:
    """Three small ones, whose best makespans are proven."""
    for name, best in sorted(best_known(OWN).items()):
        _print_gap(OWN, name, best, 5.0)


def _print_gap(folder: Path, name: str, best: int, units: float) -> None:
    problem = read_instance(folder / name)
    begun = time.perf_counter()
    found = level(problem, Work(units), 1)[0]
    took = time.perf_counter() - begun
    assert broken_rules(problem, found.schedule) == []
    longest = problem.jobs[-1].earliest
    print(
        f"\n{name}: {makespan(found.schedule)} (best known {best}, bound {found.bound + longest}, "
        f"serial greedy {found.greedy + longest}), {took:.1f} s, {found.stop}"
    )
