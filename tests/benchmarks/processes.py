"""Whole processes, timed as they run where the program is installed: with compiled bytecode."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

_BYTECODE = Path(tempfile.gettempdir()) / "mlplanner-benchmark-bytecode"
_SOURCES = Path(__file__).resolve().parents[2] / "src"
RUNS = 5


class Taken(NamedTuple):
    """Seconds of one process: on the clock, and of the processor (which other programs disturb less)."""

    clock: float
    processor: float


def fastest(programs: Mapping[str, Sequence[str]]) -> dict[str, Taken]:
    """The least that each program took (arguments of `python`), over some runs in turns; the first run only compiles."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(_BYTECODE), "PYTHONPATH": str(_SOURCES)}
    found: dict[str, list[Taken]] = {name: [] for name in programs}
    for run in range(RUNS + 1):
        for name, arguments in programs.items():
            before, start = _used(), perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True, timeout=120, env=environment)
            if run:
                found[name].append(Taken(perf_counter() - start, _used() - before))
    return {name: Taken(*(min(column) for column in zip(*runs, strict=True))) for name, runs in found.items()}


def _used() -> float:
    """Processor seconds of all ended child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
