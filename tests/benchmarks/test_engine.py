"""How long checks, playbook and pack take; printed, never asserted (`make bench`)."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.settings import Override
from mlplanner.engine.checks import check_project
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.features import data_figures
from mlplanner.engine.figures import compute_figures
from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_line
from tests.support.sound_case import sound_world
from tests.support.sound_data import make_feature, passing_tests

NounT = TypeVar("NounT", bound=Noun)


def _best(work: Callable[[int], object]) -> float:
    """Milliseconds of the processor, the best of seven."""
    taken = []
    for turn in range(7):
        begun = time.process_time()
        work(turn)
        taken.append((time.process_time() - begun) * 1000)
    return min(taken)


def _running(sample: Workspace) -> ProjectPlan:
    """The payroll case, a high risk in operation, with sixty lines, forty features and years of everything else."""
    plan = sample.portfolio.find("Payroll")
    return replace(
        plan,
        lines=_many(plan.lines, 60),
        features=_many(plan.features, 40),
        feature_tests=_many(plan.feature_tests, 160),
        privacy=_many(plan.privacy, 40),
        artifacts=_many(plan.artifacts, 60),
        raci=_many(plan.raci, 12),
        ethics=_many(plan.ethics, 12),
        reviews=_many(plan.reviews, 60),
        checklist=_many(plan.checklist, 20),
        slos=_many(plan.slos, 9),
        rota=tuple(plan.rota[0].model_copy(update=_week(number)) for number in range(52)),
        drills=_many(plan.drills, 20),
        model_tests=_many(plan.model_tests, 12),
        tools=_many(plan.tools, 12),
        stages=_many(plan.stages, 8),
        observations=_many(plan.observations, 60),
        escalations=_many(plan.escalations, 12),
        dashboard=_many(plan.dashboard, 12),
        models=_many(plan.models, 6),
        triggers=_many(plan.triggers, 12),
        risks=_many(plan.risks, 20),
        costs=_many(plan.costs, 40),
    )


def _many(rows: tuple[NounT, ...], number: int) -> tuple[NounT, ...]:
    """The rows again and again, each with an id of its own."""
    again = (rows[place % len(rows)] for place in range(number)) if rows else ()
    return tuple(row.model_copy(update={"id": 5000 + place}) for place, row in enumerate(again))


def _week(number: int) -> dict[str, object]:
    monday = date(2026, 1, 26) + timedelta(weeks=number)
    return {"id": 5000 + number, "first": monday, "last": monday + timedelta(days=6)}


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
    running = _running(sample)
    running_facts = compute_facts(sample.portfolio, running, sample.playbook)
    rows = {
        "checks alone, a high risk in operation with all nouns": lambda _: check_project(
            sample.portfolio, running, sample.playbook, running_facts, sample.today
        ),
        "figures and checks, a high risk in operation with all nouns": lambda _: compute_figures(
            sample.portfolio, running, sample.playbook, sample.today
        ),
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
