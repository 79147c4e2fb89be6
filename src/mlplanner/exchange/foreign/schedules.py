"""Task lists and staffing tables of foreign workbooks as schedules, which then become projects as any other."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.foreign.tables import ForeignTable, rows_of
from mlplanner.exchange.foreign.values import Style, day, number, people, style_of
from mlplanner.exchange.foreign.words import folded, words
from mlplanner.exchange.mspdi.elements import HOURS_A_DAY
from mlplanner.exchange.mspdi.schedules import Assignment, Resource, ResourceKind, Schedule, Task, Timed

_DAYS, _FULL, _WEEK_HOURS = 5, Decimal(1), Decimal(40)


_EMPTY = Task(
    uid="1",
    row="1",
    key="work",
    name="",
    level=1,
    begin=None,
    end=None,
    hours=Decimal(0),
    is_summary=False,
    is_milestone=False,
    percent=0,
    own="",
    exported="",
    finished_on=None,
    after=(),
    has_other_links=False,
    has_constraint=False,
    has_deadline=False,
    is_recurring=False,
    fixed_cost=Decimal(0),
)


@dataclass
class SheetCells:
    """Cells of one table by meaning, in the style of their column; problems go into `notes` with their cell."""

    file: OpenFile
    table: ForeignTable
    notes: list[str] = field(default_factory=list)
    _styles: dict[int, Style] = field(default_factory=dict)

    def style(self, column: int) -> Style:
        """How the column writes numbers and dates."""
        if column not in self._styles:
            rows = range(self.table.heading + 1, self.table.last + 1)
            self._styles[column] = style_of(self.file.value(Spot(self.table.sheet, row, column)) for row in rows)
        return self._styles[column]

    def raw(self, name: str, row: int) -> Any:
        """The cell's value; None for an error, which is told."""
        spot = self.table.spot(name, row)
        if spot is None:
            return None
        if self.file.is_error(spot):
            self.notes.append(f"{spot.text} shows {self.file.value(spot)}: left out.")
            return None
        return self.file.value(spot)

    def text(self, name: str, row: int) -> str:
        """The cell's text."""
        spot = self.table.spot(name, row)
        return "" if spot is None or self.file.is_error(spot) else self.file.text(spot)

    def number(self, name: str, row: int) -> Decimal | None:
        """The cell's number."""
        raw = self.raw(name, row)
        return None if raw is None else number(raw, self.style(self.table.columns[name]))

    def day(self, name: str, row: int) -> date | None:
        """The cell's date; what is text and no date is told."""
        raw = self.raw(name, row)
        found = None if raw is None else day(raw, self.style(self.table.columns[name]))
        if raw is not None and found is None and str(raw).strip():
            spot = self.table.spot(name, row)
            self.notes.append(f"{spot.text if spot else ''}: '{str(raw)[:40]}' is no date; left out.")
        return found

    def where(self, row: int) -> str:
        """The address of the row's first cell of meaning."""
        return Spot(self.table.sheet, row, min(self.table.columns.values(), default=1)).text


def task_schedule(cells: SheetCells, name: str) -> Schedule | None:
    """The tasks of a table with their owners; None when none of them has a date."""
    rows = [row for row in rows_of(cells.file, cells.table) if cells.text("task", row)]
    levels = {row: _level(cells, row) for row in rows}
    tasks: list[Task] = []
    team: dict[str, Resource] = {}
    assignments: list[Assignment] = []
    for place, row in enumerate(rows):
        below = rows[place + 1 :]
        begin, end = _span(cells, row)
        is_summary = bool(below) and (levels[below[0]] > levels[row] or (begin is None and end is None))
        tasks.append(_task(cells, row, begin, end, levels[row], is_summary=is_summary))
        owners = people(cells.text("owner", row)) if not is_summary else []
        for person in owners:
            resource = _resource(team, person, cells.text("role", row))
            if begin and end:
                assignments.append(_assigned(cells, row, resource, (begin, end), len(assignments), sharers=len(owners)))
    tasks = _nested(tasks)
    if not any(task.begin for task in tasks):
        return None
    if any(not cells.text("effort", row) and not cells.text("fte", row) for row in rows) and assignments:
        cells.notes.append("Where no effort is given, each person is counted full time from begin to end of the task.")
    return _schedule(cells, name, tasks, team.values(), assignments)


