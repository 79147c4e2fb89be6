"""The work of the year after hand-over: the watch, retrains and drills (P8.5)."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import Drill
from mlplanner.domain.settings import Override
from mlplanner.engine.assignments import assignments_of_role
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.upkeep import operation_start, upkeep_work
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_plan, make_portfolio

EVERY_WEEKDAY = WorkCalendar({})
FIRST = date(2026, 6, 8)
"""The Monday after twelve weeks and two of headroom."""
SHIPPED = load_playbook()


def running(planned: tuple[Drill, ...] = (), policy: dict[str, Any] | None = None, **maintenance: Any) -> ProjectPlan:
    fields = {"role": "ml_engineer", "retrains": 4, "drills": 4, **maintenance}
    return make_plan(headroom_weeks=2, maintenance=fields, retraining=policy or {}, drills=planned)


def drill(week: int, **fields: Any) -> Drill:
    return Drill(project_id=1, planned_on=FIRST + timedelta(weeks=week, days=2), **fields)


def work_of(plan: ProjectPlan, role: str = "ml_engineer") -> dict[int, Decimal]:
    weekly: Counter[int] = Counter()
    for work in upkeep_work(plan, SHIPPED, operation_start(plan, EVERY_WEEKDAY)):
        for week, fte in work.weekly if work.role == role else ():
            weekly[week] += fte  # type: ignore[assignment]
    return dict(weekly)  # type: ignore[arg-type]


def test_that_the_year_begins_on_the_monday_after_hand_over() -> None:
    assert operation_start(running(), EVERY_WEEKDAY) == FIRST


def test_that_retrains_fall_at_even_distances_and_take_as_many_weeks_as_they_are_work() -> None:  # P8.5
    plan = running(policy={"retrain_fte_weeks": Decimal("1.5")})
    half, whole = Decimal("0.5"), Decimal(1)
    expected = {11: whole, 12: half, 24: whole, 25: half, 37: whole, 38: half, 50: whole, 51: half}
    assert work_of(plan) == expected


def test_that_planned_drills_fall_on_their_weeks_and_the_others_at_even_distances() -> None:  # P6.5, P8.5
    drills = (drill(3), drill(20, done_on=FIRST + timedelta(weeks=21)), drill(-2), drill(52))
    plan = running(drills, {"drill_fte_weeks": Decimal("0.4")})
    share = Decimal("0.4")
    assert work_of(plan) == {3: share, 21: share, 25: share, 51: share}


def test_that_the_watch_is_counted_beside_retrains_and_drills_not_in_them() -> None:  # P8.5
    plan = running(policy={"retrain_fte_weeks": Decimal(1)}, fte=Decimal("0.2"))
    weekly = work_of(plan)
    assert (weekly[0], weekly[12]) == (Decimal("0.2"), Decimal("1.2"))
    assert sum(weekly.values()) == Decimal("0.2") * 52 + 4


def test_that_the_role_of_the_policy_retrains() -> None:
    plan = running(policy={"role": "data_scientist", "retrain_fte_weeks": Decimal(1)}, fte=Decimal("0.2"))
    assert sum(work_of(plan, "data_scientist").values()) == 4
    assert sum(work_of(plan).values()) == Decimal("10.4")


def test_that_the_playbook_s_least_numbers_count_as_demand_too() -> None:  # P6.5, P7.6
    policy = {"retrain_fte_weeks": Decimal(1), "drill_fte_weeks": Decimal("0.1")}
    plan = running(policy=policy, retrains=0, drills=0)
    assert sum(work_of(plan).values()) == 1 + 4 * Decimal("0.1")
    more = Override(path="figures.retrains_min.value", value='"12"')
    portfolio = make_portfolio(plan)
    changed = type(portfolio)(**{**portfolio.__dict__, "overrides": (more,)})
    load = role_loads(changed, EVERY_WEEKDAY, START, 80).roles["ml_engineer"]
    assert sum(load.demand) == 12 + 4 * Decimal("0.1")


def test_that_who_is_asked_for_sees_retrains_among_the_assignments() -> None:  # P4.9, P8.5
    portfolio = make_portfolio(running(policy={"retrain_fte_weeks": Decimal(2)}, fte=Decimal("0.1")))
    (operation,) = assignments_of_role(portfolio, "ml_engineer", None, START)
    assert (operation.first, operation.peak) == (FIRST, Decimal("1.1"))
    assert operation.fte_weeks == Decimal("5.2") + 8


@given(
    retrains=st.integers(0, 366),
    drills=st.integers(0, 366),
    retrain_weeks=st.decimals(0, 260, places=2),
    drill_weeks=st.decimals(0, 260, places=2),
    fte=st.decimals(0, 50, places=2),
)
def test_that_the_year_holds_exactly_the_work_that_is_planned(
    retrains: int, drills: int, retrain_weeks: Decimal, drill_weeks: Decimal, fte: Decimal
) -> None:  # P8.5
    policy = {"retrain_fte_weeks": retrain_weeks, "drill_fte_weeks": drill_weeks}
    weekly = work_of(running(policy=policy, retrains=retrains, drills=drills, fte=fte))
    assert sum(weekly.values()) == max(retrains, 1) * retrain_weeks + max(drills, 4) * drill_weeks + 52 * fte
    assert all(0 <= week < 52 for week in weekly)
