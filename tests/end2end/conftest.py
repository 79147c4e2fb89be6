"""A folder with the sample portfolio in it, and the command line that must refuse without touching it."""

from pathlib import Path

import pytest

from tests.support.command_line import Refuse, refuser
from tests.support.sample_files import copy_of_sample


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The path of a fresh sample portfolio."""
    return copy_of_sample(tmp_path)


@pytest.fixture
def refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Run a command that must be refused: exit code 2, one sentence, every file as it was. Gives the sentence."""
    return refuser(tmp_path, capsys)
