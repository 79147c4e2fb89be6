"""Calendar days follow a plan to another start and other lengths (P6.4, P6.5)."""

from datetime import timedelta

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.programme import Subscription
from mlplanner.domain.running import Drill, RotaShift
from mlplanner.engine.moving import moved_plan
from mlplanner.engine.rescaling import rescale
from tests.builders import START, make_plan

WEEK = timedelta(days=7)


def plan_with_days() -> ProjectPlan:
    """Twelve weeks from 2 March; drills in W14 and one that was held, shifts in W13 and W14."""
    return make_plan(
        earliest_start=START + WEEK,
        drills=[
            Drill(project_id=1, planned_on=START + 13 * WEEK + timedelta(days=2)),
            Drill(project_id=1, planned_on=START + 2 * WEEK, done_on=START + 2 * WEEK),
        ],
        rota=[shift(11), shift(12)],
        subscriptions=[Subscription(project_id=1, service_id=1, since=START - WEEK)],
    )


def shift(week: int) -> RotaShift:
    first = START + week * WEEK
    return RotaShift(project_id=1, first=first, last=first + timedelta(days=6), person_id=1)


def test_that_planned_days_keep_their_distance_from_the_start() -> None:
    before, later = plan_with_days(), START + 10 * WEEK
    after = moved_plan(before, later)
    assert after.drills[0].planned_on == later + 13 * WEEK + timedelta(days=2)
    assert after.drills[1] == before.drills[1]
    assert [row.first for row in after.rota] == [later + 11 * WEEK, later + 12 * WEEK]
    assert after.subscriptions[0].since == later - WEEK
    assert after.project.earliest_start == later + WEEK


def test_that_days_after_delivery_follow_the_new_end() -> None:
    before = plan_with_days()
    scaled = rescale(before, 24, None)
    after = moved_plan(before, START, scaled.first_week, scaled.last_week)
    assert after.drills[0].planned_on == START + 25 * WEEK + timedelta(days=2)
    assert after.rota[1].first == START + 24 * WEEK
    assert after.rota[0].last == START + 24 * WEEK - timedelta(days=1)


def test_that_shifts_never_overlap_in_a_shorter_plan() -> None:
    before = make_plan(rota=[shift(week) for week in range(12)])
    scaled = rescale(before, 6, None)
    after = moved_plan(before, START, scaled.first_week, scaled.last_week)
    assert 6 <= len(after.rota) < 12
    assert all(a.last < b.first for a, b in zip(after.rota, after.rota[1:], strict=False))
    assert (after.rota[0].first, after.rota[-1].last) == (START, START + 6 * WEEK - timedelta(days=1))
