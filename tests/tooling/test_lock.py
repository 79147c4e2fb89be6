"""The lock file is complete, hashed, and tells nothing about the machine that made it."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)(\[[a-z0-9,-]+\])?==(?P<version>[^ ;]+)( ; [^/\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
COMMENT = re.compile(r"^ *#[^/\\@]*$")


@pytest.fixture
def lock(project_root: Path) -> list[str]:
    return (project_root / "requirements.lock").read_text(encoding="utf-8").splitlines()


def test_that_the_lock_holds_only_pins_and_hashes_hence_no_host_and_no_path(lock: list[str]) -> None:
    odd = [line for line in lock if not (PIN.match(line) or HASH.match(line) or COMMENT.match(line))]
    assert odd == []


def test_that_every_pin_has_a_hash(lock: list[str]) -> None:
    code = [line for line in lock if not COMMENT.match(line)]
    bare = [
        line
        for line, following in zip(code, [*code[1:], ""], strict=True)
        if PIN.match(line) and not HASH.match(following)
    ]
    assert len(code) > 100
    assert bare == []


def test_that_the_lock_is_within_every_range_of_pyproject(project_root: Path, lock: list[str]) -> None:
    with (project_root / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    pins: dict[str, list[Version]] = {}
    for match in filter(None, map(PIN.match, lock)):
        pins.setdefault(match["name"], []).append(Version(match["version"]))
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        versions = pins.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is not in requirements.lock: run make lock"
        assert all(version in wanted.specifier for version in versions), f"{text}, but locked {versions}: run make lock"


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml"])
def test_that_lock_files_which_record_addresses_are_not_committed(project_root: Path, name: str) -> None:
    assert name in (project_root / ".gitignore").read_text(encoding="utf-8").splitlines()
