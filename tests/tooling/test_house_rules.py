"""Rules that no linter knows: sizes of files and functions, names of modules, and tests that never wait on time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
BANNED_CALLS = {
    "processEvents": "handles events in the middle of a function; wait on a signal or a condition",
    "exec_": "opens a nested event loop; use open() and its finished signal",
}


def python_files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.py"))
    assert files, f"no Python files in {folder}"
    return files


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def attribute_calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Yield (name of the object, name of the method, line) of every call `object.method(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = node.func.value
            yield (holder.id if isinstance(holder, ast.Name) else "", node.func.attr, node.lineno)


@pytest.fixture
def sources(project_root: Path) -> list[Path]:
    return python_files(project_root / "src")


def test_that_no_file_is_too_long(project_root: Path, sources: list[Path]) -> None:
    lengths = {
        path: len(path.read_text("utf-8").splitlines()) for path in [*sources, *python_files(project_root / "tests")]
    }
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_that_no_function_is_too_long(sources: list[Path]) -> None:
    long = [
        f"{path}:{function.lineno} {function.name}"
        for path in sources
        for function in functions(ast.parse(path.read_text("utf-8")))
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_that_every_module_says_by_its_name_what_it_holds(sources: list[Path]) -> None:
    assert [str(path) for path in sources if VAGUE_NAMES & {path.stem, path.parent.name}] == []


def test_that_nothing_handles_events_in_between_or_opens_a_nested_loop(project_root: Path, sources: list[Path]) -> None:
    found = [
        f"{path}:{line} {method} {BANNED_CALLS[method]}"
        for path in [*sources, *python_files(project_root / "tests")]
        for _, method, line in attribute_calls(ast.parse(path.read_text("utf-8")))
        if method in BANNED_CALLS
    ]
    assert found == []


def test_that_no_test_waits_on_time(project_root: Path) -> None:
    found = [
        f"{path}:{line}"
        for path in python_files(project_root / "tests")
        for holder, method, line in attribute_calls(ast.parse(path.read_text("utf-8")))
        if (holder, method) in {("qtbot", "wait"), ("time", "sleep"), ("QTest", "qWait")}
    ]
    assert found == []
