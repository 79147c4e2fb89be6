"""Commands as whole processes against bare scripts that do no more than they must; printed, never asserted (`make bench`)."""

from pathlib import Path

import pytest

from mlplanner.operations.sample import create_sample
from tests.benchmarks.processes import fastest

_BARE_DATABASE = "import sqlmodel"
_BARE_WORKBOOK = """
import sqlmodel, sys
from openpyxl import Workbook
book = Workbook()
for number in range(19):
    page = book.create_sheet(f"Sheet {number}")
    for row in range(1, 24):
        for column in range(1, 11):
            page.cell(row, column).value = row * column
book.save(sys.argv[1])
"""
_BARE_PDF = """
import sqlmodel, sys
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from reportlab.lib.styles import getSampleStyleSheet
style = getSampleStyleSheet()["Normal"]
rows = [[str(row * column) for column in range(8)] for row in range(300)]
SimpleDocTemplate(sys.argv[1]).build([Paragraph("A plan", style), Table(rows)])
"""
_GOALS = {"plan.xlsx": 1.0, "pack.pdf": 3.0}
"""Seconds of a whole process."""


def test_that_the_commands_times_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Show, plan workbook and pack of a sample project; each beside a script with the same libraries."""
    portfolio, target = str(tmp_path / "sample.mlplan"), str(tmp_path / "out")
    create_sample(Path(portfolio)).close()
    ours = ["-m", "mlplanner"]
    kinds = {kind: [*ours, "export", portfolio, "ML-001", "--as", kind, "-o", f"{target}.{kind}"] for kind in _GOALS}
    bare = {"plan.xlsx": _BARE_WORKBOOK, "pack.pdf": _BARE_PDF}
    scripts = {f"bare {kind}": ["-c", code, f"{target}.bare"] for kind, code in bare.items()}
    taken = fastest(
        {
            "bare show": ["-c", _BARE_DATABASE],
            "show": [*ours, "show", portfolio, "ML-001", "--json"],
            **scripts,
            **kinds,
        }
    )
    with capsys.disabled():
        print()
        for name in ("show", *_GOALS):
            mine, script = taken[name], taken[f"bare {name}"]
            goal = f", {mine.processor / _GOALS[name]:.2f} of the goal" if name in _GOALS else ""
            print(
                f"{name}: {mine.clock:.2f} s on the clock, {mine.processor:.2f} s of a processor{goal}, "
                f"× {mine.processor / script.processor:.2f} of a bare script"
            )
    assert all(one.clock > 0 for one in taken.values())
