"""Simulations beside the window: one worker, the newest plan counts, what is known is kept by content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.jobs import Jobs
from mlplanner.gui.session import Session

if TYPE_CHECKING:
    from mlplanner.engine.simulation.inputs import SimulationInput
    from mlplanner.engine.simulation.simulations import Simulation


class Simulator(QObject):
    """One to a session (`Simulator.of`). `ask` never blocks: what is not known comes with `found`."""

    found = Signal(int)
    """The simulation of a project became known."""
    failed = Signal(int)
    """The simulation of a project could not be done; the session told why."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = Jobs(self)
        self._known: dict[int, tuple[SimulationInput, Simulation]] = {}
        self._asked: dict[int, SimulationInput] = {}
        session.closing.connect(self._jobs.close)

    @classmethod
    def of(cls, session: Session) -> Simulator:
        """The session's simulator, made when first asked for."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)

    def latest(self, project_id: int) -> Simulation | None:
        """What was found last, for the plan as it is or as it was a moment ago."""
        kept = self._known.get(project_id)
        return kept[1] if kept else None

    def ask(self, project_id: int) -> Simulation | None:
        """The simulation of the plan as it is; None while it is drawn beside the window."""
        given = self._given(project_id)
        kept = self._known.get(project_id)
        if given is None or (kept is not None and kept[0] == given):
            return kept[1] if kept and given is not None else None
        if self._asked.get(project_id) != given:
            self._asked[project_id] = given
            self._start(project_id, given)
        return None

    def _given(self, project_id: int) -> SimulationInput | None:
        from mlplanner.engine.rates import rate_card
        from mlplanner.engine.simulation.gathering import simulation_input

        session = self._session
        try:
            plan, figures = session.plan(project_id), session.figures(project_id)
        except PlannerError as error:
            session.failed.emit(str(error))
            return None
        return simulation_input(session.portfolio, plan, session.playbook, rate_card(session.portfolio), figures)

    def _start(self, project_id: int, given: SimulationInput) -> None:
        def work(_progress: object) -> Simulation | None:
            from mlplanner.engine.simulation.simulating import simulate

            # An edit that came in the meantime has asked for a newer one.
            return simulate(given) if self._asked.get(project_id) == given else None

        job = self._jobs.start("Simulating", work)
        job.finished.connect(lambda result: self._keep(project_id, given, result))
        job.failed.connect(lambda error: self._tell(project_id, error))

    def _tell(self, project_id: int, error: BaseException) -> None:
        self._session.failed.emit(f"The simulation failed: {error}")
        self.failed.emit(project_id)

    def _keep(self, project_id: int, given: SimulationInput, result: Any) -> None:
        if result is None:
            return
        self._known[project_id] = (given, result)
        if self._asked.get(project_id) == given:
            del self._asked[project_id]
        self.found.emit(project_id)
