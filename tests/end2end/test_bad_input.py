"""Files that are no portfolio and commands that make no sense: one sentence, exit code 2, nothing touched (P9.1)."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mlplanner.operations.workspace import open_workspace
from tests.support.command_line import Refuse, files_of


def _damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * 40_960 + content[8192 + 40_960 :])


def _make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version=99")
    connection.close()


def _make_foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table t (x)")
    connection.close()


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "There is no file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("Dear colleague, " * 400), "is not a portfolio of mlplanner"),
    "cut off in its first page": (lambda path: path.write_bytes(path.read_bytes()[:60]), "is damaged (cut off)"),
    "cut off later": (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "is damaged"),
    "damaged": (_damage, "is damaged"),
    "newer": (_make_newer, "was written by a newer mlplanner"),
    "another program's": (_make_foreign, "is a database of another program"),
    "a folder": (_make_folder, "is a folder"),
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "projects": ("projects", "{file}"),
    "show": ("show", "{file}", "churn"),
    "check": ("check", "{file}"),
    "export": ("export", "{file}", "churn", "--as", "plan.json", "-o", "{folder}/plan.json"),
    "import": ("import", "{file}", "{source}"),
}


# P9.1
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", SPOILT)
def test_that_no_command_works_on_a_file_that_is_no_sound_portfolio(
    sample: Path, tmp_path: Path, refuse: Refuse, fault: str, command: str
) -> None:
    spoil, words = SPOILT[fault]
    spoil(sample)
    source = tmp_path / "source.json"
    source.write_text("{}")
    names = {"file": sample, "folder": tmp_path, "source": source}
    assert words in refuse(*(arg.format(**names) for arg in COMMANDS[command]))


@pytest.mark.parametrize("command", ["projects", "import"])
def test_that_a_portfolio_that_another_program_writes_is_left_alone(
    sample: Path, tmp_path: Path, refuse: Refuse, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = sqlite3.connect

    def impatient(database: str, *, uri: bool) -> sqlite3.Connection:
        # Five seconds of patience are for people; the test knows that nobody lets go.
        return patient(database, timeout=0, uri=uri)

    monkeypatch.setattr(sqlite3, "connect", impatient)
    other = patient(sample, isolation_level=None)
    other.execute("begin exclusive")
    try:
        sentence = refuse(command, sample, *([tmp_path / "x.json"] if command == "import" else []))
    finally:
        other.close()
    assert "is being written by another program; try again in a moment" in sentence


def test_that_a_portfolio_open_in_a_window_is_not_imported_into(sample: Path, tmp_path: Path, refuse: Refuse) -> None:
    window = open_workspace(sample)
    try:
        assert "is open in another mlplanner; close it there" in refuse("import", sample, tmp_path / "x.json")
    finally:
        window.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes as on POSIX")
def test_that_a_read_only_portfolio_can_be_read_but_takes_no_import(
    sample: Path, tmp_path: Path, refuse: Refuse, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere; here the mode bits count for everybody.
    bits = {os.R_OK: 0o400, os.W_OK: 0o200}
    monkeypatch.setattr(os, "access", lambda path, mode: bool(Path(path).stat().st_mode & bits[mode]))
    from mlplanner.__main__ import main

    plan = tmp_path / "plan.json"
    assert main(["export", str(sample), "churn", "--as", "plan.json", "-o", str(plan)]) == 0
    plan.write_text(plan.read_text("utf-8").replace("Churn early warning", "Churn"), "utf-8")
    sample.chmod(0o444)
    assert main(["projects", str(sample)]) == 0
    assert "is open read-only; save a copy elsewhere" in refuse("import", sample, plan)


ODD: dict[str, tuple[tuple[str, ...], str]] = {
    "a name of 10,000 characters": (("new", "{new}", "--name", "x" * 10_000), "is longer than 120 characters"),
    "an empty name": (("new", "{new}", "--name", ""), "must not be empty"),
    "an invisible name": (("new", "{new}", "--name", "\u200b\u2060 \ufeff"), "must not be empty"),
    "a name with a control character": (("new", "{new}", "--name", "a\x07b"), "contains the character U+0007"),
    "a name with half a character": (("new", "{new}", "--name", "a\udcffb"), "contains the character U+DCFF"),
    "a currency of signs": (("new", "{new}", "--currency", "E€R"), "must be a code of three letters"),
    "a currency of digits": (("new", "{new}", "--currency", "12"), "must be a code of three letters"),
    "an existing file": (("new", "{file}"), "exists already"),
    "a file name that is too long": (("new", "{folder}/" + "x" * 300), "can't be made: File name too long"),
    "a project in another script": (("show", "{file}", "Ψ"), "There is no project 'Ψ'"),
    "a project of bytes": (("show", "{file}", "\udcff"), "There is no project '\\udcff'"),
    "a project of emoji": (("show", "{file}", "👩‍👩‍👧"), "There is no project"),
    "no project": (("show", "{file}", ""), "fits several projects"),
    "an export to a name that is too long": (
        ("export", "{file}", "1", "--as", "plan.json", "-o", "{folder}/" + "x" * 300),
        "can't be written: File name too long",
    ),
    "an export into a pipe": (("export", "{file}", "1", "--as", "plan.json", "-o", "{pipe}"), "is a device or a pipe"),
    "an export without a target": (("export", "{file}", "1", "--as", "plan.json"), "Missing option '-o'"),
    "a missing source": (("import", "{file}", "{folder}/none.xlsx"), "There is no file"),
    "a folder as source": (("import", "{file}", "{folder}"), "can't be read"),
    "the portfolio as source": (("import", "{file}", "{file}"), "is a portfolio itself"),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.skipif(os.name != "posix", reason="pipes and names as on POSIX")
def test_that_an_odd_argument_gets_one_sentence(sample: Path, tmp_path: Path, refuse: Refuse, odd: str) -> None:
    args, words = ODD[odd]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    names = {"file": sample, "folder": tmp_path, "new": tmp_path / "new.mlplan", "pipe": pipe}
    assert words in refuse(*(arg.format(**names) for arg in args))
    assert pipe.is_fifo()


def test_that_a_name_in_any_script_is_kept_and_fits_on_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mlplanner.__main__ import main

    path = tmp_path / "Ελένη 山田 🙂.mlplan"
    assert main(["new", str(path), "--name", "Ελένη\n山田 🙂 e\u0301 שלום"]) == 0
    assert list(files_of(tmp_path)) == [path.name]
    capsys.readouterr()
    assert main(["projects", str(path), "--json"]) == 0
    assert '"portfolio": "Ελένη 山田 🙂 e\u0301 שלום"' in capsys.readouterr().out
