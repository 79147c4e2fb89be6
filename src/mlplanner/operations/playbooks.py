"""Edits of the playbook as a screen makes them: many values in one step, reasons, own entries, changes from a file.

Each operation leaves a playbook that loads as a whole, or changes nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.settings import Override
from mlplanner.domain.validation import validated
from mlplanner.exchange.playbook_changes import to_json
from mlplanner.operations.cells import CellEdit
from mlplanner.operations.operation import Context, Operation
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook, load_usable
from mlplanner.playbook.overrides import parse_value

REMOVED = "null"
"""The value of a change that takes an entry out of the playbook."""
_PREFIX = re.compile(r"^Playbook entry '[^']*'(\.\w+)?: ")
_LONGEST_KEY = 40


@dataclass(frozen=True)
class EntryEdit(Operation[None]):
    """The change of one value, which can be gathered with others into one step."""

    path: str = ""
    value: str = ""


def edit_entry(path: str, value: str) -> EntryEdit:
    """Give one value of the playbook; `value` is JSON. The shipped value takes the change back."""

    def apply(do: Context) -> None:
        _write(do, {path: value})
        check_playbook(do)

    return EntryEdit(f"Change playbook entry {path}", apply, path, value)


def edit_entries(label: str, cells: Sequence[CellEdit]) -> Operation[list[Any]]:
    """Values of many cells in one step, checked when all are in place, so that a low and a high may change together."""

    def apply(do: Context) -> list[Any]:
        made: list[Any] = []
        for cell in cells:
            if isinstance(cell.edit, EntryEdit):
                _write(do, {cell.edit.path: cell.edit.value})
            elif isinstance(cell.edit, Operation):
                made.append(cell.edit.apply(do))
        try:
            check_playbook(do)
        except BadInput as error:
            where = f"{cells[0].where}: " if len(cells) == 1 else ""
            raise BadInput(where + _PREFIX.sub("", str(error))) from None
        return made

    return Operation(label, apply)


def explain_changes(paths: Sequence[str], reason: str) -> Operation[None]:
    """Say why values differ from what ships."""

    def apply(do: Context) -> None:
        for path in paths:
            for known in do.unit.all(Override, path=path):
                do.unit.change(Override, known.id or 0, reason=reason)

    return Operation("Say why the playbook was changed", apply)


def add_entry(chapter: str, fields: Mapping[str, Any] | str, title: str) -> Operation[str]:
    """Add an entry of one's own to a chapter (`roles`, `phases.discovery.gate.artifacts`); gives its path.

    The key is made from the title. BadInput when the entry does not fit.
    """

    def apply(do: Context) -> str:
        key = _free_key(title, _entries(do.playbook, chapter), do.unit.all(Override))
        path = f"{chapter}.{key}"
        do.unit.add(validated(Override, {"path": path, "value": to_json(fields)}))
        check_playbook(do)
        return path

    return Operation(f"Add to the playbook: {title}", apply)


def remove_entries(paths: Sequence[str]) -> Operation[None]:
    """Take entries out of the playbook: own ones for good, shipped ones until they are reset.

    Refused when staffing, rates or people name a role; BadInput when another entry does.
    """

    def apply(do: Context) -> None:
        shipped = load_playbook()
        for path in paths:
            _drop(do, path)
            if _exists(shipped, path):
                do.unit.add(Override(path=path, value=REMOVED))
        check_playbook(do)

    count = f"{len(paths)} playbook entries" if len(paths) > 1 else f"playbook entry {''.join(paths)}"
    return Operation(f"Remove {count}", apply)


def reset_entries(paths: Sequence[str]) -> Operation[None]:
    """Go back to what ships for these paths and all below them; no paths: for the whole playbook."""

    def apply(do: Context) -> None:
        if not paths:
            for known in do.unit.all(Override):
                do.unit.remove(Override, known.id or 0)
        for path in paths:
            _drop(do, path)
        check_playbook(do)

    return Operation("Reset the playbook" if not paths else f"Reset playbook entry {', '.join(paths[:3])}", apply)


def take_changes(changes: Sequence[Override], *, replace: bool) -> Operation[int]:
    """Lay the changes of a file over the playbook; `replace`: and take back all others. Gives how many there are."""

    def apply(do: Context) -> int:
        wanted = {change.path: change for change in changes}
        for known in do.unit.all(Override):
            if known.path in wanted:
                change = wanted.pop(known.path)
                do.unit.change(Override, known.id or 0, value=change.value, reason=change.reason)
            elif replace:
                do.unit.remove(Override, known.id or 0)
        for change in wanted.values():
            do.unit.add(Override(path=change.path, value=change.value, reason=change.reason))
        check_playbook(do)
        return len(changes)

    return Operation("Take playbook changes from a file", apply)


def check_playbook(do: Context) -> None:
    """Refused when a role in use would be gone; BadInput when the changes as they now stand make no playbook."""
    overrides = do.unit.all(Override)
    for key in _gone_roles(do.playbook, {override.path: override.value for override in overrides}):
        if users := _users_of(do, key):
            title = do.playbook.role_title(key)
            raise Refused(f"{title} is named by {users} and has to stay; give them another role first.")
    _, unused = load_usable(do.portfolio.overrides)
    known = {(change.path, change.value) for change in unused}
    load_playbook(override for override in overrides if (override.path, override.value) not in known)


def _gone_roles(before: Playbook, changes: Mapping[str, str]) -> list[str]:
    """The roles that the changes no longer hold."""
    shipped = load_playbook().roles
    own = [key for key in before.roles if key not in shipped and f"roles.{key}" not in changes]
    return own + [key for key in before.roles if changes.get(f"roles.{key}") == REMOVED]


def _users_of(do: Context, role: str) -> str:
    """Who names the role, counted; empty when nobody does."""
    plans = do.portfolio.plans.values()
    counts = {
        "staffing line": sum(line.role == role for plan in plans for line in plan.lines),
        "maintenance plan": sum(plan.maintenance.role == role for plan in plans),
        "rate": sum(rate.role == role for rate in do.portfolio.rates),
        "person": sum(person.role == role for person in do.portfolio.people.values()),
    }
    plurals = {"person": "people"}
    named = [f"{n} {word if n == 1 else plurals.get(word, word + 's')}" for word, n in counts.items() if n]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def _write(do: Context, values: Mapping[str, str]) -> None:
    """Write changes; one that says what ships, or what an own entry holds, is none."""
    for path, value in values.items():
        parse_value(path, value)
        known = do.unit.all(Override, path=path)
        if _is_shipped(path, value):
            for row in known:
                do.unit.remove(Override, row.id or 0)
        elif known:
            do.unit.change(Override, known[0].id or 0, value=value)
        else:
            do.unit.add(validated(Override, {"path": path, "value": value}))


def _is_shipped(path: str, value: str) -> bool:
    *outer, last = path.split(".")
    try:
        entry = _entries(load_playbook(), ".".join(outer))
    except (KeyError, TypeError, ValueError):
        return False
    return last in entry and json.loads(value) == _plain(entry[last])


def _plain(value: Any) -> Any:
    """As JSON reads it: numbers compare as floats do, enums as their texts."""
    if value is None or isinstance(value, bool | str | int):
        return str(value) if isinstance(value, str) else value
    return float(value)


def _drop(do: Context, path: str) -> None:
    for known in do.unit.all(Override):
        if known.path == path or known.path.startswith(f"{path}."):
            do.unit.remove(Override, known.id or 0)


def _entries(playbook: Playbook, path: str) -> Mapping[str, Any]:
    """What lies under a path, by key; an error of Python when there is nothing, or nothing below it."""
    node: Any = dict(playbook)
    for part in path.split("."):
        node = node[part]
        node = node if isinstance(node, dict) else dict(node)
    found: Mapping[str, Any] = node
    return found


def _exists(playbook: Playbook, path: str) -> bool:
    chapter, _, key = path.rpartition(".")
    try:
        return key in _entries(playbook, chapter)
    except (KeyError, TypeError, ValueError):
        return False


def _free_key(title: str, known: Iterable[str], overrides: Iterable[Override]) -> str:
    """A key made of the title's letters; with a number when it is taken, also by an entry that was removed."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    stem = (stem if stem[:1].isalpha() else f"own_{stem}".rstrip("_"))[: _LONGEST_KEY - 4]
    taken = {*known, *(part for override in overrides for part in override.path.split("."))}
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
