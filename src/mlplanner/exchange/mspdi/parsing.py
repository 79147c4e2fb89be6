"""Reads Microsoft Project XML without document types, entities or the network; what is no such file is told in words."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.exchange.mspdi.elements import (
    DAY_BEGINS,
    FINISH_TO_START,
    HOURS_A_DAY,
    NAMESPACE,
    TEXT_1,
    TEXT_2,
    hours_of,
)
from mlplanner.exchange.mspdi.schedules import Assignment, Resource, ResourceKind, Schedule, Task, Timed

LARGEST_BYTES = 50 * 2**20
MOST_TASKS = 10_000
_CENTS = 100
_NONE = Decimal(0)
_SUNDAY, _SATURDAY = "1", "7"
_PLANNED = ("1", "2")
"""Kinds of timephased data that make up an assignment's work: what remains and what is done."""
_MOST_OFF = 5_000


def read_schedule(path: Path) -> Schedule:
    """The file's schedule; BadInput or WorldFault in one sentence that begins with its name."""
    root = _root(path)
    tasks = tuple(_task(node) for node in _listed(root, "Task") if not _truth(node, "IsNull") and _text(node, "Name"))
    if len(tasks) > MOST_TASKS:
        raise BadInput(f"{path.name} has {len(tasks):,} tasks; a project holds at most {MOST_TASKS:,} of them.")
    calendars = {_text(node, "UID"): node for node in _listed(root, "Calendar")}
    main = calendars.get(_text(root, "CalendarUID"))
    return Schedule(
        source=path.name,
        name=(_text(root, "Title") or _text(root, "Name") or path.stem).removesuffix(".xml").removesuffix(".mpp"),
        key=_text(root, "GUID") or _text(root, "Name") or path.stem,
        subject=_text(root, "Subject"),
        start=_start(root, tasks, path.name),
        currency=_text(root, "CurrencyCode").upper(),
        hours_a_day=(_number(root, "MinutesPerDay") or Decimal(HOURS_A_DAY * 60)) / 60,
        tasks=tuple(task for task in tasks if task.level > 0),
        resources=tuple(
            _resource(node, calendars)
            for node in _listed(root, "Resource")
            if not _truth(node, "IsNull") and _text(node, "Name")
        ),
        assignments=tuple(_assignment(node) for node in _listed(root, "Assignment")),
        days_off=tuple(_exceptions(main)) if main is not None else (),
        works_on_weekends=main is not None and _is_working_on_weekends(main),
    )


