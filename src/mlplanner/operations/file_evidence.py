"""A file as the evidence of an artifact: its name, and its SHA-256, so that a later change of the file is seen (P3.3)."""

import hashlib
from pathlib import Path

from mlplanner.domain.errors import WorldFault


def evidence_of(path: Path) -> dict[str, str]:
    """The fields of an artifact that name the file. WorldFault when it can't be read."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror}.") from None
    return {"link": str(path), "file_name": path.name, "file_sha256": digest}
