"""Work beside the window: results, failures, progress and cancel are delivered on the window's thread."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mlplanner.domain.errors import BadInput
from mlplanner.gui.crashes import CrashWatch
from mlplanner.gui.jobs import Jobs, Progress
from mlplanner.gui.status import StatusLine
from mlplanner.gui.window import MainWindow


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def test_that_a_result_arrives_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    worker: list[threading.Thread] = []
    seen: list[tuple[object, threading.Thread]] = []

    def work(_: Progress) -> int:
        worker.append(threading.current_thread())
        return 42

    job = jobs.start("Answering", work)
    job.finished.connect(lambda result: seen.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.ended):
        pass
    assert seen == [(42, threading.main_thread())]
    assert worker[0] is not threading.main_thread()
    assert jobs.current is None
    jobs.close()


def test_that_a_failure_is_given_on(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_: Progress) -> None:
        raise BadInput("Staffing!F12: text where a number belongs.")

    job = jobs.start("Reading", work)
    with qtbot.waitSignal(job.failed) as failed:
        pass
    assert str(failed.args[0]) == "Staffing!F12: text where a number belongs."
    jobs.close()


def test_that_cancel_takes_effect_where_progress_is_reported(qtbot: QtBot, jobs: Jobs) -> None:
    started, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(100):
            steps.append(step)
            started.set()
            go_on.wait(5)
            progress(step / 100)

    status = StatusLine(jobs)
    qtbot.addWidget(status)
    status.show()
    job = jobs.start("Counting", work)
    qtbot.waitUntil(started.is_set)
    assert status.job.text() == "Counting"
    with qtbot.waitSignal(job.cancelled):
        qtbot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
        assert status.job.text() == "Stopping…"
        go_on.set()
    assert steps == [0]
    qtbot.waitUntil(lambda: not status.bar.isVisible())
    jobs.close()


def test_that_jobs_wait_for_each_other(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    jobs.start("First", lambda _: order.append("first"))
    second = jobs.start("Second", lambda _: order.append("second"))
    with qtbot.waitSignal(second.ended):
        pass
    assert order == ["first", "second"]
    jobs.close()


def test_that_closing_cancels_and_waits(jobs: Jobs) -> None:
    started, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        try:
            while True:
                progress(0.5)
        finally:
            ended.set()

    jobs.start("Endless", work)
    started.wait(5)
    jobs.close()
    assert ended.is_set()
    assert jobs.current is None


def test_that_a_mistake_of_the_program_is_reported_and_the_window_stays(qtbot: QtBot, window: MainWindow) -> None:
    watch = CrashWatch(window)
    try:
        error = ZeroDivisionError("a bug")
        watch.caught(ZeroDivisionError, error, None)
        assert watch.dialog is not None
        details = watch.dialog.findChild(QPlainTextEdit, "crashDetails")
        copy = watch.dialog.findChild(QPushButton, "copyCrash")
        assert isinstance(details, QPlainTextEdit)
        assert isinstance(copy, QPushButton)
        assert "a bug" in details.toPlainText()
        qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
        assert "ZeroDivisionError" in QApplication.clipboard().text()
        assert window.isVisible()
        watch.dialog.reject()
    finally:
        watch.stop()


def test_that_a_bug_in_a_job_reaches_the_crash_watch(qtbot: QtBot, window: MainWindow) -> None:
    def work(_: Progress) -> None:
        raise ZeroDivisionError("a bug in a job")

    with capture_exceptions() as caught:
        job = window.jobs.start("Failing", work)
        job.failed.connect(_raise)
        with qtbot.waitSignal(job.ended):
            pass
    assert [str(item[1]) for item in caught] == ["a bug in a job"]


def _raise(error: BaseException) -> None:
    raise error
