"""A copy of the sample portfolio, and the command line as one function."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlplanner.cli.main import app_for
from tests.support.sample_files import copy_of_sample

Run = Callable[..., Result]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The path of a fresh sample portfolio."""
    return copy_of_sample(tmp_path)


@pytest.fixture
def run() -> Run:
    """Run a command: `run("show", path, "churn")`; the result has exit_code, stdout and stderr."""
    runner = CliRunner()

    def call(*args: object) -> Result:
        given = [str(arg) for arg in args]
        return runner.invoke(app_for(given), given)

    return call
