"""Reads a workbook that other people made, by what its headings mean, as new projects or into one that is here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.exchange.foreign.books import ForeignBook, open_book
from mlplanner.exchange.foreign.cells import SheetCells
from mlplanner.exchange.foreign.lessons import remember
from mlplanner.exchange.foreign.memory import Memories
from mlplanner.exchange.foreign.outcomes import RowOutcome, outcomes_of
from mlplanner.exchange.foreign.people_lists import PeopleList, people_changes
from mlplanner.exchange.foreign.people_sheets import people_sheets
from mlplanner.exchange.foreign.records import put_costs, put_raci, put_risks
from mlplanner.exchange.foreign.staffing import gather_staffing
from mlplanner.exchange.foreign.tables import ForeignTable, find_tables
from mlplanner.exchange.foreign.tasks import Gathered, gather_tasks
from mlplanner.exchange.foreign.telling import described, understood_words
from mlplanner.exchange.foreign.words import field_names
from mlplanner.exchange.mspdi.reading import ScheduleReader
from mlplanner.exchange.mspdi.resources_in import Team
from mlplanner.exchange.mspdi.rows import Rows
from mlplanner.playbook.entries import Playbook

SYSTEM = "workbook"
_WANTED = "tasks with dates, people with roles or FTE, people with weeks or hours, a RACI matrix, risks, or costs"


@dataclass(frozen=True)
class ForeignReading:
    """What a workbook comes to: the edits, and what becomes of each row."""

    changes: ChangeSet
    rows: tuple[RowOutcome, ...]


def read_foreign(
    path: Path,
    portfolio: Portfolio,
    playbook: Playbook,
    *,
    project: str = "",
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
) -> ChangeSet:
    """What the workbook means; BadInput in one sentence.

    `project`: a project that is here, or the name of a new one. `columns`: heading → meaning (empty: leave it out), which
    corrects the guess, replaces what was remembered of it, and is remembered for files with the same headings.
    """
    book, on = open_book(path), today or date.today()  # noqa: DTZ011
    unknown = sorted(set((columns or {}).values()) - set(field_names()) - {""})
    if unknown:
        raise BadInput(f"'{unknown[0]}' is no meaning of a column; choose one of {', '.join(field_names())}.")
    tables = find_tables(book, Memories(portfolio.import_mappings, columns), on)
    missing = sorted(set(columns or {}) - {heading for table in tables for heading in table.headings.values()})
    if missing and tables:
        raise BadInput(f"{path.name} has no column headed '{missing[0]}'; look at its headings with --dry-run.")
    people = () if columns else tuple(people_sheets(book, tables))
    of_people = {each.sheet for each in people}
    tables = [table for table in tables if table.sheet not in of_people]
    taken = proposed(tables)
    if not taken and not people:
        raise BadInput(
            f"{path.name} is not a workbook that mlplanner wrote, and holds no table of {_WANTED} that could be told."
        )
    return make_changes(book, taken, tables, portfolio, playbook, people=people, project=project, today=on).changes


def proposed(tables: Sequence[ForeignTable]) -> list[ForeignTable]:
    """The tables to take unless somebody says otherwise: of each kind the fullest in sight, and others on its sheet."""
    ranked = sorted(
        (table for table in tables if table.filled and not table.is_hidden),
        key=lambda table: (-len(table.columns), -table.filled),
    )
    best: dict[str, ForeignTable] = {}
    for table in ranked:
        best.setdefault(table.kind, table)
    return [table for table in tables if table in ranked and table.sheet == best[table.kind].sheet]


def make_changes(
    book: ForeignBook,
    taken: Sequence[ForeignTable],
    tables: Sequence[ForeignTable],
    portfolio: Portfolio,
    playbook: Playbook,
    *,
    people: Sequence[PeopleList] = (),
    project: str,
    today: date,
) -> ForeignReading:
    """What the lists of people and the `taken` of all `tables` come to in the portfolio; BadInput in one sentence."""
    reader = _Foreign(book, portfolio, playbook, project, today)
    reader.take_people(people)
    return reader.read(taken, tables)


class _Foreign:
    """One workbook against one portfolio."""

    def __init__(self, book: ForeignBook, portfolio: Portfolio, playbook: Playbook, project: str, today: date) -> None:
        self._book, self._portfolio, self._playbook, self._today = book, portfolio, playbook, today
        self._is_one = bool(project.strip())
        self._name = (project.strip() or Path(book.source).stem.replace("_", " "))[:120]
        self._plan = plan_named(portfolio, self._name) if self._is_one else None
        self._edits: list[RowEdit] = []
        self._notes: list[str] = []
        self._last: Rows | None = None

    def read(self, taken: Sequence[ForeignTable], tables: Sequence[ForeignTable]) -> ForeignReading:
        """All edits; the notes say first how each column was understood."""
        is_working = _working(self._portfolio)
        all_cells = [SheetCells(self._book, table, is_working, self._is_one) for table in taken]
        self._notes += [understood_words(cells) for cells in all_cells]
        self._take_schedules([c for c in all_cells if c.table.kind in ("tasks", "staffing")])
        for cells in all_cells:
            if cells.table.kind in ("raci", "risks", "costs"):
                self._take_records(cells)
        for cells in all_cells:
            self._notes += dict.fromkeys([*(told.sentence for told in cells.told), *cells.notes])
        others = dict.fromkeys(f"'{table.sheet}'" for table in tables if table not in taken)
        if others:
            what = "another table of the file holds more of the same kind" if len(taken) < len(tables) else ""
            self._notes.append(f"{', '.join(others)}: not taken, {what}.")
        self._notes += self._book.notes
        lessons = Rows(self._book.source, self._portfolio, None, SYSTEM, self._last)
        edits = (
            *_once(self._edits),
            *remember(self._book, taken, self._portfolio.import_mappings, lessons, self._today),
        )
        told = tuple(described(cells, is_taken=True) for cells in all_cells)
        told += tuple(described(SheetCells(self._book, t), is_taken=False) for t in tables if t not in taken)
        changes = ChangeSet(
            self._book.source, edits, tuple(self._notes), self._plan.id if self._plan else None, understood=told
        )
        return ForeignReading(
            changes, outcomes_of(edits, all_cells, {key: each.name for key, each in self._portfolio.people.items()})
        )

    def take_people(self, lists: Sequence[PeopleList]) -> None:
        """The people of the file; tables of work that follow know them by name."""
        for each in lists:
            found = people_changes(each, self._portfolio, self._playbook)
            ids = Rows(self._book.source, self._portfolio, self._plan, SYSTEM, self._last)
            for edit in found.edits:
                row_id = edit.id if edit.action is EditAction.CHANGE else next(ids.ids)
                ids.people.setdefault(edit.label.casefold(), row_id)
                self._edits.append(replace(edit, id=row_id))
            understood, *cells = found.notes
            self._notes += [f"'{each.sheet}': {understood}", *cells]
            self._last = ids

    def _take_schedules(self, tables: Sequence[SheetCells]) -> None:
        """Tasks and staffing of one project become one schedule."""
        lists = [cells for cells in tables if cells.table.kind == "tasks"]
        teams = [cells for cells in tables if cells.table.kind == "staffing"]
        found = gather_tasks(lists, self._name, has_staffing=bool(teams))
        found = gather_staffing(teams, self._name, self._today, found)
        for name, gathered in found.items():
            known = (p for p in self._portfolio.plans.values() if p.project.name.casefold() == name.casefold())
            is_named = self._plan is None and name != self._name
            self._schedule(
                gathered, name, tables[0].table.sheet, self._plan or (next(known, None) if is_named else None)
            )

    def _schedule(self, gathered: Gathered, name: str, sheet: str, plan: ProjectPlan | None) -> None:
        schedule = gathered.schedule(self._book.source, name, sheet)
        reader = ScheduleReader(schedule, self._portfolio, self._playbook, system=SYSTEM, plan=plan, before=self._last)
        found = reader.changes()
        self._edits += found.edits
        self._notes += found.notes
        self._last = reader.rows

    def _take_records(self, cells: SheetCells) -> None:
        rows = self._project_rows()
        if cells.table.kind == "raci":
            put_raci(cells, rows, Team(rows, self._portfolio, self._playbook, "", takes_roles=True))
        elif cells.table.kind == "risks":
            put_risks(cells, rows)
        else:
            put_costs(cells, rows)
        self._edits += rows.edits

    def _project_rows(self) -> Rows:
        """Rows for the project of the file: the one that is here, the one that its tasks made, or a new one."""
        known = self._plan or next(
            (
                plan
                for plan in self._portfolio.plans.values()
                if any((e.system, e.kind, e.external_id) == (SYSTEM, "projects", self._name) for e in plan.external_ids)
            ),
            None,
        )
        rows = Rows(self._book.source, self._portfolio, known, SYSTEM, self._last)
        made = next((edit.id for edit in self._edits if edit.kind == "projects"), None)
        self._last = rows
        if known is None and made is not None:
            rows.project_id = made
        elif known is None:
            rows.put("projects", self._name, {"name": self._name, "start": self._today}, where="file")
            rows.singles()
        return rows


def plan_named(portfolio: Portfolio, name: str) -> ProjectPlan | None:
    """The project of that Ref or name."""
    named = name.strip().casefold()
    plans = portfolio.plans.values()
    return next((p for p in plans if named in (p.project.ref.casefold(), p.project.name.casefold())), None)


def _working(portfolio: Portfolio) -> Callable[[date], bool]:
    """Whether a day is worked in the calendar of the portfolio."""

    @cache
    def calendar(year: int) -> WorkCalendar:
        return work_calendar(portfolio.settings, portfolio.closures, date(year, 1, 1), date(year, 12, 31))

    return lambda on: calendar(on.year).is_working(on)


def _once(edits: list[RowEdit]) -> tuple[RowEdit, ...]:
    """Without changes of the playbook that two projects of one file both ask for."""
    seen: set[object] = set()
    kept: list[RowEdit] = []
    for edit in edits:
        if edit.kind == "overrides":
            if edit.values["path"] in seen:
                continue
            seen.add(edit.values["path"])
        kept.append(edit)
    return tuple(kept)
