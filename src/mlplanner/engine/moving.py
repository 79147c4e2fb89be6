"""A plan's calendar days on another start and other lengths: drills, on-call shifts and subscriptions move along (P6.4, P6.5).

Phases, gates, staffing, costs and rollout stages count in plan weeks and need nothing; days that say what happened stay.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.running import RotaShift
from mlplanner.domain.weeks import monday_of, week_number, week_start

Place = Callable[[int], int]
"""Where an old plan week lies now."""
ONE_DAY = timedelta(days=1)


def same_week(week: int) -> int:
    """The lengths are as they were."""
    return week


def moved_plan(
    plan: ProjectPlan, start: date, first_week: Place = same_week, last_week: Place = same_week
) -> ProjectPlan:
    """The plan with its days as they lie when it starts on `start`, each on the weekday it had.

    What lies before the first week keeps its distance from it. Drills that were held stay where they were held.
    Shifts that would fall on the same days are shortened; one without a day left is dropped.
    """

    def day(old: date, place: Place) -> date:
        week = week_number(plan.project.start, old)
        return week_start(start, place(week) if week > 0 else week) + (old - monday_of(old))

    drills = tuple(
        drill if drill.done_on else drill.model_copy(update={"planned_on": day(drill.planned_on, first_week)})
        for drill in plan.drills
    )
    moved = [(shift, day(shift.first, first_week), day(shift.last, last_week)) for shift in plan.rota]
    used = tuple(
        row.model_copy(update={"since": day(row.since, first_week)}) if row.since else row for row in plan.subscriptions
    )
    earliest = plan.project.earliest_start
    project = plan.project.model_copy(
        update={"start": start, "earliest_start": day(earliest, first_week) if earliest else None}
    )
    return replace(plan, project=project, drills=drills, rota=_apart(moved), subscriptions=used)


def _apart(moved: list[tuple[RotaShift, date, date]]) -> tuple[RotaShift, ...]:
    """Exactly one person has the pager: each shift begins after the one before it."""
    kept: list[RotaShift] = []
    for shift, first, last in sorted(moved, key=lambda item: (item[0].first, item[0].id or 0)):
        begin = max(first, kept[-1].last + ONE_DAY) if kept else first
        if begin <= last:
            kept.append(shift.model_copy(update={"first": begin, "last": last}))
    return tuple(kept)
