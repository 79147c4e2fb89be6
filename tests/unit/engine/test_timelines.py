"""A plan on the calendar (P3.1, P3.2, P3.7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.enums import GateState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.settings import Closure, Settings
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.engine.results import Timeline
from mlplanner.engine.timelines import plan_timeline, slip
from tests.builders import START, make_decision, make_inserted, make_plan

EVERY_WEEKDAY = WorkCalendar({})
GERMANY = work_calendar(Settings(country="DE"), [], START, date(2027, 12, 31))


def laid_out(plan: ProjectPlan, calendar: WorkCalendar = EVERY_WEEKDAY) -> Timeline:
    return plan_timeline(plan, calendar)


def test_that_the_default_life_cycle_takes_twelve_weeks_and_two_of_headroom() -> None:  # P3.1, P4.6
    timeline = laid_out(make_plan())
    assert [(p.key, p.first_week, p.last_week) for p in timeline.phases] == [
        ("discovery", 1, 3),
        ("prototype", 4, 7),
        ("productionize", 8, 10),
        ("handover", 11, 12),
    ]
    assert (timeline.delivery_weeks, timeline.headroom_weeks, timeline.total_weeks) == (12, 2, 14)
    assert timeline.delivery == date(2026, 5, 22)
    assert timeline.handed_over == date(2026, 6, 5)
    assert timeline.working_days == (5,) * 14


def test_that_phases_run_from_monday_to_sunday() -> None:
    first = laid_out(make_plan(start=date(2026, 3, 4))).phases[0]  # a Wednesday counts for its week
    assert (first.start, first.end) == (date(2026, 3, 2), date(2026, 3, 22))


def test_that_a_gate_falls_on_the_last_working_day_of_its_phase() -> None:  # P3.2
    gates = laid_out(make_plan(phases=[("discovery", 5), ("prototype", 1)]), GERMANY).gates
    assert [(g.key, g.week, g.date) for g in gates] == [
        ("discovery", 5, date(2026, 4, 2)),  # the Thursday before Good Friday
        ("prototype", 6, date(2026, 4, 10)),
    ]


def test_that_a_gate_in_a_closed_week_falls_before_it() -> None:
    closure = Closure(name="Works holidays", first=date(2026, 3, 16), last=date(2026, 3, 22))
    calendar = work_calendar(Settings(), [closure], START, date(2026, 12, 31))
    timeline = laid_out(make_plan(), calendar)
    assert timeline.gates[0].date == date(2026, 3, 13)
    assert timeline.working_days[:4] == (5, 5, 0, 5)


def test_that_inserted_work_moves_what_follows() -> None:  # P3.1
    timeline = laid_out(make_plan(inserted=[make_inserted("discovery", weeks=2, after_week=1)]))
    assert [(i.name, i.first_week, i.last_week) for i in timeline.phases[0].inserted] == [("Labelling sprint", 2, 3)]
    assert [p.last_week for p in timeline.phases] == [5, 9, 12, 14]


def test_that_pieces_of_inserted_work_lie_behind_each_other() -> None:
    work = [
        make_inserted("prototype", weeks=1, after_week=9, name="Late"),
        make_inserted("prototype", weeks=2, after_week=1, name="First"),
        make_inserted("prototype", weeks=3, after_week=1, name="Second"),
    ]
    prototype = laid_out(make_plan(inserted=work)).phases[1]
    assert [(i.name, i.first_week, i.last_week) for i in prototype.inserted] == [
        ("First", 5, 6),
        ("Second", 7, 9),
        ("Late", 13, 13),  # after more weeks than the phase has: at its end
    ]
    assert prototype.last_week == 13


def test_that_slip_is_counted_in_whole_weeks_against_the_baseline() -> None:  # P3.7
    baseline = {"baseline_start": START, "baseline_end": date(2026, 3, 22)}
    plan = make_plan(
        inserted=[make_inserted("discovery", weeks=2)],
        phase_fields={"discovery": baseline},
        gate_fields={"discovery": {"baseline": date(2026, 3, 20)}},
    )
    timeline = laid_out(plan, GERMANY)
    assert timeline.gates[0].date == date(2026, 4, 2)  # 13 days, but two weeks: the Friday is a holiday
    assert timeline.gates[0].slip_weeks == 2
    assert [p.slip_weeks for p in timeline.phases] == [2, None, None, None]


def test_that_an_actual_end_counts_instead_of_the_planned_one() -> None:
    fields = {"baseline_end": date(2026, 3, 22), "actual_end": date(2026, 3, 11)}
    assert laid_out(make_plan(phase_fields={"discovery": fields})).phases[0].slip_weeks == -1


@pytest.mark.parametrize(
    ("outcomes", "state", "slip_weeks"),
    [
        ([], GateState.OPEN, 0),
        (["go"], GateState.GO, 1),
        (["hold"], GateState.HOLD, 0),
        (["no_go"], GateState.NO_GO, 1),
        (["go", "hold"], GateState.HOLD, 0),
        (["hold", "go_with_conditions"], GateState.GO_WITH_CONDITIONS, 1),
    ],
)
def test_that_a_decided_gate_keeps_its_planned_date_and_slips_by_its_decision(
    outcomes: list[str], state: GateState, slip_weeks: int
) -> None:  # P3.4, P3.7
    decisions = [make_decision(1001, outcome, on=date(2026, 3, 24)) for outcome in outcomes]
    plan = make_plan(decisions=decisions, gate_fields={"discovery": {"baseline": date(2026, 3, 20)}})
    gate = laid_out(plan).gates[0]
    assert gate.date == date(2026, 3, 20)
    assert gate.decided_on == (date(2026, 3, 24) if outcomes else None)
    assert (gate.state, gate.slip_weeks) == (state, slip_weeks)


def test_that_a_plan_without_phases_or_gates_still_has_dates() -> None:
    plan = make_plan(phases=[], headroom_weeks=0)
    timeline = laid_out(plan)
    assert (timeline.phases, timeline.gates, timeline.total_weeks) == ((), (), 0)
    assert timeline.delivery == timeline.handed_over == date(2026, 2, 27)
    bare = make_plan()
    assert laid_out(replace(bare, gates=())).gates == ()


def test_that_there_is_no_slip_without_a_baseline() -> None:
    assert slip(None, START) is None


@given(
    weeks=st.lists(st.integers(1, 10), min_size=1, max_size=6),
    inserted=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4), st.integers(0, 12)), max_size=4),
    days=st.integers(0, 400),
)
def test_that_phases_follow_each_other_without_a_gap(
    weeks: list[int], inserted: list[tuple[int, int, int]], days: int
) -> None:
    work = [
        make_inserted(phase_id=1001 + phase % len(weeks), weeks=length, after_week=after)
        for phase, length, after in inserted
    ]
    phases = [(f"phase-{i}", length) for i, length in enumerate(weeks)]
    plan = make_plan(phases=phases, inserted=work, start=START + timedelta(days=days))
    timeline = laid_out(plan, GERMANY)
    assert timeline.phases[0].first_week == 1
    for before, after in zip(timeline.phases, timeline.phases[1:], strict=False):
        assert after.first_week == before.last_week + 1
        assert after.start == before.end + timedelta(days=1)
    assert timeline.phases[-1].last_week == timeline.delivery_weeks == plan.delivery_weeks
    assert len(timeline.working_days) == timeline.total_weeks == plan.total_weeks
    for phase, gate in zip(timeline.phases, timeline.gates, strict=True):
        assert phase.start <= gate.date <= phase.end
        covered = [week for i in phase.inserted for week in range(i.first_week, i.last_week + 1)]
        assert len(covered) == len(set(covered))
        assert all(phase.first_week <= week <= phase.last_week for week in covered)
