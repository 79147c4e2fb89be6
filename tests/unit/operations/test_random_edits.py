"""Whatever is edited in whatever order: the file stays whole, figures add up, and undoing all leads back to the start."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar

import pytest

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import ArtifactState, CostTiming, GateOutcome, Sourcing
from mlplanner.domain.errors import PlannerError
from mlplanner.domain.lifecycle import Gate, InsertedWork
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.figures import compute_figures
from mlplanner.operations import fields, gates, people, projects, staffing, timelines
from mlplanner.operations.operation import Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import Workspace, create_workspace
from mlplanner.queries.snapshots import load_portfolio

DAY = date(2026, 12, 21)
STEPS = 50
RowT = TypeVar("RowT")
Edit = Callable[[Random, Workspace, ProjectPlan], Operation[object]]


class NothingThereError(Exception):
    """There is no row that this edit could take."""


def _pick(r: Random, rows: Sequence[RowT]) -> RowT:
    if not rows:
        raise NothingThereError
    return r.choice(rows)


def _insert(r: Random, plan: ProjectPlan) -> InsertedWork:
    phase_id = _pick(r, plan.phases).id or 0
    return InsertedWork(
        project_id=plan.id, phase_id=phase_id, name="Labels", weeks=r.randint(1, 4), after_week=r.randint(0, 6)
    )


def _cost(r: Random, plan: ProjectPlan) -> CostLine:
    first, timing = r.randint(1, 20), r.choice(list(CostTiming))
    amount = Decimal(r.randint(0, 10**6)) / 100
    last = first + r.randint(0, 30)
    return CostLine(project_id=plan.id, name="Cost", amount=amount, timing=timing, from_week=first, to_week=last)


def _decide(r: Random, w: Workspace, plan: ProjectPlan) -> Operation[object]:
    gate, outcome = _pick(r, plan.gates), r.choice(list(GateOutcome))
    open_ones = [a.id or 0 for a in plan.artifacts_of(gate) if not a.state.is_done]
    return gates.decide_gate(
        plan,
        gate,
        w.figures.of(plan.id),
        outcome=outcome,
        decided_by_id=gate.owner_id,
        decided_on=DAY,
        reason="Seen",
        waivers=dict.fromkeys(open_ones, "Small") if outcome.is_pass else {},
    )


EDITS: tuple[Edit, ...] = (
    lambda r, w, p: projects.create_project("New", DAY, [r.randint(1, 4) for _ in range(4)]),
    lambda r, w, p: projects.copy_project(p, "Copy", DAY),
    lambda r, w, p: projects.move_by_weeks(p, r.randint(-60, 60)),
    lambda r, w, p: projects.rank_projects(r.sample(list(w.portfolio.plans), len(w.portfolio.plans))),
    lambda r, w, p: timelines.set_phase_weeks(p, _pick(r, p.phases), r.randint(1, 9)),
    lambda r, w, p: timelines.insert_work(p, _insert(r, p)),
    lambda r, w, p: timelines.change_inserted(p, _pick(r, p.inserted), weeks=r.randint(1, 5)),
    lambda r, w, p: timelines.remove_inserted(p, _pick(r, p.inserted)),
    lambda r, w, p: timelines.set_headroom(p, r.randint(0, 5)),
    lambda r, w, p: fields.add_row(
        StaffingLine(project_id=p.id, role="ml_engineer", weekly={r.randint(1, 9): Decimal(1)})
    ),
    lambda r, w, p: staffing.staff_lines(
        [_pick(r, p.lines).id or 0], [r.randint(1, 20)], r.choice([Decimal(1), Decimal("0.35")])
    ),
    lambda r, w, p: fields.set_fields(
        StaffingLine, _pick(r, p.lines).id or 0, sourcing=r.choice(list(Sourcing)), successor_id=_pick(r, p.lines).id
    ),
    lambda r, w, p: fields.remove_rows(StaffingLine, [_pick(r, p.lines).id or 0]),
    lambda r, w, p: fields.add_row(_cost(r, p)),
    lambda r, w, p: people.name_in_field(Gate, _pick(r, p.gates).id or 0, "owner_id", r.choice(["Ada", "Bea", ""])),
    lambda r, w, p: fields.remove_rows(Person, [_pick(r, list(w.portfolio.people))]),
    lambda r, w, p: gates.set_artifact_state(_pick(r, p.artifacts), r.choice(list(ArtifactState)), DAY),
    _decide,
    lambda r, w, p: projects.remove_project(p.id, p.project.name),
)


def _content(portfolio: Portfolio) -> dict[str, object]:
    return {name: value for name, value in vars(portfolio).items() if name != "revision"}


def _step(r: Random, w: Workspace) -> bool:
    """One random edit, undo or redo; False when there was nothing to edit, or the method refused it."""
    try:
        match r.random():
            case x if x < 0.12:
                w.undo()
            case x if x < 0.18:
                w.redo()
            case _ if not w.portfolio.plans:
                w.run(projects.create_project("Again", DAY))
            case _:
                w.run(r.choice(EDITS)(r, w, _pick(r, list(w.portfolio.plans.values()))))
    except (PlannerError, NothingThereError):
        return False
    return True


@pytest.mark.parametrize("seed", range(5))
def test_that_any_sequence_of_edits_keeps_the_portfolio_whole_and_can_be_taken_back(seed: int) -> None:
    r = Random(seed)
    w = create_workspace(None, first_settings("Test"), today=lambda: DAY)
    start = _content(w.portfolio)
    w.run(projects.create_project("One", DAY))
    done = 0
    for _ in range(STEPS):
        before = w.portfolio
        is_done = _step(r, w)
        done += is_done
        assert is_done or w.portfolio is before, "what is refused changes nothing"
        assert load_portfolio(w.connection, w.portfolio.revision) == w.portfolio
    assert done > STEPS // 3
    assert not w.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    for plan in w.portfolio.plans.values():
        figures = compute_figures(w.portfolio, plan, w.playbook, w.today)
        assert w.figures.of(plan.id) == figures, "no figure is kept too long"
        for rows in (figures.costs.by_week, figures.costs.by_month, figures.costs.by_fiscal_year):
            assert sum(row.total for row in rows) == figures.costs.ask
    while w.undo_label:
        w.undo()
    assert _content(w.portfolio) == start
    w.close()
