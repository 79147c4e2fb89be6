"""The program's entry point as a script meets it: exit code, one sentence on stderr, files as they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mlplanner.__main__ import main

Refuse = Callable[..., str]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every regular file below a folder with its bytes; lock files, which stay empty, are left out."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def refuser(folder: Path, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """`refuse("show", path, "x")`: runs the command, asserts a clean refusal, gives its sentence."""

    def refuse(*args: object, code: int = 2) -> str:
        before = files_of(folder)
        capsys.readouterr()
        assert main([str(arg) for arg in args]) == code
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.endswith(".\n")
        assert told.err.count("\n") == 1
        assert "Traceback" not in told.err
        assert "itself failed" not in told.err
        assert files_of(folder) == before
        return told.err.rstrip("\n")

    return refuse
