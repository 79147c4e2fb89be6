"""A set of edits from outside (workbook, JSON), ready to be shown and then applied as one undoable step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EditAction(StrEnum):
    """What happens to a row."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True)
class RowEdit:
    """One row's edit.

    `kind` is a registry key. An added row has a negative `id` that other added rows may use in their foreign keys;
    the operation replaces it by the real one. `values` holds only the fields that change (all fields for an added
    row), `before` what they were when compared. `where` is the place in the file: `Staffing!F12`.
    """

    action: EditAction
    kind: str
    id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""
    where: str = ""


@dataclass(frozen=True)
class Conflict:
    """One cell, or one row, that both sides changed in different ways since the export; a person decides.

    `base` is what was exported, `theirs` what the file says, `mine` what the portfolio says now. An empty `field`: the
    file removed the row (`theirs` None), which was changed here. `week`: the plan week of a cell of the field `weekly`.
    """

    kind: str
    id: int
    field: str
    base: Any
    theirs: Any
    mine: Any
    held: Any = None
    """All that the portfolio holds in the field (weeks are cells of one field), or the fields of the whole row."""
    week: int | None = None
    label: str = ""
    where: str = ""

    @property
    def is_of_row(self) -> bool:
        """True when the file removed what was changed here."""
        return not self.field


@dataclass(frozen=True)
class ChangeSet:
    """All edits of one file. `notes` say what was read but not taken, each in one sentence."""

    source: str
    edits: tuple[RowEdit, ...] = ()
    notes: tuple[str, ...] = ()
    project_id: int | None = None
    """The project the file belongs to; None: a new one or several."""
    conflicts: tuple[Conflict, ...] = ()
    """What nobody has decided yet; none of it is among the edits."""
    understood: tuple[Mapping[str, Any], ...] = ()
    """Of a workbook made elsewhere: each table with its columns, and what they were taken for."""

    @property
    def is_empty(self) -> bool:
        """True when the file says what the portfolio already holds."""
        return not self.edits and not self.conflicts
