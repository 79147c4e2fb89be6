"""When a KPI's threshold changes: says what else hangs on it, with its values and a way to each (P1.4, P7.3)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from mlplanner.domain.benefits import Kpi
    from mlplanner.gui.session import Session
    from mlplanner.gui.window import MainWindow
    from mlplanner.operations.operation import Changes
    from mlplanner.reports.chains import Link

_CAUSE = "threshold"
_MOST = 3
"""Ways on in one message; the details name all."""


class ThresholdWatch(QObject):
    """Lives as long as the open portfolio."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(session)
        self._window, self._session = window, session
        self._known = self._thresholds()
        session.changed.connect(self._on_changed)

    def _thresholds(self) -> dict[int, Decimal | None]:
        plans = self._session.portfolio.plans.values()
        return {kpi.id or 0: kpi.threshold for plan in plans for kpi in plan.kpis}

    def _on_changed(self, changes: Changes) -> None:
        if "kpis" not in changes.kinds and "projects" not in changes.kinds:
            return
        before, self._known = self._known, self._thresholds()
        self._window.messages.solve(_CAUSE)
        if changes.action != "edit":
            return
        for key, threshold in self._known.items():
            if key in before and before[key] != threshold:
                self._tell(key)
                return

    def _tell(self, kpi_id: int) -> None:
        from mlplanner.reports.chains import touched_by_threshold
        from mlplanner.reports.formats import goal

        for plan in self._session.portfolio.plans.values():
            for kpi in plan.kpis:
                if kpi.id == kpi_id:
                    links = touched_by_threshold(plan, kpi, self._session.portfolio.settings.currency)
                    self._show(plan.id, kpi, goal(kpi.threshold, kpi.unit, kpi.direction), links)

    def _show(self, project_id: int, kpi: Kpi, wanted: str, links: tuple[Link, ...]) -> None:
        if not links:
            return
        said = "; ".join(f"{link.title}: {link.text}{' (differs)' if link.is_broken else ''}" for link in links)
        text = f"The threshold of '{kpi.name}' is {wanted} now. It touches {said}."
        ways: list[tuple[str, Callable[[], object]]] = [
            (link.title.partition(" '")[0], partial(self._go, project_id, link)) for link in links[:_MOST]
        ]
        bar = self._window.messages
        if any(link.is_broken for link in links):
            bar.warn(text, ways, cause=_CAUSE)
        else:
            bar.notice(text, ways, tone="note", cause=_CAUSE)

    def _go(self, project_id: int, link: Link) -> None:
        self._window.go_to((project_id, link.tab, link.noun, link.noun_id, link.field))
