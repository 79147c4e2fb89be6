"""The two traps of the Qt binding: a version that gives away references, and its own import function."""

import sys
from importlib.metadata import version

from packaging.version import Version
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.support.fresh_python import run_python


def test_that_qt_calls_give_none_back(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on Python 3.11 loses a reference to None in each call and ends the process after some 5,000 calls.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100


def test_that_a_binding_which_aborts_is_not_installed() -> None:
    assert Version("6.8") <= Version(version("PySide6-Essentials")) < Version("6.12")


def test_that_pythons_own_import_works_after_qt_has_been_imported() -> None:
    # The start-up puts `builtins.__import__` back, because PySide6's own makes every later import a quarter slower.
    # That relies on the inside of PySide6: here is what must keep working.
    printed = run_python(
        "import builtins\n"
        "own = builtins.__import__\n"
        "import PySide6.QtWidgets\n"
        "replaced = builtins.__import__ is not own\n"
        "builtins.__import__ = own\n"
        "import sqlmodel\n"
        "from PySide6.QtCore import QObject, Signal, Slot\n"
        "from PySide6.QtWidgets import QApplication, QLabel, QTableView\n"
        "from PySide6.QtGui import QAction, QPainter\n"
        "class Sender(QObject):\n"
        "    sent = Signal(str)\n"
        "app = QApplication([])\n"
        "label, sender = QLabel(), Sender()\n"
        "sender.sent.connect(label.setText)\n"
        "sender.sent.emit('heard')\n"
        "print(replaced, label.text())\n"
    )
    assert printed.split() == ["True", "heard"]
