"""Reads a PDF that somebody else made, in a process of its own with limits in time and memory.

`python -m mlplanner --read-pack FILE [TRUSTED]` writes what the file holds as JSON. The libraries that parse PDFs are written in C++
and Python: what a hostile file makes of them happens there, never beside a person's unsaved work.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from mlplanner.domain.errors import BadInput, PlannerError, WorldFault
from mlplanner.exchange.excel.cell_worker import limit_process
from mlplanner.exchange.pdf.pack_marks import PackMark
from mlplanner.exchange.returned.reading import PackReading, read_bytes, read_pack
from mlplanner.exchange.returned.signatures import Signature
from mlplanner.exchange.returned.trust import trusted_names

OPTION = "--read-pack"
SECONDS = 60
"""That the one who waits is ready to wait."""
DONE, REFUSED = 0, 3
_LOOK = 0.2
"""Seconds between two looks at whether to go on waiting."""


def _idle() -> None:
    """Nobody stops it."""


def tell_pack(path: Path, trust: Path | None = None) -> int:
    """In the child: write what the file holds, or the sentence that says why it can't be read; gives the exit code."""
    limit_process()
    try:
        found = asdict(read_pack(path, trust))
    except PlannerError as error:
        json.dump({"says": str(error), "is_world": isinstance(error, WorldFault)}, sys.stdout)
        return REFUSED
    plan = found["plan"]
    found["plan"] = None if plan is None else base64.b64encode(plan).decode()
    json.dump(found, sys.stdout)
    return DONE


def ask_pack(
    path: Path, trust: Path | None = None, *, seconds: float = SECONDS, waiting: Callable[[], object] = _idle
) -> PackReading:
    """What a PDF holds, asked of a process of its own; `trust`: certificates that signatures are held against.

    `waiting` is called a few times a second and may raise `Cancelled`. BadInput or WorldFault in one sentence.
    """
    read_bytes(path)  # what is no PDF, or far too large, needs no process
    if trust is not None:
        trusted_names(trust)
    given = (str(path.resolve()), *((str(trust.resolve()),) if trust is not None else ()))
    try:
        code, output = _ask(given, seconds, waiting)
        told: dict[str, Any] = json.loads(output)
    except (subprocess.TimeoutExpired, ValueError):
        raise BadInput(
            f"{path.name} can't be read within the limits of time and memory; a pack can: ask for the file again."
        ) from None
    if code != DONE:
        raise (WorldFault if told["is_world"] else BadInput)(told["says"])
    return _reading(told)


def _ask(given: Sequence[str], seconds: float, waiting: Callable[[], object]) -> tuple[int, bytes]:
    """Exit code and output of the process; it ends with the one who waits."""
    own = () if getattr(sys, "frozen", False) else ("-P", "-m", "mlplanner")
    end = monotonic() + seconds
    with subprocess.Popen(  # noqa: S603  (our own program, with paths as its arguments)
        [sys.executable, *own, OPTION, *given],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            while True:
                try:
                    output, _ = process.communicate(timeout=min(_LOOK, seconds))
                    return process.returncode, output
                except subprocess.TimeoutExpired:
                    waiting()
                    if monotonic() > end:
                        raise
        finally:
            process.kill()


def _reading(told: dict[str, Any]) -> PackReading:
    mark, plan = told["mark"], told["plan"]
    told |= {
        "mark": None if mark is None else PackMark(**mark),
        "plan": None if plan is None else base64.b64decode(plan),
        "signatures": tuple(Signature(**one) for one in told["signatures"]),
        "revisions": tuple(told["revisions"]),
        "notes": tuple(told["notes"]),
    }
    return PackReading(**told)
