"""Figures of all projects, computed in slices between paints, so that a large portfolio never blocks the window.

After an edit the project that changed comes first and at once; totals and loads follow when everything is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.engine.portfolios import add_up
from mlplanner.gui.painting import PAINTED_AFTER
from mlplanner.gui.session import Session

if TYPE_CHECKING:
    from mlplanner.engine.portfolios import Totals
    from mlplanner.engine.results import Figures, Loads

_AT_ONCE = 0.030
"""Seconds of computing within an edit; what takes longer follows in slices."""
_SLICE = 0.012


class Feed(QObject):
    """One to a session (`Feed.of`)."""

    advanced = Signal()
    """Figures of some projects became known, or are to be asked for anew."""
    completed = Signal()
    """All figures are known; `totals` and then `loads` are those of the current revision."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.totals: Totals | None = None
        self.loads: Loads | None = None
        self.over: Mapping[str, frozenset[int]] = {}
        """Role over capacity → the projects behind it, as of `loads`."""
        self._missing: list[int] = []
        self._problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        session.changed.connect(self._restart)
        # The lines come first, their figures follow: the first ones cost the import of the library of holidays.
        self._restart(at_once=0.0)
        self._timer.start(PAINTED_AFTER)

    @classmethod
    def of(cls, session: Session) -> Feed:
        """The session's feed, made when first asked for."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)

    @property
    def days_ahead(self) -> int:
        """How far ahead a gate counts as due, from the playbook."""
        return int(self._session.playbook.figure("gates_due_days"))

    @property
    def is_complete(self) -> bool:
        """True when the figures of all projects are known."""
        return not self._missing

    def figures(self, project_id: int) -> Figures | None:
        """A project's figures, or None while they are being computed."""
        return self._session.workspace.figures.known(project_id)

    def _restart(self, _changes: object = None, *, at_once: float = _AT_ONCE) -> None:
        cache = self._session.workspace.figures
        self._missing = [key for key in self._session.portfolio.plans if cache.known(key) is None]
        self._problem = ""
        self._work(at_once)
        if self._missing or self.totals is None:
            self.totals = None
        else:
            self._add_up()
        self._timer.start()
        self.advanced.emit()

    def _go_on(self) -> None:
        self._timer.setInterval(0)
        if self._missing:
            self._work(_SLICE)
            self.advanced.emit()
            return
        self._timer.stop()
        self._add_up()
        self._look_ahead()
        self.completed.emit()

    def _work(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while self._missing and perf_counter() < end:
            try:
                self._session.workspace.figures.of(self._missing[0])
            except PlannerError as error:
                self._tell(str(error))
            self._missing.pop(0)

    def _known(self) -> dict[int, Figures]:
        pairs = ((key, self.figures(key)) for key in self._session.portfolio.plans)
        return {key: figures for key, figures in pairs if figures is not None}

    def _add_up(self) -> None:
        plans = self._session.portfolio.plans
        pairs = [(plans[key], figures) for key, figures in self._known().items()]
        self.totals = add_up(pairs, self._session.today, self.days_ahead)

    def _look_ahead(self) -> None:
        from mlplanner.engine.loads import roles_over, weeks_ahead

        try:
            first, weeks = weeks_ahead(self._known(), self._session.today)
            self.loads = self._session.workspace.capacity.loads("ahead", first, weeks)
            self.over = roles_over(self.loads)
        except PlannerError as error:
            self._tell(str(error))

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self._session.failed.emit(problem)
