"""Predictive maintenance: shadow, a retrain after the firmware update, a recent hold-out, then the canary."""

from tests.support.told_cases import TellCase


def test_that_predictive_maintenance_tells_the_facts_of_the_article(case: TellCase) -> None:  # P5.2, P6.5, P7.1, P7.6
    presses = case("Predictive maintenance")
    shown = presses.shown

    # Streams and transforms carry their versions.
    features = presses.rows("features")
    assert all(each["transform_version"] and each["dataset_version"] for each in features)
    assert sum(each["sources"].startswith("stream.") for each in features) >= 5

    # Two weeks of shadow, the retrain on the recent hold-out, the canary: one after the other.
    shadow, retrain, canary, full = presses.rows("stages")
    assert [stage["kind"] for stage in (shadow, retrain, canary, full)] == ["shadow", "backtest", "canary", "full"]
    assert presses.stage_weeks(shadow["name"]) == 2
    assert "firmware" in retrain["entry_criteria"]
    assert "hold-out" in canary["entry_criteria"]
    assert shadow["to_week"] < retrain["from_week"] <= retrain["to_week"] < canary["from_week"]
    assert canary["to_week"] < full["from_week"]

    # Drift triggers a retrain whose cost is in the upkeep, and each quarter has its drill.
    policy, budget = presses.row("retraining"), shown["operating"]["budget"]
    assert float(policy["drift_threshold"]) == 10
    assert (budget["retrains"], budget["retraining"], budget["drills"]) == (4, 11_200, 4)
    assert shown["maintenance"]["retraining"] == 11_200
    assert [quarter["state"] for quarter in shown["operating"]["quarters"]] == ["planned"] * 4
    assert len(presses.rows("drills")) >= 4

    assert not presses.lacks(
        "Two weeks of shadow Shadow 0 %",
        "Scheduled retrain and replay on the recent hold-out Backtest or replay",
        "Canary on one line Canary 20 %",
        "Distributions shift, as after a firmware update: retrain before the canary.",
        "Sensor streams and transforms are versioned",
        "Population stability of the ten main sensors, in % passes 10",
        "four: EUR 11,200 in the maintenance cost",
        "4 drills planned or held in the year after hand-over; 4 are budgeted.",
    )
