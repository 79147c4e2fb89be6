"""The changes of a playbook as a JSON file, to carry an organisation's method from one portfolio to another."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput, PlannerError, WorldFault
from mlplanner.domain.settings import Override
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import plain
from mlplanner.exchange.json_reading import NotANumber, read_json

FORMAT = "mlplanner playbook changes"
VERSION = 1
_KEYS = frozenset({"path", "value", "reason"})


def write_playbook_changes(overrides: Iterable[Override], path: Path, never: Path | None = None) -> None:
    """Write the changes, ordered by path; an existing file is replaced as a whole. WorldFault when it can't be.

    `never` is the open portfolio: BadInput when the file would be written over it.
    """
    if never is not None and path.exists() and never.exists() and path.samefile(never):
        raise BadInput(f"{path.name} is the open portfolio; choose another name.")
    rows = sorted(overrides, key=lambda override: override.path)
    entries = ",\n".join(
        f'    {{"path": {_text(row.path)}, "value": {row.value}, "reason": {_text(row.reason)}}}' for row in rows
    )
    body = f"[\n{entries}\n  ]" if entries else "[]"
    content = f'{{\n  "format": {_text(FORMAT)},\n  "version": {VERSION},\n  "changes": {body}\n}}\n'
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(content, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise WorldFault(f"{path} can't be written: {error.strerror or error}.") from None


def read_playbook_changes(path: Path) -> tuple[Override, ...]:
    """The changes in a file; BadInput in one sentence that names the file and the change that does not fit.

    Whether they fit the playbook is seen when they are laid over it.
    """
    content = read_json(path)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadInput(f"{path.name} holds no playbook changes; export them from the Playbook section.")
    if content.get("version") != VERSION:
        raise BadInput(f"{path.name} was written by a newer mlplanner; update this one to read it.")
    rows = content.get("changes")
    if not isinstance(rows, list):
        raise BadInput(f"{path.name}: 'changes' must be a list.")
    changes = tuple(_change(path.name, number, row) for number, row in enumerate(rows, start=1))
    seen: set[str] = set()
    for change in changes:
        if change.path in seen:
            raise BadInput(f"{path.name}: the entry '{change.path}' is changed twice; keep one of them.")
        seen.add(change.path)
    return changes


def _change(name: str, number: int, row: Any) -> Override:
    place = f"{name}, change {number}"
    if not isinstance(row, dict) or not _KEYS >= row.keys() >= {"path", "value"}:
        raise BadInput(f"{place}: must be an object with 'path', 'value' and, if you like, 'reason'.")
    if not isinstance(row["path"], str) or not isinstance(row.get("reason", ""), str):
        raise BadInput(f"{place}: 'path' and 'reason' must be texts.")
    try:
        value = to_json(row["value"])
        return validated(Override, {"path": row["path"], "value": value, "reason": row.get("reason", "")})
    except PlannerError as error:
        raise BadInput(f"{place}: {error}") from None


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_json(value: Any) -> str:
    """The value as JSON with its numbers as they were written; BadInput for what JSON does not know."""
    if isinstance(value, NotANumber):
        raise BadInput(f"{value} is not a number.")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(str(key))}: {to_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
