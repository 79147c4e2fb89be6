"""What a tab of the project page is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.session import Session


class ProjectTab(ProjectScreen):
    """A tab. `go_to` shows one field; `export_requested` asks the window for an export by its id."""

    export_requested = Signal(str)

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Show and focus the place of a finding (`noun` is a registry key); False when this tab does not hold it."""
        return False


@dataclass(frozen=True)
class TabSpec:
    """A tab's record: `id` is what a finding's `tab` names."""

    id: str
    title: str
    factory: Callable[[Session], ProjectTab]
