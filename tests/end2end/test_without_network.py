"""Nothing reaches for the network (P9.1): Python's audit tells of each name that is resolved and each connection made."""

from pathlib import Path

import pytest

from tests.support.fresh_python import run_python

GUARD = """
import sys
reached = []
def guard(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        reached.append((event, *map(str, args[1:])))
        raise RuntimeError("there is no network here")
sys.addaudithook(guard)
"""
COMMANDS = """
from mlplanner.__main__ import main
folder, file = sys.argv[1:]
plan, codes = folder + "/plan", []
codes.append(main(["projects", file]))
codes.append(main(["check", file, "churn"]))
for kind in ("brief.pdf", "pack.pdf", "plan.xlsx", "plan.json"):
    codes.append(main(["export", file, "churn", "--as", kind, "-o", plan + "." + kind]))
codes.append(main(["export", file, "--as", "portfolio.xlsx", "-o", folder + "/all.xlsx"]))
codes.append(main(["import", file, plan + ".plan.xlsx"]))
codes.append(main(["import", file, plan + ".plan.json"]))
codes.append(main(["new", folder + "/new.mlplan"]))
codes.append(main(["schema"]))
print("ended", codes, reached)
"""
WINDOW = """
from pathlib import Path
from mlplanner.app import start
application, window = start(Path(sys.argv[1]))
def ready():
    from mlplanner.gui.feed import Feed
    Feed.of(window.session).completed.connect(finish)
def finish():
    window.show_project(window.session.portfolio.find("churn").id)
    qt = sorted(name for name in sys.modules if name.startswith("PySide6.QtNetwork"))
    window.close()
    print("ended", reached, qt)
    application.exit()
window.session_changed.connect(lambda: window.session and ready())
window.show()
application.exec()
"""


# P9.1
def test_that_no_command_reaches_for_the_network(sample: Path, tmp_path: Path) -> None:
    printed = run_python(GUARD + COMMANDS, str(tmp_path), str(sample))
    # The check of churn ends with 1: something is open before its next gate.
    assert printed.splitlines()[-1] == f"ended {[0, 1, *[0] * 9]} []"


# P9.1
def test_that_the_window_opens_without_reaching_for_the_network(sample: Path) -> None:
    printed = run_python(GUARD + WINDOW, str(sample))
    assert printed.splitlines()[-1] == "ended [] []"


def test_that_the_guard_catches_who_does() -> None:
    with pytest.raises(AssertionError, match="there is no network here"):
        run_python(GUARD + "import socket\nsocket.create_connection(('192.0.2.1', 9), timeout=0.1)")
