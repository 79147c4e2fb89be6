"""`mlplanner import FILE SOURCE`: shows what a returned file changes, and applies it as one step."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from mlplanner.cli.output import remark, say, say_json
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading, writing
from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes
from mlplanner.reports.formats import weekly

Source = Annotated[Path, typer.Argument(metavar="SOURCE", help="A workbook or plan JSON of mlplanner.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]


def import_file(file: PortfolioFile, source: Source, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Take the changes of a returned workbook or plan JSON into the portfolio, as one step that undo takes back."""
    with reading(file) if dry_run else writing(file) as workspace:
        portfolio = workspace.portfolio
        changes = read_changes(source, portfolio, workspace.playbook)
        project_id = changes.project_id
        if not dry_run and not changes.is_empty:
            project_id = workspace.run(apply_changes(changes)).value
        plan = workspace.portfolio.plans.get(project_id or 0)
        ref = plan.project.ref if plan else None
    if as_json:
        say_json(_document(changes, is_applied=not dry_run and not changes.is_empty, ref=ref))
        return
    newcomers = {edit.id: edit.label for edit in changes.edits if edit.kind == "people"}
    for line in (line for edit in changes.edits for line in _lines(portfolio, newcomers, edit)):
        say(line)
    for note in changes.notes:
        remark(note)
    say(_outcome(changes, file, ref, dry_run=dry_run))


def _outcome(changes: ChangeSet, file: Path, ref: str | None, *, dry_run: bool) -> str:
    if changes.is_empty:
        return f"{changes.source} changes nothing in {file.name}."
    is_one = len(changes.edits) == 1
    count = f"{len(changes.edits)} {'change' if is_one else 'changes'}"
    place = f"{ref} in {file.name}" if ref else file.name
    if dry_run:
        return f"{count} would be made to {place}."
    return f"{count} made to {place}; undo in the window takes {'it' if is_one else 'all of them'} back."


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
        return known or ("–" if value in (None, "") else str(json_value(value)))

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
    return {"source": changes.source, "project": ref, "applied": is_applied, "edits": edits, "notes": changes.notes}
