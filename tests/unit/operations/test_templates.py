"""A project is kept as a template, and a new one is made of it on another length and with another effort."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import week_number
from mlplanner.operations.projects import copy_project, move_by_weeks, remove_project
from mlplanner.operations.templates import save_template, start_from_template, template_size
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

START = date(2026, 9, 7)


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory()
    made.run(save_template(made.portfolio.find("Claims"), "Triage", "Queues with a labelling sprint"))
    yield made
    made.close()


def effort(plan: ProjectPlan) -> Decimal:
    return sum((fte for line in plan.lines for fte in line.weekly.values()), Decimal(0))


def test_that_a_template_holds_the_plan_without_what_happened(w: Workspace) -> None:
    project = w.run(start_from_template(w.portfolio.templates[0], "Second triage", START)).value
    source, plan = w.portfolio.find("Claims"), w.portfolio.plan(project.id or 0)
    assert (plan.project.name, plan.project.start) == ("Second triage", START)
    assert [phase.weeks for phase in plan.phases] == [phase.weeks for phase in source.phases]
    assert [line.weekly for line in plan.lines] == [line.weekly for line in source.lines]
    assert not plan.decisions
    assert not plan.baselines
    assert {artifact.state.value for artifact in plan.artifacts} == {"missing"}
    assert plan.kpis[1].measured is None
    assert plan.kpis[0].owner_id == source.kpis[0].owner_id


def test_that_a_template_outlives_its_project(w: Workspace) -> None:
    source = w.portfolio.find("Claims")
    w.run(remove_project(source.id, "Claims"))
    project = w.run(start_from_template(w.portfolio.templates[0], "Again", START)).value
    assert len(w.portfolio.plan(project.id or 0).lines) == len(source.lines)


def test_that_a_new_project_gets_the_length_and_effort_asked_for(w: Workspace) -> None:
    template = w.portfolio.templates[0]
    weeks, _ = template_size(template, w.portfolio)
    assert weeks == w.portfolio.find("Claims").delivery_weeks == 14
    asked = start_from_template(template, "Long", START, "Oliver Grant", weeks=28, effort=Decimal(60))
    project = w.run(asked).value
    plan = w.portfolio.plan(project.id or 0)
    assert plan.delivery_weeks == 28
    assert abs(effort(plan) - 60) <= Decimal("0.05")
    assert plan.inserted[0].weeks == 4
    gpu = next(cost for cost in plan.costs if cost.name.startswith("GPU"))
    assert (gpu.from_week, gpu.to_week) == (19, 28)
    assert plan.maintenance.on_call_from_week == 29
    w.undo()
    assert len(w.portfolio.plans) == 8


def test_that_a_length_or_effort_that_can_t_be_leaves_everything_as_it_was(w: Workspace) -> None:
    template = w.portfolio.templates[0]
    with pytest.raises(BadInput, match="at least 5 weeks"):
        w.run(start_from_template(template, "Short", START, weeks=3))
    with pytest.raises(BadInput, match="at most 50"):
        w.run(start_from_template(template, "Crowd", START, effort=Decimal(90_000)))
    assert len(w.portfolio.plans) == 8


def test_that_drills_and_shifts_follow_a_template_to_its_start(w: Workspace) -> None:  # P6.4, P6.5
    source = w.portfolio.find("Claims")
    project = w.run(start_from_template(w.portfolio.templates[0], "Later", START)).value
    plan = w.portfolio.plan(project.id or 0)
    days = START - source.project.start
    assert source.drills
    assert source.rota
    assert [drill.planned_on - days for drill in plan.drills] == [drill.planned_on for drill in source.drills]
    assert [shift.first - days for shift in plan.rota] == [shift.first for shift in source.rota]


def test_that_shifts_follow_a_template_to_its_length(w: Workspace) -> None:  # P6.4
    source = w.portfolio.find("Claims")
    project = w.run(start_from_template(w.portfolio.templates[0], "Longer", START, weeks=28)).value
    plan = w.portfolio.plan(project.id or 0)
    on_call = plan.maintenance.on_call_from_week or 0
    assert week_number(START, plan.rota[0].first) == on_call > (source.maintenance.on_call_from_week or 0)


def test_that_drills_and_shifts_follow_a_project_that_moves(w: Workspace) -> None:  # P6.4, P6.5
    before = w.portfolio.find("Claims")
    w.run(move_by_weeks(before, 3))
    after = w.portfolio.find("Claims")
    assert [(b.first - a.first).days for a, b in zip(before.rota, after.rota, strict=True)] == [21] * len(before.rota)
    held = [drill for drill in before.drills if drill.done_on]
    assert [drill for drill in after.drills if drill.done_on] == held
    w.undo()
    assert w.portfolio.find("Claims").rota == before.rota


def test_that_drills_and_shifts_follow_a_copy(w: Workspace) -> None:  # P6.4, P6.5
    source = w.portfolio.find("Claims")
    project = w.run(copy_project(source, "Copy", START)).value
    plan = w.portfolio.plan(project.id or 0)
    assert plan.rota[0].first - source.rota[0].first == START - source.project.start
    held = w.portfolio.find("Payroll")
    assert held.drills[0].done_on
    made = w.run(copy_project(held, "Again", START)).value
    again = w.portfolio.plan(made.id or 0)
    assert again.drills[0].done_on is None
    assert again.drills[0].planned_on - held.drills[0].planned_on == START - held.project.start
