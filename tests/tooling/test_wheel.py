"""`pip install` gives everything: the wheel holds the program, its resources and its licences."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import mlplanner


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=project_root, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_that_the_wheel_carries_the_version_of_the_package(wheel: Path) -> None:
    assert wheel.name == f"mlplanner-{mlplanner.__version__}-py3-none-any.whl"


def test_that_every_resource_travels_in_the_wheel(wheel: Path, project_root: Path) -> None:
    resources = project_root / "resources"
    shipped = {path.relative_to(resources).as_posix() for path in resources.rglob("*") if path.is_file()}
    inside = {name.removeprefix("mlplanner/_resources/") for name in zipfile.ZipFile(wheel).namelist()}
    assert "fonts/NotoSans-Regular.ttf" in shipped
    assert {name for name in shipped if "__pycache__" not in name} <= inside


def test_that_the_wheel_names_its_command_its_types_and_its_licences(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    (entry_points,) = [name for name in names if name.endswith("/entry_points.txt")]
    assert b"mlplanner = mlplanner.__main__:main" in archive.read(entry_points)
    assert "mlplanner/py.typed" in names
    licences = {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert {"LICENSE", "NotoSans-OFL-1.1.txt"} <= licences


def test_that_an_unpacked_wheel_reads_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from mlplanner.resources import read_text; print(read_text('fonts', 'licences', 'NotoSans-OFL-1.1.txt'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert "SIL OPEN FONT LICENSE" in done.stdout, done.stderr
