"""Which projects a change of the playbook touches, worked out in slices between paints."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.engine.effects import Effect, effects_of
from mlplanner.gui.session import Session
from mlplanner.playbook.entries import Playbook

_SLICE = 0.012
"""Seconds of computing between two paints."""


class EffectFinder(QObject):
    """Compares all projects under two playbooks; a later question drops an earlier one."""

    advanced = Signal()
    """More projects were compared."""
    finished = Signal()
    """All projects were compared, or it can't be done (`problem`)."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._left: Iterator[Effect] | None = None
        self.effects: list[Effect] = []
        """What was found so far, without the projects that stay the same."""
        self.done = 0
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """True while projects are still to be compared."""
        return self._left is not None

    def compare(self, before: Playbook, after: Playbook) -> None:
        """Begin anew with these playbooks over the current snapshot."""
        session = self._session
        self.effects, self.done, self.problem = [], 0, ""
        self._left = effects_of(session.portfolio, before, after, session.today)
        self._timer.start()

    def stop(self) -> None:
        """Drop the question."""
        self._timer.stop()
        self._left, self.effects, self.done, self.problem = None, [], 0, ""

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        try:
            while self._left is not None and perf_counter() < end:
                effect = next(self._left, None)
                if effect is None:
                    self._end()
                    return
                self.done += 1
                if not effect.is_empty:
                    self.effects.append(effect)
        except PlannerError as error:
            self.problem = str(error)
            self._end()
            return
        self.advanced.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._left = None
        self.finished.emit()
