"""The linters are part of the suite: what `make check` refuses, `make test` refuses too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.linters


@pytest.mark.parametrize(
    "arguments",
    [
        ["-m", "ruff", "format", "--check", "--quiet"],
        ["-m", "ruff", "check", "--quiet", "--output-format", "concise"],
        ["-m", "mypy", "--no-error-summary"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ],
    ids=["format", "lint", "types", "import contracts"],
)
def test_that_the_linter_has_nothing_to_say(project_root: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        cwd=project_root,
        env=os.environ | {"PYTHONPATH": str(project_root / "src")},
        text=True,
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"
