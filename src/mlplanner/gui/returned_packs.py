"""Packs that come back into the window: read beside it, judged, shown; what is confirmed becomes one step."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.lifecycle import Decision
from mlplanner.exchange.json_reading import parse_json
from mlplanner.exchange.plan_json import changes_of
from mlplanner.exchange.returned.pack_worker import ask_pack
from mlplanner.exchange.returned.reading import PackReading
from mlplanner.exchange.returned.verdicts import PackVerdict, judge
from mlplanner.gui.jobs import Progress
from mlplanner.gui.returned_pack_dialog import ReturnedPackDialog
from mlplanner.gui.trust_dialog import KEY
from mlplanner.gui.undoing import offer_undo
from mlplanner.operations.operation import Operation
from mlplanner.operations.returned_packs import PackEvidence, decide_by_pack, keep_returned_pack

if TYPE_CHECKING:
    from mlplanner.gui.imports import Imports
    from mlplanner.gui.window import MainWindow

_CAUSE = "import"


class ReturnedPacks(QObject):
    """Opens the dialog on a PDF; `imports` shows the comparison for an attached plan."""

    def __init__(self, window: "MainWindow", imports: "Imports") -> None:
        super().__init__(imports)
        self._window, self._imports = window, imports

    def read(self, path: Path) -> None:
        """Read the PDF as a job, then say what it is; without an open portfolio what it says of itself."""
        session = self._window.session
        portfolio = session.portfolio if session is not None else None
        kept = str(self._window.preferences.get(KEY, ""))
        trust = Path(kept) if kept else None

        def work(progress: Progress) -> tuple[PackReading, PackVerdict]:
            reading = ask_pack(path, trust, waiting=lambda: progress(0.5, f"Reading {path.name}"))
            return reading, judge(reading, portfolio)

        job = self._window.jobs.start(f"Reading {path.name}", work)
        job.finished.connect(lambda found: self._show(found, path))
        job.failed.connect(self._imports.tell_failure)

    def _show(self, found: tuple[PackReading, PackVerdict], path: Path) -> None:
        reading, verdict = found
        dialog = ReturnedPackDialog(self._window.session, reading, verdict, self._window)
        dialog.own_portfolio.connect(lambda: self._open_own(dialog, path))
        dialog.decide.connect(lambda decision: self._decide(dialog, decision))
        dialog.keep.connect(lambda: self._keep(dialog))
        dialog.compare_plan.connect(lambda: self._compare(dialog))
        dialog.open()

    def _open_own(self, dialog: ReturnedPackDialog, path: Path) -> None:
        """The attached plan becomes a portfolio in a file of its own."""
        dialog.accept()
        self._imports.ask_own(path)

    def _decide(self, dialog: ReturnedPackDialog, decision: Operation[Decision]) -> None:
        self._record(dialog, decision)

    def _keep(self, dialog: ReturnedPackDialog) -> None:
        self._record(dialog, None)

    def _record(self, dialog: ReturnedPackDialog, decision: Operation[Decision] | None) -> None:
        """Record what came back, with the decision where there is one, as one step."""
        session, plan = self._window.session, dialog.verdict.plan
        if session is None or plan is None:
            return
        current = session.plan(plan.id)
        evidence = evidence_from(dialog.reading, dialog.verdict)
        if decision is None:
            is_done = session.run(keep_returned_pack(current, evidence, session.today)) is not None
        else:
            is_done = session.run(decide_by_pack(current, decision, evidence, session.today)) is not None
        if not is_done:
            return
        dialog.accept()
        what = "Kept" if decision is None else "Decided by"
        ways = [("Show", lambda: self._window.show_project(current.id))]
        offer_undo(
            self._window.messages, session, f"{what} the returned pack {dialog.reading.name}.", ways, cause=_CAUSE
        )

    def _compare(self, dialog: ReturnedPackDialog) -> None:
        session, plan = self._window.session, dialog.reading.plan
        if session is None or plan is None:
            return
        name = f"plan.json in {dialog.reading.name}"
        dialog.accept()

        def work(_: object) -> ChangeSet:
            return changes_of(parse_json(plan.decode("utf-8", "replace"), name), session.portfolio, name)

        job = self._window.jobs.start(f"Reading {name}", work)
        job.finished.connect(self._imports.compare)
        job.failed.connect(self._imports.tell_failure)


def evidence_from(reading: PackReading, verdict: PackVerdict) -> PackEvidence:
    """What is kept of a returned pack."""
    return PackEvidence(
        file_name=reading.name,
        file_sha256=reading.file_sha256,
        fingerprint=reading.mark.fingerprint if reading.mark else "",
        state=verdict.state,
        signed_by=verdict.signed_by,
        is_signature_sound=verdict.is_signature_sound,
        outcome=verdict.outcome or "",
        conditions=verdict.conditions,
    )
