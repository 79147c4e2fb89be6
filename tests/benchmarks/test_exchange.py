"""Files of a portfolio of 1,000 projects, and of one plan, against bare scripts; printed, never asserted (`make bench`)."""

import contextlib
import dataclasses
import gc
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS, PROJECT_KINDS
from mlplanner.domain.rows import OWNED, plan_rows, references
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel.portfolio_workbook import write_portfolio_workbook
from mlplanner.exchange.excel.reading import read_portfolio_workbook
from mlplanner.exchange.excel.vocabularies import portfolio_rows
from mlplanner.exchange.exports import Material, find_export
from mlplanner.exchange.portfolio_json import read_portfolio_json, write_portfolio_json
from mlplanner.operations.sample import create_sample
from mlplanner.playbook.entries import Playbook
from tests.benchmarks.processes import fastest

_PROJECTS, _ROWS, _BRIEFS = 1000, 63_000, 100
_TODAY = date(2026, 2, 20)
_STEP = 100_000
"""Between the ids of one copy and the next."""
_LEFT_OUT = (
    "features", "feature_tests", "privacy", "raci", "risk_answers", "ethics", "policies", "project_rights", "checklist",
    "slos", "rota", "drills", "model_tests", "tools", "stages", "escalations", "dashboard", "models", "decommission",
    "subscriptions", "baselines",
)  # fmt: skip
"""Without these a project has the 63 rows that the goals speak of."""
_GOALS = {"portfolio.xlsx out": 15, "portfolio.xlsx back, merged": 20, "portfolio.json out": 15, "portfolio.json back": 20, "100 briefs": 6}  # fmt: skip
"""Seconds."""
_BARE = """
import json, sys
from openpyxl import Workbook
book = Workbook()
book.remove(book.active)
for title, cells in json.load(open(sys.argv[1])).items():
    page = book.create_sheet(title)
    for row, column, value in cells:
        page.cell(row, column).value = value
book.save(sys.argv[2])
"""


def _moved(noun: Noun, by: int, project: int) -> Noun:
    """A row with ids of its own."""
    links = {name for name, kind in references(type(noun)).items() if kind in OWNED and name != "project_id"}
    held = {name: key + by for name in links if (key := getattr(noun, name)) is not None}
    fields = type(noun).model_fields
    owner = {"project_id": project} if "project_id" in fields else {"rank": project}
    return noun.model_copy(update={**held, **owner, "id": (noun.id or 0) + by if "project_id" in fields else project})


def _copied(plan: ProjectPlan, number: int) -> ProjectPlan:
    """A copy of the plan as the project of that number."""
    by = number * _STEP
    rows: dict[str, Any] = {"project": _moved(plan.project, by, number)}
    for kind in PROJECT_KINDS:
        found = tuple(_moved(row, by, number) for row in plan_rows(plan, kind) if kind.key not in _LEFT_OUT)
        rows[kind.key] = found[0] if kind.is_single else found
    return dataclasses.replace(plan, **rows)


def _many() -> tuple[Portfolio, Playbook]:
    workspace = create_sample(None, _TODAY)
    held = list(workspace.portfolio.plans.values())
    numbers = range(len(held) + 1, len(held) + _PROJECTS + 1)
    plans = {number: _copied(held[number % len(held)], number) for number in numbers}
    portfolio = dataclasses.replace(workspace.portfolio, plans=plans, enrolments=())
    return portfolio, workspace.playbook


def _memory() -> float:
    """Megabytes: the most that was held since `_forget`; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        told = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM"))
    return 0


def _forget() -> None:
    gc.collect()
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and megabytes above what was held before."""
    _forget()
    before, start = _memory(), process_time()
    work()
    return process_time() - start, _memory() - before


def _briefs(portfolio: Portfolio, figures: Mapping[int, Figures], playbook: Playbook, folder: Path) -> None:
    for number, plan in enumerate(list(portfolio.plans.values())[:_BRIEFS]):
        material = Material(portfolio, figures, playbook, _TODAY, plan)
        find_export("brief.pdf").write(material, folder / f"{number}.pdf")


def test_that_the_times_of_large_files_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Workbook, JSON and briefs of 1,000 projects, each as a share of its goal."""
    portfolio, playbook = _many()
    figures = {key: compute_figures(portfolio, plan, playbook, _TODAY) for key, plan in portfolio.plans.items()}
    rows = sum(len(portfolio_rows(portfolio, kind)) for kind in KINDS)
    book, text = tmp_path / "portfolio.xlsx", tmp_path / "portfolio.json"
    works: dict[str, Callable[[], object]] = {
        "portfolio.xlsx out": lambda: write_portfolio_workbook(portfolio, figures, playbook, book),
        "portfolio.xlsx back, merged": lambda: read_portfolio_workbook(book, portfolio, playbook),
        "portfolio.json out": lambda: write_portfolio_json(portfolio, text),
        "portfolio.json back": lambda: read_portfolio_json(text),
        "100 briefs": lambda: _briefs(portfolio, figures, playbook, tmp_path),
    }
    with capsys.disabled():
        print(f"\n{_PROJECTS} projects, {rows:,} rows ({rows / _ROWS:.2f} of {_ROWS:,})")
        for name, work in works.items():
            taken, memory = _timed(work)
            print(f"{name}: {taken:.1f} s of a processor, {taken / _GOALS[name]:.2f} of the goal; {memory:.0f} MB more")
    assert not read_portfolio_workbook(book, portfolio, playbook).edits


def test_that_a_plan_s_workbook_is_held_against_a_bare_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As whole processes: our export, and openpyxl writing the same cells and nothing else."""
    from openpyxl import load_workbook

    source, written = tmp_path / "sample.mlplan", tmp_path / "plan.xlsx"
    workspace = create_sample(source, _TODAY)
    plan = workspace.portfolio.find("churn")
    material = Material(workspace.portfolio, {plan.id: workspace.figures.of(plan.id)}, workspace.playbook, _TODAY, plan)
    find_export("plan.xlsx").write(material, written)
    workspace.close()
    cells = {
        page.title: [(cell.row, cell.column, str(cell.value)) for row in page for cell in row if cell.value is not None]
        for page in load_workbook(written)
    }
    (tmp_path / "cells.json").write_text(json.dumps(cells))
    ours = ["-m", "mlplanner", "export", str(source), plan.project.ref, "--as", "plan.xlsx", "-o", str(written)]
    bare = ["-c", _BARE, str(tmp_path / "cells.json"), str(tmp_path / "bare.xlsx")]
    taken = fastest({"ours": ours, "bare": bare})
    count = sum(map(len, cells.values()))
    with capsys.disabled():
        mine, script = taken["ours"].processor, taken["bare"].processor
        print(
            f"\nplan.xlsx, {count:,} cells: {mine:.2f} s of a processor, × {mine / script:.2f} of a bare script (1.5)"
        )
    assert count > 1000
