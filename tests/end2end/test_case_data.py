"""The worked cases' facts about data, from the sample portfolio to the pack and the workbook (P5, worked-cases.md)."""

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from mlplanner.__main__ import main
from mlplanner.domain.features import FeatureState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.operations.workspace import open_workspace
from tests.support.command_line import Refuse
from tests.support.libreoffice import recalculate
from tests.support.pdf_reading import page_texts

LIVE, CACHED = "Company size, live from the supplier", "Company size, cached approximation"


def plan_of(sample: Path, name: str) -> ProjectPlan:
    workspace = open_workspace(sample, read_only=True)
    plan = workspace.portfolio.find(name)
    workspace.close()
    return plan


def export(sample: Path, project: str, kind: str) -> Path:
    target = sample.with_name(f"{project}-{kind}")
    assert main(["export", str(sample), project, "--as", kind, "-o", str(target)]) == 0
    return target


def shown(sample: Path, project: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["show", str(sample), project, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def column(sheet: object, title: str) -> list[object]:
    """What stands below a heading."""
    (heading,) = [cell for cell in sheet[4] if cell.value == title]  # type: ignore[index]
    return [row[0].value for row in sheet.iter_rows(min_row=5, min_col=heading.column, max_col=heading.column)]  # type: ignore[attr-defined]


def test_that_lead_scoring_has_a_registry_with_freshness_cost_and_owners(sample: Path) -> None:  # P5.1, P5.3
    plan = plan_of(sample, "Sales lead")
    assert len(plan.features) >= 20
    by_source = {
        name: [f for f in plan.features if f.sources == name]
        for name in ("events.web, events.mail", "supplier.company")
    }
    assert {f.freshness_minutes for f in by_source["supplier.company"]} == {24 * 60}
    assert max(f.freshness_minutes or 0 for f in by_source["events.web, events.mail"]) == 5
    assert all(f.owner_id and f.cpu_cost for f in plan.features)


def test_that_the_slow_enrichment_feature_is_replaced_by_a_cached_approximation(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # P5.3, P5.6
    plan = plan_of(sample, "Sales lead")
    live = next(f for f in plan.features if f.name == LIVE)
    cached = next(f for f in plan.features if f.id == live.replaced_by_id)
    assert (live.state, cached.name, cached.state) == (FeatureState.DISABLED, CACHED, FeatureState.IN_USE)
    found = shown(sample, "Sales lead", capsys)["data"]
    assert isinstance(found, dict)
    assert found["sheet"]["latency_ms"] == 60  # with the live call an answer waited 480 ms and more
    assert found["sheet"]["latency_left_ms"] == 190
    pack = " ".join(page_texts(export(sample, "Sales", "pack.pdf")))
    assert f"{LIVE}: replaced by {CACHED}" in pack


def test_that_lead_scoring_may_pass_on_what_it_signs_off(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = shown(sample, "Sales lead", capsys)  # P5.6
    findings = found["findings"]
    assert isinstance(findings, list)
    assert not [finding for finding in findings if finding["tab"] == "data"]


def test_that_the_sign_off_workbook_of_lead_scoring_recalculates_without_errors(
    sample: Path, tmp_path: Path
) -> None:  # P5.4, P5.6
    made = export(sample, "Sales", "features.xlsx")
    (saved,) = recalculate([made], tmp_path)
    book = openpyxl.load_workbook(saved, data_only=True)
    assert book.sheetnames == ["Catalogue", "Test coverage", "Cost and latency", "Privacy"]
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [
        value for value in values if isinstance(value, str) and value.startswith(("#", "Err:")) and value != "#"
    ]
    names = column(book["Catalogue"], "Feature")
    assert names[4:6] == [LIVE, CACHED]
    assert column(book["Catalogue"], "Replaced by")[4] == CACHED
    coverage = column(book["Test coverage"], "Coverage")
    assert coverage[23] == pytest.approx(85 / 92)
    assert coverage[25] == "enough"
    costs = column(book["Cost and latency"], "Cost a 1,000")
    assert costs[23:28] == pytest.approx([3.83, 2.9, 6.73, 12, 5.27])
    assert costs[29:32] == [420000, 2826.6, 5040]


def test_that_the_workbook_lies_behind_the_artifacts_of_the_production_gate(sample: Path) -> None:  # P5.6
    made = export(sample, "Claims", "features.xlsx")
    keys = ("feature_catalogue", "feature_coverage", "feature_cost_sheet")
    artifacts = [each for each in plan_of(sample, "Claims").artifacts if each.key in keys]
    assert [(each.link, each.file_name, each.state.value) for each in artifacts] == [
        (str(made), made.name, "draft")
    ] * 3
    assert all(len(each.file_sha256) == 64 for each in artifacts)
    accepted = [each for each in plan_of(sample, "Sales lead").artifacts if each.key in keys]
    export(sample, "Sales", "features.xlsx")
    assert [each for each in plan_of(sample, "Sales lead").artifacts if each.key in keys] == accepted


def test_that_claims_triage_counts_its_gpu(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:  # P5.3, P5.6
    plan = plan_of(sample, "Claims")
    assert sum(feature.gpu_cost or 0 for feature in plan.features) == Decimal("16.2")
    assert plan.serving.model_gpu_cost == Decimal("8.5")
    data = shown(sample, "Claims", capsys)["data"]
    assert isinstance(data, dict)
    assert (data["sheet"]["cost"], data["sheet"]["cost_budget"], data["sheet"]["cost_year"]) == (26.6, 30, 6916)
    pack = " ".join(page_texts(export(sample, "Claims", "pack.pdf")))
    assert "1,000 predictions cost EUR 26.6 of 30 and an answer takes 240 of 300 ms" in pack


def test_that_predictive_maintenance_versions_streams_and_transforms(sample: Path) -> None:  # P5.2, P5.4
    features = plan_of(sample, "Predictive").features
    assert all(feature.transform_version and feature.dataset_version for feature in features)
    streams = [feature for feature in features if feature.sources.startswith("stream.")]
    assert len(streams) >= 5
    assert all("firmware" in feature.transform_version for feature in streams)
    assert all(feature.sources.rpartition(" v")[2].isdigit() for feature in streams)


@pytest.mark.parametrize("name", ["Churn", "Payroll", "Attrition", "Support", "HR analytics"])
def test_that_every_other_case_has_a_registry_of_its_own(sample: Path, name: str) -> None:  # P5.1
    plan = plan_of(sample, name)
    assert 5 <= len(plan.features) <= 10
    assert plan.serving.mode is not None
    assert plan.serving.reason


def test_that_payroll_took_out_what_stood_for_a_group(sample: Path) -> None:  # P5.5
    plan = plan_of(sample, "Payroll")
    gone = [feature for feature in plan.features if feature.state == FeatureState.DISABLED]
    assert [feature.name for feature in gone] == ["Distance of the home address to the site"]
    protected = {rule.feature_id for rule in plan.privacy}
    assert all(feature.id in protected for feature in plan.features if feature.sensitivity == "personal")


def test_that_a_plan_with_a_circle_of_replacements_is_refused_whole(sample: Path, refuse: Refuse) -> None:  # P5.3
    made = export(sample, "Sales", "plan.json")
    document = json.loads(made.read_text("utf-8"))
    rows = {row["name"]: row for row in document["features"]}
    rows[CACHED]["replaced_by_id"] = rows[LIVE]["id"]
    made.write_text(json.dumps(document), "utf-8")
    assert f"'{LIVE}' → '{CACHED}' → '{LIVE}' is a circle" in refuse("import", sample, made)
