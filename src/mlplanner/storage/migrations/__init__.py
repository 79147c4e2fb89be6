"""Schema changes, oldest first. A step is final once released and never imports product code."""

from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection


@dataclass(frozen=True)
class Migration:
    """From file version `version − 1` to `version`, in plain SQL on a copy, with foreign keys off."""

    version: int
    title: str
    migrate: Callable[[Connection], None]


MIGRATIONS: tuple[Migration, ...] = ()
"""Version 1 is the first; a file of version n is upgraded by every step above n."""
