"""What every screen shares: it refreshes when something it depends on changed and it is visible, else when it next is."""

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mlplanner.gui.session import Session
from mlplanner.operations.operation import Changes


class Screen(QWidget):
    """A page or tab. Subclasses name the nouns they show in `depends_on` (empty: all) and implement `refresh`."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_stale = True
        session.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show the current snapshot; called only while visible and stale."""
        raise AssertionError(f"{type(self).__name__} does not say how it refreshes")

    def is_touched(self, changes: Changes) -> bool:
        """True when the screen shows something that the step changed."""
        return not self.depends_on or bool(self.depends_on & changes.kinds)

    def mark_stale(self) -> None:
        """Refresh now if visible, else when next shown."""
        self._is_stale = True
        if self.isVisible():
            self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Refresh once if something changed since the last time."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        self.refresh_if_stale()

    def _on_changed(self, changes: Changes) -> None:
        if self.is_touched(changes):
            self.mark_stale()


class ProjectScreen(Screen):
    """A screen about one project; `show_project` changes which."""

    project_id: int = 0

    def show_project(self, project_id: int) -> None:
        """Show another project."""
        self.project_id = project_id
        self.mark_stale()

    def is_touched(self, changes: Changes) -> bool:
        """Also when portfolio-wide rows (people, rates, settings, playbook) changed."""
        about_us = self.project_id in changes.project_ids or (
            "projects" not in changes.kinds and not changes.project_ids
        )
        return about_us and (self.project_id in self.session.portfolio.plans)
