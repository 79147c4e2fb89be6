"""The status bar: file, saved state, currency, open checks, and the job at work with its Cancel."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from mlplanner.gui.jobs import Jobs

if TYPE_CHECKING:
    from mlplanner.gui.session import Session


class StatusLine(QStatusBar):
    """What the window says of itself, always visible."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self._jobs = jobs
        self.file = self._label("statusFile", "File")
        self.saved = self._label("statusSaved", "Saved state")
        self.addWidget(self.file)
        self.addWidget(self.saved, 1)
        self.job = self._label("statusJob", "Running job")
        self.bar = QProgressBar(self)
        self.bar.setObjectName("statusProgress")
        self.bar.setAccessibleName("Progress of the running job")
        self.bar.setRange(0, 100)
        self.bar.setMaximumSize(140, 16)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("statusCancel")
        self.cancel.setText("Cancel")
        self.cancel.setAccessibleName("Cancel the running job")
        self.cancel.clicked.connect(self._jobs.cancel)
        self.checks = self._label("statusChecks", "Open checks")
        self.unit = self._label("statusUnit", "Currency")
        for widget in (self.job, self.bar, self.cancel, self.checks, self.unit):
            self.addPermanentWidget(widget)
        jobs.changed.connect(self.show_job)
        self.show_job()

    def show_session(self, session: "Session | None") -> None:
        """Name the file and say that everything is saved (it always is), or that it can't be."""
        if session is None:
            for label in (self.file, self.saved, self.checks, self.unit):
                label.clear()
            return
        space = session.workspace
        self.file.setText(str(space.path) if space.path else "In memory")
        self.file.setToolTip(str(space.path) if space.path else "This portfolio is not in a file.")
        state = "Read-only" if space.is_read_only else "All changes saved" if space.path else "Not in a file"
        self.saved.setText(state)
        self.unit.setText(f"Amounts in {session.portfolio.settings.currency}, staffing in FTE")

    def show_checks(self, count: int | None) -> None:
        """Number of open checks over all projects; None while they are being computed."""
        words = "Checking…" if count is None else "No open checks" if not count else f"{count} open checks"
        self.checks.setText("1 open check" if count == 1 else words)

    def show_job(self) -> None:
        """The job at work; nothing when idle."""
        job = self._jobs.current
        for widget in (self.job, self.bar, self.cancel):
            widget.setVisible(job is not None)
        if job:
            self.job.setText("Stopping…" if job.is_stopping else self._jobs.label or job.title)
            self.bar.setValue(round(self._jobs.share * 100))
            self.cancel.setEnabled(not job.is_stopping)

    def _label(self, name: str, spoken: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setAccessibleName(spoken)
        label.setProperty("kind", "small")
        label.setContentsMargins(8, 1, 8, 1)
        return label
