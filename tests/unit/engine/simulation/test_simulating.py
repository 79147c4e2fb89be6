"""The simulation of a project: exact without a spread, right with one, and the same for the same seed."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlplanner.cli.output import numbers
from mlplanner.domain.errors import BadInput
from mlplanner.engine.simulation.simulating import simulate
from mlplanner.engine.simulation.simulations import Outcome, Simulation, Source, Spread
from tests.builders import START, make_cost, make_decision, make_inserted, make_line
from tests.unit.engine.simulation.cases import CERTAIN, P80, make_risk, simulated, world

VALUE = {
    "decisions_per_year": 100_000, "share_acted": "0.1", "precision": "0.55", "true_positive_value": "100",
    "false_positive_cost": "10", "action_cost": "20", "prediction_cost": "0.05",
}  # fmt: skip


def spreads(item: Simulation) -> dict[str, Spread[date] | Spread[Decimal]]:
    """All figures with percentiles, by name."""
    found = {field.name: getattr(item, field.name) for field in fields(item)}
    return {name: value for name, value in found.items() if isinstance(value, Spread)}


def test_that_a_plan_without_spread_and_risks_has_its_own_figures_at_every_percentile() -> None:
    # arithmetic.md, Simulation, last sentence
    item, facts = simulated(*world(is_certain=True, value=VALUE, inserted=[make_inserted()]))
    assert item.is_certain
    for spread in spreads(item).values():
        assert spread.plan == spread.p50 == spread.p80 == spread.p95
    assert item.delivery.plan == facts.timeline.delivery
    assert item.handed_over.plan == facts.timeline.handed_over
    assert item.delivery_weeks.plan == facts.timeline.delivery_weeks
    assert (item.build.plan, item.ask.plan) == (facts.costs.build, facts.costs.ask)
    assert item.first_year_value.plan == facts.returns.flows[0].benefit
    assert item.npv.plan == facts.returns.npv
    assert set(item.delivery_curve) == {facts.timeline.delivery}
    assert set(item.build_curve) == {facts.costs.build}
    assert item.date_met.share == item.budget_met.share == 1
    assert item.reserve == 0
    assert not item.drivers
    assert not item.risks


def test_that_holidays_move_no_certain_date() -> None:
    portfolio, plan = world(is_certain=True)
    there = portfolio.settings.model_copy(update={"country": "DE", "region": "BY"})
    item, facts = simulated(replace(portfolio, settings=there), plan)
    assert item.delivery.p95 == facts.timeline.delivery


def test_that_lengths_follow_pert_and_labour_follows_them() -> None:
    # One phase of 4 weeks, 3 to 8, and one line: mean (3+16+8)/6 = 4.5 weeks, 4.5/4 of its labour.
    phases = {"discovery": {"optimistic_weeks": Decimal(3), "pessimistic_weeks": Decimal(8)}}
    portfolio, plan = world(
        phases=(("discovery", 4),), phase_fields=phases, lines=[make_line(weeks=range(1, 5))], costs=[]
    )
    item, facts = simulated(portfolio, plan)
    middle = sum(item.build_curve[1:-1], Decimal(0)) / 99
    assert float(middle / facts.costs.build) == pytest.approx(4.5 / 4, rel=0.005)
    ends = [(day - START).days for day in item.delivery_curve]
    assert ends == sorted(ends)
    assert ends[0] >= 3 * 7 - 4
    assert ends[-1] <= 8 * 7
    # Each week costs the same, so that the build cost at 80 % is the length at 80 %.
    assert float(item.build.p80 / facts.costs.build) == pytest.approx(float(item.delivery_weeks.p80) / 4, rel=0.002)


def test_that_a_risk_adds_its_weeks_and_its_money_where_it_happens() -> None:
    risk = make_risk(probability="0.4", money_low="1000", money_likely="1000", money_high="1000")
    certain = risk.model_copy(update={"weeks_low": Decimal(2), "weeks_high": Decimal(2)})
    item, facts = simulated(*world(is_certain=True, risks=[certain]))
    late = facts.timeline.delivery + timedelta(weeks=2)
    assert set(item.delivery_curve) == {facts.timeline.delivery, late}
    assert item.delivery.p50 == facts.timeline.delivery
    assert item.delivery.p80 == late
    assert float(item.date_met.share) == pytest.approx(0.6, abs=0.02)
    # Prototype, weeks 4 to 7: 4 weeks of 1,000 and 2,000; two more weeks cost 6,000, and the 1,000 of the risk itself.
    # Monthly costs are 300 over 12 weeks, 100 of them here: half as much again.
    assert item.build.p80 - facts.costs.build == Decimal("7050.00")
    assert item.reserve == Decimal("7050.00")


def test_that_mitigation_is_seen_against_the_same_draws() -> None:
    risk = make_risk(probability="0.9", mitigated_probability="0.1", mitigated_effect="0.5")
    item, facts = simulated(*world(is_certain=True, risks=[risk]))
    assert item.delivery.p80 == facts.timeline.delivery
    assert item.unmitigated_delivery.p50 > facts.timeline.delivery
    assert float(item.date_met.share) == pytest.approx(0.9, abs=0.02)
    assert float(item.date_met.before_mitigation) == pytest.approx(0.1, abs=0.02)
    effect = item.risks[0]
    assert (effect.weeks, effect.mitigated_weeks) == (Decimal("1.80"), Decimal("0.10"))


def test_that_what_is_over_no_longer_varies() -> None:
    risk = make_risk(phase_id=1001)
    begun = {"actual_start": START, "actual_end": START + timedelta(days=20)}
    over = {**CERTAIN, "discovery": {**begun, "pessimistic_weeks": Decimal(9)}}
    by_date, _ = simulated(*world(phase_fields=over, risks=[risk]))
    by_gate, _ = simulated(
        *world(phase_fields={**CERTAIN, "discovery": {}}, decisions=[make_decision(1001)], risks=[risk])
    )
    assert by_date.is_certain
    assert by_gate.is_certain


def test_that_agreed_fees_do_not_grow_with_a_phase() -> None:
    agreed = make_line(sourcing="contractor", fixed_fee="9000", weeks=range(1, 5))
    portfolio, plan = world(phases=(("discovery", 4),), lines=[agreed], costs=[make_cost("500")])
    item, facts = simulated(portfolio, plan)
    assert item.delivery.p95 > facts.timeline.delivery
    assert item.build.p95 == item.build.plan == Decimal("10000.00")


def test_that_rates_move_labour_and_operations_and_value_moves_what_comes_back() -> None:
    spread = {"rate_low": "-0.1", "rate_high": "0.1", "value_low": "-0.5", "value_high": "0"}
    item, facts = simulated(*world(is_certain=True, value=VALUE, uncertainty=spread))
    assert item.delivery.p95 == facts.timeline.delivery
    assert item.build.plan < item.build.p80 < item.build.p95 < item.build.plan + facts.costs.labour / 10
    assert item.first_year_value.plan > item.first_year_value.p80 > item.first_year_value.p95
    assert item.npv.p95 < item.npv.p80 < item.npv.plan
    assert [driver.source for driver in item.drivers_of(Outcome.NPV)] == [Source.VALUE, Source.RATES]
    assert [driver.source for driver in item.drivers_of(Outcome.BUILD)] == [Source.RATES]
    assert item.drivers_of(Outcome.DELIVERY) == ()


def test_that_the_driver_that_moves_most_comes_first() -> None:
    wide = {**CERTAIN, "discovery": {"optimistic_weeks": Decimal("2.9"), "pessimistic_weeks": Decimal("3.1")}}
    wide["prototype"] = {"optimistic_weeks": Decimal(1), "pessimistic_weeks": Decimal(12)}
    item, _ = simulated(*world(phase_fields=wide))
    first, second = item.drivers_of(Outcome.DELIVERY)
    assert (first.name, second.name) == ("Prototype", "Discovery")
    assert first.correlation > Decimal("0.98")
    assert abs(second.correlation) < Decimal("0.1")
    assert first.swing > Decimal(4)


def test_that_the_reserve_by_p80_is_the_contingency() -> None:
    # arithmetic.md, Money: contingency = P80(build) − build, and all that stands on it
    portfolio, plan = world(uncertainty=P80, risks=[make_risk()])
    item, facts = simulated(portfolio, plan)
    costs = facts.costs
    assert costs.contingency == item.reserve == item.build.p80 - costs.build > 0
    assert costs.ask == costs.build + costs.handover_budget + costs.contingency + costs.maintenance_year
    assert facts.returns.investment == costs.build + costs.handover_budget + costs.contingency
    assert sum(row.contingency for row in costs.by_week) == costs.contingency
    assert item.ask.plan == costs.ask


def test_that_the_reserve_is_not_below_nothing() -> None:
    early = {
        key: {"optimistic_weeks": Decimal(1), "pessimistic_weeks": Decimal(weeks)}
        for key, weeks in (("discovery", 3), ("prototype", 4), ("productionize", 3), ("handover", 2))
    }
    _, facts = simulated(*world(phase_fields=early, uncertainty=P80))
    assert facts.costs.contingency == 0


def test_that_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    portfolio, plan = world(value=VALUE, risks=[make_risk(money_high="5000")], uncertainty={"rate_high": "0.1"})
    item, _ = simulated(portfolio, plan)
    simulate.cache_clear()
    again, _ = simulated(portfolio, plan)
    other, _ = simulated(portfolio, plan, seed=2)
    assert item == again
    assert other.delivery_curve != item.delivery_curve
    written = json.dumps(numbers([item.delivery_curve, item.build_curve, item.npv, item.drivers])).encode()
    assert hashlib.sha256(written).hexdigest() == "f3e6807133c6f546483e83818475c7ec2dc34fd5ade4ccef2147e4ece993bf45"


def test_that_an_edit_elsewhere_draws_nothing_anew() -> None:
    portfolio, plan = world()
    item, _ = simulated(portfolio, plan)
    edited = replace(plan, project=plan.project.model_copy(update={"objective": "Another"}))
    again, _ = simulated(replace(portfolio, revision=2, plans={1: edited}), edited)
    assert again is item


def test_that_a_new_risk_leaves_the_other_draws_alone() -> None:
    portfolio, plan = world()
    item, _ = simulated(portfolio, plan)
    portfolio, plan = world(
        risks=[make_risk(probability="0", mitigated_probability="0.000001", mitigated_effect="0.1")]
    )
    again, _ = simulated(portfolio, plan)
    assert again.delivery_curve == item.delivery_curve


@pytest.mark.parametrize("draws", [0, -1, 99, 1_000_001])
def test_that_too_few_and_too_many_draws_are_refused(draws: int) -> None:
    with pytest.raises(BadInput, match="100 to 1,000,000 draws"):
        simulated(*world(), draws=draws)


wide_phases = st.fixed_dictionaries(
    {
        key: st.fixed_dictionaries(
            {
                "optimistic_weeks": st.decimals("0.1", "20", places=1),
                "pessimistic_weeks": st.decimals("0.1", "40", places=1),
            }
        )
        for key in CERTAIN
    }
)


@settings(max_examples=30)
@given(wide_phases, st.decimals("0", "1", places=2), st.integers(0, 3))
def test_that_percentiles_rise_and_chances_are_shares_whatever_is_entered(
    phases: dict[str, dict[str, Decimal]], probability: Decimal, weeks: int
) -> None:
    """Also where pessimistic lies below optimistic: a check tells, the figures stay sound."""
    risk = make_risk(probability=probability, weeks_low=weeks, weeks_high=1)
    item, facts = simulated(*world(phase_fields=phases, risks=[risk]), draws=200)
    for name, spread in spreads(item).items():
        rising = (spread.p50, spread.p80, spread.p95)
        is_gain = name in ("npv", "first_year_value")
        assert list(rising) == sorted(rising, reverse=is_gain)
    assert 0 <= item.date_met.share <= 1
    assert item.delivery_curve[50] == item.delivery.p50
    assert item.build_curve[80] == item.build.p80
    assert item.reserve == max(item.build.p80 - facts.costs.build, 0)


def test_that_amounts_beyond_all_measure_are_bounded_and_break_nothing() -> None:
    value = {**VALUE, "decisions_per_year": 10**12, "true_positive_value": 10**12, "precision": 1}
    item, _ = simulated(*world(value=value, uncertainty={"value_low": "-0.5"}), draws=100)
    assert item.npv.plan == Decimal(10) ** 15
    assert item.first_year_value.p80 <= item.first_year_value.p50