def staffing_schedules(cells: SheetCells, name: str, today: date) -> dict[str, Schedule]:
    """Project → people and their hours by week; one project of the file's name where no column names any."""
    grouped: dict[str, list[int]] = {}
    for row in rows_of(cells.file, cells.table):
        if cells.text("owner", row) or cells.text("role", row):
            grouped.setdefault(cells.text("project", row) or name, []).append(row)
    found: dict[str, Schedule] = {}
    for project, rows in grouped.items():
        team: dict[str, Resource] = {}
        work: list[Assignment] = []
        for row in rows:
            role = cells.text("role", row)
            resource = _resource(team, cells.text("owner", row) or role, role)
            work += _staffed(cells, row, resource, today, len(work))
        if work:
            begin = min(each.begin for each in work if each.begin)
            end = max(each.end for each in work if each.end)
            span = _plain_task(project, begin, end, cells.where(rows[0]))
            found[project] = _schedule(cells, project, [span], team.values(), work)
    return found


def _level(cells: SheetCells, row: int) -> int:
    """By leading blanks, an outline code, or a sheet's own grouping: 1 is the outermost."""
    spot = cells.table.spot("task", row)
    raw = str(cells.file.value(spot) or "") if spot else ""
    blanks = len(raw) - len(raw.lstrip())
    code = cells.text("outline", row).strip(".")
    return 1 + (code.count(".") if code else (blanks + 1) // 2)


def _span(cells: SheetCells, row: int) -> tuple[date | None, date | None]:
    """Begin and end; a missing end is counted from days, weeks or a duration (in days unless its heading or size says weeks)."""
    begin, end = cells.day("begin", row), cells.day("end", row)
    if begin and end is None:
        days, weeks = cells.number("days", row), cells.number("weeks", row)
        length = cells.number("duration", row)
        total = days if days is not None else (weeks * 7 if weeks is not None else length)
        end = begin + timedelta(days=max(0, int(total) - 1)) if total is not None and total < 4000 else begin
    return (begin or end, max(end, begin) if begin and end else end)


def _task(cells: SheetCells, row: int, begin: date | None, end: date | None, level: int, *, is_summary: bool) -> Task:
    progress = cells.number("progress", row) or Decimal(0)
    percent = int(progress * 100 if progress <= 1 else progress)
    kinds = {folded(cells.text("category", row)), *folded(cells.text("task", row)).split()[-1:]}
    return replace(
        _EMPTY,
        uid=str(row),
        row=str(row),
        key=cells.text("number", row) or cells.text("task", row)[:100] or str(row),
        name=cells.text("task", row)[:120],
        level=level,
        begin=begin,
        end=end,
        is_summary=is_summary,
        is_milestone=bool(kinds & words("milestone")) and not is_summary,
        percent=percent,
        has_other_links=bool(cells.text("after", row)),
        place=cells.where(row),
    )


def _plain_task(name: str, begin: date, end: date, place: str) -> Task:
    return replace(_EMPTY, name=name[:120], begin=begin, end=end, place=place)


def _nested(tasks: list[Task]) -> list[Task]:
    """Summaries take the span of what lies below; a flat list with rows that only head others gets a level."""
    flat = len({task.level for task in tasks}) == 1 and any(task.is_summary for task in tasks)
    leveled = [replace(task, level=task.level + (0 if task.is_summary else 1)) for task in tasks] if flat else tasks
    done: list[Task] = []
    for place, task in enumerate(leveled):
        below: list[Task] = []
        for other in leveled[place + 1 :]:
            if other.level <= task.level:
                break
            below.append(other)
        begins = [each.begin for each in below if each.begin]
        ends = [each.end for each in below if each.end]
        if task.is_summary and begins and ends:
            done.append(replace(task, begin=task.begin or min(begins), end=max(ends)))
        else:
            done.append(task)
    keys: dict[str, int] = {}
    for place, task in enumerate(done):
        keys[task.key] = keys.get(task.key, 0) + 1
        if keys[task.key] > 1:
            done[place] = replace(task, key=f"{task.key} {keys[task.key]}")
    return done


def _resource(team: dict[str, Resource], name: str, role: str) -> Resource:
    key = f"{name.casefold()}|{role.casefold()}"
    is_generic = bool(role) and name == role
    if key not in team:
        uid = str(len(team) + 1)
        team[key] = Resource(
            uid=uid,
            key=key[:100],
            name=name[:120],
            kind=ResourceKind.WORK,
            group=role[:80],
            initials="",
            units=_FULL,
            rate=Decimal(0),
            has_extra_cost=False,
            own_days=0,
            is_generic=is_generic,
            own="",
        )
    return team[key]


def _assigned(
    cells: SheetCells, row: int, resource: Resource, span: tuple[date, date], place: int, *, sharers: int = 1
) -> Assignment:
    """The hours of a row; an effort is shared among its people."""
    begin, end = span
    days = sum((begin + timedelta(days=n)).weekday() < _DAYS for n in range((end - begin).days + 1)) or 1
    effort, share = cells.number("effort", row), _share(cells.number("fte", row))
    hours = effort / sharers if effort is not None else days * HOURS_A_DAY * (share if share is not None else _FULL)
    return Assignment(str(place), str(row), resource.uid, begin, end, hours, Decimal(0), "", "", ())


def _share(value: Decimal | None) -> Decimal | None:
    """An FTE: above 50 it is per cent."""
    return value / 100 if value is not None and value > 50 else value


def _staffed(cells: SheetCells, row: int, resource: Resource, today: date, place: int) -> Iterable[Assignment]:
    """Work of a row: by its columns of weeks or months, else its hours or FTE from begin to end."""
    begin, end = cells.day("begin", row), cells.day("end", row)
    timed = _by_period(cells, row, begin or today)
    if timed:
        hours = sum((each.hours for each in timed), Decimal(0))
        first, last = timed[0].first, max(each.last for each in timed)
        return [Assignment(str(place), "1", resource.uid, first, last, hours, Decimal(0), "", "", tuple(timed))]
    if begin is None or (cells.number("effort", row) is None and cells.number("fte", row) is None):
        cells.notes.append(f"{cells.where(row)}: no weeks, hours or FTE with a begin; skipped.")
        return []
    span = (begin, max(begin, end) if end else begin + timedelta(days=_DAYS - 1))
    return [_assigned(cells, row, resource, span, place)]


def _by_period(cells: SheetCells, row: int, first: date) -> list[Timed]:
    """Hours of each filled period; numbers up to 2 are FTE, per cents shares, larger ones hours a week."""
    table = cells.table
    monday = first - timedelta(days=first.weekday())
    numbered = {
        column: (monday + timedelta(days=7 * (n - 1)), monday + timedelta(days=7 * n - 3))
        for column, n in table.numbered.items()
    }
    found: list[tuple[date, date, Decimal]] = []
    for column, (begin, end) in {**table.periods, **numbered}.items():
        value = number(cells.file.value(Spot(table.sheet, row, column)), cells.style(column))
        if value is not None and value > 0:
            found.append((begin, end, value))
    most = max((value for _, _, value in found), default=Decimal(0))
    unit = _WEEK_HOURS if most <= 2 else (_WEEK_HOURS / 100 if most > 60 else Decimal(1))
    return [Timed(a, b, v * unit * max(1, round((b - a).days / 7))) for a, b, v in sorted(found)]


def _schedule(
    cells: SheetCells, name: str, tasks: list[Task], team: Iterable[Resource], work: list[Assignment]
) -> Schedule:
    return Schedule(
        source=cells.file.source,
        name=name[:120],
        key=f"{name[:60]} {cells.table.sheet}"[:120],
        subject="",
        start=min(task.begin for task in tasks if task.begin),
        currency="",
        hours_a_day=Decimal(HOURS_A_DAY),
        tasks=tuple(tasks),
        resources=tuple(team),
        assignments=tuple(work),
        days_off=(),
        works_on_weekends=False,
    )
