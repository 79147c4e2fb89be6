"""An organisation's own view of the method: changes laid over the shipped content by dotted path."""

import json
import re
from collections.abc import Iterable
from copy import deepcopy
from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.playbook.files import Content

Change = tuple[str, str]
"""Path (`roles.data_engineer.fte_high`) and value as JSON; `null` removes."""

PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
GROWING = ("roles", "phases", "metrics", "cadences", "sensitivity")
"""Chapters to which entries may be added; artifacts of a gate as well."""
SHRINKING = (*GROWING, "rules")
"""Chapters whose entries may be removed; a rule that is removed does not speak."""


def lay_over(content: Content, changes: Iterable[Change]) -> Content:
    """A copy of `content` with the changes, outer entries before inner ones; BadInput names the path that is wrong."""
    laid = deepcopy(content)
    for path, value in sorted(changes, key=lambda change: (change[0].count("."), change[0])):
        _lay(laid, path, parse_value(path, value))
    return laid


def parse_value(path: str, text: str) -> Any:
    """The JSON value of a change, decimals exact; BadInput when it is no JSON or no finite number."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadInput(
            f"Playbook entry '{path}': the value {_short(text)} is not JSON; write a number, or a text in quotes."
        ) from None


def _lay(content: Content, path: str, value: Any) -> None:
    if not PATH.fullmatch(path):
        raise BadInput(f"Playbook entry '{path}': a path looks like 'roles.data_engineer.fte_high'.")
    *outer, last = path.split(".")
    node = _descend(content, path, outer)
    _check_chapter(path, is_new=last not in node, is_removal=value is None)
    if value is not None:
        node[last] = value
    elif last in node:
        del node[last]


def _descend(content: Content, path: str, outer: list[str]) -> Content:
    node: Any = content
    for depth, part in enumerate(outer, start=1):
        node = node.get(part)
        if not isinstance(node, dict):
            raise BadInput(f"Playbook entry '{path}': the playbook has no entry '{'.'.join(outer[:depth])}'.")
    found: Content = node
    return found


def _check_chapter(path: str, is_new: bool, is_removal: bool) -> None:
    """Entries that the program itself asks for can be changed, but neither added nor removed."""
    parts = path.split(".")
    is_artifact = parts[0] == "phases" and len(parts) == 5 and parts[2:4] == ["gate", "artifacts"]
    is_entry = len(parts) == 2 or is_artifact
    if is_new and is_removal and (is_entry or is_artifact):
        raise BadInput(f"Playbook entry '{path}': there is no such entry to remove.")
    if not is_entry or is_artifact:
        return
    if is_new and parts[0] not in GROWING:
        raise BadInput(f"Playbook entry '{path}': entries can be added to {' and '.join(_listed(GROWING))} only.")
    if is_removal and parts[0] not in SHRINKING:
        raise BadInput(f"Playbook entry '{path}': this entry can be changed but not removed.")


def _listed(names: tuple[str, ...]) -> tuple[str, str]:
    return ", ".join(names[:-1]), names[-1]


def _refuse(text: str) -> None:
    raise ValueError(text)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
