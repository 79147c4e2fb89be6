"""Readiness rows, drills and on-call weeks: what is added at once, and what is refused (P6)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from mlplanner.domain.errors import BadValue, Refused
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import ChecklistItem, Drill, ModelTest, RotaShift, Slo
from mlplanner.engine.operating import compute_operating
from mlplanner.engine.operating_results import Operating, QuarterState
from mlplanner.operations.fields import add_row, remove_rows, set_fields, set_many
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import copy_project, create_project
from mlplanner.operations.running import add_usual_readiness, fill_rota, plan_drills
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 3, 2)


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory(TODAY)
    yield made
    made.close()


def churn(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Churn early warning")


def state_of(w: Workspace) -> Operating:
    figures = w.figures.of(churn(w).id)
    return compute_operating(churn(w), figures.timeline, figures.costs.maintenance, w.playbook, w.today)


def shift(w: Workspace, first: date, last: date) -> RotaShift:
    return RotaShift(project_id=churn(w).id, first=first, last=last, person_id=1)


def test_that_a_new_project_begins_with_checklist_service_levels_and_test_plan() -> None:  # P6.1, P6.3, P6.7
    w = create_workspace(None, first_settings(name="New", currency="CHF"), today=lambda: TODAY)
    w.run(create_project("Search", TODAY))
    plan = w.portfolio.find("Search")
    playbook = w.playbook
    assert [item.key for item in plan.checklist] == list(playbook.readiness_items)
    assert [(slo.kind, slo.target) for slo in plan.slos] == [("cost", None), ("latency", None), ("business", None)]
    assert plan.slos[0].unit == "CHF"
    assert [test.kind for test in plan.model_tests] == [entry.kind for entry in playbook.model_tests.values()]
    w.close()


def test_that_a_project_gets_only_the_usual_rows_that_it_lacks(w: Workspace) -> None:
    plan = churn(w)
    gone = [item.id or 0 for item in plan.checklist if item.key in ("ci_cd", "rollback")]
    w.run(remove_rows(ChecklistItem, gone))
    w.run(remove_rows(Slo, [plan.slos[1].id or 0]))
    w.run(remove_rows(ModelTest, [test.id or 0 for test in plan.model_tests]))
    outcome = w.run(add_usual_readiness(plan.id))
    assert outcome.value == 2 + 1 + 6
    assert {item.key for item in churn(w).checklist} == set(w.playbook.readiness_items)
    assert w.run(add_usual_readiness(plan.id)).changes.is_empty


def test_that_drills_are_planned_for_quarters_without_one(w: Workspace) -> None:  # P6.5
    before = [quarter.state for quarter in state_of(w).quarters]
    assert before.count(QuarterState.UNPLANNED) == 2
    w.run(plan_drills(churn(w), state_of(w).quarters))
    assert all(quarter.state is QuarterState.PLANNED for quarter in state_of(w).quarters)
    with pytest.raises(Refused, match="has its drill already"):
        w.run(plan_drills(churn(w), state_of(w).quarters))


def test_that_the_person_on_call_fills_the_gaps_of_the_rota(w: Workspace) -> None:  # P6.4
    assert [week.week for week in state_of(w).gaps] == [23]
    w.run(fill_rota(churn(w), state_of(w).gaps))
    assert state_of(w).gaps == ()
    filled = churn(w).rota[-1]
    assert (filled.first, filled.last) == (date(2026, 6, 1), date(2026, 6, 7))
    with pytest.raises(Refused, match="no gap"):
        w.run(fill_rota(churn(w), state_of(w).gaps))


def test_that_an_overlapping_shift_is_refused_whoever_writes_it(w: Workspace) -> None:  # P6.4
    before = w.portfolio
    first = churn(w).rota[0]
    for operation in (
        add_row(shift(w, first.last, first.last + timedelta(days=40))),
        set_fields(RotaShift, churn(w).rota[1].id or 0, first=first.last),
        set_many("Paste", [(RotaShift, first.id or 0, {"last": first.last + timedelta(days=1)})]),
    ):
        with pytest.raises(BadValue, match="only one person is on call on a day") as refused:
            w.run(operation)
        assert refused.value.field == "first"
    assert w.portfolio is before


def test_that_shifts_that_follow_each_other_are_taken(w: Workspace) -> None:
    last = churn(w).rota[-1].last
    w.run(add_row(shift(w, last + timedelta(days=1), last + timedelta(days=7))))
    assert len(churn(w).rota) == 6


def test_that_a_drill_can_t_be_held_in_the_future(w: Workspace) -> None:  # P6.5
    drill = churn(w).drills[0]
    with pytest.raises(BadValue, match=r"Done on: .* lies in the future"):
        w.run(set_fields(Drill, drill.id or 0, done_on=w.today + timedelta(days=1)))
    w.run(set_fields(Drill, drill.id or 0, done_on=w.today))
    assert churn(w).drills[0].done_on == w.today


def test_that_a_drill_is_planned_ahead_or_recorded_as_held(w: Workspace) -> None:  # P6.5
    yesterday = w.today - timedelta(days=1)
    missed = Drill(project_id=churn(w).id, planned_on=yesterday)
    with pytest.raises(BadValue, match=r"Planned on: .* has passed"):
        w.run(add_row(missed))
    with pytest.raises(BadValue, match=r"Planned on: .* has passed"):
        w.run(set_fields(Drill, churn(w).drills[0].id or 0, planned_on=yesterday))
    w.run(add_row(missed.model_copy(update={"done_on": yesterday})))
    assert churn(w).drills[-1].done_on == yesterday


def test_that_an_overdue_drill_can_be_edited_and_travels_with_a_copy(w: Workspace) -> None:  # P6.5
    support = w.portfolio.find("Support triage")
    overdue = next(drill for drill in support.drills if drill.done_on is None and drill.planned_on < w.today)
    w.run(set_fields(Drill, overdue.id or 0, finding="Moved twice"))
    w.run(copy_project(w.portfolio.find("Support triage"), "Support in Poland", date(2026, 9, 7)))
    assert len(w.portfolio.find("Support in Poland").drills) == len(support.drills)
