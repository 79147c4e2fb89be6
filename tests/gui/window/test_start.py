"""The start: an empty shell first, no heavy library, a plain sentence without a display."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.fresh_python import heavy_libraries, run_python

_SHELL = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from mlplanner import app
at_paint, furnish = [], app._furnish
def furnish_later(*arguments):
    at_paint.append(set(sys.modules))
    furnish(*arguments)
app._furnish = furnish_later
application, window = app.start(None, is_sample={sample})
window.show()
def ready():
    from mlplanner.gui.feed import Feed
    if window.session is not None and Feed.of(window.session).loads is not None:
        print("at paint", *sorted(name.split(".")[0] for name in at_paint[0]))
        print("with data", *sorted(name.split(".")[0] for name in sys.modules))
        window.close()
        application.quit()
from PySide6.QtCore import QTimer
timer = QTimer()
timer.timeout.connect(ready)
timer.start(10)
application.exec()
"""


def test_that_the_shell_is_painted_before_the_database_layer_and_without_heavy_libraries() -> None:
    printed = run_python(_SHELL.format(sample=True)).splitlines()
    at_paint = set(next(line for line in printed if line.startswith("at paint")).split()[2:])
    with_data = set(next(line for line in printed if line.startswith("with data")).split()[2:])
    assert not at_paint & {"sqlmodel", "sqlalchemy", "pydantic"}
    assert {"sqlmodel", "PySide6"} <= with_data
    # The sample portfolio has a country, hence the `holidays` library.
    assert with_data & heavy_libraries() <= {"holidays"}


_STANDS = """
import gc, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from mlplanner import __main__, app
__main__.shorten_start()
at_start, look = gc.get_threshold(), app._look_for_garbage
def look_and_end():
    look()
    print(at_start[0] > gc.get_threshold()[0], gc.get_freeze_count() > 1000, flush=True)
    os._exit(0)
app._STANDS_AFTER, app._look_for_garbage = 0, look_and_end
app.open_window()
"""


def test_that_garbage_is_looked_for_oftener_once_the_window_stands() -> None:
    assert run_python(_STANDS) == "True True\n"


def test_that_without_a_display_one_sentence_says_so(project_root: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment["PYTHONPATH"] = str(project_root / "src")
    done = subprocess.run(
        [sys.executable, "-m", "mlplanner"], capture_output=True, check=False, env=environment, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
