"""The commands that read: list, show, check, schema; and how failures look."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import Result

from mlplanner import __version__
from mlplanner.cli import COMMANDS
from mlplanner.cli.main import app_for
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.operations.fields import add_row
from mlplanner.operations.workspace import open_workspace
from tests.builders import make_decision

Run = Callable[..., Result]

FIGURES = {
    "labour", "one_off", "non_labour", "training", "build", "handover_budget", "handover_planned", "handover_cover",
    "contingency", "maintenance_year", "ask", "tco", "benefit_year", "npv", "payback", "roi", "acted",
    "value_per_prediction", "break_even_precision", "highest_false_positive_cost", "experiments", "fte_weeks", "mix",
    "by_week", "by_month", "by_fiscal_year", "phases", "gates", "readiness", "findings", "delivery", "handed_over",
}  # fmt: skip


def one_sentence(result: Result) -> str:
    """The sentence on stderr, which must be the only line there and no trace."""
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def test_that_the_names_known_without_typer_are_the_commands_there_are() -> None:
    assert tuple(command.name for command in app_for([]).registered_commands) == COMMANDS


def test_that_projects_lists_all_eight_cases_as_text_and_as_json(run: Run, sample: Path) -> None:
    text, data = run("projects", sample), run("projects", sample, "--json")
    assert text.exit_code == data.exit_code == 0
    assert len(text.stdout.splitlines()) == 9
    found = json.loads(data.stdout)["projects"]
    assert [project["ref"] for project in found] == [f"ML-{number:03d}" for number in range(1, 9)]
    assert all(project["ask"] > 0 for project in found)


def test_that_a_withdrawn_project_is_listed_and_asks_nothing(run: Run, sample: Path) -> None:  # P3.4
    workspace = open_workspace(sample)
    plan = workspace.portfolio.find("claims")
    gate = plan.next_gate
    assert gate is not None
    withdrawn = make_decision(gate.id or 0, "withdraw", project_id=plan.id, decided_by_id=gate.owner_id)
    workspace.run(add_row(withdrawn))
    workspace.close()
    found = {row["ref"]: row for row in json.loads(run("projects", sample, "--json").stdout)["projects"]}
    assert (found[plan.project.ref]["ask"], found[plan.project.ref]["next_gate"]) == (0, "withdrawn")


def test_that_columns_line_up_whatever_the_script_of_a_name(run: Run, sample: Path) -> None:
    lines = run("show", sample, "ML-001").stdout.splitlines()
    gates = lines[next(i for i, line in enumerate(lines) if line.startswith("Gate ")) :][:5]
    assert any("山田" in line for line in gates)
    assert len({_columns_before(line, "of 11") for line in gates if "of 11" in line}) == 1


def _columns_before(line: str, text: str) -> int:
    before = line.partition(text)[0].rstrip("0123456789 ")
    return len(line.partition(text)[0]) + sum(ord(letter) > 0x2E80 for letter in before)


@pytest.mark.parametrize("project", range(1, 9))
def test_that_show_gives_every_figure_under_its_name_and_exact_to_the_cent(
    run: Run, sample: Path, project: int
) -> None:
    result = run("show", sample, project, "--json")
    assert result.exit_code == 0
    shown = json.loads(result.stdout, parse_float=Decimal, parse_int=Decimal)
    assert shown.keys() >= FIGURES
    workspace = open_workspace(sample, read_only=True)
    figures = workspace.figures.of(project)
    workspace.close()
    for name in ("labour", "one_off", "build", "handover_budget", "contingency", "maintenance_year", "ask"):
        assert shown[name] == getattr(figures.costs, name), name
    assert shown["tco"] == figures.returns.tco
    assert shown["npv"] == figures.returns.npv
    assert shown["benefit_year"] == figures.value.benefit_year
    assert sum(row["total"] for row in shown["by_week"]) == figures.costs.ask
    assert shown["phases"][0]["start"] == figures.timeline.phases[0].start.isoformat()
    assert [gate["date"] for gate in shown["gates"]] == [gate.date.isoformat() for gate in figures.timeline.gates]


def test_that_show_carries_every_noun_of_the_plan(run: Run, sample: Path) -> None:
    plan = json.loads(run("show", sample, "Sales lead scoring", "--json").stdout)["plan"]
    assert set(plan) == {kind.key for kind in PROJECT_KINDS} | {"project"}
    assert len(plan["models"]) == 1
    assert plan["features"][0]["name"]


def test_that_show_tells_how_the_model_is_run(run: Run, sample: Path) -> None:  # P6.3, P6.4, P6.5, P8.5
    found = json.loads(run("show", sample, "ML-001", "--json").stdout)["operating"]
    assert found["gaps"] == [23]
    assert [week["week"] for week in found["rota"] if week["uncovered"]] == [23]
    assert [quarter["state"] for quarter in found["quarters"]] == ["planned", "planned", "not planned", "not planned"]
    assert {cover["kind"]: cover["is_complete"] for cover in found["slos"]} == {
        "cost": True,
        "latency": True,
        "business": True,
    }
    assert (found["ready"], found["to_be_ready"]) == (3, 10)
    assert (found["budget"]["retrains"], found["budget"]["retraining"]) == (4, 7200)


def test_that_show_prints_the_ask_as_the_list_does(run: Run, sample: Path) -> None:
    ask = re.search(r"^Ask +([\d,.]+)$", run("show", sample, "churn").stdout, re.MULTILINE)
    assert ask is not None
    assert ask[1] in run("projects", sample).stdout.splitlines()[1]


def test_that_check_ends_with_1_when_something_must_be_mended(run: Run, sample: Path) -> None:
    result = run("check", sample)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert "must" in result.stdout


def test_that_check_of_one_project_tells_only_of_it(run: Run, sample: Path) -> None:
    found = json.loads(run("check", sample, "claims", "--json").stdout)["findings"]
    assert {finding["project_id"] for finding in found} == {3}


def test_that_check_of_an_empty_portfolio_finds_nothing(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.mlplan").exit_code == 0
    result = run("check", tmp_path / "a.mlplan")
    assert (result.exit_code, result.stdout) == (0, "Nothing to mend.\n")
    assert "holds no project yet" in run("projects", tmp_path / "a.mlplan").stdout


def test_that_schema_prints_a_valid_schema_that_takes_an_exported_plan(run: Run, sample: Path, tmp_path: Path) -> None:
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    run("export", sample, "churn", "--as", "plan.json", "-o", tmp_path / "plan.json")
    Draft202012Validator(schema).validate(json.loads((tmp_path / "plan.json").read_text(encoding="utf-8")))


def test_that_the_version_and_the_help_are_said(run: Run) -> None:
    assert run("--version").stdout == f"mlplanner {__version__}\n"
    for command in COMMANDS:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert "Usage: mlplanner" in result.stdout


def test_that_reading_works_while_another_mlplanner_has_the_file_open(run: Run, sample: Path) -> None:
    window = open_workspace(sample)
    try:
        assert run("show", sample, "churn").exit_code == 0
        assert "is open in another mlplanner" in one_sentence(run("import", sample, sample.with_name("x.json")))
    finally:
        window.close()


def test_that_reading_leaves_the_file_as_it_is(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    for command in (("projects",), ("show", "claims"), ("check",)):
        run(command[0], sample, *command[1:])
    assert sample.read_bytes() == before


WRONG = {
    "no command": (("bogus",), "No such command 'bogus'"),
    "a missing argument": (("projects",), "Missing argument 'FILE'"),
    "an unknown option": (("projects", "{sample}", "--jsno"), "No such option: --jsno"),
    "no such file": (("projects", "{folder}/none.mlplan"), "There is no file"),
    "a folder": (("projects", "{folder}"), "is a folder"),
    "no portfolio": (("projects", "{text}"), "is not a portfolio of mlplanner"),
    "an empty file": (("show", "{empty}", "1"), "is empty"),
    "no such project": (("show", "{sample}", "nobody"), "There is no project 'nobody'"),
    "a name that fits several": (("show", "{sample}", "S"), "fits several projects"),
    "an existing file": (("new", "{sample}"), "exists already"),
    "a folder that is not there": (("new", "{folder}/none/a.mlplan"), "can't be made"),
    "a currency of four letters": (("new", "{folder}/c.mlplan", "--currency", "EURO"), "longer than 3 characters"),
    "an unknown export": (
        ("export", "{sample}", "1", "--as", "x.doc", "-o", "{folder}/x"),
        "choose brief.pdf, pack.pdf",
    ),
    "no project": (("export", "{sample}", "--as", "plan.json", "-o", "{folder}/x"), "is made of one project"),
    "a project too many": (
        ("export", "{sample}", "1", "--as", "portfolio.xlsx", "-o", "{folder}/x"),
        "holds the whole portfolio",
    ),
    "onto the portfolio": (
        ("export", "{sample}", "1", "--as", "plan.json", "-o", "{sample}"),
        "is the portfolio itself",
    ),
    "onto a folder": (("export", "{sample}", "1", "--as", "plan.json", "-o", "{folder}"), "is a folder"),
    "into no folder": (("export", "{sample}", "1", "--as", "plan.json", "-o", "{folder}/no/x"), "There is no folder"),
    "import of nothing": (("import", "{sample}", "{folder}/none.json"), "There is no file"),
    "import of text": (("import", "{sample}", "{text}"), "is not JSON"),
    "import of a portfolio": (("import", "{sample}", "{sample}"), "is a portfolio itself"),
    "import of a PDF": (("import", "{sample}", "{pdf}"), "is a PDF"),
    "a demo into a file": (("demo", "--out", "{text}"), "can't be made"),
}


@pytest.mark.parametrize(("args", "words"), WRONG.values(), ids=WRONG)
def test_that_wrong_use_and_bad_input_get_one_sentence_and_code_2(
    run: Run, sample: Path, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    names = {"sample": sample, "folder": tmp_path}
    for name, content in {"text": b"hello", "empty": b"", "pdf": b"%PDF-1.7"}.items():
        names[name] = tmp_path / f"{name}.file"
        names[name].write_bytes(content)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result = run(*(arg.format(**names) for arg in args))
    assert words in one_sentence(result)
    assert result.exit_code == 2
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if not path.name.startswith(".")} == before


def test_that_a_bug_gets_a_sentence_and_a_report_without_the_plan(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret plan")

    monkeypatch.setattr("mlplanner.cli.show.figure_document", fail)
    result = run("show", sample, "churn", "--json")
    sentence = one_sentence(result)
    assert result.exit_code == 2
    assert "mlplanner itself failed (ZeroDivisionError)" in sentence
    report = Path(sentence.partition("with the file ")[2].rstrip("."))
    text = report.read_text(encoding="utf-8")
    assert "while: mlplanner show" in text
    assert "in fail" in text
    assert "churn" not in text


def test_that_without_a_writable_log_folder_the_report_goes_to_the_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlplanner.exchange import crashes

    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(crashes, "user_log_path", lambda *_, **__: blocked / "log")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert crashes.write_crash_report(ValueError("x"), "a test").parent == tmp_path
