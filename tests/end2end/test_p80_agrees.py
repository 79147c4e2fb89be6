"""A contingency by P80 is the same to the cent on the command line, in both workbooks and in the pack."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mlplanner.cli.main import run
from mlplanner.domain.money import format_amount
from mlplanner.domain.uncertainty import ContingencyBasis, Uncertainty
from mlplanner.operations.fields import set_fields
from mlplanner.operations.workspace import open_workspace
from tests.support.libreoffice import recalculate
from tests.support.pdf_reading import page_texts
from tests.support.sample_files import copy_of_sample


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = copy_of_sample(tmp_path_factory.mktemp("p80"))
    workspace = open_workspace(path)
    workspace.run(set_fields(Uncertainty, 1, contingency=ContingencyBasis.P80))
    workspace.close()
    return path


def exported(file: Path, kind: str, *project: str) -> Path:
    target = file.parent / kind
    assert run(["export", str(file), *project, "--as", kind, "-o", str(target)]) == 0
    return target


def value_of(path: Path, name: str) -> float:
    book = load_workbook(path, data_only=True)
    sheet, cell = next(iter(book.defined_names[name].destinations))
    value = book[sheet][cell.replace("$", "")].value
    assert isinstance(value, int | float)
    return value


def test_that_the_contingency_by_p80_agrees_everywhere(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # arithmetic.md, Money: contingency; P9.2
    assert run(["show", str(file), "1", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert run(["simulate", str(file), "1", "--json"]) == 0
    simulated = json.loads(capsys.readouterr().out)["simulations"][0]
    contingency = shown["contingency"]
    assert contingency > 0
    assert contingency == simulated["reserve"] == shown["simulation"]["reserve"]
    assert (shown["simulation"]["seed"], shown["simulation"]["draws"]) == (1, 10_000)
    assert contingency == pytest.approx(simulated["build"]["p80"] - shown["build"], abs=0.001)
    workbook = exported(file, "plan.xlsx", "1")
    for path in (workbook, *recalculate([workbook], file.parent / "recalculated")):
        for name in ("contingency", "ask", "tco", "npv"):
            assert value_of(path, name) == pytest.approx(shown[name], abs=0.004), name
    projects = load_workbook(exported(file, "portfolio.xlsx"), data_only=True)["Projects"]
    assert contingency in [cell.value for row in projects.iter_rows() for cell in row]
    pack = " ".join(page_texts(exported(file, "pack.pdf", "1")))
    assert re.search(
        rf"Contingency {re.escape(format_amount(Decimal(str(contingency)), 2))} P80 of build less build", pack
    )
