"""The main job with three people (P9.4): the manager exports, the colleague edits in Excel, the sponsor reads the pack."""

import json
from pathlib import Path

import openpyxl
import pytest

from mlplanner.__main__ import main
from mlplanner.operations.workspace import open_workspace
from tests.support.pdf_reading import page_texts


def _ask(sample: Path, capsys: pytest.CaptureFixture[str]) -> float:
    capsys.readouterr()
    assert main(["show", str(sample), "churn", "--json"]) == 0
    return float(json.loads(capsys.readouterr().out)["ask"])


def _export(sample: Path, kind: str) -> Path:
    target = sample.with_name(kind)
    assert main(["export", str(sample), "churn", "--as", kind, "-o", str(target)]) == 0
    return target


def _raise_fte(workbook: Path) -> None:
    """The data scientist is needed full time in W8."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Staffing"]
    (heading,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "W8"]
    (line,) = [row[0].row for row in sheet.iter_rows() if row[1].value == "Data scientist"]
    assert sheet.cell(line, heading.column).value == 0.8
    sheet.cell(line, heading.column).value = 1
    book.save(workbook)


# P9.2, P9.4
def test_that_a_colleagues_edit_comes_back_and_reaches_the_sponsor(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _ask(sample, capsys)
    assert f"{before:,.0f}" in page_texts(_export(sample, "pack.pdf"))[0]

    workbook = _export(sample, "plan.xlsx")
    _raise_fte(workbook)
    capsys.readouterr()
    assert main(["import", str(sample), str(workbook)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "change staffing line ST-004: FTE by week: W1–W4: 0.5, W5–W9: 0.8, W10–W13: 0.4, W14–W16: 0.3 → W1–W4: 0.5, W5–W7: 0.8, W8: 1, W9: 0.8, W10–W13: 0.4, W14–W16: 0.3",
        "1 change made to ML-001 in sample.mlplan; undo in the window takes it back.",
    ]

    after = _ask(sample, capsys)
    assert after > before
    assert f"{after:,.0f}" in page_texts(_export(sample, "pack.pdf"))[0]
    assert main(["import", str(sample), str(workbook)]) == 0
    assert _ask(sample, capsys) == after

    workspace = open_workspace(sample)
    assert [pack.number for pack in workspace.portfolio.find("churn").packs] == [1, 2]
    workspace.undo()  # the record of the second pack
    workspace.undo()
    workspace.close()
    assert _ask(sample, capsys) == before
