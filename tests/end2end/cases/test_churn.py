"""Subscription churn: sixteen weeks, a value model that reaches 250,000 at 55 %, and an A/B test of thirty days."""

from tests.support.told_cases import TellCase


def test_that_churn_tells_the_facts_of_the_article(case: TellCase) -> None:  # P1.1, P1.2, P1.3, P3.1, P7.2
    churn = case("Churn early warning")
    shown = churn.shown

    # Sixteen weeks made of the four phases of the usual twelve; its length is said, not hidden.
    assert shown["delivery_weeks"] == 16
    assert [phase["key"] for phase in shown["phases"]] == ["discovery", "prototype", "productionize", "handover"]
    assert "plan_longer_than_usual" in churn.rules()
    assert shown["plan"]["project"]["business_unit"] == "Customer Success"
    assert shown["owner"]

    # Three per cent less churn, 55 % precision at the top 10 % and 250,000 a year are one chain.
    assert churn.row("kpis", name="Retention lift in the top decile")["target"] == "3"
    assert churn.row("kpis", name="Precision at the top 10 %")["threshold"] == "55"
    assert churn.row("kpis", name="Incremental revenue a year")["target"] == "250000"
    assert churn.rows("kpis", name="Cost of a false positive per outreach", kind="business")
    assert shown["plan"]["value"]["precision"] == "0.55"
    assert shown["benefit_year"] == 269_500
    assert round(shown["break_even_precision"], 4) == 0.2778

    # The test fits its thirty days, and it came before the roll-out.
    (size,) = shown["experiments"]
    assert (size["n_per_arm"], size["weeks"], size["fits_window"]) == (6510, 4, True)
    assert churn.row("experiments")["window_days"] == 30
    test, full = churn.row("stages", kind="ab_test"), churn.row("stages", kind="full")
    assert (test["state"], full["state"]) == ("passed", "planned")
    assert test["to_week"] < full["from_week"]
    prototype = churn.row("gates", key="prototype")["id"]
    wanted = {artifact["key"] for artifact in churn.rows("artifacts", gate_id=prototype)}
    assert {"reproducible_experiment", "baseline_notebook", "experiment_result"} <= wanted

    assert not churn.lacks(
        "16 weeks, 29 Dec 2025 to 17 Apr 2026",
        "Ελένη Παπαδοπούλου, Customer Success",
        "A year of predictions is worth EUR 269,500; precision may fall from 55 % to 27.8 % before it earns nothing.",
        "Retention lift in the top decile business 0 % ≥ 3 %",
        "Precision at the top 10 % model 21 % ≥ 58 % ≥ 55 %",
        "≥ 250,000 EUR",
        "Cost of a false positive per outreach",
        "Thirty-day A/B test of the call list A/B test Retention lift in the top decile 6,510 4 weeks 30 days Met",
        "Reproducible experiment",
        "Notebook of the baseline model",
    )
