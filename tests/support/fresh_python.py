"""Run a few lines in a Python of their own, where nothing is imported yet."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]


def heavy_libraries() -> frozenset[str]:
    """Return the top-level names that may only be imported inside the function that needs them."""
    with (_PROJECT / "pyproject.toml").open("rb") as file:
        tidy = tomllib.load(file)["tool"]["ruff"]["lint"]["flake8-tidy-imports"]
    return frozenset(tidy["banned-module-level-imports"])


def run_python(code: str, *arguments: str, timeout: float = 120) -> str:
    """Run `code` in a fresh interpreter that finds mlplanner; return what it printed to standard output.

    Raises:
        AssertionError: the interpreter ended with an error; the message holds its standard error.
    """
    environment = os.environ | {"PYTHONPATH": str(_PROJECT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        env=environment,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == 0, f"ended with {done.returncode}:\n{done.stderr}"
    return done.stdout


def modules_loaded_by(code: str) -> frozenset[str]:
    """Return the top-level names of all modules that are loaded after `code` has run in a fresh interpreter."""
    mark = "--- modules ---"
    printed = run_python(f"{code}\nimport sys\nprint({mark!r}, *sys.modules, sep='\\n')")
    return frozenset(name.split(".")[0] for name in printed.split(mark, 1)[1].split())


def heavy_modules_loaded_by(code: str) -> frozenset[str]:
    """Return which of `heavy_libraries()` are loaded after `code` has run in a fresh interpreter."""
    return modules_loaded_by(code) & heavy_libraries()
