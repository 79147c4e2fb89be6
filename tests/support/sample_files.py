"""Copies of the sample portfolio, in a file or in memory. It is made once in a test run, which takes a second."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path

from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace
from mlplanner.storage.connection import connect


def copy_of_sample(folder: Path) -> Path:
    """A fresh copy of the sample portfolio in `folder`."""
    return Path(shutil.copy(_original(_local_day()), folder / "sample.mlplan"))


def sample_in_memory(today: date | None = None) -> Workspace:
    """A fresh copy in memory, equal to what `create_sample(None, today)` makes."""
    day = today or _local_day()
    connection = connect(None)
    memory = connection.connection.dbapi_connection
    assert isinstance(memory, sqlite3.Connection)
    with closing(sqlite3.connect(_original(day))) as original:
        original.backup(memory)
    return Workspace(connection, None, None, lambda: day)


def _local_day() -> date:
    return date.today()  # noqa: DTZ011  (as the program itself)


@cache
def _original(day: date) -> Path:
    path = Path(tempfile.mkdtemp(prefix="mlplanner-sample-")) / "sample.mlplan"
    create_sample(path, day).close()
    return path
