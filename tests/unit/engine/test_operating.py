"""On-call weeks, drills by quarter, service levels and the year's upkeep (P6)."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.governance import ItemState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import ChecklistItem, Drill, RotaShift, Slo, SloKind
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.operating import compute_operating, drill_quarters, rota_weeks
from mlplanner.engine.operating_results import Operating, QuarterState
from mlplanner.engine.timelines import plan_timeline
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_plan, make_portfolio
from tests.support.sound_case import sound_world
from tests.support.sound_running import OPERATED_FROM, make_drill, make_model_tests, make_shift, make_slos

SHIPPED = load_playbook()
ROTA_START = date(2026, 5, 25)


def on_call(*shifts: RotaShift, from_week: int | None = 13) -> ProjectPlan:
    return make_plan(maintenance={"on_call_from_week": from_week}, rota=shifts)


def state_of(today: date = START, **fields: Any) -> Operating:
    plan = make_plan(headroom_weeks=2, **fields)
    portfolio = make_portfolio(plan)
    timeline = plan_timeline(plan, work_calendar(portfolio.settings, (), START, date(2027, 12, 31)))
    cost = sound_world().facts().costs.maintenance
    return compute_operating(plan, timeline, cost, SHIPPED, today)


def test_that_the_rota_reaches_over_the_playbook_s_weeks_from_the_first_week_on_call() -> None:  # P6.4
    weeks = rota_weeks(on_call(make_shift(0, 4)), SHIPPED)
    assert [week.week for week in weeks] == list(range(13, 25))
    assert [week.week for week in weeks if week.is_gap] == list(range(17, 25))
    assert weeks[0].people == (6,)


def test_that_a_rota_without_a_first_week_begins_with_its_first_shift() -> None:
    assert rota_weeks(on_call(from_week=None), SHIPPED) == ()
    assert rota_weeks(on_call(make_shift(2), from_week=None), SHIPPED)[0].monday == ROTA_START + timedelta(weeks=2)


def test_that_weekdays_count_and_weekends_go_with_the_week() -> None:
    shift = make_shift(0, 1, last=ROTA_START + timedelta(days=4))
    assert not rota_weeks(on_call(shift), SHIPPED)[0].is_gap
    short = make_shift(0, 1, first=ROTA_START + timedelta(days=1), last=ROTA_START + timedelta(days=3))
    assert rota_weeks(on_call(short), SHIPPED)[0].uncovered == (ROTA_START, ROTA_START + timedelta(days=4))


def test_that_a_week_names_everyone_who_is_on_call_in_it_in_turn() -> None:
    shifts = (
        make_shift(0, 1, last=ROTA_START + timedelta(days=2), person_id=5, backup_id=4),
        make_shift(0, 1, first=ROTA_START + timedelta(days=3), person_id=6, backup_id=4),
    )
    week = rota_weeks(on_call(*shifts), SHIPPED)[0]
    assert (week.people, week.backups, week.is_gap) == ((5, 6), (4,), False)


def test_that_shifts_beyond_the_usual_weeks_are_shown_too() -> None:
    assert len(rota_weeks(on_call(make_shift(0, 20)), SHIPPED)) == 20


@pytest.mark.parametrize(
    ("drills", "today", "state"),
    [
        ((), START, QuarterState.UNPLANNED),
        ((make_drill(2),), START, QuarterState.PLANNED),
        ((make_drill(2, done_on=OPERATED_FROM),), date(2026, 7, 1), QuarterState.HELD),
        ((make_drill(2),), date(2026, 7, 1), QuarterState.OVERDUE),
        ((make_drill(2), make_drill(8)), date(2026, 7, 1), QuarterState.OVERDUE),
        ((), date(2026, 9, 7), QuarterState.MISSED),
        ((make_drill(-1, done_on=START),), START, QuarterState.UNPLANNED),
    ],
)
def test_that_a_quarter_says_how_its_drills_stand(
    drills: tuple[Drill, ...], today: date, state: QuarterState
) -> None:  # P6.5
    quarters = drill_quarters(drills, OPERATED_FROM, SHIPPED, today)
    assert (quarters[0].first, quarters[0].last) == (OPERATED_FROM, date(2026, 9, 6))
    assert quarters[0].state is state


def test_that_quarters_go_on_after_the_first_year() -> None:  # P6.5
    assert len(drill_quarters((), OPERATED_FROM, SHIPPED, START)) == 4
    assert len(drill_quarters((), OPERATED_FROM, SHIPPED, date(2027, 6, 7))) == 5
    assert len(drill_quarters((make_drill(70),), OPERATED_FROM, SHIPPED, START)) == 6


@given(st.lists(st.tuples(st.integers(0, 51), st.booleans()), max_size=12), st.integers(0, 400))
def test_that_each_drill_of_the_year_is_in_exactly_one_quarter(planned: list[tuple[int, bool]], days: int) -> None:
    today = OPERATED_FROM + timedelta(days=days)
    drills = [make_drill(week, done_on=today if held else None) for week, held in planned]
    quarters = drill_quarters(drills, OPERATED_FROM, SHIPPED, today)
    counted = [quarter.planned + quarter.held + quarter.overdue for quarter in quarters]
    assert sum(counted) == len(drills)
    assert sum(quarter.held for quarter in quarters) == sum(held for _, held in planned)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(quarters))


def test_that_the_objective_nearest_to_complete_counts() -> None:  # P6.3
    bare = Slo(project_id=1, kind=SloKind.COST, name="Bare")
    half = Slo(project_id=1, kind=SloKind.COST, name="Half", target=Decimal(1), window_days=30)
    covers = {cover.kind: cover for cover in state_of(slos=[bare, half, *make_slos()[1:]]).slos}
    assert covers[SloKind.COST].lacks == ("owner_id",)
    assert covers[SloKind.COST].slo_id == 1002
    assert covers[SloKind.LATENCY].is_complete
    assert not state_of().slos[0].is_complete


def test_that_items_that_do_not_apply_are_not_counted() -> None:  # P6.1
    items = [
        ChecklistItem(project_id=1, name=state, state=state)
        for state in (ItemState.DONE, ItemState.OPEN, ItemState.NOT_APPLICABLE)
    ]
    state = state_of(checklist=items, model_tests=make_model_tests())
    assert (state.ready, state.to_be_ready) == (1, 2)


def test_that_upkeep_is_said_in_times_money_and_work() -> None:  # P8.5
    policy = {"retrain_fte_weeks": Decimal("0.5"), "drill_fte_weeks": Decimal("0.2")}
    budget = state_of(retraining=policy, drills=[make_drill(n) for n in range(5)]).budget
    assert [budget.retrains, budget.retraining, budget.retrain_fte_weeks] == [2, 2000, 1]
    assert [budget.drills, budget.planned_drills, budget.drill_fte_weeks] == [4, 5, 1]


def test_that_online_is_not_doubted_where_somebody_waits() -> None:  # P6.2
    world = sound_world().with_single("serving", mode="online", reason="A caller waits", tolerated_lag_minutes=0)
    assert world.of_rule("online_without_need") == []
    assert len(world.with_single("serving", tolerated_lag_minutes=15).of_rule("online_without_need")) == 1
