"""How much work a run may do, counted so that the same run does the same again, and who may stop it."""

import time
from collections.abc import Callable

from mlplanner.engine.levelling.results import Stop

Told = Callable[[float, str], None]


def _never() -> bool:
    return False


def _tell_nobody(_share: float, _label: str) -> None:
    return


class Work:
    """A limit in deterministic units (about a second each on one core) with the clock as the outer guard.

    `seconds` is the guard, None for none. `should_stop` is asked often; `tell(share done, what is done)` is called
    between steps.
    """

    def __init__(
        self,
        units: float,
        seconds: float | None = None,
        should_stop: Callable[[], bool] = _never,
        tell: Told = _tell_nobody,
    ) -> None:
        self.units = units
        self.spent = 0.0
        self._ends = None if seconds is None else time.monotonic() + seconds
        self._should_stop = should_stop
        self._tell = tell

    @property
    def rest(self) -> float:
        """Units left, at least 0."""
        return max(0.0, self.units - self.spent)

    @property
    def seconds_left(self) -> float:
        """Of the clock's guard; a day when there is none."""
        return 86_400.0 if self._ends is None else max(0.0, self._ends - time.monotonic())

    def spend(self, units: float, label: str) -> None:
        """Count work that was done, and say how far the run is."""
        self.spent += units
        self._tell(min(1.0, self.spent / self.units) if self.units else 1.0, label)

    @property
    def interrupted(self) -> Stop | None:
        """Why nothing more may be begun from outside: cancelled, or out of time; None when neither."""
        if self._should_stop():
            return Stop.CANCELLED
        return Stop.CLOCK if self.seconds_left <= 0 else None

    @property
    def stop(self) -> Stop | None:
        """Why nothing more may be begun; None when there is work left."""
        return self.interrupted or (Stop.WORK if self.rest <= 0 else None)
