"""Fills the empty shell in two steps: what needs no database first, then what works on an open portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mlplanner.gui.commands import Commands
from mlplanner.gui.files import SUFFIX, Files
from mlplanner.gui.help import HelpCommands
from mlplanner.gui.icons import pixmap
from mlplanner.gui.levelling.commands import LevelCommands
from mlplanner.gui.painting import after_paint
from mlplanner.gui.project_commands import ProjectCommands
from mlplanner.gui.scenarios.commands import ScenarioCommands
from mlplanner.gui.theme import load_fallback_fonts
from mlplanner.gui.thresholds import ThresholdWatch
from mlplanner.gui.welcome import WelcomePage
from mlplanner.gui.window import MainWindow

if TYPE_CHECKING:
    from mlplanner.gui.exports import Exports
    from mlplanner.gui.imports import Imports

_DATABASE = b"SQLite format 3\x00"


class Furnishing(QObject):
    """Owns what stands beside the window's pages. `open_at_start` is called once the shell was painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.build()
        self.imports: Imports | None = None
        self.exports: Exports | None = None
        self.files = Files(window)
        self.commands = Commands(window, self.files, self._ask_import)
        ProjectCommands(window, self.read_file)
        scenarios = ScenarioCommands(window)
        LevelCommands(window)
        HelpCommands(window)
        welcome = WelcomePage(
            window.preferences, self.files.ask_new, self.files.open_sample, self.files.ask_open, self.files.open
        )
        window.set_welcome(welcome)
        window.theme.changed.connect(welcome.redraw)
        window.theme.changed.connect(self.commands.redraw)
        window.session_changed.connect(welcome.show_recent)
        window.session_changed.connect(self._watch_checks)
        window.place_changed.connect(self._watch_project)
        window.file_dropped.connect(self.take_file)
        self.commands.fill()
        window.tool_bar.insertWidget(window.actions_by_id["palette"], scenarios.button)
        window.setWindowIcon(pixmap("gate", 64, "#17324D"))

    def open_at_start(self, path: Path | None, *, is_sample: bool) -> None:
        """Load the rest, then open what was asked for; the welcome page can be painted in between."""
        QTimer.singleShot(0, self, lambda: self._load_rest(path, is_sample))

    def take_file(self, path: Path) -> None:
        """A file dropped on the window: a portfolio, also one as JSON, is opened, a workbook or plan is imported."""
        if path.suffix == SUFFIX or _begins_like_a_portfolio(path):
            self.files.open(path)
        else:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Import a file into the open portfolio."""
        self._load_exchange()  # a file may be dropped before all is loaded
        if self.imports:
            self.imports.read(path)

    def _load_rest(self, path: Path | None, is_sample: bool) -> None:
        load_fallback_fonts()
        self.files.open_at_start(path, is_sample=is_sample)
        after_paint(self, self._load_exchange)

    def _load_exchange(self) -> None:
        """Last, when the data are on the screen: what is needed once the user asks for it."""
        if self.exports is not None:
            return
        from mlplanner.gui.exports import Exports
        from mlplanner.gui.imports import Imports

        self.imports, self.exports = Imports(self._window, self.files.open, self.files.ask_from), Exports(self._window)
        self.exports.fill(self.commands.menus["export"], self.commands.export_button)
        self._window.actions_by_id.redraw_icons()
        self._watch_project()

    def _ask_import(self) -> None:
        self._load_exchange()
        if self.imports:
            self.imports.ask()

    def _watch_checks(self) -> None:
        """Let the status bar follow the number of open checks."""
        if self._window.session is None:
            return
        from mlplanner.gui.feed import Feed

        ThresholdWatch(self._window, self._window.session)
        feed = Feed.of(self._window.session)

        def show() -> None:
            totals = feed.totals
            self._window.status.show_checks(totals.failed + totals.warned if totals else None)

        feed.advanced.connect(show)
        feed.completed.connect(show)
        show()

    def _watch_project(self) -> None:
        """Let the buttons on a project's page, and on that of the programme, start exports."""
        for key in ("project", "programme"):
            page = self._window.page(key)
            if page is not None and self.exports is not None and not page.property("exports"):
                page.setProperty("exports", True)
                page.export_requested.connect(self.exports.ask)  # type: ignore[attr-defined]


def _begins_like_a_portfolio(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                return True
    except OSError:
        return False
    from mlplanner.exchange.json_reading import is_portfolio_json

    return is_portfolio_json(path)
