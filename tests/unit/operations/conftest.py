"""A sample portfolio in a file of its own for each test; the sample is made once."""

import shutil
from pathlib import Path

import pytest

from mlplanner.operations.sample import create_sample


@pytest.fixture(scope="session")
def _sample_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.mlplan"
    create_sample(path).close()
    return path


@pytest.fixture
def sample_file(_sample_original: Path, tmp_path: Path) -> Path:
    """The path of a fresh copy of the sample portfolio."""
    return Path(shutil.copy(_sample_original, tmp_path / "sample.mlplan"))
