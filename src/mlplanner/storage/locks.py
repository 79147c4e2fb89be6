"""A second instance is noticed: an operating-system lock on a side file, which a crash releases by itself."""

from pathlib import Path

from filelock import FileLock, Timeout

from mlplanner.domain.errors import WorldFault


class InstanceLock:
    """Held while a portfolio is open for writing. A lock file that outlives a crash would lock its owner out; this can't."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)

    def acquire(self) -> None:
        """Take the lock; WorldFault when another mlplanner has the file open."""
        try:
            self._lock.acquire()
        except Timeout:
            raise WorldFault(
                f"{self._path.name} is open in another mlplanner; close it there or open it read-only."
            ) from None
        except OSError as error:
            raise WorldFault(f"{self._path.name} can't be locked: {error.strerror}.") from None

    def release(self) -> None:
        """Let go; harmless when not held."""
        self._lock.release()
