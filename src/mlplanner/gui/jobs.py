"""Work that takes time: one worker, beside the window, with progress and a Cancel that works.

A job gets snapshots, never a session and never a widget. Reporting progress is where a cancel takes effect. What a job
gives back is delivered on the window's own thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from mlplanner.domain.errors import Cancelled

T = TypeVar("T")
_SECONDS_BETWEEN_REPORTS = 0.1


class _Mail(QObject):
    """Carries what happens on the worker to the window's thread."""

    progressed = Signal(float, str)
    ended = Signal(object, object)


class Progress:
    """What the work calls: `progress(0.4, "Writing the timeline")`. Raises Cancelled when the user stopped it."""

    def __init__(self, mail: _Mail, stop: Event) -> None:
        self._mail = mail
        self._stop = stop
        self._last = 0.0

    def __call__(self, share: float, label: str = "") -> None:
        """Report the share done, 0 to 1; at most ten reports a second get through."""
        if self._stop.is_set():
            raise Cancelled("Stopped; nothing was changed.")
        now = monotonic()
        if now - self._last >= _SECONDS_BETWEEN_REPORTS:
            self._last = now
            self._mail.progressed.emit(share, label)


class Job(QObject, Generic[T]):
    """One piece of work. Exactly one of `finished`, `failed` and `cancelled` comes, on the window's thread."""

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)
    """The exception."""
    cancelled = Signal()
    ended = Signal()
    """After one of the three."""

    def __init__(self, title: str, work: Callable[[Progress], T], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._stop = Event()
        self.has_ended = False
        self._mail = _Mail(self)
        self._mail.progressed.connect(self.progressed)
        self._mail.ended.connect(self._deliver)

    @property
    def is_stopping(self) -> bool:
        """True after a cancel, until the work noticed."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def perform(self) -> None:
        """On the worker: do the work and send what came of it."""
        result: T | None = None
        error: BaseException | None = None
        try:
            report = Progress(self._mail, self._stop)
            report(0.0)
            result = self._work(report)
        except BaseException as raised:  # noqa: BLE001  (delivered to the window, which tells or reports it)
            error = raised
        self._mail.ended.emit(result, error)

    def _deliver(self, result: object, error: BaseException | None) -> None:
        self.has_ended = True
        if error is None:
            self.finished.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self.ended.emit()


class Jobs(QObject):
    """The one worker. Jobs wait for each other; the first in the queue is `current`."""

    changed = Signal()
    """A job was started, ended, or reported progress."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._queue: list[tuple[Job[object], Future[None]]] = []
        self.share = 0.0
        self.label = ""

    @property
    def current(self) -> Job[object] | None:
        """The job at work, or None."""
        return self._queue[0][0] if self._queue else None

    def start(self, title: str, work: Callable[[Progress], object]) -> Job[object]:
        """Queue a piece of work; connect to the job's signals at once, they come later."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mlplanner-job")
        job: Job[object] = Job(title, work, self)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self._queue.append((job, self._pool.submit(job.perform)))
        self.changed.emit()
        return job

    def cancel(self) -> None:
        """Ask the job at work to stop."""
        if self.current:
            self.current.cancel()
            self.changed.emit()

    def close(self) -> None:
        """Cancel everything and wait until the worker has let go."""
        for job, future in self._queue:
            job.cancel()
            future.cancel()
        if self._pool:
            self._pool.shutdown(wait=True)
            self._pool = None
        self._queue.clear()

    def _on_progress(self, share: float, label: str) -> None:
        self.share, self.label = share, label
        self.changed.emit()

    def _on_ended(self) -> None:
        self._queue = [(job, future) for job, future in self._queue if not job.has_ended]
        self.share, self.label = 0.0, ""
        self.changed.emit()
