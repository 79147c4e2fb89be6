"""Other ways to staff a project that levelling may choose: whose lines a hire, contractor or partner does, and what that costs (P4.4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import combinations

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import FTE_STEP, StaffingLine
from mlplanner.domain.weeks import monday_of, week_start
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar
from mlplanner.engine.rates import RateCard
from mlplanner.engine.staffing import line_cost
from mlplanner.engine.timelines import plan_timeline
from mlplanner.playbook.entries import Playbook

_KINDS = (Sourcing.HIRE, Sourcing.CONTRACTOR, Sourcing.PARTNER)
_MOST = 12
"""Ways that are offered for one project; each makes the search longer."""


@dataclass(frozen=True, slots=True)
class LineSourcing:
    """One line that is done by people still to be found."""

    line_id: int
    role: str
    before: Sourcing
    after: Sourcing
    cost: Decimal
    """What the line costs more by the rate card, at the dates of the plan; below 0: less."""
    people: tuple[Decimal, ...]
    """FTE of each person to be found; several when the line asks for more than one."""
    lead_weeks: int
    ramp_weeks: int
    """Weeks that they begin before the line, so that they work at full speed in it."""
    first_week: int
    """The plan week in which the line begins."""


Way = tuple[LineSourcing, ...]


def ways_of(
    plan: ProjectPlan, playbook: Playbook, calendar: WorkCalendar, card: RateCard, roles: frozenset[str]
) -> list[Way]:
    """Ways to staff the project beside the plan's own, for lines of these roles that own people do now.

    Role by role, each kind of sourcing that is not both dearer and later than another; then two roles and all of them
    together, each in its cheapest and its soonest way. Only what the rate card prices in all weeks of the line.
    """
    by_role: dict[str, list[Way]] = {}
    for role in dict.fromkeys(line.role for line in plan.lines if line.role in roles):
        lines = [
            line for line in plan.lines if line.role == role and line.weekly and line.sourcing == Sourcing.INTERNAL
        ]
        found = [way for kind in _KINDS if (way := _as(plan, lines, kind, (playbook, calendar, card)))]
        if lines and found:
            by_role[role] = list(_worth_trying(found))
    singles = [way for ways in by_role.values() for way in ways]
    joined = (
        tuple(line for ways in each for line in pick(ways))
        for size in (len(by_role), 2)
        if size > 1
        for each in combinations(by_role.values(), size)
        for pick in (_cheapest, _soonest)
    )
    return list(dict.fromkeys((*singles, *joined)))[:_MOST]


def earliest_start(way: Way, today: date) -> date:
    """The first Monday on which a project that is staffed so can begin: everybody found, and at full speed, in time."""
    waits = (line.lead_weeks + 1 + line.ramp_weeks - (line.first_week - 1) for line in way)
    return week_start(monday_of(today), 1 + max((*waits, 0)))


def cost_of(way: Iterable[LineSourcing]) -> Decimal:
    """What the lines cost more in all."""
    return sum((line.cost for line in way), ZERO)


def newcomers(fte: Decimal) -> tuple[Decimal, ...]:
    """People to be found for so many FTE: one does at most all of a week, the shares are alike, rounded up to a step."""
    count = int(fte.to_integral_value(ROUND_CEILING))
    share = (fte / count / FTE_STEP).to_integral_value(ROUND_CEILING) * FTE_STEP
    return (share,) * count


def days_employed(line: StaffingLine, start: date, ramp_weeks: int, sourcing: Sourcing) -> tuple[date, date | None]:
    """From when to when the people for a line are employed; a hire stays."""
    first = week_start(start, min(line.weekly) - ramp_weeks)
    last = week_start(start, max(line.weekly)) + timedelta(days=WORK_WEEK - 1)
    return first, None if sourcing is Sourcing.HIRE else last


def _as(
    plan: ProjectPlan, lines: Iterable[StaffingLine], kind: Sourcing, book: tuple[Playbook, WorkCalendar, RateCard]
) -> Way:
    """These lines in that way; empty when the rate card has no price for one."""
    playbook, calendar, card = book
    timeline, found = plan_timeline(plan, calendar), list[LineSourcing]()
    for line in lines:
        other = line.model_copy(update={"sourcing": kind, "fixed_fee": None})
        now, then = (line_cost(plan, each, timeline, card, calendar) for each in (line, other))
        rate = card.on(line.role, kind, week_start(plan.project.start, min(line.weekly)))
        if then.unpriced_weeks or rate is None:
            return ()
        found.append(
            LineSourcing(
                line_id=line.id or 0,
                role=line.role,
                before=line.sourcing,
                after=kind,
                cost=then.build + then.handover + then.one_off - now.build - now.handover - now.one_off,
                people=newcomers(max(line.weekly.values())),
                lead_weeks=rate.lead_weeks,
                ramp_weeks=int(playbook.figures[f"ramp_{kind.value}"].value),
                first_week=min(line.weekly),
            )
        )
    return tuple(found)


def _worth_trying(ways: list[Way]) -> Iterator[Way]:
    """Those that no other beats in cost and in time; of equals the first."""
    for number, way in enumerate(ways):
        rank = (cost_of(way), _weeks(way))
        others = ((cost_of(each), _weeks(each), place) for place, each in enumerate(ways) if place != number)
        if not any(c <= rank[0] and w <= rank[1] and ((c, w) != rank or p < number) for c, w, p in others):
            yield way


def _weeks(way: Way) -> int:
    return max(line.lead_weeks + line.ramp_weeks - line.first_week for line in way)


def _cheapest(ways: Iterable[Way]) -> Way:
    return min(ways, key=lambda way: (cost_of(way), _weeks(way)))


def _soonest(ways: Iterable[Way]) -> Way:
    return min(ways, key=lambda way: (_weeks(way), cost_of(way)))
