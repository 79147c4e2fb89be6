"""Staffing tables of foreign workbooks: who works how much, by weeks or months, or from begin to end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.exchange.foreign.cells import SheetCells
from mlplanner.exchange.foreign.tasks import EMPTY, Gathered, timed_work, work_of
from mlplanner.exchange.foreign.units import DAYS_A_WEEK, hours_of, share_of
from mlplanner.exchange.mspdi.schedules import Assignment


def gather_staffing(
    tables: Sequence[SheetCells], name: str, today: date, found: dict[str, Gathered]
) -> dict[str, Gathered]:
    """Project → people and their hours by week, added to the tasks of the project where `found` has them.

    Rows without a project belong to the one of the file's name.
    """
    before, met = set(found), set[tuple[str, str, str]]()
    for cells in tables:
        for row in cells.rows:
            project = cells.project(row) or name
            role = cells.text("role", row)
            person = cells.text("owner", row) or role
            if not person:
                cells.why[row] = "it names neither a person nor a role"
                continue
            gathered = found.setdefault(project, Gathered())
            work = _staffed(cells, row, today, gathered.tasks[0].begin if gathered.tasks else None)
            if work is None:
                cells.skip(row, "no weeks, hours or FTE with a begin")
                continue
            if (project, person.casefold(), role.casefold()) in met:
                cells.why[row] = f"counted with the row of {person[:40]} above"
            met.add((project, person.casefold(), role.casefold()))
            resource = gathered.resource(person, role, cells.where(row))
            task = EMPTY.uid if project not in before else ""
            gathered.work.append(replace(work, uid=str(len(gathered.work)), task=task, resource=resource.uid))
            if project not in before and not gathered.tasks:
                gathered.tasks = [replace(EMPTY, name=project[:120], place=cells.where(row))]
    for project, gathered in list(found.items()):
        if project not in before and not gathered.work:
            del found[project]
        elif project not in before:
            begin = min(each.begin for each in gathered.work if each.begin)
            end = max(each.end for each in gathered.work if each.end)
            gathered.tasks = [replace(gathered.tasks[0], begin=begin, end=end)]
    return found


def _staffed(cells: SheetCells, row: int, today: date, start: date | None) -> Assignment | None:
    """Work of a row: by its columns of weeks or months, else its hours or share from begin to end."""
    begin, end = cells.day("begin", row), cells.day("end", row)
    timed = timed_work(cells, row, begin or start or today)
    if timed:
        hours = sum((each.hours for each in timed), Decimal(0))
        first, last = timed[0].first, max(each.last for each in timed)
        return Assignment("", "", "", first, last, hours, Decimal(0), "", "", tuple(timed))
    effort, share = cells.number("effort", row), cells.number("fte", row)
    if begin is None or (effort is None and share is None):
        return None
    last = max(begin, end) if end else begin + timedelta(days=DAYS_A_WEEK - 1)
    if effort is not None:
        hours = hours_of(effort, cells.style("effort").unit)
    else:
        hours = work_of(cells, begin, last, share_of(share or Decimal(0), cells.style("fte").unit))
    return Assignment("", "", "", begin, last, hours, Decimal(0), "", "", ())
