"""A plan with work put into a phase or taken out: where the place lies, and what the weeks become (P3.1).

Operations use the same rules on the rows of the file; `with_pause` makes the plan that inserting a pause would make.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from mlplanner.domain.costs import CostLine
from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import Stage
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import LAST_WEEK
from mlplanner.engine.moving import moved_plan

PAUSE = "Pause: waits for people"
"""What a pause for want of people is called."""


def first_week(plan: ProjectPlan, phase: Phase) -> int:
    """The plan week in which the phase begins."""
    before = takewhile(lambda other: other.id != phase.id, plan.phases)
    return 1 + sum(map(plan.phase_weeks, before))


def place_of(plan: ProjectPlan, work: InsertedWork) -> int:
    """The plan week in which inserted work begins; work that is new comes after all at the same place."""
    phase = next(phase for phase in plan.phases if phase.id == work.phase_id)
    earlier = sum(
        other.weeks
        for other in plan.inserted
        if other.phase_id == phase.id
        and (other.after_week, other.id or 0) < (work.after_week, work.id or LAST_WEEK * LAST_WEEK)
    )
    return first_week(plan, phase) + min(work.after_week, phase.weeks) + earlier


def shift_weeks(weekly: dict[int, Decimal], at: int, by: int, *, is_staffed: bool = True) -> dict[int, Decimal]:
    """Weekly FTE after `by` weeks were inserted before week `at` (negative: taken out just before it).

    Inserted weeks take the FTE of the week before them where the line goes on after them or ends with them, unless
    nobody works in them (`is_staffed` False: a pause).
    """
    if by >= 0:
        moved = {week + (by if week >= at else 0): fte for week, fte in weekly.items()}
        before = weekly.get(at - 1)
        if before is not None and is_staffed:
            moved.update(dict.fromkeys(range(at, at + by), before))
        return moved
    gone = range(at + by, at)
    return {week + (by if week >= at else 0): fte for week, fte in weekly.items() if week not in gone}


def mover(at: int, by: int) -> Callable[[int], int]:
    """Where an old plan week lies after `by` weeks were inserted before week `at`."""
    return lambda week: max(1, week + by) if week >= at else max(1, min(week, at + by - 1) if by < 0 else week)


def pause_before(plan: ProjectPlan, phase: Phase, weeks: int) -> InsertedWork:
    """The row of a pause at the beginning of a phase."""
    fields = {"project_id": plan.id, "phase_id": phase.id, "name": PAUSE, "weeks": weeks, "is_pause": True}
    return validated(InsertedWork, fields)


def with_pause(plan: ProjectPlan, work: InsertedWork) -> ProjectPlan:
    """The plan with the pause in it: staffing, dated costs, stages, on-call, drills and shifts move along."""
    at, by = place_of(plan, work), work.weeks
    move = mover(at, by)

    def span(row: CostLine | Stage, most: int) -> dict[str, int]:
        return {"from_week": min(move(row.from_week), most), "to_week": min(move(row.to_week), most)}

    lines = [
        line.model_copy(update={"weekly": shift_weeks(line.weekly, at, by, is_staffed=False)}) for line in plan.lines
    ]
    upkeep = plan.maintenance
    if upkeep.on_call_from_week is not None:
        upkeep = upkeep.model_copy(update={"on_call_from_week": move(upkeep.on_call_from_week)})
    days = moved_plan(plan, plan.project.start, lambda week: week + by if week >= at else week, move)
    return replace(
        plan,
        inserted=(*plan.inserted, work),
        lines=tuple(lines),
        costs=tuple(cost.model_copy(update=span(cost, LAST_WEEK + by)) for cost in plan.costs),
        stages=tuple(stage.model_copy(update=span(stage, LAST_WEEK)) for stage in plan.stages),
        maintenance=upkeep,
        drills=days.drills,
        rota=days.rota,
    )
