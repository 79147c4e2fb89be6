"""The command line as people start it: real processes, exit codes, pipes, other locales."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sample_files import copy_of_sample

SOURCES = Path(__file__).resolve().parents[2] / "src"


def mlplanner(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m mlplanner` in a process of its own."""
    variables = {**os.environ, "PYTHONPATH": str(SOURCES), **environment}
    command = [sys.executable, "-m", "mlplanner", *map(str, args)]
    return subprocess.run(command, capture_output=True, env=variables, check=False, timeout=120)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def test_that_json_comes_through_a_pipe_in_a_locale_without_unicode(sample: Path) -> None:
    done = mlplanner("show", sample, "churn", "--json", LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["owner"] == "Ελένη Παπαδοπούλου"


@pytest.mark.parametrize(
    ("args", "code"), [(("check", "claims"), 1), (("show", "nobody"), 2), (("export",), 2), (("projects",), 0)]
)
def test_that_the_exit_code_tells_findings_from_bad_use(sample: Path, args: tuple[str, ...], code: int) -> None:
    done = mlplanner(args[0], sample, *args[1:])
    assert done.returncode == code
    assert done.stderr.count(b"\n") == (code == 2)
    assert b"Traceback" not in done.stderr


def test_that_a_reader_who_leaves_early_is_no_fault() -> None:
    command = f'"{sys.executable}" -m mlplanner schema | head -c 10'
    variables = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=variables, check=False, timeout=120)
    assert done.stdout == b'{\n  "$sche'
    assert done.stderr == b""


def test_that_the_command_line_never_loads_qt_and_the_entry_point_loads_almost_nothing() -> None:
    code = (
        "import sys; import mlplanner.__main__ as entry; "
        "early = [name for name in sys.modules if name.split('.')[0] in ('typer', 'sqlmodel', 'pydantic', 'PySide6')]; "
        "status = entry.main(['schema']); "
        "late = [name for name in sys.modules if name.split('.')[0] in "
        "('PySide6', 'matplotlib', 'reportlab', 'openpyxl', 'pandas', 'numpy')]; "
        "print(early, late, status, file=sys.stderr)"
    )
    variables = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=variables, check=True, timeout=120)
    assert done.stderr.decode().strip() == "[] [] 0"


def test_that_two_files_at_once_are_explained() -> None:
    done = mlplanner("a.mlplan", "b.mlplan")
    assert done.returncode == 2
    assert done.stderr.startswith(b"No such command 'a.mlplan'")
