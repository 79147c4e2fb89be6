"""Work that waits until what was just shown is on the screen.

Qt paints some 5 ms after it was told to. A timer of 0 ms comes before that: whatever it starts holds the picture up.
Measured at the start: with backup, exports and figures after it the table of projects is seen 130 ms earlier.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PAINTED_AFTER = 20
"""Milliseconds after which what was shown is painted, or being painted."""


def after_paint(owner: QObject, act: Callable[[], object]) -> None:
    """Call `act` once what was shown just now is painted; not when `owner` is gone by then."""
    QTimer.singleShot(PAINTED_AFTER, owner, act)
