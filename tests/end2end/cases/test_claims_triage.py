"""Claims triage: a labelling sprint of two weeks, a GPU that is paid for, a canary that met its latency trigger."""

from tests.support.told_cases import TellCase


def test_that_claims_triage_tells_the_facts_of_the_article(case: TellCase) -> None:  # P3.1, P3.7, P5.6, P7.1, P7.4
    claims = case("Claims triage")
    shown = claims.shown

    # The sprint moves every gate by two weeks against the baseline.
    sprint = claims.row("inserted")
    assert (sprint["name"], sprint["weeks"]) == ("Labelling sprint", 2)
    assert "missing" in sprint["reason"]
    assert [gate["slip_weeks"] for gate in shown["gates"]] == [2, 2, 2, 2]

    # The threshold was reached in week 7 of a plan that began on 5 January.
    routed = claims.row("kpis", metric="accuracy")
    assert float(routed["measured"]) >= float(routed["threshold"])
    assert (shown["start"], routed["measured_on"]) == ("2026-01-05", "2026-02-19")

    # What the GPU costs is in the sheet, within the budget, and in the money asked for.
    assert sum(float(feature["gpu_cost"] or 0) for feature in claims.rows("features")) > 0
    assert claims.row("serving")["model_gpu_cost"] == "8.5"
    sheet = shown["data"]["sheet"]
    assert (sheet["cost"], sheet["cost_budget"], sheet["latency_ms"]) == (26.6, 30, 240)
    assert claims.row("costs", name="GPU inference for the canary")["amount"] == "2900"

    # The canary was taken out by its trigger, mended, and comes back before all claims do.
    canary, again, full = (claims.rows("stages")[place] for place in (0, 1, 3))
    trigger = claims.row("triggers", id=canary["trigger_id"])
    seen = [float(row["value"]) for row in claims.rows("observations")]
    assert (canary["kind"], canary["state"]) == ("canary", "rolled_back")
    assert seen[0] > float(trigger["threshold"]) > seen[1]
    assert canary["to_week"] < again["from_week"] < full["from_week"]

    assert not claims.lacks(
        "Labelling sprint Discovery 2",
        "The last gate lies 2 weeks later than the baseline.",
        "the threshold was reached in week 7",
        "1,000 predictions cost EUR 26.6 of 30 and an answer takes 240 of 300 ms",
        "GPU inference for the canary",
        "Online with GPU",
        "Technical canary in one region Canary 2 %",
        "Latency of a score, 95th percentile > 600 ms",
        "Hotspot found on 12 Feb",
        "12 Feb 2026 Latency of a score, 95th percentile 740 ms 19 Feb 2026 Latency of a score, 95th percentile 380 ms",
    )
