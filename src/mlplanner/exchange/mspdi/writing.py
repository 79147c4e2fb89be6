"""Writes a plan as Microsoft Project XML; the same plan gives the same bytes."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, indent

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import plain
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar, work_calendar
from mlplanner.engine.results import Figures
from mlplanner.exchange.mspdi.assignments import Assigned, Worker, assignments_of, workers_of
from mlplanner.exchange.mspdi.elements import (
    AFTERNOON,
    DAY_BEGINS,
    DAY_ENDS,
    FINISH_TO_START,
    HOURS_A_DAY,
    NAMESPACE,
    NOON,
    TEXT_1,
    TEXT_2,
    WEEKS,
    add,
    add_texts,
    begin_of,
    duration,
    end_of,
)
from mlplanner.exchange.mspdi.outlines import Item, Outline
from mlplanner.playbook.entries import Playbook

CALENDAR = 1
_CONTOURED = "8"
_ALL_DONE = 100
_ZERO = Decimal(0)
_CENTS = 100


def write_project_xml(
    portfolio: Portfolio, plan: ProjectPlan, figures: Figures, playbook: Playbook, path: Path
) -> None:
    """Write tasks, gates, links, resources, rates, the calendar and the work of each week."""
    last = figures.timeline.handed_over + timedelta(days=366)
    calendar = work_calendar(portfolio.settings, portfolio.closures, plan.project.start, last)
    items = Outline(plan, figures.timeline, calendar).items
    workers = workers_of(portfolio, plan, playbook)
    assigned = assignments_of(plan, items, workers, calendar)
    root = Element("Project", xmlns=NAMESPACE)
    _head(root, portfolio, plan, items)
    _fields(root)
    _calendar(add(root, "Calendars"), calendar, plan.project.start, last)
    _tasks(add(root, "Tasks"), portfolio, plan, items, assigned)
    resources = add(root, "Resources")
    for worker in dict.fromkeys(workers.values()):
        _resource(resources, worker)
    listed = add(root, "Assignments")
    for each in assigned:
        _assignment(listed, each)
    indent(root)
    ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)


def identity(portfolio: Portfolio, plan: ProjectPlan) -> str:
    """What the file's own fields say of its origin: the portfolio's id and the project's."""
    return f"{portfolio.settings.portfolio_uid}/{plan.project.ref}"


def _head(root: Element, portfolio: Portfolio, plan: ProjectPlan, items: tuple[Item, ...]) -> None:
    days = [day for item in items for day in (item.span.begin, item.span.end)] or [plan.project.start]
    facts: tuple[tuple[str, object], ...] = (
        ("SaveVersion", 14),
        ("Name", plan.project.name),
        ("Title", plan.project.name),
        ("Subject", f"mlplanner {identity(portfolio, plan)}"),
        ("Author", portfolio.person_name(plan.project.author_id)),
        ("ScheduleFromStart", True),
        ("StartDate", begin_of(plan.project.start)),
        ("FinishDate", end_of(max(days))),
        ("FYStartDate", portfolio.settings.fiscal_month),
        ("CurrencyDigits", 2),
        ("CurrencySymbol", portfolio.settings.currency),
        ("CurrencyCode", portfolio.settings.currency),
        ("CalendarUID", CALENDAR),
        ("DefaultStartTime", DAY_BEGINS),
        ("DefaultFinishTime", DAY_ENDS),
        ("MinutesPerDay", HOURS_A_DAY * 60),
        ("MinutesPerWeek", WORK_WEEK * HOURS_A_DAY * 60),
        ("DaysPerMonth", 20),
        ("NewTasksEffortDriven", False),
    )
    for name, value in facts:
        add(root, name, value)


def _fields(root: Element) -> None:
    """Text1 and Text2 by the names under which Project shows them."""
    attributes = add(root, "ExtendedAttributes")
    for numbers, name, alias in ((TEXT_1, "Text1", "mlplanner id"), (TEXT_2, "Text2", "mlplanner exported")):
        for number in numbers.values():
            attribute = add(attributes, "ExtendedAttribute")
            add(attribute, "FieldID", number)
            add(attribute, "FieldName", name)
            add(attribute, "Alias", alias)


