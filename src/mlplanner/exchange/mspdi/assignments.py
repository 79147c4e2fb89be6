"""Who works on which task for how long: a staffing line is one assignment for each task that lies in its weeks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.people import Rate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import format_weeks, week_start
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.exchange.mspdi.elements import HOURS_A_DAY
from mlplanner.exchange.mspdi.outlines import Item
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True)
class Worker:
    """A resource: a named person, or a role still to be filled."""

    uid: int
    name: str
    ref: str
    group: str
    units: Decimal
    rate: Decimal | None
    """Per hour, in the portfolio's currency; None where the rate card has none."""
    is_generic: bool


@dataclass(frozen=True)
class WeekOfWork:
    """Hours in one week, from its first to its last working day."""

    first: date
    last: date
    hours: Decimal


@dataclass(frozen=True)
class Assigned:
    """A staffing line's share of one task."""

    uid: int
    task: Item
    worker: Worker
    ref: str
    weekly: str
    """FTE by plan week, as the file keeps it: `1-2:0.5`."""
    work: tuple[WeekOfWork, ...]
    units: Decimal

    @property
    def hours(self) -> Decimal:
        """All hours of work."""
        return sum((week.hours for week in self.work), Decimal(0))


def workers_of(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> dict[int, Worker]:
    """Staffing line id → its resource; lines of one person, or of one unnamed role, share it."""
    found: dict[tuple[str, ...], Worker] = {}
    by_line: dict[int, Worker] = {}
    names: set[str] = set()
    for line in plan.lines:
        person = portfolio.people.get(line.person_id or 0)
        title = playbook.role_title(line.role)
        name = person.name if person else line.placeholder or f"{title} ({line.sourcing})"
        ref = person.ref if person else f"{line.role}/{line.sourcing}"
        if (name, ref) not in found:
            most = max(line.weekly.values(), default=Decimal(1))
            units = person.fte if person else max(Decimal(1), most)
            shown = name if name.casefold() not in names else f"{name} {len(found) + 1}"
            names.add(shown.casefold())
            rate = _hourly(portfolio.rates, line, plan.project.start, portfolio.settings.currency)
            found[name, ref] = Worker(len(found) + 1, shown, ref, title, units, rate, is_generic=person is None)
        by_line[line.id or 0] = found[name, ref]
    return by_line


def _hourly(rates: Iterable[Rate], line: StaffingLine, day: date, currency: str) -> Decimal | None:
    """The rate in force as the plan starts, by the hour; a fixed fee and a foreign currency have none."""
    fitting = [
        rate
        for rate in rates
        if (rate.role, rate.sourcing) == (line.role, line.sourcing)
        and rate.valid_from <= day
        and rate.currency in ("", currency)
    ]
    if not fitting:
        return None
    rate = max(fitting, key=lambda each: each.valid_from)
    hours = {
        RateBasis.ANNUAL: WEEKS_IN_YEAR * WORK_WEEK * HOURS_A_DAY,
        RateBasis.WEEK: WORK_WEEK * HOURS_A_DAY,
        RateBasis.DAY: HOURS_A_DAY,
    }.get(rate.basis)
    return None if hours is None else (rate.amount / hours).quantize(Decimal("0.01"))


def assignments_of(
    plan: ProjectPlan, items: Iterable[Item], workers: dict[int, Worker], calendar: WorkCalendar
) -> tuple[Assigned, ...]:
    """Each line on each task of its weeks, numbered from 1."""
    tasks = [item for item in items if not item.is_summary and not item.is_milestone]
    found: list[Assigned] = []
    for line in plan.lines:
        for task in tasks:
            span = range(task.span.first_week, task.span.last_week + 1)
            weekly = {week: line.weekly[week] for week in span if week in line.weekly}
            if not weekly:
                continue
            work = tuple(_weeks(plan, weekly, calendar))
            units = max(weekly.values())
            worker = workers[line.id or 0]
            found.append(Assigned(len(found) + 1, task, worker, line.ref, format_weeks(weekly), work, units))
    return tuple(found)


def _weeks(plan: ProjectPlan, weekly: dict[int, Decimal], calendar: WorkCalendar) -> Iterator[WeekOfWork]:
    for week, fte in weekly.items():
        monday = week_start(plan.project.start, week)
        days = [
            day for day in (monday + timedelta(days=number) for number in range(WORK_WEEK)) if calendar.is_working(day)
        ]
        if days:
            yield WeekOfWork(days[0], days[-1], fte * len(days) * HOURS_A_DAY)
