"""Drills to come and on-call shifts follow when phases become longer or shorter (P3.1, P6.4, P6.5)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from mlplanner.domain.lifecycle import InsertedWork
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import Drill, RotaShift
from mlplanner.domain.weeks import week_number, week_start
from mlplanner.engine.ways_out import Way, WayKind
from mlplanner.operations.fields import add_row
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project, move_by_weeks, move_start
from mlplanner.operations.relief import take_way
from mlplanner.operations.timelines import insert_work, remove_inserted, set_headroom, set_phase_weeks
from mlplanner.operations.workspace import Workspace, create_workspace

TODAY = date(2026, 3, 2)
TWO_WEEKS = timedelta(days=14)


@pytest.fixture
def w() -> Iterator[Workspace]:
    """A plan of 3, 4, 3 and 2 weeks with a drill in week 13, one held in week 9, and shifts in weeks 3, 10 and 11."""
    made = create_workspace(None, first_settings(name="New", currency="EUR"), today=lambda: TODAY)
    made.run(create_project("Search", TODAY, (3, 4, 3, 2)))
    key = plan_of(made).id
    made.run(add_row(Drill(project_id=key, planned_on=week_start(TODAY, 13) + timedelta(days=2))))
    made.run(add_row(Drill(project_id=key, planned_on=week_start(TODAY, 9), done_on=TODAY)))
    person = made.run(add_row(Person(name="Ana"))).value.id or 0
    for week in (3, 10, 11):
        first = week_start(TODAY, week)
        made.run(add_row(RotaShift(project_id=key, person_id=person, first=first, last=first + timedelta(days=6))))
    yield made
    made.close()


def plan_of(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Search")


def shifts(w: Workspace) -> list[int]:
    return sorted(week_number(TODAY, shift.first) for shift in plan_of(w).rota)


def test_that_a_longer_phase_moves_the_drills_and_shifts_after_it(w: Workspace) -> None:  # P3.1, P6.4, P6.5
    before = plan_of(w)
    w.run(set_phase_weeks(before, before.phases[1], 6))
    after = plan_of(w)
    planned = {drill.id: drill.planned_on for drill in before.drills}
    assert [drill.planned_on - planned[drill.id] for drill in after.drills if drill.done_on is None] == [TWO_WEEKS]
    assert [drill.planned_on - planned[drill.id] for drill in after.drills if drill.done_on] == [timedelta(0)]
    assert shifts(w) == [3, 12, 13]
    assert all((shift.last - shift.first).days == 6 for shift in after.rota)
    w.undo()
    assert plan_of(w) == before


def test_that_work_that_is_put_in_and_taken_out_leaves_the_days_where_they_were(w: Workspace) -> None:  # P3.1
    before = plan_of(w)
    for name, phase in (("Labelling", before.phases[0]), ("Audit", before.phases[2])):
        work = InsertedWork(project_id=before.id, phase_id=phase.id or 0, name=name, weeks=2)
        w.run(insert_work(plan_of(w), work))
    assert shifts(w) == [5, 14, 15]
    w.run(remove_inserted(plan_of(w), *plan_of(w).inserted))
    assert (plan_of(w).drills, plan_of(w).rota) == (before.drills, before.rota)


def test_that_a_shift_in_weeks_that_are_taken_out_goes_with_them(w: Workspace) -> None:
    plan = plan_of(w)
    w.run(set_phase_weeks(plan, plan.phases[2], 2))
    assert shifts(w) == [3, 10], "the shift of week 10 is gone, that of week 11 moved"


def test_that_more_headroom_moves_what_comes_after_hand_over(w: Workspace) -> None:  # P4.6
    plan = plan_of(w)
    drill = next(drill for drill in plan.drills if drill.done_on is None)
    end = plan.total_weeks
    w.run(set_headroom(plan, plan.project.headroom_weeks + 1))
    moved = next(each.planned_on for each in plan_of(w).drills if each.id == drill.id)
    assert moved - drill.planned_on == (
        timedelta(days=7) if week_number(TODAY, drill.planned_on) > end else timedelta(0)
    )
    assert shifts(w) == [3, 10, 11]


def test_that_an_overdue_drill_does_not_hold_the_project_where_it_is(w: Workspace) -> None:  # P6.5
    w._today = lambda: date(2026, 9, 1)
    w.run(move_by_weeks(plan_of(w), 1))
    plan = plan_of(w)
    w.run(set_phase_weeks(plan, plan.phases[0], 2))
    assert plan_of(w).phases[0].weeks == 2


def test_that_a_way_out_and_a_move_after_a_pause_take_the_days_along(w: Workspace) -> None:  # P4.9
    before = plan_of(w)
    w.run(take_way(Way(WayKind.MOVE, project_id=before.id, weeks=2)))
    assert plan_of(w).project.start == TODAY + TWO_WEEKS
    assert shifts(w) == [5, 12, 13]
    w.undo()

    def apply(do: Context) -> None:
        plan = plan_of(w)
        set_phase_weeks(plan, plan.phases[1], plan.phases[1].weeks + 1).apply(do)
        move_start(do, plan, TODAY + TWO_WEEKS)

    w.run(Operation("Both in one step", apply))
    assert shifts(w) == [5, 13, 14]
