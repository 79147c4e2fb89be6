"""Where objects are made and wired, and the order of the start: an empty shell is painted, then everything else loads.

PySide6 replaces Python's import function by one that inspects every module imported later, which makes importing the
database layer a quarter slower and unsafe in threads. It is put back right after Qt is imported; explicit imports from
PySide6 work without it.
"""

import builtins
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mlplanner.gui.window import MainWindow

_STANDS_AFTER = 5_000
"""Milliseconds until the start is surely over."""
_GARBAGE = (10_000, 10, 10)
"""As in `__main__`, for a window that stands."""
_NO_DISPLAY = (
    "mlplanner: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window can't open; "
    "'mlplanner --help' lists the commands that work without one."
)


def open_window(path: Path | None = None, *, is_sample: bool = False) -> int:
    """Open the window on a portfolio file, on the sample, or on what was open last; gives the exit code."""
    if not has_display():
        print(_NO_DISPLAY, file=sys.stderr)  # noqa: T201  (there is no window to say it in)
        return 2
    app, window = start(path, is_sample=is_sample)
    from PySide6.QtCore import QTimer

    QTimer.singleShot(_STANDS_AFTER, app, _look_for_garbage)
    window.show()
    return app.exec()


def _look_for_garbage() -> None:
    """From now on often, as the window is open all day; but what came with the start stays and is not looked at."""
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def has_display() -> bool:
    """True where Qt can open a window; without a display it would abort with a misleading sentence."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(path: Path | None = None, *, is_sample: bool = False) -> tuple["QApplication", "MainWindow"]:
    """The application and its window, not yet shown; the portfolio is opened after the first paint."""
    own_import = builtins.__import__
    import PySide6.QtWidgets

    builtins.__import__ = own_import
    from mlplanner.gui.preferences import Preferences
    from mlplanner.gui.theme import Theme
    from mlplanner.gui.window import MainWindow

    preferences = Preferences()
    if preferences.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(preferences.scale / 100))
    known = PySide6.QtWidgets.QApplication.instance()
    app = known if isinstance(known, PySide6.QtWidgets.QApplication) else PySide6.QtWidgets.QApplication(sys.argv[:1])
    app.setApplicationName("mlplanner")
    app.setApplicationDisplayName("")
    window = MainWindow(preferences, Theme(app, preferences.theme))
    window.first_painted.connect(lambda: _furnish(app, window, path, is_sample))
    return app, window


def _furnish(app: "QApplication", window: "MainWindow", path: Path | None, is_sample: bool) -> None:
    """After the first paint: actions and welcome page, the watch for crashes, then the portfolio."""
    from mlplanner.gui.crashes import CrashWatch
    from mlplanner.gui.furnishing import Furnishing
    from mlplanner.gui.theme import load_fonts

    load_fonts(app)
    watch = CrashWatch(window)
    window.closed.connect(watch.stop)
    Furnishing(window).open_at_start(path, is_sample=is_sample)
