"""Task lists of foreign workbooks as schedules, which then become projects as any other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.cells import SheetCells
from mlplanner.exchange.foreign.units import calendar_days, hours_of, period_hours, share_of
from mlplanner.exchange.foreign.values import people
from mlplanner.exchange.foreign.words import folded, words
from mlplanner.exchange.mspdi.elements import HOURS_A_DAY
from mlplanner.exchange.mspdi.schedules import Assignment, Resource, ResourceKind, Schedule, Task, Timed

_FULL = Decimal(1)
_NAME = 120
_LONGEST = 4000
"""Days; what is longer is no length of a task."""
EMPTY = Task(
    uid="1", row="1", key="work", name="", level=1, begin=None, end=None, hours=Decimal(0), is_summary=False,
    is_milestone=False, percent=0, own="", exported="", finished_on=None, after=(), has_other_links=False,
    has_constraint=False, has_deadline=False, is_recurring=False, fixed_cost=Decimal(0),
)  # fmt: skip


@dataclass
class Gathered:
    """What the rows of one project come to."""

    tasks: list[Task] = field(default_factory=list)
    team: dict[str, Resource] = field(default_factory=dict)
    work: list[Assignment] = field(default_factory=list)

    def resource(self, name: str, role: str, place: str) -> Resource:
        """The person or role of that name; each comes once."""
        key = f"{name.casefold()}|{role.casefold()}"
        known = next((each for each in self.team.values() if each.name.casefold() == name.casefold()), None)
        if key not in self.team and known is not None and (not role or not known.group):
            self.team = {
                k: replace(each, group=each.group or role[:80], place=place if role else each.place)
                if each is known
                else each
                for k, each in self.team.items()
            }
            return next(each for each in self.team.values() if each.uid == known.uid)
        if key not in self.team:
            self.team[key] = Resource(
                uid=str(len(self.team) + 1), key=key[:100], name=name[:_NAME], kind=ResourceKind.WORK, group=role[:80],
                initials="", units=_FULL, rate=Decimal(0), has_extra_cost=False, own_days=0,
                is_generic=bool(role) and name == role, own="", place=place,
            )  # fmt: skip
        return self.team[key]

    @property
    def _begins(self) -> Iterator[date | None]:
        yield from (task.begin for task in self.tasks)
        yield from (each.begin for each in self.work)

    def schedule(self, source: str, name: str, sheet: str) -> Schedule:
        """All of it; some task must have a date."""
        return Schedule(
            source=source,
            name=name[:_NAME],
            key=f"{name[:60]} {sheet}"[:_NAME],
            subject="",
            start=min(begin for begin in self._begins if begin),
            currency="",
            hours_a_day=Decimal(HOURS_A_DAY),
            tasks=tuple(self.tasks),
            resources=tuple(self.team.values()),
            assignments=tuple(self.work),
            days_off=(),
            works_on_weekends=False,
        )


def gather_tasks(tables: Sequence[SheetCells], name: str, *, has_staffing: bool) -> dict[str, Gathered]:
    """Project → its tasks and who does them; a project without any dated task is told and left out.

    Where the workbook says elsewhere who works when (`has_staffing`), the owners of tasks bring no work of their own.
    """
    found: dict[str, Gathered] = {}
    for place, cells in enumerate(tables):
        grouped: dict[str, list[int]] = {}
        for row in cells.rows:
            if cells.text("task", row):
                grouped.setdefault(cells.project(row) or name, []).append(row)
            else:
                cells.why[row] = "it names no task"
        for project, rows in grouped.items():
            heads = _title(cells) if len(tables) > 1 else ""
            _gather(found.setdefault(project, Gathered()), cells, rows, place, heads, has_staffing=has_staffing)
    for project in [project for project, gathered in found.items() if not any(task.begin for task in gathered.tasks)]:
        tables[0].notes.append(f"'{project}': none of its tasks has a date; nothing of it was taken.")
        del found[project]
    return found


def _title(cells: SheetCells) -> str:
    """What a table is called: the line above its heading, else its sheet."""
    above = list(cells.book.row(cells.table.sheet, cells.table.top - 1).values())
    return above[0] if len(above) == 1 and isinstance(above[0], str) else cells.table.sheet


def _gather(
    gathered: Gathered, cells: SheetCells, rows: list[int], place: int, head: str, *, has_staffing: bool
) -> None:
    levels = {row: level_of(cells, row) for row in rows}
    tasks: list[Task] = []
    is_guessed = False
    for at, row in enumerate(rows):
        begin, end = _span(cells, row)
        below = rows[at + 1 :]
        is_bare = begin is None and end is None and not cells.text("owner", row) and not cells.text("effort", row)
        is_bare = is_bare and not any(cells.text(name, row) for name in ("begin", "end"))
        is_summary = bool(below) and (levels[below[0]] > levels[row] or (is_bare and levels[below[0]] == levels[row]))
        if is_summary or (begin is None and end is None):
            cells.why[row] = "a heading of what lies below it" if is_summary else "it has no date"
        task = _task(cells, row, (begin, end), f"{place}.{row}")
        tasks.append(
            replace(task, level=levels[row], is_summary=is_summary, is_milestone=task.is_milestone and not is_summary)
        )
        if not is_summary:
            is_guessed |= _assign(gathered, cells, row, (begin, end), tasks[-1].uid, has_staffing=has_staffing)
    tasks = _by_phase(cells, tasks, rows)
    if head:
        tasks = [
            replace(EMPTY, uid=f"{place}.0", row="0", key=f"sheet {head}", name=head[:_NAME], is_summary=True),
            *(replace(task, level=task.level + 1) for task in tasks),
        ]
    gathered.tasks = _unique([*gathered.tasks, *_nested(tasks)])
    if is_guessed:
        cells.notes.append("Where no effort is given, each person is counted full time from begin to end of the task.")


def level_of(cells: SheetCells, row: int) -> int:
    """By leading blanks or an outline code: 1 is the outermost."""
    spot = cells.table.spot("task", row)
    raw = str(cells.book.value(spot) or "") if spot else ""
    blanks = len(raw) - len(raw.lstrip(" \u00a0\t"))
    code = cells.text("outline", row).removesuffix(".0").strip(".")
    return 1 + (code.count(".") if code else (blanks + 1) // 2)


def _span(cells: SheetCells, row: int) -> tuple[date | None, date | None]:
    """Begin and end; a missing one is counted from the length, or read from the weeks or months that are filled."""
    begin, end = cells.day("begin", row), cells.day("end", row)
    if begin is None and end is None and cells.table.periods:
        filled = [span for column, span in cells.table.periods.items() if _is_filled(cells, row, column)]
        return (min(a for a, _ in filled), max(b for _, b in filled)) if filled else (None, None)
    days = _length(cells, row) if (begin is None) != (end is None) else None
    if days is not None and 0 <= days < _LONGEST:
        if begin:
            end = begin + timedelta(days=max(0, days - 1))
        elif end:
            begin = end - timedelta(days=max(0, days - 1))
    return (begin or end, max(end, begin) if begin and end else end or begin)


def _is_filled(cells: SheetCells, row: int, column: int) -> bool:
    value = cells.book.value(Spot(cells.table.sheet, row, column))
    return value is not None and str(value).strip() not in ("", "0", "0.0", "-", "–")


def _length(cells: SheetCells, row: int) -> int | None:
    """Days of the calendar."""
    if (days := cells.number("days", row)) is not None:
        return int(days)
    if (weeks := cells.number("weeks", row)) is not None:
        return int(weeks * 7)
    length = cells.number("duration", row)
    return calendar_days(length, cells.style("duration").unit) if length is not None else None


def _task(cells: SheetCells, row: int, span: tuple[date | None, date | None], uid: str) -> Task:
    progress = cells.number("progress", row) or Decimal(0)
    kinds = {folded(cells.text("category", row)), *folded(cells.text("task", row)).split()[-1:]}
    name = cells.text("task", row)
    return replace(
        EMPTY,
        uid=uid,
        row=str(row),
        key=cells.text("number", row) or name[:100] or str(row),
        name=name[:_NAME],
        begin=span[0],
        end=span[1],
        is_milestone=bool(kinds & words("milestone")),
        percent=int(min(progress * 100 if progress <= 1 else progress, Decimal(100))),
        has_other_links=bool(cells.text("after", row)),
        place=cells.where(row),
    )


def _by_phase(cells: SheetCells, tasks: list[Task], rows: list[int]) -> list[Task]:
    """Where a column names the phase of each task and no task heads others, each phase heads its tasks."""
    if "phase" not in cells.table.columns or any(task.is_summary for task in tasks):
        return tasks
    grouped: dict[str, list[Task]] = {}
    last = ""
    for task, row in zip(tasks, rows, strict=True):
        last = cells.text("phase", row) or last
        grouped.setdefault(last or "Other work", []).append(replace(task, level=2))
    found: list[Task] = []
    for name, inner in grouped.items():
        head = replace(EMPTY, uid=f"phase {name}", row=inner[0].row, key=f"phase {name}"[:100], name=name[:_NAME])
        found += [replace(head, is_summary=True, place=inner[0].place), *inner]
    return found


def _nested(tasks: list[Task]) -> list[Task]:
    """Summaries take the span of what lies below; a flat list with rows that only head others gets a level."""
    flat = len({task.level for task in tasks}) == 1 and any(task.is_summary for task in tasks)
    leveled = [replace(task, level=task.level + (0 if task.is_summary else 1)) for task in tasks] if flat else tasks
    done: list[Task] = []
    for place, task in enumerate(leveled):
        below: list[Task] = []
        for other in leveled[place + 1 :] if task.is_summary else ():
            if other.level <= task.level:
                break
            below.append(other)
        begins = [each.begin for each in below if each.begin]
        ends = [each.end for each in below if each.end]
        if begins and ends:
            task = replace(task, begin=task.begin or min(begins), end=max(ends))  # noqa: PLW2901
        done.append(task)
    return done


def _unique(tasks: list[Task]) -> list[Task]:
    """Keys that stand once each."""
    keys: dict[str, int] = {}
    for place, task in enumerate(tasks):
        keys[task.key] = keys.get(task.key, 0) + 1
        if keys[task.key] > 1:
            tasks[place] = replace(task, key=f"{task.key} {keys[task.key]}")
    return tasks


def _assign(
    gathered: Gathered,
    cells: SheetCells,
    row: int,
    span: tuple[date | None, date | None],
    task: str,
    *,
    has_staffing: bool,
) -> bool:
    """The owners of a task with their work; True when their share had to be guessed."""
    begin, end = span
    owners, role = people(cells.text("owner", row)), cells.text("role", row)
    if not owners and role and not has_staffing:
        owners = [role]
    effort, share = cells.number("effort", row), cells.number("fte", row)
    timed = [] if has_staffing else timed_work(cells, row)
    spot = cells.table.spot("owner", row)
    for person in owners:
        resource = gathered.resource(person, role, spot.text if spot else cells.where(row))
        if not begin or not end:
            continue
        if has_staffing:
            hours = Decimal(0)
        elif timed:
            hours = sum((each.hours for each in timed), Decimal(0)) / len(owners)
        elif effort is not None:
            hours = hours_of(effort, cells.style("effort").unit) / len(owners)
        else:
            hours = work_of(cells, begin, end, share_of(share, cells.style("fte").unit) if share is not None else _FULL)
        shared = tuple(replace(each, hours=each.hours / len(owners)) for each in timed)
        gathered.work.append(
            Assignment(str(len(gathered.work)), task, resource.uid, begin, end, hours, Decimal(0), "", "", shared)
        )
    is_guessed = effort is None and share is None and not timed and not has_staffing
    return is_guessed and bool(owners and begin)


def work_of(cells: SheetCells, begin: date, end: date, share: Decimal) -> Decimal:
    """Hours of a share over all working days."""
    return share * max(1, worked_days(cells, begin, end)) * HOURS_A_DAY


def worked_days(cells: SheetCells, begin: date, end: date) -> int:
    """Working days, both ends included."""
    length = min((end - begin).days, _LONGEST) + 1
    return sum(cells.is_working(begin + timedelta(days=n)) for n in range(length))


def timed_work(cells: SheetCells, row: int, first: date | None = None) -> list[Timed]:
    """Hours by the columns of weeks or months; weeks that are only numbered are counted from `first`."""
    table = cells.table
    spans = dict(table.periods)
    if first is not None:
        monday = first - timedelta(days=first.weekday())
        for column, n in table.numbered.items():
            spans[column] = (monday + timedelta(days=7 * (n - 1)), monday + timedelta(days=7 * n - 3))
    found: list[Timed] = []
    for column, (begin, end) in spans.items():
        value = cells.period(column, row)
        if value is not None and value > 0:
            days = max(1, worked_days(cells, begin, end))
            found.append(Timed(begin, end, period_hours(value, cells.style("periods").unit, days)))
    return sorted(found, key=lambda each: each.first)
