"""Payroll fraud: a high risk, paused by the model risk owner, held, worked on, released, and watched every week."""

from tests.support.told_cases import TellCase


def test_that_payroll_fraud_tells_the_facts_of_the_article(case: TellCase) -> None:  # P2.4, P2.5, P2.8, P3.1, P3.4
    payroll = case("Payroll fraud alerts")
    governance = payroll.shown["governance"]

    # A high tier by the questionnaire, and the weekly monitoring that it asks for.
    assert (governance["tier"], governance["risk"]["computed"]) == ("high", "high")
    weekly = [review for review in governance["reviews"] if review["kind"] == "monitoring"]
    assert [review["due"] for review in weekly[:3]] == ["2026-01-16", "2026-01-23", "2026-01-30"]
    assert [review["state"] for review in weekly] == ["done"] * 5 + ["due"]
    assert governance["overdue_reviews"] == 0

    # The model risk owner blocked the roll-out, and lifted the pause when the groups were treated alike.
    pause = payroll.row("pauses")
    assert (pause["paused_on"], pause["lifted_on"]) == ("2025-12-12", "2026-01-08")
    assert pause["paused_by_id"] == pause["lifted_by_id"] == payroll.row("risk_assessment")["signed_by_id"]
    assert governance["paused_on"] is None

    # Hold, then two inserted pieces of work, then go.
    gate = payroll.row("gates", key="productionize")["id"]
    decided = payroll.rows("decisions", gate_id=gate)
    assert [(each["outcome"], each["decided_on"]) for each in decided] == [("hold", "2025-12-12"), ("go", "2026-01-09")]
    assert [(work["name"], work["weeks"]) for work in payroll.rows("inserted")] == [
        ("Targeted data collection", 2),
        ("Feature redesign and new fairness test", 2),
    ]
    assert [each["slip_weeks"] for each in payroll.shown["gates"]] == [0, 0, 4, 4]

    # 40 % fewer false positives at the same detection rate.
    false, detection = payroll.rows("kpis")[:2]
    assert 1 - int(false["measured"]) / int(false["baseline"]) == 0.4
    assert float(detection["measured"]) >= float(detection["baseline"]) == float(detection["target"])

    assert not payroll.lacks(
        "High risk (17 points), signed by Helga Sørensen",
        "Pauses by the model risk owner",
        "12 Dec 2025 by Helga Sørensen Fairness tests show unequal false positive rates across employee groups",
        "8 Jan 2026 by Helga Sørensen: The gap is 1.8 points, with 40 % fewer false positives at the same detection rate.",
        "12 Dec 2025 Production gate Hold Ruth Meyer The model risk owner blocks the roll-out",
        "9 Jan 2026 Production gate Go Ruth Meyer",
        "Targeted data collection Productionize 2",
        "Weekly monitoring 5 held, none overdue; next on 20 Feb 2026.",
        "False positives a month business 350 alerts ≤ 210 alerts ≤ 230 alerts 210 alerts Met",
        "Detection rate model 74 % ≥ 74 % ≥ 74 % 74.1 % Met",
    )
