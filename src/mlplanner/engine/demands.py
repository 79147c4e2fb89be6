"""What a project asks of roles and people, as runs of equal weeks (P4.9, P8.5; `arithmetic.md`, Capacity).

A line of 0.5 FTE from week 3 to 14 is one run. Runs are found once for a plan and kept as long as the plan stays the
same; adding one up takes two additions, however long it is (`load_sums`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.upkeep import operation_start, upkeep_role, upkeep_work
from mlplanner.engine.work_units import to_units
from mlplanner.playbook.entries import Playbook

NO_FTE = Decimal(0)
Run = tuple[str, int | None, int, int, int]
"""Role, person or None, first week, the week after the last, units of FTE in each; weeks are numbered as `week_of` does."""


def week_of(day: date) -> int:
    """The number of the week that holds `day`, counted from the year 1: weeks of all plans on one scale."""
    return (day.toordinal() - 1) // DAYS_IN_WEEK


@dataclass(frozen=True, slots=True)
class Asks:
    """What one project asks for."""

    project_id: int
    commitment: Commitment
    probability: Decimal
    runs: tuple[Run, ...]

    def weighted(self, runs: Iterable[Run]) -> Iterator[Run]:
        """Some of the runs, counted with the probability that the project comes; a confirmed one does."""
        for role, person, first, end, units in runs:
            is_sure = self.commitment is Commitment.CONFIRMED
            yield role, person, first, end, units if is_sure else int((units * self.probability).to_integral_value())


def asks_of(plan: ProjectPlan, playbook: Playbook, calendar: WorkCalendar) -> Asks:
    """A project's lines, and what the year after hand-over takes: the watch, retrains and drills (P8.5).

    Lines of any sourcing are demand: contractors who are in the list of people bring their own supply. A withdrawn
    project asks for nobody (P3.4).
    """
    project = plan.project
    runs = () if plan.is_withdrawn else _runs(plan, playbook, calendar)
    return Asks(plan.id, Commitment(project.commitment), project.probability, runs)


def _runs(plan: ProjectPlan, playbook: Playbook, calendar: WorkCalendar) -> tuple[Run, ...]:
    before = week_of(plan.project.start) - 1
    runs: list[Run] = []
    for line in plan.lines:
        role, person = line.role, line.person_id
        for first, end, fte in _equal_weeks(line.weekly.items()):
            runs.append((role, person, before + first, before + end, to_units(fte)))
    if upkeep_role(plan):
        start = operation_start(plan, calendar)
        begin = week_of(start)
        for work in upkeep_work(plan, playbook, start):
            for first, end, fte in _equal_weeks(work.weekly):
                runs.append((work.role, None, begin + first, begin + end, to_units(fte)))
    return tuple(runs)


def _equal_weeks(weekly: Iterable[tuple[int, Decimal]]) -> Iterator[tuple[int, int, Decimal]]:
    """(first week, week after the last, FTE) of each run of neighbouring weeks with the same FTE."""
    first = end = 0
    kept = NO_FTE
    for week, fte in weekly:
        if week == end and (fte is kept or fte == kept):
            end += 1
            continue
        if kept:
            yield first, end, kept
        first, end, kept = week, week + 1, fte
    if kept:
        yield first, end, kept
