"""Plan and scenarios computed one after the other between paints, and kept until the file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.session import Session

if TYPE_CHECKING:
    from mlplanner.engine.comparisons import Outlook
    from mlplanner.operations.scenario_edits import Misfit


class OutlookFeed(QObject):
    """`plan` and `found` fill up; `advanced` tells when one more is there."""

    advanced = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: Outlook | None = None
        self.found: dict[int, tuple[Outlook, tuple[Misfit, ...]]] = {}
        self._revision = -1
        self._missing: list[int] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def ask(self) -> None:
        """Compute what the file's newest state needs."""
        portfolio = self._session.plan_workspace.portfolio
        if portfolio.revision != self._revision:
            self._revision = portfolio.revision
            self.plan = None
            self.found.clear()
        self._missing = [each.id or 0 for each in portfolio.scenarios if (each.id or 0) not in self.found]
        if self.plan is None or self._missing:
            self._timer.start()

    def _go_on(self) -> None:
        try:
            is_done = self._step()
        except PlannerError as error:
            is_done = True
            self._session.failed.emit(str(error))
        if is_done:
            self._timer.stop()
        self.advanced.emit()

    def _step(self) -> bool:
        """Compute one more; True when nothing is left."""
        from mlplanner.operations.outlooks import PLAN, outlook_of
        from mlplanner.operations.scenario_workspace import ScenarioWorkspace

        base = self._session.plan_workspace
        if self.plan is None:
            self.plan = outlook_of(base, PLAN)
        elif self._missing:
            scenario_id = self._missing.pop(0)
            view = ScenarioWorkspace(base, scenario_id)
            try:
                self.found[scenario_id] = (outlook_of(view, view.scenario.name), view.misfits)
            finally:
                view.leave()
        return not self._missing
