"""One definition of each figure: command line, workbook (recalculated), pack and engine agree to the cent on all samples."""

import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.cli.main import run
from mlplanner.engine.results import Figures
from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace, open_workspace

COSTS = (
    "labour",
    "one_off",
    "non_labour",
    "training",
    "build",
    "handover_budget",
    "handover_planned",
    "contingency",
    "maintenance_year",
    "ask",
)
"""Figures of `Costs` by the names of `arithmetic.md`."""
NAMES = (*COSTS, "tco", "npv", "benefit_year", "payback", "roi", "break_even_precision")
PROJECTS = range(1, 9)


def figure(figures: Figures, name: str) -> Decimal | None:
    """A figure of the engine by its name."""
    elsewhere: dict[str, Decimal | None] = {
        "tco": figures.returns.tco,
        "npv": figures.returns.npv,
        "benefit_year": figures.value.benefit_year,
        "payback": figures.returns.payback_months,
        "roi": figures.returns.roi,
        "break_even_precision": figures.value.break_even_precision,
    }
    found: Decimal | None = elsewhere[name] if name in elsewhere else getattr(figures.costs, name)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portfolio with every project's workbook and pack beside it."""
    made = tmp_path_factory.mktemp("agree")
    create_sample(made / "sample.mlplan").close()
    for project_id in PROJECTS:
        for kind in ("plan.xlsx", "pack.pdf"):
            target = str(made / f"{project_id}.{kind}")
            assert run(["export", str(made / "sample.mlplan"), str(project_id), "--as", kind, "-o", target]) == 0
    return made


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Workspace:
    return open_workspace(folder / "sample.mlplan", read_only=True)


@pytest.fixture(scope="module")
def recalculated(folder: Path) -> Path:
    """The workbooks without their cached values, calculated anew by LibreOffice in one run."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
    bare, out = folder / "bare", folder / "recalculated"
    bare.mkdir()
    for project_id in PROJECTS:
        _without_cached_values(folder / f"{project_id}.plan.xlsx", bare / f"{project_id}.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(bare / f"{project_id}.xlsx") for project_id in PROJECTS]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return out


def _without_cached_values(source: Path, target: Path) -> None:
    """Only formulas stay: what comes back was calculated, not copied."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(name, content)


def _named_values(path: Path) -> dict[str, Any]:
    """Defined name → the value of its cell."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    found = {}
    for name in NAMES:
        sheet, cell = next(iter(book.defined_names[name].destinations))
        found[name] = book[sheet][cell.replace("$", "")].value
    return found


def _errors(path: Path) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return [f"{s.title}!{c.coordinate}" for s in book for row in s.iter_rows() for c in row if c.data_type == "e"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("project_id", PROJECTS)
def test_that_the_recalculated_workbook_agrees_to_the_cent(
    project_id: int, recalculated: Path, workspace: Workspace
) -> None:  # P9.2
    path = recalculated / f"{project_id}.xlsx"
    assert _errors(path) == []
    figures = workspace.figures.of(project_id)
    for name, value in _named_values(path).items():
        expected = figure(figures, name)
        if expected is None:
            assert not isinstance(value, (int, float)), name
        else:
            assert abs(Decimal(str(value)) - expected) < Decimal("0.005"), name


@pytest.mark.parametrize("project_id", PROJECTS)
def test_that_the_workbook_s_cached_values_are_the_engine_s(
    project_id: int, folder: Path, workspace: Workspace
) -> None:  # P9.2
    cached = _named_values(folder / f"{project_id}.plan.xlsx")
    figures = workspace.figures.of(project_id)
    for name in COSTS:
        expected = figure(figures, name)
        assert expected is not None
        assert abs(Decimal(str(cached[name])) - expected) < Decimal("0.005"), name


@pytest.mark.parametrize("project_id", PROJECTS)
def test_that_show_says_what_the_engine_says(
    project_id: int, folder: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", str(folder / "sample.mlplan"), str(project_id), "--json"]) == 0
    shown = _flat(json.loads(capsys.readouterr().out, parse_float=Decimal))
    figures = workspace.figures.of(project_id)
    for name in COSTS:
        assert Decimal(shown[name]) == figure(figures, name), name


def _flat(value: Any) -> dict[str, Any]:
    """Every number of a document by its key, wherever it stands; the outermost wins."""
    found: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            found = {**_flat(item), **found}
        elif isinstance(item, (int, Decimal)) and not isinstance(item, bool):
            found[key] = item
    return found


@pytest.mark.parametrize("project_id", PROJECTS)
def test_that_the_pack_prints_the_engine_s_figures(project_id: int, folder: Path, workspace: Workspace) -> None:  # P9.2
    from pypdf import PdfReader

    text = "\n".join(page.extract_text() for page in PdfReader(folder / f"{project_id}.pack.pdf").pages)
    figures = workspace.figures.of(project_id)
    for name in (*COSTS, "tco", "npv", "benefit_year"):
        expected = figure(figures, name)
        assert expected is not None
        assert f"{abs(expected):,.2f}" in text, name
