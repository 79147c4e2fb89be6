"""How long checks, playbook and pack take; printed, never asserted (`make bench`)."""

import time
from collections.abc import Callable

from mlplanner.domain.settings import Override
from mlplanner.engine.checks import check_project
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.features import data_figures
from mlplanner.engine.figures import compute_figures
from mlplanner.operations.sample import create_sample
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_line
from tests.support.sound_case import sound_world
from tests.support.sound_data import make_feature, passing_tests


def _best(work: Callable[[int], object]) -> float:
    """Milliseconds, the best of five."""
    taken = []
    for turn in range(5):
        begun = time.perf_counter()
        work(turn)
        taken.append((time.perf_counter() - begun) * 1000)
    return min(taken)


def test_that_the_engine_s_times_are_printed() -> None:
    """One project of sixty lines, one sample project, and a playbook with a new change."""
    world = sound_world()
    lines = tuple(make_line("data_scientist", "0.5", range(1, 15), "contractor", person_id=4) for _ in range(60))
    features = tuple(make_feature(f"Feature {n}", id=2000 + n) for n in range(40))
    tests = tuple(passing_tests(feature.id or 0 for feature in features))
    crowded = world.with_plan(lines=lines, features=features, feature_tests=tests)
    facts = compute_facts(crowded.portfolio, crowded.plan, crowded.playbook)
    sample = create_sample(None)
    plan = sample.portfolio.plan(1)
    rows = {
        "checks alone, sixty lines and forty features": lambda _: check_project(
            crowded.portfolio, crowded.plan, crowded.playbook, facts, crowded.today
        ),
        "data foundations, forty features": lambda _: data_figures(crowded.plan, crowded.playbook),
        "figures and checks, sixty lines and forty features": lambda _: compute_figures(
            crowded.portfolio, crowded.plan, crowded.playbook, crowded.today
        ),
        "figures and checks, a sample project": lambda _: compute_figures(
            sample.portfolio, plan, sample.playbook, sample.today
        ),
        "playbook with a new change": lambda turn: load_playbook(
            [Override(path="roles.data_engineer.fte_high", value=f"0.{60 + turn}")]
        ),
    }
    for title, work in rows.items():
        print(f"{title}: {_best(work):.1f} ms")
    sample.close()
