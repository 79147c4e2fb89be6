"""HR attrition: a blended team, two weeks of overlap, and an internal engineer who owns on-call from week 15."""

from tests.support.told_cases import TellCase


def test_that_attrition_tells_the_facts_of_the_article(case: TellCase) -> None:  # P4.2, P4.4, P4.5, P4.6, P6.4
    attrition = case("Attrition predictor")
    shown = attrition.shown
    assert shown["delivery_weeks"] == 14

    # Half a data engineer and half a product owner inside; a contractor for twelve weeks; a coach from a consultancy.
    assert set(shown["mix"]) == {"internal", "contractor", "partner"}
    for role in ("data_engineer", "product_owner"):
        line = attrition.row("lines", role=role, sourcing="internal")
        assert set(line["weekly"].values()) == {"0.5"}
    contractor = attrition.row("lines", role="ml_engineer", sourcing="contractor")
    assert [int(week) for week in contractor["weekly"]] == list(range(3, 15))
    coach = attrition.row("lines", role="change_manager", sourcing="partner")
    assert coach["exit_criteria"]
    assert coach["portability"]

    # The successor is there for the contractor's last two weeks, and on call from week 15.
    successor = attrition.row("lines", id=contractor["successor_id"])
    overlaps = {line["line_id"]: line["overlap_weeks"] for line in shown["lines"]}
    assert overlaps[contractor["id"]] == [13, 14]
    upkeep = attrition.row("maintenance")
    assert (upkeep["on_call_id"], upkeep["on_call_from_week"]) == (successor["person_id"], 15)
    assert shown["operating"]["rota"][0]["week"] == 15
    assert shown["operating"]["rota"][0]["people"] == [successor["person_id"]]

    # Handover lies in its band; the mix costs less than hiring or contracting all of it.
    assert shown["handover_pct"] == 0.25
    assert 0.15 <= shown["handover_planned"] / shown["build"] <= 0.30
    assert not attrition.rules() & {"handover_pct_outside", "overlap_outside_range", "successor_missing"}
    plain = [option for option in shown["sourcing"] if not option["is_blended"]]
    costs = {option["sourcing"]: option["total"] for option in plain}
    assert costs[None] < costs["contractor"] < costs["hire"]
    unpriced = {option["sourcing"]: option["unpriced"] for option in plain}
    assert unpriced[None] == unpriced["contractor"] == unpriced["hire"] == []

    assert not attrition.lacks(
        "14 weeks",
        "ML engineer Dilan Kaya ML engineer Łukasz Nowak 2 weeks (W13, W14)",
        "Adoption coach of a consultancy",
        "Łukasz Nowak, from week 15",
        "usual: 15 % to 30 %",
        f"As planned {costs[None] - 1500:,.2f} 1,500.00 {costs[None]:,.2f}",
        f"{costs['hire']:,.2f}",
        f"{costs['contractor']:,.2f}",
    )
