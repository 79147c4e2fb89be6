"""HR analytics platform: two tiers with service levels and cost centres, and the split that pays for them."""

import json
from pathlib import Path

import pytest

from mlplanner.__main__ import main
from tests.support.pdf_reading import page_texts
from tests.support.told_cases import TellCase


def test_that_the_platform_tells_the_facts_of_the_article(case: TellCase) -> None:  # P8.1, P8.2
    platform = case("HR analytics platform")

    # Self-serve for local product owners, managed for what must not fail, each with SLA, cost centre and playbook.
    tiers = {service["name"]: service for service in platform.shown["services"]}
    assert list(tiers) == ["Self-serve pipelines", "Managed deployment"]
    assert all(tier["sla"] and tier["cost_centre"] and tier["onboarding"] for tier in tiers.values())
    assert [tier["cost_centre"] for tier in tiers.values()] == ["CC-8100", "CC-8200"]

    # One pilot to each tier, and each sees what a year of its use is charged.
    assert [tier["projects"] for tier in tiers.values()] == [["Sales lead scoring"], ["Attrition predictor"]]
    managed = next(tier for tier in case("Attrition predictor").shown["services"] if tier["is_used"])
    assert (managed["name"], managed["charge_year"]) == ("Managed deployment", 52 * 900)

    # The old pilots are in the inventory, each with its owner; fewer features built twice is what it is measured by.
    models = platform.rows("models")
    assert len(models) == 3
    assert all(model["owner_id"] for model in models)
    assert "retirement_proposed" in platform.rules()
    assert platform.row("kpis", name="Features used by more than one team")["target"] == "40"

    assert not platform.lacks(
        "self-serve pipelines for local product owners, managed deployment for models that must not fail",
        "each model carries a cost tag and an owner",
        "Features used by more than one team",
        "Onboarding playbook and on-call set-up",
        "Absence forecast",
    )


def test_that_the_split_of_funding_adds_up(told_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:  # P8.3
    capsys.readouterr()
    assert main(["projects", str(told_sample), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    funding = document["funding"]
    cents = [round(100 * row["total"]) for row in funding["rows"]]
    assert sum(cents) == round(100 * funding["total"])
    assert round(100 * funding["total"]) == round(100 * (funding["asks"] + funding["platform"]))
    assert round(100 * funding["asks"]) == sum(round(100 * each["ask"]) for each in document["projects"])
    payers = {(row["business_unit"], row["cost_centre"]) for row in funding["rows"]}
    assert {("Human Resources", "CC-3100"), ("Sales", "CC-6100")} <= payers

    made = told_sample.with_name("committee.pdf")
    assert main(["export", str(told_sample), "--as", "committee.pdf", "-o", str(made)]) == 0
    committee = " ".join(page_texts(made))
    for words in ("Self-serve pipelines", "Managed deployment", "CC-8100", "CC-8200", f"{funding['total']:,.2f}"):
        assert words in committee