def _calendar(parent: Element, calendar: WorkCalendar, first: date, last: date) -> None:
    """Monday to Friday, with each day off as an exception of its name."""
    node = add(parent, "Calendar")
    for name, value in (("UID", CALENDAR), ("Name", "Standard"), ("IsBaseCalendar", True), ("BaseCalendarUID", -1)):
        add(node, name, value)
    week = add(node, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        day = add(week, "WeekDay")
        is_worked = 1 < number <= 1 + WORK_WEEK
        add(day, "DayType", number)
        add(day, "DayWorking", is_worked)
        if is_worked:
            times = add(day, "WorkingTimes")
            for begins, ends in ((DAY_BEGINS, NOON), (AFTERNOON, DAY_ENDS)):
                working = add(times, "WorkingTime")
                add(working, "FromTime", begins)
                add(working, "ToTime", ends)
    exceptions = add(node, "Exceptions")
    for day_off, title in sorted(calendar.days_off.items()):
        if first <= day_off <= last:
            _exception(exceptions, day_off, title)


def _exception(parent: Element, day: date, title: str) -> None:
    node = add(parent, "Exception")
    add(node, "EnteredByOccurrences", value=False)
    period = add(node, "TimePeriod")
    add(period, "FromDate", datetime.combine(day, datetime.min.time()))
    add(period, "ToDate", datetime.combine(day, datetime.min.time()) + timedelta(hours=23, minutes=59))
    add(node, "Occurrences", 1)
    add(node, "Name", title)
    add(node, "Type", 1)
    add(node, "DayWorking", value=False)


def _tasks(
    parent: Element, portfolio: Portfolio, plan: ProjectPlan, items: tuple[Item, ...], assigned: tuple[Assigned, ...]
) -> None:
    work: dict[int, Decimal] = {}
    for each in assigned:
        work[each.task.uid] = work.get(each.task.uid, _ZERO) + each.hours
    _project_task(parent, portfolio, plan, items, sum(work.values(), _ZERO))
    outer = inner = 0
    for place, item in enumerate(items, start=1):
        outer, inner = (outer + 1, 0) if item.level == 1 else (outer, inner + 1)
        number = str(outer) if item.level == 1 else f"{outer}.{inner}"
        hours = work.get(item.uid, _ZERO)
        if item.is_summary:
            hours = sum((work.get(each.uid, _ZERO) for each in _children(items, place)), _ZERO)
        _task(parent, item, place, number, hours)


def _children(items: tuple[Item, ...], place: int) -> list[Item]:
    found: list[Item] = []
    for item in items[place:]:
        if item.level == 1:
            break
        found.append(item)
    return found


def _project_task(
    parent: Element, portfolio: Portfolio, plan: ProjectPlan, items: tuple[Item, ...], hours: Decimal
) -> None:
    """Project's own row 0, the summary of all."""
    node = add(parent, "Task")
    for name, value in (("UID", 0), ("ID", 0), ("Name", plan.project.name), ("Type", 1), ("IsNull", False)):
        add(node, name, value)
    add(node, "OutlineNumber", 0)
    add(node, "OutlineLevel", 0)
    add(node, "Start", begin_of(plan.project.start))
    add(node, "Finish", end_of(max((item.span.end for item in items), default=plan.project.start)))
    add(node, "Work", duration(hours))
    add(node, "Summary", value=True)
    add_texts(node, "Task", identity(portfolio, plan), "")


def _task(parent: Element, item: Item, place: int, number: str, hours: Decimal) -> None:
    node = add(parent, "Task")
    length = duration(Decimal(0 if item.is_milestone else len(item.span.days) * HOURS_A_DAY))
    facts: tuple[tuple[str, object], ...] = (
        ("UID", item.uid),
        ("ID", place),
        ("Name", item.name),
        ("Active", True),
        ("Manual", False),
        ("Type", 1),
        ("IsNull", False),
        ("OutlineNumber", number),
        ("OutlineLevel", item.level),
        ("Start", end_of(item.span.end) if item.is_milestone else begin_of(item.span.begin)),
        ("Finish", end_of(item.span.end)),
        ("Duration", length),
        ("DurationFormat", 9 if not item.is_milestone else 7),
        ("Work", duration(hours)),
        ("EffortDriven", False),
        ("Estimated", False),
        ("Milestone", item.is_milestone),
        ("Summary", item.is_summary),
        ("PercentComplete", _ALL_DONE if item.is_done else 0),
        ("ConstraintType", 0),
        ("CalendarUID", -1),
    )
    for name, value in facts:
        add(node, name, value)
    if item.after is not None:
        link = add(node, "PredecessorLink")
        for name, value in (
            ("PredecessorUID", item.after),
            ("Type", FINISH_TO_START),
            ("LinkLag", 0),
            ("LagFormat", 7),
        ):
            add(link, name, value)
    add_texts(node, "Task", item.ref, f"{item.span.weeks} w {length}" if not item.is_milestone else "")
    if item.baseline:
        baseline = add(node, "Baseline")
        add(baseline, "Number", 0)
        add(baseline, "Finish", end_of(item.baseline))


def _resource(parent: Element, worker: Worker) -> None:
    node = add(parent, "Resource")
    facts: tuple[tuple[str, object], ...] = (
        ("UID", worker.uid),
        ("ID", worker.uid),
        ("Name", worker.name),
        ("Type", 1),
        ("IsNull", False),
        ("Group", worker.group),
        ("MaxUnits", plain(worker.units)),
        ("StandardRate", plain(worker.rate or _ZERO)),
        ("StandardRateFormat", DAYS_OR_HOURS),
        ("CalendarUID", -1),
        ("IsGeneric", worker.is_generic),
    )
    for name, value in facts:
        add(node, name, value)
    add_texts(node, "Resource", worker.ref, "")


DAYS_OR_HOURS = 2
"""The rate is shown by the hour."""


def _assignment(parent: Element, each: Assigned) -> None:
    """Work, Start and Finish are written out: Project leaves work and cost empty without them."""
    node = add(parent, "Assignment")
    begin = each.work[0].first if each.work else each.task.span.begin
    end = each.work[-1].last if each.work else each.task.span.end
    hours, is_even = duration(each.hours), len({week.hours for week in each.work}) <= 1
    cost = (each.hours * (each.worker.rate or _ZERO) * _CENTS).to_integral_value()
    facts: tuple[tuple[str, object], ...] = (
        ("UID", each.uid),
        ("TaskUID", each.task.uid),
        ("ResourceUID", each.worker.uid),
        ("Cost", cost),
        ("Finish", end_of(end)),
        ("RemainingCost", cost),
        ("RemainingWork", hours),
        ("Start", begin_of(begin)),
        ("Units", plain(each.units)),
        ("Work", hours),
        ("WorkContour", 0 if is_even else _CONTOURED),
    )
    for name, value in facts:
        add(node, name, value)
    add_texts(node, "Assignment", each.ref, f"{each.weekly} {hours} {begin_of(begin):%Y-%m-%d}")
    for week in each.work:
        timed = add(node, "TimephasedData")
        for name, value in (
            ("Type", 1),
            ("UID", each.uid),
            ("Start", begin_of(week.first)),
            ("Finish", end_of(week.last)),
            ("Unit", WEEKS),
            ("Value", duration(week.hours)),
        ):
            add(timed, name, value)
