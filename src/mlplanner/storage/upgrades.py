"""Upgrade an older file: copy, change the copy, check it, swap it in; the old file is kept beside it.

Never in place, and never with foreign keys on: SQLite's table rebuilds would cascade and delete all child rows.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from mlplanner.domain.errors import WorldFault
from mlplanner.storage.backups import copy_checked
from mlplanner.storage.connection import close, connect
from mlplanner.storage.migrations import MIGRATIONS, Migration


def upgrade(path: Path, version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Path | None:
    """Bring the file from `version` to the newest; returns where the old one was kept, None if nothing was to do.

    WorldFault when a step fails or the result does not check; the file is then as it was.
    """
    todo = [step for step in migrations if step.version > version]
    if not todo:
        return None
    part = path.with_name(f"{path.name}.upgrade")
    kept = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    try:
        copy_checked(path, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            _migrate(connection, todo)
        copy_checked(path, kept)
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise WorldFault(f"{path.name} could not be upgraded ({error}); it is unchanged.") from error
    finally:
        part.unlink(missing_ok=True)
    return kept


def connect_to_look(path: Path, version: int) -> Connection:
    """A connection that only reads. An older file stays as it is: what is read is an upgraded copy in memory.

    WorldFault when a step fails.
    """
    todo = [step for step in MIGRATIONS if step.version > version]
    if not todo:
        return connect(path, read_only=True)
    connection = connect(None)
    try:
        memory: Any = connection.connection.dbapi_connection
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as original:
            original.backup(memory)
        _migrate(memory, todo)
    except sqlite3.Error as error:
        close(connection)
        raise WorldFault(
            f"{path.name} is of an older version and could not be upgraded for reading ({error})."
        ) from error
    return connection


def _migrate(connection: sqlite3.Connection, todo: Sequence[Migration]) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for step in todo:
        step.migrate(connection)
        connection.execute(f"PRAGMA user_version={step.version}")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise sqlite3.IntegrityError("references no longer fit")
    connection.execute("COMMIT")
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("the upgraded copy is damaged")
