"""Is this a portfolio that we can open? Looked at before any connection that could write to it."""

import os
import sqlite3
from pathlib import Path

from mlplanner.domain.errors import WorldFault
from mlplanner.storage.tables import APPLICATION_ID, SCHEMA_VERSION

_HEADER = b"SQLite format 3\x00"
SUFFIX = ".mlplan"


def stored_version(path: Path) -> int:
    """The schema version of the portfolio at `path`.

    WorldFault with one sentence for what is missing, no file, empty, no portfolio, damaged, or newer than this
    program. The header is read before SQLite connects: opening the file ourselves later would drop SQLite's locks.
    """
    _looks_like_a_database(path)
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            broken = [row[0] for row in connection.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise WorldFault(_why(path, error)) from None
    if application != APPLICATION_ID:
        raise WorldFault(f"{path.name} is a database of another program, not a portfolio of mlplanner.")
    if broken:
        raise WorldFault(f"{path.name} is damaged; restore it from a backup.")
    if version > SCHEMA_VERSION:
        raise WorldFault(
            f"{path.name} was written by a newer mlplanner (file version {version}, this program reads up to "
            f"{SCHEMA_VERSION}); update the program to open it."
        )
    return int(version)


def _why(path: Path, error: sqlite3.Error) -> str:
    code = error.sqlite_errorname if hasattr(error, "sqlite_errorname") else ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path.name} is being written by another program; try again in a moment."
    if code.startswith("SQLITE_NOTADB"):
        return f"{path.name} is not a portfolio of mlplanner (it is no database)."
    return f"{path.name} is damaged ({error}); restore it from a backup."


def _looks_like_a_database(path: Path) -> None:
    if not path.exists():
        raise WorldFault(f"There is no file {path}; check the name, or make one with 'mlplanner new'.")
    if path.is_dir():
        raise WorldFault(f"{path} is a folder, not a portfolio file.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror}.") from None
    if not head:
        raise WorldFault(f"{path.name} is empty: it holds no portfolio; restore it from a backup.")
    if not head.startswith(_HEADER):
        raise WorldFault(f"{path.name} is not a portfolio of mlplanner.")
    if len(head) < 100:
        raise WorldFault(f"{path.name} is damaged (cut off); restore it from a backup.")


def is_writable(path: Path) -> bool:
    """False for a read-only file or folder (the journal lies beside the file)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def identity(path: Path) -> tuple[int, int]:
    """Device and inode: they change when a sync client or a restore puts another file in this one's place."""
    status = path.stat()
    return status.st_dev, status.st_ino
