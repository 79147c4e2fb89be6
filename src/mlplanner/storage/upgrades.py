"""Upgrade an older file: copy, change the copy, check it, swap it in; the old file is kept beside it.

Never in place, and never with foreign keys on: SQLite's table rebuilds would cascade and delete all child rows.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from mlplanner.domain.errors import WorldFault
from mlplanner.storage.backups import copy_checked
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
        _migrate(part, todo)
        copy_checked(path, kept)
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise WorldFault(f"{path.name} could not be upgraded ({error}); it is unchanged.") from error
    finally:
        part.unlink(missing_ok=True)
    return kept


def _migrate(part: Path, todo: Sequence[Migration]) -> None:
    connection = sqlite3.connect(part, isolation_level=None)
    try:
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
    finally:
        connection.close()
