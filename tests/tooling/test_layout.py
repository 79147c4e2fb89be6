"""The design card's packages and folders (P9.3)."""

import re
import tomllib
from pathlib import Path

TOP = ("src/mlplanner", "resources", "packaging", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")
PACKAGES = {
    "pyside6-essentials", "sqlmodel", "pandas", "openpyxl", "reportlab", "matplotlib", "pyinstaller", "pytest-qt"
}  # fmt: skip


def test_that_the_tree_has_its_named_folders_and_files(project_root: Path) -> None:
    assert [name for name in TOP if not (project_root / name).exists()] == []


def test_that_the_named_packages_are_declared(project_root: Path) -> None:
    project = tomllib.loads((project_root / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!~\[; ]", requirement)[0].lower() for requirement in declared}
    assert names >= PACKAGES


def test_that_make_help_names_every_target_a_person_runs(project_root: Path) -> None:
    text = (project_root / "Makefile").read_text("utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    wanted = {target for target in targets.split() if target != "help" and not target.startswith("system-")}
    assert set(re.findall(r'@echo "make (\w+) ', text)) == wanted
