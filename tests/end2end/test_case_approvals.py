"""Claims triage, payroll fraud and attrition: what their approvals, holds and moved gates look like from outside."""

import json
from pathlib import Path
from typing import Any

import pytest

from mlplanner.__main__ import main
from tests.support.pdf_reading import page_texts
from tests.support.sample_files import copy_of_sample


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


def shown(sample: Path, project: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["show", str(sample), project, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def plan_of(sample: Path, project: str) -> dict[str, Any]:
    path = sample.with_name("plan.json")
    assert main(["export", str(sample), project, "--as", "plan.json", "-o", str(path)]) == 0
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_that_the_labelling_sprint_moves_every_gate_of_claims_by_two_weeks(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # P3.1, P3.7
    plan = plan_of(sample, "Claims")
    assert [(work["name"], work["weeks"]) for work in plan["inserted"]] == [("Labelling sprint", 2)]
    assert [gate["slip_weeks"] for gate in shown(sample, "Claims", capsys)["gates"]] == [2, 2, 2, 2]


def test_that_the_stale_approval_of_attrition_names_the_contractor(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # P3.4
    approval = shown(sample, "Attrition", capsys)["approval"]
    assert approval["gate_name"] == "Discovery gate"
    assert "ML engineer now contractor" in [change["text"] for change in approval["changes"]]
    path = sample.with_name("pack.pdf")
    assert main(["export", str(sample), "Attrition", "--as", "pack.pdf", "-o", str(path)]) == 0
    text = " ".join(" ".join(page_texts(path)).split())
    assert "Changed since the approval of 6 Feb 2026" in text
    assert "Changed since the last approval" in text
    assert "ML engineer now contractor" in text


def test_that_payroll_was_held_then_passed_with_forty_per_cent_fewer_false_positives(sample: Path) -> None:  # P3.4
    plan = plan_of(sample, "Payroll")
    gate = next(gate for gate in plan["gates"] if gate["key"] == "productionize")
    assert [each["outcome"] for each in plan["decisions"] if each["gate_id"] == gate["id"]] == ["hold", "go"]
    assert gate["signer_body"] == "Audit committee"
    kpi = plan["kpis"][0]
    assert float(kpi["measured"]) / float(kpi["baseline"]) == pytest.approx(0.6)
