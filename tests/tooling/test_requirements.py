"""Every requirement of this release has tests that exist and cite it: tests/requirements.toml is the map."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mlplanner.playbook.loading import load_playbook

COVERED = {
    "P1": range(1, 8),
    "P2": range(1, 9),
    "P3": range(1, 8),
    "P4": range(1, 10),
    "P5": range(1, 8),
    "P6": range(1, 9),
    "P7": range(1, 8),
    "P8": range(1, 7),
    "P9": range(1, 5),
}
RULES_TEST = "tests/unit/engine/checks/test_rules.py::test_that_a_rule_speaks_when_it_is_broken"
"""Breaks each rule of the playbook in turn; the rule's source says which requirement it guards."""
IDS = [f"{part}.{number}" for part, numbers in COVERED.items() for number in numbers]


@pytest.fixture(scope="module")
def rows(project_root: Path) -> dict[str, Any]:
    return tomllib.loads((project_root / "tests" / "requirements.toml").read_text("utf-8"))


def test_that_the_map_has_a_row_for_each_requirement_and_no_other(rows: dict[str, Any]) -> None:
    assert list(rows) == IDS


@pytest.mark.parametrize("requirement", IDS)
def test_that_a_requirement_has_tests_that_exist_and_cite_it(
    project_root: Path, rows: dict[str, Any], requirement: str
) -> None:
    named = rows[requirement]["tests"]
    assert rows[requirement]["what"].endswith(".")
    assert named
    assert len(set(named)) == len(named)
    for name in named:
        file, _, function = name.partition("::")
        path = project_root / file
        assert path.is_file(), f"{file} does not exist"
        text = path.read_text("utf-8")
        functions = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        assert function in functions, f"{file} has no test {function}"
        if name != RULES_TEST:
            assert re.search(rf"\b{re.escape(requirement)}\b", text), f"{file} does not cite {requirement}"


@pytest.mark.parametrize("requirement", IDS)
def test_that_a_row_with_rules_names_the_test_that_breaks_each_of_them(rows: dict[str, Any], requirement: str) -> None:
    has_rules = any(entry.source == requirement for entry in load_playbook().rules.values())
    assert (RULES_TEST in rows[requirement]["tests"]) is has_rules
