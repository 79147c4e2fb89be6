"""Reads a workbook that other people made, by what its headings mean, as new projects or into one that is here."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mlplanner.domain.changes import ChangeSet, RowEdit
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.exchange.excel.open_files import OpenFile
from mlplanner.exchange.foreign.records import put_costs, put_raci, put_risks
from mlplanner.exchange.foreign.schedules import SheetCells, staffing_schedules, task_schedule
from mlplanner.exchange.foreign.tables import ForeignTable, find_tables
from mlplanner.exchange.foreign.words import field_names
from mlplanner.exchange.mspdi.reading import ScheduleReader
from mlplanner.exchange.mspdi.resources_in import Team
from mlplanner.exchange.mspdi.rows import Rows
from mlplanner.exchange.mspdi.schedules import Schedule
from mlplanner.playbook.entries import Playbook

SYSTEM = "workbook"
_WANTED = "tasks with dates, people with weeks or hours, a RACI matrix, risks, or costs"


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

    `project`: a project that is here, or the name of a new one. `columns`: heading → meaning, which corrects the guess
    and is remembered for files with the same headings.
    """
    file = OpenFile(path)
    remembered = {each.headings: _mapping(each.mapping) for each in portfolio.import_mappings}
    tables = find_tables(file, {key: {**found, **(columns or {})} for key, found in remembered.items()})
    if columns:
        unknown = sorted(set(columns.values()) - set(field_names()) - {""})
        if unknown:
            raise BadInput(f"'{unknown[0]}' is no meaning of a column; choose one of {', '.join(field_names())}.")
        keys = {table.key: dict(columns) for table in find_tables(file, {})} | {t.key: dict(columns) for t in tables}
        tables = find_tables(file, keys | {key: {**remembered.get(key, {}), **columns} for key in keys})
    best: dict[str, ForeignTable] = {}
    for table in tables:
        best.setdefault(table.kind, table)
    if not best:
        raise BadInput(
            f"{path.name} is not a workbook that mlplanner wrote, and holds no table of {_WANTED} that could be told."
        )
    reader = _Foreign(file, portfolio, playbook, project or path.stem.replace("_", " "), today or date.today())  # noqa: DTZ011
    return reader.changes(best, [table for table in tables if table not in best.values()], columns or {})


def _mapping(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


class _Foreign:
    """One workbook against one portfolio."""

    def __init__(self, file: OpenFile, portfolio: Portfolio, playbook: Playbook, name: str, today: date) -> None:
        self._file, self._portfolio, self._playbook, self._name, self._today = (
            file,
            portfolio,
            playbook,
            name[:120],
            today,
        )
        named = name.strip().casefold()
        self._plan: ProjectPlan | None = next(
            (p for p in portfolio.plans.values() if named in (p.project.ref.casefold(), p.project.name.casefold())),
            None,
        )
        self._edits: list[RowEdit] = []
        self._notes: list[str] = []
        self._last: Rows | None = None

    def changes(
        self, best: Mapping[str, ForeignTable], others: list[ForeignTable], columns: Mapping[str, str]
    ) -> ChangeSet:
        """All edits; the notes say first how each column was understood."""
        for kind, table in best.items():
            cells = SheetCells(self._file, table)
            self._notes.append(_understood(table, cells))
            self._take(kind, table, cells)
            self._notes += dict.fromkeys(cells.notes)
        if others:
            names = ", ".join(f"'{table.sheet}'" for table in others)
            self._notes.append(f"{names}: not taken, another sheet of the file holds more of the same kind.")
        if columns:
            self._remember(best, columns)
        return ChangeSet(
            self._file.source, _once(self._edits), tuple(self._notes), self._plan.id if self._plan else None
        )

    def _take(self, kind: str, table: ForeignTable, cells: SheetCells) -> None:
        if kind == "tasks":
            schedule = task_schedule(cells, self._name)
            if schedule is None:
                self._notes.append(f"'{table.sheet}': none of its tasks has a date; nothing of it was taken.")
            else:
                self._schedule(schedule, self._plan)
            return
        if kind == "staffing":
            for name, schedule in staffing_schedules(cells, self._name, self._today).items():
                known = (p for p in self._portfolio.plans.values() if p.project.name.casefold() == name.casefold())
                self._schedule(schedule, self._plan or next(known, None))
            return
        rows = self._project_rows()
        if kind == "raci":
            put_raci(cells, rows, Team(rows, self._portfolio, self._playbook, "", takes_roles=True))
        elif kind == "risks":
            put_risks(cells, rows)
        else:
            put_costs(cells, rows)
        self._edits += rows.edits

    def _schedule(self, schedule: Schedule, plan: ProjectPlan | None) -> None:
        reader = ScheduleReader(schedule, self._portfolio, self._playbook, system=SYSTEM, plan=plan, before=self._last)
        found = reader.changes()
        self._edits += found.edits
        self._notes += found.notes
        self._last = reader.rows

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
        rows = Rows(self._file.source, self._portfolio, known, SYSTEM, self._last)
        made = next((edit.id for edit in self._edits if edit.kind == "projects"), None)
        self._last = rows
        if known is None and made is not None:
            rows.project_id = made
        elif known is None:
            rows.put("projects", self._name, {"name": self._name, "start": self._today}, where="file")
            rows.singles()
        return rows

    def _remember(self, best: Mapping[str, ForeignTable], columns: Mapping[str, str]) -> None:
        """Keep the corrected columns with the headings they were made for."""
        rows = Rows(self._file.source, self._portfolio, None, SYSTEM, self._last)
        known = {each.headings for each in self._portfolio.import_mappings}
        for table in best.values():
            taken = {heading: columns[heading] for heading in table.headings.values() if heading in columns}
            if taken and table.key not in known:
                values = {"name": self._file.source[:120], "headings": table.key, "mapping": json.dumps(taken)}
                rows.add("import_mappings", values, table.sheet)
        self._edits += rows.edits


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


def _understood(table: ForeignTable, cells: SheetCells) -> str:
    """`Plan, headings in row 9: Task = task; Start = begin (day first); 12 weeks`."""
    parts = []
    for name, column in table.columns.items():
        style = cells.style(column).words if name in ("begin", "end", "effort", "fte", "amount", "monthly") else ""
        parts.append(f"{table.headings[column].strip()} = {name}{f' ({style})' if style else ''}")
    if table.periods or table.numbered:
        parts.append(f"{len(table.periods) + len(table.numbered)} columns are weeks or months")
    if table.marks:
        parts.append(f"{', '.join(text.strip() for text in table.marks.values())} = roles of a RACI matrix")
    left = [
        text.strip()
        for column, text in table.headings.items()
        if len(text.strip()) > 1
        and column not in {*table.columns.values(), *table.periods, *table.numbered, *table.marks}
    ]
    ignored = f"; not understood: {', '.join(left[:12])}" if left else ""
    return f"'{table.sheet}' was read as {table.kind}, headings in row {table.heading}: {'; '.join(parts)}{ignored}."
