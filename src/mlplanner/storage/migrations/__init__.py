"""Schema changes, oldest first. A step is final once released and never imports product code."""

from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection

from mlplanner.resources import read_text


@dataclass(frozen=True)
class Migration:
    """From file version `version − 1` to `version`, in plain SQL on a copy, with foreign keys off."""

    version: int
    title: str
    migrate: Callable[[Connection], None]


def _run(connection: Connection, script: str) -> None:
    """Run a script of `resources/migrations/` inside the transaction that is open (`executescript` would end it)."""
    for statement in read_text("migrations", script).split(";\n"):
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "governance, data, operations, rollout, programme", lambda connection: _run(connection, "v2.sql")),
    Migration(3, "capacity, scenarios, levelling, uncertainty", lambda connection: _run(connection, "v3.sql")),
)
"""Version 1 is the first; a file of version n is upgraded by every step above n."""
