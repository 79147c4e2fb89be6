"""The world's faults in words: SQLite's error names become one sentence each."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from mlplanner.domain.errors import WorldFault

_SENTENCES = {
    "SQLITE_BUSY": "{name} is being written by another program; try again in a moment.",
    "SQLITE_LOCKED": "{name} is being written by another program; try again in a moment.",
    "SQLITE_FULL": "The disk is full: nothing was saved in {name}. Free some space and repeat the step.",
    "SQLITE_IOERR": "{name} could not be read or written ({code}); check the disk or the network drive.",
    "SQLITE_READONLY_DBMOVED": "{name} was moved, replaced or deleted while it was open; save a copy elsewhere.",
    "SQLITE_READONLY": "{name} is read-only; save a copy elsewhere to edit it.",
    "SQLITE_CANTOPEN": "{name} can't be opened; check that the folder exists and that you may write there.",
    "SQLITE_NOTADB": "{name} is not a portfolio of mlplanner (it is no database).",
    "SQLITE_CORRUPT": "{name} is damaged; restore it from a backup (File, Restore…).",
    "SQLITE_AUTH": "{name} may not be read by you.",
    "SQLITE_PERM": "{name} may not be read by you.",
}


def sentence(code: str, path: Path | None) -> str | None:
    """The sentence for an SQLite error name, the most specific prefix first; None for what is our bug."""
    name = path.name if path else "The portfolio"
    for prefix in sorted(_SENTENCES, key=len, reverse=True):
        if code.startswith(prefix):
            return _SENTENCES[prefix].format(name=name, code=code)
    return None


@contextmanager
def told_apart(path: Path | None) -> Iterator[None]:
    """Turn the world's database errors into WorldFault; constraint and programming errors stay bugs."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorname", "") or ""
        text = sentence(code, path)
        if text is None:
            raise
        raise WorldFault(text) from error


@contextmanager
def told_damaged(path: Path) -> Iterator[None]:
    """WorldFault for a sound database whose tables or values are not those of a portfolio: somebody changed it by hand."""
    try:
        yield
    except (OperationalError, LookupError, ValueError, ArithmeticError) as error:
        name = path.name
        raise WorldFault(
            f"{name} is damaged: its tables do not hold a whole portfolio; restore it from a backup."
        ) from error
