"""What becomes of each row of a foreign workbook: created, updated, unchanged, skipped, or in error, with its cell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.exchange.foreign.cells import SheetCells
from mlplanner.exchange.foreign.words import kind_titles
from mlplanner.reports.formats import weekly

BOOKKEEPING = ("external_ids", "import_mappings")
"""Kinds by which the next file is read alike; nobody needs to check them."""
_CELL = re.compile(r"^(.*)!([A-Z]+)(\d+)$")
_MOST_FIELDS = 4


class Outcome(StrEnum):
    """What happens to a row."""

    CREATE = "create"
    UPDATE = "update"
    SAME = "unchanged"
    SKIP = "skip"
    ERROR = "error"


@dataclass(frozen=True)
class RowOutcome:
    """One line of the preview."""

    outcome: Outcome
    where: str
    what: str
    why: str = ""


def outcomes_of(
    edits: Iterable[RowEdit], tables: Sequence[SheetCells], people: Mapping[int, str]
) -> tuple[RowOutcome, ...]:
    """Every edit, everything that was told, and every row that neither speaks of, in the order of the file.

    `people`: the names of those who are here already, by id.
    """
    edits = tuple(edits)
    labels: dict[tuple[str, Any], str] = {("people", key): name for key, name in people.items()}
    labels |= {(edit.kind, edit.id): edit.label for edit in edits}
    found = [_of_edit(edit, labels) for edit in edits if edit.kind not in BOOKKEEPING and _is_worth(edit)]
    spoken = {edit.where for edit in edits if edit.kind not in BOOKKEEPING}
    for cells in tables:
        found += [
            RowOutcome(Outcome.ERROR if told.is_error else Outcome.SKIP, told.where, "", f"{told.what}.")
            for told in cells.told
        ]
        spoken |= {told.where for told in cells.told if not told.is_error}
        rows = ((row, cells.where(row)) for row in sorted({*cells.rows, *cells.why}))
        found += [_untouched(cells, row, where) for row, where in rows if where not in spoken]
    order = {cells.table.sheet: place for place, cells in enumerate(tables)}
    return tuple(sorted(found, key=lambda each: _place(each.where, order)))


def _is_worth(edit: RowEdit) -> bool:
    """What a new project has one of, with its defaults, is no row of the file."""
    return bool(edit.where) or not KIND_BY_KEY[edit.kind].is_single


def _of_edit(edit: RowEdit, labels: Mapping[tuple[str, Any], str]) -> RowOutcome:
    kind = KIND_BY_KEY[edit.kind]
    who = labels.get(("people", edit.values.get("person_id")), "") or str(edit.values.get("placeholder") or "")
    label = who if edit.label == f"new {kind.title}" else edit.label
    what = f"{kind.title.capitalize()} {label}".strip()
    is_new = edit.action is EditAction.ADD
    words: list[str] = []
    targets = references(kind.noun)
    for name, value in edit.values.items():
        if name in ("project_id", "position", "key", "name", "title") or value in (None, "", {}, False):
            continue
        target = targets.get(name)
        after = labels.get((target.key, value), "") if target else _shown(value)
        if not after or (is_new and value == kind.noun.model_fields[name].default):
            continue
        before = "" if is_new or target else f"{_shown(edit.before.get(name))} → "
        words.append(f"{field_title(kind.noun, name)}: {before}{after}")
    outcome = Outcome.CREATE if is_new else Outcome.UPDATE
    return RowOutcome(outcome, edit.where, what, "; ".join(words[:_MOST_FIELDS]))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return weekly(value)
    text = "–" if value in (None, "") else str(json_value(value))
    return text if len(text) <= 80 else f"{text[:79]}…"


def _untouched(cells: SheetCells, row: int, where: str) -> RowOutcome:
    why = cells.why.get(row)
    return (
        RowOutcome(Outcome.SKIP, where, "", f"{why}.") if why else RowOutcome(Outcome.SAME, where, "", "as it is here.")
    )


def _place(where: str, order: Mapping[str, int]) -> tuple[int, int, str]:
    found = _CELL.match(where)
    if not found:
        return (-1, 0, where)
    return (order.get(found.group(1), len(order)), int(found.group(3)), found.group(2).rjust(3))


def kind_title(kind: str) -> str:
    """What a table is called for people; `Nothing known` where it could not be told."""
    return kind_titles().get(kind, "Nothing known")
