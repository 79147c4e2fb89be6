"""Plan and scenarios computed one after the other between paints, and kept until the file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.session import Session

if TYPE_CHECKING:
    from datetime import date

    from mlplanner.operations.outlooks import Compared


class OutlookFeed(QObject):
    """`plan`, `found` and then `p80` fill up; `advanced` tells when one more is there."""

    advanced = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: Compared | None = None
        self.found: dict[int, Compared] = {}
        self.p80: dict[tuple[int, int], date | None] = {}
        """(scenario, or 0 for the plan; project) → delivery that is met in 80 of 100 draws, where projects differ."""
        self._revision = -1
        self._missing: list[int] = []
        self._unsure: list[tuple[int, int]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def ask(self) -> None:
        """Compute what the file's newest state needs."""
        portfolio = self._session.plan_workspace.portfolio
        if portfolio.revision != self._revision:
            self._revision = portfolio.revision
            self.plan = None
            for known in (self.found, self.p80, self._unsure):
                known.clear()
        self._missing = [each.id or 0 for each in portfolio.scenarios if (each.id or 0) not in self.found]
        if self.plan is None or self._missing or self._unsure:
            self._timer.start()

    def _go_on(self) -> None:
        try:
            self._step()
            is_done = not self._missing and not self._unsure
        except PlannerError as error:
            is_done = True
            self._session.failed.emit(str(error))
        if is_done:
            self._timer.stop()
        self.advanced.emit()

    def _step(self) -> None:
        """Compute one more: the plan, a scenario, or how sure one date is."""
        from mlplanner.engine.comparisons import differing
        from mlplanner.operations.outlooks import PLAN, outlook_of, outlook_of_scenario

        base = self._session.plan_workspace
        if self.plan is None:
            self.plan = outlook_of(base, PLAN)
        elif self._missing:
            scenario_id = self._missing.pop(0)
            self.found[scenario_id] = outlook_of_scenario(base, scenario_id)
            ids = differing(self.plan.outlook, self.found[scenario_id].outlook)
            self._unsure += [(which, key) for key in ids for which in (0, scenario_id)]
        elif self._unsure:
            which, key = self._unsure.pop(0)
            compared = self.found[which] if which else self.plan
            if (which, key) not in self.p80:
                self.p80[which, key] = compared.source.p80(key)
