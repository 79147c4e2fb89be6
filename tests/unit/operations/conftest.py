"""A sample portfolio in a file of its own for each test; the sample is made once."""

from pathlib import Path

import pytest

from tests.support.sample_files import copy_of_sample


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    """The path of a fresh copy of the sample portfolio."""
    return copy_of_sample(tmp_path)
