"""P10 to P90 of what comes back: the plan's own line without a spread, and by hand where only the value varies."""

from decimal import Decimal
from typing import Any

import numpy as np

from mlplanner.engine.facts import compute_facts
from mlplanner.engine.returns import cumulative_nets
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.value_bands import ValueBand, value_band
from mlplanner.engine.simulation.variates import Stream, triangular, uniforms
from tests.unit.engine.simulation.cases import PLAYBOOK, points, world
from tests.unit.engine.simulation.test_simulating import VALUE


def band_of(**fields: Any) -> tuple[ValueBand, tuple[Decimal, ...], Decimal | None]:
    """The band, the plan's own line and the plan's payback."""
    portfolio, plan = world(value=VALUE, **fields)
    facts = compute_facts(portfolio, plan, PLAYBOOK)
    line = cumulative_nets(facts.returns, facts.value.benefit_year, plan.project.evidence_days)
    return value_band(portfolio, plan, PLAYBOOK, facts), line, facts.returns.payback_months


def test_that_a_plan_without_a_spread_has_its_own_line_at_both_ends() -> None:
    band, line, payback = band_of(is_certain=True)
    assert band.is_certain
    assert band.low == band.high == line
    assert band.payback_months == (payback, payback)


def test_that_a_spread_of_the_value_alone_widens_the_line_as_by_hand() -> None:
    # Nothing but the value varies: after a year the line moves by what the year's benefit moves by.
    band, line, payback = band_of(is_certain=True, uncertainty={"value_low": "-0.5", "value_high": "0.2"})
    drawn = np.sort(triangular(points("-0.5", "0", "0.2"), uniforms(Stream(1, 1, 4, 0), 10_000)))
    assert band.low[0] == band.high[0] == line[0]
    portfolio, plan = world(value=VALUE, is_certain=True)
    flows = compute_facts(portfolio, plan, PLAYBOOK).returns.flows
    benefit = flows[0].benefit + flows[1].benefit + flows[2].benefit
    for end, share in ((band.low, 0.1), (band.high, 0.9)):
        at = drawn[int(share * 10_000) - 1]
        assert abs(float(end[36] - line[36]) - at * float(benefit)) < 0.02
    assert payback is not None
    assert band.payback_months[0] is not None
    assert band.payback_months[1] is not None
    assert band.payback_months[0] < payback < band.payback_months[1]


def test_that_the_ends_of_the_net_present_value_lie_around_the_simulations_middle() -> None:
    portfolio, plan = world(value=VALUE)
    facts = compute_facts(portfolio, plan, PLAYBOOK)
    band, found = value_band(portfolio, plan, PLAYBOOK, facts), simulate_project(portfolio, plan, PLAYBOOK, facts)
    assert band.npv[0] < found.npv.p80 < found.npv.p50 < band.npv[1]
    assert found.npv.p95 <= band.npv[0]
    assert value_band(portfolio, plan, PLAYBOOK, facts) == band


def test_that_money_that_does_not_come_back_in_time_has_no_payback() -> None:
    band, _, payback = band_of(uncertainty={"value_low": "-0.95"}, is_certain=True)
    assert payback is not None
    poor = dict(VALUE, decisions_per_year=1_000)
    portfolio, plan = world(value=poor, is_certain=True)
    never = value_band(portfolio, plan, PLAYBOOK, compute_facts(portfolio, plan, PLAYBOOK))
    assert never.payback_months == (None, None)
    assert band.payback_months[0] is not None
