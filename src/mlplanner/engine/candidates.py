"""Who could do a staffing line: people by what they have left in its weeks, and by role and skill (P4.8, P4.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import FTE_STEP, StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, week_start
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.demands import NO_FTE
from mlplanner.engine.results import Load
from mlplanner.playbook.entries import Playbook

_WORDS = re.compile(r"[\w+#.]*[\w+#]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person held against a line. `free` maps the line's weeks to the FTE the person could give it."""

    person_id: int
    name: str
    role: str
    is_of_role: bool
    has_skill: bool
    """Their skills name the line's role, or what is sought for it: its placeholder, its note."""
    free: Mapping[int, Decimal]
    covered: Decimal
    """FTE-weeks of the line that the person could take."""
    share: Decimal
    """`covered` of what the line asks for, 0 to 1."""

    @property
    def is_enough(self) -> bool:
        """True when the person could take the whole line."""
        return self.share == 1


def candidates(
    portfolio: Portfolio, plan: ProjectPlan, line: StaffingLine, playbook: Playbook, today: date
) -> tuple[Candidate, ...]:
    """People with a role or a fitting skill, best first: of the role, then by skill, then by what they could take.

    What the line itself books now does not count against the person. Weeks that lie behind are looked at as well.
    """
    if not line.weekly:
        return ()
    mondays = {week: week_start(plan.project.start, week) for week in line.weekly}
    first, last = monday_of(min(*mondays.values(), today)), max(mondays.values())
    weeks = (last - first).days // DAYS_IN_WEEK + 1
    # To the week's last day: New Year may lie in it.
    calendar = work_calendar(portfolio.settings, portfolio.closures, first, last + timedelta(days=DAYS_IN_WEEK - 1))
    loads = role_loads(portfolio, calendar, first, weeks, playbook=playbook)
    places = {week: (monday - first).days // DAYS_IN_WEEK for week, monday in mondays.items()}
    title = playbook.role_title(line.role)
    found = [
        _candidate(person, line, title, loads.people.get(key), places)
        for key, person in portfolio.people.items()
        if person.role or person.skills
    ]
    return tuple(sorted((each for each in found if each.is_of_role or each.has_skill), key=_rank))


def free_part(line: StaffingLine, candidate: Candidate) -> dict[int, Decimal]:
    """The part of the line, week by week in steps of an FTE, that the person could take."""
    part = {week: min(fte, candidate.free[week] // FTE_STEP * FTE_STEP) for week, fte in line.weekly.items()}
    return {week: fte for week, fte in part.items() if fte > 0}


def _candidate(
    person: Person, line: StaffingLine, title: str, load: Load | None, places: Mapping[int, int]
) -> Candidate:
    free = {week: _free(person, line, load, week, place) for week, place in places.items()}
    asked = sum(line.weekly.values(), NO_FTE)
    covered = sum((min(fte, free[week]) for week, fte in line.weekly.items()), NO_FTE)
    return Candidate(
        person_id=person.id or 0,
        name=person.name,
        role=person.role,
        is_of_role=person.role == line.role,
        has_skill=_has_skill(person, line, title),
        free=free,
        covered=covered,
        share=covered / asked,
    )


def _has_skill(person: Person, line: StaffingLine, title: str) -> bool:
    """`Engineer who knows Spark` is found by the skill Spark, whole words."""
    sought = f" {' '.join(_WORDS.findall(f'{line.placeholder} {line.note}'.casefold()))} "
    skills = [" ".join(_WORDS.findall(skill.casefold())) for skill in person.skills.split(",")]
    names_role = any(name in person.skills.casefold() for name in (line.role.casefold(), title.casefold()))
    return names_role or any(skill and f" {skill} " in sought for skill in skills)


def _free(person: Person, line: StaffingLine, load: Load | None, week: int, place: int) -> Decimal:
    if load is None:
        return NO_FTE
    own = line.weekly[week] if line.person_id == person.id else NO_FTE
    return max(load.supply[place] - load.demand[place] + own, NO_FTE)


def _rank(candidate: Candidate) -> tuple[bool, bool, Decimal, str]:
    return (not candidate.is_of_role, not candidate.has_skill, -candidate.covered, candidate.name.casefold())
