"""The grid of one chapter, and the grid of all changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from mlplanner.gui.people.portfolio_grid import make_view
from mlplanner.gui.playbook.chapter import Chapter
from mlplanner.gui.playbook.entry_columns import reason_column, sign_column, source_column, value_text
from mlplanner.gui.playbook.lines import Line
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.cells import Edit
from mlplanner.operations.operation import Operation
from mlplanner.operations.playbooks import add_entry, edit_entries, remove_entries, reset_entries

NO_CHANGES = "The method is used as it ships. Change a value in a chapter; it is listed here with what shipped and why."
_OWN, _GONE = "added here", "removed here"


def chapter_view(session: Session, chapter: Chapter) -> GridView:
    """The chapter's entries, edited in place; typing into the last line adds one where the chapter can grow."""
    add = chapter.add

    def make_entry(values: Mapping[str, Any]) -> Edit:
        assert add is not None
        return add_entry(*add(session, values))

    rows: Rows[Line] = Rows(
        noun=chapter.noun,
        add=make_entry if add else None,
        remove=_remove if chapter.can_remove else None,
        gather=edit_entries,
    )
    return make_view(
        session,
        rows,
        chapter.columns(session),
        name=f"playbook_{chapter.id}",
        title=f"Playbook: {chapter.title}",
        empty="Nothing here fits the search.",
        frozen=2,
    )


def changes_view(session: Session, chapters: Sequence[Chapter]) -> GridView:
    """All entries that differ from what ships; removing a line takes its change back."""

    def chapter_of(line: Line) -> str:
        return next((chapter.title for chapter in chapters if chapter.holds(line.entry)), "")

    columns: list[Column[Line]] = [
        sign_column(),
        Column(id="name", title="Entry", read=lambda line: line.title, width=28),
        Column(id="chapter", title="Chapter", read=chapter_of, width=11),
        Column(id="shipped", title="What ships", read=lambda line: says(line, is_shipped=True), width=23),
        Column(id="here", title="Here", read=lambda line: says(line, is_shipped=False), width=23),
        reason_column(session),
        source_column(),
    ]
    rows: Rows[Line] = Rows(noun="change", remove=_take_back, gather=edit_entries)
    return make_view(
        session, rows, columns, name="playbook_changes", title="Playbook: changes", empty=NO_CHANGES, frozen=2
    )


def says(line: Line, *, is_shipped: bool) -> str:
    """The values that differ, as they ship or as they are here."""
    if line.state == "own":
        return "–" if is_shipped else _OWN
    if line.state == "removed":
        return "in use" if is_shipped else _GONE
    changed = [row for row in line.cells.values() if row.is_overridden]
    texts = []
    for row in changed:
        name = row.title.rpartition(": ")[2] if ": " in row.title else ""
        text = value_text(line, row.shipped if is_shipped else row.value) or "nothing"
        texts.append(f"{name} {text}".strip())
    return "; ".join(texts)


def _remove(lines: Sequence[Line]) -> Operation[Any]:
    return remove_entries([line.entry for line in lines if line.state != "removed"])


def _take_back(lines: Sequence[Line]) -> Operation[Any]:
    return reset_entries([line.entry for line in lines])
