"""The playbook as lines of tables: one line to an entry, its values as cells, with what ships and why it differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mlplanner.domain.settings import Override
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook
from mlplanner.playbook.rows import EntryRow, entry_rows

SIGNS = {"changed": "●", "own": "+", "removed": "\N{MINUS SIGN}", "shipped": ""}
"""What stands before a line, so that colour is not the only sign."""


@dataclass(frozen=True)
class Line:
    """One entry. `cells` are its values by field; `state` is a key of `SIGNS`."""

    entry: str
    title: str
    state: str
    cells: Mapping[str, EntryRow]
    source: str = ""
    note: str = ""
    unit: str = ""
    parent: str = ""
    """For a gate its phase, for an artifact its gate: the title."""
    overrides: tuple[Override, ...] = field(default=())

    @property
    def id(self) -> str:
        """What tells the line from others."""
        return self.entry

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return self.title

    @property
    def is_changed(self) -> bool:
        """True when it differs from what ships."""
        return self.state != "shipped"

    @property
    def reason(self) -> str:
        """Why it differs; several reasons one after the other."""
        return "; ".join(dict.fromkeys(override.reason for override in self.overrides if override.reason))

    def text(self) -> str:
        """All that a search looks at."""
        values = (str(row.value or "") for row in self.cells.values())
        return " ".join((self.title, self.parent, self.source, self.note, self.reason, *values)).casefold()


def playbook_lines(playbook: Playbook, overrides: Sequence[Override]) -> tuple[Line, ...]:
    """A line for each entry of the playbook, removed ones too, in the order of its chapters."""
    cells: dict[str, dict[str, EntryRow]] = {}
    for row in entry_rows(playbook):
        cells.setdefault(row.entry, {})[row.path.removeprefix(row.entry).lstrip(".") or "title"] = row
    shipped = load_playbook()
    return tuple(_line(entry, rows, playbook, shipped, overrides) for entry, rows in cells.items())


def find_entry(playbook: Playbook, path: str) -> Any:
    """What lies at a path; None when there is nothing."""
    node: Any = playbook
    for part in path.split("."):
        node = node.get(part) if isinstance(node, dict) else getattr(node, part, None)
    return node


def _line(
    entry: str, rows: Mapping[str, EntryRow], playbook: Playbook, shipped: Playbook, overrides: Sequence[Override]
) -> Line:
    here, before = find_entry(playbook, entry), find_entry(shipped, entry)
    known = here if here is not None else before
    if here is None:
        state = "removed"
    elif before is None:
        state = "own"
    else:
        state = "changed" if any(row.is_overridden for row in rows.values()) else "shipped"
    return Line(
        entry=entry,
        title=known if isinstance(known, str) else known.title,
        state=state,
        cells=dict(rows),
        source=next(iter(rows.values())).source,
        note=getattr(known, "note", ""),
        unit=getattr(known, "unit", ""),
        parent=_parent(entry, playbook, shipped),
        overrides=tuple(o for o in overrides if o.path == entry or o.path.startswith(f"{entry}.")),
    )


def _parent(entry: str, playbook: Playbook, shipped: Playbook) -> str:
    parts = entry.split(".")
    if parts[0] != "phases" or len(parts) == 2:
        return ""
    outer = ".".join(parts[:2] if len(parts) == 3 else parts[:3])
    found = find_entry(playbook, outer) or find_entry(shipped, outer)
    return str(found.title)
