"""Sales lead scoring: a registry with freshness and cost, and a slow feature replaced without a rollback."""

from tests.support.told_cases import TellCase

LIVE, CACHED = "Company size, live from the supplier", "Company size, cached approximation"


def test_that_lead_scoring_tells_the_facts_of_the_article(case: TellCase) -> None:  # P5.1, P5.3, P5.4, P5.6, P7.5
    leads = case("Sales lead scoring")
    shown, features = leads.shown, leads.rows("features")

    # More than twenty features with owner, cost and latency; fresh to five minutes or to a day.
    assert len(features) > 20
    assert all(each["owner_id"] and each["latency_ms"] for each in features)
    assert all(each["cpu_cost"] or each["gpu_cost"] for each in features)
    lags = [each["freshness_minutes"] for each in features]
    assert (lags.count(5) >= 8, lags.count(24 * 60) >= 8) == (True, True)

    # The feature that met the supplier's rate limit is off, replaced by its cached approximation.
    live, cached = leads.row("features", name=LIVE), leads.row("features", name=CACHED)
    assert (live["state"], cached["state"]) == ("disabled", "in_use")
    assert live["replaced_by_id"] == cached["id"]
    assert float(live["latency_ms"]) > 100 * float(cached["latency_ms"])

    # Coverage and, for each feature, whether it is served as it should be.
    assert (shown["data"]["passing"], shown["data"]["asked"]) == (85, 92)
    assert all(each["advice"] for each in shown["data"]["features"])

    # The escalation rule was used; nothing was rolled back.
    used = next(each for each in leads.rows("escalations") if each["used_on"])
    assert "cached approximation" in used["used_note"]
    assert used["used_on"] == "2026-02-05"
    assert "rolled_back" not in {stage["state"] for stage in leads.rows("stages")}

    assert not leads.lacks(
        "20 of the top 20 features have a complete entry, 92.4 % of their tests pass",
        "Visits to the price page Priya Raman Personal 5 min nearline",
        f"{CACHED} Jonas Keller Internal 24 h batch",
        f"{LIVE}: replaced by {CACHED}. The supplier limits calls",
        "1,000 predictions cost EUR 6.73 of 12 and an answer takes 60 of 250 ms",
        "5 Feb 2026: The supplier's rate limit slowed one enrichment feature",
        "No full rollback was needed.",
    )
