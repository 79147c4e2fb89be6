"""*Level…* in the menu Project and on the section Capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlplanner.gui.actions import Action
from mlplanner.gui.window import MainWindow

if TYPE_CHECKING:
    from mlplanner.gui.levelling.dialog import LevelDialog


class LevelCommands(QObject):
    """Opens the dialog, one at a time, and tells what became of the proposal."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: LevelDialog | None = None
        window.actions_by_id.add((Action("level", "&Level…", self.ask, "project", 4, is_enabled=self._is_open),))
        window.place_changed.connect(self._watch_page)
        window.session_changed.connect(self._close)

    def ask(self) -> None:
        """Show the dialog."""
        session = self._window.session
        if session is None:
            return
        if self.dialog is None:
            from mlplanner.gui.levelling.dialog import LevelDialog

            self.dialog = LevelDialog(session, self._window.jobs, self._window)
            self.dialog.applied.connect(self._tell)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _tell(self, sentence: str) -> None:
        from mlplanner.gui.undoing import offer_undo

        if self._window.session is not None:
            offer_undo(self._window.messages, self._window.session, sentence, cause="levelling")

    def _close(self) -> None:
        """Another portfolio is shown, or none."""
        if self.dialog is not None:
            self.dialog.reject()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _watch_page(self) -> None:
        """Let the button on the section Capacity ask as well."""
        page = self._window.page("capacity")
        if page is not None and not page.property("levels"):
            page.setProperty("levels", True)
            page.level_requested.connect(self.ask)  # type: ignore[attr-defined]

    def _is_open(self) -> bool:
        return self._window.session is not None
