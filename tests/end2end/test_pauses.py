"""A pause by the model risk owner stops the gates, and shows wherever the project shows (P2.8)."""

import json
from pathlib import Path

import pytest

from mlplanner.__main__ import main
from mlplanner.gui.portfolio.rows import make_row
from mlplanner.operations.pauses import pause_project
from mlplanner.operations.workspace import open_workspace
from tests.support.pdf_reading import page_texts

REASON = "The gap between two sites is 7 points."


@pytest.fixture
def paused(sample: Path) -> Path:
    """The sample portfolio with the claims project paused."""
    workspace = open_workspace(sample)
    plan = workspace.portfolio.find("Claims")
    owner = workspace.figures.of(plan.id).governance.model_risk_owner_id
    workspace.run(pause_project(plan, owner, REASON, "The gap is below 3 points.", workspace.today))
    paused_plan = workspace.portfolio.plan(plan.id)
    row = make_row(workspace.portfolio, paused_plan, workspace.figures.of(plan.id), workspace.today)
    assert row.is_paused
    workspace.close()
    return sample


def test_that_a_pause_shows_wherever_the_project_shows(
    paused: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # P2.8
    for kind in ("brief.pdf", "pack.pdf"):
        made = paused.with_name(kind)
        assert main(["export", str(paused), "Claims", "--as", kind, "-o", str(made)]) == 0
        assert "Paused since 20 Feb 2026 by Helga Sørensen: " + REASON in page_texts(made)[0]

    capsys.readouterr()
    assert main(["show", str(paused), "Claims"]) == 0
    assert f"Paused since 2026-02-20 by Helga Sørensen: {REASON}" in capsys.readouterr().out
    assert main(["show", str(paused), "Claims", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["governance"]["paused_on"] == "2026-02-20"
    stopping = [each["gate_key"] for each in shown["findings"] if each["rule"] == "project_paused"]
    assert stopping == ["prototype"]

    assert main(["projects", str(paused)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Claims triage" in line]
    assert "Prototype gate, paused" in line
    assert main(["projects", str(paused), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["projects"]
    assert {each["project"]: each["next_gate"] for each in listed}["Claims triage"] == "Prototype gate, paused"
    assert not [each["project"] for each in listed if "paused" in (each["next_gate"] or "") and each["ref"] != "ML-003"]
