"""The README tells the truth: its commands exist, its console blocks are what comes out, its pictures are there."""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import openpyxl
import pytest

from mlplanner.__main__ import main
from mlplanner.cli import COMMANDS, OPTIONS
from mlplanner.exchange import exports

BLOCK = re.compile(
    r"^```console\n(.*?)^```$|^<!-- edit (\S+) (\S+) ([A-Z]+[0-9]+) (\S+) -->$", re.MULTILINE | re.DOTALL
)
SIZE = re.compile(r"\([0-9,]+ bytes\)")
MOST_PICTURES = 2_500_000


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text("utf-8")


def test_that_the_readme_names_every_command_and_no_other(readme: str) -> None:
    called = set(re.findall(r"(?:`|\$ )mlplanner ([a-z][a-z-]*|--?[a-z]+)\b", readme))
    assert called - set(OPTIONS) - {"--sample"} == set(COMMANDS)


def test_that_the_readme_names_every_export(readme: str) -> None:
    assert [export.id for export in exports.EXPORTS if f"--as {export.id} " not in readme] == []


def test_that_every_make_target_in_the_readme_exists(project_root: Path, readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (project_root / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?:`|\s+#)", readme))
    assert {"run", "test", "screenshots"} <= named <= targets


def test_that_every_file_that_the_readme_points_to_exists(project_root: Path, readme: str) -> None:
    named = set(re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", readme))
    paths = {first or second for first, second in named}
    pictures = {path for path in paths if path.endswith(".png")}
    assert {path for path in paths if not (project_root / path).is_file()} == set()
    shown = {path.relative_to(project_root).as_posix() for path in (project_root / "packaging").rglob("*.png")}
    assert pictures == shown
    assert sum((project_root / path).stat().st_size for path in pictures) < MOST_PICTURES


def test_that_what_the_readme_shows_is_what_comes_out(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = list(BLOCK.finditer(readme))
    assert len(blocks) >= 7
    for block in blocks:
        if block[1] is None:
            _edit(*block.groups()[1:])
            continue
        for command, expected in _commands(block[1]):
            _compare(command, expected, _run(command))


def _commands(block: str) -> list[tuple[str, list[str]]]:
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.splitlines()[0], part.splitlines()[1:]) for part in parts]


def _edit(file: str, sheet: str, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(file)
    book[sheet][cell].value = float(value)
    book.save(file)


def _run(command: str) -> list[str]:
    printed = io.StringIO()
    program, *arguments = shlex.split(command)
    assert program == "mlplanner"
    with redirect_stdout(printed), redirect_stderr(printed):
        main(arguments)
    return printed.getvalue().splitlines()


def _compare(command: str, expected: list[str], printed: list[str]) -> None:
    """Line by line; a line `…` stands for any lines, an `…` at a line's end for any text."""
    rest, may_skip = list(printed), False
    for line in expected:
        if line == "…":
            may_skip = True
            continue
        while may_skip and rest and not _is_shown(line, rest[0]):
            rest.pop(0)
        assert rest, f"$ {command}\ndoes not print\n{line}"
        assert _is_shown(line, rest[0]), f"$ {command}\nprints\n{rest[0]}\nand not\n{line}"
        rest.pop(0)
        may_skip = False
    assert may_skip or not rest, f"$ {command}\nprints more: {rest[0]}"


def _is_shown(shown: str, printed: str) -> bool:
    if shown.endswith("…"):
        return printed.startswith(shown.removesuffix("…").rstrip())
    return SIZE.sub("", shown) == SIZE.sub("", printed)
