"""The window: time of the start against a bare Qt window, and scrolling and editing with 300 projects."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.session import Session
from mlplanner.gui.theme import Theme, load_fonts
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import copy_project
from mlplanner.operations.sample import create_sample

_PROJECTS = 300
_RUNS = 9
_BYTECODE = Path(tempfile.gettempdir()) / "mlplanner-benchmark-bytecode"
_FRAME = 16.0
"""Milliseconds of a frame at 60 a second."""
_EDIT = 100.0

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, app.quit)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_OURS = """
import os
import sys
from pathlib import Path
from mlplanner.__main__ import shorten_start
shorten_start()
from mlplanner import app as program
{before}
application, window = program.start(Path(sys.argv[1]))
{after}
window.show()
application.exec()
"""
_PAINT = "program._furnish = lambda app, window, *rest: window.close()"
_DATA = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and window.page("portfolio").model.rowCount():
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
watch = Watch()
window.place_changed.connect(lambda: window.page("portfolio").table.viewport().installEventFilter(watch))
"""
"""Ends when the table was painted with its rows."""


def _fastest(programs: Mapping[str, str], *arguments: str) -> dict[str, float]:
    """The fastest of some runs of each program in a fresh interpreter, seconds; taken in turns, as load changes."""
    # As installed: with compiled bytecode, which the first run writes.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(_BYTECODE), "PYTHONPATH": "src"}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(_RUNS + 1):
        for name, code in programs.items():
            start = perf_counter()
            command = [sys.executable, "-c", code, *arguments]
            subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
            times[name].append(perf_counter() - start)
    return {name: min(found) for name, found in times.items()}


def test_that_the_shell_is_quick_and_the_data_follow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sample.mlplan"
    create_sample(path).close()
    ours = {"paint": _OURS.format(before=_PAINT, after=""), "data": _OURS.format(before="", after=_DATA)}
    times = _fastest({"bare": _BARE, **ours}, str(path))
    bare, paint, data = times["bare"], times["paint"], times["data"]
    with capsys.disabled():
        print(f"\nbare Qt window {bare * 1000:.0f} ms; first paint × {paint / bare:.2f}; data × {data / bare:.2f}")
    assert bare > 0


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> PortfolioPage:
    """300 projects, all figures known."""
    load_fonts(qapp)
    Theme(qapp, "light")
    workspace = create_sample(None, date(2026, 2, 20))
    plans = list(workspace.portfolio.plans.values())

    def multiply(do: Context) -> None:
        for number in range(_PROJECTS - len(plans)):
            source = plans[number % len(plans)]
            start = source.project.start + timedelta(weeks=number % 60)
            copy_project(source, f"{source.project.name} {number}", start).apply(do)

    workspace.run(Operation("Many projects", multiply))
    made = PortfolioPage(Session(workspace))
    qtbot.addWidget(made)
    made.resize(1084, 720)
    made.show()
    qtbot.waitUntil(lambda: made.feed.loads is not None, timeout=60_000)
    return made


def _each(page: PortfolioPage, steps: int, act: Callable[[int], object]) -> float:
    """Median milliseconds of one step with a full repaint; time of the processor, so that other programs don't count."""
    times = []
    for step in range(steps):
        start = process_time()
        act(step)
        page.table.viewport().repaint()
        page.roadmap.viewport().repaint()
        times.append(1000 * (process_time() - start))
    return median(times)


def test_that_300_projects_scroll_and_edit_in_time(page: PortfolioPage, capsys: pytest.CaptureFixture[str]) -> None:
    ids = list(page.session.portfolio.plans)
    scroll = _each(page, 60, lambda step: page.table.verticalScrollBar().setValue(step * 13))
    zoom = _each(page, 40, lambda step: page.roadmap.zoom(6 + step))
    edit = _each(page, 15, lambda step: page.edits.move([ids[step * 3]], 1))
    with capsys.disabled():
        print(
            f"\n{_PROJECTS} projects, full repaint included: scroll {scroll:.1f} ms ({scroll / _FRAME:.2f} of a frame), "
            f"zoom {zoom:.1f} ms ({zoom / _FRAME:.2f}), edit {edit:.1f} ms ({edit / _EDIT:.2f} of 100 ms)"
        )
    page.session.close()
