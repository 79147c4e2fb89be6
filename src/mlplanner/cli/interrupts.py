"""Ctrl-C in a command that has something to show for its time already."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from types import FrameType
from typing import TypeVar

from mlplanner.cli.output import remark
from mlplanner.domain.errors import Cancelled

T = TypeVar("T")
_SECONDS_BETWEEN_LOOKS = 0.1


def interruptible(work: Callable[[Callable[[], bool]], T]) -> T:
    """Do the work, which is given a question that is True from the first Ctrl-C on; the second ends the program.

    The work is done beside this thread: Python looks at signals here only, and never while a solver is busy.
    """
    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise Cancelled("Stopped; nothing was changed.")
        asked.set()
        remark("stopping; the best so far comes in a moment.")

    before = signal.signal(signal.SIGINT, ask)
    try:
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work, asked.is_set)
            while not future.done():
                wait((future,), _SECONDS_BETWEEN_LOOKS)
            return future.result()
    finally:
        signal.signal(signal.SIGINT, before)
