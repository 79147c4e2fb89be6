"""Portfolio files in the window: new, open, sample, recent, save a copy, back up now, close.

What is wrong with a file is said in the message bar in one sentence; the portfolio that is open stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.painting import after_paint
from mlplanner.gui.window import MainWindow

if TYPE_CHECKING:
    from mlplanner.domain.portfolio import Portfolio
    from mlplanner.operations.workspace import Workspace

SUFFIX = ".mlplan"
FILTER = f"Portfolios (*{SUFFIX});;Portfolios as JSON (*.json);;All files (*)"
_SAMPLE = f"mlplanner sample{SUFFIX}"


def documents_folder() -> Path:
    """The user's documents, or the home folder where there are none."""
    named = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return named if named.is_dir() else Path.home()


class Files(QObject):
    """What the user does with files; every way to fail ends in a message."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open_at_start(self, path: Path | None, *, is_sample: bool) -> None:
        """What was asked for on the command line, else the file that was open last, else the welcome page."""
        if path is not None:
            self.open(path)
        elif is_sample:
            self.open_sample()
        elif (last := self._window.preferences.get("files/last", "")) and Path(last).exists():
            self.open(Path(last))

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Open a portfolio in place of the one that is open; True when it worked."""
        from mlplanner.exchange.json_reading import is_portfolio_json
        from mlplanner.operations.workspace import open_workspace

        if is_portfolio_json(path):
            self.ask_from(path)
            return False
        if self._is_open(path):
            return True
        # What is open stays open until the other file turned out to be a portfolio.
        # The backup of this state follows when the data are on the screen.
        is_open = self._show(
            lambda: open_workspace(path, read_only=read_only, make_backup=False), path, or_read_only=not read_only
        )
        if is_open and self._can_edit():
            after_paint(self, self._back_up_as_opened)
        return is_open

    def open_sample(self) -> bool:
        """Open the sample portfolio in the user's documents; made there the first time."""
        path = documents_folder() / _SAMPLE
        if path.exists():
            return self.open(path)
        from mlplanner.operations.sample import create_sample

        is_open = self._show(lambda: create_sample(path), path)
        if is_open:
            self._window.messages.notice(f"The sample portfolio was written to {path}; change it as you like.")
        return is_open

    def create(self, path: Path, name: str, currency: str, country: str) -> bool:
        """Make a new, empty portfolio file and open it."""
        from mlplanner.operations.portfolios import first_settings
        from mlplanner.operations.workspace import create_workspace

        target = path if path.suffix else path.with_suffix(SUFFIX)
        return self._show(lambda: create_workspace(target, first_settings(name, currency, country=country)), target)

    def ask_new(self) -> None:
        """Ask for name, currency, holidays and place of a new portfolio."""
        from mlplanner.gui.new_portfolio import NewPortfolioDialog

        dialog = NewPortfolioDialog(documents_folder(), self._window)
        dialog.chosen.connect(self.create)
        dialog.open()

    def ask_from(self, source: Path) -> None:
        """A whole portfolio as JSON, or one plan, becomes a file of its own; ask where that file goes."""
        dialog = self._file_dialog(f"New portfolio from {source.name}", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a file that is there is never replaced
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"{source.stem}{SUFFIX}")
        dialog.fileSelected.connect(lambda text: self.create_from(source, Path(text)))
        dialog.open()

    def create_from(self, source: Path, target: Path) -> None:
        """Read the portfolio beside the window, then write it into the new file `target` and open that."""
        from mlplanner.exchange.own_portfolios import read_own_portfolio

        self._window.messages.solve("open")
        job = self._window.jobs.start(f"Reading {source.name}", lambda _: read_own_portfolio(source))
        job.finished.connect(lambda portfolio: self._restore(portfolio, source, target))
        job.failed.connect(self._on_unreadable)

    def _restore(self, portfolio: Portfolio, source: Path, target: Path) -> None:
        from mlplanner.operations.restoring import restore_portfolio
        from mlplanner.operations.workspace import create_workspace

        if self._show(lambda: create_workspace(target, restore_portfolio(portfolio, source.name)), target):
            self._window.messages.notice(f"{target.name} was made of {source.name}; its history begins anew.")

    def _on_unreadable(self, error: BaseException) -> None:
        if not isinstance(error, PlannerError):
            raise error
        problems = getattr(error, "problems", None) or ()
        details = "\n".join(map(str, problems)) if len(problems) > 1 else ""
        self._window.messages.error(str(error), details=details, cause="open")

    def ask_open(self) -> None:
        """Ask for a portfolio file."""
        dialog = self._file_dialog("Open a portfolio", QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda text: self.open(Path(text)))
        dialog.open()

    def ask_copy(self) -> None:
        """Ask where a copy of the open portfolio goes."""
        dialog = self._file_dialog("Save a copy", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        session = self._window.session
        if session is not None and session.workspace.path:
            dialog.selectFile(f"{session.workspace.path.stem} copy{SUFFIX}")
        dialog.fileSelected.connect(lambda text: self.save_copy(Path(text)))
        dialog.open()

    def save_copy(self, target: Path) -> None:
        """Write a checked copy; the open file stays the open file."""
        from mlplanner.operations.copies import save_copy

        session = self._window.session
        if session is None:
            return
        try:
            save_copy(session.workspace, target)
        except PlannerError as error:
            self._window.messages.error(str(error), cause="copy")
            return
        self._window.messages.notice(
            f"A copy was saved as {target}.", [("Open the copy", lambda: self.open(target))], cause="copy"
        )

    def _can_edit(self) -> bool:
        session = self._window.session
        return session is not None and not session.workspace.is_read_only

    def _back_up_as_opened(self) -> None:
        """Each opening leaves a backup; only a failure is worth a word."""
        from mlplanner.operations.copies import back_up_now

        session = self._window.session
        if session is None or session.workspace.path is None:
            return
        try:
            back_up_now(session.workspace)
        except PlannerError as error:
            self._window.messages.warn(str(error), cause="backup")

    def back_up(self) -> None:
        """Back up the open portfolio now, and say where."""
        from mlplanner.operations.copies import back_up_now, folder_of_backups

        session = self._window.session
        if session is None or session.workspace.path is None:
            return
        folder = folder_of_backups(session.workspace.path)
        try:
            made = back_up_now(session.workspace)
        except PlannerError as error:
            self._window.messages.error(str(error), cause="backup")
            return
        text = f"Backed up as {made.name}." if made else "The newest backup already holds everything."
        self._window.messages.notice(text, [("Show the folder", lambda: show_folder(folder))], cause="backup")

    def _show(self, make: Callable[[], Workspace], path: Path, *, or_read_only: bool = False) -> bool:
        from mlplanner.gui.session import Session

        try:
            workspace = make()
        except PlannerError as error:
            ways = [("Open read-only", lambda: self.open(path, read_only=True))]
            can_look = or_read_only and self._is_readable(path)
            self._window.messages.error(str(error), ways if can_look else [], cause="open")
            return False
        self._window.messages.solve("open")
        self._window.show_session(Session(workspace))
        self._window.preferences.remember_file(path)
        self._window.preferences.put("files/last", str(path))
        if workspace.is_read_only:
            self._window.messages.warn(
                f"{path.name} is open read-only: you can look, filter and export; to edit it, save a copy.",
                [("Save a copy…", self.ask_copy)],
                cause="open",
            )
        return True

    def close(self) -> None:
        """Close the portfolio: back to the welcome page, also at the next start."""
        self._window.preferences.put("files/last", "")
        self._window.close_session()

    def _is_open(self, path: Path) -> bool:
        session = self._window.session
        known = session.workspace.path if session else None
        return bool(known and path.exists() and known.exists() and path.samefile(known))

    @staticmethod
    def _is_readable(path: Path) -> bool:
        """True for a portfolio that can be looked at although it can't be opened for editing (open elsewhere)."""
        from mlplanner.operations.workspace import open_workspace

        try:
            open_workspace(path, read_only=True, make_backup=False).close()
        except PlannerError:
            return False
        return True

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(documents_folder()), FILTER)
        dialog.setObjectName("fileDialog")
        dialog.setFileMode(mode)
        recent = self._window.preferences.recent
        if recent:
            dialog.setDirectory(str(recent[0].parent))
        return dialog


def show_folder(folder: Path) -> None:
    """Show a folder in the desktop's file browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