def _root(path: Path) -> Any:
    from lxml import etree

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInput(f"{path.name} is larger than {LARGEST_BYTES // 2**20} MB, more than any project.")
        data = path.read_bytes()
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror or error}.") from None
    if b"<!DOCTYPE" in data or b"<!DOCTYPE" in data.replace(b"\x00", b""):
        raise BadInput(f"{path.name} contains a document type definition, which no project file needs, and is refused.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise BadInput(f"{path.name} is not complete XML{where}; save it again from Microsoft Project.") from None
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise BadInput(
            f"{path.name} is XML but no Microsoft Project file; in Project choose Save as, then XML format (*.xml)."
        )
    return root


def _listed(root: Any, name: str) -> Iterator[Any]:
    """The entries of a list such as `Tasks`."""
    holder = root.find(f"{{{NAMESPACE}}}{name}s")
    return iter(()) if holder is None else iter(holder.findall(f"{{{NAMESPACE}}}{name}"))


def _text(node: Any, name: str) -> str:
    return (node.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _truth(node: Any, name: str) -> bool:
    return _text(node, name).casefold() in ("1", "true")


def _number(node: Any, name: str) -> Decimal:
    try:
        value = Decimal(_text(node, name)[:40] or 0)
    except InvalidOperation:
        return _NONE
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else _NONE


def _moment(node: Any, name: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(node, name))
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


def _day(node: Any, name: str) -> date | None:
    moment = _moment(node, name)
    return moment.date() if moment else None


def _end(node: Any, first: str, last: str) -> date | None:
    """The last day worked: what ends as a day begins ended the day before."""
    begins, ends = _moment(node, first), _moment(node, last)
    if ends and begins and ends.time() <= DAY_BEGINS and ends.date() > begins.date():
        return (ends - timedelta(days=1)).date()
    return ends.date() if ends else None


def _hours(node: Any, name: str) -> Decimal:
    return hours_of(_text(node, name)) or _NONE


def _own(node: Any, numbers: dict[str, str], kind: str) -> str:
    """The value of Text1 or Text2."""
    for attribute in node.findall(f"{{{NAMESPACE}}}ExtendedAttribute"):
        if _text(attribute, "FieldID") == numbers[kind]:
            return _text(attribute, "Value")
    return ""


def _task(node: Any) -> Task:
    links = node.findall(f"{{{NAMESPACE}}}PredecessorLink")
    plain = [link for link in links if _text(link, "Type") == FINISH_TO_START and not _number(link, "LinkLag")]
    is_milestone = _truth(node, "Milestone")
    return Task(
        uid=_text(node, "UID"),
        row=_text(node, "ID") or _text(node, "UID"),
        key=_text(node, "GUID") or _text(node, "UID"),
        name=_text(node, "Name"),
        level=int(_number(node, "OutlineLevel")) if _truth_or_absent(node, "Active") else 0,
        begin=_day(node, "Start"),
        end=_day(node, "Finish") if is_milestone else _end(node, "Start", "Finish"),
        hours=_hours(node, "Duration"),
        is_summary=_truth(node, "Summary"),
        is_milestone=is_milestone,
        percent=int(_number(node, "PercentComplete")),
        own=_own(node, TEXT_1, "Task"),
        exported=_own(node, TEXT_2, "Task"),
        finished_on=_day(node, "ActualFinish"),
        after=tuple(_text(link, "PredecessorUID") for link in plain),
        has_other_links=len(plain) < len(links),
        has_constraint=_text(node, "ConstraintType") not in ("", "0"),
        has_deadline=_is_later(_day(node, "Deadline"), _day(node, "Finish")),
        is_recurring=_truth(node, "Recurring"),
        fixed_cost=_number(node, "FixedCost") / _CENTS,
    )


def _is_later(deadline: date | None, end: date | None) -> bool:
    """A deadline that says something; some programs write one of 1984 for none."""
    return deadline is not None and end is not None and deadline >= end


def _truth_or_absent(node: Any, name: str) -> bool:
    return not _text(node, name) or _truth(node, name)


def _resource(node: Any, calendars: dict[str, Any]) -> Resource:
    kind = _text(node, "Type")
    if _truth(node, "IsCostResource"):
        kind = ResourceKind.COST
    calendar = calendars.get(_text(node, "CalendarUID"))
    is_own = calendar is not None and not _truth(calendar, "IsBaseCalendar")
    return Resource(
        uid=_text(node, "UID"),
        key=_text(node, "GUID") or _text(node, "UID"),
        name=_text(node, "Name"),
        kind=ResourceKind(kind) if kind in ("0", "1", "2") else ResourceKind.WORK,
        group=_text(node, "Group"),
        initials=_text(node, "Initials"),
        units=_number(node, "MaxUnits"),
        rate=_number(node, "StandardRate"),
        has_extra_cost=bool(_number(node, "CostPerUse") or _number(node, "OvertimeRate")),
        own_days=sum(1 for _ in _exceptions(calendar)) if is_own else 0,
        is_generic=_truth(node, "IsGeneric"),
        own=_own(node, TEXT_1, "Resource"),
    )


def _assignment(node: Any) -> Assignment:
    timed = [_timed(each) for each in node.findall(f"{{{NAMESPACE}}}TimephasedData")]
    return Assignment(
        uid=_text(node, "UID"),
        task=_text(node, "TaskUID"),
        resource=_text(node, "ResourceUID"),
        begin=_day(node, "Start"),
        end=_end(node, "Start", "Finish"),
        hours=_hours(node, "Work"),
        cost=_number(node, "Cost") / _CENTS,
        own=_own(node, TEXT_1, "Assignment"),
        exported=_own(node, TEXT_2, "Assignment"),
        timed=tuple(each for each in timed if each),
    )


def _timed(node: Any) -> Timed | None:
    first, last = _day(node, "Start"), _end(node, "Start", "Finish")
    hours = _hours(node, "Value")
    if _text(node, "Type") not in _PLANNED or first is None or last is None or hours <= 0:
        return None
    return Timed(first, max(first, last), hours)


def _exceptions(calendar: Any) -> Iterator[tuple[date, date, str]]:
    """Days off of a calendar: first, last, name; of old files too, which keep them among the week days."""
    nodes = [
        *calendar.findall(f"{{{NAMESPACE}}}Exceptions/{{{NAMESPACE}}}Exception"),
        *(
            day
            for day in calendar.findall(f"{{{NAMESPACE}}}WeekDays/{{{NAMESPACE}}}WeekDay")
            if _text(day, "DayType") == "0"
        ),
    ]
    for node in nodes[:_MOST_OFF]:
        period = node.find(f"{{{NAMESPACE}}}TimePeriod")
        if period is None or _truth(node, "DayWorking"):
            continue
        first, last = _day(period, "FromDate"), _day(period, "ToDate")
        if first and last:
            yield first, last, _text(node, "Name")


def _is_working_on_weekends(calendar: Any) -> bool:
    days = calendar.findall(f"{{{NAMESPACE}}}WeekDays/{{{NAMESPACE}}}WeekDay")
    return any(_truth(day, "DayWorking") for day in days if _text(day, "DayType") in (_SUNDAY, _SATURDAY))


def _start(root: Any, tasks: tuple[Task, ...], source: str) -> date:
    """The first day of anything, else the start that the file names."""
    begins = [task.begin for task in tasks if task.begin and task.level > 0]
    named = _day(root, "StartDate")
    start = min([*begins, *([named] if named else [])], default=None)
    if start is None:
        raise BadInput(f"{source} names no start and no dates of tasks; save it again from Microsoft Project.")
    return start
