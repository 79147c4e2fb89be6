"""A chapter of the Playbook section: which entries it holds, with which columns, and what can be added there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlplanner.gui.playbook.lines import Line
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column

NewFields = tuple[str, Mapping[str, Any] | str, str]
"""Where a new entry goes, what it holds, its title."""


@dataclass(frozen=True)
class Chapter:
    """One entry of the list at the left. `holds` says which lines belong to it; `add` makes a new entry's fields."""

    id: str
    title: str
    about: str
    noun: str
    holds: Callable[[str], bool]
    columns: Callable[[Session], Sequence[Column[Line]]]
    add: Callable[[Session, Mapping[str, Any]], NewFields] | None = None
    can_remove: bool = False
