"""Files that other programs and other people made. They are not part of this project, so tests skip without them."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "data"


def foreign_file(folder: str, name: str) -> Path:
    """The file in `folder` below what `MLPLANNER_FOREIGN_FILES` names, else below `shared/data` beside the project."""
    root = Path(os.environ.get("MLPLANNER_FOREIGN_FILES", "") or _BESIDE)
    path = root / folder / name
    if not path.is_file():
        pytest.skip(f"MLPLANNER_FOREIGN_FILES names no folder with {folder}/{name}, which is not part of the project")
    return path
