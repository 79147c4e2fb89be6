"""`mlplanner import FILE SOURCE`: shows what a returned file changes, and applies it as one step."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mlplanner.cli.output import remark, say, say_json
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading, writing
from mlplanner.domain.changes import ChangeSet, Conflict, EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.merging import conflict_title, settle
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.engine.input_problems import input_problems, new_problems
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes, undecided
from mlplanner.reports.formats import weekly

Source = Annotated[
    Path,
    typer.Argument(
        metavar="SOURCE",
        help="A workbook or plan JSON of mlplanner, a Microsoft Project XML, or a calendar of days off (.ics).",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]


_BOOKKEEPING = "external_ids"
"""Ids by which the next file of the other program finds its rows: taken, but nothing that a person needs to read."""


class Take(StrEnum):
    """Which side holds where both changed the same cell."""

    THEIRS = "theirs"
    MINE = "mine"


TakeSide = Annotated[
    Take | None, typer.Option("--take", help="Which side holds where a cell was changed both here and in the file.")
]
MatchContent = Annotated[
    bool, typer.Option("--match-content", help="Find rows by what they say where Refs were mixed up in the workbook.")
]


InProject = Annotated[
    str,
    typer.Option(
        "--project", metavar="NAME", help="Of a workbook made elsewhere: the project it goes into, or a new name."
    ),
]
Meanings = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="HEADING=MEANING", help="Of a workbook made elsewhere: what a column means; remembered."
    ),
]


def _meanings(texts: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts or ():
        heading, equals, meaning = text.rpartition("=")
        if not equals or not heading.strip():
            raise BadInput(f"--column {text}: write it as HEADING=MEANING, such as --column 'Lead=owner'.")
        found[heading.strip()] = meaning.strip()
    return found


def import_file(
    file: PortfolioFile,
    source: Source,
    *,
    dry_run: DryRun = False,
    take: TakeSide = None,
    match_content: MatchContent = False,
    project: InProject = "",
    column: Meanings = None,
    as_json: AsJson = False,
) -> None:
    """Take a returned workbook or plan JSON, a Microsoft Project XML or a calendar into the portfolio as one step to undo.

    Where a cell was changed both here and in the file, --take says which side holds; without it nothing is taken.
    """
    with reading(file) if dry_run else writing(file) as workspace:
        portfolio = workspace.portfolio
        changes = read = read_changes(
            source,
            portfolio,
            workspace.playbook,
            project=project,
            columns=_meanings(column),
            today=workspace.today,
            by_content=match_content,
        )
        if take is not None:
            changes = settle(read, lambda _: take is Take.THEIRS)
        if changes.conflicts and not dry_run:
            for conflict in changes.conflicts:
                remark(_conflict_line(portfolio, conflict))
            raise Refused(f"{undecided(changes).rstrip('.')} with --take theirs or --take mine.")
        project_id, is_applied = changes.project_id, not dry_run and not changes.is_empty
        before = input_problems(portfolio, workspace.playbook)
        if is_applied:
            project_id = workspace.run(apply_changes(changes)).value
        to_mend = new_problems(before, input_problems(workspace.portfolio, workspace.playbook))
        plan = workspace.portfolio.plans.get(project_id or 0)
        ref = plan.project.ref if plan else None
    if as_json:
        document = _document(changes, is_applied=is_applied, ref=ref)
        conflicts = [_conflict_document(each, take) for each in read.conflicts]
        say_json({**document, "conflicts": conflicts, "to_mend": to_mend})
        return
    newcomers = {edit.id: edit.label for edit in changes.edits if edit.kind == "people"}
    told = [edit for edit in changes.edits if edit.kind != _BOOKKEEPING]
    for line in (line for edit in told for line in _lines(portfolio, newcomers, edit)):
        say(line)
    for conflict in changes.conflicts:
        say(_conflict_line(portfolio, conflict))
    for note in (*changes.notes, *(f"To mend: {each}" for each in to_mend)):
        remark(note)
    say(_outcome(changes, file, ref, dry_run=dry_run))


def _conflict_line(portfolio: Portfolio, conflict: Conflict) -> str:
    """`conflict Risks!D7: Impact of Data come late: exported 2, here 5, in the file 1`."""
    where = f"{conflict.where}: " if conflict.where else ""
    if conflict.is_of_row:
        return f"conflict {where}{conflict_title(conflict)}: changed here, deleted in the file"
    target = references(KIND_BY_KEY[conflict.kind].noun).get(conflict.field)
    is_person = target is not None and target.key == "people"

    def words(value: Any) -> str:
        return (portfolio.person_name(value) if is_person and value else "") or _plain(value)

    sides = f"exported {words(conflict.base)}, here {words(conflict.mine)}, in the file {words(conflict.theirs)}"
    return f"conflict {where}{conflict_title(conflict)}: {sides}"


def _plain(value: Any) -> str:
    return "–" if value in (None, "") else str(json_value(value))


def _conflict_document(conflict: Conflict, take: Take | None) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "id": conflict.id,
        "label": conflict.label,
        "field": conflict.field,
        "week": conflict.week,
        "where": conflict.where,
        "base": _json(conflict.base),
        "theirs": _json(conflict.theirs),
        "mine": _json(conflict.mine),
        "taken": take,
    }


def _json(value: Any) -> Any:
    return {name: json_value(each) for name, each in value.items()} if isinstance(value, dict) else json_value(value)


def _outcome(changes: ChangeSet, file: Path, ref: str | None, *, dry_run: bool) -> str:
    if changes.is_empty:
        return f"{changes.source} changes nothing in {file.name}."
    is_one, open_ones = len(changes.edits) == 1, len(changes.conflicts)
    count = _count(len(changes.edits), "change")
    place = f"{ref} in {file.name}" if ref else file.name
    if not changes.edits and not dry_run:
        return f"{changes.source} changes nothing in {file.name}."
    if dry_run:
        waits = f", and {_count(open_ones, 'conflict')} {'waits' if open_ones == 1 else 'wait'} for --take theirs or --take mine"
        return f"{count} would be made to {place}{waits if open_ones else ''}."
    return f"{count} made to {place}; undo in the window takes {'it' if is_one else 'all of them'} back."


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _lines(portfolio: Portfolio, newcomers: Mapping[int, str], edit: RowEdit) -> list[str]:
    kind = KIND_BY_KEY[edit.kind]
    subject = edit.label if edit.label in (kind.title, f"new {kind.title}") else f"{kind.title} {edit.label}"
    if edit.action is not EditAction.CHANGE:
        return [f"{edit.action} {subject}"]
    people = {name for name, target in references(kind.noun).items() if target.key == "people"}

    def words(name: str, value: Any) -> str:
        known = newcomers.get(value) or portfolio.person_name(value) if name in people and value else ""
        if isinstance(value, dict):
            return weekly(value)
        return known or _plain(value)

    return [
        f"{edit.action} {subject}: {field_title(kind.noun, name)}: "
        f"{words(name, edit.before.get(name))} → {words(name, value)}"
        for name, value in edit.values.items()
    ]


def _document(changes: ChangeSet, *, is_applied: bool, ref: str | None) -> dict[str, Any]:
    edits = [
        {
            "action": edit.action,
            "kind": edit.kind,
            "id": edit.id,
            "label": edit.label,
            "where": edit.where,
            "before": {name: json_value(value) for name, value in edit.before.items()},
            "values": {name: json_value(value) for name, value in edit.values.items()},
        }
        for edit in changes.edits
    ]
    document = {"source": changes.source, "project": ref, "applied": is_applied, "edits": edits, "notes": changes.notes}
    return {**document, "tables": [dict(table) for table in changes.understood]}
