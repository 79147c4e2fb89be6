"""Activities that wait for each other: instances of our own, and of PSPLIB where it is at hand."""

import pytest

from mlplanner.engine.levelling.results import Stop
from mlplanner.engine.levelling.verifying import broken_rules
from tests.support.levelling_cases import levelled
from tests.support.psplib import OWN, best_known, library, makespan, read_instance


@pytest.mark.parametrize("name", ["own8.sm", "own12.sm", "own18.sm"])
def test_that_a_small_instance_is_solved_and_proven(name: str) -> None:
    problem = read_instance(OWN / name)
    found = levelled(problem, 5.0)
    assert broken_rules(problem, found.schedule) == []
    assert makespan(found.schedule) == best_known(OWN)[name]
    assert found.stop is Stop.PROVEN
    assert found.objective <= found.greedy


def test_that_thirty_activities_of_the_library_reach_the_best_known_makespan() -> None:
    folder = library()
    for name, best in best_known(folder).items():
        if name.startswith("j30"):
            problem = read_instance(folder / name)
            found = levelled(problem, 10.0)
            assert broken_rules(problem, found.schedule) == [], name
            assert makespan(found.schedule) == best, name
            assert found.objective <= found.greedy
