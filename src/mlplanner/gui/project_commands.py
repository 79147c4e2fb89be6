"""The actions about whole projects: menu Project, and the context menu of the portfolio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlplanner.gui.actions import Action
from mlplanner.gui.undoing import offer_undo
from mlplanner.gui.window import MainWindow

if TYPE_CHECKING:
    from mlplanner.gui.portfolio.page import PortfolioPage


class ProjectCommands(QObject):
    """Works on what is selected in the portfolio; `new_project` from anywhere in an open portfolio."""

    def __init__(self, window: MainWindow, read_file: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._window, self._read_file = window, read_file
        some = self._has_selection
        records = (
            Action("new_project", "&New project…", self._new, "project", 0, "Ctrl+N", "plus", self._can_edit),
            Action("open_project", "&Open project", self._open, "project", 0, "", "project", self._is_selected),
            Action("rename_project", "&Rename…", self._rename, "project", 1, "F2", "rename", some),
            Action("duplicate_project", "&Duplicate", self._duplicate, "project", 1, "Ctrl+D", "copy", some),
            Action("save_template", "Save as &template…", self._save_template, "project", 1, is_enabled=some),
            Action("remove_project", "Re&move", self._remove, "project", 1, "Del", "remove", some),
            Action("earlier", "One week &earlier (Alt+←)", lambda: self._move(-1), "project", 2, is_enabled=some),
            Action("later", "One week &later (Alt+→)", lambda: self._move(1), "project", 2, is_enabled=some),
        )
        window.actions_by_id.add(records)
        window.place_changed.connect(self._watch)
        self._context = tuple(record.id for record in records)

    def _watch(self) -> None:
        """Give the portfolio's page its context menu once it is made."""
        if (page := self._page()) and not page.actions():
            page.addActions([self._window.actions_by_id[key] for key in self._context])
            page.edits.file_chosen.connect(self._read_file)
            page.chosen_changed.connect(self._window.actions_by_id.refresh)

    def _page(self) -> PortfolioPage | None:
        """The portfolio's page if it is made; the import costs nothing by then."""
        page = self._window.page("portfolio")
        if page is None:
            return None
        from mlplanner.gui.portfolio.page import PortfolioPage

        return page if isinstance(page, PortfolioPage) else None

    def _can_edit(self) -> bool:
        session = self._window.session
        return session is not None and not session.workspace.is_read_only

    def _ids(self) -> list[int]:
        """The selected projects; none while another page is in front."""
        page = self._page() if self._window.pages.currentWidget() is self._window.page("portfolio") else None
        return page.selected_project_ids if page else []

    def _is_selected(self) -> bool:
        return bool(self._ids())

    def _has_selection(self) -> bool:
        return self._can_edit() and bool(self._ids())

    def _new(self) -> None:
        self._window.show_section("portfolio")
        if page := self._page():
            page.edits.ask_new()

    def _open(self) -> None:
        if ids := self._ids():
            self._window.show_project(ids[0])

    def _rename(self) -> None:
        if (page := self._page()) and (ids := self._ids()):
            page.edits.ask_rename(ids[0])

    def _save_template(self) -> None:
        if (page := self._page()) and (ids := self._ids()):
            page.edits.ask_template(ids[0])

    def _duplicate(self) -> None:
        if (page := self._page()) and (ids := self._ids()):
            page.edits.duplicate(ids[0])

    def _remove(self) -> None:
        session, page, ids = self._window.session, self._page(), self._ids()
        if session is None or page is None or not ids:
            return
        names = session.plan(ids[0]).project.name if len(ids) == 1 else f"{len(ids)} projects"
        page.edits.remove(ids)
        if not any(key in session.portfolio.plans for key in ids):
            offer_undo(self._window.messages, session, f"Removed {names}.", cause="remove")

    def _move(self, weeks: int) -> None:
        if page := self._page():
            page.edits.move(self._ids(), weeks)
