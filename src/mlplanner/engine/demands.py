"""How much people are asked to work, week by week, in FTE (P4.9, P8.5; `arithmetic.md`, Capacity)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.upkeep import operation_start, upkeep_work
from mlplanner.playbook.entries import Playbook

NO_FTE = Decimal(0)


@dataclass(slots=True)
class Demand:
    """Demand for one role or person: FTE by week, and the projects that cause it."""

    fte: list[Decimal]
    projects: list[list[int]]

    def add(self, weekly: Iterable[tuple[int, Decimal]], project_id: int | None) -> None:
        """Count FTE at places of the window, others are left out; a project's calls follow each other.

        `project_id` None: asked for by no project (training that the programme pays for).
        """
        fte, projects, weeks = self.fte, self.projects, len(self.fte)
        for place, asked in weekly:
            if 0 <= place < weeks:
                fte[place] += asked
                behind = projects[place]
                if project_id is not None and (not behind or behind[-1] != project_id):
                    behind.append(project_id)


@dataclass
class Demands:
    """Demand by role key and by person id over the same weeks."""

    weeks: int
    roles: dict[str, Demand] = field(default_factory=dict)
    people: dict[int, Demand] = field(default_factory=dict)

    def role(self, key: str) -> Demand:
        """The demand for a role, begun when it is first asked for."""
        if key not in self.roles:
            self.roles[key] = self._none()
        return self.roles[key]

    def person(self, person_id: int) -> Demand:
        """The demand for a person, begun when it is first asked for."""
        if person_id not in self.people:
            self.people[person_id] = self._none()
        return self.people[person_id]

    def _none(self) -> Demand:
        return Demand([NO_FTE] * self.weeks, [[] for _ in range(self.weeks)])


def add_project(
    demands: Demands,
    plan: ProjectPlan,
    playbook: Playbook,
    calendar: WorkCalendar,
    first_monday: date,
    *,
    is_weighted: bool,
) -> None:
    """Count a project's lines, and what the year after hand-over takes: the watch, retrains and drills (P8.5).

    `is_weighted`: an unconfirmed project counts with its probability.
    """
    is_sure = not is_weighted or plan.project.commitment is Commitment.CONFIRMED
    weight = Decimal(1) if is_sure else plan.project.probability
    before = (plan.project.start - first_monday).days // DAYS_IN_WEEK - 1
    for line in plan.lines:
        weekly = [(before + week, fte if is_sure else fte * weight) for week, fte in line.weekly.items()]
        demands.role(line.role).add(weekly, plan.id)
        if line.person_id is not None:
            demands.person(line.person_id).add(weekly, plan.id)
    start = operation_start(plan, calendar)
    first = (start - first_monday).days // DAYS_IN_WEEK
    for work in upkeep_work(plan, playbook, start):
        weekly = [(first + week, fte * weight) for week, fte in work.weekly]
        demands.role(work.role).add(weekly, plan.id)
