"""`mlplanner capacity`: the table, the sentences, the document (P4.9)."""

import json
from pathlib import Path

import openpyxl
import pytest

from mlplanner.cli.main import run
from tests.support.sample_files import copy_of_sample


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def document(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, object]:
    assert run(["capacity", *map(str, args), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_that_the_table_names_who_is_short_when_and_because_of_which_projects(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # P4.9
    assert run(["capacity", str(sample), "--from", "2026-02-18", "--weeks", "13"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Demand / supply in FTE, all projects, weeks of 16 Feb 2026 to 11 May 2026.")
    short = next(line for line in said.splitlines() if line.startswith("▲ ML engineer: over in "))
    assert "FTE short); behind it: Churn early warning" in short


def test_that_the_document_has_every_period_of_every_role(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, sample, "--period", "quarter", "--from", "2026-01-05", "--weeks", "26")
    assert (found["by"], found["period"], found["from"]) == ("role", "quarter", "2026-01-05")
    rows = {row["key"]: row for row in found["rows"]}  # type: ignore[attr-defined]
    engineer = rows["ml_engineer"]
    assert [period["label"] for period in engineer["periods"]] == ["2026-Q1", "2026-Q2"]
    first = engineer["periods"][0]
    assert first["is_over"] is (first["demand"] > first["supply"])
    assert first["load"] == pytest.approx(first["demand"] / first["supply"], abs=1e-5)
    assert "ML-001" in first["projects"]


def test_that_confirmed_and_weighted_demand_are_parts_of_all(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def total(count: str) -> float:
        found = document(capsys, sample, "--period", "week", "--from", "2026-03-02", "--count", count)
        return sum(period["demand"] for row in found["rows"] for period in row["periods"])  # type: ignore[attr-defined]

    confirmed, weighted, everything, tentative = (total(each) for each in ("confirmed", "weighted", "all", "tentative"))
    assert confirmed < weighted < everything
    assert confirmed + tentative == pytest.approx(everything)


def test_that_advice_says_what_it_costs_and_that_it_was_tried(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ("--from", "2026-02-16", "--weeks", "26", "--advice")
    assert run(["capacity", str(sample), *args]) == 0
    said = capsys.readouterr().out.partition("What would help most, each alone:\n")[2]
    assert said.startswith("1. ")
    assert "FTE-weeks short over all roles and people" in said
    assert "Costs EUR" in said
    found = document(capsys, sample, *args)["advice"]
    assert 1 <= len(found) <= 3  # type: ignore[arg-type]
    for each in found:  # type: ignore[attr-defined]
        assert each["fte_weeks_short"][1] < each["fte_weeks_short"][0]
        assert each["change"] in said


def test_that_people_are_listed_by_name(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, sample, "--by", "person", "--weeks", "4")
    assert "Łukasz Nowak" in [row["name"] for row in found["rows"]]  # type: ignore[attr-defined]


def test_that_an_empty_portfolio_says_that_nobody_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.mlplan"
    assert run(["new", str(empty), "--name", "Empty"]) == 0
    capsys.readouterr()
    assert run(["capacity", str(empty)]) == 0
    assert "Nobody has a main role" in capsys.readouterr().out


@pytest.mark.parametrize("args", [("--weeks", "0"), ("--from", "soon"), ("--by", "team"), ("--period", "day")])
def test_that_a_wrong_option_gets_one_sentence(
    sample: Path, args: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["capacity", str(sample), *args]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_that_what_does_not_fit_in_people_and_rates_is_told_below_the_figures_and_after_an_import(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "team.xlsx"
    book = openpyxl.Workbook()
    for row in (["Name", "Role", "FTE", "Availability"], ["Zed Zero", "ML engineer", 1, 0]):
        book.active.append(row)
    book.save(people)
    assert run(["import", str(sample), str(people)]) == 0
    assert "To mend: Zed Zero: 0 is no supply in any week" in capsys.readouterr().err
    assert run(["capacity", str(sample)]) == 0
    assert "- Zed Zero: 0 is no supply in any week" in capsys.readouterr().out
    assert any("Zed Zero" in each for each in document(capsys, sample)["to_mend"])  # type: ignore[attr-defined]
