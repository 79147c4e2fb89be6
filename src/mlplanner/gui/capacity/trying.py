"""Ways out tried beside the window: one worker with a book of loads of its own, a bar, and a Stop that works (P4.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.portfolio import Portfolio
from mlplanner.gui.capacity.view_model import CapacityModel
from mlplanner.gui.jobs import Job, Jobs, Progress
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.session import Session
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from mlplanner.engine.load_book import LoadBook
    from mlplanner.engine.relief import Report, Trial
    from mlplanner.queries.capacity import CapacityCache

Work = Callable[["Trial", "LoadBook", "Report"], Any]
"""What is done on the worker; the report raises when it is to stop."""
_NAME = "trial"


@dataclass
class _Snapshot:
    """What the worker's book reads; set by the worker alone."""

    portfolio: Portfolio
    playbook: Playbook
    today: date


class Trier(QObject):
    """One to a screen. The book is kept from one job to the next: an edit costs its projects, not all of them."""

    def __init__(self, session: Session, model: CapacityModel) -> None:
        super().__init__(session)
        self._session, self._model = session, model
        self._jobs = Jobs(self)
        self._source: _Snapshot | None = None
        self._cache: CapacityCache | None = None
        session.closing.connect(self._jobs.close)

    @property
    def portfolio(self) -> Portfolio:
        """The snapshot at the current revision."""
        return self._session.portfolio

    def start(self, work: Work) -> Job[object]:
        """Do the work on the plan as it is now; nothing of the window is touched by it."""
        session, model = self._session, self._model
        source = _Snapshot(session.portfolio, session.playbook, session.today)
        view, first, weeks = model.view, model.book.first, model.book.weeks

        def run(progress: Progress) -> Any:
            from mlplanner.engine.relief import Trial, weeks_tried

            cache = self._cache_on(source)
            book = cache.book(_NAME, first, weeks_tried(weeks, source.playbook))
            trial = Trial(source.portfolio, lambda other: cache.show(_NAME, other), view, source.today, source.playbook)
            return work(trial, book, progress)

        return self._jobs.start("Trying ways out", run)

    def _cache_on(self, source: _Snapshot) -> CapacityCache:
        """On the worker: the kept book, brought to another snapshot."""
        from mlplanner.queries.capacity import CapacityCache

        if self._source is None or self._cache is None:
            self._source, self._cache = source, CapacityCache(source)
        self._source.portfolio, self._source.playbook, self._source.today = (
            source.portfolio,
            source.playbook,
            source.today,
        )
        return self._cache


class TrialStrip(QWidget):
    """How far trying is, and a Stop; hidden while nothing is tried. Only what was asked for last is told."""

    found = Signal(object)
    """What the work gave."""
    stopped = Signal()
    """The user stopped it."""
    failed = Signal(str)
    """Why it could not be tried."""

    def __init__(self, trier: Trier, name: str) -> None:
        super().__init__()
        self._trier = trier
        self._job: Job[object] | None = None
        self._asked_of: Portfolio | None = None
        self.bar, self.stop_button = QProgressBar(), push_button(f"{name}Stop", "Stop")
        self.bar.setObjectName(f"{name}Progress")
        self.bar.setAccessibleName("How far trying is")
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.stop_button.clicked.connect(self.stop)
        self.setVisible(False)

    @property
    def is_busy(self) -> bool:
        """True until what was asked for last is told."""
        return self._job is not None

    def start(self, work: Work) -> None:
        """Try, in place of what was tried before."""
        self.drop()
        self._asked_of = self._trier.portfolio
        self._job = job = self._trier.start(work)
        self.bar.setValue(0)
        self.setVisible(True)
        # Methods of this widget, not closures: Qt lets go of them when the screen is closed before the job ends.
        job.progressed.connect(self._advance)
        job.finished.connect(self._tell)
        job.failed.connect(self._fail)

    def stop(self) -> None:
        """The user has seen enough."""
        if self._job is not None:
            self.drop()
            self.stopped.emit()

    def drop(self) -> None:
        """Forget what is being tried: it no longer matters."""
        if self._job is not None:
            self._job.cancel()
        self._let_go()

    def _let_go(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.progressed.disconnect(self._advance)
            job.finished.disconnect(self._tell)
            job.failed.disconnect(self._fail)
        self.setVisible(False)

    @property
    def _still_holds(self) -> bool:
        """True when the plan is the one that it was asked of."""
        return self._asked_of is self._trier.portfolio

    def _advance(self, share: float, _label: str) -> None:
        self.bar.setValue(round(1000 * share))

    def _tell(self, result: object) -> None:
        self._let_go()
        if self._still_holds:
            self.found.emit(result)

    def _fail(self, error: object) -> None:
        self._let_go()
        if not isinstance(error, PlannerError):
            raise error if isinstance(error, BaseException) else RuntimeError(str(error))
        if self._still_holds:
            self.failed.emit(str(error))
