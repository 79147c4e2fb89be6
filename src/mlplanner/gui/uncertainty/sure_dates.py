"""P80 of the deliveries for lists of projects: those in sight first, one after the other, beside the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.gui.session import Session
from mlplanner.gui.uncertainty.simulator import Simulator

if TYPE_CHECKING:
    from mlplanner.domain.portfolio import ProjectPlan
    from mlplanner.engine.results import Figures
    from mlplanner.engine.simulation.simulations import Simulation

_PAUSE = 300
"""Milliseconds without a scroll or an edit until drawing begins: it must not disturb what somebody is doing."""
_TOGETHER = 100
"""Milliseconds in which what was found is told once."""


@dataclass(frozen=True, slots=True)
class SureDate:
    """The delivery date that holds with a certainty of 80 %; None, and why, where it would mislead."""

    day: date | None
    about: str


class SureDates(QObject):
    """`known` says what there is; `want` asks for the rest, and `advanced` tells that there is more."""

    advanced = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._simulator = Simulator.of(session)
        self._kept: dict[int, tuple[ProjectPlan, Figures, SureDate]] = {}
        self._wanted: list[int] = []
        self._awaited: int | None = None
        self._pause, self._news = QTimer(self), QTimer(self)
        for timer, wait, act in ((self._pause, _PAUSE, self._go_on), (self._news, _TOGETHER, self.advanced.emit)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self._simulator.found.connect(self._on_found)
        self._simulator.failed.connect(self._on_failed)
        session.closing.connect(self._pause.stop)

    def known(self, plan: ProjectPlan, figures: Figures) -> SureDate | None:
        """What is known of the plan as it is; None while it is to be drawn."""
        if plan.is_withdrawn:
            return SureDate(None, "Withdrawn: nothing will be delivered.")
        if told := doubts(figures.findings):
            return SureDate(None, "\n".join(("Not shown, because what it starts from is implausible:", *told)))
        kept = self._kept.get(plan.id)
        return kept[2] if kept and kept[0] is plan and kept[1] is figures else None

    def want(self, project_ids: Iterable[int]) -> None:
        """Draw these next, in this order, in place of what was wanted before."""
        self._wanted = list(project_ids)
        if self._wanted and self._awaited is None:
            self._pause.start()

    def _go_on(self) -> None:
        """Ask for the next one that nobody knows; the rest follows when it is there."""
        self._awaited = None
        while self._wanted:
            project_id = self._wanted.pop(0)
            if self._session.workspace.figures.known(project_id) is None:
                continue
            self._awaited = project_id
            simulation = self._simulator.ask(project_id)
            if simulation is None:
                return
            self._awaited = None
            self._keep(project_id, simulation)

    def _on_found(self, project_id: int) -> None:
        simulation = self._simulator.ask(project_id) if project_id in self._session.portfolio.plans else None
        if simulation is not None:
            self._keep(project_id, simulation)
        if project_id == self._awaited:
            QTimer.singleShot(0, self, self._go_on)

    def _on_failed(self, project_id: int) -> None:
        self._remember(project_id, SureDate(None, "The simulation of this project failed."))
        if project_id == self._awaited:
            QTimer.singleShot(0, self, self._go_on)

    def _keep(self, project_id: int, simulation: Simulation) -> None:
        from mlplanner.reports import uncertainty_words as words

        told = (
            f"Delivered by then with a certainty of 80 %, {words.lateness(simulation)}.",
            words.date_chance(simulation),
            f"{words.basis(simulation)}.",
        )
        self._remember(project_id, SureDate(simulation.delivery.p80, "\n".join(told)))

    def _remember(self, project_id: int, sure: SureDate) -> None:
        figures = self._session.workspace.figures.known(project_id)
        if figures is not None:
            self._kept[project_id] = (self._session.plan(project_id), figures, sure)
            if not self._news.isActive():
                self._news.start()
