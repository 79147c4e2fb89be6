"""The files that ship with the program are found in the source tree, in an installed wheel and in a packaged program."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mlplanner import resources


def load_resources_module(from_file: Path) -> ModuleType:
    """Load the module as if the program were installed where `from_file` lies."""
    spec = importlib.util.spec_from_file_location("resources_elsewhere", from_file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with nothing but the module in it, as `<tmp>/lib/site/mlplanner/resources.py`."""
    package = tmp_path / "lib" / "site" / "mlplanner"
    package.mkdir(parents=True)
    shutil.copy(Path(resources.__file__), package / "resources.py")
    return package


def test_that_the_source_tree_is_read_from_its_resources_folder(project_root: Path) -> None:
    assert resources.resource_path() == project_root / "resources"


def test_that_an_installed_wheel_reads_its_own_copy(elsewhere: Path) -> None:
    (elsewhere / "_resources" / "playbook").mkdir(parents=True)
    (elsewhere / "_resources" / "playbook" / "roles.toml").write_text("name = 'Zoë'\n", encoding="utf-8")
    module = load_resources_module(elsewhere / "resources.py")
    assert module.read_text("playbook", "roles.toml") == "name = 'Zoë'\n"


def test_that_a_packaged_program_reads_the_copy_in_its_bundle(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "bundle" / "mlplanner" / "_resources"
    bundled.mkdir(parents=True)
    (bundled / "note.txt").write_text("bundled", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    module = load_resources_module(elsewhere / "resources.py")
    assert module.read_text("note.txt") == "bundled"


def test_that_an_installation_without_its_files_says_what_to_do(elsewhere: Path) -> None:
    module = load_resources_module(elsewhere / "resources.py")
    with pytest.raises(FileNotFoundError, match="install mlplanner again"):
        module.resource_path("playbook")


def test_that_a_missing_file_is_named() -> None:
    with pytest.raises(resources.ResourceMissingError, match=r"'playbook/no-such\.toml' is missing"):
        resources.resource_path("playbook", "no-such.toml")


@pytest.mark.parametrize("parts", [("..", "pyproject.toml"), ("fonts", "..", "..", "LICENSE"), ("/etc/hostname",)])
def test_that_a_name_cannot_lead_out_of_the_folder(parts: tuple[str, ...]) -> None:
    with pytest.raises(resources.ResourceMissingError, match="stays inside"):
        resources.resource_path(*parts)
