"""Files that come back: read beside the window, shown as a comparison, taken over as one undoable step."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.documents import PLAN_FORMAT
from mlplanner.domain.errors import PlannerError
from mlplanner.engine.input_problems import InputProblem, input_problems, new_problems
from mlplanner.exchange.imports import read_changes
from mlplanner.exchange.json_reading import is_portfolio_json
from mlplanner.exchange.problems import MixedUpRefs
from mlplanner.gui.comparison import ComparisonDialog
from mlplanner.gui.files import documents_folder
from mlplanner.gui.jobs import Progress
from mlplanner.gui.messages import Way
from mlplanner.gui.session import Session
from mlplanner.gui.undoing import offer_undo
from mlplanner.gui.window import MainWindow
from mlplanner.operations.importing import apply_changes
from mlplanner.reports.formats import counted

if TYPE_CHECKING:
    from mlplanner.gui.returned_packs import ReturnedPacks

_CAUSE = "import"


class Imports(QObject):
    """The action Import, and file drops that are no portfolio."""

    def __init__(
        self, window: MainWindow, open_file: Callable[[Path], object], ask_own: Callable[[Path], object]
    ) -> None:
        """`ask_own` asks where a portfolio goes that is made of a file."""
        super().__init__(window)
        self._window, self._open_file, self.ask_own = window, open_file, ask_own
        self._returned: ReturnedPacks | None = None

    def ask(self) -> None:
        """Ask for a workbook, plan JSON, Microsoft Project XML or calendar of days off."""
        dialog = QFileDialog(
            self._window,
            "Import a workbook or a plan",
            self._window.preferences.get("files/exports", "") or str(documents_folder()),
            "Workbooks, plans, calendars and packs (*.xlsx *.xlsm *.xls *.ods *.json *.xml *.ics *.pdf);;All files (*)",
        )
        dialog.setObjectName("importDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda text: self.read(Path(text)))
        dialog.open()

    def read(self, path: Path, *, by_content: bool = False) -> None:
        """Read the file as a job, then show what it changes; a whole portfolio becomes a file of its own instead.

        `by_content` finds rows of a workbook whose Refs were mixed up.
        """
        if is_portfolio_json(path):
            self._open_file(path)
            return
        if _is_pdf(path):
            self._read_pack(path)
            return
        session = self._window.session
        if session is None:
            ways: list[Way] = [("Make a portfolio of it…", lambda: self.ask_own(path))] if _is_plan(path) else []
            self._window.messages.error(
                f"{path.name} can be imported into an open portfolio; open or make one first.", ways, cause=_CAUSE
            )
            return
        if session.workspace.is_read_only:
            self._window.messages.error(
                f"{path.name} can't be imported: the portfolio is open read-only.", cause=_CAUSE
            )
            return
        self._window.messages.solve(_CAUSE)
        portfolio, playbook = session.portfolio, session.playbook

        def work(progress: Progress) -> ChangeSet:
            changes = read_changes(path, portfolio, playbook, by_content=by_content)
            progress(1.0, f"Read {path.name}")  # a cancel meanwhile takes effect here: nothing is compared
            return changes

        job = self._window.jobs.start(f"Reading {path.name}", work)
        job.finished.connect(self.compare)
        job.failed.connect(lambda error: self.tell_failure(error, path))

    def _read_pack(self, path: Path) -> None:
        """A pack is looked at also without a portfolio that could be changed."""
        from mlplanner.gui.returned_packs import ReturnedPacks

        self._window.messages.solve(_CAUSE)
        self._returned = self._returned or ReturnedPacks(self._window, self)
        self._returned.read(path)

    def apply(self, changes: ChangeSet) -> None:
        """Take the changes over as one step, and tell what was and what was not."""
        session = self._window.session
        if session is not None and changes.is_empty:
            self._tell_nothing(changes)
            return
        before = _problems(session) if session else ()
        outcome = session.run(apply_changes(changes)) if session else None
        if session is None or outcome is None:
            return
        ways: list[Way] = []
        if (project_id := outcome.value) is not None:
            ways.append(("Show", lambda: self._window.show_project(project_id)))
        count = counted(len(changes.edits), "change")
        said = f"{count} taken over from {changes.source}."
        if changes.notes:
            said = f"{said} {counted(len(changes.notes), 'other thing')} in it {'was' if len(changes.notes) == 1 else 'were'} not."
        to_mend = new_problems(before, _problems(session))
        if to_mend:
            said = f"{said} {counted(len(to_mend), 'thing')} in people and rates {'has' if len(to_mend) == 1 else 'have'} to be mended."
        details = "\n".join((*changes.notes, *to_mend))
        offer_undo(self._window.messages, session, said, ways, details, cause=_CAUSE)

    def compare(self, changes: ChangeSet) -> None:
        """Show what a file changes, before anything does."""
        session = self._window.session
        if session is None:
            return
        if changes.is_empty:
            self._tell_nothing(changes)
            return
        dialog = ComparisonDialog(changes, session.portfolio, self._window)
        dialog.accepted_changes.connect(self.apply)
        dialog.open()

    def _tell_nothing(self, changes: ChangeSet) -> None:
        notes = "\n".join(changes.notes)
        self._window.messages.notice(
            f"{changes.source} changes nothing here.", details=notes, tone="note", cause=_CAUSE
        )

    def tell_failure(self, error: BaseException, path: Path | None = None) -> None:
        """Say why a file could not be read; with its path, offer to match rows by content where that may help."""
        if not isinstance(error, PlannerError):
            raise error
        problems = getattr(error, "problems", None) or ()
        details = "\n".join(map(str, problems)) if len(problems) > 1 else ""
        ways: list[Way] = []
        if path is not None and isinstance(error, MixedUpRefs):
            ways.append(("Match by content", lambda: self.read(path, by_content=True)))
        self._window.messages.error(str(error), ways, details=details, cause=_CAUSE)


def _problems(session: Session) -> tuple[InputProblem, ...]:
    return input_problems(session.portfolio, session.playbook)


def _is_plan(path: Path) -> bool:
    """True for what looks like a plan of ours as JSON."""
    try:
        with path.open("rb") as file:
            return PLAN_FORMAT.encode() in file.read(4096)
    except OSError:
        return False


def _is_pdf(path: Path) -> bool:
    """Told by the first bytes, never by the name; what can't be read is told by who reads it."""
    try:
        with path.open("rb") as file:
            return b"%PDF" in file.read(1024)
    except OSError:
        return False
