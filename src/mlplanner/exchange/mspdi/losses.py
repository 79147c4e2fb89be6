"""What a Microsoft Project file says that has no place in a plan, each in one sentence."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mlplanner.exchange.mspdi.schedules import Resource, Schedule, Task


def losses(schedule: Schedule) -> list[str]:
    """The loss list of a schedule; empty when all of it found a place."""
    tasks = schedule.tasks
    told = [
        (_linked(tasks), "{} between tasks {} not taken: phases follow each other here, and each ends with its gate."),
        (
            _where(task for task in tasks if task.has_constraint),
            "{} with a fixed date or other constraint {} taken as dated, the constraint was not.",
        ),
        (_where(task for task in tasks if task.has_deadline), "{} with a deadline of its own {} taken without it."),
        (
            _where(task for task in tasks if task.is_recurring),
            "{} that recurs {} taken once, from its first to its last day.",
        ),
    ]
    notes = [sentence.format(*found) for found, sentence in told if found]
    notes += _of_resources(schedule.resources)
    if schedule.works_on_weekends:
        notes.append("Its calendar works at weekends; weeks here have five days, and the work of a week was kept.")
    return notes


def _linked(tasks: Sequence[Task]) -> tuple[str, str] | None:
    """Links other than those from one task to the next in the list."""
    before: dict[str, str] = {}
    leaves = [task for task in tasks if not task.is_summary]
    for first, second in pairwise(leaves):
        before[second.uid] = first.uid
    found = sum(
        len([uid for uid in task.after if before.get(task.uid) != uid]) + task.has_other_links for task in tasks
    )
    return _count(found, "link")


def _where(tasks: Iterable[Task]) -> tuple[str, str] | None:
    found = list(tasks)
    counted = _count(len(found), "task")
    if counted is None:
        return None
    names = ", ".join(f"'{task.name[:40]}'" for task in found[:3]) + (" and more" if len(found) > 3 else "")
    return f"{counted[0]} ({names})", counted[1]


def _count(number: int, noun: str) -> tuple[str, str] | None:
    if not number:
        return None
    return (f"1 {noun}", "was") if number == 1 else (f"{number} {noun}s", "were")


def _of_resources(resources: Sequence[Resource]) -> list[str]:
    extra = _count(sum(each.has_extra_cost for each in resources), "resource")
    days = _count(sum(each.own_days for each in resources), "day off")
    notes = []
    if extra:
        notes.append(
            f"Overtime rates and costs per use of {extra[0]} {extra[1]} not taken: cost accrual has no place here."
        )
    if days:
        amount = days[0].replace("day offs", "days off")
        notes.append(f"{amount} in calendars of single resources {days[1]} not taken; enter time off under People.")
    return notes
