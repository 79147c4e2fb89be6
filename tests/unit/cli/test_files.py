"""The commands that write: export, import, demo."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from mlplanner.domain.errors import WorldFault
from mlplanner.exchange import exports
from mlplanner.exchange.exports import EXPORTS, Export, Material, everything
from mlplanner.operations.workspace import open_workspace

Run = Callable[..., Result]
FIRST_BYTES = {
    ".pdf": b"%PDF-",
    ".xlsx": b"PK\x03\x04",
    ".json": b"{\n",
    ".md": b"# ",
    ".xml": b"<?xml",
    ".ics": b"BEGIN:VCALENDAR",
}


def plan_of(run: Run, sample: Path, project: str = "churn") -> tuple[Path, dict[str, object]]:
    path = sample.with_name("plan.json")
    assert run("export", sample, project, "--as", "plan.json", "-o", path).exit_code == 0
    return path, json.loads(path.read_text(encoding="utf-8"))


# P9.2
@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_that_every_export_is_written_and_named(run: Run, sample: Path, export: Export) -> None:
    path = sample.with_name(f"a {export.id}")
    project = ["ML-001"] if export.is_of_project else []
    result = run("export", sample, *project, "--as", export.id, "-o", path)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Wrote {path} (")
    assert path.read_bytes().startswith(FIRST_BYTES[path.suffix])
    assert not [other for other in sample.parent.iterdir() if other.name.startswith(".a ")]


def test_that_everything_is_shared_under_names_of_its_own(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # P9.2
    portfolio = open_workspace(sample, read_only=True)
    names = [person.name for person in portfolio.portfolio.people.values()]
    few = [entry for entry in everything(portfolio.portfolio) if entry[2] in ("portfolio.ics", "ML-001.plan.json")]
    portfolio.close()
    monkeypatch.setattr("mlplanner.cli.export.everything", lambda _: few)
    result = run("export", sample, "--all", "--without", "names", "-o", sample.with_name("out"))
    assert result.exit_code == 0
    assert "Wrote 2 files" in result.stdout
    assert "shared copies without names; they can't come back." in result.stdout
    texts = {path.name: path.read_text("utf-8") for path in sample.with_name("out").iterdir()}
    assert set(texts) == {"shared-portfolio.ics", "shared-ML-001.plan.json"}
    assert [name for name in names if any(name in text for text in texts.values())] == []


def test_that_a_failed_export_leaves_the_earlier_file_and_no_rest(run: Run, sample: Path) -> None:
    path, _ = plan_of(run, sample)
    before = path.read_bytes()

    def half(_: Material, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, os.strerror(28))

    workspace = open_workspace(sample, read_only=True)
    portfolio = workspace.portfolio
    material = Material(portfolio, {}, workspace.playbook, workspace.today, portfolio.plan(1))
    broken = Export("plan.json", "Plan", is_of_project=True, is_recorded=False, make=half)
    with pytest.raises(WorldFault, match="can't be written: No space left on device"):
        broken.write(material, path)
    workspace.close()
    assert path.read_bytes() == before
    assert sorted(item.suffix for item in sample.parent.iterdir() if not item.name.endswith(".lock")) == [
        ".json",
        ".mlplan",
    ]


def test_that_the_portfolio_is_not_replaced_under_another_name_either(run: Run, sample: Path) -> None:
    link = sample.with_name("link.json")
    link.symlink_to(sample)
    result = run("export", sample, "churn", "--as", "plan.json", "-o", link)
    assert result.exit_code == 2
    assert "is the portfolio itself" in result.stderr


def test_that_the_portfolio_notes_each_version_of_a_pack_once(run: Run, sample: Path) -> None:
    target = sample.with_name("pack.pdf")

    def numbers() -> list[int]:
        run("export", sample, "churn", "--as", "pack.pdf", "-o", target)
        workspace = open_workspace(sample, read_only=True)
        packs = workspace.portfolio.plan(1).packs
        workspace.close()
        return [pack.number for pack in packs]

    assert numbers() == [1]
    assert numbers() == [1]
    path, document = plan_of(run, sample)
    document["project"]["objective"] = "Something else"  # type: ignore[index]
    path.write_text(json.dumps(document))
    assert run("import", sample, path).exit_code == 0
    assert numbers() == [1, 2]


def test_that_a_pack_is_written_though_the_portfolio_is_open_elsewhere(run: Run, sample: Path) -> None:
    window = open_workspace(sample)
    try:
        result = run("export", sample, "churn", "--as", "pack.pdf", "-o", sample.with_name("pack.pdf"))
    finally:
        window.close()
    assert result.exit_code == 0
    assert "does not list this document: sample.mlplan is open in another mlplanner" in result.stderr


# P9.2
@pytest.mark.parametrize("kind", ["plan.json", "plan.xlsx", "portfolio.xlsx"])
def test_that_an_unchanged_file_changes_nothing(run: Run, sample: Path, kind: str) -> None:
    path = sample.with_name(kind)
    project = [] if kind == "portfolio.xlsx" else ["claims"]
    run("export", sample, *project, "--as", kind, "-o", path)
    before = sample.read_bytes()
    result = run("import", sample, path)
    assert (result.exit_code, result.stdout) == (0, f"{kind} changes nothing in sample.mlplan.\n")
    assert sample.read_bytes() == before


def test_that_a_dry_run_shows_each_change_and_makes_none(run: Run, sample: Path) -> None:
    path, document = plan_of(run, sample)
    document["project"]["name"] = "Churn, again"  # type: ignore[index]
    document["project"]["owner_id"] = None  # type: ignore[index]
    document["risks"] = []
    path.write_text(json.dumps(document), encoding="utf-8")
    before = sample.read_bytes()
    result = run("import", sample, path, "--dry-run")
    assert result.exit_code == 0
    assert sample.read_bytes() == before
    lines = result.stdout.splitlines()
    assert lines[0] == "change project Churn early warning: Name: Churn early warning → Churn, again"
    assert lines[1].startswith("change project Churn early warning: Accountable owner: Ελένη")
    assert lines[1].endswith(" → –")
    assert lines[2].startswith("remove risk ")
    assert lines[-1].endswith("would be made to ML-001 in sample.mlplan.")
    assert run("show", sample, "Churn early").exit_code == 0


def test_that_an_import_is_applied_and_can_be_undone(run: Run, sample: Path) -> None:
    path, document = plan_of(run, sample)
    document["project"]["name"] = "Łukasz’ churn"  # type: ignore[index]
    path.write_text(json.dumps(document), encoding="utf-8")
    result = run("import", sample, path, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["applied"], told["project"], told["edits"][0]["values"]) == (True, "ML-001", {"name": "Łukasz’ churn"})
    assert run("show", sample, "Łukasz").exit_code == 0
    workspace = open_workspace(sample)
    workspace.undo()
    assert workspace.portfolio.plan(1).project.name == "Churn early warning"
    workspace.close()


def test_that_a_plan_of_another_portfolio_becomes_a_new_project(run: Run, sample: Path) -> None:
    path, _ = plan_of(run, sample)
    other = sample.with_name("other.mlplan")
    run("new", other)
    result = run("import", other, path)
    assert result.exit_code == 0
    assert "becomes a new project" in result.stderr
    assert result.stdout.splitlines()[-1].endswith(
        "made to ML-001 in other.mlplan; undo in the window takes all of them back."
    )
    here, there = (json.loads(run("show", file, "1", "--json").stdout) for file in (sample, other))
    assert here["delivery_weeks"] == there["delivery_weeks"]
    assert here["non_labour"] == there["non_labour"]


def test_that_a_bad_file_changes_nothing_in_the_portfolio(run: Run, sample: Path) -> None:
    path, document = plan_of(run, sample)
    document["lines"][0]["weekly"]["1"] = -1  # type: ignore[index]
    path.write_text(json.dumps(document))
    before = sample.read_bytes()
    result = run("import", sample, path)
    assert result.exit_code == 2
    assert result.stderr == "plan.json: lines[0].weekly.1: must be above 0; got -1.\n"
    assert sample.read_bytes() == before


def test_that_the_demo_writes_every_export_of_every_project_and_lists_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tuple(export for export in EXPORTS if export.id in ("plan.json", "portfolio.xlsx"))
    monkeypatch.setattr("mlplanner.cli.demo.EXPORTS", kept)
    out = tmp_path / "deep" / "out"
    result = run("demo", "--out", out)
    assert result.exit_code == 0
    listed = {Path(line) for line in result.stdout.splitlines()}
    assert listed == {path for path in out.iterdir() if not path.name.startswith(".")}
    assert len(listed) == 1 + 8 + 1
    assert out / "ML-001-churn-early-warning.plan.json" in listed


def test_that_a_second_demo_puts_the_earlier_portfolio_aside(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlplanner.cli.demo.EXPORTS", ())
    run("demo", "--out", tmp_path)
    earlier = (tmp_path / "sample.mlplan").read_bytes()
    result = run("demo", "--out", tmp_path)
    assert result.exit_code == 0
    assert (tmp_path / "sample-earlier.mlplan").read_bytes() == earlier
    second = (tmp_path / "sample.mlplan").read_bytes()
    run("demo", "--out", tmp_path)
    assert (tmp_path / "sample-earlier.mlplan").read_bytes() == earlier, "what was put aside first is kept too"
    assert (tmp_path / "sample-earlier-2.mlplan").read_bytes() == second


def test_that_every_export_has_its_own_id_that_ends_with_its_suffix() -> None:
    ids = [export.id for export in EXPORTS]
    assert len(set(ids)) == len(ids)
    assert all(export.suffix in FIRST_BYTES for export in EXPORTS)
    assert [exports.find_export(name) for name in ids] == list(EXPORTS)
