"""Backups: whole, checked copies made by SQLite's own backup, thinned, readable by the owner alone."""

import os
import sqlite3
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from mlplanner.domain.errors import WorldFault

KEPT = 12
"""Newest backups kept of one portfolio."""


def backup_folder(path: Path) -> Path:
    """Where the backups of the portfolio at `path` lie, outside its own folder (which may be a synced one)."""
    place = sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return user_data_path("mlplanner", appauthor=False) / "backups" / f"{path.stem}-{place}"


def backup(path: Path, revision: int) -> Path | None:
    """A checked copy of the file at this revision; None when the newest backup already holds it.

    WorldFault when the copy can't be made; the portfolio itself is only read.
    """
    folder = backup_folder(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(kept.stem.endswith(f"-r{revision}") for kept in backups(path)[:1]):
            return None
        target = folder / f"{path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}-r{revision}{path.suffix}"
        copy_checked(path, target)
        for old in backups(path)[KEPT:]:
            old.unlink()
    except OSError as error:
        raise WorldFault(f"No backup of {path.name} could be made in {folder}: {error.strerror}.") from None
    return target


def backups(path: Path) -> list[Path]:
    """The backups of the portfolio at `path`, newest first."""
    return sorted(
        backup_folder(path).glob(f"*{path.suffix}"), key=lambda p: (p.stat().st_mtime_ns, p.name), reverse=True
    )


def copy_checked(source: Path, target: Path) -> None:
    """Copy a portfolio by SQLite's backup into a new file, and check the copy before it gets its name."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        _copy(source, part)
        part.replace(target)
    except sqlite3.Error as error:
        raise WorldFault(f"{source.name} could not be copied to {target.name}: {error}.") from None
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> None:
    reading = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    writing = sqlite3.connect(part)
    try:
        reading.backup(writing)
        broken = [row[0] for row in writing.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
    finally:
        reading.close()
        writing.close()
    if broken:
        raise sqlite3.DatabaseError(f"the copy is damaged ({broken[0]})")
