"""Copies of the sample portfolio, which is made once in a test run."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from mlplanner.operations.sample import create_sample


def copy_of_sample(folder: Path) -> Path:
    """A fresh copy of the sample portfolio in `folder`."""
    return Path(shutil.copy(_original(), folder / "sample.mlplan"))


@cache
def _original() -> Path:
    path = Path(tempfile.mkdtemp(prefix="mlplanner-sample-")) / "sample.mlplan"
    create_sample(path).close()
    return path
