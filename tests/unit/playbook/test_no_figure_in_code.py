"""The method's figures are data: no calculation and no write may hold one as a literal."""

import ast
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from mlplanner.playbook.loading import load_playbook

PACKAGES = ("engine", "operations")
SAFE = {Decimal(number) for number in range(13)} | {Decimal(100), Decimal("0.5"), Decimal("0.01")}
"""Numbers that count, halve, or make cents; everywhere in code, whatever the method says."""
ALLOWED: dict[tuple[str, str], str] = {
    ("engine/returns.py", "365"): "days in a year",
    ("engine/values.py", "20"): "points of a curve",
    ("engine/simulation/draws.py", "1000000"): "millionths of a week",
    ("engine/simulation/draws.py", "20"): "19/20 is P95, by its name",
    ("engine/simulation/simulating.py", "1000000"): "most draws, as the noun has it",
}
"""(file, literal) → why it is not a figure of the method."""
SEARCHES = ("engine/levelling/search/",)
"""Folders whose numbers tune a search (turns, shares, temperatures) and change no figure that is shown."""


def figures_of_the_method() -> set[Decimal]:
    playbook = load_playbook()
    numbers = {n for f in playbook.figures.values() for n in (f.value, f.low, f.high) if n is not None}
    numbers |= {n for role in playbook.roles.values() for n in (role.fte_low, role.fte_high)}
    return numbers - SAFE


def literals(source: str) -> Iterator[tuple[int, str, Decimal]]:
    """Line, text and value of each number, and of each text that is handed to a call and reads as a number."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node.lineno, str(node.value), Decimal(str(node.value))
        if isinstance(node, ast.Call):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    try:
                        yield argument.lineno, argument.value, Decimal(argument.value)
                    except InvalidOperation:
                        continue


def suspicious(name: str, source: str) -> list[str]:
    if name.startswith(SEARCHES):
        return []
    figures = figures_of_the_method()
    return [
        f"{name}:{line}: {text}"
        for line, text, value in literals(source)
        if value in figures and (name, text) not in ALLOWED
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_that_code_holds_no_figure_of_the_method(project_root: Path, package: str) -> None:
    root = project_root / "src" / "mlplanner"
    files = sorted((root / package).rglob("*.py"))
    assert files
    found = [hit for path in files for hit in suspicious(path.relative_to(root).as_posix(), path.read_text("utf-8"))]
    assert found == []


def test_that_the_scan_finds_what_it_looks_for() -> None:
    source = "A = 0.15\nB = Decimal('0.30')\nC = 90\nD = len('0.15 of it')\nE = 7\n"
    assert sorted(suspicious("x.py", source)) == ["x.py:1: 0.15", "x.py:2: 0.30", "x.py:3: 90"]
